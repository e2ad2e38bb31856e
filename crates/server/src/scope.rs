//! Who sees what (I5): the one place that says which audiences a viewer has.

use std::collections::BTreeSet;

use yuanliu_domain::audience::Audience;
use yuanliu_domain::calendar::{SchoolDay, school_day};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::people::Member;
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::RowKey;
use yuanliu_domain::school::SchoolDaySet;
use yuanliu_domain::time::Day;
use yuanliu_sync::guards::{self, Guard};

use crate::store::{Result, Rows, Snapshot, StoreError, Viewer};

/// The next school day is looked for so many days ahead; longer holidays have none.
const DAYS_AHEAD: i64 = 14;

/// What a viewer sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// In the order of their importance.
    pub audiences: BTreeSet<Audience>,
    /// Version of the row from which it came.
    pub version: u64,
}

/// The scope of a viewer, from the rows of one moment.
pub fn of<S: Snapshot>(rows: &S, viewer: &Viewer) -> Result<Scope> {
    let member: Option<Member> = rows.body(Audience::Office, viewer.person)?;
    let member = member.ok_or(StoreError::NotAMember)?.on(viewer.today);
    let key = RowKey::of::<Member>(Audience::Office, viewer.person);
    let mut homerooms = vec![];
    if member.roles.contains(&Role::Teacher) {
        for class in &member.classes {
            homerooms.extend(rows.children_of(*class)?);
        }
    }
    let next = next_school_day(rows, viewer.today)?;
    Ok(Scope {
        audiences: audiences(&member, viewer, next, &homerooms),
        version: rows.version_of(&key)?,
    })
}

/// The audiences of a member, given the next school day and the children of
/// the classes of which the member is class teacher.
pub fn audiences(
    member: &Member,
    viewer: &Viewer,
    next: Option<Day>,
    homerooms: &[ChildId],
) -> BTreeSet<Audience> {
    // Verdicts also reach somebody whose parts have all ended: no act ends silently (I3).
    let mut seen = BTreeSet::from([Audience::Device(viewer.device)]);
    if !guards::stands(Guard::ScopeFilter) {
        seen.extend([Audience::Leader, Audience::Office]);
    }
    // With children, and not at the gate: what is known of their health.
    let on_duty = [Audience::Care, Audience::Incidents(viewer.today)];
    for role in &member.roles {
        seen.extend([Audience::Public, Audience::Person(viewer.person)]);
        if *role == Role::Guardian {
            seen.extend(member.children.iter().copied().map(Audience::Family));
            continue;
        }
        seen.extend([Audience::Holds, Audience::Roll, Audience::Day(viewer.today)]);
        seen.extend(next.map(Audience::Day));
        // Of today alone: tomorrow's digits are on no tablet that lies in a room overnight.
        seen.insert(Audience::Codes(viewer.today));
        match role {
            Role::Guardian | Role::Guard => {}
            Role::Teacher => {
                seen.extend(on_duty);
                seen.extend(homerooms.iter().copied().map(Audience::Homeroom));
            }
            Role::Tablet => {
                seen.extend(on_duty);
                seen.insert(Audience::Tablets);
            }
            Role::Leader => {
                seen.extend(on_duty);
                seen.insert(Audience::Leader);
            }
            Role::Office => {
                seen.extend(on_duty);
                seen.extend([Audience::Leader, Audience::Office]);
            }
            Role::ChildProtection => {
                seen.extend([Audience::Safeguarding, Audience::Incidents(viewer.today)]);
            }
            Role::Head => {
                seen.insert(Audience::Safeguarding);
            }
        }
    }
    seen
}

fn next_school_day<R: Rows>(rows: &R, today: Day) -> Result<Option<Day>> {
    for ahead in 1..=DAYS_AHEAD {
        let day = today.plus(ahead);
        let entered: Option<SchoolDaySet> = rows.body(Audience::Public, day)?;
        let entered = entered.map(|set| set.entered());
        if matches!(school_day(day, entered.as_ref()), SchoolDay::Open { .. }) {
            return Ok(Some(day));
        }
    }
    Ok(None)
}
