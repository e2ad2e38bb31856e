//! Who is signed in, and where.

use axum::Json;
use axum::extract::State;
use yuanliu_domain::id::PersonId;
use yuanliu_sync::wire::Who;

use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::ApiError;

/// `GET /api/v1/me`
pub async fn me(State(app): State<App>, SignedIn(person): SignedIn) -> Result<Json<Who>, ApiError> {
    who(&app, person).await.map(Json)
}

/// A person with every school they belong to.
pub async fn who(app: &App, person: PersonId) -> Result<Who, ApiError> {
    let spaces = app.store.memberships(person).await?;
    let name = spaces.first().map(|space| space.member.name.clone()).unwrap_or_default();
    let (server_time, demo) = (app.clock.now(), app.clock.is_demo());
    Ok(Who { person, name, spaces, server_time, demo })
}
