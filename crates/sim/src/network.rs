//! The network between devices and the school, with its weather, and the server's
//! door: sessions, the lock, the answer.

use yuanliu_domain::id::PersonId;
use yuanliu_domain::time::Stamp;
use yuanliu_server::error::ApiError;
use yuanliu_sync::wire::{Answer, Request};

use crate::device::{Received, public_key};
use crate::engine::{Cut, Reply};
use crate::faults::Fault;
use crate::oracle::{Promise, may_see};
use crate::school::name_of;
use crate::world::{Event, Fix, World};

/// A request on its way.
#[derive(Clone)]
pub struct Message {
    /// From which device.
    pub device: usize,
    /// From which start of its app.
    pub boot: u64,
    /// Which call of it.
    pub call: u64,
    /// Its cookie: whose it is, and which session.
    pub cookie: Option<(PersonId, u64)>,
    /// A sync with so many acts; none when it tells the device's key.
    pub sync: Option<(String, usize)>,
}

/// What the network around a device does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weather {
    /// It works.
    #[default]
    Fair,
    /// It does this.
    Bad(Fault),
}

impl Weather {
    fn is(self, fault: Fault) -> bool {
        self == Weather::Bad(fault)
    }
}

/// A page that is no answer of ours.
const PAGE: &str = "<!doctype html><title>502</title>";

impl World {
    /// A device sends something.
    pub fn sends(&mut self, message: Message) {
        let weather = self.devices[message.device].weather;
        let ms = self.dice.between(5, 60);
        match weather {
            Weather::Bad(Fault::Offline) => self.back(&message, 2, None),
            Weather::Bad(Fault::RequestsLost) if self.dice.percent(80) => {}
            Weather::Bad(Fault::Portal) => self.back(&message, ms, Some((true, PAGE.into()))),
            Weather::Bad(Fault::Storm502) => self.back(&message, ms, Some((false, PAGE.into()))),
            Weather::Bad(Fault::Storm429) => {
                self.back(&message, ms, Some(problem(ApiError::SlowDown)));
            }
            Weather::Bad(Fault::Cached) => match self.cached(&message) {
                Some(text) => self.back(&message, ms, Some((true, text))),
                None => self.after(ms, Event::Arrives(message)),
            },
            Weather::Bad(Fault::Slow) => {
                let ms = self.dice.between(8_000, 28_000);
                self.after(ms, Event::Arrives(message));
            }
            Weather::Bad(Fault::Doubled) => {
                let again = self.dice.between(5, 4_000);
                self.after(again, Event::Arrives(message.clone()));
                let ms = self.dice.between(5, 2_000);
                self.after(ms, Event::Arrives(message));
            }
            _ => self.after(ms, Event::Arrives(message)),
        }
    }

    /// What a cache that takes no notice of cookies has: this device's last answer,
    /// or another's.
    fn cached(&mut self, message: &Message) -> Option<String> {
        message.sync.as_ref()?;
        let all: Vec<usize> =
            (0..self.devices.len()).filter(|n| self.devices[*n].cached.is_some()).collect();
        let own = self.dice.percent(50).then_some(message.device);
        let from = own.filter(|n| all.contains(n)).or_else(|| self.dice.any(&all))?;
        self.devices[from].cached.clone()
    }

    fn back(&mut self, message: &Message, ms: i64, received: Received) {
        let Message { device, boot, call, .. } = *message;
        self.after(ms, Event::Receives(device, boot, call, received));
    }

    /// A message reaches the server.
    pub fn arrives(&mut self, message: Message) {
        if !self.up {
            return self.back(&message, 3, None);
        }
        let acts = message.sync.as_ref().map_or(0, |(_, acts)| *acts);
        if acts == 0 {
            return self.serves(message);
        }
        // One commit after the other: each holds the school's row to its end.
        let stalls = std::mem::take(&mut self.stall);
        let ms = if stalls { self.dice.between(2_000, 9_000) } else { self.dice.between(1, 8) };
        let locked = yuanliu_sync::guards::stands(yuanliu_sync::guards::Guard::RowLock);
        let wait = if locked { (self.busy - self.now.get()).max(0) } else { 0 };
        self.busy = self.now.get() + wait + ms;
        self.engine.queue(acts);
        self.after(wait + ms, Event::Served(message));
    }

