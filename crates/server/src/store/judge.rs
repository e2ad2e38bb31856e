//! Decides on acts, in order, inside one transaction of the school's space:
//! once only (I2), one version each (I4), rights from the rows as they are at
//! that version, effects by the domain's rules, and a verdict for every one.
//!
//! An engine supplies the [`Ledger`].

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use yuanliu_domain::act::{self, Act};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, DeviceId, PersonId};
use yuanliu_domain::people::Member;
use yuanliu_domain::photo::Named;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rights::{Rights, Role};
use yuanliu_domain::row::{Body, Effect, RowKey};
use yuanliu_domain::rules::{self, Rules};
use yuanliu_domain::time::Stamp;
use yuanliu_domain::turned_away::TurnedAway;
use yuanliu_sync::guards::{self, Guard};
use yuanliu_sync::seal::CANNOT_OPEN;
use yuanliu_sync::wire::{ActVerdict, Verdict};

use super::intake::{Closed, Examined, Intake};
use super::ledger::{Held, JournalEntry, Kept, Known, Ledger};
use super::{Result, attention};
use crate::pass::{self, Digits};

/// Acts of one device that are turned away or held within a day before the rest
/// stays with it: a broken client fills the attention list no further (I15).
pub const MAX_NOT_APPLIED: u32 = 200;
const DAY_MS: i64 = 86_400_000;

/// Waits for an act that it builds on.
pub const WAITS_FOR: &str = "waits_for";

/// What came of a request.
#[derive(Default)]
pub struct Committed {
    /// A verdict for every act that got one, in order.
    pub verdicts: Vec<ActVerdict>,
    /// Audiences with a changed row.
    pub audiences: BTreeSet<Audience>,
}

/// Decides on the acts of one device.
pub fn commit<L: Ledger>(
    ledger: &mut L,
    rules: &Rules,
    device: DeviceId,
    acts: &[Intake],
    received: Stamp,
) -> Result<Committed> {
    let mut judge = Judge::new(ledger, rules, received);
    for act in acts {
        match act {
            Intake::Examined(act) => judge.take(device, act)?,
            Intake::Closed(act) => judge.set_aside(device, act)?,
        }
    }
    let Judge { verdicts, audiences, .. } = judge;
    let verdicts = acts
        .iter()
        .map(|act| match act {
            Intake::Examined(act) => (act.id, act.hash),
            Intake::Closed(act) => (act.id, act.hash),
        })
        .filter_map(|key| Some(ActVerdict { act: key.0, verdict: verdicts.get(&key)?.clone() }))
        .collect();
    Ok(Committed { verdicts, audiences })
}

struct Judge<'a, L> {
    ledger: &'a mut L,
    rules: &'a Rules,
    received: Stamp,
    verdicts: BTreeMap<(ActId, [u8; 32]), Verdict>,
    audiences: BTreeSet<Audience>,
    /// What people may do, as long as no row about one of them changes.
    rights: BTreeMap<PersonId, Rights>,
}

/// Rows as an act finds them.
type Found = BTreeMap<RowKey, Option<String>>;

/// What is to be done with an act.
enum Decision {
    TurnAway(Refusal),
    Hold {
        reason: &'static str,
        on: Vec<ActId>,
    },
    /// With the rows that it touches.
    Apply(Found),
}

