//! The scheduler: one order of events from one seed. Devices are polled only here,
//! time passes only here, and nothing else decides what happens next.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use yuanliu_domain::act::Act;
use yuanliu_domain::id::{ActId, PersonId};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::outbox::{self, Kept};
use yuanliu_sync::retry;

use crate::acts::Heard;
use crate::device::{Ask, Memory, Out, Parts, Received, Task};
use crate::dice::Dice;
use crate::disk::Disk;
use crate::engine::{Cut, Engine};
use crate::faults::Fault;
use crate::network::{Message, Weather};
use crate::oracle::{self, Oracle, Promise};
use crate::school::{self, Owner};

/// How long people act, in milliseconds.
const ACTING_MS: i64 = 12 * 60_000;
/// How long everything then has to come to rest, untouched.
const RESTING_MS: i64 = 6 * 60_000;
/// Longest wait for an answer, as in the browser.
const PATIENCE_MS: i64 = 30_000;

/// A device in the world.
pub struct Device {
    /// Its parts.
    pub parts: Parts,
    /// The app runs.
    pub on: bool,
    /// It will not be opened again: a tab that was closed.
    pub closed: bool,
    /// The network around it.
    pub weather: Weather,
    /// A round on its way.
    pub sync: Option<Task>,
    /// Acts that are being kept.
    pub keep: Option<Task>,
    /// Something woke the syncer during a round.
    pub woken: bool,
    /// The timer that counts.
    pub timer: u64,
    /// Which start of the app this is.
    pub boot: u64,
    /// The last text that came here: what a cache would give again.
    pub cached: Option<String>,
    /// Its sums may differ: a fault made them.
    pub excused: bool,
}

impl Device {
    /// The cookie of its browser: whose it is, and which session. Every tab has the same.
    pub fn cookie(&self) -> Option<(PersonId, u64)> {
        self.parts.disk.borrow().cookie
    }

    /// Who is signed in, as the school's server sees it.
    pub fn person(&self) -> Option<PersonId> {
        self.cookie().map(|(person, _)| person)
    }
}

/// Which of a device's tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The round.
    Sync,
    /// The acts.
    Keep,
}

/// What happens next.
pub enum Event {
    /// Somebody writes something.
    Act,
    /// A transaction of a device's disk is complete.
    Stored(usize, u64, Which),
    /// A message reaches the server.
    Arrives(Message),
    /// The server's turn has come for a message.
    Served(Message),
    /// Something reaches a device.
    Receives(usize, u64, u64, Received),
    /// A device's syncer wakes; by this timer, or by something else.
    Wakes(usize, u64, Option<u64>),
    /// Something goes wrong.
    Fault(Fault),
    /// Something is well again.
    Fixed(Fix),
}

/// What becomes well again.
#[derive(Clone, Copy, Debug)]
pub enum Fix {
    /// The server runs.
    Server,
    /// The server's disk has room.
    ServerRoom,
    /// The power of the server goes, and comes back.
    ServerPower,
    /// The server is updated.
    Update,
    /// A device's network.
    Weather(usize),
    /// A device has room.
    Room(usize),
    /// The app is opened.
    Opened(usize),
    /// Somebody signs in.
    SignIn(usize, PersonId),
    /// Somebody signs out.
    SignOut(usize),
    /// The app is killed.
    Killed(usize),
    /// A tab is closed.
    Closed(usize),
}

/// Everything.
pub struct World {
    /// Chance.
    pub dice: Dice,
    /// Milliseconds of the school's clock.
    pub now: Rc<Cell<i64>>,
    /// The server.
    pub engine: Box<dyn Engine>,
    /// It runs.
    pub up: bool,
    /// The server's disk lies now; whether it ever did.
    pub lies: (bool, bool),
    /// Until when its lock is taken.
    pub busy: i64,
    /// How the next request is cut short.
    pub cut: Cut,
    /// The next commit stalls.
    pub stall: bool,
    /// Sessions that hold.
    pub sessions: BTreeSet<u64>,
    /// Devices.
    pub devices: Vec<Device>,
    /// What is known.
    pub oracle: Oracle,
    /// What was written.
    pub heard: Vec<Heard>,
    /// How often each kind was kept.
    pub kinds: BTreeMap<String, u64>,
    /// How often each fault happened.
    pub faults: BTreeMap<Fault, u64>,
    /// The trace, when one is wanted.
    pub trace: Option<Vec<String>>,
    /// Nothing goes wrong any more.
    pub resting: bool,
    /// Which faults may happen.
    pub allowed: Vec<Fault>,
    events: BTreeMap<(i64, u64), Event>,
    count: u64,
    calls: u64,
}

