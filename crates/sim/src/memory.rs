//! The engine in memory: maps for the judge and the plan of a pull. What it adds
//! to them is one lock, one transaction and a disk that can fail.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId, ClassId, DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::{Child, Member};
use yuanliu_domain::row::{Effect, RowKey, checksum_term};
use yuanliu_domain::rules::{self, Rule};
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_server::api::{Answers, answer};
use yuanliu_server::pass::{SigningKeys, SigningPair};
use yuanliu_server::scope;
use yuanliu_server::seal::{Keyring, SchoolKey};
use yuanliu_server::store::inside::{
    Closed, Held, Intake, JournalEntry, Kept, Known, Ledger, Limits, commit, examine, first_rows,
    pull_within, reconsider,
};
use yuanliu_server::store::{
    Asked, Device, Founding, Pulled, Result, Rows, Snapshot, StoreError, Viewer,
};
use yuanliu_sync::guards::{self, Guard};
use yuanliu_sync::seal::SealKey;
use yuanliu_sync::wire::{ActVerdict, Problem, Request, SignedAct, Verdict, WireRow};

use crate::engine::{self, Cut, Engine, Entry, Reply, Truth};
use crate::school::SPACE;

/// Pages of a few rows, so that every cut between two pages is met.
const PAGE: Limits = Limits { rows: 24, bytes: 12_000 };

/// What is on the disk.
#[derive(Clone)]
struct State {
    epoch: Uuid,
    version: u64,
    kept_from: u64,
    rows: BTreeMap<RowKey, (u64, Option<String>)>,
    sums: BTreeMap<Audience, i64>,
    acts: BTreeMap<ActId, Vec<Line>>,
    waiting: BTreeMap<ActId, BTreeSet<ActId>>,
    aside: BTreeMap<(ActId, [u8; 32]), (DeviceId, Stamp)>,
    journal: Vec<Noted>,
    devices: BTreeMap<DeviceId, Device>,
    keys: Vec<Key>,
    pass_key: Vec<u8>,
}

#[derive(Clone)]
struct Line {
    hash: [u8; 32],
    device: DeviceId,
    verdict: Verdict,
    first: u64,
    received: Stamp,
}

#[derive(Clone)]
struct Noted {
    version: u64,
    act: Option<(ActId, Vec<u8>, Vec<u8>)>,
    effect: Effect,
}

/// The engine.
pub struct Memory {
    state: RefCell<State>,
    keyring: RefCell<Keyring>,
    rules: RefCell<Vec<Rule>>,
    /// Steps of a transaction until the process dies.
    dies_after: Cell<Option<u32>>,
    killed: Cell<bool>,
    full: Cell<bool>,
    /// Versions that were taken before their turn: without the lock.
    taken: RefCell<VecDeque<u64>>,
    really: Option<Box<State>>,
    backup: Box<State>,
}

impl Clone for Memory {
    fn clone(&self) -> Memory {
        let state = self.state.borrow().clone();
        Memory::over(state)
    }
}

impl Memory {
    /// A school that was just founded; its sealing key is made of these bytes.
    pub fn found(founding: &Founding, key: [u8; 32]) -> Memory {
        let pass_key = SigningPair::generate();
        let mut state = State {
            epoch: Uuid::from_u128(1),
            version: 0,
            kept_from: 0,
            rows: BTreeMap::new(),
            sums: BTreeMap::new(),
            acts: BTreeMap::new(),
            waiting: BTreeMap::new(),
            aside: BTreeMap::new(),
            journal: vec![],
            devices: BTreeMap::new(),
            keys: vec![Key::of(key)],
            pass_key: pass_key.private().to_vec(),
        };
        state.version = 1;
        let mut effect = first_rows(founding);
        effect.puts.push(pass_key.row());
        state.write(1, &effect);
        state.journal.push(Noted { version: 1, act: None, effect });
        Memory::over(state)
    }

    fn over(state: State) -> Memory {
        let keyring = ring(&state);
        Memory {
            backup: Box::new(state.clone()),
            state: RefCell::new(state),
            keyring: RefCell::new(keyring),
            rules: RefCell::new(rules::all()),
            dies_after: Cell::new(None),
            killed: Cell::new(false),
            full: Cell::new(false),
            taken: RefCell::new(VecDeque::new()),
            really: None,
        }
    }