impl<'a, L: Ledger> Judge<'a, L> {
    fn new(ledger: &'a mut L, rules: &'a Rules, received: Stamp) -> Judge<'a, L> {
        Judge {
            ledger,
            rules,
            received,
            verdicts: BTreeMap::new(),
            audiences: BTreeSet::new(),
            rights: BTreeMap::new(),
        }
    }

    /// One act: its first verdict if it came before, else a decision.
    fn take(&mut self, device: DeviceId, examined: &Examined) -> Result<()> {
        let known = match guards::stands(Guard::Dedupe) {
            true => self.ledger.known(examined.id)?,
            false => vec![],
        };
        let same =
            |known: &&Known| known.hash == examined.hash || !guards::stands(Guard::ContentHash);
        if let Some(same) = known.iter().find(same) {
            self.verdicts.insert((examined.id, examined.hash), same.verdict.clone());
            return Ok(());
        }
        let decision = if known.is_empty() {
            self.decide(examined.act.as_ref(), examined.refusal)?
        } else {
            tracing::warn!(act = %examined.id, %device, "an act's id came again with other content");
            Decision::TurnAway(Refusal::IdReuse)
        };
        if !matches!(decision, Decision::Apply(_)) && self.over_quota(device)? {
            tracing::warn!(act = %examined.id, %device, "over the quota of acts not applied");
            return Ok(());
        }
        self.carry_out(device, examined, &decision)
    }

    /// A sealed act that no key opens: it is kept whole, the office hears of it, and
    /// its device keeps it too. What it claims of itself in the clear is not proved
    /// by anything: nothing rests on it but the repeat of a verdict.
    fn set_aside(&mut self, device: DeviceId, act: &Closed) -> Result<()> {
        let known = self.ledger.known(act.id)?;
        let same = known.into_iter().find(|known| known.hash == act.claimed);
        let verdict = same.map(|known| known.verdict);
        let held = || Verdict::Held { reason: CANNOT_OPEN.to_owned() };
        if verdict.is_none() && !self.ledger.is_set_aside(act.id, &act.hash)? {
            if self.over_quota(device)? {
                tracing::warn!(act = %act.id, %device, "over the quota of acts not applied");
                return Ok(());
            }
            let version = self.ledger.next_version()?;
            let effect = attention::not_opened(act.id, self.received);
            self.ledger.put(version, &effect)?;
            self.ledger.set_aside(device, act, self.received)?;
            self.audiences.extend(effect.puts.iter().map(|(key, _)| key.audience));
            let received = self.received;
            self.ledger.journal(&JournalEntry { version, received, act: None, effect: &effect })?;
        }
        self.verdicts.insert((act.id, act.hash), verdict.unwrap_or_else(held));
        Ok(())
    }

    fn over_quota(&self, device: DeviceId) -> Result<bool> {
        let since = self.received.plus_ms(-DAY_MS);
        Ok(self.ledger.not_applied_since(device, since)? >= MAX_NOT_APPLIED)
    }

    fn decide(&mut self, act: Option<&Act>, refusal: Option<Refusal>) -> Result<Decision> {
        if let Some(refusal) = refusal {
            return Ok(Decision::TurnAway(refusal));
        }
        let Some(act) = act else { return Ok(Decision::TurnAway(Refusal::BadEnvelope)) };
        // About a child who was erased, or a picture of one.
        let shown = Named::by(act).map(|named| named.shown).unwrap_or_default();
        for child in act.child().into_iter().chain(shown) {
            if self.ledger.erased(child)? {
                return Ok(Decision::TurnAway(Refusal::Erased));
            }
        }
        let Some(rule) = rules::find(self.rules, act) else {
            let newer =
                |rule: &rules::Rule| rule.name == act.kind && act.kind_version > rule.version;
            return Ok(match self.rules.iter().any(newer) {
                true => Decision::Hold { reason: Refusal::UnknownKind.code(), on: vec![] },
                false => Decision::TurnAway(Refusal::UnknownKind),
            });
        };
        let urgent = rule.urgent;
        let Some(rights) = self.rights_of(act)? else {
            return Ok(Decision::TurnAway(Refusal::NotSignedInHere));
        };
        if let Err(refusal) = rules::check(self.rules, act, &rights) {
            return Ok(Decision::TurnAway(refusal));
        }
        let on = if urgent { vec![] } else { self.missing(act)? };
        if !on.is_empty() {
            return Ok(Decision::Hold { reason: WAITS_FOR, on });
        }
        let touched = self.touched(act)?;
        let read = |key: &RowKey| touched.get(key).cloned().flatten();
        Ok(match rules::answers(self.rules, act, &read, self.received) {
            Ok(()) => Decision::Apply(touched),
            Err(refusal) => Decision::TurnAway(refusal),
        })
    }

    /// What the actor may do; nothing, when they acted by PIN at what is no tablet
    /// of this school now.
    fn rights_of(&mut self, act: &Act) -> Result<Option<Rights>> {
        let rights = self.rights(act.actor)?;
        let Some(tablet) = act.tablet else { return Ok(Some(rights)) };
        let paired = self.rights(tablet)?.is(Role::Tablet);
        Ok(paired.then(|| rights.at_tablet()))
    }

    fn rights(&mut self, person: PersonId) -> Result<Rights> {
        if let Some(rights) = self.rights.get(&person) {
            return Ok(rights.clone());
        }
        let member = self.ledger.body::<Member>(Audience::Office, person)?;
        let rights = member.map_or_else(
            || Rights::none(person),
            |member| member.on(self.received.day()).rights(person),
        );
        self.rights.insert(person, rights.clone());
        Ok(rights)
    }

    /// Acts that this one builds on and that are not applied yet.
    fn missing(&self, act: &Act) -> Result<Vec<ActId>> {
        let mut missing = vec![];
        for on in &act.builds_on {
            let known = self.ledger.known(*on)?;
            if !matches!(known.first().map(|k| &k.verdict), Some(Verdict::Applied { .. })) {
                missing.push(*on);
            }
        }
        Ok(missing)
    }

    fn carry_out(
        &mut self,
        device: DeviceId,
        examined: &Examined,
        decision: &Decision,
    ) -> Result<()> {
        let erased = matches!(decision, Decision::TurnAway(Refusal::Erased));
        let version = self.ledger.next_version()?;
        let (verdict, mut effect) =
            self.effect(device, examined, decision, (version, self.received))?;
        // What was set aside under this id is here now; a row about it goes, unless
        // another took its place.
        if self.ledger.take_back(examined.id)? {
            let key = RowKey::of::<TurnedAway>(Audience::Office, examined.id);
            if effect.puts.iter().all(|(put, _)| *put != key) {
                effect.puts.push((key, None));
            }
        }
        self.ledger.put(version, &effect)?;
        self.ledger.keep(&Kept {
            id: examined.id,
            hash: examined.hash,
            device,
            actor: examined.act.as_ref().filter(|_| !erased).map(|act| act.actor),
            verdict: &verdict,
            version,
            received: self.received,
        })?;
        if let Decision::Hold { on, .. } = decision {
            self.ledger.wait(examined.id, on)?;
        }
        let said: (&[u8], &[u8]) =
            if erased { (&[], &[]) } else { (&examined.bytes, &examined.signature) };
        self.note(version, &examined.id, said, &effect)?;
        self.verdicts.insert((examined.id, examined.hash), verdict);
        if matches!(decision, Decision::Apply(_)) { self.release(examined.id) } else { Ok(()) }
    }

    /// The verdict with the rows that come of it, the verdict's own row among them.
    fn effect(
        &self,
        device: DeviceId,
        examined: &Examined,
        decision: &Decision,
        (version, received): (u64, Stamp),
    ) -> Result<(Verdict, Effect)> {
        let (verdict, mut effect) = match decision {
            Decision::Apply(found) => {
                let act = examined.act.as_ref().expect("decided on an act that can be read");
                let read = |key: &RowKey| found.get(key).cloned().flatten();
                let mut effect = rules::apply(self.rules, act, &|_| true, &read, Some(received));
                self.sign((act, version), examined.digits.as_ref(), &mut effect)?;
                (Verdict::Applied { version }, effect)
            }
            Decision::Hold { reason, .. } => {
                (Verdict::Held { reason: (*reason).to_owned() }, Effect::default())
            }
            // Of somebody who was erased nothing comes back, not even as a note.
            Decision::TurnAway(Refusal::Erased) => {
                let code = Refusal::Erased.code().to_owned();
                (Verdict::TurnedAway { code }, Effect::default())
            }
            Decision::TurnAway(refusal) => {
                let effect = attention::note(self.ledger, examined, *refusal, received)?;
                (Verdict::TurnedAway { code: refusal.code().to_owned() }, effect)
            }
        };
        let key = RowKey::of::<Verdict>(Audience::Device(device), examined.id);
        // The first act under an id keeps its verdict, also on the device that reused it.
        let reused = matches!(decision, Decision::TurnAway(Refusal::IdReuse));
        if !(reused && self.ledger.row(&key)?.is_some()) {
            let body = serde_json::to_string(&verdict).expect("a verdict is plain data");
            effect.puts.push((key, Some(body)));
        }
        Ok((verdict, effect))
    }

    /// A pass or a card comes with the school's signature.
    fn sign(
        &self,
        issued: (&Act, u64),
        digits: Option<&Digits>,
        effect: &mut Effect,
    ) -> Result<()> {
        if !pass::is_signed(&issued.0.kind) {
            return Ok(());
        }
        let keys = self.ledger.signing_keys()?;
        let taken = |key: &RowKey| Ok(self.ledger.row(key)?.is_some());
        pass::sign(&keys, issued, digits, &taken, effect)
    }

    /// The rows that an act touches, as they are now.
    fn touched(&self, act: &Act) -> Result<Found> {
        let rows = rules::touches(self.rules, act).into_iter();
        rows.map(|key| self.ledger.row(&key).map(|body| (key, body))).collect()
    }

    fn note(
        &mut self,
        version: u64,
        id: &ActId,
        (bytes, signature): (&[u8], &[u8]),
        effect: &Effect,
    ) -> Result<()> {
        self.audiences.extend(effect.puts.iter().map(|(key, _)| key.audience));
        if effect.puts.iter().any(|(key, _)| key.kind == Member::KIND) {
            self.rights.clear();
        }
        let act = Some((*id, bytes, signature));
        self.ledger.journal(&JournalEntry { version, received: self.received, act, effect })
    }

    /// Looks again at the held acts that waited for this one, and at those that
    /// waited for them.
    fn release(&mut self, applied: ActId) -> Result<()> {
        let mut applied = VecDeque::from([applied]);
        while let Some(id) = applied.pop_front() {
            for held in self.ledger.waiting(id)? {
                if self.look_again(&held)? {
                    applied.push_back(held.id);
                }
            }
        }
        Ok(())
    }

    /// Decides anew on a held act; whether it is applied now.
    fn look_again(&mut self, held: &Held) -> Result<bool> {
        let act = act::from_bytes(&held.bytes).ok();
        let decision = self.decide(act.as_ref(), None)?;
        if matches!(decision, Decision::Hold { .. }) {
            return Ok(false);
        }
        let mut examined = Examined {
            id: held.id,
            bytes: held.bytes.clone(),
            signature: held.signature.clone(),
            hash: act::content_hash(&held.bytes),
            act,
            refusal: None,
            digits: None,
        };
        examined.digits =
            examined.act.as_ref().filter(|act| pass::has_digits(act)).map(|_| Digits::generate());
        let version = self.ledger.next_version()?;
        let (verdict, effect) =
            self.effect(held.device, &examined, &decision, (version, held.received))?;
        self.ledger.put(version, &effect)?;
        self.ledger.settle(held.id, &verdict, version)?;
        self.note(version, &held.id, (&held.bytes, &held.signature), &effect)?;
        self.verdicts.insert((held.id, examined.hash), verdict);
        Ok(matches!(decision, Decision::Apply(_)))
    }
}

/// Looks again at acts that were held for an unknown kind: a new server may know it.
pub fn reconsider<L: Ledger>(ledger: &mut L, rules: &Rules, held: &[Held]) -> Result<()> {
    for held in held {
        let mut judge = Judge::new(ledger, rules, held.received);
        if judge.look_again(held)? {
            judge.release(held.id)?;
        }
    }
    Ok(())
}
