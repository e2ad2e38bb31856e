//! The demo district: two invented schools with everyone in them, and an
//! afternoon under way. Plain data from a seed, the same on every machine.

mod cast;
mod choices;
mod dice;
mod families;
mod groups;
mod ids;
mod kin;
mod names;
mod parents;
mod seats;
mod shape;
mod spelling;
mod staffing;

pub mod afternoon;
pub mod district;
pub mod story;

pub use afternoon::afternoon;
pub use cast::cast;

#[cfg(test)]
mod tests;
