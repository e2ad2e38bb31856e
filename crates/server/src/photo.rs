//! A photo from somebody's phone becomes a picture and nothing else: decoded within
//! limits, turned upright, and written anew, so that no place, device or date that the
//! camera noted, no second file hidden behind the first, and no trick of the encoding
//! reaches another device.
//!
//! JPEG alone: it is what every browser's canvas makes, and one decoder less is one
//! way in less.

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits};
use tokio::sync::Semaphore;
use yuanliu_domain::photo::MAX_PHOTO_BYTES;

/// Longest side that is decoded: what a device sends has 720, a sheet of writing 1,600. In memory a picture of
/// this size is 12 MB.
const MAX_SIDE: u32 = 2048;
/// Longest side that is kept: enough to compare a face at arm's length.
const KEPT_SIDE: u32 = 720;
/// The same of a sheet with forty lines of writing.
const WRITING_SIDE: u32 = 1600;
/// Memory of a decoder, in bytes.
const MAX_ALLOC: u64 = 64 * 1024 * 1024;
/// Tried in this order until the picture is small enough.
const QUALITIES: [u8; 4] = [82, 68, 50, 30];

/// Two pictures at a time: more would take memory and processors from the afternoon.
static ROOM: Semaphore = Semaphore::const_new(2);

/// What came is no photo that is taken here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a photo")]
pub struct NotAPhoto;

/// The picture alone, as a JPEG of at most 300 KB, larger when it is of writing; beside the
/// async threads.
pub async fn made_anew(bytes: Vec<u8>, writing: bool) -> Result<Vec<u8>, NotAPhoto> {
    let _room = ROOM.acquire().await.map_err(|_| NotAPhoto)?;
    let side = if writing { WRITING_SIDE } else { KEPT_SIDE };
    // A decoder that falls over takes nobody with it.
    tokio::task::spawn_blocking(move || remade(&bytes, side)).await.map_err(|_| NotAPhoto)?
}

fn remade(bytes: &[u8], side: u32) -> Result<Vec<u8>, NotAPhoto> {
    if bytes.len() > MAX_PHOTO_BYTES || !bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Err(NotAPhoto);
    }
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|_| NotAPhoto)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 || width > MAX_SIDE || height > MAX_SIDE {
        return Err(NotAPhoto);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    decoder.set_limits(limits).map_err(|_| NotAPhoto)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| NotAPhoto)?;
    picture.apply_orientation(orientation);
    // What stays too large at any quality is made smaller.
    for side in [side, side.min(KEPT_SIDE)] {
        if picture.width() > side || picture.height() > side {
            picture = picture.thumbnail(side, side);
        }
        if let Ok(bytes) = written(&picture.to_rgb8()) {
            return Ok(bytes);
        }
    }
    Err(NotAPhoto)
}

/// A picture as a JPEG that is small enough to be kept.
pub fn written(picture: &image::RgbImage) -> Result<Vec<u8>, NotAPhoto> {
    for quality in QUALITIES {
        let mut bytes = vec![];
        let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        picture.write_with_encoder(encoder).map_err(|_| NotAPhoto)?;
        if bytes.len() <= MAX_PHOTO_BYTES {
            return Ok(bytes);
        }
    }
    Err(NotAPhoto)
}

#[cfg(test)]
mod tests;
