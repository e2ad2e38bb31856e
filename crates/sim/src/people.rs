//! Somebody writes something, somewhere.

use yuanliu_domain::act::Act;
use yuanliu_domain::id::{ActId, PersonId};
use yuanliu_domain::rules;

use crate::acts::{Draft, Scene, Writers, draft, weight, writers};
use crate::school::{GUARD, GUARDIANS, LEADER, OFFICE, SPACE, TEACHERS, guardian, name_of};
use crate::world::{Which, World};

/// Every kind of act in the table of rules, once.
pub fn kinds() -> Vec<&'static str> {
    let mut kinds: Vec<&str> = rules::all().iter().map(|rule| rule.name).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

impl World {
    /// Somebody writes an act of some kind.
    pub fn somebody_writes(&mut self) {
        let kinds = kinds();
        let total = kinds.iter().map(|kind| weight(kind)).sum();
        let mut left = self.dice.below(total);
        let kind = kinds.into_iter().find(|kind| {
            let weight = weight(kind);
            let here = left < weight;
            left = left.saturating_sub(weight);
            here
        });
        let kind = kind.expect("the throw is below the sum of the weights");
        let Some((n, actor)) = self.author(kind) else { return };
        // A gesture is one act, or the same for a few children at once.
        let times = if kind == "marked" && self.dice.percent(20) { 3 } else { 1 };
        let drafts: Vec<Draft> = (0..times).filter_map(|_| self.draft(n, actor, kind)).collect();
        if !drafts.is_empty() {
            let acts = self.acts(n, actor, drafts);
            self.keeps(n, acts, false);
        }
    }

    /// A device on which somebody may write such an act now, and who.
    pub fn author(&mut self, kind: &str) -> Option<(usize, PersonId)> {
        let who = writers(kind)
            .unwrap_or_else(|| panic!("the simulation has no generator for acts of kind `{kind}`"));
        let all: Vec<(usize, PersonId)> = (0..self.devices.len())
            .filter_map(|n| Some((n, self.at(n)?)))
            .filter(|(n, person)| match who {
                Writers::Family => true,
                Writers::Guardian => is_guardian(*person),
                Writers::Staff => !is_guardian(*person),
                Writers::StaffAlone => {
                    !is_guardian(*person) && !self.devices[*n].parts.owner.shared
                }
                Writers::Office => *person == OFFICE,
                Writers::Leader => [OFFICE, LEADER].contains(person),
                Writers::Tablet => self.devices[*n].parts.owner.shared,
                Writers::Protector => *person == LEADER,
                Writers::Teacher => TEACHERS.contains(person),
            })
            .collect();
        let (n, person) = self.dice.any(&all)?;
        // At a shared tablet a member of staff acts by PIN.
        let by_pin = self.devices[n].parts.owner.shared && who != Writers::Tablet;
        let staff = [TEACHERS[0], TEACHERS[1], LEADER, GUARD];
        Some((n, if by_pin { self.dice.pick(&staff) } else { person }))
    }

    /// Who is at a device, if something can be written there now.
    pub fn at(&self, n: usize) -> Option<PersonId> {
        let device = &self.devices[n];
        let memory = device.parts.memory.borrow();
        let free = device.on && device.keep.is_none() && memory.settled;
        memory.person.filter(|_| free)
    }

    /// What somebody would write of a kind, seeing what the device shows.
    pub fn draft(&mut self, n: usize, actor: PersonId, kind: &str) -> Option<Draft> {
        let parts = self.devices[n].parts.clone();
        let day = parts.today();
        let memory = parts.memory.borrow();
        let recent = self.heard.len().saturating_sub(12);
        let mut scene = Scene {
            dice: &mut self.dice,
            day,
            actor,
            replica: &memory.replica,
            heard: &self.heard[recent..],
        };
        draft(kind, &mut scene)
    }

    /// Puts envelopes around drafts.
    pub fn acts(&mut self, n: usize, actor: PersonId, drafts: Vec<Draft>) -> Vec<Act> {
        let parts = self.devices[n].parts.clone();
        let at = parts.time();
        let by_pin = parts.owner.shared && actor != parts.owner.person;
        let batch = (drafts.len() > 1).then(|| self.dice.id(at.wall));
        let act = |draft: Draft| Act {
            id: ActId(self.dice.id(at.wall)),
            space: SPACE,
            device: parts.id,
            device_seq: 0,
            actor,
            actor_name: name_of(actor),
            tablet: by_pin.then_some(parts.owner.person),
            kind: draft.kind.to_owned(),
            kind_version: draft.version,
            subject: draft.subject,
            builds_on: draft.builds_on,
            batch,
            seen: None,
            at,
            happened: draft.happened,
            channel: draft.channel,
            informant: draft.informant,
            body: draft.body,
        };
        drafts.into_iter().map(act).collect()
    }

    /// A device begins to keep acts.
    pub fn keeps(&mut self, n: usize, acts: Vec<Act>, forged: bool) {
        self.devices[n].keep = Some(self.devices[n].parts.keeps(acts, forged));
        self.poll(n, Which::Keep);
    }
}

fn is_guardian(person: PersonId) -> bool {
    (0..GUARDIANS).any(|n| guardian(n) == person)
}
