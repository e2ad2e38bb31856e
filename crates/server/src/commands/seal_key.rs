//! `yuanliu-server seal-key`: the keys to which devices seal what people write.

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use yuanliu_domain::id::SpaceId;
use yuanliu_server::clock::Clock;
use yuanliu_server::seal::sheet;
use yuanliu_server::store::{Database, KeptKey, Seals, Store};

use super::Common;

/// What is to be done with them.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print every private key, for the office's safe
    Escrow(Which),
    /// Make a new key; what was sealed to those before it is still opened
    Rotate(Which),
    /// Type a printed key in again, and open what waits for it
    Restore(Which),
}

#[derive(Args)]
struct Which {
    #[command(flatten)]
    common: Common,
    /// Name of the school, where the server has several
    #[arg(long)]
    school: Option<String>,
}

/// Does it.
pub async fn seal_key(options: Options) -> Result<()> {
    let (What::Escrow(which) | What::Rotate(which) | What::Restore(which)) = &options.what;
    let database = which.common.settings()?.database;
    if !database.exists() {
        bail!("没有数据库 {0}\nthere is no database {0}: give its folder with --data", database);
    }
    let store = Database::open(&database).await.context("the database cannot be opened")?;
    let (space, name) = school(&store, which.school.as_deref()).await?;
    let done = match options.what {
        What::Escrow(_) => escrow(&store, space, &name).await,
        What::Rotate(_) => rotate(&store, space, &name).await,
        What::Restore(_) => restore(&store, space, &name).await,
    };
    store.close().await?;
    done
}

pub(super) async fn school(store: &Database, asked: Option<&str>) -> Result<(SpaceId, String)> {
    let mut schools = vec![];
    for space in store.schools().await? {
        schools.push((space, store.school_name(space).await?));
    }
    let names = schools.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" · ");
    schools.retain(|(_, name)| asked.is_none_or(|asked| asked == name));
    match <[_; 1]>::try_from(schools) {
        Ok([only]) => Ok(only),
        Err(_) => bail!("请用 --school 写明学校\nname the school with --school: {names}"),
    }
}

async fn escrow(store: &Database, space: SpaceId, name: &str) -> Result<()> {
    println!("愿留 封存密钥单 · Yuanliu sealing keys\n{name}\n");
    for KeptKey { key, made, retired } in store.seal_keys(space).await? {
        let until = retired.map_or(String::new(), |at| format!(" – {}", at.day()));
        println!("{} · {}{until}\n\n{}\n", key.public().id, made.day(), indented(&key));
        store.set_note(&format!("escrowed {}", key.public().id), "printed").await?;
    }
    println!(
        "请打印后放入学校保险柜，不要存成文件、不要拍照。服务器和备份都丢失时，\n\
         运行 yuanliu-server seal-key restore 输入上面的字符，设备上封存的记录就还能打开。\n\
         Print this for the school's safe; keep no file and no photo of it. When server and\n\
         backups are lost, type it in at `yuanliu-server seal-key restore`: what devices\n\
         still hold can then be opened."
    );
    Ok(())
}

fn indented(key: &yuanliu_server::seal::SchoolKey) -> String {
    sheet::print(key).lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

async fn rotate(store: &Database, space: SpaceId, name: &str) -> Result<()> {
    let key = store.rotate_seal_key(space, Clock::Real.now()).await?;
    println!(
        "{name}：新密钥 {}。设备在下一次联网时换用；请重新打印密钥单（seal-key escrow）。\n\
         {name}: the key is now {}. Devices take it at their next contact; print the sheet\n\
         again (seal-key escrow).",
        key.id, key.id
    );
    Ok(())
}

async fn restore(store: &Database, space: SpaceId, name: &str) -> Result<()> {
    eprintln!("请输入密钥单上的字符，以空行结束 · type the key, then an empty line:");
    let mut typed = String::new();
    for line in std::io::stdin().lines() {
        let line = line?;
        if line.trim().is_empty() && !typed.trim().is_empty() {
            break;
        }
        typed.push_str(&line);
        typed.push('\n');
    }
    let key = sheet::read(&typed)?;
    let id = key.public().id;
    let restored = store.restore_seal_key(space, key, Clock::Real.now()).await?;
    let (known, here) = match restored.new {
        true => ("已恢复", "is back"),
        false => ("原已在库", "was here already"),
    };
    println!(
        "{name}：密钥 {id} {known}；打开了 {0} 条，仍封存 {1} 条。\n\
         {name}: key {id} {here}; {0} records opened, {1} still sealed.",
        restored.opened, restored.closed
    );
    Ok(())
}
