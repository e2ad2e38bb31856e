//! The school's own gateway for messages (P7): one address and one secret.

use std::fmt;

use serde::Deserialize;
use url::Url;

use super::BadSetting;
use crate::telling::{Secret, may_go_to};

/// The table `[hook]` of the file, or the environment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenHook {
    /// `YUANLIU_HOOK_URL`
    pub url: Option<String>,
    /// `YUANLIU_HOOK_SECRET`
    pub secret: Option<String>,
    /// `YUANLIU_HOOK_PHONES`: `on` or `off`
    pub phones: Option<String>,
}

/// Where messages go, and what with.
#[derive(Clone, PartialEq, Eq)]
pub struct HookSettings {
    /// Under TLS, or on this machine.
    pub url: Url,
    /// Signs them.
    pub secret: Secret,
    /// Whether the guardian's number goes along.
    pub phones: bool,
}

impl fmt::Debug for HookSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A path may be a secret, too.
        write!(f, "HookSettings({})", self.url.host_str().unwrap_or_default())
    }
}

impl GivenHook {
    /// As the environment says it.
    pub fn of(env: &dyn Fn(&str) -> Option<String>) -> GivenHook {
        GivenHook {
            url: env("YUANLIU_HOOK_URL"),
            secret: env("YUANLIU_HOOK_SECRET"),
            phones: env("YUANLIU_HOOK_PHONES"),
        }
    }

    /// What is missing here comes from there.
    pub fn or(self, there: GivenHook) -> GivenHook {
        GivenHook {
            url: self.url.or(there.url),
            secret: self.secret.or(there.secret),
            phones: self.phones.or(there.phones),
        }
    }

    /// Read; neither address nor secret is repeated in what is said: either may be one.
    pub fn read(self) -> Result<Option<HookSettings>, BadSetting> {
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let Some(url) = given(self.url) else { return Ok(None) };
        let url = Url::parse(url.trim()).ok().filter(may_go_to).ok_or_else(|| {
            BadSetting(
                "YUANLIU_HOOK_URL：须是 https:// 网址（本机可用 http://127.0.0.1），不带用户名和口令\n\
                 YUANLIU_HOOK_URL: write an address with https:// (on this machine http://127.0.0.1), \
                 without user and password"
                    .into(),
            )
        })?;
        let secret = given(self.secret).as_deref().and_then(Secret::read).ok_or_else(|| {
            BadSetting(
                "YUANLIU_HOOK_SECRET：设置了网址，还须有密钥：whsec_ 加 24 至 64 字节的 base64，\
                 可用 echo \"whsec_$(openssl rand -base64 32)\" 生成\n\
                 YUANLIU_HOOK_SECRET: with the address goes a secret: whsec_ and the base64 of 24 to 64 \
                 bytes; make one with echo \"whsec_$(openssl rand -base64 32)\""
                    .into(),
            )
        })?;
        let phones = match given(self.phones).as_deref().map(str::trim) {
            None | Some("off") => false,
            Some("on") => true,
            Some(other) => {
                return Err(BadSetting(format!(
                    "YUANLIU_HOOK_PHONES：“{other}”应为 on 或 off\n\
                     YUANLIU_HOOK_PHONES: '{other}' is neither on nor off"
                )));
            }
        };
        Ok(Some(HookSettings { url, secret, phones }))
    }
}
