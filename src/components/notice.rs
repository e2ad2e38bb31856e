//! Something that a person should know before going on.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// What kind of message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeTone {
    /// News.
    #[default]
    Info,
    /// It worked.
    Good,
    /// No network: what is shown is of a certain time.
    Offline,
    /// Something to do soon.
    Warning,
    /// Something to do now. Interrupts a screen reader.
    Danger,
}

impl NoticeTone {
    const fn look(self) -> (&'static str, Glyph) {
        match self {
            Self::Info => ("notice", Glyph::Info),
            Self::Good => ("notice notice-good", Glyph::Check),
            Self::Offline => ("notice notice-offline", Glyph::Offline),
            Self::Warning => ("notice notice-warn", Glyph::Warning),
            Self::Danger => ("notice notice-danger", Glyph::Bang),
        }
    }
}

/// A banner in the page. It stays until its cause is gone. For what was just
/// done take `UndoBar`; for a wrong field, the field.
#[component]
pub fn Notice(
    /// What kind.
    #[prop(optional)]
    tone: NoticeTone,
    /// Edge to edge under the bar.
    #[prop(optional)]
    strip: bool,
    /// A few words; the sentence follows as children.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// Small buttons below the sentence.
    #[prop(optional, into)]
    acts: Option<ViewFn>,
    /// The sentence.
    children: Children,
) -> impl IntoView {
    let (class, glyph) = tone.look();
    let role = if tone == NoticeTone::Danger { "alert" } else { "status" };
    view! {
        <div class=class class:notice-strip=strip role=role>
            <Icon glyph />
            <div class="notice-body">
                {move || title.get().map(|title| view! { <p class="notice-title">{title}</p> })}
                <p>{children()}</p>
                {acts.map(|acts| view! { <div class="notice-acts">{acts.run()}</div> })}
            </div>
        </div>
    }
}
