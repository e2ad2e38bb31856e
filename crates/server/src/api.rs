//! `/api/v1`: nouns in the addresses, one verb of the store behind each.

mod account;
mod audits;
mod authenticator;
mod blobs;
mod body;
mod checkpoint;
mod children;
mod described;
mod devices;
mod events;
mod from;
mod gate;
mod handovers;
mod health;
mod id;
mod invitations;
mod join;
mod parcels;
mod passkeys;
mod place;
mod query;
mod session;
mod signed_in;
mod sync;
mod tablets;
mod telling;
mod verify;
mod who;

pub use invitations::VALID_MS as INVITATION_MS;
pub use sync::{Answers, Whole, answer};

use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::any;
use axum::{Extension, Router};
use tower_http::CompressionLevel;
use tower_http::compression::{CompressionLayer, predicate::SizeAbove};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::app::App;
use crate::error::ApiError;

/// An answer of so many bytes is compressed with Brotli.
const LARGE: u64 = 256 * 1024;

/// Everything under `/api`. Each handler says its own address and is described by
/// the same words (`described.rs`); one without a description cannot be routed here.
pub fn routes(app: App) -> Router {
    let small = CompressionLayer::new().no_br().quality(CompressionLevel::Fastest);
    let large = CompressionLayer::new().no_gzip().quality(CompressionLevel::Precise(7));
    let large = large.compress_when(SizeAbove::new(LARGE));
    let v1 = OpenApiRouter::new()
        .routes(routes!(health::health))
        .routes(routes!(place::place))
        .routes(routes!(passkeys::entrance, session::sign_in, session::sign_out))
        .routes(routes!(passkeys::ask, passkeys::sign_in))
        .routes(routes!(session::take_over))
        .routes(routes!(join::join))
        .routes(routes!(who::me))
        .routes(routes!(account::account))
        .routes(routes!(account::change_passphrase))
        .routes(routes!(authenticator::offer, authenticator::take, authenticator::remove))
        .routes(routes!(passkeys::offer, passkeys::add))
        .routes(routes!(passkeys::remove))
        .routes(routes!(handovers::hand_over))
        .routes(routes!(account::sign_out_there))
        .routes(routes!(devices::enrol))
        // A tablet's first sync is 3 MB of JSON. Ids that no compressor can guess come again
        // all over it: Brotli's window reaches back to them, that of gzip does not. It takes
        // megabytes of memory for that, which an increment is not worth.
        .routes(routes!(sync::sync).layer((small, large)))
        .routes(routes!(parcels::hand_in))
        .routes(routes!(events::events))
        .routes(routes!(checkpoint::checkpoint))
        .routes(routes!(checkpoint::proof))
        .routes(routes!(verify::check_code))
        .routes(routes!(verify::verify))
        .routes(routes!(audits::audit))
        .routes(routes!(children::file))
        .routes(routes!(children::readers))
        .routes(routes!(blobs::put, blobs::get))
        .routes(routes!(invitations::invite, invitations::list))
        .routes(routes!(invitations::joined))
        .routes(routes!(invitations::take_back))
        .routes(routes!(invitations::sign_out_everywhere))
        .routes(routes!(tablets::offer))
        .routes(routes!(tablets::pair))
        .routes(routes!(telling::how, telling::choose))
        .routes(routes!(telling::unread));
    let (router, described) = OpenApiRouter::with_openapi(described::frame())
        .nest("/api/v1", v1)
        .routes(routes!(described::openapi))
        .split_for_parts();
    let document = described::document(described, signed_in::cookie_name(&app));
    router
        .method_not_allowed_fallback(async || ApiError::BadMethod)
        // Whatever else lies under `/api` is never the app's page.
        .route("/api", any(async || ApiError::NotFound))
        .route("/api/", any(async || ApiError::NotFound))
        .route("/api/{*rest}", any(async || ApiError::NotFound))
        .layer(Extension(document))
        .layer(from_fn_with_state(app.clone(), gate::same_site))
        .layer(from_fn(gate::log_and_forget))
        .with_state(app)
}
