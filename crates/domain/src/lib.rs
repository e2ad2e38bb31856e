//! Acts, rows and rules of the after-school service.
//!
//! Pure: no clock, no I/O, no async, no browser, no SQL. Time and identity are
//! arguments. The same rules run on the device that predicts and on the server
//! that decides. 'Acts go up, rows come down': see `docs/DESIGN.md`.

pub mod act;
pub mod activity;
pub mod at_gate;
pub mod audience;
pub mod calendar;
pub mod call;
pub mod card;
pub mod case;
pub mod check;
pub mod child_day;
pub mod choice;
pub mod closing;
pub mod collector;
pub mod concern;
pub mod consent;
pub mod court;
pub mod day_change;
pub mod disagreement;
pub mod early_leave;
pub mod emergency;
pub mod emergency_contact;
pub mod erasure;
pub mod expected;
pub mod group_day;
pub mod hand_over;
pub mod id;
pub mod incident;
pub mod leave;
pub mod on_behalf;
pub mod open_hours;
#[cfg(feature = "openapi")]
mod openapi;
pub mod outing;
pub mod pass;
pub mod people;
pub mod photo;
pub mod pin;
pub mod provider;
pub mod receipt;
pub mod refusal;
pub mod rights;
pub mod round;
pub mod row;
pub mod rules;
pub mod school;
pub mod seen;
pub mod sheet;
pub mod shown;
pub mod signed;
pub mod staying;
pub mod struck;
pub mod tablet;
pub mod term;
pub mod time;
pub mod token;
pub mod turned_away;
pub mod visitor;
pub mod waiting;
pub mod whereabouts;
