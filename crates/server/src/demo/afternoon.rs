//! Today's afternoon: each moment of the plan becomes the acts that people
//! would have written, on two tablets and the families' phones.

use std::collections::HashMap;

use anyhow::Result;
use uuid::Uuid;
use yuanliu_demo::afternoon::{Moment, What};
use yuanliu_demo::district::{District, School};
use yuanliu_domain::act::Subject;
use yuanliu_domain::child_day::{self, LessonsAbsent, LessonsEnd, Mark, Marked, TakenIn};
use yuanliu_domain::choice::ChooseDay;
use yuanliu_domain::id::{ActId, ChildId, GroupId, PersonId};
use yuanliu_domain::leave::{LeaveNote, Signature};
use yuanliu_domain::school::Named;
use yuanliu_domain::seen::Seen;
use yuanliu_domain::time::{Day, Stamp};

use super::hand::{Deed, Hand};
use super::world::{name, place};
use crate::store::Store;

/// Plays the plan after `played`, as far as it goes, up to `until`.
pub async fn play(
    store: &dyn Store,
    seed: u64,
    district: &District,
    played: Option<Stamp>,
    until: Stamp,
) -> Result<()> {
    let day = until.day();
    let moments = yuanliu_demo::afternoon(seed, district, day);
    for school in &district.schools {
        let here: Vec<&Moment> = moments.iter().filter(|m| m.school == school.id).collect();
        let people = here.iter().map(|moment| moment.by);
        let hand = Hand::enrol(store, seed, school.id, people, until).await?;
        let mut play = Play {
            store,
            district,
            school,
            hand,
            day,
            played,
            last: HashMap::new(),
            notes: HashMap::new(),
        };
        for moment in here.into_iter().filter(|moment| day.at(moment.minute) <= until) {
            play.moment(moment).await?;
        }
        play.hand.send(store).await?;
    }
    Ok(())
}

struct Play<'a> {
    store: &'a dyn Store,
    district: &'a District,
    school: &'a School,
    hand: Hand,
    day: Day,
    played: Option<Stamp>,
    /// The last entry of each child's day, and whether it is a release.
    last: HashMap<ChildId, (ActId, bool)>,
    notes: HashMap<ChildId, ActId>,
}

impl Play<'_> {
    async fn moment(&mut self, moment: &Moment) -> Result<()> {
        let by = (moment.by, name(self.district, self.school, moment.by));
        let at = self.day.at(moment.minute);
        let day = self.day;
        match &moment.what {
            What::LeaveNote { .. } => self.note(by, &moment.what, at).await,
            What::NoteSeen { child } => {
                let Some(&notice) = self.notes.get(child) else { return Ok(()) };
                let deed = Deed::of(by, Subject::Child(*child), &Seen { notice }, at);
                self.does(Deed { builds_on: vec![notice], ..deed }).await.map(drop)
            }
            What::StaysToday { child, blocks } => {
                let body = ChooseDay { day, blocks: blocks.iter().copied().collect() };
                self.does(Deed::of(by, Subject::Child(*child), &body, at)).await.map(drop)
            }
            What::LessonsAbsent { child } => {
                self.entry(Deed::of(by, Subject::Child(*child), &LessonsAbsent { day }, at), *child)
                    .await
            }
            What::LessonsEnd { class, staying, left, absent } => {
                let (staying, left, absent) = (staying.clone(), left.clone(), absent.clone());
                let children: Vec<_> = [&staying[..], &left, &absent].concat();
                let body = LessonsEnd { day, staying, left, absent, note: String::new() };
                let id = self.does(Deed::of(by, Subject::Class(*class), &body, at)).await?;
                self.last.extend(children.into_iter().map(|child| (child, (id, false))));
                Ok(())
            }
            What::Roll { group, present, not_here } => {
                let batch = Some(Uuid::now_v7());
                for child in present {
                    self.mark(by, *child, Mark::Present, *group, at, batch).await?;
                }
                for child in not_here {
                    self.mark(by, *child, Mark::NotHere, *group, at, batch).await?;
                }
                Ok(())
            }
            What::Found { child, group } => {
                self.mark(by, *child, Mark::Present, *group, at, None).await
            }
            What::TakenIn { child, group } => {
                let body = TakenIn { day, place: place(self.school, *group) };
                self.entry(Deed::of(by, Subject::Child(*child), &body, at), *child).await
            }
            What::Release(release) => self.release(by, release, at).await,
        }
    }

    async fn note(&mut self, by: (PersonId, &str), what: &What, at: Stamp) -> Result<()> {
        let What::LeaveNote { child, reason, text, symptoms, blocks, lessons_too, time, goes_home } =
            what
        else {
            return Ok(());
        };
        let body = LeaveNote {
            from: self.day,
            until: self.day,
            time: *time,
            blocks: blocks.iter().copied().collect(),
            lessons_too: *lessons_too,
            reason: *reason,
            text: (*text).to_owned(),
            symptoms: (*symptoms).to_owned(),
            goes_home: (*goes_home).to_owned(),
            signature: Signature::Typed(by.1.to_owned()),
        };
        let id = self.does(Deed::of(by, Subject::Child(*child), &body, at)).await?;
        self.notes.insert(*child, id);
        Ok(())
    }

    async fn mark(
        &mut self,
        by: (PersonId, &str),
        child: ChildId,
        mark: Mark,
        group: GroupId,
        at: Stamp,
        batch: Option<Uuid>,
    ) -> Result<()> {
        let body = Marked { day: self.day, mark, place: place(self.school, group) };
        let deed = Deed { batch, ..Deed::of(by, Subject::Child(child), &body, at) };
        self.entry(deed, child).await
    }

    async fn release(
        &mut self,
        by: (PersonId, &str),
        release: &yuanliu_demo::afternoon::Release,
        at: Stamp,
    ) -> Result<()> {
        let named =
            |id: PersonId| Named { id, name: name(self.district, self.school, id).to_owned() };
        let body = child_day::Release {
            day: self.day,
            basis: release.basis,
            collector: release.collector,
            collector_name: release.name.clone(),
            relation: release.relation.to_owned(),
            checked: release.checked,
            released_by: named(by.0),
            proof: Default::default(),
            second: release.second.map(named),
            shown: None,
            second_proof: Default::default(),
            call_back: release.call_back.to_owned(),
            reason: release.reason.to_owned(),
            together: None,
            list_age: 0,
            offline: false,
        };
        let deed = Deed::of(by, Subject::Child(release.child), &body, at);
        // A second release of a child comes from a tablet that did not know of the first.
        let knew = self.last.get(&release.child).filter(|(_, released)| !released);
        let builds_on = knew.map(|(act, _)| *act).into_iter().collect();
        let id = self.does(Deed { builds_on, ..deed }).await?;
        self.last.insert(release.child, (id, true));
        Ok(())
    }

    /// An entry of a child's day, by somebody who has seen the one before.
    async fn entry(&mut self, deed: Deed, child: ChildId) -> Result<()> {
        let builds_on = self.last.get(&child).map(|(act, _)| *act).into_iter().collect();
        let id = self.does(Deed { builds_on, ..deed }).await?;
        self.last.insert(child, (id, false));
        Ok(())
    }

    /// Does it, unless an earlier start of this demo did.
    async fn does(&mut self, deed: Deed) -> Result<ActId> {
        if self.played.is_some_and(|played| deed.at <= played) {
            return Ok(self.hand.id(&deed));
        }
        self.hand.does(self.store, deed).await
    }
}
