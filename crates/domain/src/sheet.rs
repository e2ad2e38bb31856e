//! A sheet of a paper day 纸质登记表 (G6), photographed: the proof of what was entered later,
//! with the name of whoever wrote it. It has many children's names on it, and remarks by
//! hand: the duty leader and the office see it, and nobody else.

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::ActId;
use crate::photo::{self, PhotoHash, Pictured};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, long_text, short_text};
use crate::school::{Named, on_school};
use crate::time::Day;

/// Sheets of one day in their row that count: more than a school of 60 classes with four lists
/// each writes, every one of them in four photos. More are in the journal.
const MOST_SHEETS: usize = 1000;

/// Act: a sheet was photographed. Subject: the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetKept {
    /// The date that the sheet is about.
    pub day: Day,
    /// Who wrote it, and not who photographed it.
    pub written_by: Named,
    /// The photo; the picture itself follows the act.
    pub photo: PhotoHash,
}

/// Act: a photo of a sheet is wrong. It stays readable and no longer counts (R5). Subject:
/// the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetStruck {
    /// The date of the sheet.
    pub day: Day,
    /// The act that kept it.
    pub original: ActId,
    /// Whether the leader or the office says so: somebody else strikes their own alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_leader: bool,
    /// Why.
    pub reason: String,
}

/// A sheet as the leader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Who wrote it.
    pub written_by: Named,
    /// The photo.
    pub photo: Pictured,
}

/// The sheets of a day; row of `Leader`, keyed by the date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheets {
    /// In the server's order.
    pub list: Vec<Sheet>,
}

impl Body for Sheets {
    const KIND: &'static str = "sheets";
}

fn key(day: Day) -> RowKey {
    RowKey::of::<Sheets>(Audience::Leader, day)
}

impl Kind for SheetKept {
    const NAME: &'static str = "sheet_kept";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        short_text(&self.written_by.name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![key(self.day)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Leader) else { return };
        shelf.change(self.day, |sheets: &mut Sheets| {
            let known = sheets.list.iter().any(|sheet| sheet.photo.act == act.id);
            let counting = photo::counting(sheets.list.iter().map(|sheet| &sheet.photo));
            if !known && counting < MOST_SHEETS {
                let photo = Pictured::by(act, None, self.photo);
                sheets.list.push(Sheet { written_by: self.written_by.clone(), photo });
            }
        });
    }
}

impl Kind for SheetStruck {
    const NAME: &'static str = "sheet_struck";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        act.builds_on.contains(&self.original).then_some(()).ok_or(Refusal::BadBody)?;
        long_text(&self.reason)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        if self.as_leader { rights.leads() } else { rights.staff() }
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![key(self.day)]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Leader) else { return };
        shelf.edit(self.day, |sheets: &mut Sheets| {
            let photos = sheets.list.iter_mut().map(|sheet| &mut sheet.photo);
            photo::strike(photos, self.original, self.as_leader, act, &self.reason);
        });
    }
}
