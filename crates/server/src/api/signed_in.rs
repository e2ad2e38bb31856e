//! The session of a request: a cookie that scripts can't read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use yuanliu_domain::id::PersonId;

use crate::app::App;
use crate::auth;
use crate::error::ApiError;
use crate::store::Held;

/// Longest life of the cookie; the server ends sessions earlier by its own clock.
const COOKIE_SECONDS: i64 = crate::store::USUAL.absolute / 1000;

/// Somebody is signed in, with as many factors as their part asks for.
pub struct SignedIn(pub PersonId);

impl FromRequestParts<App> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<SignedIn, ApiError> {
        let Mine(held) = Mine::from_request_parts(parts, app).await?;
        if second_factor_due(app, &held) {
            return Err(ApiError::SecondFactorDue);
        }
        Ok(SignedIn(held.person))
    }
}

/// Somebody is signed in and looks after their own account: also while a second
/// factor is due.
pub struct Mine(pub Held);

impl FromRequestParts<App> for Mine {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Mine, ApiError> {
        let token = token_of(app, &parts.headers).ok_or(ApiError::SignedOut)?;
        let held = app.store.session(&auth::hash_of(&token), app.clock.now()).await?;
        held.map(Mine).ok_or(ApiError::SignedOut)
    }
}

/// The office sees every family's numbers: one factor is not enough, except in a
/// demo, where nothing is worth protecting.
pub fn second_factor_due(app: &App, held: &Held) -> bool {
    held.office && held.factors < 2 && !app.clock.is_demo()
}

/// The token in a request's cookie.
pub fn token_of(app: &App, headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        all.flat_map(|cookies| cookies.split(';')).filter_map(|c| c.trim().split_once('='));
    pairs.find(|(name, _)| *name == cookie_name(app)).map(|(_, token)| token.to_owned())
}

/// The cookie that carries this token; without one, the cookie that ends it.
pub fn cookie(app: &App, token: Option<&str>) -> HeaderValue {
    let secure = if app.is_https() { "; Secure" } else { "" };
    let age = if token.is_some() { COOKIE_SECONDS } else { 0 };
    let (name, token) = (cookie_name(app), token.unwrap_or_default());
    // Lax: people come from links in chats, and must not be signed out by that.
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).expect("a token is base64url")
}

/// The prefix binds the cookie to this host and to TLS; plain loopback has none.
pub fn cookie_name(app: &App) -> &'static str {
    if app.is_https() { "__Host-yuanliu" } else { "yuanliu" }
}
