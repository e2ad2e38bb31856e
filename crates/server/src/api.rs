//! `/api/v1`: nouns in the addresses, one verb of the store behind each.

mod account;
mod authenticator;
mod body;
mod checkpoint;
mod children;
mod devices;
mod events;
mod from;
mod gate;
mod handovers;
mod health;
mod id;
mod invitations;
mod join;
mod session;
mod signed_in;
mod sync;
mod tablets;
mod who;

pub use invitations::VALID_MS as INVITATION_MS;
pub use sync::{Answers, answer};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, delete, get, post, put};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::error::ApiError;

/// Everything under `/api`.
pub fn routes(app: App) -> Router {
    let gzip = CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest);
    let v1 = Router::new()
        .route("/health", get(health::health))
        .route("/session", post(session::sign_in).delete(session::sign_out))
        .route("/session/handover", post(session::take_over))
        .route("/join", post(join::join))
        .route("/me", get(who::me))
        .route("/account", get(account::account))
        .route("/account/passphrase", put(account::change_passphrase))
        .route(
            "/account/authenticator",
            post(authenticator::offer).put(authenticator::take).delete(authenticator::remove),
        )
        .route("/account/handovers", post(handovers::hand_over))
        .route("/account/sessions/{session}", delete(account::sign_out_there))
        .route("/devices/{device}", put(devices::enrol))
        // A tablet's first sync is 5 MB of JSON, a tenth of it on the wire.
        .route("/spaces/{space}/sync", post(sync::sync).layer(gzip))
        .route("/spaces/{space}/events", get(events::events))
        .route("/spaces/{space}/checkpoint", get(checkpoint::checkpoint))
        .route("/spaces/{space}/acts/{act}/proof", get(checkpoint::proof))
        .route("/spaces/{space}/children/{child}/file", get(children::file))
        .route("/spaces/{space}/children/{child}/readers", get(children::readers))
        .route("/spaces/{space}/invitations", post(invitations::invite).get(invitations::list))
        .route("/spaces/{space}/invitations/{invitation}", delete(invitations::take_back))
        .route("/spaces/{space}/people/{person}/sessions", delete(invitations::sign_out_everywhere))
        .route("/spaces/{space}/pairings", post(tablets::offer))
        .route("/pair", post(tablets::pair))
        .method_not_allowed_fallback(async || ApiError::BadMethod);
    Router::new()
        .nest("/api/v1", v1)
        // Whatever else lies under `/api` is never the app's page.
        .route("/api", any(async || ApiError::NotFound))
        .route("/api/", any(async || ApiError::NotFound))
        .route("/api/{*rest}", any(async || ApiError::NotFound))
        .layer(from_fn_with_state(app.clone(), gate::same_site))
        .layer(from_fn(gate::log_and_forget))
        .with_state(app)
}
