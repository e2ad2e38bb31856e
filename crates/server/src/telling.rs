//! Being told (P7): from the journal to the open app, to the school's own gateway, and at
//! last to the staff's call list. Nothing here writes into a record; a server that is
//! killed in between goes on where it was.

mod hook;
mod sayings;

pub use hook::{Answer, Hook, Secret, may_go_to};
pub use sayings::{Says, says, settles};

use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep, timeout};
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::time::Stamp;

use crate::app::App;
use crate::store::Result;
use crate::store::telling::{AT_ONCE, Came, Due};

/// A server that died with a message in its hands gives it back after so long, in
/// milliseconds: longer than all that it takes at once may hang.
const LEASE_MS: i64 = 60_000;
/// Longest time between two looks.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// A roll call of forty marks is one look.
const TOGETHER: Duration = Duration::from_millis(500);
/// Between two times that old notes are deleted.
const FORGET_AGAIN: Duration = Duration::from_secs(60 * 60);
/// How long a gateway that fails is left alone, in seconds, from try to try.
const WAITS: [i64; 6] = [10, 30, 60, 180, 300, 600];

/// Looks and sends for as long as the server runs.
pub async fn forever(app: App) {
    let mut pokes = app.store.pokes();
    let mut forget_at = Instant::now();
    loop {
        if forget_at <= Instant::now() {
            forget(&app).await;
            forget_at = Instant::now() + FORGET_AGAIN;
        }
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "messages to families could not be looked after");
            sleep(LOOK_AGAIN).await;
        }
        match timeout(LOOK_AGAIN, pokes.recv()).await {
            Ok(Err(RecvError::Closed)) => return,
            // What is behind this poke, and behind those that come along with it.
            Ok(_) => sleep(TOGETHER).await,
            Err(_) => {}
        }
        pokes = pokes.resubscribe();
    }
}

/// Deletes what is kept no longer, also where nothing new happens.
async fn forget(app: &App) {
    let Ok(schools) = app.store.schools().await else { return };
    for space in schools {
        if let Err(error) = app.store.forget_told(space, app.clock.now()).await {
            tracing::error!(%space, %error, "old notes of messages could not be deleted");
        }
    }
}

/// One look over all schools: who is to be told, and what is due. How many messages a
/// gateway took. Schools take turns of a few messages, so that none waits behind another's
/// hundreds, and what fails in one is no reason to leave out the others.
pub async fn round(app: &App) -> Result<usize> {
    let schools = app.store.schools().await?;
    let mut handed = 0;
    loop {
        let mut more = false;
        for &space in &schools {
            let noted = app.store.note_told(space, app.hook.is_some(), app.clock.now()).await;
            more |= noted.unwrap_or_else(|error| {
                tracing::error!(%space, %error, "who is to be told could not be noted");
                false
            });
        }
        if let Some(hook) = &app.hook {
            for &space in &schools {
                if let Some(taken) = turn(app, hook, space).await {
                    handed += taken;
                    more = true;
                }
            }
        }
        if !more {
            return Ok(handed);
        }
    }
}

/// A few messages of one school: how many were taken; none when nothing is due, or the
/// gateway is left alone.
async fn turn(app: &App, hook: &Hook, space: SpaceId) -> Option<usize> {
    let now = app.clock.now();
    if hook.rests(now) {
        return None;
    }
    let due = app.store.lease_told(space, now, now.plus_ms(LEASE_MS)).await;
    let due = due.unwrap_or_else(|error| {
        tracing::error!(%space, %error, "messages that are due could not be taken");
        vec![]
    });
    if due.is_empty() {
        return None;
    }
    let sent = stream::iter(due).map(|due| send(app, hook, space, due));
    let sent: Vec<bool> = sent.buffer_unordered(AT_ONCE as usize).collect().await;
    Some(sent.iter().filter(|taken| **taken).count())
}

/// Sends one; whether it was taken.
async fn send(app: &App, hook: &Hook, space: SpaceId, due: Due) -> bool {
    let link = app.public_url.as_deref().map(|url| format!("{url}/family"));
    let answer = hook.send(space, &due, link, app.clock.now()).await;
    let now = app.clock.now();
    hook.heard(answer, now);
    let came = came(answer, due.tries, now);
    if !matches!(came, Came::Handed) {
        tracing::warn!(%space, act = %due.act, tries = due.tries, ?answer, "the gateway did not take a message");
    }
    if let Err(error) = app.store.settle_told(space, &due, came, now).await {
        // Its lease ends, and it is sent again under the same id.
        tracing::error!(%space, %error, "that a message went out could not be noted");
    }
    came == Came::Handed
}

/// What follows from the gateway's answer.
fn came(answer: Answer, tries: u32, now: Stamp) -> Came {
    let wait = WAITS[(tries.max(1) as usize - 1).min(WAITS.len() - 1)];
    match answer {
        Answer::Taken => Came::Handed,
        Answer::Gone => Came::GivenUp,
        Answer::Hangs | Answer::Later(None) => Came::Again(now.plus_ms(wait * 1000)),
        Answer::Later(Some(asked)) => {
            let wait = i64::from(asked).clamp(wait, WAITS[WAITS.len() - 1]);
            Came::Again(now.plus_ms(wait * 1000))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gateway_that_fails_is_left_alone_longer_each_time_and_never_for_good() {
        let now = Stamp(1_000_000);
        let wait = |answer, tries| match came(answer, tries, now) {
            Came::Again(at) => (at.0 - now.0) / 1000,
            other => panic!("{other:?}"),
        };
        let waits: Vec<i64> = (1..=8).map(|tries| wait(Answer::Later(None), tries)).collect();
        assert_eq!(waits, [10, 30, 60, 180, 300, 600, 600, 600]);
        assert_eq!(wait(Answer::Later(Some(45)), 1), 45);
        assert_eq!(wait(Answer::Later(Some(1)), 1), 10, "no storm because it says so");
        assert_eq!(wait(Answer::Later(Some(u32::MAX)), 1), 600);
        assert_eq!(wait(Answer::Hangs, 2), 30);
        assert_eq!(came(Answer::Taken, 1, now), Came::Handed);
        assert_eq!(came(Answer::Gone, 1, now), Came::GivenUp);
    }
}
