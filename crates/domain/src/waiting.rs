//! Waiting points 接送点 (S13): where children are handed over, and where when it rains.
//! Set for a class, a grade or the whole school; the nearest one that says something holds.

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::ClassId;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, place_text};
use crate::school::on_school;

/// Whose children are handed over there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// One class.
    Class(ClassId),
    /// A grade, 1 to 9.
    Grade(u8),
    /// Everybody else.
    School,
}

impl Whose {
    /// The key of its row.
    pub fn key(self) -> String {
        match self {
            Whose::Class(class) => format!("class:{class}"),
            Whose::Grade(grade) => format!("grade:{grade}"),
            Whose::School => "school".to_owned(),
        }
    }
}

/// A waiting point: act and row of `Public`, keyed by [`Whose::key`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingPoint {
    /// Whose.
    pub of: Whose,
    /// Where as a rule; empty when this entry says nothing about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub usual: String,
    /// Where when it rains; empty likewise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rain: String,
}

impl Body for WaitingPoint {
    const KIND: &'static str = "waiting_point";
}

/// Act: the office sets a waiting point. Subject: the school.
pub type WaitingPointSet = WaitingPoint;

impl Kind for WaitingPoint {
    const NAME: &'static str = "waiting_point_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        if matches!(self.of, Whose::Grade(grade) if !(1..=9).contains(&grade)) {
            return Err(Refusal::BadBody);
        }
        place_text(&self.usual)?;
        place_text(&self.rain)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<WaitingPoint>(Audience::Public, self.of.key())]
    }

    fn apply(&self, _: &Act, desk: &mut Desk<'_>) {
        if let Some(mut shelf) = desk.shelf(Audience::Public) {
            shelf.put(self.of.key(), self);
        }
    }
}

/// The waiting points of a school, nearest first: classes, grades, the school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitingPoints(Vec<WaitingPoint>);

impl WaitingPoints {
    /// From the rows; those that say nothing any more are left out.
    pub fn new(rows: impl IntoIterator<Item = WaitingPoint>) -> WaitingPoints {
        let says = |point: &WaitingPoint| !point.usual.is_empty() || !point.rain.is_empty();
        let mut points: Vec<WaitingPoint> = rows.into_iter().filter(says).collect();
        points.sort_by_key(|point| point.of);
        WaitingPoints(points)
    }

    /// Those that say something, nearest first.
    pub fn all(&self) -> &[WaitingPoint] {
        &self.0
    }

    /// Whether the school has a place for rain at all.
    pub fn know_rain(&self) -> bool {
        self.0.iter().any(|point| !point.rain.is_empty())
    }

    /// Where children of this class and grade are handed over. When it rains and no place
    /// for rain is known: where they always are.
    pub fn place(&self, class: ClassId, grade: u8, rain: bool) -> Option<&str> {
        let of = [Whose::Class(class), Whose::Grade(grade), Whose::School];
        let mine = || self.0.iter().filter(|point| of.contains(&point.of));
        let first = |place: fn(&WaitingPoint) -> &str| mine().map(place).find(|at| !at.is_empty());
        let rainy = if rain { first(|point| &point.rain) } else { None };
        rainy.or_else(|| first(|point| &point.usual))
    }
}
