//! The operator's file of settings: refused in words, or safe.

use yuanliu_server::settings::{Given, Settings};

/// Takes the file.
pub fn take(bytes: &[u8]) {
    let Ok(given) = toml::from_str::<Given>(&String::from_utf8_lossy(bytes)) else { return };
    let path = |path: &std::path::PathBuf| path.to_string_lossy().into_owned();
    let set = |name: &str| match name {
        "YUANLIU_ADDR" => given.addr.clone(),
        "YUANLIU_DATA" => given.data.as_ref().map(path),
        "YUANLIU_PUBLIC_URL" => given.public_url.clone(),
        "YUANLIU_TLS_CERT" => given.tls_cert.as_ref().map(path),
        "YUANLIU_TLS_KEY" => given.tls_key.as_ref().map(path),
        "YUANLIU_PROXIES" => given.proxies.clone(),
        "DATABASE_URL" => given.database_url.clone(),
        "YUANLIU_ICP_FILING" => given.place.as_ref().and_then(|place| place.icp_filing.clone()),
        "YUANLIU_PROTECTION_LEVEL" => {
            given.place.as_ref().and_then(|place| place.protection_level.clone())
        }
        "YUANLIU_IMPACT_ASSESSMENT" => {
            given.place.as_ref().and_then(|place| place.impact_assessment.clone())
        }
        "YUANLIU_WEB_PUSH" => given.place.as_ref().and_then(|place| place.web_push.clone()),
        _ => None,
    };
    if let Ok(settings) = Settings::load(Given::default(), None, &set) {
        let here = settings.addr.ip().is_loopback();
        assert!(!settings.place.web_push);
        assert!(here || settings.tls.is_some() || !settings.proxies.is_empty(), "plain HTTP");
    }
}
