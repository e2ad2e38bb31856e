// The service worker: keeps the shell, the entry and this device's desks, so
// that an installed start needs no network. It keeps no data, opens no
// database, and never answers /api. `cargo xtask build` writes on top:
//   const BUILD = "<build id>";
//   const FILES = [[path, sha256, [roles]], …];
// where '/' is the shell and a role is 'entry', 'door' or the name of a desk.
/* global BUILD, FILES */

const SHELL = '/';
const CACHE = `yuanliu-build-${BUILD}`;
const SETTINGS = 'yuanliu-settings';
const DESKS = '/desks';

// The door too: whoever signs out without a network stands there.
self.addEventListener('install', (event) => {
  event.waitUntil(keep(['entry', 'door']));
  // Where the browser knows routes, data does not even wake this worker.
  const data = { condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' };
  event.addRoutes?.(data).catch(() => {});
});

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('message', (event) => {
  const { type, desks } = event.data ?? {};
  // A new build takes over only when the person has agreed.
  if (type === 'activate') self.skipWaiting();
  if (type === 'desks' && Array.isArray(desks)) event.waitUntil(keepDesks(desks));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname === '/api' || pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(answer(SHELL, request));
  else if (FILES.some(([path]) => path === pathname)) event.respondWith(answer(pathname, request));
});

// The kept copy first, for the shell too: a shell from the network would start
// the newer build before the person agreed, and a slow network would delay
// every start. Browsers look for a new worker at each navigation by themselves.
async function answer(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith('yuanliu-build-') && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

// A device may serve two desks: a teacher can be a parent.
async function keepDesks(desks) {
  const settings = await caches.open(SETTINGS);
  const all = new Set([...(await keptDesks(settings)), ...desks]);
  await settings.put(DESKS, Response.json([...all]));
  await keep([]);
}

async function keptDesks(settings) {
  return (await (await settings.match(DESKS))?.json()) ?? [];
}

// One after the other: two at once would both find a file missing, and a phone
// would pay for it twice.
let keeping = Promise.resolve();
function keep(always) {
  const now = keeping.then(() => keepAll(always));
  keeping = now.catch(() => {});
  return now;
}

async function keepAll(always) {
  const wanted = [...always, ...(await keptDesks(await caches.open(SETTINGS)))];
  const cache = await caches.open(CACHE);
  const copies = await keptCopies();
  await Promise.all(
    FILES.filter(([, , roles]) => roles.some((role) => wanted.includes(role))).map(
      async ([path, sha256]) => {
        if (await cache.match(path, { ignoreVary: true })) return;
        const copy = copies.get(sha256);
        await cache.put(path, copy ? copy.clone() : await fetched(path, sha256));
      },
    ),
  );
}

// What older builds kept, by content: an unchanged file is not downloaded again.
async function keptCopies() {
  const copies = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith('yuanliu-build-')) continue;
    const cache = await caches.open(name);
    for (const copy of await cache.matchAll()) copies.set(contentOf(copy), copy);
  }
  return copies;
}

// Fails the installation rather than mixing two builds: while a server is being
// replaced, the same address may already hold the other build's bytes.
async function fetched(path, sha256) {
  const response = await fetch(path, { cache: 'no-cache' });
  if (!response.ok || contentOf(response) !== sha256) throw new Error(`not of this build: ${path}`);
  return response;
}

// The server's ETag is W/"<sha256 of the content>", whatever the encoding.
function contentOf(response) {
  return response.headers.get('etag')?.match(/"([0-9a-f]{64})"/)?.[1];
}