    /// The server answers.
    pub fn serves(&mut self, message: Message) {
        if !self.up {
            return self.back(&message, 3, None);
        }
        let session = message.cookie.filter(|(_, session)| self.sessions.contains(session));
        let Some((person, _)) = session else {
            return self.answers(&message, Some(problem(ApiError::SignedOut)));
        };
        let now = Stamp(self.now.get());
        let Some((text, _)) = &message.sync else {
            let parts = &self.devices[message.device].parts;
            let (id, key) = (parts.id, public_key(parts.key));
            let text = match self.engine.enrol(id, &key, person, now) {
                Ok(()) => (true, "null".to_owned()),
                Err(problem) => (false, serde_json::to_string(&problem).expect("plain data")),
            };
            return self.answers(&message, Some(text));
        };
        let request: Request = match serde_json::from_str(text) {
            Ok(request) => request,
            Err(_) => return self.answers(&message, Some(problem(ApiError::BadJson))),
        };
        let acts = request.acts.len();
        let cut = if acts > 0 { std::mem::replace(&mut self.cut, Cut::No) } else { Cut::No };
        let seen = self.engine.member(person);
        match self.engine.answer(person, request, now, cut) {
            Reply::Answer(answer) => {
                self.is_for(&message, person, &answer);
                if let Some(member) = self.engine.member(person).or(seen) {
                    self.notes_scope(&message, person, &member, &answer);
                }
                if acts > 0 {
                    self.say(|_| {
                        let verdicts = serde_json::to_string(&answer.verdicts).unwrap_or_default();
                        format!("server: device {}: {verdicts}", message.device)
                    });
                    self.pokes();
                }
                let text = serde_json::to_string(&answer).expect("an answer is plain data");
                self.answers(&message, Some((true, text)));
            }
            Reply::Problem(problem) => {
                self.say(|_| format!("server: device {}: {}", message.device, problem.code));
                let text = serde_json::to_string(&problem).expect("plain data");
                self.answers(&message, Some((false, text)));
            }
            Reply::Nobody => self.say(|_| "server: nobody waits any more".to_owned()),
            Reply::Killed => {
                self.say(|_| "server: killed inside a transaction".to_owned());
                self.up = false;
                let ms = self.dice.between(500, 8_000);
                self.after(ms, Event::Fixed(Fix::Server));
            }
        }
    }

    fn answers(&mut self, message: &Message, received: Received) {
        let weather = self.devices[message.device].weather;
        let mut ms = self.dice.between(5, 60);
        let mut received = received;
        if weather.is(Fault::AnswersLost) && self.dice.percent(80) {
            return;
        }
        if weather.is(Fault::Slow) {
            ms = self.dice.between(500, 9_000);
        }
        if let Some((true, text)) = &received
            && message.sync.is_some()
        {
            self.devices[message.device].cached = Some(text.clone());
        }
        if let Some((_, text)) = &mut received
            && weather.is(Fault::Truncated)
        {
            let end = self.dice.below(text.len() as u64) as usize;
            let end = (0..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(end);
        }
        self.back(message, ms, received);
    }

    /// Nothing outside the viewer's audiences is in an answer.
    fn is_for(&mut self, message: &Message, person: PersonId, answer: &Answer) {
        let device = self.devices[message.device].parts.id;
        let today = Stamp(self.now.get()).day();
        let Some(member) = self.engine.member(person) else { return };
        let member = member.on(today);
        let sent = answer.rows.iter().map(|row| row.audience);
        let named = answer.whole.iter().copied();
        let summed = answer.checksums.iter().map(|have| have.audience);
        let foreign = sent.chain(named).chain(summed);
        let foreign =
            foreign.into_iter().find(|seen| !may_see(&member, person, device, today, *seen));
        if let Some(audience) = foreign {
            let what = format!("{audience} was sent to {}", name_of(person));
            self.oracle.broke(Promise::Leaked, what);
        }
    }

    fn notes_scope(
        &mut self,
        message: &Message,
        person: PersonId,
        member: &yuanliu_domain::people::Member,
        answer: &Answer,
    ) {
        let device = self.devices[message.device].parts.id;
        let today = Stamp(self.now.get()).day();
        let member = member.clone().on(today);
        let given = answer.rows.iter().map(|row| row.audience).chain(answer.whole.iter().copied());
        let given: Vec<_> =
            given.filter(|seen| may_see(&member, person, device, today, *seen)).collect();
        self.oracle.ever.entry(person).or_default().extend(given);
    }

    /// Most viewers hear that there is more; some never do.
    fn pokes(&mut self) {
        for n in 0..self.devices.len() {
            let fair = self.devices[n].weather == Weather::Fair;
            if self.devices[n].on && fair && self.dice.percent(40) {
                let boot = self.devices[n].boot;
                let ms = self.dice.between(30, 900);
                self.after(ms, Event::Wakes(n, boot, None));
            }
        }
    }
}

fn problem(error: ApiError) -> (bool, String) {
    (false, serde_json::to_string(&error.problem()).expect("plain data"))
}