    fn reload(&mut self) {
        *self.keyring.borrow_mut() = ring(&self.state.borrow());
        self.taken.borrow_mut().clear();
        self.dies_after.set(None);
        self.killed.set(false);
    }

    /// One transaction: all of it or nothing.
    fn transact<T>(&self, run: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let risky = self.dies_after.get().is_some() || self.full.get();
        let before = risky.then(|| self.state.borrow().clone());
        let mut state = self.state.borrow_mut();
        let result = run(&mut Tx { state: &mut state, engine: self });
        if let Some(before) = before.filter(|_| result.is_err())
            && guards::stands(Guard::AtomicCommit)
        {
            *state = before;
        }
        result
    }
}

/// A sealing key of the school, and its public half, which every answer asks for.
#[derive(Clone)]
struct Key {
    private: [u8; 32],
    public: SealKey,
}

impl Key {
    fn of(private: [u8; 32]) -> Key {
        let pair = SchoolKey::from_private(&private).expect("the simulation's own key");
        Key { private, public: pair.public() }
    }
}

fn ring(state: &State) -> Keyring {
    Keyring::of(state.keys.iter().filter_map(|key| SchoolKey::from_private(&key.private)))
}

impl State {
    fn write(&mut self, version: u64, effect: &Effect) {
        for (key, body) in &effect.puts {
            let old = self.rows.get(key);
            let mut sum = self.sums.get(&key.audience).copied().unwrap_or_default();
            if let Some((version, Some(body))) = old {
                sum = sum.wrapping_sub(checksum_term(&key.kind, &key.key, *version, body));
            }
            if let Some(body) = body {
                sum = sum.wrapping_add(checksum_term(&key.kind, &key.key, version, body));
            }
            self.sums.insert(key.audience, sum);
            self.rows.insert(key.clone(), (version, body.clone()));
        }
    }

    fn of(&self, audience: &Audience) -> impl Iterator<Item = (&RowKey, &(u64, Option<String>))> {
        let first = RowKey { audience: *audience, kind: String::new(), key: String::new() };
        let audience = *audience;
        self.rows.range(first..).take_while(move |(key, _)| key.audience == audience)
    }

    fn held(&self, id: ActId) -> Option<Held> {
        let line = self.acts.get(&id)?.first()?;
        if !matches!(line.verdict, Verdict::Held { .. }) {
            return None;
        }
        let noted = self.journal.iter().find(|noted| noted.version == line.first)?;
        let (_, bytes, signature) = noted.act.clone()?;
        Some(Held { id, device: line.device, bytes, signature, received: line.received })
    }
}

fn wire(key: &RowKey, row: &(u64, Option<String>)) -> WireRow {
    WireRow {
        audience: key.audience,
        kind: key.kind.clone(),
        key: key.key.clone(),
        version: row.0,
        body: row.1.clone(),
    }
}

/// The state inside one transaction.
struct Tx<'a> {
    state: &'a mut State,
    engine: &'a Memory,
}

impl Tx<'_> {
    fn step(&self) -> Result<()> {
        if let Some(left) = self.engine.dies_after.get() {
            if left == 0 {
                self.engine.killed.set(true);
                return Err(StoreError::engine("killed"));
            }
            self.engine.dies_after.set(Some(left - 1));
        }
        Ok(())
    }
}

impl Rows for Tx<'_> {
    fn row(&self, key: &RowKey) -> Result<Option<String>> {
        Ok(self.state.rows.get(key).and_then(|(_, body)| body.clone()))
    }
}

