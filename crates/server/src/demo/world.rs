//! The demo's words in the domain's.

use std::collections::BTreeSet;

use yuanliu_demo::district::{District, Pattern, Post, School, Staff};
use yuanliu_domain::choice::Week;
use yuanliu_domain::id::{GroupId, PersonId};
use yuanliu_domain::people;
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::{self, Block, Place};
use yuanliu_domain::time::{Minute, Weekday};

/// The time of day.
pub fn at(hour: u16, minute: u16) -> Minute {
    Minute::hm(hour, minute).expect("a time of day")
}

/// A school's frame.
pub fn frame(school: &School) -> school::School {
    school::School {
        name: school.name.to_owned(),
        phone: school.phone.clone(),
        lessons_end: school.classes.iter().map(|c| c.lessons_end).min().unwrap_or(at(15, 30)),
        late_care: at(16, 30),
        closing: at(18, 0),
    }
}

/// The first of the school's office, who sets up everything else.
pub fn office(school: &School) -> &Staff {
    school.staff_at(Post::Office).next().expect("every school has an office")
}

/// A member of staff as the office enters them. The last of the duty leaders is the head.
pub fn staff(school: &School, one: &Staff) -> people::Staff {
    let head = school.staff_at(Post::DutyLeader).last().is_some_and(|last| last.id == one.id);
    let role = match one.post {
        Post::DutyLeader => Role::Leader,
        Post::Guard | Post::Escort => Role::Guard,
        Post::Office => Role::Office,
        Post::ClassTeacher
        | Post::DutyTeacher
        | Post::Nurse
        | Post::ChildProtection
        | Post::Outside => Role::Teacher,
    };
    let protects = one.post == Post::ChildProtection;
    let roles = [Some(role), head.then_some(Role::Head), protects.then_some(Role::ChildProtection)];
    let roles = roles.into_iter().flatten();
    people::Staff {
        name: one.name.clone(),
        roles: roles.collect(),
        classes: one.class.into_iter().collect(),
    }
}

/// A family's week.
pub fn week(pattern: &Pattern) -> Week {
    let mut week = Week::new();
    for day in Weekday::SCHOOL {
        let blocks = Block::ALL.into_iter().filter(|block| pattern.holds(day, *block));
        let blocks: BTreeSet<Block> = blocks.collect();
        if !blocks.is_empty() {
            week.insert(day, blocks);
        }
    }
    week
}

/// A group as an entry names it.
pub fn place(school: &School, group: GroupId) -> Option<Place> {
    let group = school.groups.iter().find(|g| g.id == group)?;
    Some(Place { group: group.id, name: group.name.clone(), room: group.room.clone() })
}

/// The name of a guardian or a member of staff.
pub fn name<'a>(district: &'a District, school: &'a School, person: PersonId) -> &'a str {
    let staff = school.staff.iter().find(|one| one.id == person).map(|one| one.name.as_str());
    staff.or_else(|| district.guardian(person).map(|one| one.name.as_str())).unwrap_or_default()
}
