//! What each class of fault does to the world, and how it is well again.

use std::cell::RefCell;
use std::rc::Rc;

use yuanliu_domain::act::{self, Act};
use yuanliu_domain::id::{DeviceId, PersonId};
use yuanliu_domain::time::Stamp;
use yuanliu_server::seal::SchoolKey;
use yuanliu_sync::wire::{Content, PROTOCOL, Request, SignedAct};

use crate::device::sign;
use crate::engine::{Cut, NEWER, Reply};
use crate::faults::Fault;
use crate::network::Weather;
use crate::school::{CHILDREN, GUARDIANS, OFFICE, TEACHERS, child, guardian};
use crate::world::{Event, Fix, World};

const DAY_MS: i64 = 86_400_000;

impl World {
    /// Something goes wrong.
    pub fn goes_wrong(&mut self, fault: Fault) {
        let happened = match fault {
            Fault::LostAnswer => {
                self.cut = Cut::Await(self.dice.below(8) as u32);
                true
            }
            Fault::ServerKilled => {
                self.cut = Cut::Step(self.dice.below(9) as u32);
                true
            }
            Fault::Stall => {
                self.stall = true;
                true
            }
            Fault::KilledMidSave | Fault::PowerCut => self.kills(fault),
            Fault::DeviceFull => {
                let n = self.some_device();
                self.devices[n].parts.disk.borrow_mut().full = true;
                self.fixes(5_000, 60_000, Fix::Room(n))
            }
            Fault::LyingDisk => {
                self.engine.begin_to_lie();
                self.lies = (true, true);
                self.fixes(3_000, 40_000, Fix::ServerPower)
            }
            Fault::ServerFull => {
                self.engine.fill(true);
                self.fixes(3_000, 40_000, Fix::ServerRoom)
            }
            Fault::BackedUp => {
                self.engine.back_up();
                true
            }
            Fault::Restored => self.restores(),
            Fault::ScopeChanged => self.changes_scope(),
            Fault::WrongPerson | Fault::LeftWhileAsking => self.swaps(fault),
            Fault::SecondTab | Fault::Cloned => self.copies(fault),
            Fault::WrongClock => {
                let n = self.some_device();
                let off = [-10 * 365 * DAY_MS, 2 * DAY_MS, -DAY_MS, 3_600_000, -1];
                let off = self.dice.pick(&off);
                self.devices[n].parts.off.set(off);
                true
            }
            Fault::Poison | Fault::Forged => self.poisons(fault),
            Fault::IdReused => self.reuses_an_id(),
            Fault::TwoReleases => self.releases_twice(),
            Fault::CorrectionFirst => self.corrects_first(),
            Fault::LostKey => {
                let n = self.some_device();
                let lost = SchoolKey::generate().public();
                self.devices[n].parts.disk.borrow_mut().school = Some(lost);
                true
            }
            Fault::FirstSyncCut => self.cuts_first_sync(),
            Fault::FlippedByte => self.flips(),
            Fault::LongAway => {
                // No disk lies for ninety days.
                if self.lies.0 {
                    self.fixed(Fix::ServerPower);
                }
                self.engine.back_up();
                self.leap(90 * DAY_MS);
                self.engine.forget_removed();
                true
            }
            Fault::Evicted => {
                let n = self.some_device();
                self.devices[n].parts.disk.borrow_mut().clear_view();
                true
            }
            Fault::RollingUpdate => self.updates(),
            Fault::KeyRotated => {
                self.engine.rotate_key(Stamp(self.now.get()));
                true
            }
            Fault::SessionEnded => {
                let n = self.some_device();
                if let Some((person, session)) = self.devices[n].cookie() {
                    self.sessions.remove(&session);
                    self.fixes(10_000, 200_000, Fix::SignIn(n, person));
                }
                true
            }
            Fault::RequestsLost
            | Fault::AnswersLost
            | Fault::Offline
            | Fault::Slow
            | Fault::Doubled
            | Fault::Portal
            | Fault::Cached
            | Fault::Truncated
            | Fault::Storm502
            | Fault::Storm429 => self.turns(fault),
        };
        if happened {
            *self.faults.entry(fault).or_default() += 1;
            self.say(|_| format!("fault: {}", fault.name()));
        }
    }

