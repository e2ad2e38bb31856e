//! What is written about a group of the afternoon, and about the house.

use yuanliu_domain::act::Subject;
use yuanliu_domain::activity::{ActivityLogged, ActivityPhoto, ActivityStruck, Tag};
use yuanliu_domain::child_day::*;
use yuanliu_domain::emergency::{
    EmergencyCounted, EmergencyEnded, EmergencyStarted, Found, Safety, Tally, Who,
};
use yuanliu_domain::group_day::{Covered, HeadCounted};
use yuanliu_domain::hand_over::{GroupsMerged, HandedOver};
use yuanliu_domain::outing::{Heads, OutingCounted, OutingLeft, Stage};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::provider::Standing;
use yuanliu_domain::school::*;
use yuanliu_domain::visitor::{Sent, VisitorIn, VisitorOut};

use super::{Draft, Scene, answering, of};
use crate::school::{CHILDREN, GROUPS, PROVIDER, TEACHERS, child, name_of};

impl Scene<'_> {
    /// What somebody says of a group; the list in the hand may be older than the school's.
    pub(super) fn of_group(&mut self, kind: &str) -> Option<Draft> {
        let day = self.day;
        let group = self.dice.pick(&GROUPS);
        let subject = Subject::Group(group);
        let (mut children, mut out, mut knew) = (vec![], vec![], vec![]);
        for child in (0..CHILDREN).map(child) {
            match self.dice.below(6) {
                0 => out.push(child),
                1 | 2 => children.push(child),
                _ => continue,
            }
            knew.extend(self.last(child).filter(|_| self.dice.percent(75)));
        }
        let listed = children.len() as u16;
        let given = listed + self.dice.below(2) as u16;
        let reason = if given == listed { String::new() } else { "有一位刚回来".into() };
        let taker = self.dice.pick(&TEACHERS);
        let to = Named { id: taker, name: name_of(taker) };
        let proof = self.dice.pick(&[Proof::Named, Proof::Pin]);
        Some(match kind {
            "head_counted" => {
                let (counted, expected) = (given, listed);
                of(subject, &HeadCounted { day, counted, expected, children, reason })
            }
            "covered" => of(subject, &Covered { day, reason: self.text() }),
            "handed_over" => {
                let (taken, notes) = (given, self.text());
                let body =
                    HandedOver { day, to, proof, children, out, given, taken, reason, notes };
                of(subject, &body)
            }
            "groups_merged" => {
                let nth = GROUPS.iter().position(|other| *other != group)?;
                let into = Place {
                    group: GROUPS[nth],
                    name: crate::school::group(nth).name,
                    room: crate::school::group(nth).room,
                };
                let (to, taken) = (Some(to), given);
                let body =
                    GroupsMerged { day, into, to, proof, children, out, given, taken, reason };
                answering(of(subject, &body), knew)
            }
            "activity_logged" => {
                let corrects = self.hears(&["activity_logged"]).map(|heard| heard.id);
                let corrects = corrects.filter(|_| self.dice.percent(30));
                let body = ActivityLogged {
                    day,
                    activity: self.dice.pick(&[Activity::Homework, Activity::Games]),
                    other: String::new(),
                    theme: self.dice.pick(&["跳绳", "讲新课", ""]).into(),
                    place: "操场".into(),
                    tags: vec![self.dice.pick(&Tag::ALL)],
                    help: self.text(),
                    children,
                    corrects,
                };
                answering(of(subject, &body), corrects)
            }
            "activity_photo" => {
                let activity = self.hears(&["activity_logged"])?.id;
                let shown = children.iter().take(2).copied().collect();
                let photo = PhotoHash(self.dice.bytes());
                let body = ActivityPhoto { day, activity, children, shown, photo };
                answering(of(subject, &body), [activity])
            }
            "activity_struck" => {
                // Also an entry of another group: it strikes nothing there.
                let kinds = ["activity_logged", "activity_photo", "outing_left", "outing_counted"];
                let original = self.hears(&kinds)?.id;
                let body = ActivityStruck { day, original, children, reason: "点错了".into() };
                answering(of(subject, &body), [original])
            }
            "outing_left" => {
                let heads = Heads { counted: given, expected: listed, children, reason };
                let destination = "青少年活动中心".into();
                of(subject, &OutingLeft { day, destination, leads: to, heads })
            }
            "outing_counted" => {
                let outing = self.hears(&["outing_left"])?.id;
                let stage = self.dice.pick(&[Stage::Arrived, Stage::Returned]);
                let heads = Heads { counted: given, expected: listed, children, reason };
                let destination = "青少年活动中心".into();
                let body = OutingCounted { day, outing, stage, destination, heads };
                answering(of(subject, &body), [outing])
            }
            _ => return None,
        })
    }

    /// Sometimes a provider sent the visitor, and not always is all good.
    fn sent(&mut self) -> Option<Sent> {
        let standing = self.dice.pick(&[Standing::Good, Standing::CheckOld, Standing::Unknown]);
        let despite =
            if standing == Standing::Good { String::new() } else { "值日行政同意".into() };
        self.dice.percent(30).then_some(Sent { by: PROVIDER, standing, despite })
    }

    /// What concerns the whole house: emergencies and visitors.
    pub(super) fn of_house(&mut self, kind: &str) -> Option<Draft> {
        let day = self.day;
        Some(match kind {
            "emergency_started" => {
                let (reason, place) = (self.text(), "操场".to_owned());
                let real = self.dice.percent(20);
                of(Subject::School, &EmergencyStarted { day, real, reason, place })
            }
            "emergency_counted" => {
                let emergency = self.hears(&["emergency_started"])?.id;
                let safety = [Safety::Safe, Safety::Safe, Safety::Missing, Safety::Unknown];
                let mut found = vec![Found {
                    who: Who::Staff(self.dice.pick(&TEACHERS)),
                    safety: self.dice.pick(&safety),
                }];
                for n in 0..CHILDREN {
                    if self.dice.percent(40) {
                        let safety = self.dice.pick(&safety);
                        found.push(Found { who: Who::Child(child(n)), safety });
                    }
                }
                let visit = self.hears(&["visitor_in"]).map(|visit| Who::Visitor(visit.id));
                found.extend(visit.map(|who| Found { who, safety: Safety::Safe }));
                let knew = self.hears(&["emergency_counted"]).filter(|_| self.dice.percent(30));
                let body = EmergencyCounted { day, emergency, place: String::new(), found };
                answering(of(Subject::School, &body), knew.map(|knew| knew.id))
            }
            "emergency_ended" => {
                let emergency = self.hears(&["emergency_started"])?.id;
                let body = EmergencyEnded {
                    day,
                    emergencies: vec![emergency],
                    result: Tally { safe: CHILDREN as u32, missing: 0, unknown: 0 },
                    not_safe: vec![],
                    note: self.text(),
                };
                answering(of(Subject::School, &body), [emergency])
            }
            "visitor_in" => {
                let body = VisitorIn {
                    day,
                    name: format!("访客{}", self.dice.below(6)),
                    organisation: "维修公司".into(),
                    purpose: "修水龙头".into(),
                    visits: String::new(),
                    escort: String::new(),
                    badge: self.dice.below(20).to_string(),
                    provider: self.sent(),
                };
                of(Subject::School, &body)
            }
            "visitor_out" => {
                let visit = self.hears(&["visitor_in"])?.id;
                let still_here = self.dice.percent(20);
                let body = VisitorOut { day, visit, still_here };
                answering(of(Subject::School, &body), [visit])
            }
            _ => return None,
        })
    }
}
