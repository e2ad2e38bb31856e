//! Checkpoints that were kept elsewhere, against the journals that are here.

use std::collections::BTreeMap;

use yuanliu_domain::id::SpaceId;

use super::super::db::Db;
use super::super::{Location, district, journal};
use super::{Finding, Result, snapshot};
use crate::journal::{Checkpoint, Edge};

/// A checkpoint that somebody kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptNote {
    /// Where it lies, for whoever reads that it does not fit: a file, and the line.
    pub place: String,
    /// The signed note.
    pub note: String,
}

/// What the journals come to beside what was kept of them.
#[derive(Clone, Debug, Default)]
pub struct Extended {
    /// Where a journal is not the continuation of what was kept, or a note not ours.
    pub findings: Vec<Finding>,
    /// What each school's journal says now, with its signed note.
    pub now: Vec<(Checkpoint, String)>,
}

/// Looks, in one snapshot, whether the journals at this place begin as these notes say,
/// and signs what they say now. Changes nothing there; also while it is served.
pub async fn extended(location: &Location, kept: Vec<KeptNote>) -> Result<Extended> {
    snapshot(location, move |db| {
        let mut extended = Extended::default();
        compare(db, &kept, &mut extended.findings)?;
        let signer = journal::kept_signer(db)?;
        for space in district::schools(db)? {
            match now(db, space) {
                Ok(Some(now)) => extended.now.push((now.clone(), signer.sign(&now))),
                Ok(None) => extended.findings.push(finding(space, "tree", "edge".into())),
                Err(error) => {
                    extended.findings.push(finding(space, "unreadable", error.to_string()));
                }
            }
        }
        Ok(extended)
    })
    .await
}

/// What a school's journal says now; none when its leaves say something else.
fn now(db: &dyn Db, space: SpaceId) -> Result<Option<Checkpoint>> {
    let said = journal::checkpoint(db, space)?;
    let edge: Edge = journal::leaves(db, space.0)?.into_iter().collect();
    Ok((edge.size() == said.size && edge.root() == said.root).then_some(said))
}

/// Finds every note that is not ours, or not the beginning of what is here. The leaves
/// of a school are hashed once, however many of its notes there are.
pub(super) fn compare(db: &dyn Db, kept: &[KeptNote], findings: &mut Vec<Finding>) -> Result<()> {
    let signer = journal::kept_signer(db)?;
    let mut schools: BTreeMap<SpaceId, Vec<(&str, Checkpoint)>> = BTreeMap::new();
    for KeptNote { place, note } in kept {
        match signer.open(note) {
            Ok(said) => schools.entry(said.space).or_default().push((place, said)),
            Err(error) => {
                let what = format!("{place}: {error}");
                findings.push(Finding { space: None, code: "checkpoint", what });
            }
        }
    }
    for (space, mut said) in schools {
        said.sort_by_key(|(_, said)| said.size);
        let mut leaves = match journal::leaves(db, space.0) {
            Ok(leaves) => leaves.into_iter(),
            Err(error) => {
                findings.push(finding(space, "unreadable", error.to_string()));
                continue;
            }
        };
        let mut edge = Edge::default();
        for (place, said) in said {
            while edge.size() < said.size
                && let Some(leaf) = leaves.next()
            {
                edge.push(leaf);
            }
            if edge.size() < said.size {
                let what = format!("{place}: {} entries, here are {}", said.size, edge.size());
                findings.push(finding(space, "checkpoint", what));
            } else if edge.root() != said.root {
                findings.push(finding(space, "checkpoint", format!("{place}: other root")));
            }
        }
    }
    Ok(())
}

fn finding(space: SpaceId, code: &'static str, what: String) -> Finding {
    Finding { space: Some(space), code, what }
}
