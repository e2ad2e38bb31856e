//! What was turned away, with everything it said: the office's attention list.

use serde::{Deserialize, Serialize};

use crate::id::{ActId, ChildId, PersonId};
use crate::row::Body;
use crate::time::Stamp;

/// An act that was turned away; row of `Office`, keyed by the act (and by its
/// content too, when one id came with two contents). Written by the server alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedAway {
    /// The act.
    pub act: ActId,
    /// A refusal's stable code.
    pub code: String,
    /// What kind of act it says it is; empty when it cannot be read.
    pub kind: String,
    /// Whom it names as its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<PersonId>,
    /// The author's name as the device showed it.
    pub actor_name: String,
    /// The child it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildId>,
    /// When the server had it.
    pub received: Stamp,
    /// The first words of what it said; all of it is in the journal.
    pub text: String,
}

impl Body for TurnedAway {
    const KIND: &'static str = "turned_away";
}
