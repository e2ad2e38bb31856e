//! What was just done, and the way to take it back.

use leptos::prelude::*;

/// Instead of 'are you sure'. It stands above the foot of the screen while
/// there is a message; the page says when it goes, never sooner than 10 s and
/// not while it has the focus. Always mounted: only then is it read out.
#[component]
pub fn UndoBar(
    /// What was done; `None` shows nothing.
    #[prop(into)]
    message: Signal<Option<String>>,
    /// The word for taking it back.
    #[prop(optional, into)]
    undo: MaybeProp<String>,
    /// Takes it back, with a correction.
    #[prop(optional, into)]
    on_undo: Option<Callback<()>>,
) -> impl IntoView {
    let button = move || {
        let (word, on_undo) = (undo.get()?, on_undo?);
        Some(view! {
            <button type="button" class="btn" on:click=move |_| on_undo.run(())>
                {word}
            </button>
        })
    };
    let bar = move || {
        message.get().map(|message| {
            view! {
                <div class="undo-bar">
                    <span>{message}</span>
                    {button}
                </div>
            }
        })
    };
    view! { <div class="undo" role="status">{bar}</div> }
}
