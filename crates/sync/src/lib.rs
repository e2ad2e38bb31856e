//! The replica of what one viewer may see: wire types, outbox, view and plan.
//!
//! Pure: drivers are the browser client and the tests. The server uses the wire types.

mod body;
pub mod clock;
pub mod guards;
pub mod outbox;
pub mod parcel;
pub mod photo;
pub mod replica;
pub mod retry;
pub mod round;
pub mod seal;
pub mod view;
pub mod wire;
