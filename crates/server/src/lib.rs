//! The server of Yuanliu 愿留: one store, an API under `/api/v1`, and the built
//! client inside the same binary.
//!
//! `router(app)` is apart from binding, so that a test can call it in-process.

pub mod api;
pub mod app;
pub mod audit;
pub mod auth;
pub mod backups;
pub mod clock;
pub mod demo;
pub mod error;
pub mod file;
pub mod journal;
pub mod kept_checkpoints;
pub mod pass;
pub mod photo;
pub mod qr;
pub mod retention;
pub mod scope;
pub mod seal;
pub mod settings;
pub mod site;
pub mod store;
pub mod telling;
pub mod tls;

pub use app::App;

/// The whole server: API, then the client for every other address.
pub fn router(app: App) -> axum::Router {
    let https = app.is_https();
    let router = api::routes(app).merge(site::routes());
    site::add_security_headers(router, https)
}
