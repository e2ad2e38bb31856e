//! Outside providers 校外机构 and the people whom they send (S4): the agreement, and the check
//! of each person's record 入职查询, which is repeated every year (未成年人保护法 62). The gate
//! sees them before it lets anybody in (G2); nobody is refused by it (R3).

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::ProviderId;
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Body, Desk, RowKey};
use crate::rules::{Kind, place_text, short_text};
use crate::school::on_school;
use crate::time::Day;

/// People of one provider.
const MOST_PEOPLE: usize = 50;

/// Days for which a check of the record is good.
const CHECK_HOLDS: i64 = 365;

/// Somebody whom a provider sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helper {
    /// Name.
    pub name: String,
    /// When the school had the record checked; `None` while it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Day>,
}

/// An outside provider: act and row of `Roll`, keyed by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// The provider.
    pub id: ProviderId,
    /// Its name.
    pub name: String,
    /// What it comes for, up to 40 characters; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// The last day of the agreement 协议; `None` while there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_until: Option<Day>,
    /// Whom it sends, at most fifty.
    pub people: Vec<Helper>,
    /// It does not come any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
}

/// How it stands with somebody who says that a provider sends them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Agreement and check are good.
    Good,
    /// No agreement, or it is over.
    NoAgreement,
    /// Not among those whom the school knows.
    Unknown,
    /// The record was not checked.
    Unchecked,
    /// It was checked more than a year ago.
    CheckOld,
}

impl Provider {
    /// How it stands on a day with the person of this name. The agreement comes first:
    /// without one nobody is sent.
    pub fn standing(&self, name: &str, day: Day) -> Standing {
        if self.ended || self.agreed_until.is_none_or(|until| until < day) {
            return Standing::NoAgreement;
        }
        match self.people.iter().find(|one| one.name.trim() == name.trim()) {
            None => Standing::Unknown,
            Some(one) => one.standing(day),
        }
    }
}

impl Helper {
    /// How it stands with the check of the record alone.
    pub fn standing(&self, day: Day) -> Standing {
        match self.checked {
            None => Standing::Unchecked,
            Some(checked) if day > checked.plus(CHECK_HOLDS) => Standing::CheckOld,
            Some(_) => Standing::Good,
        }
    }
}

impl Body for Provider {
    const KIND: &'static str = "provider";
}

/// Act: the office sets a provider and whom it sends. Subject: the school.
pub type ProviderSet = Provider;

impl Kind for Provider {
    const NAME: &'static str = "provider_set";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        if self.people.len() > MOST_PEOPLE {
            return Err(Refusal::BadBody);
        }
        for one in &self.people {
            short_text(&one.name)?;
        }
        place_text(&self.service)?;
        short_text(&self.name)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.office()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<Provider>(Audience::Roll, self.id)]
    }

    fn apply(&self, _: &Act, desk: &mut Desk<'_>) {
        if let Some(mut shelf) = desk.shelf(Audience::Roll) {
            shelf.put(self.id, self);
        }
    }
}
