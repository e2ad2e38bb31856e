//! The picture of a pass: for the screen, and to be sent. What is sent names no
//! child, no school and no class.

use wasm_bindgen::JsValue;
use yuanliu_domain::pass::Pass;
use yuanliu_domain::signed::{Picture, Signed};
use yuanliu_sync::wire::Qr;

use crate::platform::drawing::Drawing;
use crate::text::{fill, format, t, words};

/// Modules of white around a code, as its standard wants.
const QUIET: usize = 4;
/// Width of the picture that is sent, in pixels.
const WIDTH: u32 = 720;

/// The code as the component draws it.
pub fn qr(picture: &Picture) -> Qr {
    let (size, dark) = (usize::from(picture.size), picture.modules());
    let mut path = String::new();
    for (y, row) in dark.chunks(size.max(1)).enumerate() {
        let mut x = 0;
        while x < row.len() {
            let run = row[x..].iter().take_while(|dark| **dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    Qr { size: picture.size + 2 * QUIET as u16, path }
}

/// 749 205.
pub fn grouped(code: &str) -> String {
    let (first, last) = code.split_at(code.len() / 2);
    format!("{first} {last}")
}

/// What is sent: code, digits, date and time.
pub fn draw(pass: &Pass, signed: &Signed) -> Result<Drawing, JsValue> {
    let (size, dark) = (usize::from(signed.picture.size), signed.picture.modules());
    let unit = (WIDTH as usize - 80) / (size + 2 * QUIET).max(1);
    let side = (unit * size) as f64;
    let left = (f64::from(WIDTH) - side) / 2.0;
    let (top, middle) = (130.0, f64::from(WIDTH) / 2.0);
    let drawing = Drawing::white(WIDTH, 130 + side as u32 + 260)?;
    drawing.line(t(words::pass_word), middle, 76.0, 40)?;
    for (n, _) in dark.iter().enumerate().filter(|(_, dark)| **dark) {
        let (x, y) = ((n % size * unit) as f64, (n / size * unit) as f64);
        drawing.rectangle(left + x, top + y, unit as f64, unit as f64);
    }
    if let Some(code) = &signed.code {
        drawing.line(&grouped(code), middle, top + side + 100.0, 84)?;
    }
    let day = format::short_day(pass.day);
    let window = fill(words::pass_window, &[&day, &pass.from, &pass.until]);
    drawing.line(&window, middle, top + side + 165.0, 34)?;
    drawing.line(t(words::pass_once), middle, top + side + 215.0, 28)?;
    Ok(drawing)
}