    /// Something is well again.
    pub fn fixed(&mut self, fix: Fix) {
        self.say(|_| format!("{fix:?}"));
        match fix {
            Fix::Server => {
                self.engine.restart(false);
                self.up = true;
            }
            Fix::ServerRoom => self.engine.fill(false),
            Fix::ServerPower => {
                self.engine.lose_power();
                self.lies.0 = false;
                // What lay under it is gone, and says so by its sums alone.
                self.devices.iter_mut().for_each(|device| device.excused = true);
                self.oracle.sent.clear();
            }
            Fix::Update => self.engine.restart(true),
            Fix::Weather(n) => self.devices[n].weather = Weather::Fair,
            Fix::Room(n) => self.devices[n].parts.disk.borrow_mut().full = false,
            Fix::Opened(n) => self.opens(n),
            Fix::SignIn(n, person) => self.sign_in(n, person),
            Fix::SignOut(n) => {
                self.devices[n].parts.sign_out();
            }
            Fix::Killed(n) => {
                self.dies(n, false);
                self.after(1_000, Event::Fixed(Fix::Opened(n)));
            }
            Fix::Closed(n) => {
                let disk = self.devices[n].parts.disk.clone();
                let tabs =
                    |d: &&crate::world::Device| Rc::ptr_eq(&d.parts.disk, &disk) && !d.closed;
                // The last one stays open.
                if self.devices.iter().filter(tabs).count() < 2 {
                    return;
                }
                self.dies(n, false);
                self.devices[n].closed = true;
            }
        }
    }

    fn fixes(&mut self, low: i64, high: i64, fix: Fix) -> bool {
        let ms = self.dice.between(low, high);
        self.after(ms, Event::Fixed(fix));
        true
    }

    /// One of the devices that are open.
    fn some_device(&mut self) -> usize {
        let all: Vec<usize> =
            (0..self.devices.len()).filter(|n| !self.devices[*n].closed).collect();
        self.dice.pick(&all)
    }

    /// Kills an app, if it can in the middle of something.
    fn kills(&mut self, fault: Fault) -> bool {
        let busy = |n: &usize| {
            let device = &self.devices[*n];
            let saves = [&device.sync, &device.keep];
            device.on && saves.into_iter().flatten().any(|task| task.pending.is_some())
        };
        let all: Vec<usize> = (0..self.devices.len()).filter(busy).collect();
        // Nobody is saving anything just now: somebody will be in a moment.
        let Some(n) = self.dice.any(&all) else {
            let ms = self.dice.between(1, 400);
            self.after(ms, Event::Fault(fault));
            return false;
        };
        self.dies(n, fault == Fault::PowerCut);
        self.fixes(500, 60_000, Fix::Opened(n))
    }

    fn turns(&mut self, fault: Fault) -> bool {
        let all = self.dice.percent(25);
        let one = self.some_device();
        let until = self.dice.between(8_000, 150_000);
        for n in 0..self.devices.len() {
            if all || n == one {
                self.devices[n].weather = Weather::Bad(fault);
                self.after(until, Event::Fixed(Fix::Weather(n)));
                // Somebody wants to see the latest just then.
                let boot = self.devices[n].boot;
                self.after(50, Event::Wakes(n, boot, None));
            }
        }
        true
    }

    fn restores(&mut self) -> bool {
        self.engine.restore();
        self.oracle.sent.clear();
        self.up = false;
        if self.dice.percent(50) {
            self.sessions.clear();
            for n in 0..self.devices.len() {
                if let Some((person, _)) = self.devices[n].cookie() {
                    let ms = self.dice.between(60_000, 200_000);
                    self.after(ms, Event::Fixed(Fix::SignIn(n, person)));
                }
            }
        }
        self.fixes(1_000, 20_000, Fix::Server)
    }

    /// Somebody is offline while the office changes what they are.
    fn changes_scope(&mut self) -> bool {
        if self.at(0) != Some(OFFICE) {
            return false;
        }
        let staff = self.dice.percent(40);
        let who: PersonId = match staff {
            true => self.dice.pick(&TEACHERS),
            false => guardian(self.dice.below(GUARDIANS as u64) as usize),
        };
        for n in 0..self.devices.len() {
            if self.devices[n].person() == Some(who) {
                self.devices[n].weather = Weather::Bad(Fault::Offline);
                self.fixes(20_000, 90_000, Fix::Weather(n));
            }
        }
        let kind =
            if staff { "staff_set" } else { self.dice.pick(&["guardian_set", "court_paper"]) };
        let Some(draft) = self.draft(0, OFFICE, kind) else { return false };
        let acts = self.acts(0, OFFICE, vec![draft]);
        self.keeps(0, acts, false);
        // And they go on writing meanwhile.
        for _ in 0..3 {
            let ms = self.dice.between(100, 15_000);
            self.after(ms, Event::Act);
        }
        true
    }

