//! My child's file as a zip: `data.json`, for another program, and `index.html`, to
//! be read. Both say the same; nothing in the page is loaded from anywhere. Photos lie
//! in a folder beside them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use serde_json::{Value, json};
use yuanliu_domain::activity::{Did, Doing, Doings, PhotoConsents};
use yuanliu_domain::call::{CallsTold, Told};
use yuanliu_domain::case::Case;
use yuanliu_domain::child_day::{ChildDay, Entry, What};
use yuanliu_domain::collector::{Collectors, Way};
use yuanliu_domain::consent::{Answer, Consented};
use yuanliu_domain::emergency_contact::{EmergencyContact, EmergencyContacts, ToCall};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::incident::{self, Incident};
use yuanliu_domain::leave::Absences;
use yuanliu_domain::people::{Child, Contacts, Guardians, Medical};
use yuanliu_domain::photo::{Photo, Portrait};
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::row::Body;
use yuanliu_domain::staying::{Stay, Stays};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::{Readers, WireRow};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::store::file::body;

/// A photo of the file: whom it shows, and the picture.
pub type Picture = (String, Vec<u8>);

/// The file as bytes.
pub fn zip(
    child: ChildId,
    rows: &[WireRow],
    readers: &Readers,
    photos: &[Picture],
    now: Stamp,
) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    zip.start_file("index.html", options)?;
    zip.write_all(page(rows, readers, now).as_bytes())?;
    zip.start_file("data.json", options)?;
    zip.write_all(data(child, rows, readers, now).to_string().as_bytes())?;
    // They are compressed already.
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (shows, picture) in photos {
        zip.start_file(format!("photos/{shows}.jpg"), stored)?;
        zip.write_all(picture)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn data(child: ChildId, rows: &[WireRow], readers: &Readers, now: Stamp) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            let read = |body: &String| serde_json::from_str::<Value>(body).ok();
            json!({
                "audience": row.audience,
                "kind": row.kind,
                "key": row.key,
                "version": row.version,
                "body": row.body.as_ref().and_then(read),
            })
        })
        .collect();
    json!({ "child": child, "made_at": now, "rows": rows, "readers": readers })
}

/// A table of the page.
struct Table {
    title: &'static str,
    lines: Vec<(String, String)>,
}

fn page(rows: &[WireRow], readers: &Readers, now: Stamp) -> String {
    let of = |title, lines: Vec<(String, String)>| Table { title, lines };
    let tables = [
        of("基本资料 / Card", all(rows, card)),
        of("过敏与健康 / Health", all(rows, health)),
        of("监护人 / Guardians", all(rows, guardians)),
        of("我留的电话 / Numbers I gave", all(rows, numbers)),
        of("紧急联系人 / Emergency contacts", all(rows, emergency_contacts)),
        of("我留的紧急联系电话 / Emergency numbers I gave", all(rows, to_call)),
        of("接送人 / Collectors", all(rows, collectors)),
        of("照片 / Photos", photos(rows)),
        of("请假 / Leave", all(rows, absences)),
        of("每天的记录 / Day by day", days(rows)),
        of("电话联系 / Calls", all(rows, told)),
        of("谁陪着 / Who stayed with the child", all(rows, stayed)),
        of("活动 / What the child did", all(rows, did)),
        of("受伤或不适 / Hurt or unwell", all(rows, hurt)),
        of("写过的和回执 / What was written, with receipts", all(rows, receipts)),
        of("待核实事项 / Open and closed cases", all(rows, cases)),
        of("知情同意 / Consent", [all(rows, consents), all(rows, album)].concat()),
        of("其他 / Other", others(rows)),
        of("谁看过 / Who looked", looked(readers)),
    ];
    let mut page = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>孩子的资料 / My child's file</title>\
         <style>body{{font:16px/1.5 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}}\
         table{{border-collapse:collapse;width:100%}}td{{border-top:1px solid #ccc;padding:.4rem;\
         vertical-align:top;overflow-wrap:anywhere}}td:first-child{{width:12rem}}</style>\
         <h1>孩子的资料 / My child's file</h1><p>{} {}</p>",
        now.day(),
        now.minute(),
    );
    for table in tables {
        let _ = write!(page, "<h2>{}</h2>", table.title);
        if table.lines.is_empty() {
            page.push_str("<p>没有 / None</p>");
            continue;
        }
        page.push_str("<table>");
        for (name, text) in table.lines {
            let _ = write!(page, "<tr><td>{}<td>{}", escape(&name), escape(&text));
        }
        page.push_str("</table>");
    }
    page
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

