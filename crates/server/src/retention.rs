//! How long each class of record is kept, and what is over today. The same table
//! stands with its legal reasons in `docs/PRIVACY.md`; a test compares the two.
//!
//! What says how things are now (a child's card, who may collect, the weekly
//! choice, consent) stays while the child is at the school: it goes with the child.

use std::collections::BTreeMap;

/// A class of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// Name on the command line.
    pub name: &'static str,
    /// As a school says it.
    pub zh: &'static str,
    /// Kinds of acts in it; none for what is not told by its kind.
    pub kinds: &'static [&'static str],
    /// Days after the school had it.
    pub days: i64,
}

/// Three years: the time within which somebody may claim for what happened
/// (Civil Code 188).
const CLAIM: i64 = 3 * 366;
/// Fifteen years: claims for sexual abuse run from the age of eighteen, for three years
/// (Civil Code 191, 188), and a pupil may be six.
const GROWN_UP: i64 = 15 * 366;
/// Half a year: long enough to ask who was in the house, or to look back at a term, and no
/// longer (PIPL 19).
const HALF_YEAR: i64 = 183;
/// A school year, with the summer after it.
const YEAR: i64 = 400;

/// Every class with its term.
pub const CLASSES: [Class; 14] = [
    Class {
        name: "attendance",
        zh: "到校、交接与放行",
        kinds: &[
            "lessons_absent",
            "lessons_end",
            "taken_in",
            "marked",
            "released",
            "corrected",
            "head_counted",
            "covered",
            "handed_over",
            "groups_merged",
            "duty_set",
            "pass_issued",
            "pass_withdrawn",
            "early_leave_issued",
            "early_leave_withdrawn",
            "emergency_started",
            "emergency_counted",
            "emergency_ended",
            "called",
            "staying_with",
            "round_made",
            "day_closed",
            "entry_struck",
            "change_answered",
            "at_gate",
            "at_gate_withdrawn",
            "sheet_kept",
            "sheet_struck",
        ],
        days: CLAIM,
    },
    Class {
        name: "leave",
        zh: "请假单",
        // That what was told is so is said of leave above all; of a collector the row keeps it.
        kinds: &["leave_note", "leave_withdrawn", "behalf_confirmed"],
        days: YEAR,
    },
    Class { name: "seen", zh: "老师查看记录", kinds: &["seen"], days: YEAR },
    Class {
        name: "cases",
        zh: "待核实事项",
        kinds: &[
            "case_opened",
            "case_closed",
            "objected",
            "objection_withdrawn",
            "disagreement_settled",
        ],
        days: CLAIM,
    },
    Class {
        name: "incidents",
        zh: "受伤或不适登记",
        kinds: &[
            "incident_written",
            "incident_step",
            "incident_photo",
            "incident_acknowledged",
            "incident_closed",
            "incident_struck",
        ],
        days: CLAIM,
    },
    Class {
        name: "checks",
        zh: "安全检查与健康观察",
        kinds: &[
            "check_made",
            "fault_closed",
            "fault_photo",
            "fault_photo_struck",
            "symptoms_checked",
        ],
        days: CLAIM,
    },
    Class {
        name: "activities",
        zh: "活动记录与外出活动",
        kinds: &["activity_logged", "activity_struck", "outing_left", "outing_counted"],
        days: CLAIM,
    },
    Class { name: "album", zh: "活动照片", kinds: &["activity_photo"], days: HALF_YEAR },
    Class {
        name: "safeguarding",
        zh: "保护关注",
        kinds: &["concern_written", "concern_reported", "concern_closed"],
        days: GROWN_UP,
    },
    Class {
        name: "visitors",
        zh: "访客登记",
        kinds: &["visitor_in", "visitor_out"],
        days: HALF_YEAR,
    },
    Class { name: "turned_away", zh: "未收下的记录", kinds: &[], days: YEAR },
    Class { name: "photos", zh: "已过期接送人的照片", kinds: &[], days: 30 },
    Class { name: "readers", zh: "查看日志", kinds: &[], days: 366 },
    Class { name: "left", zh: "离校学生的全部记录", kinds: &[], days: CLAIM },
];

/// Kinds that say how things are now, or concern no child.
pub const STANDING: &[&str] = &[
    "school_set",
    "class_set",
    "child_set",
    "guardian_set",
    "staff_set",
    "group_set",
    "school_day_set",
    "day_changed",
    "day_change_ended",
    "waiting_point_set",
    "open_hours_set",
    "provider_set",
    "choose",
    "choose_day",
    "collector_named",
    "collector_withdrawn",
    "contact_named",
    "contact_withdrawn",
    "consent",
    "portrait_set",
    "photo_consent",
    "tablet_set",
    "pin_set",
    "pin_locked",
    "pin_reopened",
    "court_paper",
    "card_issued",
    "card_cancelled",
];

/// Terms in days, by the name of the class.
#[derive(Clone, Debug)]
pub struct Terms(BTreeMap<&'static str, i64>);

impl Default for Terms {
    fn default() -> Terms {
        Terms(CLASSES.iter().map(|class| (class.name, class.days)).collect())
    }
}

impl Terms {
    /// Sets a term; `false` when there is no such class, or no such term.
    pub fn set(&mut self, class: &str, days: i64) -> bool {
        let known = CLASSES.iter().find(|known| known.name == class);
        // A log of access is kept for six months at least (Cybersecurity Law 21).
        let least = if class == "readers" { 183 } else { 1 };
        match known.filter(|_| days >= least) {
            Some(known) => {
                self.0.insert(known.name, days);
                true
            }
            None => false,
        }
    }

    /// The term of a class.
    pub fn days(&self, class: &str) -> i64 {
        self.0.get(class).copied().unwrap_or(i64::MAX / 2)
    }

    /// The class of a kind of act, if its acts are ever over.
    pub fn class_of(kind: &str) -> Option<&'static Class> {
        CLASSES.iter().find(|class| class.kinds.contains(&kind))
    }
}

#[cfg(test)]
mod tests {
    use yuanliu_domain::rules;

    use super::*;

    #[test]
    fn every_kind_of_act_has_a_term_or_stays_with_the_child() {
        for rule in rules::all() {
            let classes = CLASSES.iter().filter(|class| class.kinds.contains(&rule.name)).count();
            let standing = usize::from(STANDING.contains(&rule.name));
            assert_eq!(
                classes + standing,
                1,
                "say in retention.rs how long acts of kind {} are kept",
                rule.name
            );
        }
    }

    #[test]
    fn the_table_for_schools_says_the_same() {
        let table = include_str!("../../../docs/PRIVACY.md");
        for class in CLASSES {
            let row = format!("| `{}` | {} | {} |", class.name, class.zh, class.days);
            assert!(table.contains(&row), "docs/PRIVACY.md lacks: {row}");
        }
    }

    #[test]
    fn a_term_is_a_number_of_days_of_a_class_there_is() {
        let mut terms = Terms::default();
        assert!(terms.set("leave", 100));
        assert_eq!(terms.days("leave"), 100);
        assert!(!terms.set("leave", 0));
        assert!(!terms.set("readers", 30), "six months at least");
        assert!(!terms.set("nothing", 100));
    }
}
