//! A file with what another device could not send, as a phone reads it.

use std::collections::BTreeSet;

use yuanliu_sync::parcel::Parcel;
use yuanliu_sync::wire::{Content, MAX_ACTS};

/// Takes a file.
pub fn take(bytes: &[u8]) {
    let Ok(parcel) = Parcel::read(bytes) else { return };
    assert_eq!(Parcel::read(&parcel.bytes()).as_ref(), Ok(&parcel), "written as it was read");
    let mut seen = BTreeSet::new();
    for (space, part) in parcel.requests() {
        assert!((1..=MAX_ACTS).contains(&part.acts.len()));
        for act in &part.acts {
            assert!(seen.insert((space, part.device, act.id)), "an act goes twice");
            if let Content::Sealed(sealed) = &act.content {
                super::sealed::school(act.id, part.device, sealed);
            }
        }
    }
    assert!(seen.len() <= parcel.len());
}