type Lines = Vec<(String, String)>;

fn all<T: Body>(rows: &[WireRow], lines: fn(T) -> Lines) -> Lines {
    rows.iter().filter_map(body::<T>).flat_map(lines).collect()
}

fn line(name: impl ToString, text: impl ToString) -> (String, String) {
    (name.to_string(), text.to_string())
}

fn card(card: Child) -> Lines {
    vec![
        line("姓名 / Name", card.name),
        line("班级 / Class", card.class_name),
        line("班级学号 / Number", card.number),
    ]
}

fn health(medical: Medical) -> Lines {
    vec![line("过敏 / Allergies", medical.allergies)]
}

fn guardians(guardians: Guardians) -> Lines {
    guardians.people.into_iter().map(|one| line(one.relation, one.name)).collect()
}

fn numbers(contacts: Contacts) -> Lines {
    contacts.people.into_iter().map(|one| line(one.name, one.phone)).collect()
}

fn emergency_contacts(contacts: EmergencyContacts) -> Lines {
    let one = |one: EmergencyContact| {
        line(
            format!("{} {}", one.relation, one.name),
            format!("{} · {}", one.order, one.named_by_name),
        )
    };
    contacts.people.into_iter().map(one).collect()
}

fn to_call(contacts: ToCall) -> Lines {
    contacts.people.into_iter().map(|one| line(one.name, one.phone)).collect()
}

fn collectors(collectors: Collectors) -> Lines {
    let text = |way| match way {
        Way::Person => "可以接 / may collect",
        Way::Alone => "自己回家 / walks home alone",
        Way::NotThis => "不要让他接 / not this person",
    };
    let one = |one: yuanliu_domain::collector::Collector| {
        let until = one.until.map(|day| format!(" – {day}")).unwrap_or_default();
        let ended = if one.withdrawn { " · 已取消 / withdrawn" } else { "" };
        line(
            format!("{} {}", one.relation, one.name),
            format!("{} · {}{until} · {}{ended}", text(one.way), one.from, one.named_by_name),
        )
    };
    collectors.people.into_iter().map(one).collect()
}

/// Which file shows whom, and of which the picture has not come yet.
fn photos(rows: &[WireRow]) -> Lines {
    let file = |shows: &str| {
        let here = rows.iter().any(|row| row.kind == Photo::KIND && row.key == shows);
        if here {
            format!("photos/{shows}.jpg")
        } else {
            "还在手机上 / still on the phone".into()
        }
    };
    let collectors = rows.iter().filter_map(body::<Collectors>).flat_map(|all| all.people);
    let collectors = collectors
        .filter(|one| one.photo.is_some())
        .map(|one| line(format!("{} {}", one.relation, one.name), file(&one.id.to_string())));
    let child = rows.iter().filter(|row| row.kind == Portrait::KIND);
    let child = child.map(|row| line("孩子 / The child", file(&row.key)));
    let hurt = rows.iter().filter_map(body::<Incident>).flat_map(|one| one.photos);
    let hurt = hurt.map(|photo| {
        let shown = format!("受伤或不适 / Hurt or unwell {}", when(photo.at));
        line(shown, file(&photo.act.to_string()))
    });
    // Of activities those that show the child alone.
    let own =
        rows.iter().filter(|row| body::<Photo>(row).is_some_and(|photo| photo.child.is_some()));
    let own: Vec<&str> = own.map(|row| row.key.as_str()).collect();
    let did = rows.iter().filter_map(body::<Doings>).flat_map(|doings| doings.list);
    let did =
        did.flat_map(|doing| doing.photos).filter(|p| own.contains(&p.act.to_string().as_str()));
    let did = did.map(|photo| {
        line(format!("活动 / Activity {}", when(photo.at)), file(&photo.act.to_string()))
    });
    collectors.chain(child).chain(hurt).chain(did).collect()
}

