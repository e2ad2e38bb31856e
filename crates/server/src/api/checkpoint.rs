//! Proof that something is in the journal, and that nothing was taken out of it.

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa::IntoParams;
use yuanliu_domain::concern::is_confidential;
use yuanliu_domain::id::{ActId, PersonId, SpaceId};
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{Checkpoint, Proof};

use super::id::{Id, Ids};
use super::query::Query;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::ApiError;

/// An earlier checkpoint that somebody has.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Since {
    /// Its size.
    #[param(nullable = false)]
    since: Option<u64>,
}

/// `GET /api/v1/spaces/{space}/checkpoint`: for the office, which prints it.
#[utoipa::path(
    get,
    path = "/spaces/{space}/checkpoint",
    summary = "The journal's signed checkpoint, for the office",
    params(Since),
    responses((status = 200, body = Checkpoint)),
    extensions(("x-problems" = json!(["not_office", "not_a_member", "bad_query"])))
)]
pub async fn checkpoint(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Id(space): Id<SpaceId>,
    Query(Since { since }): Query<Since>,
) -> Result<Json<Checkpoint>, ApiError> {
    if !is_office(&app, space, person).await? {
        return Err(ApiError::NotOffice);
    }
    let (store, now) = (&app.store, app.clock.now());
    let checkpoint = store.checkpoint(space).await?;
    let consistency = match since {
        Some(from) => store.consistency(space, from).await?,
        None => vec![],
    };
    Ok(Json(Checkpoint {
        note: store.signer().sign(&checkpoint),
        verifier: store.signer().verifier(space),
        size: checkpoint.size,
        server_time: now,
        consistency: consistency.iter().map(|hash| STANDARD.encode(hash)).collect(),
    }))
}

/// `GET /api/v1/spaces/{space}/acts/{act}/proof`: for the act's author and the
/// office, of a concern for those who read concerns; to anybody else there is no such act.
#[utoipa::path(
    get,
    path = "/spaces/{space}/acts/{act}/proof",
    summary = "That the journal holds an act, for its author and the office",
    responses((status = 200, body = Proof)),
    extensions(("x-problems" = json!(["not_a_member"])))
)]
pub async fn proof(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Ids(space, act): Ids<SpaceId, ActId>,
) -> Result<Json<Proof>, ApiError> {
    let office = is_office(&app, space, person).await?;
    let entry = app.store.entry(space, act).await?;
    // What is for child-protection teacher and head is shown to nobody else, be they its
    // author or of the office.
    let member = app.store.member(space, person).await?.ok_or(ApiError::NotAMember)?;
    let protects = member.rights(person).protects().is_ok();
    let entry = entry.filter(|entry| match is_confidential(&entry.bytes) {
        true => protects,
        false => office || entry.actor == Some(person),
    });
    let entry = entry.ok_or(ApiError::NotFound)?;
    Ok(Json(Proof {
        version: entry.version,
        received: entry.received,
        act: STANDARD.encode(&entry.bytes),
        salt: STANDARD.encode(&entry.salt),
        effect: STANDARD.encode(Sha256::digest(entry.effect.as_bytes())),
        path: entry.path.iter().map(|hash| STANDARD.encode(hash)).collect(),
        checkpoint: app.store.signer().sign(&entry.checkpoint),
    }))
}

async fn is_office(app: &App, space: SpaceId, person: PersonId) -> Result<bool, ApiError> {
    let member = app.store.member(space, person).await?.ok_or(ApiError::NotAMember)?;
    Ok(member.roles.contains(&Role::Office))
}
