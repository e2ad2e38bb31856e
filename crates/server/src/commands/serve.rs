//! `yuanliu-server serve`

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use yuanliu_server::App;
use yuanliu_server::backups::{Backups, recount_each_day};
use yuanliu_server::clock::Clock;
use yuanliu_server::kept_checkpoints::KeptCheckpoints;
use yuanliu_server::settings::Settings;
use yuanliu_server::store::{Database, Seals, Store};

use super::listen::{self, AskedToEnd};

/// Serves the school.
pub async fn serve(settings: Settings) -> Result<()> {
    listen::data_folder(&settings.data)?;
    let store =
        Database::open(&settings.database).await.context("the database cannot be opened")?;
    if store.schools().await?.is_empty() {
        bail!(
            "还没有学校：请先运行 yuanliu-server init --school 校名 --office 姓名\n\
             there is no school yet: first run yuanliu-server init --school NAME --office NAME"
        );
    }
    for space in store.schools().await? {
        if let Some(key) = store.seal_key(space).await?
            && store.note(&format!("escrowed {}", key.id)).await?.is_none()
        {
            tracing::warn!(
                %space, key = key.id,
                "no sheet of the sealing key was printed: run `yuanliu-server seal-key escrow`"
            );
        }
    }
    let listener = listen::bind(settings.addr).await?;
    let backups = Backups::of(&settings);
    // A backup is counted again as it is made.
    let counted = match backups.clone() {
        Some(backups) => tokio::spawn(backups.each_day()),
        None => tokio::spawn(recount_each_day(settings.database.clone())),
    };
    let checkpoints = settings
        .checkpoints
        .as_deref()
        .map(|file| tokio::spawn(KeptCheckpoints::at(file).each_day(settings.database.clone())));
    let mut app = App::new(Arc::new(store), Clock::Real);
    app.backups = backups.map(Arc::new);
    let asked_to_end = AskedToEnd::hears()?;
    println!("{}", listen::address(&settings, &listener)?);
    let ended = listen::serve(settings, listener, app, asked_to_end).await;
    for nightly in [Some(counted), checkpoints].into_iter().flatten() {
        nightly.abort();
    }
    ended
}
