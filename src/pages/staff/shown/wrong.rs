//! Wrong six digits, by child and day, at this tablet; kept over a restart.

use std::cell::RefCell;

use gloo_storage::{LocalStorage, Storage};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::time::Day;

const KEY: &str = "yuanliu.codes";
/// Wrong codes for one child on one day before the way is closed.
const TRIES: u32 = 5;
/// Days after which a count is let go of: digits are good for one. A clock that is set
/// back and forth within them gives no new tries.
const KEPT_DAYS: i64 = 7;

type Counts = Vec<(Day, ChildId, u32)>;

thread_local! {
    // Outlives the screen also where the disk is full.
    static WRONG: RefCell<Counts> = RefCell::new(LocalStorage::get(KEY).unwrap_or_default());
}

/// How many tries are left.
pub fn left(day: Day, child: ChildId) -> u32 {
    let wrong = WRONG.with_borrow(|counts| {
        let of_child = counts.iter().find(|count| (count.0, count.1) == (day, child));
        of_child.map_or(0, |count| count.2)
    });
    TRIES.saturating_sub(wrong)
}

/// One more was wrong; how many tries are left.
pub fn wrong(day: Day, child: ChildId) -> u32 {
    WRONG.with_borrow_mut(|counts| {
        counts.retain(|count| day.days_since(count.0).abs() <= KEPT_DAYS);
        match counts.iter_mut().find(|count| (count.0, count.1) == (day, child)) {
            Some(count) => count.2 += 1,
            None => counts.push((day, child, 1)),
        }
        // A full disk costs the count over a restart.
        let _ = LocalStorage::set(KEY, &*counts);
    });
    left(day, child)
}
