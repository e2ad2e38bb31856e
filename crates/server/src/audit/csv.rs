//! A table for a spreadsheet: UTF-8 with its mark, so that Excel reads Chinese; every
//! line ends as RFC 4180 says; nothing in it is a formula.

use super::tables::Table;

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The table as bytes.
pub fn csv(table: &Table) -> Vec<u8> {
    let head: Vec<String> = table.head.iter().map(|head| (*head).to_owned()).collect();
    let lines = std::iter::once(&head).chain(&table.lines);
    let text: String = lines.map(|line| record(line)).collect();
    format!("\u{feff}{text}").into_bytes()
}

fn record(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that would begin a formula gets an apostrophe, which the spreadsheet hides.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}
