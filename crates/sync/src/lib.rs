//! The replica of what one viewer may see: wire types, outbox, view and plan.
//!
//! Pure: drivers are the browser client and the tests. The server uses the wire types.

pub mod wire;
