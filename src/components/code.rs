//! A code that people read, type or photograph.

use leptos::prelude::*;
use yuanliu_sync::wire::Qr;

/// A code in large groups; a screen reader hears it letter by letter, not as a word.
#[component]
pub fn Code(
    /// As the server groups it: `7KQ2-M9XD`.
    #[prop(into)]
    code: String,
) -> impl IntoView {
    let groups: Vec<String> = code.split('-').map(str::to_owned).collect();
    let spoken: String = groups.join(" ").chars().flat_map(|c| [c, ' ']).collect();
    let tile = |group: String| view! { <span class="counts-item"><span class="counts-number">{group}</span></span> " " };
    view! {
        <p class="visually-hidden">{spoken.trim().to_owned()}</p>
        <p class="counts" aria-hidden="true">{groups.into_iter().map(tile).collect_view()}</p>
    }
}

/// The same for a camera. Dark on white in every theme: cameras want it so.
#[component]
pub fn QrCode(
    /// As the server drew it.
    qr: Qr,
    /// What it is, for whoever does not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <svg
            class="qr" role="img" aria-label=label shape-rendering="crispEdges"
            viewBox=format!("0 0 {0} {0}", qr.size)
        >
            <path d=qr.path />
        </svg>
    }
}
