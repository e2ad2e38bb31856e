//! Who is signed in, and where.

use axum::Json;
use axum::extract::State;
use yuanliu_sync::wire::Who;

use super::signed_in::{Mine, second_factor_due};
use crate::app::App;
use crate::error::ApiError;
use crate::store::Held;

/// `GET /api/v1/me`
#[utoipa::path(
    get,
    path = "/me",
    summary = "Who is signed in, and where",
    responses((status = 200, body = Who)),
)]
pub async fn me(State(app): State<App>, Mine(held): Mine) -> Result<Json<Who>, ApiError> {
    who(&app, &held).await.map(Json)
}

/// A person with every school they belong to.
pub async fn who(app: &App, held: &Held) -> Result<Who, ApiError> {
    let today = app.clock.now().day();
    let mut spaces = app.store.memberships(held.person).await?;
    for space in &mut spaces {
        space.member = std::mem::take(&mut space.member).on(today);
    }
    let name = spaces.first().map(|space| space.member.name.clone()).unwrap_or_default();
    Ok(Who {
        person: held.person,
        name,
        spaces,
        server_time: app.clock.now(),
        demo: app.clock.is_demo(),
        second_factor_due: second_factor_due(app, held),
    })
}
