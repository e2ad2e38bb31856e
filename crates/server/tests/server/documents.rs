//! The documents name tests, and every test that they name is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn read(path: &str) -> String {
    fs::read_to_string(format!("{ROOT}/{path}")).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Names of functions and modules in the sources, and of stories.
fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["crates", "src", "end2end/stories"] {
        collect(Path::new(&format!("{ROOT}/{folder}")), &mut names);
    }
    names
}

fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            names.insert(file);
            collect(&path, names);
        } else if let Some(story) = file.strip_suffix(".spec.ts") {
            names.insert(story.to_owned());
        } else if let Some(module) = file.strip_suffix(".rs") {
            names.insert(module.to_owned());
            let text = fs::read_to_string(&path).unwrap();
            let functions = text.split("fn ").skip(1);
            let name = |rest: &str| rest.split(['(', '<']).next().unwrap_or_default().to_owned();
            names.extend(functions.map(name));
        }
    }
}

/// Whether text in backticks is the name of a test, of a story, or the beginning of some.
fn is_there(name: &str, names: &BTreeSet<String>) -> bool {
    match name.strip_suffix('*').or(name.strip_suffix('…')) {
        Some(beginning) => names.iter().any(|name| name.starts_with(beginning)),
        // A path of modules is there when each of its parts is.
        None => name.split("::").all(|part| names.contains(part)),
    }
}

fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_threat_names_a_test_that_is_there() {
    let (text, names) = (read("docs/SECURITY.md"), names());
    let (threats, requirements) = text.split_once("## ASVS").unwrap();
    let mut rows = 0;
    for row in threats.lines().filter(|line| line.starts_with("| ") && !line.contains("---")) {
        if row.contains("what could happen") {
            continue;
        }
        rows += 1;
        let test = row.rsplit('|').nth(1).unwrap();
        let named: Vec<&str> = quoted(test).collect();
        assert!(!named.is_empty() || test.trim() == "the same", "no test: {row}");
        for name in named {
            assert!(is_there(name, &names), "there is no {name}: {row}");
        }
    }
    assert!(rows > 25, "the tables were read: {rows}");
    for row in requirements.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        for name in quoted(row.rsplit('|').nth(1).unwrap()) {
            let test = name.contains('_') || name.contains('-');
            let a_test = test && !name.contains(['.', '/', ' ']) && !name.starts_with("__");
            assert!(!a_test || is_there(name, &names), "there is no {name}: {row}");
        }
    }
}

#[test]
fn every_promise_about_data_that_names_a_test_names_one_that_is_there() {
    let (text, names) = (read("docs/PRIVACY.md"), names());
    for line in text.lines().filter(|line| line.contains("*`") || line.contains("`)*")) {
        for name in quoted(line).filter(|name| name.contains('_')) {
            assert!(is_there(name, &names), "there is no {name}: {line}");
        }
    }
}
