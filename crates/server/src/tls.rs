//! TLS with the school's own certificate, for a server without a proxy in front.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{Error, ServerConfig};
use tokio_rustls::server::TlsStream;

use crate::settings::TlsFiles;

/// Longest handshake: a phone at the edge of the network takes a few seconds.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Handshakes at once; whoever comes later waits in the system's queue.
const AT_ONCE: usize = 256;

/// Why a certificate cannot be used, in both languages, with the file's name.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadCertificate(String);

/// Reads certificate and key.
pub fn config(files: &TlsFiles) -> Result<Arc<ServerConfig>, BadCertificate> {
    let chain = certificates(&files.cert)?;
    let key = private_key(&files.key)?;
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| BadCertificate(error.to_string()))?;
    let mut config =
        builder.with_no_client_auth().with_single_cert(chain, key).map_err(|error| {
            let (zh, en) = match error {
                Error::InconsistentKeys(_) => (
                    "证书与私钥不是一对",
                    "the certificate and the private key do not belong together",
                ),
                _ => ("证书或私钥无法使用", "the certificate or the private key cannot be used"),
            };
            let (cert, key) = (files.cert.display(), files.key.display());
            BadCertificate(format!(
                "YUANLIU_TLS_CERT {cert} / YUANLIU_TLS_KEY {key}：{zh}\n\
             YUANLIU_TLS_CERT {cert} / YUANLIU_TLS_KEY {key}: {en} ({error})"
            ))
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, BadCertificate> {
    let bad = |zh: &str, en: String| {
        let path = path.display();
        BadCertificate(format!("YUANLIU_TLS_CERT {path}：{zh}\nYUANLIU_TLS_CERT {path}: {en}"))
    };
    let unreadable =
        |error: pem::Error| bad("证书文件无法读取", format!("cannot be read: {error}"));
    let chain = CertificateDer::pem_file_iter(path).map_err(unreadable)?;
    let chain = chain.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    if chain.is_empty() {
        return Err(bad(
            "文件里没有证书，应有 -----BEGIN CERTIFICATE-----",
            "holds no certificate; it should have -----BEGIN CERTIFICATE-----".into(),
        ));
    }
    Ok(chain)
}

fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, BadCertificate> {
    PrivateKeyDer::from_pem_file(path).map_err(|error| {
        let (zh, en) = match error {
            pem::Error::NoItemsFound => (
                "文件里没有私钥，应有 -----BEGIN PRIVATE KEY-----（不能带口令）",
                "holds no private key; it should have -----BEGIN PRIVATE KEY----- and no passphrase"
                    .to_owned(),
            ),
            other => ("私钥文件无法读取", format!("cannot be read: {other}")),
        };
        let path = path.display();
        BadCertificate(format!("YUANLIU_TLS_KEY {path}：{zh}\nYUANLIU_TLS_KEY {path}: {en}"))
    })
}

/// Accepts TLS connections. Handshakes run beside each other, so that one slow
/// phone, or somebody who says nothing, holds up nobody.
pub struct TlsListener {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    addr: SocketAddr,
    accepting: JoinHandle<()>,
}

impl TlsListener {
    /// Speaks TLS on this listener.
    pub fn start(tcp: TcpListener, config: Arc<ServerConfig>) -> std::io::Result<TlsListener> {
        let addr = tcp.local_addr()?;
        let (done, ready) = mpsc::channel(AT_ONCE);
        let accepting = tokio::spawn(accept(tcp, TlsAcceptor::from(config), done));
        Ok(TlsListener { ready, addr, accepting })
    }
}

async fn accept(
    mut tcp: TcpListener,
    acceptor: TlsAcceptor,
    done: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let room = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let Ok(room) = room.clone().acquire_owned().await else { return };
        // Tries again by itself when the system is out of file handles.
        let (stream, peer) = Listener::accept(&mut tcp).await;
        let (acceptor, done) = (acceptor.clone(), done.clone());
        tokio::spawn(async move {
            let _room = room;
            let _ = stream.set_nodelay(true);
            // Scanners and plain HTTP end here, without a line in the log each.
            if let Ok(Ok(stream)) = timeout(HANDSHAKE, acceptor.accept(stream)).await {
                let _ = done.send((stream, peer)).await;
            }
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // Only when the process ends.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(self.addr)
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
