//! Which seats in which classes one family fills: first the families worth a
//! look, then all others.

use std::collections::BTreeMap;

use crate::dice::Dice;
use crate::district::FamilyKind::{self, *};
use crate::names;
use crate::shape::{Frame, SCHOOLS};

/// A place in a class register.
#[derive(Clone, Copy)]
pub(crate) struct Seat {
    pub(crate) school: usize,
    pub(crate) frame: Frame,
    pub(crate) number: u8,
}

impl Seat {
    /// `0/3-2/12`: school, class, number.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}/{}", self.school, self.frame.path(), self.number)
    }

    fn at(&self) -> Place {
        (self.school, self.frame.grade, self.frame.number, self.number)
    }
}

/// School, grade, class, number.
type Place = (usize, u8, u8, u8);

/// A family before it has names.
pub(crate) struct Draft {
    pub(crate) kind: FamilyKind,
    pub(crate) seats: Vec<Seat>,
    /// Surname and given name of an only child, where they are wanted.
    pub(crate) name: Option<(&'static str, &'static str)>,
}

/// Families with a place of their own: one of each kind is in the story's class.
const PLACED: &[(FamilyKind, &[Place])] = &[
    (Story, &[(0, 3, 2, 12)]),
    (Separated, &[(0, 3, 2, 5)]),
    (Twins, &[(0, 3, 2, 8), (0, 3, 2, 9)]),
    (TwoSurnames, &[(0, 3, 2, 21), (0, 1, 3, 17)]),
    (FatherAbroad, &[(0, 3, 2, 26)]),
    (NoPhone, &[(0, 3, 2, 33)]),
    (TwoSchools, &[(0, 5, 1, 10), (1, 1, 1, 4)]),
];

/// More of them, by school.
const SCATTERED: &[(usize, FamilyKind, usize)] = &[
    (0, Separated, 11),
    (0, Twins, 7),
    (0, TwoSurnames, 9),
    (0, NoPhone, 5),
    (0, FatherAbroad, 1),
    (1, Separated, 1),
    (1, Twins, 1),
    (1, TwoSurnames, 1),
    (1, NoPhone, 1),
];

/// Of a hundred children, how many have a sibling in a later class.
const SIBLINGS: u32 = 7;

/// Every seat of the district is in exactly one draft.
pub(crate) fn drafts(seed: u64) -> Vec<Draft> {
    let mut hall = Hall::new(seed);
    for &(kind, places) in PLACED {
        let seats = places.iter().map(|&place| hall.take(place)).collect();
        let name = (kind == Story).then_some(("张", "一鸣"));
        hall.drafts.push(Draft { kind, seats, name });
    }
    let namesake = hall.take((0, 3, 2, 29));
    hall.seat_named(namesake, ("张", "一明"));
    for &(school, kind, count) in SCATTERED {
        (0..count).for_each(|_| hall.scatter(school, kind));
    }
    for (school, shape) in SCHOOLS.iter().enumerate() {
        shape.frames().into_iter().step_by(3).for_each(|frame| hall.same_sound(school, frame));
    }
    while let Some(first) = hall.free.keys().next().copied() {
        hall.ordinary(first);
    }
    hall.drafts
}

struct Hall {
    dice: Dice,
    free: BTreeMap<Place, Seat>,
    drafts: Vec<Draft>,
}

impl Hall {
    fn new(seed: u64) -> Hall {
        let seats = SCHOOLS.iter().enumerate().flat_map(|(school, shape)| {
            shape.frames().into_iter().flat_map(move |frame| {
                (1..=frame.size).map(move |number| Seat { school, frame, number })
            })
        });
        let free = seats.map(|seat| (seat.at(), seat)).collect();
        Hall { dice: Dice::new(seed, "seats"), free, drafts: Vec::new() }
    }

    fn take(&mut self, place: Place) -> Seat {
        self.free.remove(&place).expect("a free seat")
    }

    fn seat_named(&mut self, seat: Seat, name: (&'static str, &'static str)) {
        self.drafts.push(Draft { kind: Ordinary, seats: vec![seat], name: Some(name) });
    }

    /// Any free seat that will do.
    fn any(&mut self, fits: impl Fn(&Hall, Place) -> bool) -> Option<Seat> {
        let places: Vec<Place> =
            self.free.keys().copied().filter(|&place| fits(self, place)).collect();
        if places.is_empty() {
            return None;
        }
        let place = self.dice.pick(&places);
        Some(self.take(place))
    }

    fn scatter(&mut self, school: usize, kind: FamilyKind) {
        let beside = |(school, grade, class, number): Place| (school, grade, class, number + 1);
        let first = match kind {
            Twins => self.any(|hall, at| at.0 == school && hall.free.contains_key(&beside(at))),
            _ => self.any(|_, at| at.0 == school),
        };
        let first = first.expect("the school is not full yet");
        let mut seats = vec![first];
        match kind {
            Twins => seats.push(self.take(beside(first.at()))),
            TwoSurnames => {
                seats.extend(self.any(|_, at| at.0 == school && at.1 != first.frame.grade))
            }
            _ => {}
        }
        self.drafts.push(Draft { kind, seats, name: None });
    }

    /// Two children of one class whose names sound the same.
    fn same_sound(&mut self, school: usize, frame: Frame) {
        let in_class =
            |_: &Hall, at: Place| (at.0, at.1, at.2) == (school, frame.grade, frame.number);
        let surname = names::surname(&mut self.dice);
        let (one, other) = self.dice.pick(names::SAME_SOUND);
        for given in [one, other] {
            let seat = self.any(in_class).expect("a class has room for two");
            self.seat_named(seat, (surname, given));
        }
    }

    fn ordinary(&mut self, place: Place) {
        let first = self.take(place);
        let mut seats = vec![first];
        if self.dice.percent(SIBLINGS) {
            seats.extend(self.any(|_, at| at.0 == place.0 && at.1 > place.1));
        }
        self.drafts.push(Draft { kind: Ordinary, seats, name: None });
    }
}
