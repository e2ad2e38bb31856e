//! The words for outside providers, and for whoever comes from one to the gate (S4, G2).

use crate::text::Word;

words! {
    act_provider: "校外机构", "Outside provider";

    // The office
    providers_title: "校外机构", "Outside providers";
    providers_note: "协议到哪天，派谁来，入职查询做了没有", "Until when agreed, whom they send, whether records were checked";
    providers_hint: "门卫让人进校前先看这里。入职查询每年一次，只记查询的日期，不记内容。", "The gate looks here before anybody is let in. Records are checked once a year; only the date is kept, never what it said.";
    providers_none: "还没有登记校外机构", "No outside providers yet";
    providers_past: "不再来的机构", "Providers that no longer come";
    provider_add: "登记校外机构", "Record a provider";
    provider_name: "机构名称", "Name of the provider";
    provider_service: "来做什么（选填）", "What for (optional)";
    provider_agreed: "协议到哪天为止", "Last day of the agreement";
    provider_agreed_hint: "没有协议就不填。", "Leave it empty while there is none.";
    provider_people: "派来的人", "Whom it sends";
    provider_person_of: "第 {0} 位的姓名", "Name of person {0}";
    provider_checked_of: "第 {0} 位的入职查询日期", "Record of person {0} checked on";
    provider_checked_hint: "还没有查询就不填。", "Leave it empty while it was not checked.";
    provider_person_add: "再加一位", "One more person";
    provider_person_drop: "去掉第 {0} 位", "Remove person {0}";
    provider_ends: "还来吗", "Does it still come?";
    provider_ended: "不再来了", "It does not come any more";
    provider_keep: "登记", "Record";
    provider_said: "已登记：{0}", "Recorded: {0}";
    provider_line: "{0} · 协议到 {1} · {2} 人", "{0} · agreed until {1} · {2} people";
    provider_line_none: "{0} · 没有协议 · {1} 人", "{0} · no agreement · {1} people";
    provider_over: "协议已到期", "agreement over";
    provider_unagreed: "没有协议", "no agreement";
    provider_to_check: "{0} 人要查询", "{0} to check";
    provider_no_service: "没有写来做什么", "purpose not given";
    need_provider_name: "请写机构名称，不超过 40 个字。", "Please write the name, up to 40 characters.";
    need_short_service: "请写短一些，最多 40 个字。", "Please keep it to 40 characters.";
    need_person_name: "请写每一位的姓名，不超过 40 个字；多出来的请去掉。", "Please write each name, up to 40 characters, or remove the line.";
    need_past_check: "查询日期不能晚于今天。", "A check can't be later than today.";
    need_other_names: "有两位同名，请加上区别，例如岗位。", "Two have the same name: please tell them apart, for example by what they do.";

    // The gate
    visit_provider: "哪个校外机构派来的（选填）", "Sent by which provider (optional)";
    visit_provider_no: "不是校外机构", "No provider";
    visit_person: "是谁", "Who";
    visit_person_other: "名单上没有", "Not on the list";
    standing_good: "协议和入职查询都有效。", "Agreement and record check are good.";
    standing_no_agreement: "没有有效的协议。", "There is no agreement that holds.";
    standing_unknown: "不在这个机构的名单上。", "Not on this provider's list.";
    standing_unchecked: "还没有入职查询。", "The record was not checked.";
    standing_check_old: "入职查询已超过一年。", "The record was checked more than a year ago.";
    standing_ask: "请先联系值日行政", "Please call the duty leader first";
    standing_why: "看原因", "Why";
    standing_first: "请先在门卫室等一下，联系值日行政。同意进校的，写下谁同意、谁全程陪同。", "Please ask the visitor to wait and call the duty leader. If they agree, write down who did and who goes along.";
    visit_despite: "谁同意、谁陪同", "Who agreed, and who goes along";
    need_despite: "请写谁同意、谁陪同。", "Please write who agreed and who goes along.";
    despite_title: "协议或入职查询不全，经同意进校的人", "Let in by agreement, with something missing";
    despite_row: "{0} · {1}", "{0} · {1}";
}
