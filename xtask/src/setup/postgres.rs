//! The programs of PostgreSQL, for the tests of the store.

use std::{
    env, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::debian;
use crate::{postgres::NAMED, run::on_path};

/// Where Debian puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder of `initdb` and `postgres`; `None` where a server is named.
pub(super) fn find_or_install() -> Result<Option<PathBuf>> {
    if env::var_os(NAMED).is_some() {
        return Ok(None);
    }
    let mut found = programs()?;
    if found.is_none() && debian::is_here() {
        debian::install(&["postgresql"], "the store is tested on PostgreSQL too")?;
        found = programs()?;
    }
    match found {
        Some(found) => Ok(Some(found)),
        None => bail!(
            "the store is tested on PostgreSQL too: please install it so that initdb and \
             postgres are on the PATH, or name a server in {NAMED}"
        ),
    }
}

/// Those on the PATH, or Debian's newest.
fn programs() -> Result<Option<PathBuf>> {
    if let (Some(initdb), Some(_)) = (on_path("initdb"), on_path("postgres")) {
        return Ok(initdb.parent().map(Path::to_owned));
    }
    let versions = match fs::read_dir(DEBIAN) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        versions => versions?,
    };
    let mut found = vec![];
    for version in versions {
        let version = version?;
        let programs = version.path().join("bin");
        if programs.join("initdb").is_file() && programs.join("postgres").is_file() {
            let number: u32 = version.file_name().to_string_lossy().parse().unwrap_or(0);
            found.push((number, programs));
        }
    }
    Ok(found.into_iter().max().map(|(_, programs)| programs))
}
