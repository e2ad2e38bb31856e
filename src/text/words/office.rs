//! The words of the office's screens.

use crate::text::Word;

words! {
    office_title: "学校办公室", "School office";
}
