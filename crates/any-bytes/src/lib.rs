#![doc = include_str!("../README.md")]

mod doors;
mod seeds;

/// One place that reads bytes from outside.
pub struct Door {
    /// Its name, also of the fuzz target.
    pub name: &'static str,
    /// Takes whatever comes.
    pub take: fn(&[u8]),
    /// Good ones, to be spoiled.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every door.
pub const DOORS: [Door; 11] = [
    Door { name: "act", take: doors::act::take, seeds: seeds::acts },
    Door { name: "sync_body", take: doors::sync_body::take, seeds: seeds::sync_bodies },
    Door { name: "sealed", take: doors::sealed::take, seeds: seeds::sealed },
    Door { name: "stored", take: doors::stored::take, seeds: seeds::stored },
    Door { name: "cursor", take: doors::cursor::take, seeds: seeds::cursors },
    Door { name: "codes", take: doors::codes::take, seeds: seeds::codes },
    Door { name: "token", take: doors::token::take, seeds: seeds::tokens },
    Door { name: "checkpoint", take: doors::checkpoint::take, seeds: seeds::checkpoints },
    Door { name: "settings", take: doors::settings::take, seeds: seeds::settings },
    Door { name: "parcel", take: doors::parcel::take, seeds: seeds::parcels },
    Door { name: "passkey", take: doors::passkey::take, seeds: seeds::passkeys },
];

/// The door of this name.
pub fn door(name: &str) -> Option<&'static Door> {
    DOORS.iter().find(|door| door.name == name)
}

/// Takes bytes at the door of this name; for a fuzz target, which knows that it is there.
pub fn take(name: &str, bytes: &[u8]) {
    (door(name).expect("there is such a door").take)(bytes);
}
