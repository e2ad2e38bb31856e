//! The tables of the pack, each said once for the page and for spreadsheets.

use std::collections::BTreeMap;

use yuanliu_domain::erasure::Why;

use super::Pack;
use super::classes::{CLASSES, class_of};
use crate::retention::Terms;

/// One table.
pub struct Table {
    /// Name of its file.
    pub name: &'static str,
    /// Title, in both languages.
    pub title: &'static str,
    /// What it says and what it does not, in both languages.
    pub note: &'static str,
    /// Over each column, in both languages.
    pub head: &'static [&'static str],
    /// Line by line.
    pub lines: Vec<Vec<String>>,
}

/// Every table, in the order of the page.
pub fn all(pack: &Pack) -> Vec<Table> {
    vec![
        people(pack),
        inventory(pack),
        entries(pack),
        consents(pack),
        readers(pack),
        erasures(pack),
        turned_away(pack),
        check(pack),
        switches(pack),
    ]
}

macro_rules! line {
    ($($cell:expr),* $(,)?) => { vec![$($cell.to_string()),*] };
}

fn people(pack: &Pack) -> Table {
    let audit = &pack.audit;
    let mut lines = vec![
        line!["在校学生 / children at the school", audit.children],
        line!["已离校、记录仍在期限内 / left, records not over", audit.left],
    ];
    lines.extend(audit.people.iter().map(|(part, count)| line![role(part), count]));
    Table {
        name: "people",
        title: "处理谁的信息 / Whose data",
        note: "14 岁以下儿童的信息都是敏感个人信息（个保法 28）。一个人有几种身份时各计一次。 / \
               All data of children under 14 is sensitive (PIPL 28). Somebody with several parts counts in each.",
        head: &["身份 / part", "人数 / people"],
        lines,
    }
}

fn inventory(pack: &Pack) -> Table {
    let terms = Terms::default();
    let rows = &pack.audit.rows;
    let count = |kinds: &[&str]| kinds.iter().filter_map(|kind| rows.get(*kind)).sum::<u64>();
    let mut lines: Vec<Vec<String>> = CLASSES
        .iter()
        .map(|class| {
            let term = match class.term {
                Some(term) => format!("{} 天 / days", terms.days(term)),
                None => "在校期间 / while at the school".to_owned(),
            };
            let name = format!("{} / {}", class.zh, class.en);
            line![name, class.purpose, class.sees, term, count(class.kinds)]
        })
        .collect();
    // A kind that nobody has put into a class is said by its name: nothing is left out.
    for (kind, count) in rows.iter().filter(|(kind, _)| class_of(kind).is_none()) {
        lines.push(line![format!("其他 / other: {kind}"), "", "", "", count]);
    }
    Table {
        name: "inventory",
        title: "信息清单 / Inventory",
        note: "现在的状态，每行一条。第三方：没有。人脸识别、定位：没有。 / \
               As things are now, one for each row. Third parties, face recognition, positions: none.",
        head: &[
            "类别 / class",
            "用途 / purpose",
            "谁能看到 / who sees it",
            "期限 / term",
            "条数 / rows",
        ],
        lines,
    }
}

fn entries(pack: &Pack) -> Table {
    Table {
        name: "entries",
        title: "这一年写下的记录 / Entries of the year",
        note: "已生效的记录，按种类。erased：已删除，只留下证明。 / \
               Applied acts, by kind. erased: only the proof is left.",
        head: &["种类 / kind", "条数 / entries"],
        lines: pack.audit.entries.iter().map(|(kind, count)| line![kind, count]).collect(),
    }
}

fn consents(pack: &Pack) -> Table {
    let mut lines: Vec<Vec<String>> = pack
        .audit
        .consents
        .iter()
        .map(|one| {
            let answer = match one.answer.as_str() {
                "given" => "同意 / given",
                "refused" => "不同意 / refused",
                "withdrawn" => "已撤回 / withdrawn",
                other => other,
            };
            let way = if one.paper { "纸质 / on paper" } else { "手机 / in the app" };
            line![one.version, answer, way, one.count]
        })
        .collect();
    lines.push(line!["–", "还没有回答 / no answer yet", "–", pack.audit.unanswered]);
    Table {
        name: "consents",
        title: "知情同意 / Consent",
        note: "每位监护人对每个孩子的最近一次回答。不同意不影响照看孩子。 / \
               The last answer of each guardian for each child. A refusal changes nothing for the child.",
        head: &["版本 / version", "回答 / answer", "方式 / way", "数量 / count"],
        lines,
    }
}

fn readers(pack: &Pack) -> Table {
    let lines = pack.audit.readers.iter();
    Table {
        name: "readers",
        title: "谁看过 / Access",
        note: "查看日志按月、身份和资料合计：每人每天每台设备每类一次。记录的是送到设备的资料。 / \
               The reader's log by month, part and sort of data: one for each person, day, device and sort. It says what was delivered.",
        head: &["月份 / month", "身份 / part", "资料 / data", "人数 / people", "次数 / times"],
        lines: lines
            .map(|one| line![one.month, role(one.role), what(&one.what), one.people, one.times])
            .collect(),
    }
}

