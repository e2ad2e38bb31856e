//! Where a request came from.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use ipnet::IpNet;

use crate::app::App;
use crate::error::ApiError;

/// The address that a request came from, as far as it is known.
pub struct From(pub Option<IpAddr>);

impl FromRequestParts<App> for From {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<From, ApiError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let lists = parts.headers.get_all("x-forwarded-for").iter();
        let lists: Vec<&str> = lists.filter_map(|value| value.to_str().ok()).collect();
        Ok(From(peer.map(|peer| behind(peer.to_canonical(), &app.proxies, &lists.join(",")))))
    }
}

/// Whoever spoke to the outermost proxy that we named. What an address that is no
/// proxy of ours says about itself or others counts for nothing.
fn behind(peer: IpAddr, proxies: &[IpNet], forwarded: &str) -> IpAddr {
    let mut last = peer;
    for said in forwarded.rsplit(',') {
        if !proxies.iter().any(|proxy| proxy.contains(&last)) {
            break;
        }
        let Ok(before) = said.trim().parse::<IpAddr>() else { break };
        last = before.to_canonical();
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proxy_that_was_named_is_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let proxies: Vec<IpNet> =
            vec!["127.0.0.1/32".parse().unwrap(), "10.1.0.0/16".parse().unwrap()];
        let from = |peer: &str, list: &str| behind(ip(peer), &proxies, list).to_string();
        assert_eq!(from("203.0.113.9", "198.51.100.1"), "203.0.113.9", "a stranger's word");
        assert_eq!(from("127.0.0.1", "198.51.100.1"), "198.51.100.1");
        assert_eq!(from("127.0.0.1", ""), "127.0.0.1");
        assert_eq!(
            from("127.0.0.1", "1.2.3.4, 198.51.100.1"),
            "198.51.100.1",
            "written by the client"
        );
        assert_eq!(from("127.0.0.1", "198.51.100.1, 10.1.2.3"), "198.51.100.1", "two of ours");
        assert_eq!(from("127.0.0.1", "not an address"), "127.0.0.1");
    }
}
