//! Looks whether the database says what it said: every entry against its leaf, the
//! leaves against the tree, the rows against the entries, the checksums against the
//! rows, the signatures against the devices' keys. What differs is named by ids.

mod forms;
mod school;

use std::fmt;
use std::sync::Arc;

use uuid::Uuid;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::rules::Rules;

use super::super::{Result, StoreError};
use super::db::{Db, params};
use super::{Location, district, journal, postgres, sqlite};

/// What was looked at, and what differs.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Entries of all journals.
    pub entries: u64,
    /// Entries that were erased, wholly or in part.
    pub erased: u64,
    /// Rows.
    pub rows: u64,
    /// Signatures.
    pub signatures: u64,
    /// What differs.
    pub findings: Vec<Finding>,
}

/// One thing that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In which school; none for what lies above them.
    pub space: Option<SpaceId>,
    /// What sort of thing.
    pub code: &'static str,
    /// Which one, by ids and numbers: never by a name.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.space {
            Some(space) => write!(f, "{space} {} {}", self.code, self.what),
            None => write!(f, "- {} {}", self.code, self.what),
        }
    }
}

/// What is asked of a check besides.
#[derive(Clone, Default)]
pub struct Question {
    /// Apply these rules anew, and say where they differ from what is stored.
    pub rules: Option<Arc<Rules>>,
    /// Checkpoints that somebody kept elsewhere.
    pub checkpoints: Vec<String>,
}

/// Checks the database at this place, without changing it; also while it is served.
pub async fn check(location: &Location, question: Question) -> Result<Report> {
    // Everything is compared in one snapshot.
    let look = move |db: &dyn Db| {
        let mut report = Report::default();
        if let Err(error) = look(db, &question, &mut report) {
            let what = error.to_string();
            report.findings.push(Finding { space: None, code: "unreadable", what });
        }
        Ok(report)
    };
    match location {
        Location::File(path) => sqlite::look(path, look).await,
        Location::Postgres { database, .. } => postgres::look(database, look).await,
    }
}

fn look(db: &dyn Db, question: &Question, report: &mut Report) -> Result<()> {
    forms::check(db, report)?;
    let district: String =
        db.query_row("SELECT value FROM meta WHERE name = 'district'", params![], |row| {
            row.get(0)
        })?;
    let district: Uuid = district.parse().map_err(StoreError::engine)?;
    for space in district::schools(db)? {
        let looked = school::check(db, district, space, question.rules.as_deref(), report);
        if let Err(error) = looked {
            let what = error.to_string();
            report.findings.push(Finding { space: Some(space), code: "unreadable", what });
        }
    }
    if !question.checkpoints.is_empty() {
        checkpoints(db, &question.checkpoints, report)?;
    }
    Ok(())
}

/// Whether what was kept elsewhere is the beginning of what is here.
fn checkpoints(db: &dyn Db, notes: &[String], report: &mut Report) -> Result<()> {
    let signer = journal::kept_signer(db)?;
    for (index, note) in notes.iter().enumerate() {
        let which = index + 1;
        let mut found = |space, code, what: String| {
            report.findings.push(Finding { space, code, what });
        };
        match signer.open(note) {
            Err(error) => found(None, "checkpoint", format!("{which}: {error}")),
            Ok(said) => {
                let leaves = journal::leaves(db, said.space.0)?;
                let first = usize::try_from(said.size).ok().and_then(|size| leaves.get(..size));
                match first.map(crate::journal::tree::root) {
                    Some(root) if root == said.root => {}
                    Some(_) => {
                        found(Some(said.space), "checkpoint", format!("{which}: other root"));
                    }
                    None => {
                        let has = leaves.len();
                        let what = format!("{which}: {} entries, here are {has}", said.size);
                        found(Some(said.space), "checkpoint", what);
                    }
                }
            }
        }
    }
    Ok(())
}
