//! Pictures on this device: a file that a person chose becomes a small JPEG, a square or, of
//! a sheet of paper, the whole.
//! What the canvas writes holds the picture alone: where and when it was taken, and
//! by which camera, stays behind (EXIF).

use js_sys::{Array, Function, Promise, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap, Url,
};
use yuanliu_domain::photo::MAX_PHOTO_BYTES;

/// Side of the square in pixels: a face at arm's length, in about 80 KB.
pub const SIDE: u32 = 720;
/// How far a person can go in.
pub const MAX_ZOOM: f64 = 4.0;
/// Tried in this order until the file is small enough.
const QUALITIES: [f64; 4] = [0.86, 0.7, 0.5, 0.3];

/// Reads a picture of any size and kind that the browser knows, turned upright.
pub async fn read(file: &File) -> Result<ImageBitmap, JsValue> {
    let made = window().create_image_bitmap_with_blob(file)?;
    Ok(JsFuture::from(made).await?.unchecked_into())
}

/// Which square of a picture: its middle, in parts of the width and the height, and
/// how far in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    /// From the left, 0 to 1.
    pub x: f64,
    /// From the top, 0 to 1.
    pub y: f64,
    /// 1 is as much as fits.
    pub zoom: f64,
}

impl Crop {
    /// The middle; of a tall picture a little above it, where faces are.
    pub fn of(bitmap: &ImageBitmap) -> Crop {
        let tall = bitmap.height() > bitmap.width();
        Crop { x: 0.5, y: if tall { 0.42 } else { 0.5 }, zoom: 1.0 }.within(bitmap)
    }

    /// The side of the square, in pixels of the picture.
    fn side(self, bitmap: &ImageBitmap) -> f64 {
        f64::from(bitmap.width().min(bitmap.height())) / self.zoom.clamp(1.0, MAX_ZOOM)
    }

    /// The same, moved so that the square lies in the picture.
    pub fn within(self, bitmap: &ImageBitmap) -> Crop {
        let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
        let half = self.side(bitmap) / 2.0;
        let (x, y) = (half / width, half / height);
        Crop { x: self.x.clamp(x, 1.0 - x), y: self.y.clamp(y, 1.0 - y), ..self }
    }

    /// The same, moved by parts of the square's own side: what is under the finger
    /// stays under it.
    pub fn moved(self, bitmap: &ImageBitmap, right: f64, down: f64) -> Crop {
        let side = self.side(bitmap);
        let x = self.x - right * side / f64::from(bitmap.width().max(1));
        let y = self.y - down * side / f64::from(bitmap.height().max(1));
        Crop { x, y, ..self }.within(bitmap)
    }
}

/// Draws the square of the picture over the whole canvas.
pub fn draw(canvas: &HtmlCanvasElement, bitmap: &ImageBitmap, crop: Crop) -> Result<(), JsValue> {
    canvas.set_width(SIDE);
    canvas.set_height(SIDE);
    let context = canvas.get_context("2d")?.ok_or("no canvas here")?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let whole = f64::from(SIDE);
    // What can be seen through becomes white, not black.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, whole, whole);
    let side = crop.side(bitmap);
    let left = crop.x * f64::from(bitmap.width()) - side / 2.0;
    let top = crop.y * f64::from(bitmap.height()) - side / 2.0;
    context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
        bitmap, left, top, side, side, 0.0, 0.0, whole, whole,
    )
}

/// Longest side of a sheet of writing, and a smaller one where its file stays too large.
const WRITING: [u32; 2] = [1600, 1100];

/// The whole picture, as a JPEG of at most 300 KB in which writing can be read.
pub async fn whole(bitmap: &ImageBitmap) -> Result<Vec<u8>, JsValue> {
    let document = window().document().ok_or("no document here")?;
    for most in WRITING {
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
        let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
        let scale = (f64::from(most) / width.max(height)).min(1.0);
        canvas.set_width((width * scale).round().max(1.0) as u32);
        canvas.set_height((height * scale).round().max(1.0) as u32);
        let (wide, high) = (f64::from(canvas.width()), f64::from(canvas.height()));
        let context = canvas.get_context("2d")?.ok_or("no canvas here")?;
        let context: CanvasRenderingContext2d = context.unchecked_into();
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, wide, high);
        context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, wide, high)?;
        if let Ok(bytes) = jpeg(&canvas).await {
            return Ok(bytes);
        }
    }
    Err("the picture stays too large".into())
}

/// What is on the canvas, as a JPEG of at most 300 KB.
pub async fn jpeg(canvas: &HtmlCanvasElement) -> Result<Vec<u8>, JsValue> {
    for quality in QUALITIES {
        let written = Promise::new(&mut |resolve: Function, reject: Function| {
            let kind = "image/jpeg";
            let asked =
                canvas.to_blob_with_type_and_encoder_options(&resolve, kind, &quality.into());
            if let Err(error) = asked {
                let _ = reject.call1(&JsValue::NULL, &error);
            }
        });
        let blob: Blob = JsFuture::from(written).await?.dyn_into()?;
        let bytes = JsFuture::from(blob.array_buffer()).await?;
        let bytes = Uint8Array::new(&bytes).to_vec();
        if bytes.len() <= MAX_PHOTO_BYTES {
            return Ok(bytes);
        }
    }
    Err("the picture stays too large".into())
}

/// An address for a picture in memory, until it is let go of.
pub fn url_of(bytes: &[u8]) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type("image/jpeg");
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Lets go of such an address.
pub fn revoke(url: &str) {
    let _ = Url::revoke_object_url(url);
}