impl Ledger for Tx<'_> {
    fn next_version(&mut self) -> Result<u64> {
        self.step()?;
        if let Some(taken) = self.engine.taken.borrow_mut().pop_front() {
            return Ok(taken);
        }
        self.state.version += 1;
        Ok(self.state.version)
    }

    fn put(&mut self, version: u64, effect: &Effect) -> Result<()> {
        self.step()?;
        self.state.write(version, effect);
        if self.engine.full.get() { Err(StoreError::Full) } else { Ok(()) }
    }

    fn known(&self, id: ActId) -> Result<Vec<Known>> {
        let lines = self.state.acts.get(&id).into_iter().flatten();
        let known = |line: &Line| Known { hash: line.hash, verdict: line.verdict.clone() };
        Ok(lines.map(known).collect())
    }

    fn keep(&mut self, act: &Kept<'_>) -> Result<()> {
        self.step()?;
        self.state.acts.entry(act.id).or_default().push(Line {
            hash: act.hash,
            device: act.device,
            verdict: act.verdict.clone(),
            first: act.version,
            received: act.received,
        });
        Ok(())
    }

    fn settle(&mut self, id: ActId, verdict: &Verdict, _: u64) -> Result<()> {
        self.step()?;
        for line in self.state.acts.entry(id).or_default() {
            if matches!(line.verdict, Verdict::Held { .. }) {
                line.verdict = verdict.clone();
            }
        }
        self.state.waiting.values_mut().for_each(|waits| {
            waits.remove(&id);
        });
        Ok(())
    }

    fn wait(&mut self, id: ActId, on: &[ActId]) -> Result<()> {
        for on in on {
            self.state.waiting.entry(*on).or_default().insert(id);
        }
        Ok(())
    }

    fn waiting(&self, on: ActId) -> Result<Vec<Held>> {
        let waits = self.state.waiting.get(&on).cloned().unwrap_or_default();
        let mut held: Vec<_> = waits
            .into_iter()
            .filter_map(|id| Some((self.state.acts.get(&id)?.first()?.first, id)))
            .collect();
        held.sort();
        Ok(held.into_iter().filter_map(|(_, id)| self.state.held(id)).collect())
    }

    fn not_applied_since(&self, device: DeviceId, since: Stamp) -> Result<u32> {
        let lines = self.state.acts.values().flatten();
        let mine = lines.filter(|line| {
            line.device == device
                && line.received > since
                && !matches!(line.verdict, Verdict::Applied { .. })
        });
        let aside = self.state.aside.values().filter(|(d, at)| *d == device && *at > since);
        Ok((mine.count() + aside.count()) as u32)
    }

    fn is_set_aside(&self, id: ActId, hash: &[u8; 32]) -> Result<bool> {
        Ok(self.state.aside.contains_key(&(id, *hash)))
    }

    fn set_aside(&mut self, device: DeviceId, act: &Closed, received: Stamp) -> Result<()> {
        self.step()?;
        self.state.aside.insert((act.id, act.hash), (device, received));
        Ok(())
    }

    fn take_back(&mut self, id: ActId) -> Result<bool> {
        let before = self.state.aside.len();
        self.state.aside.retain(|(aside, _), _| *aside != id);
        Ok(self.state.aside.len() < before)
    }

    fn erased(&self, _: ChildId) -> Result<bool> {
        Ok(false)
    }

    fn signing_keys(&self) -> Result<SigningKeys> {
        let pair = || SigningPair::read(&self.state.pass_key).expect("our own key");
        Ok(SigningKeys { present: pair(), first: pair() })
    }

    fn journal(&mut self, entry: &JournalEntry<'_>) -> Result<()> {
        self.step()?;
        self.state.journal.push(Noted {
            version: entry.version,
            act: entry.act.map(|(id, bytes, sign)| (id, bytes.to_vec(), sign.to_vec())),
            effect: entry.effect.clone(),
        });
        Ok(())
    }
}

/// One moment of the state.
struct Moment<'a>(&'a State);

impl Rows for Moment<'_> {
    fn row(&self, key: &RowKey) -> Result<Option<String>> {
        Ok(self.0.rows.get(key).and_then(|(_, body)| body.clone()))
    }
}

