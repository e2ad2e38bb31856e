//! Seen 老师已查看: the third state of a family's notice (R4).

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::audience::Audience;
use crate::id::ActId;
use crate::leave::Absences;
use crate::receipt::{self, Receipt, SeenBy};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Desk, RowKey};
use crate::rules::Kind;

/// Act: staff looked at a family's notice. Subject: the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The notice.
    pub notice: ActId,
}

impl Kind for Seen {
    const NAME: &'static str = "seen";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        act.child().map(|_| ())
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, act: &Act) -> Vec<RowKey> {
        let Ok(child) = act.child() else { return vec![] };
        vec![
            receipt::touch(child, self.notice),
            RowKey::of::<Absences>(Audience::Roll, child),
            RowKey::of::<Absences>(Audience::Family(child), child),
        ]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Ok(child) = act.child() else { return };
        let seen = SeenBy { by: act.actor, by_name: act.actor_name.clone(), at: act.time() };
        let note = |list: &mut Vec<SeenBy>| {
            if list.len() < 20 && list.iter().all(|s| s.by != seen.by) {
                list.push(seen.clone());
            }
        };
        if let Some(mut shelf) = desk.shelf(Audience::Family(child)) {
            shelf.edit(self.notice, |receipt: &mut Receipt| note(&mut receipt.seen));
        }
        for audience in [Audience::Roll, Audience::Family(child)] {
            if let Some(mut shelf) = desk.shelf(audience) {
                shelf.edit(child, |absences: &mut Absences| {
                    absences
                        .notes
                        .iter_mut()
                        .filter(|n| n.act == self.notice)
                        .for_each(|n| note(&mut n.seen));
                });
            }
        }
    }
}
