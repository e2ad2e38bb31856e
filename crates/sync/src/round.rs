//! One round of sync, as every device does it: what is asked, what is stored in
//! which order, when to ask again. Pure but for the order of its steps: network,
//! disk and memory are the [`Host`]'s, which is the browser in `src/` and the
//! simulation in `crates/sim`. Both run this very code, so a step at which the
//! simulation kills a device is a step at which a phone may die.

use serde::de::DeserializeOwned;
use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, DeviceId, SpaceId};
use yuanliu_domain::rules::Rules;
use yuanliu_domain::time::Stamp;

use crate::guards::{self, Guard};
use crate::outbox::{self, Kept};
use crate::replica::Replica;
use crate::seal::SealKey;
use crate::view::{Change, View};
use crate::wire::{Answer, PROTOCOL, Problem, Request};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No network, a captive portal, a proxy's error page: try again later.
    Unreachable,
    /// The server says no, with a stable code.
    Problem(Problem),
}

impl Failure {
    /// The stable code, if the server gave one.
    pub fn code(&self) -> &str {
        match self {
            Failure::Unreachable => "unreachable",
            Failure::Problem(problem) => &problem.code,
        }
    }

    /// The session has ended: what is kept stays kept.
    pub fn is_signed_out(&self) -> bool {
        matches!(self, Failure::Problem(problem) if problem.status == 401)
    }
}

/// Reads what came over the network: `ok` for a status of success.
pub fn read<T: DeserializeOwned>(ok: bool, text: &str) -> Result<T, Failure> {
    // A captive portal answers 200 with a page: that is no answer of ours.
    if ok {
        return serde_json::from_str(text).map_err(|_| Failure::Unreachable);
    }
    Err(refused(text))
}

/// What an answer says that is none: the server's no, or nothing of ours.
pub fn refused(text: &str) -> Failure {
    serde_json::from_str(text).map_or(Failure::Unreachable, Failure::Problem)
}

/// What storing an answer came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// All of it is stored.
    Stored,
    /// Another tab was there first: nothing was stored; read again (I12).
    Overtaken,
    /// The view is gone: somebody signed out in another tab.
    Gone,
    /// The device could not store it, and has said so.
    NotStored,
}

/// How a round ended that the school answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nothing is left to send or to fetch.
    Done,
    /// The space is no longer shown here.
    Left,
    /// What came can't be stored here: try again later.
    NotStored,
}

/// What a device does for its syncer, in one school.
#[expect(async_fn_in_trait, reason = "a device does one thing after the other, on one thread")]
pub trait Host {
    /// The school.
    fn space(&self) -> SpaceId;
    /// This device.
    fn device(&self) -> DeviceId;
    /// The rules by which predictions are drawn.
    fn rules(&self) -> &'static Rules;
    /// The device's wall clock.
    fn wall(&self) -> Stamp;
    /// The school's sealing key that is known here, by its id; empty when none is.
    fn pinned(&self) -> String;
    /// A number that no other request has.
    fn nonce(&self) -> Uuid;
    /// Whether this school is still on the screen, for the same person.
    fn is_shown(&self) -> bool;

    /// Looks at what is in memory.
    fn look<T>(&self, look: impl FnOnce(&[Kept], &Replica) -> T) -> T;
    /// Changes what is shown.
    fn draw<T>(&self, draw: impl FnOnce(&[Kept], &mut Replica) -> T) -> T;
    /// Shows records as they were just stored.
    fn put_back(&self, changed: Vec<Kept>);
    /// Shows these records no longer.
    fn let_go(&self, acts: &[ActId]);
    /// The school's clock, as it was just heard.
    fn heard(&self, server: Stamp);
    /// The view is another person's, or nobody's: this device begins anew.
    fn start_over(&self);

    /// Asks the school.
    async fn ask(&self, request: &Request) -> Result<Answer, Failure>;
    /// Tells the school this device's key.
    async fn enrol(&self) -> Result<(), Failure>;
    /// Remembers the school's sealing key.
    async fn pin(&self, key: &SealKey);
    /// Stores what an answer changed in the view, in one transaction.
    async fn commit(&self, view: &View, change: &Change) -> Committed;
    /// Reads the view again; `None` when it can't be read.
    async fn load(&self) -> Option<View>;
    /// Whether the stored view is this person's still.
    async fn is_still_here(&self) -> bool;
    /// Seals a record anew; whether it could be.
    async fn close(&self, kept: &mut Kept) -> bool;
    /// Writes how far acts have come, strictly; whether it is stored.
    async fn settle(&self, records: &[Kept]) -> bool;
    /// Removes records that ended, strictly; whether they are gone.
    async fn remove(&self, acts: &[ActId]) -> bool;
}

/// One round: until nothing is left to send or to fetch.
pub async fn round<H: Host>(host: &H) -> Result<Ended, Failure> {
    let mut enrolled = false;
    let mut sent_before: Vec<ActId> = vec![];
    loop {
        let request = request(host);
        let sent: Vec<ActId> = request.acts.iter().map(|act| act.id).collect();
        let answer = match host.ask(&request).await {
            Ok(answer) => answer,
            // The school does not know this device: the same key, the same bytes.
            Err(failure) if failure.code() == "unknown_device" && !enrolled => {
                enrolled = true;
                host.enrol().await?;
                continue;
            }
            Err(failure) => return Err(failure),
        };
        // Whoever was signed in when this was asked may have left meanwhile, and
        // somebody else may be here: it is not for them.
        if guards::stands(Guard::StillShown) && !host.is_shown() {
            return Ok(Ended::Left);
        }
        // A cache's, a captive portal's, another family's: none.
        if guards::stands(Guard::OwnAnswer) && !answer.is_to(&request) {
            return Err(Failure::Unreachable);
        }
        match take(host, &answer).await? {
            Taken::Again => {}
            // What the school answers nothing to waits for the next round.
            Taken::All if answer.more || !(sent.is_empty() || sent == sent_before) => {}
            Taken::All => return Ok(Ended::Done),
            Taken::NotStored => return Ok(Ended::NotStored),
            Taken::Gone => return Ok(Ended::Left),
        }
        sent_before = sent;
        if !host.is_shown() {
            return Ok(Ended::Left);
        }
    }
}

