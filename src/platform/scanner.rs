//! The camera, and who reads the codes in its picture: the browser itself where it can
//! (Chrome on Android and its relatives), else our own reader. Nothing that the camera
//! sees is kept or sent.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

use super::reader::{self, Grey};

/// The side of the square that our own reader looks at, in pixels: the densest code has
/// 53 modules across, and half of the picture gives each of them six pixels.
const SIDE: f64 = 640.0;

/// Whether this browser knows of cameras at all; whether there is one shows when it is
/// asked for.
pub fn is_here() -> bool {
    Reflect::has(&window().navigator(), &"mediaDevices".into()).unwrap_or(false)
}

/// Whether the browser says that it reads codes itself.
pub fn browser_reads() -> bool {
    Reflect::has(&window(), &"BarcodeDetector".into()).unwrap_or(false)
}

/// Why nothing is scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoScan {
    /// No camera, or it was refused.
    NoCamera,
    /// Our reader is not on this device yet, and did not come.
    NoReader,
}

/// Who reads the codes.
enum Reader {
    /// The browser: its detector, and the detector's method.
    Browser(JsValue, Function),
    /// Our own chunk, from this canvas.
    Ours(CanvasRenderingContext2d),
}

impl Reader {
    /// The browser's reader, ready.
    async fn browser() -> Result<Reader, JsValue> {
        let detector: Function = Reflect::get(&window(), &"BarcodeDetector".into())?.dyn_into()?;
        // Some have the detector and nothing behind it.
        if let Ok(ask) = Reflect::get(&detector, &"getSupportedFormats".into())?.dyn_into() {
            let ask: Function = ask;
            let asked: Promise = ask.call0(&detector)?.dyn_into()?;
            let known: Array = JsFuture::from(asked).await?.dyn_into()?;
            if !known.includes(&"qr_code".into(), 0) {
                return Err("no QR codes here".into());
            }
        }
        let formats = Object::new();
        Reflect::set(&formats, &"formats".into(), &Array::of1(&"qr_code".into()))?;
        let detector = Reflect::construct(&detector, &Array::of1(&formats))?;
        let detect: Function = Reflect::get(&detector, &"detect".into())?.dyn_into()?;
        Ok(Reader::Browser(detector, detect))
    }

    /// Our own, with its chunk loaded.
    async fn ours() -> Result<Reader, NoScan> {
        reader::codes(Grey::nothing()).await.map_err(|_| NoScan::NoReader)?;
        canvas().map(Reader::Ours).map_err(|_| NoScan::NoReader)
    }

    async fn read(&self, video: &HtmlVideoElement) -> Result<Vec<String>, JsValue> {
        match self {
            Reader::Browser(detector, detect) => {
                let found: Promise = detect.call1(detector, video)?.dyn_into()?;
                let found: Array = JsFuture::from(found).await?.dyn_into()?;
                let text =
                    |code: JsValue| Reflect::get(&code, &"rawValue".into()).ok()?.as_string();
                Ok(found.iter().filter_map(text).collect())
            }
            Reader::Ours(canvas) => {
                let picture = grey(canvas, video)?;
                Ok(reader::codes(picture).await.unwrap_or_default())
            }
        }
    }
}

/// A camera that is on, with the reader of codes.
pub struct Scanner {
    stream: MediaStream,
    reader: Reader,
}

impl Scanner {
    /// Asks for the camera at the back and shows it in this element.
    pub async fn open(video: &HtmlVideoElement) -> Result<Scanner, NoScan> {
        // First the reader: a camera that lights up for nothing frightens people.
        let reader = match Reader::browser().await {
            Ok(reader) => reader,
            Err(_) => Reader::ours().await?,
        };
        let stream = camera().await.map_err(|_| NoScan::NoCamera)?;
        let scanner = Scanner { stream, reader };
        video.set_src_object(Some(&scanner.stream));
        let playing = video.play().map_err(|_| NoScan::NoCamera)?;
        JsFuture::from(playing).await.map_err(|_| NoScan::NoCamera)?;
        Ok(scanner)
    }

