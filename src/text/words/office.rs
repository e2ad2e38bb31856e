//! The words of the office's screens.

use crate::text::Word;

words! {
    office_title: "学校办公室", "School office";
    office_unreadable: "有 {0} 条读不出来，没有列在下面。请刷新页面再看一次，如果还在，请联系技术支持。", "{0} can't be read and are not listed below. Reload the page; if it stays, contact support.";
    office_not_complete: "还差一点", "Not complete yet";
    office_clear: "清空", "Clear";
    too_long: "太长了，请不超过 1000 个字。", "Too long: 1,000 characters at most.";
    and: "和", " and ";
    sentence_gap: "", " ";

    // Overview
    attention_note: "待核实事项、学校没有收下的记录", "Open cases and records that were not taken";
    attention_count: "{0} 项", "{0}";
    attention_none_short: "没有", "None";
    invitations_note: "给家长和教职工打印邀请码", "Print codes for guardians and staff";
    days_note: "校历、当日安排调整", "School days and day changes";
    today_follows: "今天调休，按{0}的意愿登记安排。", "Today is a make-up day and follows {0}.";
    today_not_entered: "今天是否上课、按周几安排，还没有登记，名单里暂时没有应到的孩子。", "Whether there is school today, and by which weekday, is not entered yet; nobody is expected on the lists.";
    expected_count: "应到 {0} 人", "{0} expected";
    expected_without_group: "还有 {0} 个应到的孩子，所在班级不在任何小组里。", "{0} expected children are in classes without a group.";
    children_count: "{0} 人", "{0}";
    group_none: "这个时段还没有小组", "No groups in this block yet";
    closes_at: "{0} 结束", "until {0}";

    // Duty
    duty_none: "还没有安排值班老师", "Nobody on duty yet";
    duty_of: "{0} · 今天值班", "{0} · today's duty";
    duty_chosen: "今天值班：{0}", "On duty today: {0}";
    duty_staff: "值班老师", "On duty";
    duty_elsewhere: "已在{0}", "already in {0}";
    duty_keep: "登记今天的值班", "Record today's duty";
    duty_said: "今天的值班", "Today's duty";
    search_staff: "找教职工：姓名", "Find staff by name";
    staff_not_found: "没有找到，请换个写法。", "Nobody found. Please try another spelling.";
    more_by_search: "还有 {0} 位，请输入姓名查找。", "{0} more: search by name.";
    closing_time: "结束时间", "Ends at";
    closing_hint: "到时间还没有接走的孩子，会一直有老师陪着。", "A child not yet collected then stays with a teacher.";
    need_time: "请填写时间，例如 17:30。", "Please give a time, such as 17:30.";
    role_guardian: "家长", "Guardian";
    role_teacher: "老师", "Teacher";
    role_leader: "值日行政", "Duty leader";
    role_guard: "门卫、护导", "Guard or escort";
    role_office: "办公室", "Office";

    // Groups
    group_add: "增加小组", "Add a group";
    group_edit: "修改小组", "Change the group";
    group_name: "小组名称", "Name of the group";
    group_name_hint: "例如：三年级阅读组", "For example: Grade 3 reading";
    group_room: "教室或场地", "Room or ground";
    group_room_hint: "例如：302 教室", "For example: Room 302";
    group_activity: "活动", "Activity";
    group_block: "时段", "Block";
    group_classes: "哪些班的孩子", "Which classes";
    group_keep: "登记小组", "Record the group";
    group_said: "小组：{0}", "Group {0}";
    need_group_name: "请写小组名称，不超过 40 个字。", "Please name the group, 40 characters at most.";
    need_room: "请写教室或场地，不超过 40 个字。", "Please give the room or ground, 40 characters at most.";
    activity_homework: "做作业", "Homework";
    activity_reading: "自主阅读", "Reading";
    activity_games: "游戏", "Games";
    activity_arts: "科技艺术", "Arts and science";
    activity_outdoor: "体育锻炼", "Outdoor training";
    activity_labour: "劳动技能", "Labour skills";
    activity_other: "其他", "Other";

    // Needs attention
    attention_title: "需要关注", "Needs attention";
    cases_open: "待核实事项 · {0}", "Open cases · {0}";
    cases_none: "现在没有待核实的事项。两处记录不一致时，会出现在这里。", "No open cases. Records that disagree appear here.";
    cases_closed: "已核实 · {0}", "Settled · {0}";
    case_released_twice: "同一个孩子有两条接走登记", "Two release records for one child";
    case_marks_disagree: "两处点名不一致", "Two roll-call marks disagree";
    case_present_after_release: "登记接走以后，又点名在校", "Marked present after a release";
    case_released_while_away: "登记为未到校或已离校，又登记了接走", "Released, though recorded as absent or gone";
    case_released_to_stopped: "登记为暂不能交接，又登记了接走", "Released to somebody on hold";
    case_unlisted_alone: "未登记的接送人接走，没有双人确认", "Unlisted collector without a second person";
    case_contested: "家长对一条记录有疑问", "A guardian questions an entry";
    case_not_what_i_said: "家长说：不是这样", "A guardian says: that is not what I said";
    case_noted: "老师记下的待核实事项", "Noted by staff";
    case_former_staff: "已离任的人员发来的记录", "A record from somebody no longer on the staff";
    case_said: "“{0}”", "'{0}'";
    case_opened_by: "{0} · {1}", "{0} · {1}";
    case_entries_elsewhere: "那一天的记录不在这台设备上，请和登记的老师核对。", "That day's entries are not on this device; please check with the staff who wrote them.";
    child_unlisted: "已不在名单上的孩子", "A child no longer on the list";
    case_close: "写明核实结果", "Settle with a reason";
    case_reason: "核实结果", "How it was settled";
    case_reason_hint: "请先和登记人、家长核对，再写：和谁核对过，实际是怎样的。两条记录都会留着。", "Check with whoever wrote it and the family first, then write whom you asked and what really happened. Both entries stay.";
    need_case_reason: "请写明核实结果。", "Please write how it was settled.";
    case_keep: "登记核实结果", "Record it as settled";
    case_said_closed: "已核实：{0}", "Settled: {0}";
    case_closed_by: "{0} — {1} {2}", "{0} — {1}, {2}";

    // An entry of a case
    entry_present: "点名在校", "Marked present";
    entry_alone: "自行离校，{0}登记", "Walked home alone, released by {0}";
    entry_released: "{0}{1} 接走，{2}交接", "Collected by {0} {1}, released by {2}";
    entry_second: "双人确认：{0}", "second person: {0}";
    entry_checked: "核对：{0}", "checked by: {0}";
    entry_corrects: "更正：{0}", "Correction: {0}";
    entry_struck: "已更正", "corrected";
    entry_later: "{0} 的事，{1} 补记", "of {0}, entered later {1}";
    entry_offline: "离线登记", "recorded offline";
    basis_guardian: "家长本人", "guardian";
    basis_listed: "在接送名单上", "listed";
    basis_card: "接送卡", "standing card";
    basis_pass: "临时接送码", "one-time pass";
    basis_alone: "有授权书", "written authorisation";
    basis_organisation: "托管机构", "organisation";
    basis_bus: "校车", "school bus";
    basis_dormitory: "生活老师", "dormitory";
    basis_medical: "送医", "medical";
    basis_police: "公安或民政", "police or civil affairs";
    basis_home: "电话确认已到家", "already home, confirmed by call";
    basis_unlisted: "未登记的接送人", "unlisted";
    by_known: "认识", "known";
    by_photo: "照片", "photo";
    by_card: "接送卡", "card";
    by_pass: "接送码", "pass";
    by_code: "口令码", "spoken code";
    by_call_back: "回拨核实", "call-back";

    // Turned away
    turned_count: "学校没有收下的记录 · {0}", "Records that were not taken · {0}";
    turned_note: "内容都留着。请联系登记人，确实发生过的，请有权限的老师补记。", "Nothing is lost. Ask whoever wrote it; what did happen, staff with the right enter later.";
    turned_nobody: "看不出是谁写的", "Author not readable";
    turned_text: "原来的内容", "What it said";
    turned_not_their_child: "登记人没有绑定这个孩子。", "The author is not linked to this child.";
    turned_not_staff: "登记人当时不是本校教职工。", "The author was not on this school's staff.";
    turned_not_office: "登记人当时不属于办公室或值日行政。", "The author was neither of the office nor a duty leader.";
    turned_not_their_collector: "这位接送人是另一位家长登记的。", "Another guardian named this collector.";
    turned_not_signed_in: "登记人没有在那台设备上登录过。", "The author never signed in on that device.";
    turned_signature: "设备签名对不上，请在那台设备上重新登录。", "The device's signature does not match. Sign in there again.";
    turned_old_app: "那台设备上的愿留版本不对，请更新。", "That device's version of Yuanliu is not right. Please update it.";
    turned_id_reuse: "同一个编号来了两份不同的内容，请联系技术支持。", "One number came with two different contents. Please contact support.";
    turned_other_school: "这条记录是写给另一所学校的。", "It is addressed to another school.";
    turned_too_large: "内容太大，没有收下。", "It is too large.";
    turned_bad_text: "有一处没有写，或者太长。", "A text is missing or too long.";
    turned_bad_span: "结束早于开始，或者时间太长。", "The end is before the beginning, or the span is too long.";
    turned_form: "内容的格式读不出来。", "It is not well formed.";
    turned_other: "学校没有收下，原因不明，请联系技术支持。", "Not taken, for a reason unknown here. Please contact support.";

    // Invitations
    invitations_title: "邀请码", "Invitations";
    invitations_hint: "找到家长或教职工，当面打印邀请码交给本人。", "Find a guardian or a member of staff, print the code and hand it over in person.";
    search_person: "找人：孩子或家长的姓名、拼音、班级", "Find: name of child or guardian, pinyin, class";
    search_person_first: "输入姓名，或选一个班级。", "Type a name, or choose a class.";
    person_not_found: "没有找到，请换个写法，或选班级查看。", "Nobody found. Try another spelling, or choose the class.";
    of_class: "班级", "Class";
    everyone: "不限", "Any";
    all_staff: "教职工", "Staff";
    people_found: "找到 {0} 位", "{0} found";
    invite_before: "新的邀请码只显示一次，只能用一次。", "A new code is shown once and works once.";
    invite_make: "生成邀请码", "Make a code";
    invite_offline: "现在没有网络。邀请码要联网才能生成，请连上网络后再试。", "No network now. A code can only be made online; please try again once connected.";
    invite_once: "邀请码只显示这一次，请现在打印或抄下来，当面交给本人，不要发到群里。", "The code is shown only this once. Print it or write it down now, hand it over in person, and keep it out of chat groups.";
    invite_slip: "邀请纸条", "Invitation slip";
    invite_for: "{0} 的邀请码", "Code for {0}";
    invite_step_open: "1. 用手机打开 {0}", "1. Open {0} on the phone";
    invite_step_join: "2. 点「用邀请码加入」", "2. Choose 'Join with a code'";
    invite_step_code: "3. 输入上面的邀请码，设好自己的登录名和口令", "3. Type the code above, then choose a sign-in name and a passphrase";
    invite_expires: "{0}前有效，只能用一次。", "Valid until {0}, once.";
    invite_print: "打印", "Print";
    invite_another: "返回查找", "Back to the search";

    // School days
    days_title: "校历与调整", "Days and changes";
    calendar_title: "校历", "School days";
    calendar_waiting: "下面有 {0} 天要由办公室登记。", "{0} of these days have to be entered by the office.";
    calendar_more: "再看四周", "Four more weeks";
    official_workday: "国家校历：工作日", "Official: working day";
    official_weekend: "周末", "Weekend";
    official_holiday: "法定假日：{0}", "Holiday: {0}";
    official_make_up: "调休上课（{0}）", "Make-up day ({0})";
    official_unknown: "放假安排还没有公布", "Not announced yet";
    holiday_new_year: "元旦", "New Year";
    holiday_spring: "春节", "Spring Festival";
    holiday_qingming: "清明节", "Qingming";
    holiday_labour: "劳动节", "Labour Day";
    holiday_dragon_boat: "端午节", "Dragon Boat Festival";
    holiday_mid_autumn: "中秋节", "Mid-Autumn Festival";
    holiday_national: "国庆节", "National Day";
    day_entered: "本校已登记", "entered by the school";
    day_open: "上课", "School";
    day_closed: "不上课", "No school";
    day_open_as: "按{0}上课", "As on {0}";
    day_needs_weekday: "请登记按周几", "Which weekday?";
    day_needs_entry: "请登记", "To be entered";
    day_kind: "这一天", "On this day";
    day_follows: "按周几的课表和意愿登记", "It follows the timetable and choices of";
    day_keep: "登记这一天", "Record this day";
    day_said: "{0} 的校历", "School day {0}";
    need_day_kind: "请选上课或不上课。", "Please choose school or no school.";
    need_weekday: "请选按周几上课。", "Please choose the weekday that it follows.";

    // Day changes
    changes_title: "当日安排调整", "Day changes";
    changes_note: "登记后，家长会在愿留里看到。还没有人来接的孩子，会一直有老师陪着。", "Families see it in Yuanliu. A child whom nobody has collected stays with a teacher.";
    changes_none: "今天和以后没有调整", "No changes today or later";
    changes_past: "以前的调整", "Earlier changes";
    change_add: "登记当日安排调整", "Record a day change";
    change_cancels: "不安排{0}", "no {0}";
    change_ends_at: "晚托 {0} 结束", "late care ends at {0}";
    change_day: "日期", "Date";
    change_scope: "哪些孩子", "For whom";
    scope_school: "全校", "The school";
    scope_grades: "年级", "Grades";
    scope_classes: "班级", "Classes";
    grade: "{0}年级", "Grade {0}";
    change_cancelled: "当天不安排的时段", "Blocks that fall away";
    change_ends: "晚托提前结束（选填）", "Late care ends early at (optional)";
    change_ends_hint: "到时间还没有接走的孩子，学校安排老师陪着。", "A child not collected by then stays with a teacher.";
    change_cause: "原因", "Cause";
    cause_weather: "天气原因", "The weather";
    cause_half_day: "半天课或考试安排", "A half day or an exam";
    cause_health: "健康防护需要", "Health protection";
    cause_place: "场地或活动调整", "A change of place or activity";
    cause_other: "其他", "Other";
    change_text: "家长看到的话", "What families read";
    change_text_hint: "说清楚：哪天、哪些孩子、几点结束、不能提前接怎么办。", "Say which day, which children, until when, and what if nobody can come earlier.";
    change_suggest: "写一段参考文字", "Suggest a wording";
    because_of: "因{0}，", "{0}: ";
    suggest_cancelled: "{0}{1}{2}不安排{3}。", "{0}{1} {2} there is no {3}.";
    suggest_ends: "{0}{1}{2}晚托提前到 {3} 结束。", "{0}{1} {2} late care ends at {3}.";
    suggest_other: "{0}{1}{2}的课后服务安排有调整：", "{0}{1} {2} the after-school service changes:";
    suggest_stay: "不能提前来接也没关系，学校安排老师陪孩子。", "If nobody can come earlier, that is all right: a teacher stays with the child.";
    change_keep: "登记调整", "Record the change";
    change_said: "{0} 的安排调整", "Change for {0}";
    need_day: "请选日期。", "Please choose the date.";
    day_is_past: "这一天已经过去了，请选今天或以后的日期。", "That day is over. Please choose today or later.";
    need_grade: "请选年级。", "Please choose the grades.";
    need_class: "请选班级。", "Please choose the classes.";
    need_change_text: "请写给家长看的话。", "Please write what families read.";
}
