//! The words of the staff's screens.

use crate::text::Word;

words! {
    staff_title: "今日名单", "Today";
}
