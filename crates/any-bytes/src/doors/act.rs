//! An act's bytes: read, checked for form and right, applied to nothing.

use std::collections::BTreeSet;

use yuanliu_domain::act::from_bytes;
use yuanliu_domain::rights::{Rights, Role};
use yuanliu_domain::rules;

use super::NOW;

/// Takes an act.
pub fn take(bytes: &[u8]) {
    let Ok(act) = from_bytes(bytes) else { return };
    let rights = Rights {
        roles: BTreeSet::from([Role::Office, Role::Teacher, Role::Guardian]),
        children: act.child().into_iter().collect(),
        ..Rights::none(act.actor)
    };
    let all = rules::all();
    let touches = rules::touches(&all, &act);
    if rules::check(&all, &act, &rights).is_err() {
        return;
    }
    for received in [None, Some(NOW)] {
        let effect = rules::apply(&all, &act, &|_| true, &|_| None, received);
        let outside = |kind: &str| received.is_some() && kind == "case";
        for (row, _) in effect.puts {
            assert!(touches.contains(&row) || outside(&row.kind), "it said nothing of {row:?}");
        }
    }
}
