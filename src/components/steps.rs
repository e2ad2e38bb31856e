//! A long list in two steps: what fills the screen at once, the rest when that is painted.

use std::time::Duration;

use leptos::prelude::*;

/// Rows that fill the first screen of a phone.
const FIRST: usize = 12;

/// A list of which the first rows are drawn at once and the others after the next paint,
/// anew for each `of`: another group, another search.
pub fn in_steps<K, T>(of: Memo<K>, all: impl Fn() -> Vec<T> + Send + Sync + 'static) -> Memo<Vec<T>>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: PartialEq + Send + Sync + 'static,
{
    let whole = RwSignal::new(None::<K>);
    Effect::new(move |_| {
        let now = of.get();
        let painted = move || {
            // The screen may be gone by now.
            let _ = whole.try_set(Some(now));
        };
        request_animation_frame(move || set_timeout(painted, Duration::ZERO));
    });
    Memo::new(move |_| {
        let mut rows = all();
        if whole.with(|whole| whole.as_ref() != Some(&of.get())) {
            rows.truncate(FIRST);
        }
        rows
    })
}