fn absences(absences: Absences) -> Lines {
    let one = |note: yuanliu_domain::leave::Absence| {
        let withdrawn = if note.withdrawn.is_some() { " · 已撤回 / withdrawn" } else { "" };
        let seen: Vec<String> =
            note.seen.iter().map(|seen| format!("{} {}", seen.by_name, when(seen.at))).collect();
        line(
            format!("{} – {}", note.from, note.until),
            format!("{} · 查看 / seen: {}{withdrawn}", note.goes_home, seen.join("、")),
        )
    };
    absences.notes.into_iter().map(one).collect()
}

fn when(at: Stamp) -> String {
    format!("{} {}", at.day(), at.minute())
}

fn days(rows: &[WireRow]) -> Lines {
    let mut lines = vec![];
    for row in rows {
        for entry in body::<ChildDay>(row).map(|day| day.entries).unwrap_or_default() {
            lines.push(line(&row.key, entry_words(&entry)));
        }
    }
    lines
}

fn told(row: CallsTold) -> Lines {
    let one = |told: Told| {
        let there = told.there_at.map(|at| format!(" · {at}")).unwrap_or_default();
        let struck = if told.struck.is_some() { " · 已更正 / corrected" } else { "" };
        let whom = if told.relation.is_empty() { plain(&told.whom) } else { told.relation };
        let (about, outcome) = (plain(&told.about), plain(&told.outcome));
        let text = format!("{whom} · {about} → {outcome}{there} · {}{struck}", told.by_name);
        line(when(told.at), text)
    };
    row.list.into_iter().map(one).collect()
}

fn did(row: Doings) -> Lines {
    let one = |doing: Doing| {
        let said = match doing.did {
            Did::Activity { activity, other, theme, place } => {
                let kind = if other.is_empty() { plain(&activity) } else { other };
                let parts = [kind, theme, place].into_iter().filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join(" · ")
            }
            Did::LeftFor(place) => format!("外出 / left for: {place}"),
            Did::BackFrom(place) => format!("返回 / back from: {place}"),
        };
        let struck = if doing.struck.is_some() { " · 已更正 / corrected" } else { "" };
        line(when(doing.at), format!("{said} · {}{struck}", doing.by_name))
    };
    row.list.into_iter().map(one).collect()
}

fn stayed(row: Stays) -> Lines {
    let one = |stay: Stay| {
        let staff: Vec<&str> = stay.staff.iter().map(|named| named.name.as_str()).collect();
        let struck = if stay.struck.is_some() { " · 已更正 / corrected" } else { "" };
        line(when(stay.at), format!("{}{struck}", staff.join("、")))
    };
    row.list.into_iter().map(one).collect()
}

/// As the family's row has it: what happened, then what was done.
fn hurt(row: Incident) -> Lines {
    if row.struck.is_some() {
        // It may be about another family's child (R8).
        let void = "一份登记写错了，已作废 / a record was written by mistake and is void";
        return vec![line(when(row.at), format!("{void} · {}", row.by_name))];
    }
    let struck = |is: bool| if is { " · 已更正 / corrected" } else { "" };
    let serious = if row.is_serious() { " · 学生伤害事故 / injury accident" } else { "" };
    let said = &row.said;
    let what = format!("{} · {} · {}", plain(&said.sort), said.place, said.words);
    let first = line(when(row.at), format!("{what} · {}{serious}", row.by_name));
    let entry = |entry: &incident::Entry| {
        let what = match &entry.what {
            incident::What::Step { step, relation, words } => {
                format!("{} {relation} {words}", plain(step))
            }
            incident::What::Acknowledged => "已知晓 / read".to_owned(),
            incident::What::Closed(_) => "已跟进完毕 / closed".to_owned(),
        };
        line(
            when(entry.at),
            format!("{what} · {}{}", entry.by_name, struck(entry.struck.is_some())),
        )
    };
    [first].into_iter().chain(row.entries.iter().map(entry)).collect()
}

