//! Who can sign in to the demo: a few, with a passphrase that everyone may know.

use anyhow::Result;
use serde::Serialize;
use yuanliu_demo::district::{District, FamilyKind, Post};
use yuanliu_domain::id::PersonId;

use super::world::{name, office};
use crate::auth::Passphrases;
use crate::store::Store;

/// Nothing in the demo is worth protecting; outside it there is no such thing.
const PASSPHRASE: &str = "yuanliu-demo";

/// A sign-in that the demo prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// What the person is, as a code.
    pub role: &'static str,
    /// Name to sign in with.
    pub login: &'static str,
    /// Passphrase.
    pub passphrase: &'static str,
    /// Name as shown.
    pub name: String,
    /// What is worth seeing, in Chinese and English.
    #[serde(skip)]
    pub about: &'static str,
    /// Who.
    pub person: PersonId,
}

/// Everyone who can sign in.
pub fn accounts(district: &District) -> Vec<Account> {
    let story = &district.story;
    let large = &district.schools[0];
    let mut all = vec![
        ("guardian", "chenjing", story.mother, "张一鸣的妈妈 / mother of 张一鸣"),
        ("guardian_father", "zhangwei", story.father, "张一鸣的爸爸 / his father"),
        ("class_teacher", "wangxuemei", story.class_teacher, "三年级2班班主任 / class teacher"),
        ("duty_teacher", "liming", story.duty_teacher, "值班老师 / duty teacher"),
        ("leader", "shenguohua", story.duty_leader, "值日行政 / duty leader"),
        ("guard", "gudefu", story.guard, "门卫 / gate"),
        ("nurse", "yuxiaoyan", story.nurse, "保健老师 / nurse"),
        ("office", "lulihua", story.office, "学校工作小组 / school office"),
    ];
    let protection = large.staff_at(Post::ChildProtection).next();
    let head = large.staff_at(Post::DutyLeader).last();
    all.extend(protection.map(|one| {
        ("child_protection", "protection", one.id, "青保老师 / child-protection teacher")
    }));
    all.extend(head.map(|one| ("head", "head", one.id, "校长 / head")));
    if let Some(other) = district.schools.get(1) {
        all.push((
            "office_small",
            "office2",
            office(other).id,
            "小学校的工作小组 / office of the small school",
        ));
    }
    let both = district.families(FamilyKind::TwoSchools).flat_map(|family| &family.guardians);
    let joined = |id: &&PersonId| district.guardian(**id).is_some_and(|one| one.joined);
    if let Some(guardian) = both.into_iter().find(joined) {
        all.push((
            "guardian_two_schools",
            "twoschools",
            *guardian,
            "两个孩子在两所学校 / children at two schools",
        ));
    }
    all.into_iter()
        .map(|(role, login, person, about)| {
            let schools = district.schools.iter().chain([large]);
            let name = schools.map(|school| name(district, school, person)).find(|n| !n.is_empty());
            let name = name.unwrap_or_default().to_owned();
            Account { role, login, passphrase: PASSPHRASE, name, about, person }
        })
        .collect()
}

/// Gives each of them the passphrase.
pub async fn give(store: &dyn Store, passphrases: &Passphrases, district: &District) -> Result<()> {
    // One hash for all: each takes 46 MiB and a while.
    let hash = passphrases.hash(PASSPHRASE).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    for account in accounts(district) {
        store.set_sign_in(account.person, account.login, &hash).await?;
    }
    Ok(())
}
