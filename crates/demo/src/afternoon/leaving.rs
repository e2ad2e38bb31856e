//! From 15:50 on: who leaves when and with whom, and the roll of late care.

use std::collections::BTreeMap;

use yuanliu_domain::child_day::{Basis, Checked};
use yuanliu_domain::id::{ChildId, PersonId};
use yuanliu_domain::school::Block;

use super::{Plan, Release, What, hm};
use crate::district::{Child, Collector, Post, Relation, WayHome};

/// A child who leaves.
struct Leaver<'a> {
    child: &'a Child,
    minute: u16,
    by: PersonId,
}

impl<'a> Plan<'a> {
    pub(super) fn releases(&mut self) {
        self.late_roll();
        let leavers = self.leavers();
        // One is collected by somebody whom nobody named, one is released twice.
        let odd = |nth: usize| {
            leavers.iter().filter(|one| one.minute < hm(16, 30)).nth(nth).map(|one| one.child.id)
        };
        let (unlisted, twice) = (odd(7), odd(19));
        for leaver in &leavers {
            match Some(leaver.child.id) {
                child if child == unlisted => self.unlisted(leaver),
                child if child == twice => self.twice(leaver),
                _ => self.usual(leaver),
            }
        }
    }

    /// Late care counts everyone who has moved over.
    fn late_roll(&mut self) {
        let school = self.school;
        for group in school.groups.iter().filter(|group| group.block == Block::LateCare) {
            let here =
                |child: &&Child| group.classes.contains(&child.class) && self.stays_late(child);
            let present: Vec<ChildId> =
                school.children.iter().filter(here).map(|child| child.id).collect();
            let minute = self.dice.between(hm(16, 33), hm(16, 38));
            self.add(
                minute,
                group.teacher,
                What::Roll { group: group.id, present, not_here: Vec::new() },
            );
        }
    }

    fn stays_late(&self, child: &Child) -> bool {
        self.in_care.contains_key(&child.id) && self.expected(child, Block::LateCare)
    }

    /// Everyone in care but the story's child, with a minute and a teacher.
    /// Siblings of one block leave together.
    fn leavers(&mut self) -> Vec<Leaver<'a>> {
        let school = self.school;
        let mut together = BTreeMap::<(PersonId, bool), u16>::new();
        let mut leavers = Vec::new();
        let mut last_one = true;
        for child in &school.children {
            if self.is_story(child) || !self.in_care.contains_key(&child.id) {
                continue;
            }
            let late = self.stays_late(child);
            let (_, by) = self.group(child, if late { Block::LateCare } else { Block::Activities });
            let noted = self.leave.get(&child.id).and_then(|(_, until)| *until).map(u16::from);
            let minute = match noted {
                Some(minute) => minute,
                // One family is late: its child waits with a teacher, and nothing closes by itself.
                None if late && std::mem::take(&mut last_one) => hm(18, 12),
                None => {
                    let usual = if late { self.late_minute() } else { self.early_minute() };
                    *together.entry((child.guardians[0].guardian, late)).or_insert(usual)
                }
            };
            leavers.push(Leaver { child, minute, by });
        }
        leavers
    }

    fn early_minute(&mut self) -> u16 {
        if self.dice.percent(25) {
            self.dice.between(hm(15, 56), hm(16, 19))
        } else {
            self.dice.around_the_middle(hm(16, 20), hm(16, 36))
        }
    }

    fn late_minute(&mut self) -> u16 {
        self.dice.around_the_middle(hm(16, 44), hm(17, 56))
    }

    fn usual(&mut self, leaver: &Leaver) {
        let child = leaver.child;
        let release = match child.way_home(self.weekday) {
            WayHome::Alone => simply(child, Basis::WalksAlone, &child.name, "", Checked::Known),
            WayHome::Guardian(link) => {
                let name =
                    self.district.guardian(link.guardian).map_or("", |guardian| &guardian.name);
                simply(child, Basis::Guardian, name, link.relation.chinese(), Checked::Known)
            }
            WayHome::Collector(collector) => self.listed(child, collector),
        };
        self.add(leaver.minute, leaver.by, What::Release(release));
    }

    fn listed(&mut self, child: &Child, collector: &Collector) -> Release {
        let (basis, checked) = match (collector.relation, self.dice.below(100)) {
            (Relation::Escort, _) => (Basis::Organisation, Checked::Known),
            (_, 0..68) => (Basis::Listed, Checked::Known),
            (_, 68..90) => (Basis::Card, Checked::Card),
            _ => (Basis::Listed, Checked::Photo),
        };
        let relation = collector.organisation.unwrap_or(collector.relation.chinese());
        let release = simply(child, basis, &collector.name, relation, checked);
        Release { collector: Some(collector.id), ..release }
    }

    /// Not on the list: call back, a second person, a reason.
    fn unlisted(&mut self, leaver: &Leaver) {
        let release = simply(leaver.child, Basis::Unlisted, "李女士", "姑姑", Checked::CallBack);
        let second = self.school.staff_at(Post::DutyLeader).next().map(|one| one.id);
        let release = Release {
            second,
            call_back: "已回拨家长登记的电话，家长确认由姑姑接。",
            reason: "平时接的人临时有事，请姑姑代接。",
            ..release
        };
        self.add(leaver.minute, leaver.by, What::Release(release));
    }

    /// Two tablets without a network, one child.
    fn twice(&mut self, leaver: &Leaver) {
        self.usual(leaver);
        let other = self.school.staff_at(Post::DutyLeader).next().map_or(leaver.by, |one| one.id);
        self.usual(&Leaver { child: leaver.child, minute: leaver.minute + 1, by: other });
    }
}

/// The plain part of a release.
fn simply(
    child: &Child,
    basis: Basis,
    name: &str,
    relation: &'static str,
    checked: Checked,
) -> Release {
    Release {
        child: child.id,
        basis,
        collector: None,
        name: name.to_owned(),
        relation,
        checked,
        second: None,
        call_back: "",
        reason: "",
    }
}
