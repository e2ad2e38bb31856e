//! The words of the family's screens.

use crate::text::Word;

words! {
    family_title: "孩子的下午", "The afternoon";
}
