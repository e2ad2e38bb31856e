//! A picture that is drawn on this device and given to another app: through the
//! system's own share sheet where there is one.

use js_sys::Promise;
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

use super::file::{self, Shared};

/// What is drawn with.
pub struct Drawing {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Drawing {
    /// White, of this size.
    pub fn white(width: u32, height: u32) -> Result<Drawing, JsValue> {
        let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
        canvas.set_width(width);
        canvas.set_height(height);
        let context = canvas.get_context("2d")?.ok_or("no canvas here")?;
        let drawing = Drawing { canvas, context: context.unchecked_into() };
        drawing.context.set_fill_style_str("#fff");
        drawing.rectangle(0.0, 0.0, f64::from(width), f64::from(height));
        drawing.context.set_fill_style_str("#000");
        drawing.context.set_text_align("center");
        Ok(drawing)
    }

    /// A black rectangle.
    pub fn rectangle(&self, x: f64, y: f64, width: f64, height: f64) {
        self.context.fill_rect(x, y, width, height);
    }

    /// A line of text around this point, of this size in pixels.
    pub fn line(&self, text: &str, x: f64, y: f64, size: u32) -> Result<(), JsValue> {
        self.context.set_font(&format!("600 {size}px system-ui, sans-serif"));
        self.context.fill_text(text, x, y)
    }

    /// As an address that an `<img>` shows: whoever can't share presses long on it.
    pub fn address(&self) -> Result<String, JsValue> {
        self.canvas.to_data_url()
    }

    /// Hands it to the system's share sheet; whether there is one for pictures.
    pub async fn share(&self, name: &str) -> Result<bool, JsValue> {
        // Whoever closes the sheet again has seen it: that is no failure.
        Ok(file::share(&self.blob().await?, name).await? != Shared::NoSheet)
    }

    async fn blob(&self) -> Result<Blob, JsValue> {
        let made = Promise::new(&mut |resolve, _| {
            let done = Closure::once_into_js(move |blob: JsValue| {
                let _ = resolve.call1(&JsValue::UNDEFINED, &blob);
            });
            let _ = self.canvas.to_blob(done.unchecked_ref());
        });
        JsFuture::from(made).await?.dyn_into()
    }
}
