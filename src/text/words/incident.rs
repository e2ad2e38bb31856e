//! The words for incidents (T8): what a child has, what was done, and what its family
//! reads. Short: they are read and tapped outdoors.

use crate::text::Word;

words! {
    act_incident: "受伤或不适登记", "Hurt or unwell";
    act_incident_read: "已知晓受伤或不适登记", "Incident read";

    // What a child has
    hurt_graze: "擦伤或割伤", "Graze or cut";
    hurt_bump: "磕碰", "Bump or bruise";
    hurt_head: "头部受撞", "Knock on the head";
    hurt_sprain: "扭伤", "Sprain";
    hurt_fracture: "疑似骨折", "Perhaps a fracture";
    hurt_nosebleed: "流鼻血", "Nosebleed";
    hurt_tooth: "牙齿受伤", "Tooth";
    hurt_fever: "发热", "Fever";
    hurt_stomach: "腹痛或呕吐", "Stomach ache or sick";
    hurt_allergy: "过敏", "Allergy";
    hurt_faint: "头晕乏力", "Faint or weak";
    hurt_other: "其他", "Something else";

    // What was done
    step_noticed: "发现", "Noticed";
    step_first_aid: "现场处理", "First aid";
    step_guardian: "联系家长", "Guardian called";
    step_leader: "告知值日行政", "Duty leader told";
    step_doctor: "送医", "Taken to a doctor";
    step_reported: "上报", "Reported";
    step_follow_up: "后续情况", "Follow-up";
    step_amended: "更正或补充", "Corrected or added";
    step_serious: "转为学生伤害事故", "Now an injury accident";
    step_read: "家长已知晓", "Read by the guardian";
    step_closed: "已跟进完毕", "Closed";

    // The list
    incidents_title: "受伤或不适", "Hurt or unwell";
    incidents_open: "还在跟进：{0} 项", "Still open: {0}";
    incidents_closed: "今天已跟进完毕", "Closed today";
    incidents_none: "今天没有孩子受伤或不适。", "Nobody was hurt or unwell today.";
    incidents_not_here: "这一页给值班老师、青保老师、值日行政和办公室。", "This page is for duty teachers, the child-protection teacher, the duty leader and the office.";
    incidents_count: "{0} 项", "{0}";
    incident_link: "登记受伤或不适", "Record hurt or unwell";
    incident_serious: "学生伤害事故", "Injury accident";
    incident_next: "下一步：{0}", "Next: {0}";
    incident_alert: "学生伤害事故，还在跟进", "Injury accident, still open";

    // The guided form
    incident_of_three: "第 {0} 步，共 3 步：{1}", "Step {0} of 3: {1}";
    incident_who: "谁受伤或不适", "Who is hurt or unwell";
    incident_what: "怎么了", "What is the matter";
    incident_where: "在哪里，什么时候", "Where and when";
    incident_on: "下一步", "Next";
    incident_before: "上一步", "Back";
    incident_pick: "选择{0}", "Choose {0}";
    incident_unpick: "{0}，点一下取消", "{0}, tap to take off";
    incident_kept: "已登记，已存本机", "Recorded, on this device";
    incident_kept_next: "请再当面告诉值班老师。", "Please tell a duty teacher in person, too.";
    incident_need_who: "请先选一个孩子。", "Please choose a child first.";
    incident_need_what: "请选一项。", "Please choose one.";
    incident_need_place: "请写地点，不超过 40 个字。", "Please write the place, up to 40 characters.";
    incident_bad_time: "请写成 15:52 这样的时间，不晚于现在。", "Please give a time such as 15:52, not later than now.";
    incident_degree: "情况", "How serious";
    incident_minor: "受伤或不适", "Hurt or unwell";
    incident_minor_note: "现场处理就可以", "Can be seen to here";
    incident_serious_note: "需要送医，或可能有后果", "Needs a doctor, or may have consequences";
    incident_place: "地点", "Place";
    place_yard: "操场", "School yard";
    place_stairs: "走廊或楼梯", "Corridor or stairs";
    place_toilet: "洗手间", "Toilet";
    place_gate: "校门口", "School gate";
    incident_time: "几点发生", "When it happened";
    incident_words: "怎么发生的（选填）", "How it came about (optional)";
    incident_told_hint: "家长会看到，请不要写其他孩子的名字。", "The family reads this. Please name no other child.";
    incident_people: "在场的人和内部备注（选填，家长看不到）", "Who was there, and notes for staff (optional; families don't see them)";
    incident_others: "其他有关的孩子", "Other children involved";
    incident_witness: "看到的老师", "Staff who saw it";
    incident_private: "内部备注", "Notes for staff";
    incident_keep: "签名并登记", "Sign and record";
    incident_signed: "由{0}签名登记。", "Signed by {0}.";
    incident_concern: "怀疑有人故意伤害孩子，包括家里的人？请不要写在这里：孩子的家长会看到这份登记。", "Do you suspect that somebody harmed the child, also somebody at home? Please don't write it here: the child's guardians read this record.";
    incident_concern_link: "改在「保护关注」里登记", "Record it as a safeguarding concern instead";

    // One incident
    incident_gone: "没有找到这份登记，可能已不在这台设备上。", "This record is not on this device any more.";
    incident_todo: "接下来", "What comes next";
    incident_pick_step: "选一步", "Choose a step";
    incident_more: "再记一步", "Record another step";
    incident_step_time: "几点", "At";
    incident_whom: "联系了谁", "Who was called";
    incident_need_whom: "请选联系了谁。", "Please choose who was called.";
    incident_step_words: "说明（选填）", "In words (optional)";
    incident_step_need: "请写一句说明，不超过 1000 个字。", "Please write a sentence, up to 1,000 characters.";
    incident_private_hint: "家长看不到这句话，只看到做了什么和时间。", "The family sees only what was done and when.";
    incident_step_keep: "登记{0}", "Record: {0}";
    incident_step_said: "已登记：{0}", "Recorded: {0}";
    incident_together: "同时受伤或不适：{0}", "Hurt or unwell at the same time: {0}";
    incident_others_are: "其他有关的孩子：{0}", "Other children involved: {0}";
    incident_witnesses_are: "看到的老师：{0}", "Staff who saw it: {0}";
    incident_notes_are: "内部备注：{0}", "Notes for staff: {0}";
    incident_unread: "家长还没有点「我已知晓」。", "No guardian has tapped 'I have read it' yet.";
    incident_report_by_phone: "请按学校预案电话上报，再在这里登记时间。区里的系统还没有接通。", "Please report it by telephone as the school's plan says, then record the time here. The district's desk is not connected yet.";
    incident_wrong: "有写错的？", "Something is wrong?";
    incident_wrong_which: "哪一条", "Which entry";
    incident_wrong_why: "为什么更正", "Why";
    incident_wrong_need: "请选一条，并写一句原因。", "Please choose an entry and write why.";
    incident_wrong_keep: "更正这一条", "Correct this entry";
    incident_wrong_note: "更正后仍能看到原来的内容。别人写的，请值日行政更正。", "What was written stays readable. What others wrote, the duty leader corrects.";
    incident_wrong_said: "已更正", "Corrected";
    incident_whole: "整份登记", "the whole record";
    incident_is_struck: "这份登记已作废：{0}（{1}）", "This record is void: {0} ({1})";
    incident_is_struck_by: "这份登记已作废（{0}）", "This record is void ({0})";
    incident_close: "跟进完毕", "Close";
    incident_close_words: "结果", "How it ended";
    incident_close_need: "请写一句结果。", "Please write how it ended.";
    incident_close_keep: "登记跟进完毕", "Record that it is closed";
    incident_close_note: "由值日行政或办公室登记。", "Recorded by the duty leader or the office.";
    incident_paper: "打印登记表", "Print the record";

    incident_paper_hint: "值班老师当天可以打印，以后由值日行政或办公室打印。", "Duty teachers print it on its day; afterwards the duty leader or the office does.";

    // On paper
    incident_sheet_minor: "受伤或不适登记表", "Record: hurt or unwell";
    incident_sheet_serious: "学生伤害事故登记表", "Record: injury accident";
    incident_sheet_child: "学生", "Pupil";
    incident_sheet_what: "情况", "What";
    incident_sheet_when: "发生时间", "When";
    incident_sheet_steps: "处理经过", "What was done";
    incident_sheet_by: "登记人", "Recorded by";
    incident_sheet_sign: "登记人签名：　　　　　　值日行政签名：　　　　　　家长签名：", "Signatures: recorded by                 duty leader                 guardian";
    incident_sheet_sign_staff: "登记人签名：　　　　　　值日行政签名：", "Signatures: recorded by                 duty leader";
    incident_sheet_more: "加上内部内容", "With what is for staff";
    incident_sheet_less: "去掉内部内容", "Without what is for staff";
    incident_sheet_staff: "内部资料，可能有其他孩子的信息，请勿交给家长。", "For staff: it may name other children. Not to be given to a family.";

    // What the family reads
    fam_hurt: "{0} {1} 在{2}：{3}", "{0}, {1}, {2}: {3}";
    fam_hurt_struck: "{0} 的一份登记写错了，已作废", "A record of {0} was written by mistake and is void";
    fam_hurt_ask: "由{0}登记。有疑问请联系{0}或值班室。", "Recorded by {0}. With any question please ask {0} or the duty room.";
    fam_hurt_read: "我已知晓", "I have read it";
    fam_hurt_is_read: "您 {0} 已知晓。知晓不代表同意，有不同意见请联系老师。", "You read it at {0}. Reading is not agreeing; please tell the teacher if you see it differently.";
    fam_hurt_open: "老师还在跟进。", "The school is still seeing to it.";
    looked_incidents: "受伤或不适登记", "who was hurt or unwell";
}
