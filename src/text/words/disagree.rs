//! The words for two guardians who disagree (P14): calm, and never a quarrel.

use crate::text::Word;

words! {
    // The family
    fam_object: "我有不同意见", "I do not agree";
    fam_object_note: "登记以后，孩子先留在学校，由老师照看，班主任会联系两位。什么都不会被取消，等你们商量好。", "Once recorded, the child stays at school with a teacher until you both agree, and the class teacher calls you both. Nothing is cancelled.";
    fam_object_text: "想告诉老师的话（选填）", "What staff should know (optional)";
    fam_object_text_hint: "只有班主任、值日行政和办公室看得到，另一位家长看不到。", "Read by the class teacher, the duty leader and the office; not by the other guardian.";
    fam_object_send: "登记不同意见", "Record that I do not agree";
    fam_objected_to: "对「{0}」有不同意见", "Does not agree with: {0}";
    fam_objected_plain: "对一项安排有不同意见", "Does not agree with an arrangement";
    fam_other_wrote: "{0} {1} 登记了", "{0} recorded, {1}";
    fam_two_guardians: "孩子的另一位家长登记了不同的安排。商量好之前，孩子先留在学校，由老师照看，班主任会联系两位。", "The child's other guardian recorded a different arrangement. Until you agree the child stays at school with a teacher, and the class teacher calls you both.";
    fam_two_about: "说的是：{0}", "It is about: {0}";
    fam_agree_after_all: "我同意了，收回不同意见", "I agree after all";
    fam_agreed_by_staff: "{0} {1} 登记：和两位家长都联系过了。{2}", "{0}, {1}: both guardians were called. {2}";
    fam_agreed_by_guardian: "{0} {1} 收回了不同意见，按登记的安排。", "{0} agrees after all ({1}): it is as recorded.";
    fam_stays_until_agreed: "先留在学校，由老师照看", "Stays at school with a teacher for now";

    act_objected: "不同意见", "Does not agree";
    act_objection_withdrawn: "收回不同意见", "Agrees after all";
    act_disagreement_settled: "两位家长商量的结果", "What both guardians agreed on";
    refused_nothing_to_answer: "它说的那一条已经不在，或者和它说的不一样。请打开最新的内容再登记一次。", "What it answers is no longer there, or is not as it says. Please open the newest and record it again.";
    refused_already_settled: "这件事已经有结果了，以先登记的为准。", "This was settled before; the first outcome stands.";
    refused_too_many_objections: "这个孩子还没商量好的安排太多了，请致电学校。", "Too many arrangements of this child are still open. Please call the school.";
    turned_nothing_to_answer: "它说的那一条不在，或者不是那一条", "What it answers is not there, or is another";
    turned_already_settled: "这件事已经有结果了", "It was settled before";
    turned_too_many_objections: "这个孩子没商量好的安排太多", "Too many open arrangements of this child";

    // Staff: nothing of it reads as a quarrel for whoever stands in front (R11)
    stays_for_now: "先留在学校", "Stays for now";
    stays_for_now_note: "孩子先留在学校，由老师照看，班主任正在联系家长。", "The child stays at school with a teacher; the class teacher is calling the family.";
    stays_for_staff: "给老师看的说明", "For staff";
    stays_for_staff_text: "两位家长意见不一致。商量好之前孩子先留在学校，由班主任联系两位；请不要当着来人谈论。如果已经交接，照实登记，会记在这件事里。", "The two guardians disagree. Until they agree the child stays, and the class teacher calls both; please do not speak of it in front of anybody. If the child was handed over all the same, record it as it was: it stands in this case.";

    two_title: "两位家长意见不一致", "Two guardians disagree";
    two_open: "待联系两位家长（{0}）", "To call both guardians ({0})";
    two_row_note: "孩子先留在学校 · {0}", "The child stays · {0}";
    two_elsewhere: "这件事由班主任在自己的设备上登记，值日行政和办公室也可以。共用平板上没有两边的内容。", "The class teacher records it on a device of their own, or the duty leader or the office. A shared tablet does not have both sides.";
    two_none: "没有要联系的", "Nothing to call about";
    two_noticed: "{0} 登记", "{0} recorded";
    two_objects: "{0} 有不同意见", "{0} does not agree";
    two_no_words: "没有写别的话。", "Nothing more was written.";
    two_not_here: "原来的登记不在这台设备上。", "The notice is not on this device.";
    two_days: "日期：{0}", "Dates: {0}";
    two_from: "{0}起", "from {0}";
    two_released: "{0} 已由 {1} 接走（登记：{2}）", "{0}: collected by {1} (recorded by {2})";
    two_calls: "请分别打给两位", "Please call both";
    two_call: "打给 {0}", "Call to {0}";
    two_reached: "接通了", "Answered";
    two_not_reached: "没接通", "No answer";
    two_call_time: "几点打的（{0}）", "At what time ({0})";
    two_said: "{0}怎么说（选填）", "What {0} said (optional)";
    two_said_hint: "只给老师看。", "For staff only.";
    two_outcome: "商量的结果", "What they agreed on";
    two_as_noticed: "按登记的安排", "As recorded";
    two_not_so: "不按登记的安排", "Not as recorded";
    two_not_so_note: "原来的登记不再算数，记录仍留着", "The notice no longer counts and stays in the record";
    two_words: "告诉两位家长的话", "For both guardians";
    two_words_hint: "两位家长都会看到，例如：今天 17:30 妈妈来接。", "Both read it. For example: today the mother collects at 17:30.";
    two_keep: "登记结果", "Record the outcome";
    two_kept: "已登记，两位家长都会看到", "Recorded; both guardians read it";
    two_settled: "已商量好", "Settled";
    two_settled_by: "{0} — {1} {2}", "{0} — {1}, {2}";
    two_call_line: "{0} {1} {2}", "{0} {1} {2}";
    two_need_call: "请选一下有没有接通", "Please say whether they answered";
    two_need_time: "请写几点打的", "Please give the time of the call";
    two_need_outcome: "请选商量的结果", "Please say what they agreed on";
    two_need_words: "请写一句给两位家长看的话，不超过 1000 个字", "Please write a sentence for both guardians, up to 1,000 characters";
    side_collector: "{0}{1}可以来接", "{0} {1} may collect";
    side_alone: "孩子自行离校", "The child walks home alone";
    side_not_this: "不要交给{0}{1}", "Not to {0} {1}";
    side_week: "每周的登记", "The weekly choice";
    side_stays: "留下：{0}", "Stays: {0}";
    side_home: "放学回家", "Home after lessons";
    side_leave: "请假：{0}", "Leave: {0}";
}