fn request<H: Host>(host: &H) -> Request {
    let seal = host.pinned();
    host.look(|outbox, replica| Request {
        protocol: PROTOCOL,
        device: host.device(),
        cursor: replica.view.cursor.clone(),
        have: replica.view.have(),
        seal,
        acts: outbox::to_send(of(host.space(), outbox), &replica.view),
        nonce: host.nonce(),
    })
}

fn of(space: SpaceId, outbox: &[Kept]) -> impl Iterator<Item = &Kept> {
    outbox.iter().filter(move |kept| kept.space == space)
}

/// What taking an answer came to.
enum Taken {
    /// It is stored.
    All,
    /// Another request is due at once.
    Again,
    /// It could not be stored.
    NotStored,
    /// The view is gone.
    Gone,
}

/// Takes an answer: first the view in one transaction, then the outbox (I6).
async fn take<H: Host>(host: &H, answer: &Answer) -> Result<Taken, Failure> {
    if let Some(key) = &answer.seal {
        host.pin(key).await;
    }
    let wall = host.wall();
    let taken = host.draw(|outbox, replica| {
        let taken = replica.view.take(answer, wall).ok();
        replica.rebase(of(host.space(), outbox), host.rules());
        taken
    });
    // A cache stood between: to ask again at once would only ask the cache.
    let Some(change) = taken else { return Err(Failure::Unreachable) };
    host.heard(answer.server_time);
    let stored = host.look(|_, replica| replica.view.clone());
    match host.commit(&stored, &change).await {
        Committed::Stored => {}
        // The outbox learns nothing that the view does not say on the disk.
        Committed::NotStored => return Ok(Taken::NotStored),
        Committed::Overtaken if host.is_still_here().await => {
            let Some(view) = host.load().await else { return Ok(Taken::NotStored) };
            host.draw(|outbox, replica| {
                *replica = Replica::new(view, of(host.space(), outbox), host.rules());
            });
            return Ok(Taken::Again);
        }
        Committed::Gone | Committed::Overtaken => {
            host.start_over();
            return Ok(Taken::Gone);
        }
    }
    let offered = settle(host, answer, change.diverged.is_empty()).await;
    let resealed = seal_anew(host, answer).await;
    let again = offered || resealed || !change.diverged.is_empty();
    Ok(if again { Taken::Again } else { Taken::All })
}

/// Marks acts as settled after the view that says so is stored, offers again what
/// the school does not know any more, and then lets go of what it has had for long
/// enough. Whether there is something to send again.
async fn settle<H: Host>(host: &H, answer: &Answer, agrees: bool) -> bool {
    let now = answer.server_time;
    // Nothing rests on a view that is behind the school, or differs from it.
    let complete = agrees && !answer.more;
    let (behind, again) = host.look(|outbox, replica| {
        let mut behind = outbox::to_settle(of(host.space(), outbox), &replica.view, now);
        behind.extend(outbox::to_settle_by_word(of(host.space(), outbox), &replica.view, answer));
        let own = answer.whole.contains(&Audience::Device(host.device()));
        let mut again = outbox::to_offer(of(host.space(), outbox), &replica.view);
        // A device that died between the view and the outbox compares them when it is back.
        let first = !replica.view.compared;
        again.retain(|kept| own || (complete && (first || kept.is_old(now))));
        if !guards::stands(Guard::OfferAgain) {
            again.clear();
        }
        (behind, again)
    });
    let anew: Vec<Kept> = again.iter().map(Kept::anew).collect();
    let changed: Vec<Kept> = behind.into_iter().chain(anew).collect();
    if !changed.is_empty() {
        if !host.settle(&changed).await {
            return false;
        }
        host.put_back(changed);
    }
    if complete && host.look(|_, replica| !replica.view.compared) {
        host.draw(|_, replica| replica.view.compared = true);
    }
    if !again.is_empty() {
        host.draw(|outbox, replica| replica.rebase(of(host.space(), outbox), host.rules()));
    }
    let over = |outbox: &[Kept], replica: &Replica| {
        outbox::to_let_go(of(host.space(), outbox), &replica.view, now)
    };
    let old = if complete { host.look(over) } else { vec![] };
    if !old.is_empty() && host.remove(&old).await {
        host.let_go(&old);
    }
    !again.is_empty()
}

/// Acts that the school could not open: those that can be read here are sealed anew,
/// the others wait. Whether there is something to send again.
async fn seal_anew<H: Host>(host: &H, answer: &Answer) -> bool {
    let found = host.look(|outbox, _| outbox::not_opened(outbox, answer));
    let mut changed = found.wait;
    let mut again = false;
    for mut kept in found.reseal {
        if host.close(&mut kept).await {
            again = true;
            changed.push(kept);
        }
    }
    if changed.is_empty() {
        return false;
    }
    if host.settle(&changed).await {
        host.put_back(changed);
    }
    again
}
