//! Six digits under a thumb.

use leptos::{ev, prelude::*};

use super::icon::{Glyph, Icon};

/// Digits of a PIN.
const DIGITS: usize = 6;

/// Large keys and six dots; a keyboard's digits are heard as well. Not for codes
/// that are letters: that is a `Field`.
#[component]
pub fn PinPad(
    /// What is typed so far. Digits only.
    value: RwSignal<String>,
    /// What is asked for, for a screen reader.
    #[prop(into)]
    label: Signal<String>,
    /// How many digits are there, said for a screen reader.
    #[prop(into)]
    typed: Signal<String>,
    /// The name of the key that takes the last digit back.
    #[prop(into)]
    back: Signal<String>,
    /// The check is under way: keys wait.
    #[prop(into)]
    busy: Signal<bool>,
    /// All six are there.
    on_full: Callback<String>,
) -> impl IntoView {
    let press = move |digit: char| {
        if busy.get_untracked() || value.with_untracked(|v| v.len() >= DIGITS) {
            return;
        }
        value.update(|v| v.push(digit));
        if value.with_untracked(|v| v.len() == DIGITS) {
            on_full.run(value.get_untracked());
        }
    };
    let erase = move || {
        if !busy.get_untracked() {
            value.update(|v| {
                v.pop();
            });
        }
    };
    let heard = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "Backspace" => erase(),
            key => {
                let mut letters = key.chars();
                if let (Some(digit @ '0'..='9'), None) = (letters.next(), letters.next()) {
                    press(digit);
                }
            }
        }
    });
    on_cleanup(move || heard.remove());
    let dot = move |n: usize| {
        view! { <span class="pin-dot" class:pin-dot-full=move || value.with(|v| v.len() > n)></span> }
    };
    let key = move |digit: char| {
        view! {
            <button type="button" class="pin-key" on:click=move |_| press(digit)>{digit.to_string()}</button>
        }
    };
    view! {
        <div class="pin" role="group" aria-label=move || label.get() aria-busy=move || busy.get().then_some("true")>
            <p class="pin-dots" aria-hidden="true">{(0..DIGITS).map(dot).collect_view()}</p>
            <p class="visually-hidden" role="status">{move || typed.get()}</p>
            <div class="pin-keys">
                {('1'..='9').map(key).collect_view()}
                <span></span>
                {key('0')}
                <button type="button" class="pin-key" aria-label=move || back.get() on:click=move |_| erase()>
                    <Icon glyph=Glyph::Undo />
                </button>
            </div>
        </div>
    }
}
