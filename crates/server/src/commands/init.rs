//! `yuanliu-server init`: a school with the first member of its office, who
//! enters everyone else.

use anyhow::{Context, Result};
use clap::Args;
use uuid::Uuid;
use yuanliu_domain::id::{PersonId, SpaceId};
use yuanliu_domain::school::School;
use yuanliu_domain::time::Minute;
use yuanliu_server::api::INVITATION_MS;
use yuanliu_server::auth;
use yuanliu_server::clock::Clock;
use yuanliu_server::store::{Accounts, Database, Founding, Invitation, Store};

use super::{Common, listen};

/// What a new school is.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Name of the school
    #[arg(long)]
    school: String,
    /// Name of the first member of its office
    #[arg(long)]
    office: String,
    /// The duty room's telephone
    #[arg(long, default_value = "")]
    phone: String,
}

/// Sets a school up.
pub async fn init(options: Options) -> Result<()> {
    let settings = options.common.settings()?;
    listen::data_folder(&settings.data)?;
    let store =
        Database::open(&settings.database).await.context("the database cannot be opened")?;
    let (space, person) = (SpaceId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
    let at = |hour, minute| Minute::hm(hour, minute).expect("a time of day");
    let now = Clock::Real.now();
    let school = School {
        name: options.school.clone(),
        phone: options.phone,
        lessons_end: at(15, 30),
        late_care: at(16, 30),
        closing: at(18, 0),
    };
    let office_name = options.office;
    store.found(Founding { space, school, office: person, office_name, at: now }).await?;
    let code = auth::code();
    let expires = now.plus_ms(INVITATION_MS);
    let kept = auth::hash_of_code(&code);
    let invitation =
        Invitation { code: kept, person, school: space, made_by: None, made: now, expires };
    store.invite(invitation).await?;
    store.close().await?;
    println!(
        "{}\n学校工作小组的邀请码（{} 前有效，只显示一次）：\n\
         Invitation code of the school office (until {}, shown once):\n\n    {code}\n",
        options.school,
        expires.day(),
        expires.day(),
    );
    Ok(())
}
