//! Pokes by LISTEN and NOTIFY: every server on the database hears of every commit.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{broadcast, oneshot};
use tokio::task::JoinHandle;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{AsyncMessage, NoTls, Socket};
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::SpaceId;

use super::super::super::{Poke, Result, StoreError};
use super::super::db::{self, Db, params};
use super::{Address, Session, words};

/// The channel; channels belong to one database.
const CHANNEL: &str = "yuanliu_pokes";
/// What PostgreSQL sends of one notification, at most.
const MOST_BYTES: usize = 7_900;
/// How long until it is tried again after a cut.
const AGAIN: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(10),
];

/// Tells everybody, when this transaction is on disk.
pub fn tell(session: &Session<'_>, poke: &Poke) -> db::Result<()> {
    let session: &dyn Db = session;
    let tell = format!("SELECT pg_notify('{CHANNEL}', ?1)");
    session.prepare_cached(&tell)?.query_row(params![write(poke)], |_| Ok(()))
}

fn write(poke: &Poke) -> String {
    let Poke::Changed { space, audiences } = poke else { return String::new() };
    let mut text = space.to_string();
    for audience in audiences.iter() {
        text.push(' ');
        text.push_str(&audience.to_string());
    }
    // Too many to be named, as when a school is entered: everybody looks.
    if text.len() > MOST_BYTES { String::new() } else { text }
}

fn read(text: &str) -> Poke {
    let mut words = text.split(' ');
    let space = words.next().and_then(|space| space.parse::<Uuid>().ok());
    let audiences: Option<BTreeSet<Audience>> = words.map(|word| word.parse().ok()).collect();
    match space.zip(audiences) {
        Some((space, audiences)) => {
            Poke::Changed { space: SpaceId(space), audiences: Arc::new(audiences) }
        }
        None => Poke::Anything,
    }
}

/// Begins to listen: nothing that is committed after this returned goes unheard.
pub async fn start(address: Address, pokes: broadcast::Sender<Poke>) -> Result<JoinHandle<()>> {
    let (begun, listens) = oneshot::channel();
    let task = tokio::spawn(async move {
        let mut begun = Some(begun);
        let mut tries = 0;
        loop {
            let listened = match address.tls() {
                Ok(Some(tls)) => listen(&address, tls, &pokes, &mut begun).await,
                Ok(None) => listen(&address, NoTls, &pokes, &mut begun).await,
                Err(error) => (false, error),
            };
            let (heard, error) = listened;
            if let Some(begun) = begun.take() {
                let _ = begun.send(Err(error));
                return;
            }
            tries = if heard { 0 } else { tries + 1 };
            tracing::warn!(%error, "the database's notifications were cut");
            tokio::time::sleep(AGAIN[tries.min(AGAIN.len() - 1)]).await;
        }
    });
    listens.await.map_err(StoreError::engine)?.map(|()| task)
}

/// Listens until it is cut; whether it ever did, and what cut it.
async fn listen<T>(
    address: &Address,
    tls: T,
    pokes: &broadcast::Sender<Poke>,
    begun: &mut Option<oneshot::Sender<Result<()>>>,
) -> (bool, StoreError)
where
    T: MakeTlsConnect<Socket>,
{
    let connected = match address.config() {
        Ok(config) => config.connect(tls).await.map_err(StoreError::from),
        Err(error) => Err(error),
    };
    let (client, mut connection) = match connected {
        Ok(connected) => connected,
        Err(error) => return (false, error),
    };
    let listen = format!("LISTEN {CHANNEL}");
    let mut listening = std::pin::pin!(client.batch_execute(&listen));
    let mut listens = false;
    loop {
        tokio::select! {
            begins = &mut listening, if !listens => match begins {
                Ok(()) => {
                    listens = true;
                    // Whatever was said in between went by unheard.
                    let _ = pokes.send(Poke::Anything);
                    if let Some(begun) = begun.take() {
                        let _ = begun.send(Ok(()));
                    }
                }
                Err(error) => return (false, error.into()),
            },
            message = poll_fn(|context| connection.poll_message(context)) => match message {
                Some(Ok(AsyncMessage::Notification(said))) => {
                    // Nobody may be listening.
                    let _ = pokes.send(read(said.payload()));
                }
                Some(Ok(AsyncMessage::Notice(notice))) => {
                    tracing::info!(notice = notice.message(), "database");
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return (listens, StoreError::engine(words(&error))),
                None => return (listens, StoreError::engine("the connection was closed")),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poke_is_read_as_it_was_written_and_everybody_looks_when_it_is_too_long() {
        let space = SpaceId(Uuid::from_u128(1));
        let poke =
            |audiences: BTreeSet<Audience>| Poke::Changed { space, audiences: Arc::new(audiences) };
        let few = poke(BTreeSet::from([Audience::Office, Audience::Roll]));
        assert_eq!(read(&write(&few)), few);
        let many =
            (0..500).map(|n| Audience::Family(yuanliu_domain::id::ChildId(Uuid::from_u128(n))));
        assert_eq!(read(&write(&poke(many.collect()))), Poke::Anything);
        assert_eq!(read("somebody else's"), Poke::Anything);
    }
}
