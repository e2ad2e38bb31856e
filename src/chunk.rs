//! The parts of the client that come as wasm chunks of their own, so that nobody
//! downloads what they never open.

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};

use crate::bridge;
use crate::components::{Button, Drawing, Empty, Mark, Skeleton};
use crate::pages;
use crate::photos;
use crate::platform::{reader, scanner};
use crate::route::Desk;
use crate::session;
use crate::state::App;
use crate::storage::settings;
use crate::sync;
use crate::text::{t, words};

/// A part of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Finding out who is signed in on this device.
    Beginning,
    /// Sign-in and joining.
    Door,
    /// What a desk shows.
    Desk(Desk),
    /// The office's screens, on the staff's desk: few of the staff ever open them.
    Office,
    /// Whether a printed note is genuine.
    Verify,
    /// Every component in its states.
    Gallery,
}

/// The office's role in `files.json`: equal to the first word in `#[wasm_split(…)]`.
const OFFICE: &str = "office";

/// Draws a part, once its chunk is here.
type Draw = fn() -> AnyView;

impl Part {
    async fn load(self, app: App) -> Result<Draw, SplitLoaderError> {
        match self {
            Part::Beginning => begin(app).await,
            Part::Door => door().await,
            Part::Desk(desk) => {
                desk.serve(app).await?;
                desk.draw().await
            }
            Part::Office => office().await,
            Part::Verify => verify().await,
            Part::Gallery => gallery().await,
        }
    }

    fn waiting(self) -> AnyView {
        match self {
            Part::Beginning | Part::Door => opening(),
            Part::Desk(_) | Part::Office | Part::Verify | Part::Gallery => waiting(),
        }
    }
}

impl Desk {
    /// The role in `files.json`: equal to the first word in `#[wasm_split(…)]`.
    const fn role(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Staff => "staff",
        }
    }

    async fn draw(self) -> Result<Draw, SplitLoaderError> {
        match self {
            Self::Family => family().await,
            Self::Staff => staff().await,
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
        if settings::load().desk != Some(self) {
            settings::change(|settings| settings.desk = Some(self));
        }
        // Where the browser reads no codes, ours is at hand for the gate without a network.
        let reads = match self {
            Self::Staff if scanner::is_here() && !scanner::browser_reads() => Some(reader::ROLE),
            _ => None,
        };
        let office = untrack(|| app.runs_office()).then_some(OFFICE);
        let kept: Vec<&str> = [self.role()].into_iter().chain(office).chain(reads).collect();
        bridge::keep_desks(&kept);
        Ok(())
    }
}

/// Begins to load the desk that served this device last, while the door still finds
/// out who is signed in: most starts lead there. Whatever fails is tried again when it
/// is needed.
pub fn make_ready() {
    if let Some(desk) = settings::load().desk {
        spawn_local(async move {
            let _ = desk.draw().await;
        });
    }
}

/// Loads a part and shows it, or says how to try again.
///
/// The part is drawn here and not while it is being loaded: whoever has gone on to
/// another address in the meantime left nothing behind that could be drawn into.
#[component]
pub fn Chunk(
    /// Which.
    part: Part,
) -> impl IntoView {
    let app = App::get();
    let loaded = RwSignal::new(None::<Option<Draw>>);
    let load = move || {
        spawn_local(async move {
            let draw = part.load(app).await.ok();
            // The address may be another one by now.
            let _ = loaded.try_set(Some(draw));
        });
    };
    let failed = RwSignal::new(false);
    let again = Callback::new(move |()| {
        if failed.get_untracked() {
            let _ = window().location().reload();
        } else {
            failed.set(true);
            loaded.set(None);
            load();
        }
    });
    load();
    move || match loaded.get() {
        None => part.waiting(),
        Some(Some(draw)) => draw(),
        Some(None) => view! { <NotLoaded failed again /> }.into_any(),
    }
}

/// What stands there until a desk can be drawn.
pub fn waiting() -> AnyView {
    view! { <main class="page" id="main"><Skeleton label=t(words::opening) /></main> }.into_any()
}

/// The shell's own words: what is read first stays where it was.
fn opening() -> AnyView {
    view! {
        <main class="page page-door" id="main">
            <div class="door-head">
                <Mark />
                <h1>{t(words::app_name)}</h1>
                <p>{t(words::tagline)}</p>
                <p role="status">{t(words::opening)}</p>
            </div>
        </main>
    }
    .into_any()
}

/// A chunk that did not come is not remembered as missing: the next attempt asks
/// again. A second failure may mean that the school's server holds a newer build
/// and no longer this one's chunks: then only a new page helps.
#[component]
fn NotLoaded(
    /// This is not the first failure.
    failed: RwSignal<bool>,
    /// Asks again, at last for a new page.
    again: Callback<()>,
) -> impl IntoView {
    let word = if failed.get_untracked() { t(words::load_page_again) } else { t(words::try_again) };
    view! {
        <main class="page" id="main">
            <h1 class="visually-hidden">{t(words::not_loaded)}</h1>
            <Empty drawing=Drawing::Umbrella words=t(words::not_loaded_note)>
                <Button on_press=again>{word}</Button>
            </Empty>
        </main>
    }
}

// `fallible`, where leptos' own `#[lazy]` would panic when the network is away;
// and the chunk's name stays readable, so that the build knows whose it is.

// Keys, the two databases and the account come with the door: the entry knows
// nothing of who is signed in.
#[wasm_split(door, wasm_split_path = ::leptos::wasm_split, fallible)]
fn begin(app: App) -> Result<Draw, SplitLoaderError> {
    session::start(app);
    Ok(opening)
}

#[wasm_split(door, wasm_split_path = ::leptos::wasm_split, fallible)]
fn door() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <pages::door::AtDoor /> }.into_any())
}

// Each desk brings its own rules: a parent does not download the office's.
#[wasm_split(family, wasm_split_path = ::leptos::wasm_split, fallible)]
fn serve_family(app: App) -> Result<(), SplitLoaderError> {
    photos::wants(pages::family::photos_at_hand);
    sync::serve(app, yuanliu_domain::rules::FAMILY);
    Ok(())
}

#[wasm_split(family, wasm_split_path = ::leptos::wasm_split, fallible)]
fn family() -> Result<Draw, SplitLoaderError> {
    Ok(|| {
        view! { <pages::AtDesk desk=|| view! { <pages::family::FamilyDesk /> }.into_any() /> }
            .into_any()
    })
}

#[wasm_split(staff, wasm_split_path = ::leptos::wasm_split, fallible)]
fn serve_staff(app: App) -> Result<(), SplitLoaderError> {
    photos::wants(pages::staff::photos_at_hand);
    sync::serve(app, yuanliu_domain::rules::STAFF);
    Ok(())
}

#[wasm_split(staff, wasm_split_path = ::leptos::wasm_split, fallible)]
fn staff() -> Result<Draw, SplitLoaderError> {
    Ok(|| {
        view! { <pages::AtDesk desk=|| view! { <pages::staff::StaffDesk /> }.into_any() /> }
            .into_any()
    })
}

#[wasm_split(office, wasm_split_path = ::leptos::wasm_split, fallible)]
fn office() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <pages::office::OfficeScreen /> }.into_any())
}

#[wasm_split(verify, wasm_split_path = ::leptos::wasm_split, fallible)]
fn verify() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <pages::verify::VerifyPage /> }.into_any())
}

#[wasm_split(gallery, wasm_split_path = ::leptos::wasm_split, fallible)]
fn gallery() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <pages::gallery::Gallery /> }.into_any())
}
