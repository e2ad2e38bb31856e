//! Choosing or taking a photo: a square that is moved with a finger and made larger with a
//! slider; of a sheet of paper the whole.

use std::rc::Rc;

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use web_sys::{HtmlInputElement, ImageBitmap};

use super::button::{Button, ButtonLook};
use super::icon::{Glyph, Icon};
use super::notice::{Notice, NoticeTone};
use crate::platform::picture::{self, Crop, MAX_ZOOM};

/// A photo as it will be kept: small, without what the camera noted in it.
#[derive(Clone)]
pub struct Picture {
    /// A JPEG of at most 300 KB.
    pub bytes: Rc<[u8]>,
    /// Its address on this screen.
    pub url: String,
}

impl Picture {
    fn of(bytes: Vec<u8>) -> Option<Picture> {
        let url = picture::url_of(&bytes)?;
        Some(Picture { bytes: bytes.into(), url })
    }
}

/// What was picked, if anything. Its bytes are this page's alone.
pub type Picked = RwSignal<Option<Picture>, LocalStorage>;

/// The words of the picker.
#[derive(Clone, Copy)]
pub struct PhotoWords {
    /// What is asked for.
    pub label: &'static str,
    /// Help below it.
    pub hint: &'static str,
    /// Opens the camera.
    pub take: &'static str,
    /// Opens the album.
    pub choose: &'static str,
    /// The name of the square that is moved, and how.
    pub drag: &'static str,
    /// The slider.
    pub zoom: &'static str,
    /// Takes the square as it is.
    pub use_it: &'static str,
    /// Leaves it.
    pub cancel: &'static str,
    /// Takes the photo off again.
    pub remove: &'static str,
    /// The file is no picture that this browser reads.
    pub unreadable: &'static str,
}

/// How far one press of an arrow key goes, in parts of the square.
const STEP: f64 = 0.05;

/// Asks for a photo. Optional always: say so in the hint.
#[component]
pub fn PhotoPicker(
    /// Takes the whole picture, as large as writing needs, and asks for no square.
    #[prop(optional)]
    whole: bool,
    /// The first part of the ids.
    #[prop(into)]
    id: String,
    /// What was picked.
    value: Picked,
    /// The words.
    words: PhotoWords,
) -> impl IntoView {
    let bitmap = RwSignal::new_local(None::<ImageBitmap>);
    let failed = RwSignal::new(false);
    let picked = move |event: ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        let file = input.files().and_then(|files| files.get(0));
        // The same file once more is a change once more.
        input.set_value("");
        let Some(file) = file else { return };
        failed.set(false);
        spawn_local(async move {
            match picture::read(&file).await {
                Ok(read) if read.width() == 0 || read.height() == 0 => {
                    failed.try_set(true);
                }
                Ok(read) if whole => match picture::whole(&read).await.ok().and_then(Picture::of) {
                    Some(picture) => drop(value.try_set(Some(picture))),
                    None => drop(failed.try_set(true)),
                },
                Ok(read) => drop(bitmap.try_set(Some(read))),
                Err(_) => drop(failed.try_set(true)),
            }
        });
    };
    let remove = move |()| {
        if let Some(old) = value.try_update(Option::take).flatten() {
            picture::revoke(&old.url);
        }
    };
    let label_id = format!("{id}-label");
    let labelled = label_id.clone();
    let inputs = {
        let id = id.clone();
        move || {
            view! {
                <div class="photo-ways">
                    {source(format!("{id}-camera"), words.take, true, picked)}
                    {source(format!("{id}-album"), words.choose, false, picked)}
                </div>
            }
        }
    };
    let shown = move || match (bitmap.get(), value.get()) {
        (Some(read), _) => view! { <Cropping read bitmap value words /> }.into_any(),
        (None, Some(picture)) => view! {
            <div class="photo-done">
                <img class="photo-preview" src=picture.url alt=words.label />
                <Button look=ButtonLook::Quiet small=true on_press=remove>{words.remove}</Button>
            </div>
        }
        .into_any(),
        (None, None) => inputs().into_any(),
    };
    view! {
        <div class="photo" role="group" aria-labelledby=labelled>
            <p class="label" id=label_id>{words.label}</p>
            <p class="hint">{words.hint}</p>
            <Show when=move || failed.get()>
                <Notice tone=NoticeTone::Warning>{words.unreadable}</Notice>
            </Show>
            {shown}
        </div>
    }
}