impl Snapshot for Moment<'_> {
    fn epoch(&self) -> Uuid {
        self.0.epoch
    }

    fn version(&self) -> Result<u64> {
        Ok(self.0.version)
    }

    fn kept_from(&self) -> Result<u64> {
        Ok(self.0.kept_from)
    }

    fn version_of(&self, key: &RowKey) -> Result<u64> {
        Ok(self.0.rows.get(key).map_or(0, |(version, _)| *version))
    }

    fn changed(&self, audience: &Audience, after: u64, limit: usize) -> Result<Vec<WireRow>> {
        let changed = self.0.of(audience).filter(|(_, (version, _))| *version > after);
        let mut rows: Vec<WireRow> = changed.map(|(key, row)| wire(key, row)).collect();
        rows.sort_by_key(|row| row.version);
        if let Some(last) = rows.get(limit - 1).map(|row| row.version) {
            rows.retain(|row| row.version <= last);
        }
        Ok(rows)
    }

    fn whole(
        &self,
        audience: &Audience,
        after: Option<&(String, String)>,
        limit: usize,
    ) -> Result<Vec<WireRow>> {
        let rows = self.0.of(audience).filter(|(key, (_, body))| {
            let later = after.is_none_or(|(kind, id)| (&key.kind, &key.key) > (kind, id));
            later && body.is_some()
        });
        Ok(rows.take(limit).map(|(key, row)| wire(key, row)).collect())
    }

    fn sum(&self, audience: &Audience) -> Result<i64> {
        Ok(self.0.sums.get(audience).copied().unwrap_or_default())
    }

    fn children_of(&self, class: ClassId) -> Result<Vec<ChildId>> {
        let cards = self.0.of(&Audience::Roll).filter(|(key, _)| key.kind == "child");
        let cards = cards.filter_map(|(key, (_, body))| {
            let card: Child = serde_json::from_str(body.as_deref()?).ok()?;
            (card.class == class).then(|| key.key.parse().ok())?
        });
        Ok(cards.collect())
    }
}

