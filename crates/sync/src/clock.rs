//! The school's 'now' on a device whose clock may be wrong (I10).

use yuanliu_domain::time::Stamp;

/// What the device's clocks say at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Wall clock.
    pub wall: Stamp,
    /// Milliseconds since the app started; only goes forward.
    pub mono: i64,
}

/// The last contact with the school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The school's clock then.
    pub server: Stamp,
    /// The device's wall clock then.
    pub wall: Stamp,
    /// The app's own clock then; absent when the app has been restarted since.
    pub mono: Option<i64>,
}

/// The best estimate of the school's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The estimate.
    pub at: Stamp,
    /// Whether it rests on contact since the app's start and clocks that agree.
    /// An uncertain 'now' asks for a second person; it never refuses.
    pub certain: bool,
}

/// Last server time plus the larger of wall and monotonic progress.
pub fn now(contact: Option<Contact>, reading: Reading) -> Now {
    let Some(contact) = contact else {
        return Now { at: reading.wall, certain: false };
    };
    let wall = reading.wall.0 - contact.wall.0;
    let mono = contact.mono.map(|then| reading.mono - then);
    let progress = wall.max(mono.unwrap_or(0)).max(0);
    Now { at: contact.server.plus_ms(progress), certain: mono.is_some() && wall >= 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn contact(mono: Option<i64>) -> Option<Contact> {
        Some(Contact { server: Stamp(1_000 * HOUR), wall: Stamp(5_000 * HOUR), mono })
    }

    #[test]
    fn i10_a_wrong_wall_clock_does_not_move_the_schools_now() {
        let reading = Reading { wall: Stamp(5_001 * HOUR), mono: 2 * HOUR };
        let seen = now(contact(Some(HOUR)), reading);
        assert_eq!(seen, Now { at: Stamp(1_001 * HOUR), certain: true });
    }

    #[test]
    fn i10_a_wall_clock_set_back_makes_now_uncertain_and_keeps_it_going_forward() {
        let reading = Reading { wall: Stamp(4_000 * HOUR), mono: 3 * HOUR };
        let seen = now(contact(Some(HOUR)), reading);
        assert_eq!(seen, Now { at: Stamp(1_002 * HOUR), certain: false });
    }

    #[test]
    fn i10_after_a_restart_without_contact_now_is_uncertain() {
        let reading = Reading { wall: Stamp(5_002 * HOUR), mono: 10 };
        let seen = now(contact(None), reading);
        assert_eq!(seen, Now { at: Stamp(1_002 * HOUR), certain: false });
        assert!(!now(None, reading).certain);
    }
}
