//! A file of the site, its hash, and its compressed copies.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// Small letters, two per byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 as hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Writes the file, and `.br` and `.gz` beside it where they are smaller.
pub(super) fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, bytes)?;
    if is_compressed(file) {
        return Ok(());
    }
    for (ending, copy) in [("br", brotli(bytes)?), ("gz", gzip(bytes)?)] {
        if copy.len() < bytes.len() {
            fs::write(format!("{}.{ending}", file.display()), copy)?;
        }
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut out, &params)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Formats that hold compressed data already.
fn is_compressed(file: &Path) -> bool {
    let ending = file.extension().unwrap_or_default().to_string_lossy();
    matches!(ending.as_ref(), "png" | "jpg" | "webp" | "woff2")
}
