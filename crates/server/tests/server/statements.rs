//! One space at a time: every primary key begins with it, and no statement of the store
//! reads or writes two. So a school can be moved to another database, and no condition
//! that was forgotten gives away another school's rows.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::world::World;

/// The statements that are about all spaces, and why.
const OF_ALL: [&str; 3] = [
    // Which schools there are.
    "SELECT space_id FROM space WHERE kind = 'school' ORDER BY space_id",
    // `check` looks at every key.
    "SELECT key_name, private, public FROM pass_key",
    "SELECT key_id, private, public FROM seal_key",
];
/// The files of what every request asks.
const EVERY_REQUEST: [&str; 6] =
    ["delivery", "district", "ledger", "pass_signing", "rows", "seals"];
/// What is of the whole database.
const OF_NO_SPACE: [&str; 2] = ["meta", "migration"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/sql")
}

/// The files that ask something of the store. Not those that look at everything (`check`),
/// copy everything (`backup`), or are the engines' own.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if ["check", "backup", "postgres", "sqlite"].contains(&name.as_str()) {
            continue;
        }
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push((name, fs::read_to_string(&path).unwrap())),
        }
    }
}

/// Every text in a program that is a statement, on one line.
fn statements(source: &str) -> Vec<String> {
    let mut found = vec![];
    let mut rest = source;
    while let Some(at) = rest.find('"') {
        let raw = rest[..at].ends_with("r#");
        let inner = &rest[at + 1..];
        let mut end = 0;
        loop {
            let quote = end + inner[end..].find('"').expect("a text ends");
            let escaped = !raw && inner[..quote].ends_with('\\');
            end = quote + 1;
            if !escaped && (!raw || inner[end..].starts_with('#')) {
                break;
            }
        }
        let text = inner[..end - 1].replace("\\\"", "\"").replace("\\\n", " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let verb = text.split(' ').next().unwrap_or_default();
        if ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(&verb) && text.contains(' ') {
            found.push(text);
        }
        rest = &inner[end..];
    }
    found
}

/// How often a statement names a table of spaces, how often it says of which, and by
/// which parameters.
fn spaces(statement: &str, tables: &BTreeSet<String>) -> (usize, usize, BTreeSet<String>) {
    let spaced = statement.replace('(', " ( ").replace(')', " ) ").replace(',', " , ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (mut named, mut said, mut parameters) = (0, 0, BTreeSet::new());
    for (at, word) in words.iter().enumerate() {
        let next = |steps: usize| words.get(at + steps).copied().unwrap_or_default();
        let table = next(1).trim_matches('"');
        if ["FROM", "JOIN", "INTO", "UPDATE"].contains(word) && tables.contains(table) {
            named += 1;
            if *word == "INTO" && (next(2), next(3)) == ("(", "space_id") {
                said += 1;
            }
        }
        if word.ends_with("space_id") && next(1) == "=" {
            if next(2).starts_with('?') {
                said += 1;
                parameters.insert(next(2).to_owned());
            } else if next(2).ends_with(".space_id") {
                said += 1;
            }
        }
    }
    (named, said, parameters)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_statement_touches_two_spaces() {
    let world = World::in_a_file().await;
    let db = Connection::open(world.folder.path().join("yuanliu.db")).unwrap();
    let mut all = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let all = all.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    let tables: BTreeSet<String> =
        all.filter(|table| !OF_NO_SPACE.contains(&table.as_str())).collect();
    assert!(tables.len() > 15, "{tables:?}");
    for table in &tables {
        let first = "SELECT name FROM pragma_table_info(?1) WHERE pk = 1";
        let first: String = db.query_row(first, [table], |row| row.get(0)).unwrap();
        assert_eq!(first, "space_id", "the primary key of {table}");
    }

    let mut files = vec![];
    sources(&folder(), &mut files);
    let mut seen = 0;
    let mut of_all = BTreeSet::new();
    for (file, source) in &files {
        for statement in statements(source) {
            seen += 1;
            let (named, said, parameters) = spaces(&statement, &tables);
            if let Some(known) = OF_ALL.iter().find(|known| **known == statement) {
                of_all.insert(*known);
                continue;
            }
            assert!(said >= named, "{file}: a table without its space: {statement}");
            assert!(parameters.len() <= 1, "{file}: two spaces: {statement}");
        }
    }
    assert!(seen > 100, "{seen} statements were found");
    assert_eq!(of_all.len(), OF_ALL.len(), "an exception that is none any more");
}

/// Acts and rows grow for years: what an act costs may not grow with them. SQLite joined
/// by walking through every act of the school where nothing waits for an act, which is
/// nearly always.
#[tokio::test(flavor = "multi_thread")]
async fn no_statement_walks_through_all_acts_of_a_school() {
    const GROWING: [&str; 3] = ["act", "journal", "row"];
    let world = World::in_a_file().await;
    let db = Connection::open(world.folder.path().join("yuanliu.db")).unwrap();
    let mut files = vec![];
    sources(&folder(), &mut files);
    files.retain(|(file, _)| EVERY_REQUEST.contains(&file.as_str()));
    let mut explained = 0;
    for (file, source) in &files {
        for statement in statements(source) {
            if statement.contains("{order}") {
                continue;
            }
            let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).unwrap();
            let steps = plan.raw_query().mapped(|step| step.get::<_, String>("detail"));
            for step in steps.map(Result::unwrap) {
                explained += 1;
                let of = step.split(' ').nth(1).unwrap_or_default();
                // That of held acts is short.
                let all = step.ends_with("(space_id=?)") && !step.contains("USING INDEX act_held");
                let walks = step.starts_with("SCAN ") || all;
                assert!(!(walks && GROWING.contains(&of)), "{file}: {step}: {statement}");
            }
        }
    }
    assert!(explained > 20, "{explained} steps were looked at");
}

#[test]
fn every_primary_key_of_postgresql_begins_with_the_space() {
    let schema = fs::read_to_string(folder().join("postgres/schema_1.sql")).unwrap();
    let mut looked_at = 0;
    for table in schema.split("CREATE TABLE ").skip(1) {
        let (name, rest) = table.split_once(" (").unwrap();
        if OF_NO_SPACE.contains(&name) {
            continue;
        }
        let body = rest.split("\n);").next().unwrap();
        let inline = body
            .lines()
            .any(|line| line.trim_start().starts_with("space_id") && line.contains("PRIMARY KEY"));
        assert!(inline || body.contains("PRIMARY KEY (space_id"), "{name}");
        looked_at += 1;
    }
    assert!(looked_at > 15, "{looked_at}");
}

#[test]
fn a_forgotten_condition_would_be_seen() {
    let tables = BTreeSet::from(["act".to_owned(), "row".to_owned()]);
    let of = |statement: &str| {
        let (named, said, parameters) = spaces(statement, &tables);
        (named, said, parameters.len())
    };
    assert_eq!(of("SELECT 1 FROM act WHERE act_id = ?1"), (1, 0, 0));
    assert_eq!(
        of(r#"SELECT 1 FROM act JOIN "row" r ON r.key = act.id WHERE act.space_id = ?1"#),
        (2, 1, 1)
    );
    assert_eq!(of("DELETE FROM act WHERE space_id = ?1 OR space_id = ?2"), (1, 2, 2));
    assert_eq!(of("INSERT INTO act (space_id, act_id) VALUES (?1, ?2)"), (1, 1, 0));
}
