//! What the place asks of a service like this one (X7).

use axum::Json;
use axum::extract::State;
use yuanliu_sync::wire::Place;

use crate::app::App;

/// `GET /api/v1/place`: the law wants most of it shown on the public page.
#[utoipa::path(
    get,
    path = "/place",
    summary = "What the place asks for: filings, protection level, who answers for data",
    responses((status = 200, body = Place)),
    security(()),
)]
pub async fn place(State(app): State<App>) -> Json<Place> {
    Json((*app.place).clone())
}
