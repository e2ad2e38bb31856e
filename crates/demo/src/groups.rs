//! The groups of both blocks: one a class for activities, mixed grades for late care.

use std::collections::BTreeMap;

use yuanliu_domain::id::{ClassId, GroupId, PersonId};
use yuanliu_domain::school::{Activity, Block};
use yuanliu_domain::time::Weekday;

use crate::district::{Class, Group, Post, School};
use crate::ids::Ids;
use crate::shape::{Shape, numeral};

/// The story's late-care group, counted from 0.
const STORY: usize = 5;

/// Groups for a school that has its children and staff.
pub(crate) fn groups(seed: u64, at: usize, shape: &Shape, school: &School) -> Vec<Group> {
    let duty: Vec<PersonId> = school.staff_at(Post::DutyTeacher).map(|one| one.id).collect();
    // The first duty teacher has the story's groups; the others take turns.
    let mut turns = duty[1..].iter().copied().cycle();
    let mut groups = Vec::new();
    for class in &school.classes {
        let path = format!("group/{at}/activities/{}-{}", class.grade, class.number);
        let teacher = match class {
            _ if in_story(at, class) => Some(duty[0]),
            class if class.number % 2 == 0 => turns.next(),
            _ => None,
        };
        groups.push(activities(
            GroupId(Ids(seed).at(&path)),
            class,
            teacher.unwrap_or(class.teacher),
        ));
    }
    for (n, classes) in mixed(at, shape.late_groups, school).into_iter().enumerate() {
        let story = classes.iter().any(|class| in_story(at, class));
        let teacher = if story { Some(duty[0]) } else { turns.next() };
        groups.push(Group {
            id: GroupId(Ids(seed).at(&format!("group/{at}/late/{}", n + 1))),
            name: format!("晚托{}组", n + 1),
            room: classes[classes.len() / 2].room.clone(),
            activity: Activity::Reading,
            block: Block::LateCare,
            classes: classes.iter().map(|class| class.id).collect(),
            teacher: teacher.unwrap_or(duty[0]),
        });
    }
    groups
}

fn in_story(at: usize, class: &Class) -> bool {
    (at, class.grade, class.number) == (0, 3, 2)
}

/// Whole classes into groups of about one size: the largest first, each to the
/// group that has the fewest children so far.
fn mixed(at: usize, count: usize, school: &School) -> Vec<Vec<&Class>> {
    let mut weeks = BTreeMap::<ClassId, usize>::new();
    for child in &school.children {
        let days = Weekday::SCHOOL.into_iter().filter(|&day| child.stays(day, Block::LateCare));
        *weeks.entry(child.class).or_default() += days.count();
    }
    let week = |class: &Class| weeks.get(&class.id).copied().unwrap_or_default();
    let mut order: Vec<&Class> = school.classes.iter().collect();
    order.sort_by_key(|class| (!in_story(at, class), usize::MAX - week(class)));
    let mut groups = vec![(0, Vec::new()); count];
    for class in order {
        let smallest = match class {
            _ if in_story(at, class) => STORY,
            _ => (0..count).min_by_key(|&n| groups[n].0).unwrap_or_default(),
        };
        groups[smallest].0 += week(class);
        groups[smallest].1.push(class);
    }
    for (_, classes) in &mut groups {
        classes.sort_by_key(|class| (class.grade, class.number));
    }
    groups.into_iter().map(|(_, classes)| classes).collect()
}

fn activities(id: GroupId, class: &Class, teacher: PersonId) -> Group {
    use Activity::*;
    // The first two grades have no written homework.
    let kinds = match class.grade {
        1 | 2 => {
            [Reading, Games, ArtsAndScience, OutdoorTraining, Reading, Games, LabourSkills, Reading]
        }
        _ => [
            ArtsAndScience,
            Homework,
            Homework,
            OutdoorTraining,
            Homework,
            LabourSkills,
            Homework,
            Reading,
        ],
    };
    let activity = kinds[usize::from(class.number - 1) % kinds.len()];
    let (word, room) = match activity {
        Homework => ("作业", class.room.clone()),
        Reading => ("阅读", class.room.clone()),
        Games => ("游戏", class.room.clone()),
        ArtsAndScience => ("艺术科普", format!("科艺楼 {}{:02} 室", class.grade, class.number)),
        OutdoorTraining => ("拓展训练", format!("操场{}区", numeral(class.grade))),
        LabourSkills => ("劳动技能", format!("劳技室 {}", class.grade)),
        Other => ("活动", class.room.clone()),
    };
    let name = format!("{} {word}", class.name);
    Group { id, name, room, activity, block: Block::Activities, classes: vec![class.id], teacher }
}
