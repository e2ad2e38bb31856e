//! A sheet over the screen, for one short task.

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlDialogElement};

use super::icon::{Glyph, Icon};

/// A modal `<dialog>`: the browser keeps the focus inside and gives it back
/// when the sheet closes; Escape, the cross and a tap beside it close it. Its
/// content is made when it opens. Not for questions such as 'are you sure'.
#[component]
pub fn Sheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// The accessible name of the cross.
    #[prop(into)]
    close: Signal<String>,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else {
            return;
        };
        if open.get() == dialog.open() {
            return;
        }
        if !open.get_untracked() {
            dialog.close();
        } else if let (Ok(()), Some(heading)) = (dialog.show_modal(), heading.get_untracked()) {
            // The title is read first, not the cross; it has a tabindex, so it takes the focus.
            let _ = heading.focus();
        }
    });
    let beside = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlDialogElement>().ok());
        if target.is_some() {
            open.set(false);
        }
    };
    // The browser says so a moment later: by then the sheet may be open for the next question.
    let closed = move |_| {
        if dialog.get_untracked().is_some_and(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    let children = StoredValue::new(children);
    view! {
        <dialog
            class="sheet"
            aria-label=move || title.get()
            node_ref=dialog
            on:close=closed
            on:click=beside
        >
            <div class="sheet-head">
                <h2 class="sheet-title" tabindex="-1" node_ref=heading>{title}</h2>
                <button
                    type="button"
                    class="sheet-close"
                    aria-label=move || close.get()
                    on:click=move |_| open.set(false)
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
            <div class="sheet-body">
                <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
            </div>
        </dialog>
    }
}
