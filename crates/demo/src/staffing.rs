//! Who works at a school, and the classes that they teach.

use std::collections::BTreeSet;

use yuanliu_domain::id::{ClassId, PersonId};

use crate::dice::Dice;
use crate::district::{Class, Post, Staff};
use crate::ids::Ids;
use crate::names::{self, Adult, Phones};
use crate::shape::{Frame, Shape};
use crate::{spelling, story};

/// Everyone at one school, class teachers first.
pub(crate) fn staff(seed: u64, at: usize, shape: &Shape, phones: &mut Phones) -> Vec<Staff> {
    let mut dice = Dice::new(seed, &format!("staff/{at}"));
    let mut taken = BTreeSet::new();
    let mut hire = |post, path: String, class| {
        let (surname, given, phone) = match story::staff_at(&path) {
            Some((surname, given, number)) => (surname, given, names::story_phone(number)),
            None => {
                let (surname, given) = colleague(&mut dice, post, &mut taken);
                (surname, given, phones.next())
            }
        };
        let (pinyin, initials) = spelling::spell(surname, given);
        let name = format!("{surname}{given}");
        Staff { id: PersonId(Ids(seed).at(&path)), name, pinyin, initials, post, class, phone }
    };
    let mut all = Vec::new();
    for frame in shape.frames() {
        let class = ClassId(Ids(seed).at(&format!("class/{at}/{}", frame.path())));
        all.push(hire(
            Post::ClassTeacher,
            format!("staff/{at}/class/{}", frame.path()),
            Some(class),
        ));
    }
    for (post, word, count) in shape.posts {
        all.extend((0..count).map(|n| hire(post, format!("staff/{at}/{word}/{n}"), None)));
    }
    all
}

/// A name that no colleague bears.
fn colleague(
    dice: &mut Dice,
    post: Post,
    taken: &mut BTreeSet<String>,
) -> (&'static str, &'static str) {
    let who = match post {
        Post::Guard => Adult::OldMan,
        _ if dice.percent(76) => Adult::Woman,
        _ => Adult::Man,
    };
    loop {
        let surname = names::surname(dice);
        let given = names::adult(dice, surname, who);
        if taken.insert(format!("{surname}{given}")) {
            return (surname, given);
        }
    }
}

/// The classes of one school, each with its teacher.
pub(crate) fn classes(seed: u64, at: usize, shape: &Shape, staff: &[Staff]) -> Vec<Class> {
    let class = |(frame, teacher): (Frame, &Staff)| Class {
        id: ClassId(Ids(seed).at(&format!("class/{at}/{}", frame.path()))),
        grade: frame.grade,
        number: frame.number,
        name: frame.name(),
        room: frame.room(),
        teacher: teacher.id,
        lessons_end: frame.lessons_end(),
        size: frame.size,
    };
    shape.frames().into_iter().zip(staff).map(class).collect()
}
