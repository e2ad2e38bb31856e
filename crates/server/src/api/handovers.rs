//! From the browser to the installed app: on an iPhone the two share no storage, so
//! the signed-in one makes a code that the other one types.

use axum::Json;
use axum::extract::State;
use yuanliu_sync::wire::Invitation;

use super::signed_in::Mine;
use crate::app::App;
use crate::auth;
use crate::error::ApiError;
use crate::store;

/// Long enough to add the app to the home screen and to type eight letters.
const VALID_MS: i64 = 5 * 60_000;

/// `POST /api/v1/account/handovers`
#[utoipa::path(
    post,
    path = "/account/handovers",
    summary = "A code for the installed app: five minutes, once",
    responses((status = 200, body = Invitation)),
)]
pub async fn hand_over(
    State(app): State<App>,
    Mine(me): Mine,
) -> Result<Json<Invitation>, ApiError> {
    let code = auth::short_code();
    let expires = app.clock.now().plus_ms(VALID_MS);
    let handover = store::Handover { person: me.person, factors: me.factors, expires };
    app.store.hand_over(&auth::hash_of_code(&code), handover).await?;
    Ok(Json(Invitation { code, expires }))
}
