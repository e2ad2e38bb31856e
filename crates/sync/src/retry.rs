//! When to try again (I11): soon at first, never later than a minute.

/// Longest wait between attempts while a window is visible, in milliseconds.
pub const LONGEST_MS: u32 = 60_000;

/// How long to wait after so many failures in a row, with `jitter` from 0 to 999
/// spread over the upper half of the wait.
pub fn wait_ms(failures: u32, jitter: u32) -> u32 {
    let full = LONGEST_MS.min(1_000 << failures.min(6));
    full / 2 + full / 2 * jitter.min(999) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i11_an_attempt_comes_within_a_minute_however_often_it_failed() {
        for failures in 0..100 {
            for jitter in [0, 500, 999, u32::MAX] {
                let wait = wait_ms(failures, jitter);
                assert!((500..=LONGEST_MS).contains(&wait), "{failures} {jitter} {wait}");
            }
        }
    }
}
