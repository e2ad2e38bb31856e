//! Buttons act, links navigate; both may look alike.

use leptos::{ev, prelude::*};

use super::icon::{Glyph, Icon};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonLook {
    /// The one thing this screen is for. Once a screen.
    #[default]
    Primary,
    /// Any other act.
    Quiet,
    /// Takes something away that undo cannot bring back.
    Danger,
    /// No ground: in a bar, beside a text.
    Plain,
    /// The last row of a list, across its width.
    Row,
}

impl ButtonLook {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn",
            Self::Quiet => "btn btn-quiet",
            Self::Danger => "btn btn-danger",
            Self::Plain => "btn btn-plain",
            Self::Row => "btn btn-row",
        }
    }
}

/// Does something. For going somewhere take [`ButtonLink`].
///
/// While busy it stays in place and keeps the focus, but a tap does nothing.
#[component]
pub fn Button(
    /// How much attention it asks for.
    #[prop(optional)]
    look: ButtonLook,
    /// Across the whole width.
    #[prop(optional)]
    block: bool,
    /// 44 px high: inside a notice or a row.
    #[prop(optional)]
    small: bool,
    /// Sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// The act is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Not possible now. Say why beside it; better, leave it possible and explain.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A sign before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// The accessible name of a button that shows only a sign.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The tap. A submit button needs none: the form hears it.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let press = move |event: ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=look.class()
            class:btn-block=block
            class:btn-small=small
            disabled=disabled
            aria-disabled=move || busy.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-label=move || label.get()
            on:click=press
        >
            {move || busy.get().then(|| view! { <span class="spin" aria-hidden="true"></span> })}
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            {children.map(|children| children())}
        </button>
    }
}

/// Goes somewhere and looks like a button.
#[component]
pub fn ButtonLink(
    /// Where to, from the enum of screens.
    #[prop(into)]
    href: Signal<String>,
    /// How much attention it asks for.
    #[prop(optional)]
    look: ButtonLook,
    /// Across the whole width.
    #[prop(optional)]
    block: bool,
    /// 44 px high.
    #[prop(optional)]
    small: bool,
    /// A sign before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// The accessible name of a link that shows only a sign.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <a
            href=move || href.get()
            class=look.class()
            class:btn-block=block
            class:btn-small=small
            aria-label=move || label.get()
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            {children.map(|children| children())}
        </a>
    }
}

/// One of a few equal ways on, its sign above its word; inside `.actions`.
#[component]
pub fn Action(
    /// Where to, from the enum of screens.
    #[prop(into)]
    href: Signal<String>,
    /// The sign.
    glyph: Glyph,
    /// The word, two to five characters.
    #[prop(into)]
    word: Signal<String>,
) -> impl IntoView {
    view! {
        <a href=move || href.get() class="action">
            <Icon glyph />
            <span>{word}</span>
        </a>
    }
}