    /// Another person signs in on a device, and later the first again.
    fn swaps(&mut self, fault: Fault) -> bool {
        let all: Vec<usize> = (0..self.devices.len())
            .filter(|n| {
                let device = &self.devices[*n];
                device.on && !device.parts.owner.shared && *n >= 7 && device.cookie().is_some()
            })
            .collect();
        let Some(n) = self.dice.any(&all) else { return false };
        let first = self.devices[n].parts.owner.person;
        let others: Vec<PersonId> =
            (0..GUARDIANS).map(guardian).filter(|person| *person != first).collect();
        let other = self.dice.pick(&others);
        match fault {
            Fault::WrongPerson => {
                self.devices[n].weather = Weather::Bad(Fault::Offline);
                self.fixed(Fix::SignOut(n));
                self.sign_in(n, other);
                self.fixes(2_000, 30_000, Fix::Weather(n));
            }
            _ => {
                // A clean beginning, on a slow line: the first answer is still on its way.
                self.devices[n].weather = Weather::Bad(Fault::Slow);
                self.fixed(Fix::SignOut(n));
                self.sign_in(n, first);
                self.after(4_000, Event::Fixed(Fix::SignOut(n)));
                self.after(6_000, Event::Fixed(Fix::SignIn(n, other)));
                self.after(40_000, Event::Fixed(Fix::Weather(n)));
            }
        }
        let ms = self.dice.between(60_000, 120_000);
        self.after(ms, Event::Fixed(Fix::SignOut(n)));
        self.after(ms + 500, Event::Fixed(Fix::SignIn(n, first)));
        true
    }

    /// The same device twice: as a tab on the same disk, or as a copy of its profile.
    fn copies(&mut self, fault: Fault) -> bool {
        let all: Vec<usize> = (0..self.devices.len())
            .filter(|n| self.devices[*n].on && !self.devices[*n].closed)
            .collect();
        let Some(n) = self.dice.any(&all).filter(|_| self.devices.len() < 18) else { return false };
        let parts = self.devices[n].parts.clone();
        let disk = match fault {
            Fault::SecondTab => parts.disk.clone(),
            _ => Rc::new(RefCell::new(parts.disk.borrow().clone())),
        };
        let copy = self.add_device(parts.owner, parts.id, parts.key, disk);
        self.devices[copy].excused = self.devices[n].excused;
        self.opens(copy);
        if fault == Fault::SecondTab && self.dice.percent(60) {
            let closes = if self.dice.percent(50) { copy } else { n };
            let ms = self.dice.between(5_000, 200_000);
            self.after(ms, Event::Fixed(Fix::Closed(closes)));
        }
        true
    }

    /// An act that will be turned away, or held for a newer server.
    fn poisons(&mut self, fault: Fault) -> bool {
        let kind = self.dice.pick(&["marked", "leave_note", "choose"]);
        let Some((n, actor)) = self.author(kind) else { return false };
        let Some(draft) = self.draft(n, actor, kind) else { return false };
        let mut acts = self.acts(n, actor, vec![draft]);
        if fault == Fault::Poison {
            match self.dice.below(4) {
                0 => acts[0].kind = "praise".into(),
                1 => acts[0].body = serde_json::json!({ "day": 7 }),
                2 => {
                    acts[0].actor = guardian(4);
                    self.oracle.posed.insert(acts[0].id);
                }
                _ => acts[0].subject = act::Subject::School,
            }
        }
        self.keeps(n, acts, fault == Fault::Forged);
        true
    }

    /// Somebody sends other content under an id that the school knows.
    fn reuses_an_id(&mut self) -> bool {
        let truth = self.engine.truth();
        let known: Vec<usize> = (0..truth.journal.len())
            .filter(|n| {
                let act = act::from_bytes(&truth.journal[*n].bytes);
                act.is_ok_and(|act| act.device != crate::school::device_id(0))
            })
            .collect();
        let Some(n) = self.dice.any(&known) else { return false };
        let Ok(first) = act::from_bytes(&truth.journal[n].bytes) else { return false };
        let mut other: Act = first.clone();
        other.actor_name = "别人".into();
        other.device_seq += 1_000;
        let person = other.tablet.unwrap_or(other.actor);
        self.puts_before_the_school(&other, person)
    }

