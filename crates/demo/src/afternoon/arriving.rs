//! From the end of lessons to a group that has counted everyone.

use yuanliu_domain::id::ChildId;
use yuanliu_domain::school::Block;

use super::{Plan, What};
use crate::district::{Child, Class};

/// Of a thousand children: not there when the roll is called.
const NOT_HERE: u32 = 6;

impl<'a> Plan<'a> {
    pub(super) fn lessons_end(&mut self) {
        let school = self.school;
        let mut queue = Vec::new();
        for class in &school.classes {
            let (staying, left) = self.hand_over(class);
            self.roll(class, &staying);
            queue.extend(left);
        }
        // Nobody came for a few of those in the class queues.
        let forgotten = if school.classes.len() > 10 { 3 } else { 1 };
        for _ in 0..forgotten {
            let at = self.dice.below(queue.len() as u32) as usize;
            self.taken_in(queue.swap_remove(at));
        }
    }

    /// The class teacher's word on every child: stays, leaves, was not there.
    fn hand_over(&mut self, class: &Class) -> (Vec<&'a Child>, Vec<&'a Child>) {
        let (absent, here): (Vec<&Child>, Vec<&Child>) =
            self.school.children_of(class.id).partition(|child| self.absent.contains(&child.id));
        let (staying, left): (Vec<&Child>, Vec<&Child>) =
            here.into_iter().partition(|child| self.expected(child, Block::Activities));
        let what = What::LessonsEnd {
            class: class.id,
            staying: ids(&staying),
            left: ids(&left),
            absent: ids(&absent),
        };
        self.add(class.lessons_end.into(), class.teacher, what);
        (staying, left)
    }

    fn roll(&mut self, class: &Class, staying: &[&Child]) {
        let Some(first) = staying.first() else { return };
        let (group, teacher) = self.group(first, Block::Activities);
        let minute = u16::from(class.lessons_end) + self.dice.between(6, 10);
        let (mut present, mut not_here) = (Vec::new(), Vec::new());
        for child in staying {
            let missing = !self.is_story(child) && self.dice.below(1000) < NOT_HERE;
            if missing {
                not_here.push(child.id)
            } else {
                present.push(child.id)
            }
            self.in_care.insert(child.id, group);
        }
        let found: Vec<(ChildId, u16)> =
            not_here.iter().map(|&child| (child, minute + self.dice.between(2, 7))).collect();
        self.add(minute, teacher, What::Roll { group, present, not_here });
        for (child, minute) in found {
            self.add(minute, teacher, What::Found { child, group });
        }
    }

    fn taken_in(&mut self, child: &Child) {
        let (group, teacher) = self.group(child, Block::Activities);
        let class = self.school.class(child.class).expect("every child has a class");
        let minute = u16::from(class.lessons_end) + self.dice.between(11, 19);
        self.in_care.insert(child.id, group);
        self.add(minute, teacher, What::TakenIn { child: child.id, group });
    }
}

fn ids(children: &[&Child]) -> Vec<ChildId> {
    children.iter().map(|child| child.id).collect()
}