impl World {
    /// A school at three o'clock.
    pub fn new(seed: u64, engine: Box<dyn Engine>, allowed: Vec<Fault>, trace: bool) -> World {
        let mut world = World {
            dice: Dice::new(seed),
            now: Rc::new(Cell::new(school::begin().0)),
            engine,
            up: true,
            lies: (false, false),
            busy: 0,
            cut: Cut::No,
            stall: false,
            sessions: BTreeSet::new(),
            devices: vec![],
            oracle: Oracle::default(),
            heard: vec![],
            kinds: BTreeMap::new(),
            faults: BTreeMap::new(),
            trace: trace.then(Vec::new),
            resting: false,
            allowed,
            events: BTreeMap::new(),
            count: 0,
            calls: 0,
        };
        for (n, owner) in school::devices().into_iter().enumerate() {
            world.add_device(owner, school::device_id(n), n, Rc::default());
            world.sign_in(n, owner.person);
        }
        world
    }

    /// Adds a device with this disk; its place in the list.
    pub fn add_device(
        &mut self,
        owner: Owner,
        id: yuanliu_domain::id::DeviceId,
        key: usize,
        disk: Rc<RefCell<Disk>>,
    ) -> usize {
        let dice = Rc::new(RefCell::new(Dice::new(self.dice.below(u64::MAX))));
        let parts = Parts {
            id,
            key,
            owner,
            memory: Rc::new(RefCell::new(Memory::default())),
            disk,
            now: self.now.clone(),
            off: Rc::new(Cell::new(0)),
            booted: self.now.get(),
            boot: self.dice.uuid(),
            dice,
        };
        self.devices.push(Device {
            parts,
            on: true,
            closed: false,
            weather: Weather::default(),
            sync: None,
            keep: None,
            woken: false,
            timer: 0,
            boot: 0,
            cached: None,
            excused: false,
        });
        self.devices.len() - 1
    }

    /// Writes a line of the trace.
    pub fn say(&mut self, what: impl FnOnce(&World) -> String) {
        if self.trace.is_none() {
            return;
        }
        let since = self.now.get() - school::begin().0;
        let line = format!("{:>9.3} s  {}", since as f64 / 1_000.0, what(self));
        self.trace.get_or_insert_default().push(line);
    }

    /// Something happens in so many milliseconds.
    pub fn after(&mut self, ms: i64, event: Event) {
        self.count += 1;
        self.events.insert((self.now.get() + ms, self.count), event);
    }

    /// All of it: people act and things go wrong, then everything comes to rest.
    pub fn run(&mut self) {
        let acts = self.dice.between(25, 60);
        for _ in 0..acts {
            let at = self.dice.between(1_000, ACTING_MS);
            self.after(at, Event::Act);
        }
        for _ in 0..if self.allowed.is_empty() { 0 } else { self.dice.between(4, 12) } {
            let fault = self.dice.pick(&self.allowed.clone());
            let at = self.dice.between(500, ACTING_MS);
            self.after(at, Event::Fault(fault));
        }
        self.pass(ACTING_MS);
        self.rest();
        self.pass(RESTING_MS);
        if self.oracle.broken.is_empty() {
            self.look();
        }
    }

    /// Ninety days pass for everyone at once.
    pub fn leap(&mut self, ms: i64) {
        let events = std::mem::take(&mut self.events);
        self.events = events.into_iter().map(|((at, n), e)| ((at + ms, n), e)).collect();
        self.busy += ms;
        self.now.set(self.now.get() + ms);
    }

