//! The first sign-in, with the school's code.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use yuanliu_sync::wire::Join;

use super::body::Body;
use super::session::{begin, login_of};
use super::signed_in::From;
use crate::app::App;
use crate::auth;
use crate::error::ApiError;

/// OWASP ASVS 5.0, 6.2.1: at least eight characters, no rule about their kind.
const MIN_PASSPHRASE: usize = 8;
const MAX_PASSPHRASE: usize = 200;

/// `POST /api/v1/join`
pub async fn join(
    State(app): State<App>,
    From(address): From,
    headers: HeaderMap,
    Body(asked): Body<Join>,
) -> Result<impl IntoResponse, ApiError> {
    app.attempts.with_code(address)?;
    let login = login_of(&asked.login);
    good_login(&login)?;
    good_passphrase(&asked.passphrase, &login)?;
    let hash = app.passphrases.hash(&asked.passphrase).await?;
    let code = auth::hash_of_code(&asked.code);
    let person = app.store.join(&code, &login, &hash, app.clock.now()).await?;
    tracing::info!(%person, "joined");
    begin(&app, &headers, person).await
}

fn good_login(login: &str) -> Result<(), ApiError> {
    let length = login.chars().count();
    let plain = login.chars().all(|c| !c.is_whitespace() && !c.is_control());
    ((3..=40).contains(&length) && plain).then_some(()).ok_or(ApiError::BadLogin)
}

fn good_passphrase(passphrase: &str, login: &str) -> Result<(), ApiError> {
    let length = passphrase.chars().count();
    let good = (MIN_PASSPHRASE..=MAX_PASSPHRASE).contains(&length)
        && passphrase.trim().to_lowercase() != login;
    good.then_some(()).ok_or(ApiError::WeakPassphrase)
}
