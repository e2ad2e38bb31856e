//! A file that is given to another app, or read from this device.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlElement, Url};

/// What became of a file that was handed to the share sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Another app has it.
    Given,
    /// The person closed the sheet.
    Closed,
    /// There is no sheet for this sort, or it does not open.
    NoSheet,
}

/// Hands a file to the system's share sheet.
pub async fn share(blob: &Blob, name: &str) -> Result<Shared, JsValue> {
    let navigator = window().navigator();
    let method = |name: &str| {
        Reflect::get(&navigator, &name.into()).ok().and_then(|f| f.dyn_into::<Function>().ok())
    };
    let (Some(can), Some(share)) = (method("canShare"), method("share")) else {
        return Ok(Shared::NoSheet);
    };
    let form = FilePropertyBag::new();
    form.set_type(&blob.type_());
    let file = File::new_with_blob_sequence_and_options(&Array::of1(blob), name, &form)?;
    let what = Object::new();
    Reflect::set(&what, &"files".into(), &Array::of1(&file))?;
    if !can.call1(&navigator, &what)?.is_truthy() {
        return Ok(Shared::NoSheet);
    }
    let shared: Promise = share.call1(&navigator, &what)?.dyn_into()?;
    Ok(match JsFuture::from(shared).await {
        Ok(_) => Shared::Given,
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
            if name.as_deref() == Some("AbortError") { Shared::Closed } else { Shared::NoSheet }
        }
    })
}

/// Gives a text file away: through the share sheet, else as a download. Whether it left,
/// as far as a page can know.
pub async fn give(bytes: &[u8], name: &str) -> Result<bool, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("text/plain");
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    match share(&blob, name).await.unwrap_or(Shared::NoSheet) {
        Shared::Given => return Ok(true),
        Shared::Closed => return Ok(false),
        Shared::NoSheet => {}
    }
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlElement = document().create_element("a")?.dyn_into()?;
    link.set_attribute("href", &url)?;
    link.set_attribute("download", name)?;
    // Clicked in the page: some browsers do not follow one that is nowhere.
    document().body().ok_or("no page")?.append_child(&link)?;
    link.click();
    link.remove();
    // The browser has begun to read it when the click returns; it is let go of later.
    Timeout::new(60_000, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(true)
}

/// Everything in a file.
pub async fn read(file: &File) -> Result<Vec<u8>, JsValue> {
    let bytes = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}
