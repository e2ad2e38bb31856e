//! The school's own gateway: one address that its operator set, to which messages go as
//! signed JSON, in the form of Standard Webhooks (`webhook-id`, `webhook-timestamp`,
//! `webhook-signature`), for which libraries exist. What it says is said to nobody but
//! the school's own machine, and is still no more than a push may say.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, RETRY_AFTER, USER_AGENT};
use hyper::{Method, Request, Response, StatusCode, body::Incoming};
use hyper_util::rt::TokioIo;
use ring::hmac;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring as provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::Tongue;

use crate::store::telling::Due;

/// Longest wait for a gateway.
const PATIENCE: Duration = Duration::from_secs(10);
/// So many messages in a row that hang, and the gateway is left alone.
const HANGS: u32 = 5;
/// For so long, in milliseconds.
const REST_MS: i64 = 30_000;
/// What a secret begins with, as elsewhere with Standard Webhooks.
const PREFIX: &str = "whsec_";

/// The key under which messages are signed. Never written into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// Reads `whsec_` and the base64 of 24 to 64 bytes.
    pub fn read(text: &str) -> Option<Secret> {
        let bytes = STANDARD.decode(text.trim().strip_prefix(PREFIX)?).ok()?;
        (24..=64).contains(&bytes.len()).then_some(Secret(bytes))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What a gateway answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It has the message (2xx).
    Taken,
    /// It wants this one no more (410).
    Gone,
    /// It did not answer in time.
    Hangs,
    /// It is not there, or says so; the seconds that it asks for, if it does.
    Later(Option<u32>),
}

/// Where messages go.
#[derive(Clone)]
pub struct Hook {
    url: Url,
    key: hmac::Key,
    phones: bool,
    tls: Option<TlsConnector>,
    patience: Duration,
    hangs: Arc<Mutex<Hanging>>,
}

/// How a gateway hangs.
#[derive(Debug, Default)]
struct Hanging {
    in_a_row: u32,
    rests_until: Option<Stamp>,
}

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A path may be a secret, too.
        f.debug_struct("Hook").field("host", &self.url.host_str()).finish_non_exhaustive()
    }
}

/// Whether messages may go there: under TLS, or no further than this machine; to no user
/// or password in an address.
pub fn may_go_to(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => return false,
    };
    let nobody = url.username().is_empty() && url.password().is_none();
    nobody && (url.scheme() == "https" || (url.scheme() == "http" && here))
}

impl Hook {
    /// Messages to this address, signed under this secret. `phones`: with the guardian's
    /// number on file, for a gateway that sends text messages. None where they may not go,
    /// or this machine trusts no authority.
    pub fn to(url: Url, secret: &Secret, phones: bool) -> Option<Hook> {
        if !may_go_to(&url) {
            return None;
        }
        let tls = match url.scheme() {
            "https" => Some(trusting()?),
            _ => None,
        };
        let key = hmac::Key::new(hmac::HMAC_SHA256, &secret.0);
        Some(Hook { url, key, phones, tls, patience: PATIENCE, hangs: Arc::default() })
    }

    /// The same, which waits so long for an answer.
    pub fn patient(mut self, patience: Duration) -> Hook {
        self.patience = patience;
        self
    }

    /// Sends a message; redirects are not followed.
    pub async fn send(
        &self,
        space: SpaceId,
        due: &Due,
        link: Option<String>,
        now: Stamp,
    ) -> Answer {
        let body = self.body(space, due, link);
        let id = format!("{}.{}", due.act, due.person);
        match timeout(self.patience, self.post(&id, body, now)).await {
            Ok(Ok(answer)) => read(&answer),
            Ok(Err(error)) => {
                tracing::debug!(%error, "the gateway");
                Answer::Later(None)
            }
            Err(_) => Answer::Hangs,
        }
    }

    /// Counts what it answered: one that hangs again and again is left alone for a while,
    /// so that nothing waits for it.
    pub fn heard(&self, answer: Answer, now: Stamp) {
        let mut hangs = self.hangs.lock().unwrap_or_else(PoisonError::into_inner);
        hangs.in_a_row = if answer == Answer::Hangs { hangs.in_a_row + 1 } else { 0 };
        if hangs.in_a_row >= HANGS {
            *hangs = Hanging { in_a_row: 0, rests_until: Some(now.plus_ms(REST_MS)) };
        }
    }

    /// Whether it is left alone now.
    pub fn rests(&self, now: Stamp) -> bool {
        let hangs = self.hangs.lock().unwrap_or_else(PoisonError::into_inner);
        hangs.rests_until.is_some_and(|until| now < until)
    }