    /// An act that comes to the school from no outbox.
    fn puts_before_the_school(&mut self, act: &Act, person: PersonId) -> bool {
        let Some(key) = self.key_of(act.device) else { return false };
        let bytes = act::to_bytes(act);
        let signature = act::to_base64(&sign(key, &act::signed_text(&bytes)));
        let content = Content::Bytes(act::to_base64(&bytes));
        let request = Request {
            protocol: PROTOCOL,
            device: act.device,
            cursor: String::new(),
            have: vec![],
            seal: String::new(),
            acts: vec![SignedAct { id: act.id, signature, content }],
            nonce: self.dice.uuid(),
        };
        if !self.up {
            return false;
        }
        match self.engine.answer(person, request, Stamp(self.now.get()), Cut::No) {
            Reply::Answer(answer) if !answer.verdicts.is_empty() => {
                self.oracle.sent.insert((act.id, act::content_hash(&bytes)));
                true
            }
            _ => false,
        }
    }

    fn key_of(&self, device: DeviceId) -> Option<usize> {
        self.devices.iter().find(|d| d.parts.id == device).map(|d| d.parts.key)
    }

    /// Two members of staff release the same child, neither seeing the other's.
    fn releases_twice(&mut self) -> bool {
        let about = child(self.dice.below(CHILDREN as u64) as usize);
        let mut released = 0;
        for n in [2, 3] {
            let Some(actor) = self.at(n).filter(|actor| TEACHERS.contains(actor)) else { continue };
            self.devices[n].weather = Weather::Bad(Fault::Offline);
            self.fixes(5_000, 60_000, Fix::Weather(n));
            let Some(mut draft) = self.draft(n, actor, "released") else { continue };
            draft.subject = act::Subject::Child(about);
            draft.builds_on.clear();
            let acts = self.acts(n, actor, vec![draft]);
            self.keeps(n, acts, false);
            released += 1;
        }
        released == 2
    }

    /// A mark stays on an offline device while its correction arrives from another.
    fn corrects_first(&mut self) -> bool {
        let (Some(one), Some(other)) = (self.at(2), self.at(3)) else { return false };
        self.devices[2].weather = Weather::Bad(Fault::Offline);
        self.fixes(20_000, 90_000, Fix::Weather(2));
        let Some(draft) = self.draft(2, one, "marked") else { return false };
        let acts = self.acts(2, one, vec![draft]);
        let (original, subject, day) = (acts[0].id, acts[0].subject, acts[0].body["day"].clone());
        self.keeps(2, acts, false);
        let body = serde_json::json!({ "day": day, "original": original, "reason": "点错了" });
        let draft = crate::acts::Draft {
            kind: "corrected",
            version: 1,
            subject,
            builds_on: vec![original],
            happened: None,
            channel: Default::default(),
            informant: None,
            body,
        };
        let correction = self.acts(3, other, vec![draft]);
        self.keeps(3, correction, false);
        true
    }

    fn cuts_first_sync(&mut self) -> bool {
        let n = self.some_device();
        let Some(person) = self.devices[n].person().filter(|_| self.devices[n].on) else {
            return false;
        };
        self.fixed(Fix::SignOut(n));
        self.sign_in(n, person);
        for times in 1..=3 {
            let ms = self.dice.between(20, 250);
            self.after(ms * times, Event::Fixed(Fix::Killed(n)));
        }
        true
    }

    fn flips(&mut self) -> bool {
        let n = self.some_device();
        let flipped = self.devices[n].parts.disk.borrow_mut().flip(&mut self.dice);
        if flipped {
            // Tabs share a disk, and a copy may be made of it.
            self.devices.iter_mut().for_each(|device| device.excused = true);
            if self.devices[n].on {
                self.dies(n, false);
            }
            self.fixes(500, 5_000, Fix::Opened(n));
        }
        flipped
    }

    /// An app that is newer than the server writes; then the server follows.
    fn updates(&mut self) -> bool {
        let Some((n, actor)) = self.author(NEWER) else { return false };
        let Some(draft) = self.draft(n, actor, NEWER) else { return false };
        let mut acts = self.acts(n, actor, vec![draft]);
        acts[0].kind_version = 2;
        self.keeps(n, acts, false);
        self.fixes(20_000, 200_000, Fix::Update)
    }
}
