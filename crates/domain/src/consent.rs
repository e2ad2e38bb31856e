//! Consent of a guardian (P10; PIPL 28, 29, 31): to a text of a certain version,
//! given, refused or taken back. None of the three changes what the afternoon does
//! with the child: a family that refuses is written down on paper.

use serde::{Deserialize, Serialize};

use crate::act::{Act, Channel};
use crate::activity;
use crate::audience::Audience;
use crate::id::{ChildId, PersonId};
use crate::photo;
use crate::receipt::{self, Receipt};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::Kind;
use crate::time::Stamp;

/// The newest version of the text. A version is never changed once it was shown.
pub const NEWEST: u16 = 2;

/// What a guardian answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Agrees.
    Given,
    /// Does not agree.
    Refused,
    /// Agreed earlier, and no longer does (PIPL 15).
    Withdrawn,
}

/// Act: answers to the text about the child's data. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Version of the text that was shown.
    pub version: u16,
    /// The language in which it was shown: `zh` or `en`.
    pub language: String,
    /// The answer.
    pub answer: Answer,
}

/// The last answer of a guardian; row of `Family` and, for the office, of `Office`,
/// keyed by child and guardian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consented {
    /// The child.
    pub child: ChildId,
    /// Who answered.
    pub by: PersonId,
    /// Name as shown.
    pub by_name: String,
    /// To which version.
    pub version: u16,
    /// In which language.
    pub language: String,
    /// What.
    pub answer: Answer,
    /// When, by the device's best knowledge.
    pub at: Stamp,
    /// How the answer came; on paper it was entered by the office.
    pub channel: Channel,
}

impl Body for Consented {
    const KIND: &'static str = "consented";
}

impl Consented {
    /// The key of a guardian's answer for a child.
    pub fn key(child: ChildId, by: PersonId) -> String {
        format!("{child}-{by}")
    }
}

fn keys(child: ChildId, by: PersonId) -> [RowKey; 2] {
    [Audience::Family(child), Audience::Office]
        .map(|audience| RowKey::of::<Consented>(audience, Consented::key(child, by)))
}

/// A guardian consents; what a family without a phone signed on paper, the office enters.
pub(crate) fn by_guardian_or_paper(act: &Act, rights: &Rights) -> Result<(), Refusal> {
    match act.channel {
        Channel::Paper => rights.office().map_err(|_| Refusal::NotYourChild),
        _ => rights.guardian_of(act.child()?),
    }
}

impl Kind for Consent {
    const NAME: &'static str = "consent";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child()?;
        let known = self.version > 0 && ["zh", "en"].contains(&self.language.as_str());
        known.then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, act: &Act, rights: &Rights) -> Result<(), Refusal> {
        by_guardian_or_paper(act, rights)
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        let mut touched = keys(child, act.actor).to_vec();
        touched.push(RowKey::of::<Receipt>(Audience::Family(child), act.id));
        touched.extend(photo::touches(child));
        touched.extend(activity::consent_touches(child));
        touched
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let row = Consented {
            child,
            by: act.actor,
            by_name: act.actor_name.clone(),
            version: self.version,
            language: self.language.clone(),
            answer: self.answer,
            at: act.time(),
            channel: act.channel,
        };
        for audience in [Audience::Family(child), Audience::Office] {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.put(Consented::key(child, act.actor), &row);
            }
        }
        // Nobody's consent is left for the child's photo.
        if self.answer != Answer::Given {
            photo::remove_portrait(child, desk);
            // A paper does not say whose it is: no yes is left then.
            let of = (act.channel != Channel::Paper).then_some(act.actor);
            activity::take_back(child, of, desk);
        }
        receipt::issue(act, child, desk);
    }
}
