//! What is typed of a day change, until it is kept.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::id::ClassId;
use yuanliu_domain::school::{Block, Scope};
use yuanliu_domain::time::{Day, Minute};

use super::changes::grade_word;
use super::groups::block_word;
use super::model::Office;
use crate::components::Tick;
use crate::text::{Word, words};

/// What is typed. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Typed {
    /// The date.
    pub day: RwSignal<String>,
    /// `school`, `grades` or `classes`.
    pub scope: RwSignal<String>,
    /// Grades, each its own tick.
    pub grades: StoredValue<Vec<(u8, Tick)>>,
    /// Classes, each its own tick.
    pub classes: StoredValue<Vec<(ClassId, Tick)>>,
    /// Blocks that fall away.
    pub cancelled: StoredValue<Vec<(Block, Tick)>>,
    /// Late care ends early at.
    pub ends: RwSignal<String>,
    /// Only for the suggestion.
    pub cause: RwSignal<String>,
    /// What families read.
    pub text: RwSignal<String>,
}

impl Typed {
    /// Today, the whole school, nothing else yet.
    pub fn new(office: Office) -> Typed {
        let tick =
            |word: String| Tick { word: word.into(), note: "".into(), on: RwSignal::new(false) };
        office.roster.with_untracked(|roster| {
            let grades: BTreeSet<u8> =
                roster.classes.iter().map(|(_, class)| class.grade).collect();
            let classes = roster.classes.iter();
            Typed {
                day: RwSignal::new(office.day.get_untracked().to_string()),
                scope: RwSignal::new("school".to_owned()),
                grades: StoredValue::new(
                    grades.into_iter().map(|grade| (grade, tick(grade_word(grade)))).collect(),
                ),
                classes: StoredValue::new(
                    classes.map(|(id, class)| (*id, tick(class.name.clone()))).collect(),
                ),
                cancelled: StoredValue::new(
                    Block::ALL.map(|block| (block, tick(block_word(block).to_owned()))).to_vec(),
                ),
                ends: RwSignal::new(String::new()),
                cause: RwSignal::new("weather".to_owned()),
                text: RwSignal::new(String::new()),
            }
        })
    }

    /// Ready for the next one.
    pub fn clear(self, office: Office) {
        self.day.set(office.day.get_untracked().to_string());
        self.scope.set("school".to_owned());
        self.ends.set(String::new());
        self.text.set(String::new());
        let ticks = [items(self.grades), items(self.classes), items(self.cancelled)];
        ticks.into_iter().flatten().for_each(|tick| tick.on.set(false));
    }

    /// The date, if it is one.
    pub fn day(self) -> Option<Day> {
        self.day.get_untracked().parse().ok()
    }

    /// The time, if it is one.
    pub fn ends(self) -> Option<Minute> {
        Minute::parse(self.ends.get_untracked().trim())
    }

    /// Blocks that are ticked.
    pub fn cancelled(self) -> BTreeSet<Block> {
        ticked(self.cancelled)
    }

    /// For whom, as chosen.
    pub fn scope(self) -> Scope {
        match self.scope.get_untracked().as_str() {
            "grades" => Scope::Grades(ticked(self.grades)),
            "classes" => Scope::Classes(ticked(self.classes)),
            _ => Scope::School,
        }
    }

    /// What is still wrong.
    pub fn wrong(self, today: Day) -> [Option<(&'static str, Word)>; 5] {
        let day = match self.day() {
            None => Some(("change-day", words::need_day)),
            Some(day) if day < today => Some(("change-day", words::day_is_past)),
            Some(_) => None,
        };
        let nobody = match self.scope() {
            Scope::School => None,
            Scope::Grades(grades) => {
                grades.is_empty().then_some(("change-grades", words::need_grade))
            }
            Scope::Classes(classes) => {
                classes.is_empty().then_some(("change-classes", words::need_class))
            }
        };
        let typed_time = !self.ends.get_untracked().trim().is_empty();
        let ends =
            (typed_time && self.ends().is_none()).then_some(("change-ends", words::need_time));
        let text = match self.text.get_untracked().trim().chars().count() {
            0 => Some(("change-text", words::need_change_text)),
            1..=1000 => None,
            _ => Some(("change-text", words::too_long)),
        };
        [day, nobody, ends, text, None]
    }
}

/// The ticks alone.
pub fn items<I: Send + Sync + 'static>(ticks: StoredValue<Vec<(I, Tick)>>) -> Vec<Tick> {
    ticks.with_value(|ticks| ticks.iter().map(|(_, tick)| *tick).collect())
}

fn ticked<I: Copy + Ord + Send + Sync + 'static>(
    ticks: StoredValue<Vec<(I, Tick)>>,
) -> BTreeSet<I> {
    ticks.with_value(|ticks| {
        ticks.iter().filter(|(_, tick)| tick.on.get_untracked()).map(|(id, _)| *id).collect()
    })
}
