//! Where a PostgreSQL database is, and how it is reached: what does not stay on this
//! machine travels under TLS, and the database proves who it is.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::super::super::{Result, StoreError};

/// A server that hangs holds a school's lock no longer than this, in milliseconds.
const PATIENCE_MS: u32 = 60_000;

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// `postgres://…`; it may hold a password.
    pub url: String,
    /// PEM: whom a database on another machine is believed.
    pub authority: Option<PathBuf>,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostgreSQL")
    }
}

impl Address {
    /// How to connect.
    pub fn config(&self) -> Result<Config> {
        let mut config: Config = self.url.parse().map_err(|error| {
            StoreError::engine(format!("DATABASE_URL: {}", super::words(&error)))
        })?;
        let own = format!(
            "-c idle_in_transaction_session_timeout={PATIENCE_MS} -c lock_timeout={PATIENCE_MS}"
        );
        let asked = config.get_options().map(|asked| format!("{asked} ")).unwrap_or_default();
        config
            .options(format!("{asked}{own}"))
            .application_name("yuanliu")
            .connect_timeout(Duration::from_secs(10))
            .keepalives_idle(Duration::from_secs(30));
        if !is_here(&config) {
            config.ssl_mode(SslMode::Require);
        }
        Ok(config)
    }

    /// TLS towards a database on another machine.
    pub fn tls(&self) -> Result<Option<MakeRustlsConnect>> {
        if is_here(&self.config()?) {
            return Ok(None);
        }
        let Some(path) = &self.authority else {
            return Err(StoreError::engine(
                "DATABASE_URL 指向另一台机器：请用 YUANLIU_DATABASE_CA 给出其证书（PEM）\n\
                 DATABASE_URL is on another machine: give its certificate in YUANLIU_DATABASE_CA (PEM)",
            ));
        };
        let said = |error: &dyn fmt::Display| {
            StoreError::engine(format!("YUANLIU_DATABASE_CA {}: {error}", path.display()))
        };
        let mut roots = RootCertStore::empty();
        for one in CertificateDer::pem_file_iter(path).map_err(|error| said(&error))? {
            let one = one.map_err(|error| said(&error))?;
            roots.add(one).map_err(|error| said(&error))?;
        }
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| said(&error))?;
        let config = builder.with_root_certificates(roots).with_no_client_auth();
        Ok(Some(MakeRustlsConnect::new(config)))
    }
}

/// Whether what is said stays on this machine.
fn is_here(config: &Config) -> bool {
    let mut addresses = config.get_hostaddrs().iter();
    let mut hosts = config.get_hosts().iter();
    addresses.all(IpAddr::is_loopback)
        && hosts.all(|host| match host {
            Host::Tcp(name) => {
                name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
            }
            #[cfg(unix)]
            Host::Unix(_) => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(url: &str) -> Address {
        Address { url: url.into(), authority: None }
    }

    #[test]
    fn what_leaves_the_machine_goes_under_tls_or_not_at_all() {
        for here in [
            "postgres://u:p@localhost/yuanliu",
            "postgres://127.0.0.1/yuanliu",
            "postgresql:///yuanliu?host=/run/postgresql",
        ] {
            assert!(address(here).tls().unwrap().is_none(), "{here}");
        }
        for away in [
            "postgres://db.example.cn/yuanliu",
            "postgres://db.example.cn/yuanliu?sslmode=disable",
            "postgres://localhost,10.0.0.5/yuanliu",
            "postgres://localhost/yuanliu?hostaddr=10.0.0.5",
        ] {
            let error = address(away).tls().err().map(|error| error.to_string());
            assert!(error.is_some_and(|error| error.contains("YUANLIU_DATABASE_CA")), "{away}");
            assert_eq!(address(away).config().unwrap().get_ssl_mode(), SslMode::Require);
        }
    }

    #[test]
    fn a_password_is_never_written_down() {
        let address = address("postgres://u:secret@localhost/yuanliu?nonsense=1");
        assert!(!format!("{address:?} {}", address.config().unwrap_err()).contains("secret"));
    }
}
