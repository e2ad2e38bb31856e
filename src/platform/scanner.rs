//! The camera, and the browser's own reader of QR codes where it has one: Chrome on
//! Android and its relatives. Elsewhere the six digits are typed. Nothing that the
//! camera sees is kept or sent.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};

/// Whether this browser can look for a code at all.
pub fn is_here() -> bool {
    let window = window();
    Reflect::has(&window, &"BarcodeDetector".into()).unwrap_or(false)
        && Reflect::has(&window.navigator(), &"mediaDevices".into()).unwrap_or(false)
}

/// A camera that is on, with the reader of codes.
pub struct Scanner {
    stream: MediaStream,
    detector: JsValue,
    detect: Function,
}

impl Scanner {
    /// Asks for the camera at the back and shows it in this element.
    pub async fn open(video: &HtmlVideoElement) -> Result<Scanner, JsValue> {
        let detector = Reflect::get(&window(), &"BarcodeDetector".into())?;
        let formats = Object::new();
        Reflect::set(&formats, &"formats".into(), &Array::of1(&"qr_code".into()))?;
        let detector: Function = detector.dyn_into()?;
        let detector = Reflect::construct(&detector, &Array::of1(&formats))?;
        let detect: Function = Reflect::get(&detector, &"detect".into())?.dyn_into()?;
        let wanted = Object::new();
        Reflect::set(&wanted, &"facingMode".into(), &"environment".into())?;
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&wanted);
        let devices = window().navigator().media_devices()?;
        let asked = devices.get_user_media_with_constraints(&constraints)?;
        let stream: MediaStream = JsFuture::from(asked).await?.dyn_into()?;
        let scanner = Scanner { stream, detector, detect };
        video.set_src_object(Some(&scanner.stream));
        JsFuture::from(video.play()?).await?;
        Ok(scanner)
    }

    /// The texts that are in the picture now.
    pub async fn look(&self, video: &HtmlVideoElement) -> Result<Vec<String>, JsValue> {
        let found: Promise = self.detect.call1(&self.detector, video)?.dyn_into()?;
        let found: Array = JsFuture::from(found).await?.dyn_into()?;
        let text = |code: JsValue| Reflect::get(&code, &"rawValue".into()).ok()?.as_string();
        Ok(found.iter().filter_map(text).collect())
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        for track in self.stream.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}
