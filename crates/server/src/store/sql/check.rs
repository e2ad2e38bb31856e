//! Looks whether the database says what it said: every entry against its leaf, the
//! leaves against the tree, the rows against the entries, the checksums against the
//! rows, the signatures against the devices' keys. What differs is named by ids.

mod forms;
mod kept;
mod school;

use std::fmt;
use std::sync::Arc;

use uuid::Uuid;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::rules::Rules;

use super::super::{Result, StoreError};
use super::db::{Db, params};
use super::{Location, district, postgres, sqlite};

pub use kept::{Extended, KeptNote, extended};

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
    pub checkpoints: Vec<KeptNote>,
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
    snapshot(location, look).await
}

/// Reads in one snapshot of the database at this place.
async fn snapshot<T: Send + 'static>(
    location: &Location,
    read: impl FnOnce(&dyn Db) -> Result<T> + Send + 'static,
) -> Result<T> {
    match location {
        Location::File(path) => sqlite::look(path, read).await,
        Location::Postgres { database, .. } => postgres::look(database, read).await,
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
        kept::compare(db, &question.checkpoints, &mut report.findings)?;
    }
    Ok(())
}
