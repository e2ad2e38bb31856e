//! 'There is more': a poke when something changed that this viewer may see, and
//! nothing about what.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::Stream;
use futures::stream::unfold;
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};

use super::id::Id;
use super::query::Query;
use super::signed_in::{SignedIn, token_of};
use crate::app::App;
use crate::auth;
use crate::error::ApiError;
use crate::store::{Poke, TokenHash, Viewer};

/// At most one poke in this time: a roll call of 40 marks is one.
const TOGETHER: Duration = Duration::from_millis(100);
/// How often session and scope are looked at again.
const LOOK_AGAIN: Duration = Duration::from_secs(25);

/// Which device listens, so that its own verdicts poke it too.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Listener {
    /// The device that listens.
    #[param(nullable = false)]
    device: Option<Uuid>,
}

/// One event of the stream, for the description alone.
#[derive(ToSchema)]
#[expect(dead_code, reason = "axum writes events from their parts")]
pub struct Said {
    /// `poke`.
    event: String,
    /// `more`.
    data: String,
}

/// `GET /api/v1/spaces/{space}/events`
#[utoipa::path(
    get,
    path = "/spaces/{space}/events",
    summary = "Says that there is more to fetch, and nothing about what",
    params(Listener),
    responses((status = 200, body = Said, content_type = "text/event-stream")),
    extensions(("x-problems" = json!(["not_a_member", "bad_query"])))
)]
pub async fn events(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Id(space): Id<SpaceId>,
    Query(listener): Query<Listener>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let token = token_of(&app, &headers).ok_or(ApiError::SignedOut)?;
    let mut look_again = interval(LOOK_AGAIN);
    look_again.set_missed_tick_behavior(MissedTickBehavior::Delay);
    look_again.reset();
    let mut listening = Listening {
        pokes: app.store.pokes(),
        stopping: app.stopping.clone(),
        space,
        person,
        device: DeviceId(listener.device.unwrap_or_default()),
        token: auth::hash_of(&token),
        scope: BTreeSet::new(),
        look_again,
        // Whatever happened while nobody listened is behind this first one.
        due: Some(Instant::now()),
        app,
    };
    listening.look().await?;
    let pokes = unfold(listening, |mut listening| async move {
        listening.next().await.then(|| (Ok(poke()), listening))
    });
    Ok(Sse::new(pokes).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

struct Listening {
    app: App,
    pokes: broadcast::Receiver<Poke>,
    stopping: watch::Receiver<bool>,
    space: SpaceId,
    person: PersonId,
    device: DeviceId,
    token: TokenHash,
    scope: BTreeSet<Audience>,
    look_again: Interval,
    /// When the next poke goes out.
    due: Option<Instant>,
}

impl Listening {
    /// Waits for the next poke; false when there will be no more.
    async fn next(&mut self) -> bool {
        loop {
            let due = self.due;
            tokio::select! {
                poke = self.pokes.recv() => match poke {
                    Ok(poke) => {
                        if !self.heard(&poke).await {
                            return false;
                        }
                    }
                    // Too slow to hear each one: something changed.
                    Err(RecvError::Lagged(_)) => self.owe(),
                    Err(RecvError::Closed) => return false,
                },
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                    self.due = None;
                    return true;
                }
                _ = self.look_again.tick() => {
                    if !self.holds().await {
                        return false;
                    }
                }
                () = stopped(&mut self.stopping) => return false,
            }
        }
    }

    fn owe(&mut self) {
        self.due.get_or_insert_with(|| Instant::now() + TOGETHER);
    }

    async fn heard(&mut self, poke: &Poke) -> bool {
        match poke {
            Poke::Changed { space, .. } if *space != self.space => {}
            Poke::Changed { audiences, .. } => {
                if audiences.contains(&Audience::Person(self.person)) && !self.holds().await {
                    return false;
                }
                if !self.scope.is_disjoint(audiences) {
                    self.owe();
                }
            }
            Poke::Anything => {
                if !self.holds().await {
                    return false;
                }
                self.owe();
            }
        }
        true
    }

    /// Whether the session still holds and the person still belongs here.
    async fn holds(&mut self) -> bool {
        let session = self.app.store.session(&self.token, self.app.clock.now()).await;
        matches!(session, Ok(Some(held)) if held.person == self.person) && self.look().await.is_ok()
    }

    /// Looks what this viewer sees now; a change of it is worth a poke.
    async fn look(&mut self) -> Result<(), ApiError> {
        let today = self.app.clock.today();
        let viewer = Viewer { person: self.person, device: self.device, today };
        let scope = self.app.store.scope(self.space, viewer).await?;
        if self.scope != scope {
            self.scope = scope;
            self.owe();
        }
        Ok(())
    }
}

fn poke() -> Event {
    // A browser drops an event without data.
    Event::default().event("poke").data("more")
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // A server that is not told to stop, as in a test, never does.
    if stopping.wait_for(|stopping| *stopping).await.is_err() {
        std::future::pending().await
    }
}
