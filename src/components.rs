//! What screens are made of. A component gets only what it shows, says what a
//! person did through a `Callback`, and neither stores nor fetches. Every word
//! comes in as a prop. `/gallery` shows each one in its states;
//! `docs/DESIGN-SYSTEM.md` says when to use which.

mod app_bar;
mod badge;
mod button;
mod cell;
mod child_card;
mod choice;
mod count_strip;
mod empty;
mod error_summary;
mod field;
mod icon;
mod nav_bar;
mod notice;
mod release_person;
mod roll_row;
mod search_field;
mod segments;
mod sent;
mod sheet;
mod signature;
mod tabs;
mod tile;
mod timeline;
mod undo_bar;
mod wait;
mod week_grid;

pub use app_bar::AppBar;
pub use badge::{Badge, Tone};
pub use button::{Action, Button, ButtonLink, ButtonLook};
pub use cell::{Cell, CellButton, CellGroup, CellLink};
pub use child_card::ChildCard;
pub use choice::{ChoiceItem, Choices, Tick, Ticks};
pub use count_strip::{Count, CountStrip};
pub use empty::{Drawing, Empty};
pub use error_summary::{ErrorSummary, FieldError};
pub use field::{Field, FieldKind, SelectField, TextArea};
pub use icon::{Glyph, Icon, Mark};
pub use nav_bar::{NavBar, NavItem};
pub use notice::{Notice, NoticeTone};
pub use release_person::ReleasePerson;
pub use roll_row::{Roll, RollRow};
pub use search_field::SearchField;
pub use segments::Segments;
pub use sent::{Sent, SentPips, SentStage, SentStep};
pub use sheet::Sheet;
pub use signature::{SignaturePad, SignatureView, Strokes};
pub use tabs::{Tab, Tabs};
pub use tile::{Tile, TileSize};
pub use timeline::{DayLine, DaySpan, Timeline, TimelineItem, TimelineWhen};
pub use undo_bar::UndoBar;
pub use wait::{Progress, Skeleton};
pub use week_grid::{WeekBlock, WeekDay, WeekGrid};
