//! Whether the server can do its work.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use yuanliu_domain::time::{Day, Stamp};

use crate::app::App;
use crate::backups::Standing;
use crate::error::ApiError;

/// What a well server says of itself.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`; a server that is not well answers with a problem.
    status: &'static str,
    /// Of the program.
    version: &'static str,
    /// The school's clock.
    server_time: Stamp,
    /// Whether there is a backup to go back to.
    backups: Standing,
    /// The day of the last whole backup.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_backup: Option<Day>,
}

/// `GET /api/v1/health`: well, when the store answers.
#[utoipa::path(
    get,
    path = "/health",
    summary = "Whether the server can do its work",
    responses((status = 200, body = Health)),
    security(()),
)]
pub async fn health(State(app): State<App>) -> Result<Json<Health>, ApiError> {
    app.store.schools().await?;
    let server_time = app.clock.now();
    let (backups, last_backup) = match app.backups {
        Some(backups) => backups.last_seen(),
        None => (Standing::Off, None),
    };
    let version = env!("CARGO_PKG_VERSION");
    Ok(Json(Health { status: "ok", version, server_time, backups, last_backup }))
}
