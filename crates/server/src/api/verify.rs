//! The check code of a printed leave note: given to the family and the office, verified
//! for anybody, signed in or not.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use yuanliu_domain::act;
use yuanliu_domain::id::{ActId, SpaceId};
use yuanliu_domain::leave::LeaveNote;
use yuanliu_domain::rights::Role;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::time::Day;
use yuanliu_sync::wire::{CheckCode, Verified, VerifiedNote, Verify};

use super::body::Body;
use super::from::From;
use super::id::Ids;
use super::invitations::site;
use super::signed_in::SignedIn;
use crate::app::App;
use crate::error::ApiError;
use crate::journal::check_code;
use crate::qr::qr;
use crate::store::Noted;

/// `GET /api/v1/spaces/{space}/acts/{act}/check-code`: for guardians of the child whose
/// leave note it is, and the office; to anybody else there is no such note.
#[utoipa::path(
    get,
    path = "/spaces/{space}/acts/{act}/check-code",
    summary = "What is printed on a leave note, for its child's guardians and the office",
    responses((status = 200, body = CheckCode)),
)]
pub async fn check_code(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Ids(space, act): Ids<SpaceId, ActId>,
    headers: HeaderMap,
) -> Result<Json<CheckCode>, ApiError> {
    let member = app.store.member(space, person).await?.ok_or(ApiError::NotFound)?;
    let member = member.on(app.clock.today());
    let noted = app.store.noted(space, act).await?.ok_or(ApiError::NotFound)?;
    let note = noted.act.as_ref().filter(|act| act.kind == LeaveNote::NAME);
    let child = note.and_then(|note| note.child().ok()).ok_or(ApiError::NotFound)?;
    if !member.children.contains(&child) && !member.roles.contains(&Role::Office) {
        return Err(ApiError::NotFound);
    }
    let code = check_code::of(space, noted.version, noted.id, &noted.hash);
    let link = format!("{}/verify#{code}", site(&app, &headers));
    Ok(Json(CheckCode { qr: qr(&link), link, code }))
}

/// `POST /api/v1/verify`: what the journal says of the note with this code. Without a
/// name, a reason or anything else that the paper has and its reader may not know.
#[utoipa::path(
    post,
    path = "/verify",
    summary = "What the journal says of the printed note with this code, for anybody",
    request_body = Verify,
    responses((status = 200, body = Verified)),
    security(()),
    extensions(("x-problems" = json!(["not_found", "slow_down"])))
)]
pub async fn verify(
    State(app): State<App>,
    From(address): From,
    Body(asked): Body<Verify>,
) -> Result<Json<Verified>, ApiError> {
    app.attempts.verifying(address)?;
    let (hash, version) = check_code::read(&asked.code).ok_or(ApiError::NotFound)?;
    for space in app.store.schools().await? {
        let noted = app.store.noted_at(space, version).await?;
        let is = |n: &Noted| check_code::is_of(&hash, space, version, n.id, &n.hash);
        if let Some(noted) = noted.filter(is) {
            return verified(&app, space, noted).await;
        }
    }
    Err(ApiError::NotFound)
}

async fn verified(app: &App, space: SpaceId, noted: Noted) -> Result<Json<Verified>, ApiError> {
    let note = match &noted.act {
        // Erased since: that it was there is all that is left.
        None => None,
        Some(act) if act.kind == LeaveNote::NAME => {
            let day = |name: &str| act.body.get(name)?.as_str()?.parse::<Day>().ok();
            let (from, until) = day("from").zip(day("until")).ok_or(ApiError::NotFound)?;
            Some(VerifiedNote { from, until, withdrawn: noted.withdrawn })
        }
        // No other kind is ever given a code.
        Some(_) => return Err(ApiError::NotFound),
    };
    let (path, checkpoint) = app.store.inclusion(space, noted.version).await?;
    Ok(Json(Verified {
        school: app.store.school_name(space).await?,
        received: noted.received,
        note,
        hash: act::to_base64(&noted.hash),
        version: noted.version,
        mac: STANDARD.encode(noted.mac),
        path: path.iter().map(|hash| STANDARD.encode(hash)).collect(),
        size: checkpoint.size,
        checkpoint: app.store.signer().sign(&checkpoint),
        verifier: app.store.signer().verifier(space),
    }))
}
