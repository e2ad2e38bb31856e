//! One list, seen from several sides.

use leptos::{ev, prelude::*};

/// One side of the list.
#[derive(Clone, Copy)]
pub struct Tab {
    /// The word, two to four characters.
    pub word: Signal<String>,
    /// How many rows it has.
    pub count: Option<Signal<usize>>,
}

/// Filters the list below it. Arrow keys move between the tabs. The list gets
/// `id=panel` and `role="tabpanel"`. Not for going to another screen: links do that.
#[component]
pub fn Tabs(
    /// The accessible name of the row of tabs.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs, fixed for the life of the screen.
    tabs: Vec<Tab>,
    /// Which one is shown.
    selected: RwSignal<usize>,
    /// The id of the list.
    panel: &'static str,
) -> impl IntoView {
    let last = tabs.len().saturating_sub(1);
    let row = NodeRef::new();
    let keys = move |event: ev::KeyboardEvent| {
        let Some(next) = step(&event.key(), selected.get_untracked(), last) else {
            return;
        };
        event.prevent_default();
        selected.set(next);
        focus_tab(row, next);
    };
    let tab = move |(index, tab): (usize, Tab)| {
        let here = move || selected.get() == index;
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                aria-controls=panel
                aria-selected=move || here().to_string()
                tabindex=move || if here() { "0" } else { "-1" }
                on:click=move |_| selected.set(index)
            >
                {tab.word}
                {tab.count.map(|count| view! { <span class="count">{count}</span> })}
            </button>
        }
    };
    view! {
        <div
            class="tabs"
            role="tablist"
            aria-label=move || label.get()
            node_ref=row
            on:keydown=keys
        >
            {tabs.into_iter().enumerate().map(tab).collect_view()}
        </div>
    }
}

fn step(key: &str, at: usize, last: usize) -> Option<usize> {
    match key {
        "ArrowRight" => Some(if at == last { 0 } else { at + 1 }),
        "ArrowLeft" => Some(at.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

fn focus_tab(row: NodeRef<leptos::html::Div>, index: usize) {
    use leptos::{wasm_bindgen::JsCast, web_sys::HtmlElement};
    let Some(row) = row.get_untracked() else {
        return;
    };
    let tab = u32::try_from(index).ok().and_then(|index| row.children().item(index));
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        // Only fails for an element that cannot take the focus; a button can.
        let _ = tab.focus();
    }
}
