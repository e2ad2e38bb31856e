//! A number under a thumb.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Digits of the largest number.
const DIGITS: usize = 3;

/// Large keys for a number of up to three digits, which stands above them. For a count
/// that is typed standing, with one hand. Not for a PIN: that is a `PinPad`.
#[component]
pub fn NumberPad(
    /// What is typed so far. Digits only.
    value: RwSignal<String>,
    /// What is asked for, for a screen reader.
    #[prop(into)]
    label: Signal<String>,
    /// The number as it is said.
    #[prop(into)]
    typed: Signal<String>,
    /// The name of the key that empties it.
    #[prop(into)]
    clear: Signal<String>,
    /// The name of the key that takes the last digit back.
    #[prop(into)]
    back: Signal<String>,
) -> impl IntoView {
    let press = move |digit: char| {
        value.update(|v| match v.as_str() {
            "0" => *v = digit.to_string(),
            _ if v.len() < DIGITS => v.push(digit),
            _ => {}
        });
    };
    let erase = move |_| {
        value.update(|v| {
            v.pop();
        });
    };
    let key = move |digit: char| {
        view! {
            <button type="button" class="pin-key" on:click=move |_| press(digit)>{digit.to_string()}</button>
        }
    };
    view! {
        <div class="pin" role="group" aria-label=move || label.get()>
            <p class="pair-code" role="status">{move || typed.get()}</p>
            <div class="pin-keys">
                {('1'..='9').map(key).collect_view()}
                <button type="button" class="pin-key" aria-label=move || clear.get() on:click=move |_| value.set(String::new())>
                    <Icon glyph=Glyph::Close />
                </button>
                {key('0')}
                <button type="button" class="pin-key" aria-label=move || back.get() on:click=erase>
                    <Icon glyph=Glyph::Undo />
                </button>
            </div>
        </div>
    }
}
