//! The guards on which the invariants rest, each of which the simulation takes
//! away in turn to see that it notices (docs/RELIABILITY.md). Only with the
//! feature `guards`, which nothing that is shipped enables: without it every
//! guard stands, and this is no code at all.

/// One guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Guard {
    /// An act that came before gets its first verdict (I2).
    Dedupe,
    /// An id is bound to its content (I2).
    ContentHash,
    /// Versions are given and committed in one order (I4).
    RowLock,
    /// An act is on the disk before it is called kept (I1).
    StrictDurability,
    /// Nothing outside a viewer's audiences is sent (I5).
    ScopeFilter,
    /// A cursor of another epoch is none (I9).
    Epoch,
    /// Sums of audiences are compared (I7).
    Checksum,
    /// A commit of the server happens whole or not at all (I4).
    AtomicCommit,
    /// Rows, cursor and verdicts of an answer are stored together (I6).
    AtomicView,
    /// After every round another one is due (I11).
    WakeUp,
    /// An audience counts only once it is whole (I6).
    WholeAudience,
    /// Who left the screen gets no answer that was on its way to them (I5).
    StillShown,
    /// What the school has forgotten is offered again (I9).
    OfferAgain,
    /// An answer to another request is not taken (I5).
    OwnAnswer,
}

impl Guard {
    /// Every guard there is.
    pub const ALL: [Guard; 14] = [
        Guard::Dedupe,
        Guard::ContentHash,
        Guard::RowLock,
        Guard::StrictDurability,
        Guard::ScopeFilter,
        Guard::Epoch,
        Guard::Checksum,
        Guard::AtomicCommit,
        Guard::AtomicView,
        Guard::WakeUp,
        Guard::WholeAudience,
        Guard::StillShown,
        Guard::OfferAgain,
        Guard::OwnAnswer,
    ];
}

/// Whether a guard stands.
#[cfg(not(feature = "guards"))]
#[inline(always)]
pub fn stands(_: Guard) -> bool {
    true
}

#[cfg(feature = "guards")]
pub use removable::{MARKER, removed, stands};

#[cfg(feature = "guards")]
mod removable {
    use std::cell::Cell;

    use super::Guard;

    /// In every program whose guards can be taken away; `cargo xtask test` looks for
    /// it in those that are shipped.
    pub const MARKER: &str = "yuanliu: the guards of this program can be taken away";

    thread_local! {
        static REMOVED: Cell<u32> = const { Cell::new(0) };
    }

    /// Whether a guard stands on this thread.
    pub fn stands(guard: Guard) -> bool {
        std::hint::black_box(MARKER);
        REMOVED.get() & (1 << guard as u8) == 0
    }

    /// Takes guards away on this thread while `run` runs.
    pub fn removed<T>(guards: &[Guard], run: impl FnOnce() -> T) -> T {
        struct Back(u32);
        impl Drop for Back {
            fn drop(&mut self) {
                REMOVED.set(self.0);
            }
        }
        let _back = Back(REMOVED.get());
        REMOVED.set(guards.iter().fold(0, |all, guard| all | 1 << *guard as u8));
        run()
    }
}
