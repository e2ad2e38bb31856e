//! The yearly audit pack of minors' data (未成年人网络保护条例 37, due by the end of
//! January): what is held, agreed to, looked at, erased and turned away in a year, whether
//! the records are as they were written, and how the place's switches stand. Numbers,
//! never names. The same tables as one page to read and print, as CSV and as JSON.

mod classes;
mod csv;
mod page;
mod tables;

use std::io::{Cursor, Write};

use serde_json::json;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::Place;
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::store::audit::Audit;
use crate::store::check::Report;
use crate::store::{self, Store};

/// Everything that the pack is made of.
pub struct Pack {
    /// What was counted.
    pub audit: Audit,
    /// What `check` says.
    pub check: Report,
    /// The journal's signed checkpoint.
    pub checkpoint: String,
    /// The key that verifies it.
    pub verifier: String,
    /// The place's switches.
    pub place: Place,
    /// When it was made.
    pub made: Stamp,
}

/// Asks the store for everything.
pub async fn gather(
    store: &dyn Store,
    space: SpaceId,
    year: i32,
    place: Place,
    made: Stamp,
) -> store::Result<Pack> {
    let audit = store.audit(space, year).await?;
    let check = store.checked().await?;
    let signer = store.signer();
    let checkpoint = signer.sign(&store.checkpoint(space).await?);
    Ok(Pack { audit, check, checkpoint, verifier: signer.verifier(space), place, made })
}

/// The pack as a zip.
pub fn zip(pack: &Pack) -> ZipResult<Vec<u8>> {
    let tables = tables::all(pack);
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    let mut file = |name: &str, bytes: &[u8]| -> ZipResult<()> {
        zip.start_file(name, options)?;
        Ok(zip.write_all(bytes)?)
    };
    file("index.html", page::page(pack, &tables).as_bytes())?;
    file("data.json", &data(pack))?;
    file("checkpoint.txt", pack.checkpoint.as_bytes())?;
    for table in &tables {
        file(&format!("{}.csv", table.name), &csv::csv(table))?;
    }
    Ok(zip.finish()?.into_inner())
}

fn data(pack: &Pack) -> Vec<u8> {
    let Pack { audit, check, checkpoint, verifier, place, made } = pack;
    let findings: Vec<String> = check.findings.iter().map(ToString::to_string).collect();
    let data = json!({
        "made_at": made,
        "audit": audit,
        "check": {
            "entries": check.entries, "erased": check.erased, "rows": check.rows,
            "signatures": check.signatures, "findings": findings,
        },
        "checkpoint": checkpoint,
        "verifier": verifier,
        "place": place,
    });
    serde_json::to_vec_pretty(&data).expect("a pack is plain data")
}

#[cfg(test)]
mod tests;
