//! The store in a PostgreSQL database, for districts and for two servers on one
//! database. A transaction for each job, and one lock for each space: whoever writes
//! into a space holds its row, so versions become visible in their order (I4).

mod address;
mod listener;
mod migrations;
mod session;

use std::sync::Arc;

use deadpool_postgres::{Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime};
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, broadcast};
use tokio::task::JoinHandle;
use tokio_postgres::IsolationLevel;
use tokio_postgres::error::SqlState;
use uuid::Uuid;

use super::super::{Poke, Result, StoreError};
use super::db::{Db, params};

pub use address::Address;
pub use session::{Paged, Prepared, Session};

/// Connections of one server: each is a process of the database, and most jobs last
/// a few milliseconds.
const CONNECTIONS: usize = 8;

/// A database of PostgreSQL.
pub struct Postgres {
    pool: Pool,
    room: Arc<Semaphore>,
    pokes: broadcast::Sender<Poke>,
    listener: JoinHandle<()>,
}

impl Postgres {
    /// Connects, brings the database to today's form, and begins to listen. `first`
    /// runs in the transaction of the migrations, and of two servers that start at
    /// once the second waits for the first.
    pub async fn open<T: Send + 'static>(
        address: &Address,
        pokes: broadcast::Sender<Poke>,
        first: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
    ) -> Result<(Postgres, T)> {
        let pool = pool(address)?;
        let mut client = pool.get().await?;
        let runtime = Handle::current();
        let opened = tokio::task::spawn_blocking(move || {
            let tx = runtime.block_on(client.transaction())?;
            let session = Session::new(tx, runtime);
            migrations::run(&session)?;
            let value = first(&session)?;
            session.commit()?;
            Ok::<_, StoreError>(value)
        });
        let value = opened.await.map_err(StoreError::engine)??;
        let listener = listener::start(address.clone(), pokes.clone()).await?;
        let room = Arc::new(Semaphore::new(CONNECTIONS));
        Ok((Postgres { pool, room, pokes, listener }, value))
    }

    /// Pokes of this server and of every other on this database.
    pub fn pokes(&self) -> broadcast::Receiver<Poke> {
        self.pokes.subscribe()
    }

    /// Reads inside one snapshot.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(true, |session| read(session)).await
    }

    /// Writes into a space that nobody else writes into meanwhile; whoever is to be
    /// poked hears of it with the commit.
    pub async fn write<T: Send + 'static>(
        &self,
        space: Uuid,
        write: impl FnOnce(&dyn Db) -> Result<(T, Option<Poke>)> + Send + 'static,
    ) -> Result<T> {
        self.run(false, move |session| {
            (session as &dyn Db).lock(space)?;
            let (value, poke) = write(session)?;
            if let Some(poke) = poke {
                listener::tell(session, &poke)?;
            }
            Ok(value)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        read_only: bool,
        job: impl FnOnce(&Session<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let room = self.room.clone().acquire_owned().await.map_err(|_| StoreError::Stopped)?;
        let mut client = self.pool.get().await?;
        let runtime = Handle::current();
        let task = tokio::task::spawn_blocking(move || {
            let _room = room;
            let tx = match read_only {
                true => client
                    .build_transaction()
                    .isolation_level(IsolationLevel::RepeatableRead)
                    .read_only(true),
                // Each statement sees what was there when the lock was taken.
                false => client.build_transaction().isolation_level(IsolationLevel::ReadCommitted),
            };
            let session = Session::new(runtime.block_on(tx.start())?, runtime);
            // Dropped without a commit, a transaction is rolled back.
            let value = job(&session)?;
            session.commit()?;
            Ok(value)
        });
        task.await.map_err(StoreError::engine)?
    }

    /// Writes every table anew, without what was deleted. What the database's own
    /// log and its backups still hold goes when they do (docs/PRIVACY.md).
    pub async fn overwrite(&self) -> Result<()> {
        let _room = self.room.acquire().await.map_err(|_| StoreError::Stopped)?;
        let client = self.pool.get().await?;
        let tables = "SELECT quote_ident(tablename) FROM pg_tables
                      WHERE schemaname = current_schema() ORDER BY tablename";
        for row in client.query(tables, &[]).await? {
            client.batch_execute(&format!("VACUUM (FULL) {}", row.get::<_, &str>(0))).await?;
        }
        Ok(())
    }

    /// Closes: whoever is at work ends first.
    pub async fn close(&self) {
        let all = self.room.acquire_many(CONNECTIONS as u32).await;
        self.room.close();
        drop(all);
        self.pool.close();
        self.listener.abort();
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

/// Reads a database without changing it.
pub async fn look<T: Send + 'static>(
    address: &Address,
    read: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
) -> Result<T> {
    let pool = pool(address)?;
    let mut client = pool.get().await?;
    let runtime = Handle::current();
    let task = tokio::task::spawn_blocking(move || {
        let tx = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead);
        let tx = runtime.block_on(tx.read_only(true).start())?;
        read(&Session::new(tx, runtime))
    });
    task.await.map_err(StoreError::engine)?
}

/// Fills a database, in the transaction of the migrations: nobody opens it meanwhile.
pub async fn fill<E: From<StoreError> + Send + 'static>(
    address: &Address,
    fill: impl FnOnce(&dyn Db) -> std::result::Result<(), E> + Send + 'static,
) -> std::result::Result<(), E> {
    let mut client = pool(address)?.get().await.map_err(StoreError::from)?;
    let runtime = Handle::current();
    let task = tokio::task::spawn_blocking(move || {
        let tx = runtime.block_on(client.transaction()).map_err(StoreError::from)?;
        let session = Session::new(tx, runtime);
        migrations::run(&session)?;
        fill(&session)?;
        Ok(session.commit().map_err(StoreError::from)?)
    });
    task.await.map_err(StoreError::engine)?
}

/// Removes everything that the migrations make, and nothing else.
pub async fn remove(address: &Address) -> Result<()> {
    let mut client = pool(address)?.get().await?;
    let tx = client.transaction().await?;
    tx.batch_execute(&migrations::undone()).await?;
    Ok(tx.commit().await?)
}

fn pool(address: &Address) -> Result<Pool> {
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = match address.tls()? {
        Some(tls) => Manager::from_config(address.config()?, tls, recycling),
        None => Manager::from_config(address.config()?, tokio_postgres::NoTls, recycling),
    };
    let pool = Pool::builder(manager).max_size(CONNECTIONS).runtime(Runtime::Tokio1);
    pool.build().map_err(StoreError::engine)
}

/// An error of PostgreSQL in words: what it says itself is not in its first line.
pub fn words(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) => format!("{} ({})", said.message(), said.code().code()),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> StoreError {
        match error.code() {
            Some(&SqlState::DISK_FULL) => StoreError::Full,
            _ => StoreError::engine(words(&error)),
        }
    }
}

impl From<PoolError> for StoreError {
    fn from(error: PoolError) -> StoreError {
        match error {
            PoolError::Closed => StoreError::Stopped,
            PoolError::Backend(error) => error.into(),
            other => StoreError::engine(other),
        }
    }
}

/// The row of a space, for this transaction alone.
fn lock(session: &dyn Db, space: Uuid) -> super::db::Result<()> {
    let row = "SELECT 1 FROM space WHERE space_id = ?1 FOR UPDATE";
    session.prepare_cached(row)?.exists(params![space]).map(drop)
}
