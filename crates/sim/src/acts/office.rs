//! What the office sets.

use yuanliu_domain::act::Subject;
use yuanliu_domain::court::{CourtPaper, Span};
use yuanliu_domain::open_hours::{Hours, On, OpenHours};
use yuanliu_domain::people::Class;
use yuanliu_domain::provider::{Helper, Provider};
use yuanliu_domain::school::*;
use yuanliu_domain::tablet::Tablet;
use yuanliu_domain::time::{Minute, Weekday};
use yuanliu_domain::waiting::{WaitingPoint, Whose};

use super::{Draft, Scene, of};
use crate::school::{
    CHILDREN, CLASSES, GROUPS, GUARDIANS, LEADER, PROVIDER, TABLETS, TEACHERS, card, child,
    children_of, group, guardian, link, name_of, school, staff,
};

impl Scene<'_> {
    pub(super) fn of_office(&mut self, kind: &str) -> Option<Draft> {
        let day = self.day;
        let n = self.dice.below(GUARDIANS as u64) as usize;
        Some(match kind {
            "school_day_set" => {
                let day = day.plus(self.dice.between(2, 20));
                let open = self.dice.percent(50);
                let follows = open.then_some(Weekday::Thu);
                of(Subject::School, &SchoolDaySet { day, open, follows })
            }
            "group_set" => {
                let nth = self.dice.below(2) as usize;
                let room = format!("{} 号教室", self.dice.below(9));
                of(Subject::Group(GROUPS[nth]), &Group { room, ..group(nth) })
            }
            "waiting_point_set" => {
                let class = Whose::Class(self.dice.pick(&CLASSES));
                let of_whom = self.dice.pick(&[Whose::School, Whose::Grade(3), class]);
                let (usual, rain) = (format!("{} 号门", self.dice.below(4)), "体育馆门口".into());
                of(Subject::School, &WaitingPoint { of: of_whom, usual, rain })
            }
            "open_hours_set" => {
                let on = self.dice.pick(&[On::Day(day), On::Weekday(Weekday::Sat)]);
                let hours = Hours { from: Minute::hm(17, 30)?, until: Minute::hm(20, 30)? };
                let hours = self.dice.percent(70).then_some(hours);
                of(Subject::School, &OpenHours { on, hours })
            }
            "provider_set" => {
                let checked = self.dice.percent(60).then(|| day.plus(-self.dice.between(0, 500)));
                let people = vec![Helper { name: "钱进".into(), checked }];
                let body = Provider {
                    id: PROVIDER,
                    name: "区青少年活动中心".into(),
                    service: self.text(),
                    agreed_until: self
                        .dice
                        .percent(80)
                        .then(|| day.plus(self.dice.between(-5, 200))),
                    people,
                    ended: self.dice.percent(10),
                };
                of(Subject::School, &body)
            }
            "duty_set" => {
                let staff = vec![self.dice.pick(&TEACHERS), LEADER];
                let closing = Minute::hm(18, 0)?;
                let day = day.plus(self.dice.between(0, 1));
                of(Subject::Group(self.dice.pick(&GROUPS)), &Duty { day, staff, closing })
            }
            "tablet_set" => {
                let place = format!("托管室{}", self.dice.below(9));
                of(Subject::Person(self.dice.pick(&TABLETS)), &Tablet { place, ended: false })
            }
            "court_paper" => {
                let until = self.dice.percent(50).then(|| day.plus(7));
                let paper = CourtPaper {
                    guardian: guardian(1),
                    name: name_of(guardian(1)),
                    number: "（2026）沪0107民初12号".into(),
                    span: Span { from: day, until },
                    ends_view: self.dice.percent(70),
                    lifted: self.dice.percent(40),
                };
                of(Subject::Child(child(0)), &paper)
            }
            "school_set" => of(Subject::School, &school(self.dice.below(10_000))),
            "class_set" => {
                let nth = self.dice.below(2) as usize;
                let name = format!("三（{}）班", nth + 1);
                of(Subject::Class(CLASSES[nth]), &Class { grade: 3, name })
            }
            "child_set" => {
                // Also children who come in the middle of the term.
                let nth = self.dice.below(CHILDREN as u64 + 4) as usize;
                of(Subject::Child(child(nth)), &card(nth))
            }
            "guardian_set" => {
                let about = self.dice.pick(&children_of(n));
                of(Subject::Child(child(about)), &link(n, self.dice.percent(40)))
            }
            "staff_set" => {
                let person = self.dice.pick(&TEACHERS);
                let mut set = staff(person);
                match self.dice.below(3) {
                    0 => set.roles.clear(),
                    1 => set.classes = CLASSES.into(),
                    _ => {}
                }
                of(Subject::Person(person), &set)
            }
            _ => return None,
        })
    }
}
