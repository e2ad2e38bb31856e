//! The words for where children are handed over, the rain version, an earlier end of late
//! care, and the hours in which the grounds are open to the community (S13, S11, G4).

use crate::text::Word;

words! {
    act_change_answered: "回复当日安排调整", "Answer to a day change";
    act_waiting_point: "接送点", "Waiting point";
    act_open_hours: "社区开放时间", "Community opening hours";

    // Waiting points and rain, for families and staff
    point_is: "接送点：{0}", "Waiting point: {0}";
    point_rain: "接送点：{0}（雨天）", "Waiting point: {0} (rain)";
    point_places: "接送点：{0}", "Waiting points: {0}";
    rain_places: "雨天接送点：{0}", "Waiting points in the rain: {0}";
    rain_title: "雨天放学", "Rain version";
    rain_note: "点一下，家长、老师和门卫马上看到雨天接送点。没有网络时先存在本机，连上后送出。", "One tap, and families, staff and the gate see the waiting points for rain. Without a network it is kept here and sent later.";
    rain_call: "今天雨天放学", "Rain version for today";
    rain_end: "恢复平常的接送点", "Back to the usual waiting points";
    rain_text: "今天雨天放学，请到雨天接送点接孩子。", "Rain today: please collect your child at the waiting point for rain.";
    rain_band: "雨天放学，孩子在雨天接送点交接", "Rain version: children are handed over at the waiting points for rain";
    rain_over: "恢复平常的接送点", "back to the usual waiting points";
    rain_said: "已登记雨天放学", "The rain version is recorded";
    rain_said_over: "已恢复平常的接送点", "The usual waiting points hold again";
    rain_said_by: "{0} {1}：{2}", "{0} {1}: {2}";
    fam_rain: "今天下雨，请到{0}接孩子。", "Rain today: please collect your child at {0}.";

    // Late care ends early: the family
    sooner_comes: "会来接", "Somebody comes";
    sooner_needs_care: "需要照看", "Needs care";
    fam_early_please: "请选一项告诉老师。没有回复之前，孩子一直有老师陪着。", "Please tell us which. Until you answer, your child stays with a teacher.";
    fam_early_comes: "谢谢，路上注意安全。", "Thank you, and a safe way.";
    fam_early_care: "请放心，孩子留在学校，由老师陪着。", "That is all right: your child stays at school with a teacher.";
    fam_early_said: "{0} {1} 已回复：{2}。", "{0} answered at {1}: {2}.";
    fam_early_by_staff: "{0} {1} 根据电话登记：{2}。如与您的意思不符，请重新选。", "{0} recorded by telephone at {1}: {2}. If that is not what you said, please choose again.";

    // … and staff
    sooner_title: "晚托提前结束：家长回复", "Late care ends early: answers";
    sooner_counts: "还没有回复 {0} 人，需要照看 {1} 人。没有回复的孩子留在学校，由老师陪着。", "{0} unanswered, {1} need care. A child without an answer stays with a teacher.";
    sooner_list: "还没有回复的孩子", "Children without an answer";
    sooner_more: "还有 {0} 人，请看各组名单。", "{0} more; please see the lists of the groups.";
    sooner_row_unanswered: "家长还没回复", "no answer yet";
    sooner_ends: "今天晚托提前到 {0} 结束", "Late care ends at {0} today";
    sooner_unanswered: "家长还没有回复。孩子先留在学校，由老师陪着，请打电话问一下。", "The family has not answered. The child stays with a teacher; please call.";
    sooner_care_note: "家长需要照看，孩子留在学校，由老师陪着。", "The family asks for care: the child stays with a teacher.";
    sooner_comes_note: "家长会来接。", "Somebody comes for the child.";
    sooner_call: "打电话问家长", "Call the family";
    sooner_said: "{0} {1}：{2}", "{0} {1}: {2}";
    sooner_says: "{0}：{1}", "{0}: {1}";

    // Open to the community
    grounds_title: "校园对社区开放", "Open to the community";
    grounds_family: "今天开放的时间", "Hours of today";
    grounds_today: "今天校园对社区开放 {0}。", "The grounds are open to the community today, {0}.";
    grounds_now: "校园正在对社区开放", "The grounds are open to the community now";
    grounds_children: "开放时间 {0}，还有 {1} 个孩子在校。请把孩子留在室内，进校的人先在校门登记。", "Open {0}, and {1} children are still here. Please keep them indoors and register whoever comes in at the gate.";

    // The office
    places_title: "接送点与开放时间", "Waiting points and opening hours";
    places_note: "各班在哪里接、下雨在哪里接；校园何时对社区开放", "Where classes are collected, also in the rain; when the grounds are open";
    points_title: "接送点", "Waiting points";
    points_note: "先看班级，再看年级，再看全校。没有填的一项就看上一级。一处也没有登记时，家长和老师都看不到接送点。", "A class counts before its grade, a grade before the school, each line by itself. While nothing is recorded nobody sees waiting points.";
    points_none: "还没有登记接送点", "No waiting points yet";
    point_add: "登记接送点", "Record a waiting point";
    point_of: "哪些孩子", "For whom";
    point_usual: "平常在哪里接", "Where as a rule";
    point_when_rain: "下雨在哪里接", "Where in the rain";
    point_hint: "写大家都认得的地方，例如：东门右侧。不填就看上一级。", "A place that everybody knows. Left empty, the next one up counts.";
    point_line: "平常 {0} · 雨天 {1}", "As a rule {0} · in the rain {1}";
    point_unsaid: "没有填", "not given";
    point_keep: "登记接送点", "Record";
    point_said: "{0} 的接送点", "Waiting point of {0}";
    need_shorter_place: "请写短一些，最多 40 个字。", "Please keep it to 40 characters.";
    hours_title: "校园对社区开放的时间", "Hours open to the community";
    hours_note: "开放时间里还有孩子在校时，校门和值日行政会看到提醒。家长看到今天的时间。", "While children are still here within these hours, gate and duty leader see a warning. Families see the hours of today.";
    hours_closed: "不开放", "Not open";
    hours_overlap: "{0} · 晚托还没有结束", "{0} · late care is not over";
    hours_date: "某一天另有安排", "Other hours on one date";
    hours_edit: "开放时间：{0}", "Hours: {0}";
    hours_from: "从", "From";
    hours_until: "到", "Until";
    hours_hint: "两个都不填，就是不开放。", "Leave both empty when the grounds are not open.";
    hours_keep: "登记开放时间", "Record the hours";
    hours_said: "{0} 的开放时间", "Hours of {0}";
    need_both_times: "请把开始和结束都写上，或者都不填。", "Please give both times, or neither.";
    need_later_end: "结束要晚于开始，请改一下。", "The end has to be after the start.";

    // A change that no longer holds
    change_end: "取消这项调整", "Call it off";
    change_ended: "（已取消）{0}", "(called off) {0}";
    change_said_ended: "已取消 {0} 的安排调整", "The change for {0} is called off";
}
