//! How large the two schools are, and who works there.

use yuanliu_domain::time::Minute;

use crate::district::Post;

/// A school before anyone is in it.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) english: &'static str,
    /// Children in all.
    pub(crate) children: usize,
    /// Classes by grade.
    pub(crate) grades: [u8; 5],
    /// Late-care groups; each takes whole classes of several grades.
    pub(crate) late_groups: usize,
    /// Posts beside the class teachers, with the word for their ids.
    pub(crate) posts: [(Post, &'static str, usize); 8],
}

/// The large school first.
pub(crate) const SCHOOLS: [Shape; 2] = [
    Shape {
        name: "望澜路小学",
        english: "Wanglan Road Primary School",
        children: 1500,
        grades: [8, 8, 8, 7, 7],
        late_groups: 12,
        posts: [
            (Post::DutyTeacher, "duty", 24),
            (Post::DutyLeader, "leader", 2),
            (Post::Guard, "guard", 3),
            (Post::Escort, "escort", 4),
            (Post::Nurse, "nurse", 1),
            (Post::ChildProtection, "protection", 1),
            (Post::Office, "office", 2),
            (Post::Outside, "outside", 3),
        ],
    },
    Shape {
        name: "桐荫里小学",
        english: "Tongyinli Primary School",
        children: 120,
        grades: [2, 1, 1, 1, 1],
        late_groups: 1,
        posts: [
            (Post::DutyTeacher, "duty", 3),
            (Post::DutyLeader, "leader", 1),
            (Post::Guard, "guard", 1),
            (Post::Escort, "escort", 1),
            (Post::Nurse, "nurse", 1),
            (Post::ChildProtection, "protection", 0),
            (Post::Office, "office", 1),
            (Post::Outside, "outside", 1),
        ],
    },
];

/// A class before anyone is in it.
#[derive(Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) grade: u8,
    pub(crate) number: u8,
    pub(crate) size: u8,
}

impl Shape {
    /// The classes; the sizes differ by at most one and add up exactly.
    pub(crate) fn frames(&self) -> Vec<Frame> {
        let all: usize = self.grades.iter().map(|&classes| usize::from(classes)).sum();
        let numbers = (1u8..)
            .zip(self.grades)
            .flat_map(|(grade, classes)| (1..=classes).map(move |number| (grade, number)));
        let upto = |class: usize| self.children * class / all;
        numbers
            .enumerate()
            .map(|(at, (grade, number))| Frame {
                grade,
                number,
                size: (upto(at + 1) - upto(at)) as u8,
            })
            .collect()
    }
}

impl Frame {
    /// `3-2`, for ids.
    pub(crate) fn path(self) -> String {
        format!("{}-{}", self.grade, self.number)
    }

    /// `三年级2班`.
    pub(crate) fn name(self) -> String {
        format!("{}年级{}班", numeral(self.grade), self.number)
    }

    /// Each grade has a floor.
    pub(crate) fn room(self) -> String {
        format!("{}{:02} 教室", self.grade, self.number)
    }

    /// From 15:10 on, five minutes apart by grade, so that the gate is not blocked.
    pub(crate) fn lessons_end(self) -> Minute {
        Minute::hm(15, 5 + 5 * u16::from(self.grade)).expect("a minute of the afternoon")
    }
}

/// 一 to 五.
pub(crate) fn numeral(grade: u8) -> &'static str {
    ["一", "二", "三", "四", "五"][usize::from(grade) - 1]
}
