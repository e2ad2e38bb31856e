//! What the kinds of messages to families are called.

use yuanliu_sync::wire::Message;

use super::{Word, words};

/// The kind's word.
pub fn word(kind: Message) -> Word {
    match kind {
        Message::Arrived => words::telling_arrived,
        Message::Moved => words::telling_moved,
        Message::Collected => words::telling_collected,
        Message::Notice => words::telling_notice,
        Message::NotArrived => words::telling_not_arrived,
        Message::Late => words::telling_late,
        Message::Hurt => words::telling_hurt,
        Message::DayChanged => words::telling_day_changed,
    }
}