/// A file's input under words that look like a button: its own looks otherwise on
/// every phone.
fn source(
    id: String,
    word: &'static str,
    camera: bool,
    picked: impl Fn(ev::Event) + 'static,
) -> impl IntoView {
    let glyph = if camera { Glyph::Camera } else { Glyph::Picture };
    view! {
        <label class="btn btn-quiet photo-way">
            <Icon glyph />
            {word}
            <input
                class="photo-input" id=id type="file" accept="image/*"
                capture=camera.then_some("environment") on:change=picked
            />
        </label>
    }
}

#[component]
fn Cropping(
    /// The picture.
    read: ImageBitmap,
    /// Where it came from: empty when it is done with.
    bitmap: RwSignal<Option<ImageBitmap>, LocalStorage>,
    /// Where the square goes.
    value: Picked,
    /// The words.
    words: PhotoWords,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let crop = RwSignal::new(Crop::of(&read));
    let busy = RwSignal::new(false);
    let read = StoredValue::new_local(read);
    let last = StoredValue::new(None::<(i32, i32)>);
    Effect::new(move |_| {
        let crop = crop.get();
        if let Some(canvas) = canvas.get() {
            let _ = read.with_value(|read| picture::draw(&canvas, read, crop));
        }
    });
    let go = move |right: f64, down: f64| {
        crop.update(|crop| *crop = read.with_value(|read| crop.moved(read, right, down)));
    };
    let start = move |event: ev::PointerEvent| {
        event.prevent_default();
        if let Some(canvas) = canvas.get_untracked() {
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        last.set_value(Some((event.client_x(), event.client_y())));
    };
    let drag = move |event: ev::PointerEvent| {
        let (Some((x, y)), Some(canvas)) = (last.get_value(), canvas.get_untracked()) else {
            return;
        };
        let whole = f64::from(canvas.client_width().max(1));
        let moved = |from: i32, to: i32| f64::from(to - from) / whole;
        go(moved(x, event.client_x()), moved(y, event.client_y()));
        last.set_value(Some((event.client_x(), event.client_y())));
    };
    let end = move |_: ev::PointerEvent| last.set_value(None);
    let key = move |event: ev::KeyboardEvent| {
        let (right, down) = match event.key().as_str() {
            "ArrowLeft" => (-STEP, 0.0),
            "ArrowRight" => (STEP, 0.0),
            "ArrowUp" => (0.0, -STEP),
            "ArrowDown" => (0.0, STEP),
            _ => return,
        };
        event.prevent_default();
        go(right, down);
    };
    let zoom = move |event: ev::Event| {
        let Ok(zoom) = event_target_value(&event).parse::<f64>() else { return };
        crop.update(|crop| {
            let larger = Crop { zoom: zoom / 100.0, ..*crop };
            *crop = read.with_value(|read| larger.within(read));
        });
    };
    let take = move |()| {
        let Some(canvas) = canvas.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            let picture = picture::jpeg(&canvas).await.ok().and_then(Picture::of);
            busy.try_set(false);
            if picture.is_some() {
                value.try_set(picture);
                bitmap.try_set(None);
            }
        });
    };
    let most = (MAX_ZOOM * 100.0).to_string();
    view! {
        <div class="photo-crop">
            <canvas
                class="photo-canvas" node_ref=canvas tabindex="0" role="img"
                aria-label=words.drag
                on:pointerdown=start on:pointermove=drag on:pointerup=end on:pointercancel=end
                on:keydown=key
            ></canvas>
            <label class="photo-zoom">
                <span>{words.zoom}</span>
                <input type="range" min="100" max=most step="5" value="100" on:input=zoom />
            </label>
            <div class="photo-ways">
                <Button block=true busy on_press=take>{words.use_it}</Button>
                <Button look=ButtonLook::Quiet block=true on_press=move |()| bitmap.set(None)>
                    {words.cancel}
                </Button>
            </div>
        </div>
    }
}
