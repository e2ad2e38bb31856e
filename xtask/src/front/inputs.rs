//! Whether anything changed since the last build: contents, not times, because
//! a fresh clone or a changed branch has new times on old files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::pack::hex;

/// One hash over all files under these paths.
pub(super) fn digest(paths: &[&str]) -> Result<String> {
    let mut hasher = Sha256::new();
    for path in paths {
        for file in files_under(Path::new(path))? {
            let bytes =
                fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            hasher.update(file.to_string_lossy().as_bytes());
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(&bytes);
        }
    }
    Ok(hex(&hasher.finalize()))
}

/// Whether the stamp says something else, or is not there.
pub(super) fn differ(stamp: &Path, digest: &str) -> bool {
    fs::read_to_string(stamp).map_or(true, |old| old != digest)
}

/// The files under a path in a fixed order; a missing path has none.
pub(super) fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let Ok(entries) = fs::read_dir(path) else {
        return Ok(Vec::new());
    };
    let mut children =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    children.sort();
    let mut files = Vec::new();
    for child in children {
        files.extend(files_under(&child)?);
    }
    Ok(files)
}
