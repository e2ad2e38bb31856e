//! QR codes as the path of an SVG: the client draws it with one element, and
//! downloads no encoder.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};
use yuanliu_domain::act::to_base64;
use yuanliu_domain::signed::Picture;
use yuanliu_sync::wire::Qr;

/// Modules of white around it, as the standard wants (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;

/// The code of a text; of an empty one when the text is too long for any code.
pub fn qr(text: &str) -> Qr {
    let code = QrCode::with_error_correction_level(text, EcLevel::M);
    let Ok(code) = code.or_else(|_| QrCode::new("")) else {
        return Qr { size: 0, path: String::new() };
    };
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                // A run of dark modules is one rectangle.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    let size = u16::try_from(width + 2 * QUIET).unwrap_or_default();
    Qr { size, path }
}

/// The code of a pass or card as bits, for a row that is drawn without a network.
pub fn picture(text: &str) -> Picture {
    let code = QrCode::with_error_correction_level(text, EcLevel::M);
    let Ok(code) = code.or_else(|_| QrCode::new("")) else {
        return Picture { size: 0, bits: String::new() };
    };
    let colors = code.to_colors();
    let mut bits = vec![0_u8; colors.len().div_ceil(8)];
    for (n, color) in colors.iter().enumerate() {
        bits[n / 8] |= u8::from(*color == Color::Dark) << (7 - n % 8);
    }
    Picture { size: u16::try_from(code.width()).unwrap_or_default(), bits: to_base64(&bits) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_a_code_that_a_cheap_camera_reads() {
        let qr = qr("https://wantuo.example.cn/join#7KQ2-M9XD-04TR");
        assert!(qr.size <= 33 + 8, "version 4 at most: {}", qr.size);
        // The finder in the upper left corner: seven dark modules.
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "{}", &qr.path[..40]);
    }
}
