/* Loaded before the C library (LD_PRELOAD) by `bench kills --what power|fsync`: what a
 * disk has is what was synced. After each sync of a file of YUANLIU_DISK_OF a copy of it
 * lies in YUANLIU_DISK; a sync that finds YUANLIU_DISK_BREAKS fails, once. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static int copy(int from, const char *name) {
    char path[PATH_MAX], part[PATH_MAX], bytes[65536];
    const char *disk = getenv("YUANLIU_DISK");
    ssize_t read;
    off_t at = 0;
    int to;
    if (!disk || snprintf(path, sizeof path, "%s/%s", disk, name) >= (int)sizeof path ||
        snprintf(part, sizeof part, "%s/%s.part", disk, name) >= (int)sizeof part)
        return -1;
    to = open(part, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    if (to < 0)
        return -1;
    while ((read = pread(from, bytes, sizeof bytes, at)) > 0) {
        if (write(to, bytes, (size_t)read) != read) {
            close(to);
            return -1;
        }
        at += read;
    }
    close(to);
    return read < 0 ? -1 : rename(part, path);
}

static int synced(int file) {
    char link[64], path[PATH_MAX], whole[PATH_MAX];
    const char *of = getenv("YUANLIU_DISK_OF"), *breaks = getenv("YUANLIU_DISK_BREAKS"), *name;
    struct stat about;
    ssize_t length;
    int failed = 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (!of || length < 0 || fstat(file, &about) || !S_ISREG(about.st_mode))
        return 0;
    path[length] = 0;
    name = strrchr(path, '/');
    if (!name || strncmp(path, of, strlen(of)) || path[strlen(of)] != '/')
        return 0;
    if (breaks && unlink(breaks) == 0) {
        errno = EIO;
        return -1;
    }
    /* A file that was opened to be written only is read through its name. */
    pthread_mutex_lock(&one_at_a_time);
    snprintf(whole, sizeof whole, "%s", path);
    int again = open(whole, O_RDONLY);
    if (again < 0 || copy(again, name + 1))
        failed = 1;
    if (again >= 0)
        close(again);
    pthread_mutex_unlock(&one_at_a_time);
    if (failed) {
        fprintf(stderr, "the copy of %s failed: %s\n", path, strerror(errno));
        abort();
    }
    return 0;
}

int fsync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return synced(file) ? -1 : real(file);
}

int fdatasync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return synced(file) ? -1 : real(file);
}
