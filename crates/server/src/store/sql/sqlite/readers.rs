//! A few connections that read, each inside one snapshot, off the async threads.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::super::super::{Result, StoreError};

/// SQLite reads from memory here: more than a few at once only wait for processors.
const READERS: usize = 4;

/// The reading connections.
#[derive(Clone)]
pub struct Readers {
    path: Arc<PathBuf>,
    idle: Arc<Mutex<Vec<Connection>>>,
    room: Arc<Semaphore>,
}

impl Readers {
    /// Readers of the database at this path.
    pub fn of(path: &Path) -> Readers {
        Readers {
            path: Arc::new(path.to_owned()),
            idle: Arc::default(),
            room: Arc::new(Semaphore::new(READERS)),
        }
    }

    /// Reads inside one snapshot.
    pub async fn run<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let room = self.room.clone().acquire_owned().await.map_err(|_| StoreError::Stopped)?;
        let this = self.clone();
        let task = tokio::task::spawn_blocking(move || {
            let _room = room;
            let mut db = this.take()?;
            let result = {
                let tx = db.transaction()?;
                read(&tx)
            };
            this.idle.lock().expect("no panic under this lock").push(db);
            result
        });
        task.await.map_err(StoreError::engine)?
    }

    fn take(&self) -> Result<Connection> {
        if let Some(db) = self.idle.lock().expect("no panic under this lock").pop() {
            return Ok(db);
        }
        super::reader(&self.path)
    }

    /// Closes: whoever reads now ends first.
    pub async fn close(&self) {
        let all = self.room.acquire_many(READERS as u32).await;
        self.room.close();
        drop(all);
        self.idle.lock().expect("no panic under this lock").clear();
    }
}
