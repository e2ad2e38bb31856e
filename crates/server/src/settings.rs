//! Settings: flags before environment before file before default. A wrong one
//! is said with its name, its value and how to repair it.

mod hook;
mod place;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use serde::Deserialize;
use url::Url;
use yuanliu_sync::wire::Place;

use crate::store::Location;

pub use hook::{GivenHook, HookSettings};
pub use place::GivenPlace;

/// Where the file lies unless `--config` or `YUANLIU_CONFIG` says otherwise.
const FILE: &str = "yuanliu.toml";

/// What the server is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where it listens.
    pub addr: SocketAddr,
    /// Folder of everything it keeps.
    pub data: PathBuf,
    /// The origin under which people reach it; `https://…` behind TLS. Passkeys work
    /// at a name over TLS, and at `localhost`.
    pub public_url: Option<String>,
    /// The certificate with which it speaks TLS itself.
    pub tls: Option<TlsFiles>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpNet>,
    /// The database.
    pub database: Location,
    /// Folder of its backups, and of no other database's; none when somebody else makes them.
    pub backups: Option<PathBuf>,
    /// File to which each night's checkpoints are added; none when nobody keeps them from here.
    pub checkpoints: Option<PathBuf>,
    /// What the place asks for.
    pub place: Place,
    /// The school's own gateway for messages, if it has one.
    pub hook: Option<HookSettings>,
}

/// Where the certificate lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// PEM: the certificate, then those that lead to its authority.
    pub cert: PathBuf,
    /// PEM: its private key.
    pub key: PathBuf,
}

/// Settings as they were given in one place, not read yet.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// `YUANLIU_ADDR`
    pub addr: Option<String>,
    /// `YUANLIU_DATA`
    pub data: Option<PathBuf>,
    /// `YUANLIU_PUBLIC_URL`
    pub public_url: Option<String>,
    /// `YUANLIU_TLS_CERT`
    pub tls_cert: Option<PathBuf>,
    /// `YUANLIU_TLS_KEY`
    pub tls_key: Option<PathBuf>,
    /// `YUANLIU_PROXIES`: addresses or networks, with commas between
    pub proxies: Option<String>,
    /// `DATABASE_URL`
    pub database_url: Option<String>,
    /// `YUANLIU_DATABASE_CA`
    pub database_ca: Option<PathBuf>,
    /// `YUANLIU_BACKUPS`: a folder, or `off`
    pub backups: Option<PathBuf>,
    /// `YUANLIU_CHECKPOINTS`: a file
    pub checkpoints: Option<PathBuf>,
    /// The table `[place]`.
    pub place: Option<GivenPlace>,
    /// The table `[hook]`.
    pub hook: Option<GivenHook>,
}

/// A setting that cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadSetting(String);

impl Settings {
    /// Reads the settings of this process, flags first.
    pub fn load(
        flags: Given,
        config: Option<&Path>,
        env: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Settings, BadSetting> {
        let file = file(config, env)?;
        let env = Given {
            addr: env("YUANLIU_ADDR"),
            data: env("YUANLIU_DATA").map(PathBuf::from),
            public_url: env("YUANLIU_PUBLIC_URL"),
            tls_cert: env("YUANLIU_TLS_CERT").map(PathBuf::from),
            tls_key: env("YUANLIU_TLS_KEY").map(PathBuf::from),
            proxies: env("YUANLIU_PROXIES"),
            database_url: env("DATABASE_URL"),
            database_ca: env("YUANLIU_DATABASE_CA").map(PathBuf::from),
            backups: env("YUANLIU_BACKUPS").map(PathBuf::from),
            checkpoints: env("YUANLIU_CHECKPOINTS").map(PathBuf::from),
            place: Some(GivenPlace::of(env)),
            hook: Some(GivenHook::of(env)),
        };
        let database = flags.database_url.or(env.database_url).or(file.database_url);
        let authority = env.database_ca.or(file.database_ca);
        let data = flags.data.or(env.data).or(file.data).unwrap_or_else(|| "yuanliu-data".into());
        let backups = env.backups.or(file.backups).unwrap_or_else(|| data.join("backups"));
        let checkpoints = env.checkpoints.or(file.checkpoints);
        let addr = flags.addr.or(env.addr).or(file.addr);
        let public_url = flags.public_url.or(env.public_url).or(file.public_url);
        let cert = env.tls_cert.or(file.tls_cert);
        let proxies = env.proxies.or(file.proxies);
        let hook = env.hook.unwrap_or_default().or(file.hook.unwrap_or_default()).read()?;
        let place = env.place.unwrap_or_default().or(file.place.unwrap_or_default()).read()?;
        let mut settings = Settings {
            addr: address(addr.as_deref().unwrap_or("127.0.0.1:8080"))?,
            database: location(database.as_deref().unwrap_or_default(), authority, &data)?,
            backups: (backups.as_os_str() != "off").then_some(backups),
            checkpoints: checkpoints.filter(|file| !file.as_os_str().is_empty()),
            data,
            public_url: public_url.map(|url| web_address(&url)).transpose()?,
            tls: tls_files(cert, env.tls_key.or(file.tls_key))?,
            proxies: networks(proxies.as_deref().unwrap_or_default())?,
            place: Place { gateway: hook.is_some(), ..place },
            hook,
        };
        settings.reached_safely()?;
        Ok(settings)
    }

    /// Passwords and children's names never travel in the clear: what does not stay
    /// on this machine is TLS, our own or that of a proxy which is named.
    fn reached_safely(&mut self) -> Result<(), BadSetting> {
        let https = self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
        let here = self.addr.ip().is_loopback();
        if self.tls.is_some() && self.public_url.is_some() && !https {
            return Err(BadSetting(
                "YUANLIU_PUBLIC_URL：已设置证书，网址须以 https:// 开头\n\
                 YUANLIU_PUBLIC_URL: with a certificate it begins with https://"
                    .into(),
            ));
        }
        if !self.proxies.is_empty() && !https {
            return Err(BadSetting(
                "YUANLIU_PROXIES：代理须以 TLS 对外，请同时设置 YUANLIU_PUBLIC_URL=https://…\n\
                 YUANLIU_PROXIES: the proxy speaks TLS to the outside: set YUANLIU_PUBLIC_URL=https://… as well"
                    .into(),
            ));
        }
        if !here && self.tls.is_none() && self.proxies.is_empty() {
            return Err(BadSetting(format!(
                "YUANLIU_ADDR：{0} 不是本机地址，不能用明文 HTTP。请设置 YUANLIU_TLS_CERT 与 YUANLIU_TLS_KEY，\
                 或用 YUANLIU_PROXIES 写明前面的代理地址\n\
                 YUANLIU_ADDR: {0} can be reached from other machines, and plain HTTP would be read on the way: \
                 set YUANLIU_TLS_CERT and YUANLIU_TLS_KEY, or name the proxy in front in YUANLIU_PROXIES",
                self.addr
            )));
        }
        if here && https && self.tls.is_none() && self.proxies.is_empty() {
            // Somebody on this machine speaks TLS for us.
            self.proxies = vec![
                IpNet::from(std::net::IpAddr::from([127, 0, 0, 1])),
                IpNet::from(std::net::IpAddr::from(std::net::Ipv6Addr::LOCALHOST)),
            ];
        }
        Ok(())
    }
}

fn file(config: Option<&Path>, env: &dyn Fn(&str) -> Option<String>) -> Result<Given, BadSetting> {
    let named = config.map(Path::to_owned).or_else(|| env("YUANLIU_CONFIG").map(PathBuf::from));
    let path = named.clone().unwrap_or_else(|| FILE.into());
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(_) if named.is_none() && !path.exists() => return Ok(Given::default()),
        Err(error) => {
            return Err(BadSetting(format!(
                "配置文件 {0} 无法读取：{error}\nthe settings file {0} cannot be read: {error}",
                path.display()
            )));
        }
    };
    toml::from_str(&text).map_err(|error| {
        BadSetting(format!(
            "配置文件 {0} 有误：\nthe settings file {0} is wrong:\n{error}",
            path.display()
        ))
    })
}

