//! `yuanliu-server demo`

use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;
use yuanliu_domain::time::Stamp;
use yuanliu_server::App;
use yuanliu_server::clock::Clock;
use yuanliu_server::demo::{self, Account};
use yuanliu_server::store::Location;

use super::Common;
use super::listen::{self, AskedToEnd};

/// What the demo shows.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Show this moment, such as 2026-11-24T15:10, and tick on from there
    #[arg(long, value_name = "DATE-TIME", value_parser = moment)]
    now: Option<Stamp>,
    /// Nobody of the demo does anything after this moment; without it, after the one shown
    #[arg(long, value_name = "DATE-TIME", value_parser = moment)]
    until: Option<Stamp>,
    /// Other people with another number
    #[arg(long, default_value_t = demo::SEED)]
    seed: u64,
    /// Print one line of JSON instead of the list of sign-ins
    #[arg(long)]
    json: bool,
}

fn moment(text: &str) -> Result<Stamp, String> {
    let said = || format!("“{text}”不是时间 / is no time; write one like 2026-11-24T15:10");
    Stamp::parse_local(text).ok_or_else(said)
}

/// Serves the demo.
pub async fn demo(options: Options) -> Result<()> {
    let settings = options.common.settings()?;
    listen::data_folder(&settings.data)?;
    // First the address: a second start must not touch the database of the first.
    let listener = listen::bind(settings.addr).await?;
    let now = options.now.unwrap_or_else(|| demo::usual_moment(Clock::Real.now()));
    let location = match &settings.database {
        Location::File(_) => Location::File(settings.data.join("demo.db")),
        elsewhere => elsewhere.clone(),
    };
    let until = options.until.unwrap_or(now);
    let demo = demo::open(&location, options.seed, now, until);
    let demo = demo.await.context("the demo cannot be built")?;
    let app = App::new(demo.store, demo.clock);
    let address = listen::address(&settings, &listener)?;
    let asked_to_end = AskedToEnd::hears()?;
    if options.json {
        println!("{}", json!({ "listening": address, "logins": demo.accounts }));
    } else {
        print(&address, now, &demo.accounts);
    }
    listen::serve(settings, listener, app, asked_to_end).await
}

fn print(address: &str, now: Stamp, accounts: &[Account]) {
    println!("\n愿留 Yuanliu · 演示 demo · {} {}\n\n    {address}\n", now.day(), now.minute());
    println!("登录名 / 口令 / 姓名 · sign in with:\n");
    for one in accounts {
        println!("    {:<11} {}   {}  {}", one.login, one.passphrase, one.name, one.about);
    }
    println!("\n    共用平板 PIN / at a shared tablet: {}", demo::PIN);
    println!("\nCtrl-C 结束 / ends it.");
}
