//! Puts the district together.

use yuanliu_domain::id::SpaceId;

use crate::district::{Child, District, School};
use crate::families::Registry;
use crate::ids::Ids;
use crate::names::Phones;
use crate::shape::SCHOOLS;
use crate::story::Story;
use crate::{groups, seats, staffing};

/// The whole cast of the demo. The same seed gives the same people on every
/// machine; another seed gives other people around the same story.
pub fn cast(seed: u64) -> District {
    let mut phones = Phones::new(seed);
    let mut schools: Vec<School> =
        (0..SCHOOLS.len()).map(|at| school(seed, at, &mut phones)).collect();
    let (mut families, mut guardians) = (Vec::new(), Vec::new());

    let drafts = seats::drafts(seed);
    let mut registry = Registry::new(seed, &mut phones, &drafts);
    for draft in &drafts {
        let household = registry.household(draft);
        families.push(household.family);
        guardians.extend(household.guardians);
        for (seat, child) in household.children {
            schools[seat.school].children.push(child);
        }
    }
    for (at, school) in schools.iter_mut().enumerate() {
        seat_in_order(school);
        school.groups = groups::groups(seed, at, &SCHOOLS[at], school);
    }

    District {
        id: SpaceId(Ids(seed).at("district")),
        name: "澄浦区",
        english: "Chengpu District",
        schools,
        families,
        guardians,
        story: Story::new(Ids(seed)),
    }
}

/// A school without children, and so without groups.
fn school(seed: u64, at: usize, phones: &mut Phones) -> School {
    let shape = &SCHOOLS[at];
    let staff = staffing::staff(seed, at, shape, phones);
    let classes = staffing::classes(seed, at, shape, &staff);
    School {
        id: SpaceId(Ids(seed).at(&format!("school/{at}"))),
        name: shape.name,
        english: shape.english,
        phone: phones.next(),
        classes,
        children: Vec::with_capacity(shape.children),
        staff,
        groups: Vec::new(),
    }
}

/// By class as the school lists them, then by number in class.
fn seat_in_order(school: &mut School) {
    let order: std::collections::BTreeMap<_, _> =
        school.classes.iter().enumerate().map(|(at, class)| (class.id, at)).collect();
    school.children.sort_by_key(|child: &Child| (order[&child.class], child.number));
}
