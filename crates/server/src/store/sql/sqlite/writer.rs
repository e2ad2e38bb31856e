//! The one writer. Jobs that wait while a transaction reaches the disk go
//! together into the next one (group commit); each has a savepoint of its own,
//! so that one that fails takes nobody with it. Nobody is answered before the
//! transaction is on disk.

use std::sync::Mutex;
use std::thread::JoinHandle;

use rusqlite::{Connection, TransactionBehavior, ffi};
use tokio::sync::{mpsc, oneshot};

use super::super::super::{Result, StoreError};

/// Jobs that may wait; whoever comes later waits to be let in.
const QUEUE: usize = 256;
/// Most jobs in one transaction: at 100 acts each, well below a second.
const TOGETHER: usize = 64;

/// How the program ends when the disk fails: EX_IOERR of sysexits.h.
const DISK_FAILS: i32 = 74;

/// Tells the asker, once the transaction ended like this.
type Finish = Box<dyn FnOnce(Result<()>) + Send>;
type Job = Box<dyn FnOnce(&Connection) -> (Result<()>, Finish) + Send>;

/// Hands jobs to the writing thread.
pub struct Writer {
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(db: Connection) -> Result<Writer> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || write(db, queue))
            .map_err(StoreError::engine)?;
        Ok(Writer { jobs: Mutex::new(Some(jobs)), thread: Mutex::new(Some(thread)) })
    }

    /// Runs a job inside the next transaction. `done` runs once it is on disk,
    /// also when nobody waits for the answer any more.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
        done: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |db| {
            let result = job(db);
            let went = result.as_ref().map(|_| ()).map_err(StoreError::again);
            let finish: Finish = Box::new(move |ended| {
                let result = ended.and(result);
                if let Ok(value) = &result {
                    done(value);
                }
                let _ = answer.send(result);
            });
            (went, finish)
        });
        let jobs = self.jobs.lock().expect("no panic under this lock").clone();
        jobs.ok_or(StoreError::Stopped)?.send(job).await.map_err(|_| StoreError::Stopped)?;
        answered.await.unwrap_or(Err(StoreError::Stopped))
    }

    /// Takes no more jobs, and returns when those taken are on disk.
    pub fn stop(&self) {
        drop(self.jobs.lock().expect("no panic under this lock").take());
        if let Some(thread) = self.thread.lock().expect("no panic under this lock").take() {
            let _ = thread.join();
        }
    }
}

fn write(mut db: Connection, mut queue: mpsc::Receiver<Job>) {
    while let Some(first) = queue.blocking_recv() {
        let mut jobs = vec![first];
        while jobs.len() < TOGETHER {
            let Ok(job) = queue.try_recv() else { break };
            jobs.push(job);
        }
        together(&mut db, jobs);
    }
    let _ = db.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);");
}

/// What a disk that fails to sync has, nobody knows: a later sync that succeeds says
/// nothing about what was written before it. The server ends at once, answers nobody, and
/// begins anew with what is there.
fn stop_if_the_disk_fails(error: &rusqlite::Error) {
    let code = error.sqlite_error().map(|error| error.extended_code);
    if matches!(code, Some(ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC)) {
        tracing::error!(%error, "the disk fails: the server ends");
        std::process::exit(DISK_FAILS);
    }
}

fn together(db: &mut Connection, jobs: Vec<Job>) {
    let mut finishes = Vec::with_capacity(jobs.len());
    let ended = (|| -> Result<()> {
        let mut tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for job in jobs {
            let savepoint = tx.savepoint()?;
            let (went, finish) = job(&savepoint);
            finishes.push(finish);
            match went {
                Ok(()) => savepoint.commit()?,
                // A full disk takes the whole transaction back, and what came next would
                // be in none.
                Err(error) if savepoint.is_autocommit() => return Err(error),
                // Dropped without a commit, a savepoint is rolled back.
                Err(_) => {}
            }
        }
        Ok(tx.commit().inspect_err(stop_if_the_disk_fails)?)
    })();
    if let Err(error) = &ended {
        tracing::error!(%error, "a transaction did not reach the disk");
    }
    for finish in finishes {
        finish(match &ended {
            Ok(()) => Ok(()),
            Err(error) => Err(error.again()),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_disk_that_is_full_in_mid_transaction_keeps_nothing_and_says_so() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE kept (body); PRAGMA max_page_count = 20;").unwrap();
        let (begun, begins) = oneshot::channel();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let writer = Writer::start(db).unwrap();
        let insert = |bytes: i64| {
            move |db: &Connection| {
                db.execute("INSERT INTO kept VALUES (zeroblob(?1))", [bytes])?;
                Ok(())
            }
        };
        // While the first transaction waits, the three others come together.
        let first = move |_: &Connection| {
            begun.send(()).unwrap();
            wait.recv().unwrap();
            Ok(())
        };
        let others = async {
            begins.await.unwrap();
            let (small, large, after, ()) = tokio::join!(
                writer.run(insert(10), |()| panic!("it is not on disk")),
                writer.run(insert(1_000_000), |()| panic!("it is not on disk")),
                writer.run(insert(10), |()| panic!("it is not on disk")),
                // Polled last: the three wait by now.
                async { go.send(()).unwrap() },
            );
            assert!(matches!(small, Err(StoreError::Full)), "{small:?}");
            assert!(matches!(large, Err(StoreError::Full)), "{large:?}");
            assert!(after.is_err(), "{after:?}");
        };
        let (first, ()) = tokio::join!(writer.run(first, |()| ()), others);
        first.unwrap();
        let count =
            |db: &Connection| Ok(db.query_row("SELECT count(*) FROM kept", [], |row| row.get(0))?);
        let kept: i64 = writer.run(count, |_| ()).await.unwrap();
        assert_eq!(kept, 0);
    }
}
