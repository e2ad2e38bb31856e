//! A child of the family, as the rows on this phone have it.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::calendar::{SchoolDay, school_day};
use yuanliu_domain::case::Case;
use yuanliu_domain::id::{ActId, ChildId, PersonId};
use yuanliu_domain::people::Guardians;
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::school::SchoolDaySet;
use yuanliu_domain::time::{Day, Stamp};

use crate::state::{App, ChildToday, Draft, Frame, Space};
use crate::text::names;

/// One child. A handle: copying it is free. It lives as long as the screen that made it.
#[derive(Clone, Copy)]
pub struct Kid {
    /// The store.
    pub app: App,
    /// The child's school.
    pub space: Space,
    /// Which child.
    pub id: ChildId,
    /// The school's 'now', to the half minute.
    pub now: Memo<Stamp>,
    /// The school's date.
    pub today: Memo<Day>,
    /// What is known of the child today; `None` until the rows are here.
    pub child: Memo<Option<ChildToday>>,
    /// The school's frame today; `None` until it is here.
    pub frame: Memo<Option<Frame>>,
    /// Receipts, newest first.
    pub receipts: Memo<Vec<(ActId, Receipt)>>,
    /// Open and closed cases of the family, newest first.
    pub cases: Memo<Vec<Case>>,
}

impl Kid {
    /// From the space's rows; to be made while a component is.
    pub fn new(app: App, space: Space, id: ChildId) -> Kid {
        let now = Memo::new(move |_| {
            app.tick.track();
            space.contact.track();
            let at = space.now().at;
            Stamp(at.0 - at.0.rem_euclid(1_000))
        });
        let today = Memo::new(move |_| now.get().day());
        let child = Memo::new(move |_| {
            let today = today.get();
            space.replica.with(|replica| ChildToday::family(replica, id, today))
        });
        let frame = Memo::new(move |_| {
            let today = today.get();
            space.replica.with(|replica| Frame::of(replica, today))
        });
        let receipts = Memo::new(move |_| {
            let rows = space.replica.with(|replica| replica.list::<Receipt>(Audience::Family(id)));
            let read = |(key, receipt): (String, Receipt)| Some((key.parse().ok()?, receipt));
            let mut receipts: Vec<(ActId, Receipt)> = rows.into_iter().filter_map(read).collect();
            receipts.sort_by_key(|(act, receipt)| std::cmp::Reverse((receipt.at, *act)));
            receipts
        });
        let cases = Memo::new(move |_| {
            let rows = space.replica.with(|replica| replica.list::<Case>(Audience::Family(id)));
            let mut cases: Vec<Case> = rows.into_iter().map(|(_, case)| case).collect();
            // A case that is not yet at the school is the newest.
            cases.sort_by_key(|case| std::cmp::Reverse(case.opened_at.unwrap_or(Stamp(i64::MAX))));
            cases
        });
        Kid { app, space, id, now, today, child, frame, receipts, cases }
    }

    /// The full name; empty until the rows are here.
    pub fn name(&self) -> String {
        self.child.with(|child| child.as_ref().map(|c| c.card.name.clone()).unwrap_or_default())
    }

    /// The name in sentences.
    pub fn given(&self) -> String {
        names::given(&self.name())
    }

    /// Name and class, for the line under a screen's title.
    pub fn line(&self) -> String {
        self.child.with(|child| {
            let card = child.as_ref().map(|c| &c.card);
            card.map(|card| format!("{} · {}", card.name, card.class_name)).unwrap_or_default()
        })
    }

    /// The signed-in person.
    pub fn me(&self) -> Option<PersonId> {
        self.app.who.with(|who| who.as_ref().map(|who| who.person))
    }

    /// What a guardian is to the child, or the name where it is not known.
    pub fn relation(&self, person: PersonId, name: &str) -> String {
        let guardians: Guardians = self
            .space
            .replica
            .with(|replica| replica.get(Audience::Family(self.id), self.id))
            .unwrap_or_default();
        let guardian = guardians.people.into_iter().find(|g| g.person == person);
        guardian.map(|g| format!("{}{}", g.relation, name)).unwrap_or_else(|| name.to_owned())
    }

    /// A receipt, as it is now.
    pub fn receipt(&self, act: ActId) -> Option<Receipt> {
        self.receipts.with(|all| all.iter().find(|(id, _)| *id == act).map(|(_, r)| r.clone()))
    }

    /// What a date is for the child's school.
    pub fn school_day(&self, day: Day) -> SchoolDay {
        let entered: Option<SchoolDaySet> =
            self.space.replica.with(|replica| replica.get(Audience::Public, day));
        school_day(day, entered.as_ref().map(SchoolDaySet::entered).as_ref())
    }

    /// The first date from this one on with school, if the calendar knows one within a month.
    pub fn next_school_day(&self, from: Day) -> Option<Day> {
        (0..31)
            .map(|n| from.plus(n))
            .find(|day| matches!(self.school_day(*day), SchoolDay::Open { .. }))
    }

    /// What is written for this child.
    pub fn draft<K>(&self, body: K) -> Draft<K> {
        Draft::new(Subject::Child(self.id), body)
    }
}
