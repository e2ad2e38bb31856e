//! The browser's own: clocks, keys, signatures. Nothing of the product is here.

pub mod awake;
pub mod crypto;
pub mod drawing;
pub mod file;
pub mod heard;
pub mod passkey;
pub mod picture;
pub mod pin;
pub mod reader;
pub mod scanner;

use leptos::prelude::window;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::clock::Reading;

/// What the device's clocks say now.
pub fn reading() -> Reading {
    let mono = window().performance().map(|p| p.now()).unwrap_or_default();
    Reading { wall: wall(), mono: mono as i64 }
}

/// The device's wall clock: testimony, never order (R9).
pub fn wall() -> Stamp {
    Stamp(js_sys::Date::now() as i64)
}

/// A new UUIDv7 from the wall clock and the browser's random numbers.
pub fn new_id() -> uuid::Uuid {
    let mut random = [0; 10];
    getrandom::fill(&mut random).expect("a browser has random numbers");
    uuid::Builder::from_unix_timestamp_millis(wall().0.max(0) as u64, &random).into_uuid()
}

/// Whether a person can see this page now.
pub fn visible() -> bool {
    leptos::prelude::document().visibility_state() == web_sys::VisibilityState::Visible
}
