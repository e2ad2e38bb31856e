//! The pack as one page: Chinese first, English second; prints on A4. Nothing in it is
//! loaded from anywhere.

use std::fmt::Write;

use super::Pack;
use super::tables::Table;

const STYLE: &str = "\
    @page{size:A4;margin:16mm}\
    body{font:15px/1.5 'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;\
    max-width:50rem;margin:2rem auto;padding:0 1rem;color:#17211d;background:#fff}\
    h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:1.8rem 0 .3rem;break-after:avoid}\
    p{margin:.3rem 0}.note{color:#4b5a54;font-size:.9em}\
    table{border-collapse:collapse;width:100%;font-size:.92em;margin:.5rem 0}\
    th,td{border:1px solid #b9c4bf;padding:.3rem .5rem;text-align:left;vertical-align:top;\
    overflow-wrap:anywhere}th{background:#eef3f0}thead{display:table-header-group}\
    tr{break-inside:avoid}td:last-child:not(.text){font-variant-numeric:tabular-nums}\
    pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #b9c4bf;padding:.6rem;font-size:.85em}\
    .sign{display:flex;gap:2rem;margin-top:2.5rem}.sign p{flex:1;border-top:1px solid #17211d;padding-top:.3rem}\
    @media print{body{margin:0;padding:0;max-width:none;font-size:10.5pt}}";

/// The page.
pub fn page(pack: &Pack, tables: &[Table]) -> String {
    let audit = &pack.audit;
    let school = escape(&audit.school);
    let mut page = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>{school} · {year} 年未成年人个人信息合规审计</title><style>{STYLE}</style>\
         <h1>未成年人个人信息合规审计 · {year} 年</h1>\
         <p lang=\"en\">Yearly audit of minors' personal data, {year}</p>\
         <p>{school} · 制表 / made {day} {minute}</p>\
         <p class=\"note\">依据《未成年人网络保护条例》第三十七条，每年 1 月底前报告上一年度情况。\
         本页只有数字，没有姓名；同样的表格另存为 CSV，全部数据见 data.json。</p>\
         <p class=\"note\" lang=\"en\">Regulations on the Protection of Minors in Cyberspace, article 37: \
         due by the end of January for the year before. Numbers only, no names; the same tables are \
         there as CSV, everything in data.json.</p>",
        year = audit.year,
        day = pack.made.day(),
        minute = pack.made.minute(),
    );
    for (index, table) in tables.iter().enumerate() {
        write_table(&mut page, index + 1, table);
    }
    let _ = write!(
        page,
        "<h2>记录凭证 / Checkpoint of the journal</h2>\
         <p class=\"note\">与打印存档的凭证一起可以证明：其间没有一条记录被改动或删去。 / \
         With a printed one it proves that nothing in between was changed or left out.</p>\
         <pre>{}</pre><p>验证密钥 / verifier key</p><pre>{}</pre>\
         <div class=\"sign\"><p>个人信息保护负责人 / data officer</p><p>校长 / head</p><p>日期 / date</p></div>",
        escape(&pack.checkpoint),
        escape(&pack.verifier),
    );
    page
}

fn write_table(page: &mut String, number: usize, table: &Table) {
    let _ = write!(
        page,
        "<h2>{number} · {}</h2><p class=\"note\">{}</p>",
        escape(table.title),
        escape(table.note)
    );
    if table.lines.is_empty() {
        page.push_str("<p>没有 / None</p>");
        return;
    }
    page.push_str("<table><thead><tr>");
    for head in table.head {
        let _ = write!(page, "<th>{}", escape(head));
    }
    page.push_str("<tbody>");
    for line in &table.lines {
        page.push_str("<tr>");
        for cell in line {
            let _ = write!(page, "<td>{}", escape(cell));
        }
    }
    page.push_str("</table>");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
