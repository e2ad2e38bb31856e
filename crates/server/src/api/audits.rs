//! The yearly audit pack of minors' data, for the office.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use tokio::sync::Semaphore;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_domain::rights::Role;

use super::id::Ids;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::audit;
use crate::error::ApiError;

/// The first year that there can be anything of.
const FIRST: i32 = 2020;
/// One at a time: each reads the whole database.
static ROOM: Semaphore = Semaphore::const_new(1);

/// `GET /api/v1/spaces/{space}/audits/{year}`: a zip. The reader's log says who took it.
#[utoipa::path(
    get,
    path = "/spaces/{space}/audits/{year}",
    summary = "The yearly audit pack of minors' data, for the office",
    params(
        ("space" = SpaceId, Path),
        ("year" = u16, Path, minimum = 2020, maximum = 9999, description = "Not after this one."),
    ),
    responses((status = 200, body = [u8], content_type = "application/zip")),
    extensions(("x-problems" = json!(["not_a_member", "not_office"]))),
)]
pub async fn audit(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Ids(space, year): Ids<SpaceId, u16>,
) -> Result<impl IntoResponse, ApiError> {
    only_office(&app, space, person).await?;
    let (now, year) = (app.clock.now(), i32::from(year));
    if !(FIRST..=now.day().parts().0).contains(&year) {
        return Err(ApiError::NotFound);
    }
    let _room = ROOM.acquire().await.map_err(|_| ApiError::Stopping)?;
    app.store.note_audit(space, person, now.day()).await?;
    let pack = audit::gather(&*app.store, space, year, (*app.place).clone(), now).await?;
    let zip = tokio::task::spawn_blocking(move || audit::zip(&pack));
    let zip = zip.await.map_err(|_| ApiError::Fault)?.map_err(|error| {
        tracing::error!(%space, %error, "a year's audit");
        ApiError::Fault
    })?;
    tracing::info!(%space, %person, year, "a year's audit was given");
    let name = format!("attachment; filename=\"yuanliu-audit-{year}.zip\"");
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).expect("a year is digits")),
    ];
    Ok((headers, zip))
}

async fn only_office(app: &App, space: SpaceId, person: PersonId) -> Result<(), ApiError> {
    let member = app.store.member(space, person).await?.ok_or(ApiError::NotAMember)?;
    member.roles.contains(&Role::Office).then_some(()).ok_or(ApiError::NotOffice)
}
