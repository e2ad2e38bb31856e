//! The school's clock is a value: the real one, a demo's that starts at a given
//! moment and ticks on, or a test's.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use yuanliu_domain::time::{Day, Stamp};

/// Tells the time of the school.
#[derive(Clone, Debug)]
pub enum Clock {
    /// This computer's clock.
    Real,
    /// Started at a moment of its own, and ticks since.
    Demo {
        /// What it said then.
        start: Stamp,
        /// Then.
        began: Instant,
    },
    /// Stands where a test puts it.
    Test(Arc<AtomicI64>),
}

impl Clock {
    /// A demo clock that starts now at this moment.
    pub fn demo(start: Stamp) -> Clock {
        Clock::Demo { start, began: Instant::now() }
    }

    /// A clock that a test moves.
    pub fn test(at: Stamp) -> Clock {
        Clock::Test(Arc::new(AtomicI64::new(at.0)))
    }

    /// Now.
    pub fn now(&self) -> Stamp {
        match self {
            Clock::Real => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Stamp(since.as_millis() as i64)
            }
            Clock::Demo { start, began } => start.plus_ms(began.elapsed().as_millis() as i64),
            Clock::Test(now) => Stamp(now.load(Ordering::Relaxed)),
        }
    }

    /// Today, in Shanghai.
    pub fn today(&self) -> Day {
        self.now().day()
    }

    /// Whether screens must say that this is not the real time.
    pub fn is_demo(&self) -> bool {
        matches!(self, Clock::Demo { .. })
    }

    /// Moves a test's clock.
    pub fn pass(&self, ms: i64) {
        if let Clock::Test(now) = self {
            now.fetch_add(ms, Ordering::Relaxed);
        }
    }
}
