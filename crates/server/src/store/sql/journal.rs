//! The journal's tree as it is kept: the code of each entry, and one edge for each
//! school, written in the transaction that writes the entry.

use uuid::Uuid;
use yuanliu_domain::act;
use yuanliu_domain::id::{ActId, PersonId, SpaceId};
use yuanliu_domain::time::Stamp;

use super::super::{Entry, Result, StoreError};
use super::db::{Db, OptionalExtension, params};
use super::district;
use crate::journal::{self, Checkpoint, Edge, Hash, Signer, tree};

/// The edge of a school's tree.
pub fn edge(db: &dyn Db, space: Uuid) -> Result<Edge> {
    let kept: Option<(i64, Vec<u8>)> = db
        .prepare_cached("SELECT size, edge FROM tree WHERE space_id = ?1")?
        .query_row([space], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((size, edge)) = kept else { return Ok(Edge::default()) };
    let damaged = || StoreError::engine("the tree of the journal is damaged: yuanliu-server check");
    Edge::read(size as u64, &edge).ok_or_else(damaged)
}

/// Keeps the edge.
pub fn keep_edge(db: &dyn Db, space: Uuid, edge: &Edge) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO tree (space_id, size, edge) VALUES (?1, ?2, ?3)
         ON CONFLICT (space_id) DO UPDATE SET size = excluded.size, edge = excluded.edge",
    )?
    .execute(params![space, edge.size() as i64, edge.bytes()])?;
    Ok(())
}

/// What the tree says now.
pub fn checkpoint(db: &dyn Db, space: SpaceId) -> Result<Checkpoint> {
    let edge = edge(db, space.0)?;
    Ok(Checkpoint { space, size: edge.size(), root: edge.root() })
}

/// Every leaf, in order. 64 bytes are hashed for each: a school year in 0.1 s.
pub fn leaves(db: &dyn Db, space: Uuid) -> Result<Vec<Hash>> {
    let mut all = db.prepare_cached(
        "SELECT version, received_at, mac FROM journal WHERE space_id = ?1 ORDER BY version",
    )?;
    let mut all = all.query([space])?;
    let mut leaves = vec![];
    while let Some(row) = all.next()? {
        let version: i64 = row.get(0)?;
        leaves.push(journal::leaf(version as u64, Stamp(row.get(1)?), &row.get(2)?));
    }
    Ok(leaves)
}

/// The proof that the tree of `from` entries is the beginning of today's.
pub fn consistency(db: &dyn Db, space: Uuid, from: u64) -> Result<Vec<Hash>> {
    let leaves = leaves(db, space)?;
    Ok(tree::consistency(&leaves, usize::try_from(from).unwrap_or(usize::MAX)))
}

/// The entry that an act made when it came, with the path from it to the root.
pub fn entry(db: &dyn Db, space: SpaceId, act: ActId) -> Result<Option<Entry>> {
    let entry = db
        .prepare_cached(
            "SELECT j.version, j.received_at, j.bytes, j.salt, j.effect, act.actor_id
             FROM act JOIN journal j ON j.space_id = act.space_id AND j.version = act.first_version
             WHERE act.space_id = ?1 AND act.act_id = ?2 AND act.code <> 'id_reuse'
               AND j.bytes IS NOT NULL AND length(j.salt) > 0",
        )?
        .query_row(params![space.0, act.0], |row| {
            Ok(Entry {
                version: row.get::<_, i64>(0)? as u64,
                received: Stamp(row.get(1)?),
                bytes: row.get(2)?,
                salt: row.get(3)?,
                effect: row.get(4)?,
                actor: row.get::<_, Option<Uuid>>(5)?.map(PersonId),
                path: vec![],
                checkpoint: Checkpoint { space, size: 0, root: Hash::default() },
            })
        })
        .optional()?;
    let Some(mut entry) = entry else { return Ok(None) };
    let index = usize::try_from(entry.version - 1).map_err(StoreError::engine)?;
    entry.checkpoint = checkpoint(db, space)?;
    entry.path = tree::inclusion(&leaves(db, space.0)?, index);
    Ok(Some(entry))
}

/// The key that signs checkpoints; made when there is none.
pub fn signer(db: &dyn Db) -> Result<Signer> {
    let new = act::to_base64(&Signer::generate());
    let put = "INSERT INTO meta (name, value) VALUES ('journal_key', ?1) ON CONFLICT DO NOTHING";
    db.execute(put, [new])?;
    kept_signer(db)
}

/// The key that signs checkpoints, as it is kept.
pub fn kept_signer(db: &dyn Db) -> Result<Signer> {
    let kept: String =
        db.query_row("SELECT value FROM meta WHERE name = 'journal_key'", params![], |row| {
            row.get(0)
        })?;
    let signer = act::from_base64(&kept).and_then(|kept| Signer::read(&kept));
    signer.ok_or_else(|| StoreError::engine("the key of the journal cannot be read"))
}

/// Codes the entries of a database from before the tree, and grows it over them.
pub fn catch_up(db: &dyn Db) -> Result<()> {
    for space in district::schools(db)? {
        let mut entries = db.prepare(
            "SELECT version, salt, bytes, effect FROM journal
             WHERE space_id = ?1 AND mac IS NULL ORDER BY version",
        )?;
        let mut code = db.prepare(
            "UPDATE journal SET mac = ?3 WHERE space_id = ?1 AND version = ?2 AND mac IS NULL",
        )?;
        let mut entries = entries.query([space.0])?;
        let mut coded = false;
        while let Some(row) = entries.next()? {
            let bytes: Option<Vec<u8>> = row.get(2)?;
            let (salt, effect): (Vec<u8>, String) = (row.get(1)?, row.get(3)?);
            let mac = journal::mac(&salt, &bytes.unwrap_or_default(), &effect);
            code.execute(params![space.0, row.get::<_, i64>(0)?, mac])?;
            coded = true;
        }
        if coded {
            let edge = leaves(db, space.0)?.into_iter().collect();
            keep_edge(db, space.0, &edge)?;
        }
    }
    Ok(())
}