    /// The texts that are in the picture now. A browser that promised to read and can't
    /// (its service is missing) is replaced by our own reader.
    pub async fn look(&mut self, video: &HtmlVideoElement) -> Result<Vec<String>, NoScan> {
        match (self.reader.read(video).await, &self.reader) {
            (Ok(found), _) => Ok(found),
            (Err(_), Reader::Ours(_)) => Ok(vec![]),
            (Err(_), Reader::Browser(..)) => {
                self.reader = Reader::ours().await?;
                Ok(vec![])
            }
        }
    }

    /// Whether the camera has a light.
    pub fn has_light(&self) -> bool {
        // Not every browser has the method, and web-sys' types don't know the torch.
        let asked = || {
            let track = JsValue::from(self.track()?);
            let method = Reflect::get(&track, &"getCapabilities".into()).ok()?;
            let able = method.dyn_into::<Function>().ok()?.call0(&track).ok()?;
            Reflect::get(&able, &"torch".into()).ok()
        };
        asked().is_some_and(|torch| torch.is_truthy())
    }

    /// Switches the light on or off.
    pub async fn light(&self, on: bool) -> Result<(), JsValue> {
        let Some(track) = self.track() else { return Ok(()) };
        let track = JsValue::from(track);
        let (torch, wanted) = (Object::new(), Object::new());
        Reflect::set(&torch, &"torch".into(), &on.into())?;
        Reflect::set(&wanted, &"advanced".into(), &Array::of1(&torch))?;
        let apply: Function = Reflect::get(&track, &"applyConstraints".into())?.dyn_into()?;
        let applied: Promise = apply.call1(&track, &wanted)?.dyn_into()?;
        JsFuture::from(applied).await.map(|_| ())
    }

    fn track(&self) -> Option<MediaStreamTrack> {
        self.stream.get_video_tracks().get(0).dyn_into().ok()
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        for track in self.stream.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

async fn camera() -> Result<MediaStream, JsValue> {
    let (wanted, width) = (Object::new(), Object::new());
    Reflect::set(&wanted, &"facingMode".into(), &"environment".into())?;
    Reflect::set(&width, &"ideal".into(), &1280.into())?;
    Reflect::set(&wanted, &"width".into(), &width)?;
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&wanted);
    let devices = window().navigator().media_devices()?;
    let asked = devices.get_user_media_with_constraints(&constraints)?;
    JsFuture::from(asked).await?.dyn_into()
}

/// A canvas that is read from again and again.
fn canvas() -> Result<CanvasRenderingContext2d, JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(SIDE as u32);
    canvas.set_height(SIDE as u32);
    let read = Object::new();
    Reflect::set(&read, &"willReadFrequently".into(), &true.into())?;
    let context = canvas.get_context_with_context_options("2d", &read)?;
    context.ok_or("no canvas here")?.dyn_into().map_err(JsValue::from)
}

/// The middle square of the camera's picture, which is what the person sees, in grey.
fn grey(canvas: &CanvasRenderingContext2d, video: &HtmlVideoElement) -> Result<Grey, JsValue> {
    let (width, height) = (f64::from(video.video_width()), f64::from(video.video_height()));
    let side = width.min(height);
    if side < 1.0 {
        return Ok(Grey::nothing());
    }
    let drawn = side.min(SIDE).floor();
    let (left, top) = ((width - side) / 2.0, (height - side) / 2.0);
    canvas.draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
        video, left, top, side, side, 0.0, 0.0, drawn, drawn,
    )?;
    let seen = canvas.get_image_data(0.0, 0.0, drawn, drawn)?.data();
    // Green alone is close enough to how light it is, and a third of the work.
    let pixels = seen.chunks_exact(4).map(|pixel| pixel[1]).collect();
    Ok(Grey { width: drawn as usize, height: drawn as usize, pixels })
}
