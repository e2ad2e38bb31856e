//! The server as a value: what every handler is given.

use std::sync::Arc;

use ipnet::IpNet;
use yuanliu_sync::wire::Place;

use crate::auth::{Attempts, Passphrases, RelyingParty};
use crate::backups::Backups;
use crate::clock::Clock;
use crate::store::Store;
use crate::telling::Hook;

/// Everything that handlers share. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The school's memory.
    pub store: Arc<dyn Store>,
    /// The school's clock.
    pub clock: Clock,
    /// Hashes and checks passphrases.
    pub passphrases: Arc<Passphrases>,
    /// Counts attempts to sign in.
    pub attempts: Arc<Attempts>,
    /// The address under which people reach this server.
    pub public_url: Option<Arc<str>>,
    /// Asks and hears passkeys; none where browsers know none.
    pub passkeys: Option<Arc<RelyingParty>>,
    /// The server speaks TLS itself.
    pub tls: bool,
    /// Proxies whose word about who asks is believed; nobody else's is.
    pub proxies: Arc<[IpNet]>,
    /// What the place asks for (X7).
    pub place: Arc<Place>,
    /// The school's own gateway for messages to families.
    pub hook: Option<Arc<Hook>>,
    /// Where its backups are made; none where none are.
    pub backups: Option<Arc<Backups>>,
    /// Becomes true when the server stops: long answers end.
    pub stopping: tokio::sync::watch::Receiver<bool>,
}

impl App {
    /// A server over this store, with this clock.
    pub fn new(store: Arc<dyn Store>, clock: Clock) -> App {
        let attempts = if clock.is_demo() { Attempts::demo() } else { Attempts::real() };
        App {
            store,
            clock,
            passphrases: Arc::new(Passphrases::new()),
            attempts: Arc::new(attempts),
            public_url: None,
            passkeys: None,
            tls: false,
            proxies: Arc::default(),
            place: Arc::default(),
            hook: None,
            backups: None,
            stopping: tokio::sync::watch::channel(false).1,
        }
    }

    /// Whether people reach this server over TLS.
    pub fn is_https(&self) -> bool {
        self.tls || self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}
