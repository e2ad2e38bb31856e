//! The words of safeguarding concerns (S14) and of the parts that staff play.

use crate::text::Word;

words! {
    concern_link: "写一条保护关注", "Write a safeguarding concern";
    concern_link_note: "只有青保老师和校长能看到", "Read by the child-protection teacher and the head alone";
    concern_title: "保护关注", "Safeguarding concern";
    concern_hint: "看到或听到让您为孩子担心的事，请照原话写下来，不用判断是不是真的，也不要自己去问孩子或家长。送出以后，只有青保老师和校长能看，您自己也不能再打开。", "If something makes you worry about a child, write down what you saw or heard in the words that were used. You need not judge whether it is true; please do not question the child or the family yourself. Once sent, only the child-protection teacher and the head read it; you can't open it again either.";
    concern_danger: "孩子正有危险，请马上拨打 110，再告诉校长。", "If a child is in danger now, call 110 first, then tell the head.";
    concern_about: "关于哪个孩子", "About which child";
    concern_nobody: "没有指明哪个孩子", "No child is named";
    concern_seen: "看到或听到了什么", "What was seen or heard";
    concern_seen_hint: "尽量用原话，写清地点和身上哪里。", "As far as you can in the words that were used; where it was, and where on the body.";
    concern_when: "什么时候（选填）", "When (optional)";
    concern_when_hint: "例如：今天 14:20 体育课后。", "For example: today at 14:20, after sports.";
    concern_told: "听谁说的（选填）", "Who told you (optional)";
    concern_send: "交给青保老师和校长", "Give it to the child-protection teacher and the head";
    concern_need_seen: "请写看到或听到了什么，不超过 1000 个字", "Please write what was seen or heard, up to 1,000 characters";
    concern_kept: "保护关注已封存在本机，正在送出", "The concern is sealed on this device and on its way";
    concern_sent: "保护关注已送达，青保老师和校长能看到", "The concern is at the school; the child-protection teacher and the head can read it";
    concern_done_note: "内容不会留在这台设备上，也不会出现在孩子的档案、家长的页面和查看日志里。", "It does not stay on this device, and is in no child's file, on no family's screen and in no reader's log.";
    concern_another: "再写一条", "Write another";

    protection_title: "保护关注", "Safeguarding";
    protection_note: "只有青保老师和校长", "Child-protection teacher and head only";
    protection_open: "跟进中（{0}）", "Open ({0})";
    protection_closed: "已结束（{0}）", "Ended ({0})";
    protection_none: "没有跟进中的保护关注。", "No open concern.";
    protection_not_you: "这一页只给青保老师和校长。", "This page is for the child-protection teacher and the head.";
    protection_written: "{0} 写于 {1}", "Written by {0}, {1}";
    protection_received: "学校收到 {0}", "At the school {0}";
    protection_when: "时间：{0}", "When: {0}";
    protection_told: "听说自：{0}", "Told by: {0}";
    protection_steps: "强制报告", "Mandatory report";
    protection_no_steps: "还没有报告。发现未成年人遭受或疑似遭受侵害，应当立即向公安机关报案，并报教育行政部门备案。", "Nothing reported yet. Where a minor is harmed or may be, the police are told at once, and the education bureau is informed.";
    protection_step: "{0} · {1} · {2}", "{0} · {1} · {2}";
    protection_number: "回执 {0}", "receipt {0}";
    protection_step_written: "{0} {1} 登记", "recorded by {0}, {1}";
    protection_to: "报告给谁", "Reported to";
    to_police: "公安机关 110", "Police 110";
    to_civil: "民政部门", "Civil affairs";
    to_education: "教育局", "Education bureau";
    to_other: "其他步骤", "Another step";
    protection_date: "哪天", "On which day";
    protection_time: "几点", "At what time";
    protection_by: "由谁报告", "By whom";
    protection_number_label: "回执号（选填）", "Receipt number (optional)";
    protection_words: "说明（选填）", "In words (optional)";
    protection_keep: "登记这一步", "Record this step";
    protection_kept: "已登记这一步", "The step is recorded";
    protection_need_to: "请选报告给谁", "Please say to whom";
    protection_need_time: "请写哪天几点", "Please give day and time";
    protection_need_by: "请写由谁报告，不超过 40 个字", "Please say by whom, up to 40 characters";
    protection_end: "结束跟进", "End it";
    protection_end_label: "结束的原因", "Why it ends";
    protection_end_hint: "例如：由民政部门接手，学校继续关注。", "For example: civil affairs took over; the school keeps an eye on it.";
    protection_need_reason: "请写结束的原因，不超过 1000 个字", "Please say why it ends, up to 1,000 characters";
    protection_ended: "{0} {1} 结束：{2}", "Ended by {0}, {1}: {2}";
    protection_away: "没有收下的", "Not taken";
    protection_missing: "没有这条保护关注。", "No such concern.";

    act_concern: "保护关注", "Safeguarding concern";
    act_staff_set: "教职工职责", "Parts of staff";
    refused_not_protector: "这一条只有青保老师或校长可以登记。", "Only the child-protection teacher or the head records this.";
    turned_not_protector: "不是青保老师或校长登记的", "Not from the child-protection teacher or the head";

    role_protection: "青保老师", "Child protection";
    role_head: "校长", "Head";
    parts_title: "教职工职责", "Parts of staff";
    parts_note: "谁是值日行政、青保老师、校长", "Who is duty leader, child-protection teacher, head";
    parts_hint: "职责决定一个人能看到什么。保护关注只有青保老师和校长看得到。", "Parts decide what a person sees. Concerns are read by the child-protection teacher and the head alone.";
    parts_of: "{0} 的职责", "Parts of {0}";
    parts_legend: "职责", "Parts";
    parts_none_note: "一个都不选，就是离开学校。", "With none, the person is no longer staff.";
    parts_keep: "登记职责", "Record the parts";
    parts_said: "已登记：{0}", "Recorded: {0}";
    parts_none: "没有职责", "No part";
}