/// Where a request may be cut off.
async fn pause() {
    let mut waited = false;
    std::future::poll_fn(move |_| {
        if std::mem::replace(&mut waited, true) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

impl Answers for Memory {
    async fn is_or_was_member(&self, _: SpaceId, person: PersonId) -> Result<bool> {
        pause().await;
        let state = self.state.borrow();
        Ok(Moment(&state).body::<Member>(Audience::Office, person)?.is_some())
    }

    async fn device(&self, device: DeviceId) -> Result<Option<Device>> {
        pause().await;
        Ok(self.state.borrow().devices.get(&device).cloned())
    }

    async fn commit(
        &self,
        space: SpaceId,
        device: &Device,
        acts: Vec<SignedAct>,
        received: Stamp,
    ) -> Result<Vec<ActVerdict>> {
        pause().await;
        let sent = acts.len();
        let examined: Vec<Intake> = {
            let mut keys = self.keyring.borrow_mut();
            acts.into_iter().map(|act| examine(space, device, &mut keys, act)).collect()
        };
        pause().await;
        let rules = self.rules.borrow().clone();
        let committed = self.transact(|tx| commit(tx, &rules, device.id, &examined, received))?;
        pause().await;
        if committed.verdicts.is_empty() && sent > 0 {
            return Err(StoreError::OverQuota);
        }
        Ok(committed.verdicts)
    }

    async fn pull(&self, _: SpaceId, viewer: Viewer, asked: Asked) -> Result<Pulled> {
        pause().await;
        let state = self.state.borrow();
        pull_within(PAGE, &Moment(&state), &viewer, &asked)
    }

    async fn seal_key(&self, _: SpaceId) -> Result<Option<SealKey>> {
        pause().await;
        let state = self.state.borrow();
        Ok(state.keys.last().map(|key| key.public.clone()))
    }
}

impl Engine for Memory {
    fn answer(&mut self, person: PersonId, request: Request, now: Stamp, cut: Cut) -> Reply {
        if let Cut::Step(steps) = cut {
            self.dies_after.set(Some(steps));
        }
        let reply = {
            let mut answering = pin!(answer(&*self, (SPACE, person), request, now));
            let mut context = Context::from_waker(Waker::noop());
            let mut awaits = 0;
            loop {
                match answering.as_mut().poll(&mut context) {
                    Poll::Ready(Ok(answer)) => break Reply::Answer(Box::new(answer)),
                    Poll::Ready(Err(error)) => break Reply::Problem(error.problem()),
                    Poll::Pending if cut == Cut::Await(awaits) => break Reply::Nobody,
                    Poll::Pending => awaits += 1,
                }
            }
        };
        self.dies_after.set(None);
        if self.killed.replace(false) { Reply::Killed } else { reply }
    }

    fn queue(&mut self, acts: usize) {
        if !guards::stands(Guard::RowLock) {
            let mut state = self.state.borrow_mut();
            for _ in 0..acts {
                state.version += 1;
                self.taken.borrow_mut().push_back(state.version);
            }
        }
    }

    fn enrol(
        &mut self,
        device: DeviceId,
        key: &[u8],
        person: PersonId,
        _: Stamp,
    ) -> std::result::Result<(), Problem> {
        let mut state = self.state.borrow_mut();
        let new = || Device { id: device, key: key.to_vec(), people: BTreeSet::new() };
        let enrolled = state.devices.entry(device).or_insert_with(new);
        if enrolled.key != key {
            return Err(yuanliu_server::error::ApiError::DeviceTaken.problem());
        }
        enrolled.people.insert(person);
        Ok(())
    }

    fn fill(&mut self, full: bool) {
        self.full.set(full);
    }

    fn restart(&mut self, update: bool) {
        if update {
            // Nobody updates a machine without room for the new program.
            self.full.set(false);
            *self.rules.borrow_mut() = engine::newer_rules();
            let mut held: Vec<(u64, ActId)> = vec![];
            for (id, lines) in &self.state.borrow().acts {
                held.extend(lines.iter().filter(|line| {
                    matches!(&line.verdict, Verdict::Held { reason } if reason == "unknown_kind")
                })
                .map(|line| (line.first, *id)));
            }
            held.sort();
            let held: Vec<Held> =
                held.into_iter().filter_map(|(_, id)| self.state.borrow().held(id)).collect();
            let rules = self.rules.borrow().clone();
            self.transact(|tx| reconsider(tx, &rules, &held)).expect("nothing fails at the start");
        }
        self.reload();
    }

    fn begin_to_lie(&mut self) {
        self.really = Some(Box::new(self.state.borrow().clone()));
    }

    fn lose_power(&mut self) {
        if let Some(state) = self.really.take() {
            self.state = RefCell::new(*state);
        }
        self.reload();
    }

    fn back_up(&mut self) {
        *self.backup = self.state.borrow().clone();
    }

    fn restore(&mut self) {
        let mut state = (*self.backup).clone();
        if guards::stands(Guard::Epoch) {
            state.epoch = Uuid::from_u128(self.state.borrow().epoch.as_u128() + 1);
        }
        self.state = RefCell::new(state);
        self.really = None;
        self.reload();
    }

    fn rotate_key(&mut self, now: Stamp) {
        let mut key = [7; 32];
        key[..8].copy_from_slice(&now.0.to_be_bytes());
        self.state.borrow_mut().keys.push(Key::of(key));
        self.reload();
    }

    fn forget_removed(&mut self) {
        let mut state = self.state.borrow_mut();
        state.rows.retain(|_, (_, body)| body.is_some());
        state.kept_from = state.version;
    }

    fn truth(&mut self) -> Truth {
        let state = self.state.borrow();
        let lines = state.acts.iter().flat_map(|(id, lines)| lines.iter().map(|l| (*id, l)));
        let known = |(id, line): (ActId, &Line)| engine::Known {
            id,
            hash: line.hash,
            verdict: line.verdict.clone(),
        };
        let rows = state.rows.iter();
        let rows = rows.filter_map(|(key, (v, body))| Some((key.clone(), (*v, body.clone()?))));
        let entry = |noted: &Noted| Entry {
            version: noted.version,
            act: noted.act.as_ref().map(|(id, ..)| *id),
            bytes: noted.act.as_ref().map(|(_, bytes, _)| bytes.clone()).unwrap_or_default(),
            effect: noted.effect.clone(),
        };
        Truth {
            rows: rows.collect(),
            acts: lines.map(known).collect(),
            aside: state.aside.keys().map(|(id, _)| *id).collect(),
            journal: state.journal.iter().map(entry).collect(),
        }
    }

    fn member(&mut self, person: PersonId) -> Option<Member> {
        Moment(&self.state.borrow()).body(Audience::Office, person).ok().flatten()
    }

    fn scope(&mut self, person: PersonId, device: DeviceId, today: Day) -> BTreeSet<Audience> {
        let viewer = Viewer { person, device, today };
        let scope = scope::of(&Moment(&self.state.borrow()), &viewer);
        scope.map(|scope| scope.audiences).unwrap_or_default()
    }
}
