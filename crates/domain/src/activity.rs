//! The activity log 活动记录 (T7, R10): what a group did, where and when, written by whoever
//! is with it. It is no timetable and no lesson: what reads like class teaching is kept and
//! flagged (R3), for the leader and the office to talk about.
//!
//! The act names the children who were there, so that each family's row follows from the
//! act alone and a child that was elsewhere reads nothing of it (R8).

mod kinds;
mod photo;
mod teaching;

use serde::{Deserialize, Serialize};

use crate::id::{ActId, ChildId, GroupId, PersonId};
use crate::incident::Struck;
use crate::photo::{PhotoHash, Pictured};
use crate::row::Body;
use crate::school::Activity;
use crate::time::{Day, Stamp};
pub(crate) use kinds::{family_keys, tell};
pub use photo::{PHOTO_TEXT, PhotoConsent, PhotoConsents};
pub(crate) use photo::{only, take_back, touches as consent_touches};
pub use teaching::teaching;

/// Entries of one group, or for one child, on one day in a row; more are in the journal.
pub(crate) const MOST_ENTRIES: usize = 40;

/// What the school counts it as, besides its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// 主题活动.
    Theme,
    /// 项目化学习.
    Project,
    /// 学校特色.
    Feature,
}

impl Tag {
    /// In the order of the screen.
    pub const ALL: [Tag; 3] = [Tag::Theme, Tag::Project, Tag::Feature];
}

/// Act: a group did this, from the act's time on. Subject: the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityLogged {
    /// The date.
    pub day: Day,
    /// Which of the six kinds, or another.
    pub activity: Activity,
    /// The name of another kind; needed for `Activity::Other`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub other: String,
    /// What it was about: a book, a game. Families read it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// Where.
    pub place: String,
    /// What the school counts it as.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Homework help 作业辅导 and catching up 补差补缺, in a line for staff alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// The children of the group then, in the room or on a short way out.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// The entry in whose place this one stands (R5); it is for the same children.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<ActId>,
}

impl ActivityLogged {
    /// What in it reads like class teaching; see [`teaching`].
    pub fn teaching(&self) -> Vec<String> {
        teaching(&[&self.other, &self.theme, &self.help])
    }
}

/// Act: an entry of the log, or of an outing, is wrong. It stays readable and no longer
/// counts (R5). Subject: the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityStruck {
    /// The date.
    pub day: Day,
    /// The act whose entry or photo is wrong.
    pub original: ActId,
    /// The children whom that act named: their families read the entry.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// Why, for staff alone.
    pub reason: String,
}

/// Act: a photo of an activity. Subject: the group. Staff of the day see it; the families of
/// the group only while for every child on it a guardian agrees and none says no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityPhoto {
    /// The date.
    pub day: Day,
    /// The act that logged the activity.
    pub activity: ActId,
    /// The children whom that act named: their families read the entry.
    #[serde(default)]
    pub children: Vec<ChildId>,
    /// The children who can be seen on it: said, even if there are none, because without
    /// them nobody would be asked.
    pub shown: Vec<ChildId>,
    /// The photo; the picture itself follows the act.
    pub photo: PhotoHash,
}

/// A photo of an activity, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Depicted {
    /// The photo.
    pub photo: Pictured,
    /// Who can be seen on it.
    pub shown: Vec<ChildId>,
}

/// An entry of the log, as staff read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Its act.
    pub act: ActId,
    /// What was written.
    pub said: ActivityLogged,
    /// What in it reads like class teaching, when it was taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// Who wrote it.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// When it began: as stated, or by the device's best knowledge.
    pub at: Stamp,
    /// When it was written, if that is another time 补记.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Stamp>,
    /// In the server's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Depicted>,
    /// Why it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<Struck>,
}

/// The log of a group on a day; row of `Day`, keyed by the group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activities {
    /// In the server's order.
    pub list: Vec<Logged>,
}

impl Body for Activities {
    const KIND: &'static str = "activities";
}

impl Activities {
    /// Entries that count, in the server's order.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = &Logged> {
        self.list.iter().filter(|entry| entry.struck.is_none())
    }
}

/// An entry that reads like class teaching; row of `Leader`, keyed by its act. It names no
/// child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flagged {
    /// The group.
    pub group: GroupId,
    /// The entry, without its children.
    pub entry: Logged,
}

impl Body for Flagged {
    const KIND: &'static str = "activity_flagged";
}

impl Flagged {
    /// Whether it counts and is not older than 30 days: what is worth talking about.
    pub fn is_recent(&self, today: Day) -> bool {
        self.entry.struck.is_none() && today.days_since(self.entry.said.day) <= 30
    }
}

/// What a family reads of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    /// An activity.
    Activity {
        /// Which.
        activity: Activity,
        /// The name of another kind.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        other: String,
        /// What it was about.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        theme: String,
        /// Where.
        place: String,
    },
    /// The group left for this place.
    LeftFor(String),
    /// The group is back from it.
    BackFrom(String),
}

/// One of the things that a child did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    /// Its act.
    pub act: ActId,
    /// What.
    pub did: Did,
    /// Who wrote it, by the name as shown.
    pub by_name: String,
    /// When.
    pub at: Stamp,
    /// Photos, of which a family sees those that have a [`crate::photo::Photo`] row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Pictured>,
    /// The entry that says it is not so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<ActId>,
}

/// What a child did on a day; row of `Family`, keyed by the date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doings {
    /// In the server's order.
    pub list: Vec<Doing>,
}

impl Body for Doings {
    const KIND: &'static str = "doings";
}

impl Doings {
    /// What counts, by its time.
    pub fn counting(&self) -> Vec<&Doing> {
        let mut counting: Vec<&Doing> =
            self.list.iter().filter(|doing| doing.struck.is_none()).collect();
        counting.sort_by_key(|doing| (doing.at, doing.act));
        counting
    }
}
