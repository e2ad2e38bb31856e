//! Whether the server can do its work.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::ApiError;

/// `GET /api/v1/health`: well, when the store answers.
pub async fn health(State(app): State<App>) -> Result<Json<Value>, ApiError> {
    app.store.schools().await?;
    Ok(Json(
        json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION"), "server_time": app.clock.now() }),
    ))
}
