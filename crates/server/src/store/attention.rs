//! What an act leaves behind that was turned away: a row on the office's attention
//! list (for a concern, on that of those who read concerns), and a case when it is
//! about a child's whereabouts and its author is no longer staff.

use serde_json::Value;
use yuanliu_domain::act::{self, Act};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::{Case, CaseKind};
use yuanliu_domain::concern::{is_concern, is_confidential};
use yuanliu_domain::id::ActId;
use yuanliu_domain::people::Staff;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::row::{Effect, RowKey};
use yuanliu_domain::time::Stamp;
use yuanliu_domain::turned_away::TurnedAway;
use yuanliu_sync::seal::CANNOT_OPEN;

use super::Result;
use super::intake::Examined;
use super::ledger::Rows;

/// Characters of what was said that the list shows.
const EXCERPT: usize = 300;
/// Fields that are for the class teacher, prove a hand or check a PIN, not for a list.
const UNSHOWN: [&str; 3] = ["symptoms", "signature", "verifier"];
/// Kinds that say where a child is: presence and release.
const WHEREABOUTS: [&str; 7] = [
    "lessons_absent",
    "lessons_end",
    "taken_in",
    "marked",
    "handed_over",
    "groups_merged",
    "released",
];

/// The rows that an act leaves when it is turned away.
pub fn note<R: Rows>(
    rows: &R,
    examined: &Examined,
    refusal: Refusal,
    received: Stamp,
) -> Result<Effect> {
    let act = examined.act.as_ref();
    let list = match is_concern(&examined.bytes) {
        true => Audience::Safeguarding,
        false => Audience::Office,
    };
    let row = TurnedAway {
        act: examined.id,
        code: refusal.code().to_owned(),
        kind: act.map(|a| a.kind.clone()).unwrap_or_default(),
        actor: act.map(|a| a.actor),
        actor_name: act.map(|a| a.actor_name.clone()).unwrap_or_default(),
        child: act.and_then(|a| a.child().ok()),
        received,
        // What cannot be read may have been a concern: its words are in the journal only.
        text: match list == Audience::Office && is_confidential(&examined.bytes) {
            true => String::new(),
            false => excerpt(examined),
        },
    };
    let key = match refusal {
        Refusal::IdReuse => format!("{}-{}", examined.id, act::to_base64(&examined.hash[..6])),
        _ => examined.id.to_string(),
    };
    let mut effect = Effect { puts: vec![put(RowKey::of::<TurnedAway>(list, key), &row)] };
    if let Some(act) = act.filter(|_| refusal == Refusal::NotStaff)
        && WHEREABOUTS.contains(&act.kind.as_str())
        && was_staff(rows, act)?
    {
        effect.puts.push(case(act, received));
    }
    Ok(effect)
}

/// The row that a sealed act leaves which no key opens.
pub fn not_opened(id: ActId, received: Stamp) -> Effect {
    let row = TurnedAway {
        act: id,
        code: CANNOT_OPEN.to_owned(),
        kind: String::new(),
        actor: None,
        actor_name: String::new(),
        child: None,
        received,
        text: String::new(),
    };
    Effect { puts: vec![put(RowKey::of::<TurnedAway>(Audience::Office, id), &row)] }
}

/// A member of staff whose parts have all ended keeps a card on the roll.
fn was_staff<R: Rows>(rows: &R, act: &Act) -> Result<bool> {
    Ok(rows.body::<Staff>(Audience::Roll, act.actor)?.is_some())
}

fn case(act: &Act, received: Stamp) -> (RowKey, Option<String>) {
    let day = act.body.get("day").and_then(Value::as_str).and_then(|day| day.parse().ok());
    let day = day.unwrap_or_else(|| received.day());
    let case = Case::on(act, CaseKind::FormerStaff, day, vec![act.id]);
    let key = RowKey::of::<Case>(Audience::Leader, &case.id);
    put(key, &Case { opened_at: Some(received), ..case })
}

fn put(key: RowKey, body: &impl serde::Serialize) -> (RowKey, Option<String>) {
    (key, Some(serde_json::to_string(body).expect("a row is plain data")))
}

fn excerpt(examined: &Examined) -> String {
    let text = match examined.act.as_ref().map(|act| act.body.clone()) {
        Some(Value::Object(mut body)) => {
            UNSHOWN.iter().for_each(|field| drop(body.remove(*field)));
            Value::Object(body).to_string()
        }
        Some(body) => body.to_string(),
        None => String::from_utf8_lossy(&examined.bytes).into_owned(),
    };
    text.chars().take(EXCERPT).collect()
}