fn entry_words(entry: &Entry) -> String {
    let what = match &entry.what {
        What::LessonsAbsent => "今天未到校 / absent from lessons".to_owned(),
        What::LessonsEnd(at) => format!("放学交接 / end of lessons: {}", plain(at)),
        What::TakenIn(_) => "临时留校 / taken in".to_owned(),
        What::Marked(mark, _) => format!("点名 / roll call: {}", plain(mark)),
        What::Released(release) => format!(
            "离校 / released: {} {} · {} · {}",
            release.relation,
            release.collector_name,
            plain(&release.basis),
            plain(&release.checked),
        ),
        What::Corrected(_, reason) => format!("更正 / correction: {reason}"),
    };
    let corrected = if entry.corrected_by.is_some() { " · 已更正 / corrected" } else { "" };
    let sheet = entry.sheet.as_ref().map(|writer| format!("，{writer}的纸质登记 / paper list"));
    let later = entry.happened.map(|_| {
        format!(" · {} 补录 / entered later{}", entry.at.minute(), sheet.unwrap_or_default())
    });
    format!(
        "{} · {what} · {}{}{corrected}",
        entry.happened.unwrap_or(entry.at).minute(),
        entry.by_name,
        later.unwrap_or_default()
    )
}

/// A value by its name on the wire.
fn plain(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    text.trim_matches('"').to_owned()
}

fn receipts(receipt: Receipt) -> Lines {
    let received = receipt.received.map(when).unwrap_or_default();
    let text = format!(
        "{} · {} · 送达 / received: {received}\n{}",
        receipt.what, receipt.by_name, receipt.body
    );
    vec![line(when(receipt.at), text)]
}

fn cases(case: Case) -> Lines {
    let closed = case.closed.map(|closed| format!(" → {} · {}", closed.reason, closed.by_name));
    let text = format!("{} · {}{}", case.text, case.opened_by, closed.unwrap_or_default());
    vec![line(case.day.map(|day| day.to_string()).unwrap_or_default(), text)]
}

fn consents(one: Consented) -> Lines {
    let answer = match one.answer {
        Answer::Given => "同意 / given",
        Answer::Refused => "不同意 / refused",
        Answer::Withdrawn => "已撤回 / withdrawn",
    };
    vec![line(when(one.at), format!("{answer} · v{} · {}", one.version, one.by_name))]
}

/// What the guardians say to photos of activities; whose answer it is, the receipt says.
fn album(consents: PhotoConsents) -> Lines {
    let answer = |given: &bool| if *given { "同意 / given" } else { "不同意 / refused" };
    let one = |given| line("活动照片 / photos of activities", answer(given));
    consents.answers.values().map(one).collect()
}

fn others(rows: &[WireRow]) -> Lines {
    let known = [
        Child::KIND,
        Medical::KIND,
        Guardians::KIND,
        Contacts::KIND,
        EmergencyContacts::KIND,
        ToCall::KIND,
        Collectors::KIND,
        Absences::KIND,
        ChildDay::KIND,
        Receipt::KIND,
        Case::KIND,
        Consented::KIND,
        PhotoConsents::KIND,
        Photo::KIND,
        Portrait::KIND,
        CallsTold::KIND,
        Stays::KIND,
        Incident::KIND,
        Doings::KIND,
    ];
    let other = rows.iter().filter(|row| !known.contains(&row.kind.as_str()));
    other.map(|row| line(&row.kind, row.body.as_deref().unwrap_or_default())).collect()
}

fn looked(readers: &Readers) -> Lines {
    let one = |reader: &yuanliu_sync::wire::Reader| {
        let what: Vec<&str> = reader.what.iter().map(|what| words(what)).collect();
        let duty = reader.duty.as_deref().unwrap_or_default();
        line(reader.day, format!("{} {duty} · {}", reader.name, what.join("、")))
    };
    readers.readers.iter().map(one).collect()
}

fn words(what: &str) -> &str {
    match what {
        "holds" => "接送提醒 / pick-up warnings",
        "day" => "当天名单 / the day's list",
        "roll" => "姓名与接送人 / names and collectors",
        "care" => "过敏与电话 / allergies and phones",
        "incidents" => "受伤或不适 / hurt or unwell",
        "homeroom" => "请假原因 / reasons of leave",
        "leader" => "待核实事项 / cases",
        "office" => "学校管理 / administration",
        "photo" => "照片 / photos",
        "audit" => "年度审计（只有数字）/ yearly audit (numbers only)",
        other => other,
    }
}
