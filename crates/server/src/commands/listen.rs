//! Binding, and a stop that loses nothing: no new requests, those under way
//! are answered, then the store closes with everything on disk.

use std::fs;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::serve::{Listener, ListenerExt};
use tokio::net::TcpListener;
use tokio::sync::watch;
use yuanliu_server::auth::RelyingParty;
use yuanliu_server::settings::Settings;
use yuanliu_server::telling::{self, Hook};
use yuanliu_server::tls::{self, TlsListener};
use yuanliu_server::{App, router};

/// Longest wait for requests under way: a sync takes a second, a slow phone ten.
const GRACE: Duration = Duration::from_secs(20);

/// Makes the data folder, for this user alone.
pub fn data_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| {
        format!("数据目录无法建立：{0}\nthe data folder cannot be made: {0}", path.display())
    })?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Takes the address.
pub async fn bind(addr: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(addr).await.with_context(|| {
        format!(
            "地址 {addr} 无法使用（可能已有程序在用），请改 YUANLIU_ADDR\n\
             the address {addr} cannot be used (another program may have it): change YUANLIU_ADDR"
        )
    })
}

/// The address that people type: what was set, or where the server listens. On this
/// machine by its name, because browsers know passkeys at a name alone; nobody else
/// is reached by it, and nobody else reaches us.
pub fn address(settings: &Settings, listener: &TcpListener) -> Result<String> {
    if let Some(public_url) = &settings.public_url {
        return Ok(public_url.clone());
    }
    let own = listener.local_addr()?;
    let here = own.ip() == Ipv4Addr::LOCALHOST || own.ip() == Ipv6Addr::LOCALHOST;
    Ok(match settings.tls {
        Some(_) => format!("https://{own}"),
        None if here => format!("http://localhost:{}", own.port()),
        None => format!("http://{own}"),
    })
}

/// Serves until the process is asked to end, over TLS if there is a certificate.
pub async fn serve(
    settings: Settings,
    listener: TcpListener,
    mut app: App,
    asked_to_end: AskedToEnd,
) -> Result<()> {
    let address = address(&settings, &listener)?;
    app.passkeys = RelyingParty::at(&address).map(Arc::new);
    if app.passkeys.is_none() {
        tracing::warn!(
            address,
            "no passkeys here: browsers know them at a name over TLS; \
             set YUANLIU_PUBLIC_URL=https://…, or leave it as it is"
        );
    }
    app.public_url = settings.public_url.map(Into::into);
    app.proxies = settings.proxies.into();
    app.place = settings.place.into();
    if let Some(hook) = settings.hook {
        let to = Hook::to(hook.url, &hook.secret, hook.phones).context(
            "YUANLIU_HOOK_URL：本机没有可信任的证书机构，无法以 TLS 连接\n\
             YUANLIU_HOOK_URL: this machine trusts no authority, so that TLS cannot be spoken",
        )?;
        app.hook = Some(Arc::new(to));
    }
    match settings.tls {
        None => until_asked_to_end(listener, app, asked_to_end).await,
        Some(files) => {
            app.tls = true;
            let listener = TlsListener::start(listener, tls::config(&files)?)?;
            until_asked_to_end(listener, app, asked_to_end).await
        }
    }
}

async fn until_asked_to_end<L>(listener: L, mut app: App, asked_to_end: AskedToEnd) -> Result<()>
where
    L: Listener<Addr = SocketAddr>,
    L::Io: std::fmt::Debug,
{
    let (stop, stopping) = watch::channel(false);
    app.stopping = stopping.clone();
    let store = app.store.clone();
    let telling = tokio::spawn(telling::forever(app.clone()));
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let mut asked = stopping.clone();
    let server = axum::serve(listener.tap_io(|_| ()), service).with_graceful_shutdown(async move {
        let _ = asked.wait_for(|stopping| *stopping).await;
    });
    let mut late = stopping;
    tokio::spawn(async move {
        asked_to_end.comes().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
        std::future::pending::<()>().await;
    });
    tokio::select! {
        ended = server => ended?,
        () = async {
            let _ = late.wait_for(|stopping| *stopping).await;
            tokio::time::sleep(GRACE).await;
        } => tracing::warn!("some requests did not end in time"),
    }
    telling.abort();
    store.close().await?;
    tracing::info!("stopped");
    Ok(())
}

/// Hears that the process is asked to end, from when it is made on: before the server
/// says that it is there.
pub struct AskedToEnd {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
}

impl AskedToEnd {
    /// Begins to hear.
    pub fn hears() -> Result<AskedToEnd> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let signals = [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?];
            Ok(AskedToEnd { signals })
        }
        #[cfg(not(unix))]
        Ok(AskedToEnd {})
    }

    #[cfg_attr(not(unix), expect(unused_mut, reason = "signals are of Unix"))]
    async fn comes(mut self) {
        #[cfg(unix)]
        {
            let [terminate, interrupt] = &mut self.signals;
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    }
}
