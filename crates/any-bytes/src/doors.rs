//! One module for each door.

pub mod act;
pub mod checkpoint;
pub mod codes;
pub mod cursor;
pub mod parcel;
pub mod passkey;
pub mod sealed;
pub mod settings;
pub mod stored;
pub mod sync_body;
pub mod token;

use yuanliu_domain::time::Stamp;

/// A Tuesday afternoon in November 2026.
pub const NOW: Stamp = Stamp(1_795_500_000_000);
