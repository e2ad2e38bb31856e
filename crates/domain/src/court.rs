//! Court papers 法院文书 (P14): a guardian who may not collect a child, and whose
//! view of the child may end too, from a date until a date.

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::{ActId, ChildId, PersonId};
use crate::people::Member;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, short_text};
use crate::time::{Day, Stamp};

/// Dates of which the last may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    /// From this date.
    pub from: Day,
    /// Until this date; open when the paper names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

impl Span {
    /// Whether it holds on a date.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Act: the office enters a court paper against a guardian of a child, or lifts
/// it. The last one entered about a guardian counts. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtPaper {
    /// The guardian who may not collect.
    pub guardian: PersonId,
    /// That guardian's name.
    pub name: String,
    /// Number of the paper, as printed on it: （2026）沪0107民初1234号.
    pub number: String,
    /// When it holds.
    pub span: Span,
    /// The guardian sees nothing of the child while it holds.
    #[serde(default)]
    pub ends_view: bool,
    /// It no longer holds.
    #[serde(default)]
    pub lifted: bool,
}

/// A guardian who may not collect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Who.
    pub guardian: PersonId,
    /// Name, to find the same person among collectors.
    pub name: String,
    /// When.
    pub span: Span,
}

/// Guardians who may not collect a child; row of `Holds`, keyed by the child. It
/// says who and when and never why: staff call the duty leader first (R11).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bars {
    /// One for each guardian.
    pub people: Vec<Bar>,
}

impl Body for Bars {
    const KIND: &'static str = "bars";
}

impl Bars {
    /// Whether this guardian may not collect on a date. Their word about who does ends
    /// with it: whom they named, what they issued, to what they object.
    pub fn bar(&self, guardian: PersonId, day: Day) -> bool {
        self.on(day).any(|bar| bar.guardian == guardian)
    }

    /// Who may not collect on a date.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &Bar> {
        self.people.iter().filter(move |bar| bar.span.holds(day))
    }
}

/// A paper as the office keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The act that entered it.
    pub act: ActId,
    /// What it says.
    pub paper: CourtPaper,
    /// Who entered it; the name as shown.
    pub by_name: String,
    /// When it was entered.
    pub at: Stamp,
}

/// The papers about a child, in the order in which they were entered; row of
/// `Office`, keyed by the child.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtPapers {
    /// All of them, lifted ones too.
    pub papers: Vec<Paper>,
}

impl Body for CourtPapers {
    const KIND: &'static str = "court_papers";
}

impl CourtPapers {
    /// The last paper about each guardian, if it was not lifted.
    pub fn standing(&self) -> Vec<&Paper> {
        let last = |paper: &&Paper| {
            let of_same =
                self.papers.iter().rev().find(|p| p.paper.guardian == paper.paper.guardian);
            of_same.is_some_and(|last| last.act == paper.act)
        };
        self.papers.iter().filter(last).filter(|paper| !paper.paper.lifted).collect()
    }
}

fn touches(child: ChildId, guardian: PersonId) -> Vec<RowKey> {
    vec![
        RowKey::of::<Bars>(Audience::Holds, child),
        RowKey::of::<CourtPapers>(Audience::Office, child),
        RowKey::of::<Member>(Audience::Office, guardian),
    ]
}

impl Kind for CourtPaper {
    const NAME: &'static str = "court_paper";
    const URGENT: bool = true;

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        if self.span.until.is_some_and(|until| until < self.span.from) {
            return Err(Refusal::BadSpan);
        }
        short_text(&self.number)?;
        short_text(&self.name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        act.child().map(|child| touches(child, self.guardian)).unwrap_or_default()
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        if let Some(mut shelf) = desk.shelf(Audience::Holds) {
            shelf.change(child, |bars: &mut Bars| {
                bars.people.retain(|bar| bar.guardian != self.guardian);
                if !self.lifted {
                    bars.people.push(Bar {
                        guardian: self.guardian,
                        name: self.name.clone(),
                        span: self.span,
                    });
                }
            });
        }
        if let Some(mut shelf) = desk.shelf(Audience::Office) {
            shelf.change(child, |papers: &mut CourtPapers| {
                papers.papers.push(Paper {
                    act: act.id,
                    paper: self.clone(),
                    by_name: act.actor_name.clone(),
                    at: act.at.best(),
                });
            });
            shelf.edit(self.guardian, |member: &mut Member| {
                member.unseen.remove(&child);
                if self.ends_view && !self.lifted {
                    member.unseen.insert(child, self.span);
                }
            });
        }
    }
}
