//! A signature within the domain's size: a note with too many points would not be well formed.
//! And the last one that this guardian gave, which is the saved one of the next note.

use leptos::prelude::*;
use yuanliu_domain::act::Channel;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::leave::{LeaveNote, Signature};
use yuanliu_domain::receipt::Receipt;

use crate::components::Strokes;
use crate::pages::family::kid::Kid;
use crate::pages::family::summary::body;

/// How I signed my last leave note, for whichever of my children. It stands in its receipt:
/// nothing is stored for it, and the other guardian's is never mine.
pub fn last_of_mine(kid: Kid) -> Option<Signature> {
    let me = kid.me()?;
    let receipts = kid.app.children().into_iter().flat_map(|(space, child)| {
        space.replica.with(|replica| replica.list::<Receipt>(Audience::Family(child)))
    });
    let mine = receipts.filter_map(|(_, receipt)| Some((receipt.at, signed_by(me, &receipt)?)));
    mine.max_by_key(|(at, _)| *at).map(|(_, signature)| signature)
}

fn signed_by(me: PersonId, receipt: &Receipt) -> Option<Signature> {
    let own = receipt.by == me && receipt.channel == Channel::App;
    let note: LeaveNote = own.then(|| body(receipt, "leave_note")).flatten()?;
    (note.signature != Signature::OnBehalf).then_some(note.signature)
}

/// Points of all strokes together, at most.
const MOST: usize = 1_000;

/// The same strokes with points left out evenly, first and last kept.
pub fn thinned(strokes: Strokes) -> Strokes {
    let total: usize = strokes.iter().map(Vec::len).sum();
    if total <= MOST {
        return strokes.into_iter().filter(|stroke| !stroke.is_empty()).collect();
    }
    // Each stroke may keep two points more than its share.
    let step = total.div_ceil(MOST.saturating_sub(2 * strokes.len()).max(1)).max(2);
    let thin = |stroke: Vec<(i16, i16)>| {
        let last = stroke.len().saturating_sub(1);
        let keep = |n: usize| n.is_multiple_of(step) || n == last;
        let kept = stroke.into_iter().enumerate().filter(|(n, _)| keep(*n)).map(|(_, point)| point);
        kept.collect::<Vec<_>>()
    };
    strokes.into_iter().filter(|stroke| !stroke.is_empty()).map(thin).take(MOST / 2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_signature_is_thinned_to_what_a_note_holds() {
        let stroke = |length: i16| (0..length).map(|x| (x, x)).collect::<Vec<_>>();
        for strokes in [vec![stroke(5_000)], vec![stroke(700), stroke(700), vec![], stroke(1)]] {
            let ends: Vec<_> = strokes.iter().filter_map(|s| s.last().copied()).collect();
            let thin = thinned(strokes);
            assert!(thin.iter().map(Vec::len).sum::<usize>() <= MOST);
            assert_eq!(thin.iter().filter_map(|s| s.last().copied()).collect::<Vec<_>>(), ends);
        }
        assert_eq!(thinned(vec![stroke(3)]), vec![stroke(3)]);
    }
}