    fn pass(&mut self, ms: i64) {
        let mut left = ms;
        while let Some((&(at, _), _)) = self.events.first_key_value() {
            let step = at - self.now.get();
            // A promise that is broken is where the trace has to end.
            if step > left || !self.oracle.broken.is_empty() {
                break;
            }
            left -= step.max(0);
            self.now.set(at.max(self.now.get()));
            let (_, event) = self.events.pop_first().expect("just seen");
            self.happens(event);
        }
        self.now.set(self.now.get() + left);
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Act => self.somebody_writes(),
            Event::Stored(n, boot, which) if self.devices[n].boot == boot => self.stored(n, which),
            Event::Arrives(message) => self.arrives(message),
            Event::Served(message) => self.serves(message),
            Event::Receives(n, boot, call, received) if self.devices[n].boot == boot => {
                self.receives(n, call, received);
            }
            Event::Wakes(n, boot, timer) if self.devices[n].boot == boot => self.wakes(n, timer),
            Event::Stored(..) | Event::Receives(..) | Event::Wakes(..) => {}
            Event::Fault(fault) => self.goes_wrong(fault),
            Event::Fixed(fix) => self.fixed(fix),
        }
    }

    // A device's tasks.

    fn task(&mut self, n: usize, which: Which) -> &mut Option<Task> {
        match which {
            Which::Sync => &mut self.devices[n].sync,
            Which::Keep => &mut self.devices[n].keep,
        }
    }

    /// Takes a task one step further.
    pub fn poll(&mut self, n: usize, which: Which) {
        let Some(task) = self.task(n, which) else { return };
        let mut context = Context::from_waker(Waker::noop());
        match task.future.as_mut().poll(&mut context) {
            Poll::Ready(out) => {
                *self.task(n, which) = None;
                self.looks_right(n);
                if std::mem::take(&mut self.devices[n].parts.memory.borrow_mut().reload) {
                    self.say(|_| format!("device {n} begins anew"));
                    self.opens(n);
                    return;
                }
                self.ended(n, out);
            }
            Poll::Pending => {
                let asked = task.slot.asked.take();
                match asked.expect("a task waits for something") {
                    Ask::Disk(run) => {
                        task.pending = Some(run);
                        let boot = self.devices[n].boot;
                        let ms = self.dice.between(1, 12);
                        self.after(ms, Event::Stored(n, boot, which));
                    }
                    Ask::Sync(request) => {
                        let text = serde_json::to_string(&request).expect("plain data");
                        let acts = request.acts.len();
                        self.calls(n, Some((text, acts)));
                    }
                    Ask::Enrol => self.calls(n, None),
                }
                self.looks_right(n);
            }
        }
    }

    fn stored(&mut self, n: usize, which: Which) {
        let Some(task) = self.task(n, which) else { return };
        let Some(run) = task.pending.take() else { return };
        let slot = task.slot.clone();
        run(&mut self.devices[n].parts.disk.borrow_mut(), false);
        slot.done.set(true);
        self.poll(n, which);
    }

    fn calls(&mut self, n: usize, sync: Option<(String, usize)>) {
        self.calls += 1;
        let call = self.calls;
        let boot = self.devices[n].boot;
        self.devices[n].sync.as_mut().expect("only rounds call").call = call;
        self.after(PATIENCE_MS, Event::Receives(n, boot, call, None));
        self.sends(Message { device: n, boot, call, cookie: self.devices[n].cookie(), sync });
    }

    fn receives(&mut self, n: usize, call: u64, received: Received) {
        let Some(task) = self.devices[n].sync.as_mut().filter(|task| task.call == call) else {
            return;
        };
        task.call = 0;
        *task.slot.received.borrow_mut() = received;
        task.slot.done.set(true);
        self.poll(n, Which::Sync);
    }

    fn ended(&mut self, n: usize, out: Out) {
        match out {
            Out::Round(ended) => {
                self.say(|_| format!("device {n}: round {ended:?}"));
                let jitter = self.dice.below(1_000) as u32;
                let device = &mut self.devices[n];
                let mut memory = device.parts.memory.borrow_mut();
                let (_, wait) = retry::after(&ended, &mut memory.failures, jitter);
                drop(memory);
                let wait = if std::mem::take(&mut device.woken) { Some(1) } else { wait };
                if let Some(wait) = wait {
                    self.sets_timer(n, i64::from(wait));
                }
            }
            Out::Kept(acts, Some(records)) => {
                let device = &self.devices[n];
                let mut memory = device.parts.memory.borrow_mut();
                let Memory { kept, replica, .. } = &mut *memory;
                kept.extend(records.iter().cloned());
                acts.iter().for_each(|act| replica.predict(act, device.parts.rules()));
                drop(memory);
                for act in &acts {
                    *self.kinds.entry(act.kind.clone()).or_default() += 1;
                    let (id, kind) = (act.id, act.kind.clone());
                    self.say(|_| format!("device {n} kept {kind} {id}"));
                    self.heard.push(Heard { id, kind, child: act.child().ok() });
                }
                self.is_kept(&records);
                self.wakes(n, None);
            }
            Out::Kept(acts, None) => {
                self.say(|_| format!("device {n} could not keep {}", acts[0].kind));
            }
        }
    }

    /// These were said to be kept.
    pub fn is_kept(&mut self, records: &[Kept]) {
        for kept in records {
            let kind = || kept.act().map_or("?".to_owned(), |act| act.kind.clone());
            if let Some(said) = oracle::said(kept) {
                self.oracle.kept.entry(said).or_insert_with(kind);
            }
        }
    }

    fn sets_timer(&mut self, n: usize, ms: i64) {
        let device = &mut self.devices[n];
        device.timer += 1;
        let (boot, timer) = (device.boot, device.timer);
        self.after(ms, Event::Wakes(n, boot, Some(timer)));
    }

    /// The syncer wakes (`sync::run`).
    pub fn wakes(&mut self, n: usize, timer: Option<u64>) {
        let device = &mut self.devices[n];
        if !device.on || timer.is_some_and(|timer| timer != device.timer) {
            return;
        }
        if device.sync.is_some() {
            device.woken = true;
            return;
        }
        let (person, settled) = {
            let memory = device.parts.memory.borrow();
            (memory.person, memory.settled)
        };
        if person.is_none() {
            self.sets_timer(n, i64::from(retry::POLL_MS));
            return;
        }
        if !settled {
            device.parts.settle_in();
        }
        let stored = device.parts.disk.borrow().view.who;
        if stored != person {
            self.opens(n);
            return;
        }
        device.parts.close_day();
        device.parts.reads_others();
        device.timer += 1;
        device.sync = Some(device.parts.syncs());
        self.looks_right(n);
        self.poll(n, Which::Sync);
    }

    // The life of a device.

    /// The app is opened, or opened again.
    pub fn opens(&mut self, n: usize) {
        let boot = self.dice.uuid();
        let device = &mut self.devices[n];
        if device.closed {
            return;
        }
        (device.sync, device.keep, device.woken, device.on) = (None, None, false, true);
        device.boot += 1;
        device.parts.booted = self.now.get();
        device.parts.boot = boot;
        let _ = device.parts.open();
        let kept = device.parts.memory.borrow().kept.clone();
        let nobody = device.parts.memory.borrow().person.is_none();
        self.say(|_| format!("device {n} is opened"));
        self.is_kept(&kept);
        match self.devices[n].person() {
            Some(person) if nobody => self.after(1_500, Event::Fixed(Fix::SignIn(n, person))),
            _ => self.after(10, Event::Wakes(n, self.devices[n].boot, None)),
        }
    }

    /// The app dies: what it was storing is stored, or not, or (were it not for
    /// transactions) half of it.
    pub fn dies(&mut self, n: usize, power: bool) {
        let torn = !yuanliu_sync::guards::stands(yuanliu_sync::guards::Guard::AtomicView);
        for which in [Which::Sync, Which::Keep] {
            let Some(mut task) = self.task(n, which).take() else { continue };
            let Some(run) = task.pending.take() else { continue };
            let fate = self.dice.below(3);
            if fate > 0 {
                run(&mut self.devices[n].parts.disk.borrow_mut(), torn && fate == 2);
            }
        }
        if power {
            self.devices[n].parts.disk.borrow_mut().power_cut(&mut self.dice);
        }
        let device = &mut self.devices[n];
        device.on = false;
        device.boot += 1;
        *device.parts.memory.borrow_mut() = Memory::default();
        self.say(|_| format!("device {n} dies{}", if power { " with its power" } else { "" }));
    }

    /// Somebody signs in on a device.
    pub fn sign_in(&mut self, n: usize, person: PersonId) {
        if !self.devices[n].on {
            return;
        }
        self.say(|_| format!("{} signs in on device {n}", school::name_of(person)));
        self.count += 1;
        self.sessions.insert(self.count);
        self.devices[n].parts.disk.borrow_mut().cookie = Some((person, self.count));
        self.devices[n].parts.sign_in(person, None);
        self.after(5, Event::Wakes(n, self.devices[n].boot, None));
    }

    /// Everything is made well, and nobody touches anything but the doors.
    fn rest(&mut self) {
        self.say(|_| "— everything is well again —".to_owned());
        self.resting = true;
        self.events
            .retain(|_, event| !matches!(event, Event::Fault(_) | Event::Act | Event::Fixed(_)));
        self.cut = Cut::No;
        self.stall = false;
        self.up = true;
        self.engine.fill(false);
        for n in 0..self.devices.len() {
            self.devices[n].weather = Weather::default();
            self.devices[n].parts.disk.borrow_mut().full = false;
            if !self.devices[n].on {
                self.opens(n);
            }
            if self.devices[n].closed {
                continue;
            }
            let person = self.devices[n].person().unwrap_or(self.devices[n].parts.owner.person);
            let inside = self.devices[n].parts.memory.borrow().person == Some(person);
            if !inside
                || !self.devices[n].cookie().is_some_and(|(_, one)| self.sessions.contains(&one))
            {
                self.sign_in(n, person);
            }
        }
    }

    /// What must be true of a device at any moment.
    fn looks_right(&mut self, n: usize) {
        let device = &self.devices[n];
        let memory = device.parts.memory.borrow();
        let Some(person) = memory.person.filter(|_| memory.settled) else { return };
        let view = &memory.replica.view;
        let ever = self.oracle.ever.get(&person);
        let own = yuanliu_domain::audience::Audience::Device(device.parts.id);
        let foreign = view
            .audiences()
            .find(|seen| *seen != own && !ever.is_some_and(|ever| ever.contains(seen)));
        let roll = yuanliu_domain::audience::Audience::Roll;
        let children = view.list(roll, "child").count();
        let miscounted = view.whole(roll) && children < school::CHILDREN;
        let read = memory.kept.iter().find(|kept| {
            let other = |act: &Act| act.actor != person && act.tablet != Some(person);
            kept.act().is_some_and(other) && !self.oracle.posed.contains(&kept.id)
        });
        let read = read.map(|kept| kept.id);
        let diverged = memory.diverged && !device.excused;
        drop(memory);
        if let Some(audience) = foreign {
            let name = school::name_of(person);
            self.oracle.broke(Promise::Leaked, format!("device {n} of {name} holds {audience}"));
        }
        if let Some(act) = read {
            self.oracle.broke(Promise::Leaked, format!("device {n} shows somebody else's {act}"));
        }
        if miscounted {
            let what = format!("device {n} counts {children} children on a whole roll");
            self.oracle.broke(Promise::Miscounted, what);
        }
        if diverged {
            self.devices[n].parts.memory.borrow_mut().diverged = false;
            self.oracle
                .broke(Promise::Unequal, format!("sums differ on device {n} without a cause"));
        }
    }

    /// Everything has come to rest.
    fn look(&mut self) {
        let truth = self.engine.truth();
        let mut outboxes: BTreeMap<(ActId, String), Kept> = BTreeMap::new();
        for n in 0..self.devices.len() {
            let disk = self.devices[n].parts.disk.borrow();
            for text in disk.outbox.values() {
                let Ok(kept) = serde_json::from_str::<Kept>(text) else { continue };
                outboxes.insert((kept.id, kept.hash.clone()), kept);
            }
            drop(disk);
            if !self.devices[n].closed {
                self.is_at_rest(n, &truth);
            }
        }
        let outboxes: Vec<Kept> = outboxes.into_values().collect();
        self.oracle.nothing_is_lost(&truth, &outboxes, self.lies.1);
        self.oracle.nothing_is_doubled(&truth);
        self.oracle.nothing_waits_for_nothing(&truth);
        self.oracle.every_contradiction_is_a_case(&truth);
    }

    fn is_at_rest(&mut self, n: usize, truth: &crate::engine::Truth) {
        let device = &self.devices[n];
        let memory = device.parts.memory.borrow();
        let view = &memory.replica.view;
        let mut broken = vec![];
        let unsent: Vec<ActId> = memory
            .kept
            .iter()
            .filter(|kept| {
                kept.stage == outbox::Stage::Kept && outbox::verdict(kept, view).is_none()
            })
            .map(|kept| kept.id)
            .collect();
        if !unsent.is_empty() {
            broken.push((Promise::Stuck, format!("device {n} still holds {unsent:?}")));
        }
        let person = memory.person.unwrap_or(device.parts.owner.person);
        let today = Stamp(self.now.get()).day();
        let scope = self.engine.scope(person, device.parts.id, today);
        for audience in &scope {
            if !view.whole(*audience) {
                broken.push((Promise::Stuck, format!("device {n} has not all of {audience}")));
            }
        }
        if let Some(more) = view.audiences().find(|audience| !scope.contains(audience)) {
            broken.push((Promise::Leaked, format!("device {n} still holds {more}")));
        }
        let rows = truth.rows.iter().filter(|(key, _)| scope.contains(&key.audience));
        for (key, (_, body)) in rows {
            if view.get(key) != Some(body) {
                broken.push((Promise::Unequal, format!("device {n}: {key:?}")));
            }
        }
        let here = view.count();
        let there = truth.rows.keys().filter(|key| scope.contains(&key.audience)).count();
        if here != there {
            broken.push((Promise::Unequal, format!("device {n} has {here} rows of {there}")));
        }
        drop(memory);
        broken.into_iter().for_each(|(promise, what)| self.oracle.broke(promise, what));
    }
}
