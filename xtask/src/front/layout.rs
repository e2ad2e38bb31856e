//! Lays out the finished site:
//!
//! ```text
//! dist/shell.html          the page that every address gets
//! dist/sw.js               the worker, with the build id and the files by role
//! dist/files.json          the same list for people and tests
//! dist/pkg/<build id>/…    the client; never changes under one id
//! dist/…                   manifest, icons, robots
//! ```

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::{inputs::files_under, pack};

/// Files of `public/` that are filled in rather than copied.
const SHELL: &str = "shell.html";
const WORKER: &str = "sw.js";
/// Scripts of the page, which belong to one build with the client.
const SCRIPTS: [&str; 2] = ["boot.js", "look.js"];

/// Which chunks each split needs, as cargo-leptos tells.
const SPLITS: &str = "__wasm_split_manifest.json";

/// What every device keeps, whatever its desk.
const ENTRY: &str = "entry";
const ENTRY_PAGES: [&str; 2] = ["/manifest.webmanifest", "/icons/favicon.svg"];

/// `dist/files.json`.
#[derive(Serialize, Deserialize)]
struct Site {
    build: String,
    files: Vec<SiteFile>,
}

/// One address, and which devices keep it for a start without a network.
#[derive(Serialize, Deserialize)]
struct SiteFile {
    path: String,
    sha256: String,
    bytes: usize,
    roles: Vec<String>,
}

/// Address → content and roles.
type Pages = BTreeMap<String, (Vec<u8>, Vec<String>)>;

/// Writes `dist` anew from what cargo-leptos built and from `public/`.
pub(super) fn write(pkg: &Path, dist: &Path) -> Result<String> {
    let client = client_files(pkg)?;
    let public = public_files()?;
    let shell = fs::read_to_string(Path::new("public").join(SHELL))?;
    let worker = fs::read_to_string(Path::new("public").join(WORKER))?;
    let build = name_build(&client, &public, &[&shell, &worker]);

    let mut pages = public;
    for (path, page) in client {
        pages.insert(format!("/pkg/{build}/{path}"), page);
    }
    let shell = shell.replace("{{build}}", &build);
    check_references(&shell, &pages)?;
    pages.insert("/".to_owned(), (shell.into_bytes(), vec![ENTRY.to_owned()]));

    let site =
        Site { files: pages.iter().map(|(path, page)| describe(path, page)).collect(), build };
    pages.insert(format!("/{WORKER}"), (fill_worker(&worker, &site)?, Vec::new()));
    pages.insert("/files.json".to_owned(), (serde_json::to_vec_pretty(&site)?, Vec::new()));

    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    for (path, (bytes, _)) in &pages {
        pack::write(&dist.join(file_of(path)), bytes)?;
    }
    Ok(site.build)
}

/// The id of the build that lies in `dist`.
pub(super) fn build_id(dist: &Path) -> Result<String> {
    let list = fs::read(dist.join("files.json")).context("dist/ holds no build")?;
    Ok(serde_json::from_slice::<Site>(&list)?.build)
}

/// The compiled client and the page's scripts, which belong to the same build.
fn client_files(pkg: &Path) -> Result<Pages> {
    let splits = fs::read(pkg.join(SPLITS)).context("cargo-leptos did not say how it split")?;
    let splits: BTreeMap<String, Vec<String>> = serde_json::from_slice(&splits)?;
    let mut pages = Pages::new();
    for file in files_under(pkg)? {
        let path = relative(&file, pkg);
        if path == SPLITS || path.ends_with(".d.ts") {
            continue;
        }
        let roles = roles_of(&path, &splits);
        pages.insert(path, (fs::read(&file)?, roles));
    }
    for script in SCRIPTS {
        let bytes = fs::read(Path::new("public").join(script))?;
        pages.insert(script.to_owned(), (bytes, vec![ENTRY.to_owned()]));
    }
    Ok(pages)
}

/// A split chunk belongs to the desks that need it; all else is the entry.
fn roles_of(path: &str, splits: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let stem = path.strip_suffix(".wasm").unwrap_or(path);
    let desks: Vec<String> = splits
        .iter()
        .filter(|(_, chunks)| chunks.iter().any(|chunk| chunk == stem))
        .map(|(desk, _)| desk.clone())
        .collect();
    if desks.is_empty() { vec![ENTRY.to_owned()] } else { desks }
}

fn public_files() -> Result<Pages> {
    let public = Path::new("public");
    let mut pages = Pages::new();
    for file in files_under(public)? {
        let path = relative(&file, public);
        if [SHELL, WORKER].contains(&path.as_str()) || SCRIPTS.contains(&path.as_str()) {
            continue;
        }
        let path = format!("/{path}");
        let roles =
            if ENTRY_PAGES.contains(&path.as_str()) { vec![ENTRY.to_owned()] } else { Vec::new() };
        pages.insert(path, (fs::read(&file)?, roles));
    }
    Ok(pages)
}

/// The id stands for everything that the worker keeps, the shell's words too:
/// whatever changes, the worker's own bytes change, and browsers notice.
fn name_build(client: &Pages, public: &Pages, templates: &[&str]) -> String {
    let mut list = String::new();
    for (path, (bytes, _)) in client.iter().chain(public) {
        list += &format!("{path} {}\n", pack::sha256(bytes));
    }
    for template in templates {
        list += &format!("{}\n", pack::sha256(template.as_bytes()));
    }
    pack::sha256(list.as_bytes())[..12].to_owned()
}

/// Everything that the shell asks for has to be there; icons may come later.
fn check_references(shell: &str, pages: &Pages) -> Result<()> {
    for part in shell.split('"').filter(|part| part.starts_with("/pkg/")) {
        if !pages.contains_key(part) {
            bail!("the shell asks for {part}, which the build does not hold");
        }
    }
    Ok(())
}

fn describe(path: &str, (bytes, roles): &(Vec<u8>, Vec<String>)) -> SiteFile {
    SiteFile {
        path: path.to_owned(),
        sha256: pack::sha256(bytes),
        bytes: bytes.len(),
        roles: roles.clone(),
    }
}

fn fill_worker(worker: &str, site: &Site) -> Result<Vec<u8>> {
    let files: Vec<_> = site
        .files
        .iter()
        .filter(|file| !file.roles.is_empty())
        .map(|file| (&file.path, &file.sha256, &file.roles))
        .collect();
    let head = format!(
        "const BUILD = {};\nconst FILES = {};\n",
        serde_json::to_string(&site.build)?,
        serde_json::to_string(&files)?,
    );
    Ok((head + worker).into_bytes())
}

fn file_of(path: &str) -> PathBuf {
    match path {
        "/" => SHELL.into(),
        path => path.trim_start_matches('/').into(),
    }
}

fn relative(file: &Path, folder: &Path) -> String {
    let inside = file.strip_prefix(folder).unwrap_or(file);
    inside.to_string_lossy().replace('\\', "/")
}
