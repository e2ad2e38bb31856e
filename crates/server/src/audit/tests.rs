use std::collections::BTreeSet;
use std::io::Read;

use serde_json::Value;
use yuanliu_domain::signed::BY_THE_SCHOOL;
use zip::ZipArchive;

use super::*;
use crate::store::audit::TurnedAway;
use crate::store::check::Finding;

fn pack(school: &str) -> Pack {
    let away = |code: &str| TurnedAway { month: "2026-11".into(), code: code.into(), count: 1 };
    Pack {
        audit: Audit {
            school: school.into(),
            year: 2026,
            rows: [("child".to_owned(), 3), ("something_new".to_owned(), 2)].into(),
            turned_away: vec![away("bad_signature"), away("=1+1"), away("a\"b,c\nd")],
            ..Audit::default()
        },
        check: Report {
            findings: vec![Finding { space: None, code: "form", what: "0011".into() }],
            ..Report::default()
        },
        checkpoint: "yuanliu.journal/x\n4\nAAAA\n".into(),
        verifier: "yuanliu.journal/x+00+AA".into(),
        place: Place { data_officer: Some("@SUM(A1)".into()), ..Place::default() },
        made: Stamp::parse_local("2027-01-08T09:30").unwrap(),
    }
}

fn files(pack: &Pack) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(zip(pack).unwrap())).unwrap();
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    let mut text = |name: &String| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    names.iter().map(|name| (name.clone(), text(name))).collect()
}

/// Cells of a CSV file, read by the rules of RFC 4180.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut lines = vec![vec![String::new()]];
    let (mut inside, mut chars) = (false, csv.trim_start_matches('\u{feff}').chars().peekable());
    while let Some(char) = chars.next() {
        match (inside, char) {
            (true, '"') if chars.peek() == Some(&'"') => {
                chars.next();
                lines.last_mut().unwrap().last_mut().unwrap().push('"');
            }
            (_, '"') => inside = !inside,
            (false, ',') => lines.last_mut().unwrap().push(String::new()),
            (false, '\r') => {
                assert_eq!(chars.next(), Some('\n'));
                lines.push(vec![String::new()]);
            }
            (_, char) => lines.last_mut().unwrap().last_mut().unwrap().push(char),
        }
    }
    assert_eq!(lines.pop(), Some(vec![String::new()]), "the last line ends too");
    lines
}

#[test]
fn no_cell_is_a_formula_and_every_line_has_its_cells() {
    let files = files(&pack("=HYPERLINK(\"http://evil\")"));
    let tables = files.iter().filter(|(name, _)| name.ends_with(".csv"));
    let mut guarded = 0;
    for (name, text) in tables {
        let lines = cells(text);
        assert!(
            lines.len() > 1
                || ["entries.csv", "readers.csv", "erasures.csv"].contains(&name.as_str())
        );
        for line in &lines {
            assert_eq!(line.len(), lines[0].len(), "{name}: {line:?}");
            for cell in line {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell}");
                guarded += usize::from(cell.starts_with('\''));
            }
        }
    }
    assert_eq!(guarded, 2, "the code and the officer that look like formulas");
}

#[test]
fn the_page_escapes_whatever_the_school_is_called_and_loads_nothing() {
    let files = files(&pack("<script>alert(1)</script>&\""));
    let page = &files.iter().find(|(name, _)| name == "index.html").unwrap().1;
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;"));
    for foreign in ["<script", "http", "src=", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("其他 / other: something_new"), "an unknown kind is not left out");
    assert!(page.contains("未填写 / not given") && page.contains("关 / off"));
}

#[test]
fn the_json_says_the_same_and_the_checkpoint_lies_beside_it() {
    let files = files(&pack("望澜路小学"));
    let text = |name: &str| &files.iter().find(|(n, _)| n == name).unwrap().1;
    let data: Value = serde_json::from_str(text("data.json")).unwrap();
    assert_eq!(data["audit"]["school"], "望澜路小学");
    assert_eq!(data["check"]["findings"][0], "- form 0011");
    assert_eq!(text("checkpoint.txt"), &pack("").checkpoint);
}

/// Kinds of rows that acts of every kind write, and those of the server's own.
#[test]
fn every_kind_of_row_is_in_one_class_of_the_inventory() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/tests/golden");
    let mut kinds: BTreeSet<String> =
        ["verdict", "turned_away", "erasure", "case", "member", "me"].map(str::to_owned).into();
    kinds.extend(["cancelled"].into_iter().chain(BY_THE_SCHOOL).map(str::to_owned));
    for file in std::fs::read_dir(folder).unwrap() {
        let golden: Value =
            serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
        for put in golden["effect_on_nothing"]["puts"].as_array().unwrap() {
            kinds.insert(put[0]["kind"].as_str().unwrap().to_owned());
        }
    }
    assert!(kinds.len() > 20);
    for kind in kinds {
        let classes = classes::CLASSES.iter().filter(|class| class.kinds.contains(&kind.as_str()));
        assert_eq!(classes.count(), 1, "say in audit/classes.rs what rows of kind {kind} are");
    }
}
