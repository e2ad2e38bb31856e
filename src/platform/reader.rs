//! Our own reader of QR codes, for browsers that have none (iPad, Firefox). A chunk of
//! its own: it comes when somebody scans, and a staff device without a reader keeps it
//! for the gate without a network (`chunk.rs`).

use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// The chunk's role in `files.json`: equal to the first word in `#[wasm_split(…)]`.
pub const ROLE: &str = "reader";

/// A picture in shades of grey, a byte for each pixel, row by row.
pub struct Grey {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width` × `height` of them.
    pub pixels: Vec<u8>,
}

impl Grey {
    /// A picture of nothing: reading it brings the chunk and no more.
    pub fn nothing() -> Grey {
        Grey { width: 0, height: 0, pixels: vec![] }
    }
}

/// The texts of the codes in a picture. Fails only when the chunk does not come.
#[wasm_split(reader, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn codes(picture: Grey) -> Result<Vec<String>, SplitLoaderError> {
    Ok(read(picture))
}

fn read(Grey { width, height, pixels }: Grey) -> Vec<String> {
    if width == 0 || pixels.len() != width * height {
        return vec![];
    }
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    // Half a code, or something that looks like one: the next picture may show it whole.
    let read = |grid: rqrr::Grid<_>| grid.decode().ok().map(|(_, text)| text);
    picture.detect_grids().into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_without_a_code_says_nothing_whatever_is_in_it() {
        let (width, height) = (160, 120);
        let mut noise = 1_u32;
        let mut next = move || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 24) as u8
        };
        for _ in 0..50 {
            let pixels = (0..width * height).map(|_| next()).collect();
            assert!(read(Grey { width, height, pixels }).is_empty());
        }
        let short = Grey { width, height, pixels: vec![0; 7] };
        assert!(read(short).is_empty() && read(Grey::nothing()).is_empty());
    }
}