fn erasures(pack: &Pack) -> Table {
    let why = |why| match why {
        Why::Request => "应家长要求 / on request",
        Why::Retention => "期限已过 / term over",
    };
    let lines = pack.audit.erasures.iter();
    Table {
        name: "erasures",
        title: "删除 / Erasures and runs of retention",
        note: "没有删去任何内容的清理不留记录。 / A run that found nothing over leaves no line.",
        head: &["日期 / day", "原因 / why", "记录 / entries", "行 / rows"],
        lines: lines.map(|one| line![one.day, why(one.why), one.entries, one.rows]).collect(),
    }
}

fn turned_away(pack: &Pack) -> Table {
    let audit = &pack.audit;
    let mut lines: Vec<Vec<String>> =
        audit.turned_away.iter().map(|one| line![one.month, one.code, one.count]).collect();
    let cases = format!("待核实事项 / cases: {} → {}", audit.cases.opened, audit.cases.closed);
    lines.push(line![audit.year, cases, audit.cases.opened]);
    Table {
        name: "turned_away",
        title: "未收下的记录与待核实事项 / Turned-away acts and cases",
        note: "按原因代码；待核实事项：这一年新开 → 其中已处理。 / \
               By code of the reason; cases: opened in the year → closed of them.",
        head: &["月份 / month", "原因 / code", "数量 / count"],
        lines,
    }
}

fn check(pack: &Pack) -> Table {
    let check = &pack.check;
    let mut by_code: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in &check.findings {
        *by_code.entry(finding.code).or_default() += 1;
    }
    let mut lines = vec![
        line!["记录 / entries", check.entries],
        line!["其中已删除 / erased of them", check.erased],
        line!["行 / rows", check.rows],
        line!["签名 / signatures", check.signatures],
        line!["不符 / differences", check.findings.len()],
    ];
    lines.extend(by_code.iter().map(|(code, count)| line![code, count]));
    Table {
        name: "check",
        title: "记录是否与写下时一致 / Are the records as they were written",
        note: "整个数据库（所有学校）逐条核对的结果；凭证见下。 / \
               The whole database (every school) compared entry by entry; the checkpoint stands below.",
        head: &["项目 / what", "数量 / count"],
        lines,
    }
}

fn switches(pack: &Pack) -> Table {
    let place = &pack.place;
    let given = |value: Option<String>| value.unwrap_or_else(|| "未填写 / not given".to_owned());
    let level = place.protection_level.map(|level| format!("第 {level} 级 / level {level}"));
    let assessed = place.impact_assessment.map(|day| day.to_string());
    let push = if place.web_push { "开 / on" } else { "关 / off" };
    let gateway = if place.gateway { "开 / on" } else { "关 / off" };
    Table {
        name: "switches",
        title: "属地要求（X7）/ The rules of the place",
        note: "由运维在设置中填写。 / As the operator set it.",
        head: &["项目 / what", "现状 / as it stands"],
        lines: vec![
            line!["教育APP备案 / education app filing", given(place.edu_app_filing.clone())],
            line!["ICP备案 / ICP filing", given(place.icp_filing.clone())],
            line!["网络安全等级保护 / classified protection", given(level)],
            line!["个人信息保护负责人 / data officer", given(place.data_officer.clone())],
            line!["影响评估 / impact assessment (PIPL 55, 56)", given(assessed)],
            line!["Web Push（经境外服务）/ through services abroad", push],
            line!["学校自己的消息网关 / the school's own gateway for messages", gateway],
            line!["数据存放 / data", "本服务器 / on this server"],
            line!["人脸识别 / face recognition", "没有 / none"],
        ],
    }
}

fn role(part: &str) -> &str {
    match part {
        "guardian" => "家长 / guardian",
        "teacher" => "教师 / teacher",
        "leader" => "值日行政 / duty leader",
        "guard" => "门卫 / guard",
        "office" => "学校工作小组 / office",
        "tablet" => "共用平板 / shared tablet",
        "child_protection" => "青保老师 / child-protection teacher",
        "head" => "校长 / head",
        _ => "已离职 / no longer at the school",
    }
}

fn what(audience: &str) -> &str {
    match audience {
        "holds" => "接送提醒 / pick-up warnings",
        "day" => "当天名单 / the day's list",
        "roll" => "姓名与接送人 / names and collectors",
        "care" => "过敏与电话 / allergies and phones",
        "incidents" => "受伤或不适 / hurt or unwell",
        "homeroom" => "请假原因 / reasons of leave",
        "leader" => "待核实事项 / cases",
        "office" => "学校管理 / administration",
        "audit" => "年度审计包（只有数字）/ this pack (numbers only)",
        other => other,
    }
}
