//! An act's bytes: read, checked for form and right, applied to nothing.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use yuanliu_domain::act::from_bytes;
use yuanliu_domain::rights::{Rights, Role};
use yuanliu_domain::rules;
use yuanliu_domain::time::Stamp;

fuzz_target!(|bytes: &[u8]| {
    let Ok(act) = from_bytes(bytes) else { return };
    let rights = Rights {
        roles: BTreeSet::from([Role::Office, Role::Teacher, Role::Guardian]),
        children: act.child().into_iter().collect(),
        ..Rights::none(act.actor)
    };
    let all = rules::all();
    if rules::check(&all, &act, &rights).is_ok() {
        rules::apply(&all, &act, &|_| true, &|_| None, Some(Stamp(1_795_500_000_000)));
    }
});