fn address(text: &str) -> Result<SocketAddr, BadSetting> {
    text.parse().map_err(|_| {
        BadSetting(format!(
            "YUANLIU_ADDR：“{text}”不是地址，应如 127.0.0.1:8080\n\
             YUANLIU_ADDR: '{text}' is no address; write one like 127.0.0.1:8080"
        ))
    })
}

/// An origin, as browsers write it: the cookie, the links of slips and passkeys hang on it.
fn web_address(text: &str) -> Result<String, BadSetting> {
    let web = |url: &Url| {
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let nobody = url.username().is_empty() && url.password().is_none();
        matches!(url.scheme(), "https" | "http") && bare && nobody
    };
    match Url::parse(text.trim()).ok().filter(web) {
        Some(url) => Ok(url.origin().ascii_serialization()),
        None => Err(BadSetting(format!(
            "YUANLIU_PUBLIC_URL：“{text}”不是网址，应如 https://wantuo.example.cn，只写到域名（和端口），不带路径\n\
             YUANLIU_PUBLIC_URL: '{text}' is no web address; write one like https://wantuo.example.cn, \
             up to the name (and port), without a path"
        ))),
    }
}

fn tls_files(cert: Option<PathBuf>, key: Option<PathBuf>) -> Result<Option<TlsFiles>, BadSetting> {
    match (cert, key) {
        (Some(cert), Some(key)) => Ok(Some(TlsFiles { cert, key })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(BadSetting(
            "YUANLIU_TLS_KEY：设置了证书，还缺私钥文件\n\
             YUANLIU_TLS_KEY: there is a certificate; its private key is missing"
                .into(),
        )),
        (None, Some(_)) => Err(BadSetting(
            "YUANLIU_TLS_CERT：设置了私钥，还缺证书文件\n\
             YUANLIU_TLS_CERT: there is a private key; its certificate is missing"
                .into(),
        )),
    }
}

fn networks(text: &str) -> Result<Vec<IpNet>, BadSetting> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let network = |part: &str| {
        let one = part.parse::<std::net::IpAddr>().map(IpNet::from);
        one.or_else(|_| part.parse()).map_err(|_| {
            BadSetting(format!(
                "YUANLIU_PROXIES：“{part}”不是地址或网段，应如 10.0.0.5 或 10.0.0.0/24\n\
                 YUANLIU_PROXIES: '{part}' is no address and no network; write 10.0.0.5 or 10.0.0.0/24"
            ))
        })
    };
    parts.map(network).collect()
}

/// A database of PostgreSQL, or the one in the data folder.
fn location(url: &str, authority: Option<PathBuf>, data: &Path) -> Result<Location, BadSetting> {
    // The value may hold a password: only what comes before the colon is repeated.
    match url.split(':').next().unwrap_or_default() {
        "" | "sqlite" => Ok(Location::File(data.join("yuanliu.db"))),
        "postgres" | "postgresql" => Ok(Location::postgres(url, authority, data)),
        scheme => Err(BadSetting(format!(
            "DATABASE_URL：不支持“{scheme}”；请写 postgres://…，或删去该设置，数据即保存在 YUANLIU_DATA 目录\n\
             DATABASE_URL: '{scheme}' is no database that is known here; write postgres://…, or remove \
             the setting: the data then lies in the folder YUANLIU_DATA"
        ))),
    }
}

#[cfg(test)]
mod tests;
