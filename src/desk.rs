//! The desks, one wasm chunk each.

use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use crate::bridge;
use crate::components::{Button, Drawing, Empty, Skeleton};
use crate::pages;
use crate::route::Desk;
use crate::state::App;
use crate::sync;
use crate::text::{t, words};

impl Desk {
    /// The role in `files.json`: equal to the first word in `#[wasm_split(…)]`.
    const fn role(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Staff => "staff",
        }
    }

    /// Loads the chunk and lets the desk serve this device: from then on there
    /// are predictions, and the syncer runs.
    pub async fn serve(self, app: App) -> Result<(), SplitLoaderError> {
        match self {
            Self::Family => serve_family(app).await?,
            Self::Staff => serve_staff(app).await?,
        }
        app.desk.set_value(Some(self));
        bridge::keep_desks(&[self.role()]);
        Ok(())
    }

    async fn open(self, app: App) -> Result<AnyView, SplitLoaderError> {
        self.serve(app).await?;
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
    let app = App::get();
    let attempt = RwSignal::new(0_u32);
    let shown = move || {
        attempt.get();
        Suspend::new(async move {
            match desk.open(app).await {
                Ok(view) => view,
                Err(_) => view! { <NotLoaded attempt /> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=Waiting>{shown}</Suspense> }
}

/// What stands there until a desk can be drawn.
#[component]
pub fn Waiting() -> impl IntoView {
    view! { <main class="page" id="main"><Skeleton label=t(words::opening) /></main> }
}

/// A chunk that did not come is not remembered as missing: the next attempt asks again.
#[component]
fn NotLoaded(
    /// Counts the attempts; one more starts the next.
    attempt: RwSignal<u32>,
) -> impl IntoView {
    view! {
        <main class="page" id="main">
            <h1 class="visually-hidden">{t(words::not_loaded)}</h1>
            <Empty drawing=Drawing::Umbrella words=t(words::not_loaded_note)>
                <Button on_press=move |()| *attempt.write() += 1>{t(words::try_again)}</Button>
            </Empty>
        </main>
    }
}

// `fallible`, where leptos' own `#[lazy]` would panic when the network is away;
// and the chunk's name stays readable, so that the build knows whose it is.
// Each chunk brings its own rules: a parent does not download the office's.
#[wasm_split(family, wasm_split_path = ::leptos::wasm_split, fallible)]
fn serve_family(app: App) -> Result<(), SplitLoaderError> {
    sync::serve(app, yuanliu_domain::rules::FAMILY);
    Ok(())
}

#[wasm_split(family, wasm_split_path = ::leptos::wasm_split, fallible)]
fn family() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <pages::AtDesk desk=|| view! { <pages::family::FamilyDesk /> }.into_any() /> }
        .into_any())
}

#[wasm_split(staff, wasm_split_path = ::leptos::wasm_split, fallible)]
fn serve_staff(app: App) -> Result<(), SplitLoaderError> {
    sync::serve(app, yuanliu_domain::rules::STAFF);
    Ok(())
}

#[wasm_split(staff, wasm_split_path = ::leptos::wasm_split, fallible)]
fn staff() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <pages::AtDesk desk=|| view! { <pages::staff::StaffDesk /> }.into_any() /> }
        .into_any())
}
