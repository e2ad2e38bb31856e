//! Settings: flags before environment before file before default. A wrong one
//! is said with its name, its value and how to repair it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Where the file lies unless `--config` or `YUANLIU_CONFIG` says otherwise.
const FILE: &str = "yuanliu.toml";

/// What the server is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where it listens.
    pub addr: SocketAddr,
    /// Folder of everything it keeps.
    pub data: PathBuf,
    /// The address under which people reach it; `https://…` behind TLS.
    pub public_url: Option<String>,
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
    /// `DATABASE_URL`
    pub database_url: Option<String>,
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
            database_url: env("DATABASE_URL"),
        };
        let database = env.database_url.or(file.database_url);
        database.map_or(Ok(()), |url| only_sqlite(&url))?;
        let addr = flags.addr.or(env.addr).or(file.addr);
        let public_url = flags.public_url.or(env.public_url).or(file.public_url);
        Ok(Settings {
            addr: address(addr.as_deref().unwrap_or("127.0.0.1:8080"))?,
            data: flags.data.or(env.data).or(file.data).unwrap_or_else(|| "yuanliu-data".into()),
            public_url: public_url.map(|url| web_address(&url)).transpose()?,
        })
    }

    /// The database inside the data folder.
    pub fn database(&self) -> PathBuf {
        self.data.join("yuanliu.db")
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

fn web_address(text: &str) -> Result<String, BadSetting> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.trim_end_matches('/'));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', ' ', '?', '#']) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err(BadSetting(format!(
            "YUANLIU_PUBLIC_URL：“{text}”不是网址，应如 https://wantuo.example.cn\n\
             YUANLIU_PUBLIC_URL: '{text}' is no web address; write one like https://wantuo.example.cn"
        ))),
    }
}

fn only_sqlite(url: &str) -> Result<(), BadSetting> {
    if url.is_empty() || url.starts_with("sqlite") {
        return Ok(());
    }
    // The value may hold a password: only what comes before the colon is repeated.
    let scheme = url.split(':').next().unwrap_or_default();
    Err(BadSetting(format!(
        "DATABASE_URL：此版本只支持内置的 SQLite，不支持“{scheme}”；请删去该设置，数据保存在 YUANLIU_DATA 目录\n\
         DATABASE_URL: this version keeps its data in its own SQLite only, not in '{scheme}'; \
         remove the setting, the data lies in the folder YUANLIU_DATA"
    )))
}

#[cfg(test)]
mod tests;
