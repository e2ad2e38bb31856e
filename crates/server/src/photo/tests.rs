//! Hostile pictures.

use image::{Rgb, RgbImage};

use super::*;

fn anew(bytes: &[u8]) -> Result<Vec<u8>, NotAPhoto> {
    remade(bytes, KEPT_SIDE)
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let shade = |x: u32, y: u32| Rgb([(x % 256) as u8, (y % 256) as u8, 120]);
    written(&RgbImage::from_fn(width, height, shade)).unwrap()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn size(bytes: &[u8]) -> (u32, u32) {
    JpegDecoder::new(Cursor::new(bytes)).unwrap().dimensions()
}

/// A JPEG with one more segment after its beginning.
fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

/// EXIF with one entry each: orientation in the first directory, a place's mark in the
/// one for GPS.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    tiff.extend([0, 2]);
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0]);
    tiff.extend(b"31.2304N 121.4737E HUAWEI");
    [b"Exif\0\0".as_slice(), &tiff].concat()
}

#[test]
fn the_place_where_a_photo_was_taken_does_not_stay_in_it() {
    let camera = with_segment(&jpeg(64, 48), 0xe1, &exif(1));
    let camera = with_segment(&camera, 0xed, b"Photoshop 3.0\0 by Zhang");
    let camera = with_segment(&camera, 0xfe, b"a comment");
    let kept = anew(&camera).unwrap();
    for part in [b"Exif".as_slice(), b"31.2304N", b"HUAWEI", b"Zhang", b"comment"] {
        assert!(holds(&camera, part) && !holds(&kept, part));
    }
    assert_eq!(size(&kept), (64, 48));
}

#[test]
fn a_photo_that_lies_on_its_side_stands_upright() {
    let lying = with_segment(&jpeg(64, 48), 0xe1, &exif(6));
    assert_eq!(size(&anew(&lying).unwrap()), (48, 64));
}

#[test]
fn what_hides_behind_or_in_a_picture_goes() {
    let script = b"<script>alert(1)</script>";
    let behind = [jpeg(40, 40).as_slice(), b"PK\x03\x04 a second file ", script].concat();
    let inside = with_segment(&jpeg(40, 40), 0xfe, script);
    for polyglot in [behind, inside] {
        let kept = anew(&polyglot).unwrap();
        assert!(!holds(&kept, script) && !holds(&kept, b"PK\x03\x04"));
    }
}

#[test]
fn what_is_no_jpeg_is_no_photo_whatever_it_calls_itself() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0";
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let gif = b"GIF89a\xff\xff\xff\xff\0\0\0";
    for wrong in [b"".as_slice(), b"\xff", b"\xff\xd8", b"\xff\xd8\xff", b"hello", png, svg, gif] {
        assert_eq!(anew(wrong), Err(NotAPhoto));
    }
    let cut = jpeg(200, 200);
    assert_eq!(anew(&cut[..60]), Err(NotAPhoto));
}

#[test]
fn a_small_file_that_would_fill_the_memory_is_not_decoded() {
    let small = jpeg(16, 16);
    let frame = small.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    for (height, width) in
        [(65_535_u16, 65_535_u16), (16, 65_535), (65_535, 16), (2049, 2049), (0, 0)]
    {
        let mut bomb = small.clone();
        bomb[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        bomb[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        assert_eq!(anew(&bomb), Err(NotAPhoto), "{width} × {height}");
    }
}

#[test]
fn a_larger_picture_becomes_smaller_and_a_larger_file_is_refused() {
    let kept = anew(&jpeg(1500, 1000)).unwrap();
    assert_eq!(size(&kept), (720, 480));
    let padded = [jpeg(16, 16), vec![0; MAX_PHOTO_BYTES]].concat();
    assert_eq!(anew(&padded), Err(NotAPhoto));
    let noise =
        |x: u32, y: u32| Rgb([x, y, x ^ y].map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8));
    assert!(written(&RgbImage::from_fn(720, 720, noise)).unwrap().len() <= MAX_PHOTO_BYTES);
}

#[test]
fn no_bytes_make_the_decoder_fall_over() {
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;
    let small = jpeg(24, 24);
    let mut runner = TestRunner::new(proptest::test_runner::Config::with_cases(400));
    let changes = prop::collection::vec((2..small.len(), any::<u8>()), 1..20);
    let changed = runner.run(&changes, |changes| {
        let mut bytes = small.clone();
        changes.iter().for_each(|(at, byte)| bytes[*at] = *byte);
        let _ = anew(&bytes);
        Ok(())
    });
    changed.unwrap();
}

#[test]
fn writing_is_kept_larger_than_a_face() {
    let sheet = jpeg(1600, 1200);
    assert_eq!(size(&remade(&sheet, WRITING_SIDE).unwrap()), (1600, 1200));
    assert_eq!(size(&remade(&sheet, KEPT_SIDE).unwrap()), (720, 540));
}
