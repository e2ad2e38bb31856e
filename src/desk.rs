//! The desks, one wasm chunk each.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use crate::bridge;

/// Which desk an address belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// A guardian's phone.
    Family,
    /// A tablet of the school.
    Staff,
}

impl Desk {
    /// The role in `files.json`: equal to the first word in `#[wasm_split(…)]`.
    const fn role(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Staff => "staff",
        }
    }

    async fn load(self) -> Result<AnyView, SplitLoaderError> {
        match self {
            Self::Family => family().await,
            Self::Staff => staff().await,
        }
    }
}

/// Loads a desk's chunk and shows it, or says how to try again.
#[component]
pub fn DeskView(
    /// Whose desk.
    desk: Desk,
) -> impl IntoView {
    let attempt = RwSignal::new(0_u32);
    let shown = move || {
        attempt.get();
        Suspend::new(async move {
            match desk.load().await {
                Ok(view) => {
                    bridge::keep_desks(&[desk.role()]);
                    view
                }
                Err(_) => view! { <NotLoaded attempt /> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=|| view! { <p>"正在打开…"</p> }>{shown}</Suspense> }
}

/// A chunk that did not come is not remembered as missing: the next attempt asks again.
#[component]
fn NotLoaded(
    /// Counts the attempts; one more starts the next.
    attempt: RwSignal<u32>,
) -> impl IntoView {
    view! {
        <main>
            <h1>"没有打开成功"</h1>
            <p>"请检查网络后再试一次。"</p>
            <button type="button" on:click=move |_| *attempt.write() += 1>"再试一次"</button>
        </main>
    }
}

// `fallible`, where leptos' own `#[lazy]` would panic when the network is away;
// and the chunk's name stays readable, so that the build knows whose it is.
#[wasm_split(family, wasm_split_path = ::leptos::wasm_split, fallible)]
fn family() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <main><h1>"今天"</h1><p>"家长端"</p></main> }.into_any())
}

#[wasm_split(staff, wasm_split_path = ::leptos::wasm_split, fallible)]
fn staff() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <main><h1>"今日名单"</h1><p>"老师端"</p></main> }.into_any())
}
