//! The order in which a school reads its classes and groups.

use std::collections::BTreeMap;

use yuanliu_domain::id::{ClassId, GroupId};
use yuanliu_domain::people::Class;
use yuanliu_domain::school::Group;

/// Class 10 comes after class 9, and 三年级 before 五年级 whatever their signs say.
fn natural(grade: u8, name: &str) -> (u8, usize, &str) {
    (grade, name.chars().count(), name)
}

/// By grade, then number.
pub fn classes(all: &mut [(ClassId, Class)]) {
    all.sort_by(|(_, a), (_, b)| natural(a.grade, &a.name).cmp(&natural(b.grade, &b.name)));
}

/// By block; a class's own group as the classes come, groups of several classes after them.
pub fn groups(all: &mut [(GroupId, Group)], classes: &[(ClassId, Class)]) {
    let places: BTreeMap<ClassId, usize> =
        classes.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
    all.sort_by_cached_key(|(_, group)| {
        let place = match group.classes[..] {
            [class] => places.get(&class).copied().unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        (group.block, place, group.name.chars().count(), group.name.clone())
    });
}
