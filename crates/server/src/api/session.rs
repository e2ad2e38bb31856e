//! Signing in and out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use yuanliu_domain::id::PersonId;
use yuanliu_sync::wire::SignIn;

use super::body::Body;
use super::signed_in::{From, cookie, token_of};
use super::who::who;
use crate::app::App;
use crate::auth;
use crate::error::ApiError;
use crate::store::Session;

/// `POST /api/v1/session`: the same answer after the same work, whether the name
/// or the passphrase is wrong.
pub async fn sign_in(
    State(app): State<App>,
    From(address): From,
    headers: HeaderMap,
    Body(asked): Body<SignIn>,
) -> Result<impl IntoResponse, ApiError> {
    let login = login_of(&asked.login);
    app.attempts.with_name(&login, address)?;
    let known = app.store.sign_in(&login).await?;
    let hash = known.as_ref().map(|known| known.hash.as_str());
    let right = app.passphrases.check(&asked.passphrase, hash).await?;
    let person = known.filter(|_| right).ok_or(ApiError::BadSignIn)?.person;
    begin(&app, &headers, person).await
}

/// `DELETE /api/v1/session`: also without one, so that signing out always ends well.
pub async fn sign_out(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    if let Some(token) = token_of(&app, &headers) {
        app.store.close_session(&auth::hash_of(&token)).await?;
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, cookie(&app, None))])))
}

/// Begins a session in place of the one that the browser had.
pub async fn begin(
    app: &App,
    headers: &HeaderMap,
    person: PersonId,
) -> Result<impl IntoResponse + use<>, ApiError> {
    if let Some(old) = token_of(app, headers) {
        app.store.close_session(&auth::hash_of(&old)).await?;
    }
    let token = auth::token();
    let session = Session { token: auth::hash_of(&token), person, at: app.clock.now() };
    app.store.open_session(session).await?;
    let cookie = cookie(app, Some(&token));
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(who(app, person).await?)))
}

/// A name to sign in with, as it is kept: the keyboard's capitals do not matter.
pub fn login_of(typed: &str) -> String {
    // Nobody's name is longer: what is kept for counting attempts stays small.
    typed.trim().to_lowercase().chars().take(100).collect()
}
