//! The first sign-in, with the school's code.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use yuanliu_sync::wire::{Join, Who};
use zxcvbn::zxcvbn;

use super::body::Body;
use super::from::From;
use super::session::{begin, login_of};
use crate::app::App;
use crate::auth;
use crate::error::ApiError;

/// OWASP ASVS 5.0, 6.2.1: at least eight characters, no rule about their kind.
const MIN_PASSPHRASE: usize = 8;
/// A million guesses. What everybody chooses takes fewer (6.2.4: the most common
/// ones are refused), and so does what repeats or only counts on.
const MIN_GUESSES_LOG10: f64 = 6.0;
const MAX_PASSPHRASE: usize = 200;

/// `POST /api/v1/join`
#[utoipa::path(
    post,
    path = "/join",
    summary = "First sign-in with the school's code",
    request_body = Join,
    responses((status = 200, body = Who)),
    security(()),
    extensions(("x-problems" = json!(["bad_code", "login_taken", "bad_login", "weak_passphrase", "slow_down"])))
)]
pub async fn join(
    State(app): State<App>,
    From(address): From,
    headers: HeaderMap,
    Body(asked): Body<Join>,
) -> Result<impl IntoResponse, ApiError> {
    app.attempts.from(address)?;
    let login = login_of(&asked.login);
    good_login(&login)?;
    good_passphrase(&asked.passphrase, &login)?;
    let hash = app.passphrases.hash(&asked.passphrase).await?;
    let code = auth::hash_of_code(&asked.code);
    let person = app.store.join(&code, &login, &hash, app.clock.now()).await?;
    tracing::info!(%person, "joined");
    begin(&app, &headers, person, 1).await
}

fn good_login(login: &str) -> Result<(), ApiError> {
    let length = login.chars().count();
    let plain = login.chars().all(|c| !c.is_whitespace() && !c.is_control());
    ((3..=40).contains(&length) && plain).then_some(()).ok_or(ApiError::BadLogin)
}

/// Whether people may sign in with this passphrase.
pub fn good_passphrase(passphrase: &str, login: &str) -> Result<(), ApiError> {
    let length = passphrase.chars().count();
    let good = (MIN_PASSPHRASE..=MAX_PASSPHRASE).contains(&length)
        && passphrase.trim().to_lowercase() != login
        && zxcvbn(passphrase, &[login, "yuanliu", "愿留"]).guesses_log10() >= MIN_GUESSES_LOG10;
    good.then_some(()).ok_or(ApiError::WeakPassphrase)
}
