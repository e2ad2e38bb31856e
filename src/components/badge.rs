//! Where a child is, as a word with a shape and a tone.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The states of a child that a screen tells apart. Each has its own shape, so
/// that none of them rests on colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// 应到: a ring.
    Expected,
    /// 实到: a tick.
    Present,
    /// 已接走, 自行离校: an arrow out.
    Left,
    /// 请假: a note.
    Leave,
    /// 未到: a bang.
    Missing,
    /// 暂不能交接: a pause on ink. Discreet, and only on staff screens (R11).
    Hold,
}

impl Tone {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Expected => "tone-expected",
            Self::Present => "tone-present",
            Self::Left => "tone-left",
            Self::Leave => "tone-leave",
            Self::Missing => "tone-missing",
            Self::Hold => "tone-hold",
        }
    }

    pub(super) const fn glyph(self) -> Glyph {
        match self {
            Self::Expected => Glyph::Ring,
            Self::Present => Glyph::Check,
            Self::Left => Glyph::Out,
            Self::Leave => Glyph::Note,
            Self::Missing => Glyph::Bang,
            Self::Hold => Glyph::Pause,
        }
    }
}

/// The state of one child. Not for counts, and not a button.
#[component]
pub fn Badge(
    /// Which state.
    #[prop(into)]
    tone: Signal<Tone>,
    /// Its word.
    #[prop(into)]
    word: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=move || format!("badge {}", tone.get().class())>
            <Icon glyph=move || tone.get().glyph() />
            <span>{word}</span>
        </span>
    }
}