    /// No name, no reason, no place, no school's class: who has the app reads it there.
    fn body(&self, space: SpaceId, due: &Due, link: Option<String>) -> Bytes {
        let said = due.said;
        let text = match due.language {
            Tongue::Zh => "有一条关于孩子的消息，请打开查看",
            Tongue::En => "There is a message about your child. Please open the app to read it.",
        };
        let mut body = json!({
            "type": due.kind.name(),
            "timestamp": format!("{}T{}:00+08:00", said.day(), said.minute()),
            "data": {
                "school": space,
                "person": due.person,
                "urgent": due.kind.is_urgent(),
                "language": due.language,
                "text": text,
            },
        });
        if let Some(link) = link {
            body["data"]["link"] = link.into();
        }
        if self.phones && !due.phone.is_empty() {
            body["data"]["phone"] = due.phone.clone().into();
        }
        Bytes::from(body.to_string())
    }

    async fn post(&self, id: &str, body: Bytes, now: Stamp) -> anyhow::Result<Response<Incoming>> {
        let seconds = (now.0 / 1000).to_string();
        let signed = [id.as_bytes(), b".", seconds.as_bytes(), b".", &body].concat();
        let signature = STANDARD.encode(hmac::sign(&self.key, &signed));
        let host = self.url.host_str().unwrap_or_default();
        let port = self.url.port_or_known_default().unwrap_or(443);
        let authority = match self.url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        let path = &self.url[url::Position::BeforePath..url::Position::AfterQuery];
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(HOST, authority)
            .header(USER_AGENT, "yuanliu")
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", format!("v1,{signature}"))
            .body(Full::new(body))?;
        let address = host.trim_start_matches('[').trim_end_matches(']');
        let plain = TcpStream::connect((address, port)).await?;
        match &self.tls {
            None => exchange(plain, request).await,
            Some(tls) => {
                let name = ServerName::try_from(address.to_owned())?;
                exchange(tls.connect(name, plain).await?, request).await
            }
        }
    }
}

/// One request over one connection.
async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> anyhow::Result<Response<Incoming>>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let answer = sender.send_request(request);
    // Whichever ends first: who speaks no HTTP ends the connection.
    tokio::pin!(connection, answer);
    tokio::select! {
        answer = &mut answer => Ok(answer?),
        ended = &mut connection => {
            ended?;
            Ok(answer.await?)
        }
    }
}

fn read(answer: &Response<Incoming>) -> Answer {
    match answer.status() {
        status if status.is_success() => Answer::Taken,
        StatusCode::GONE => Answer::Gone,
        _ => {
            let after = answer.headers().get(RETRY_AFTER);
            Answer::Later(after.and_then(|after| after.to_str().ok()?.trim().parse().ok()))
        }
    }
}

/// TLS that trusts whom this machine trusts: a district's own authority is entered there.
fn trusting() -> Option<TlsConnector> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return None;
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(provider::default_provider()));
    let config = builder.with_safe_default_protocol_versions().ok()?;
    let config = config.with_root_certificates(roots).with_no_client_auth();
    Some(TlsConnector::from(Arc::new(config)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_under_tls_or_stay_on_this_machine() {
        let may = |url: &str| may_go_to(&Url::parse(url).unwrap());
        for good in ["https://wx.school.cn/hook", "http://127.0.0.1:9000/", "http://[::1]/x"] {
            assert!(may(good), "{good}");
        }
        for bad in [
            "http://wx.school.cn/hook",
            "http://10.0.0.8/",
            "http://localhost.school.cn/",
            "https://user:pass@wx.school.cn/",
            "ftp://127.0.0.1/",
            "file:///etc/passwd",
        ] {
            assert!(!may(bad), "{bad}");
        }
    }

    #[test]
    fn a_gateway_that_hangs_again_and_again_is_left_alone_for_half_a_minute() {
        let secret = Secret::read(&format!("whsec_{}", STANDARD.encode([7; 32]))).unwrap();
        let url = Url::parse("http://127.0.0.1:9000/").unwrap();
        let hook = Hook::to(url, &secret, false).unwrap();
        let now = Stamp(1_000_000);
        let hangs = |times| (0..times).for_each(|_| hook.heard(Answer::Hangs, now));
        hangs(4);
        hook.heard(Answer::Later(None), now);
        hangs(4);
        assert!(!hook.rests(now), "in a row");
        hangs(1);
        assert!(hook.rests(now.plus_ms(29_999)));
        assert!(!hook.rests(now.plus_ms(30_000)));
    }

    #[test]
    fn a_secret_is_long_enough_and_never_shown() {
        let secret = Secret::read(&format!("whsec_{}", STANDARD.encode([7; 32]))).unwrap();
        assert_eq!(format!("{secret:?}"), "Secret");
        for bad in ["", "whsec_", "whsec_c2hvcnQ=", "geheim", "whsec_***"] {
            assert_eq!(Secret::read(bad), None, "{bad}");
        }
    }
}
