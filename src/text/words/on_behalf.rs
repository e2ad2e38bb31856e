//! The words for what staff write down for a family 代家长登记 (T12, P16).

use crate::text::Word;

words! {
    act_behalf_confirmed: "核实代家长登记", "Confirmation of what was written for a family";
    behalf_title: "代家长登记", "Write down for the family";
    behalf_hint: "家长来电、当面说或发消息的，由您写下来，马上算数。家长打开愿留就能看到，可以确认，也可以说「不是这样」。", "What the family says by telephone, at the gate or in a message is written down by you and counts at once. The family reads it in Yuanliu, and confirms it or says 'That is not so'.";

    // What is said
    behalf_what: "家长说什么", "What the family says";
    behalf_leave: "请假", "Leave";
    behalf_collector: "今天换个人来接", "Somebody else collects today";
    behalf_day: "某一天参加或不参加", "Stays or not, on one day";
    behalf_text: "补充说明（选填，班主任看得到）", "More (optional; for the class teacher)";
    behalf_home: "怎样回家（选填）", "Way home (optional)";
    behalf_name: "来接的人姓名", "Name of who comes";
    behalf_looks: "怎样认得（选填）", "How to recognise them (optional)";
    behalf_looks_hint: "例如：红色外套、戴眼镜、车牌尾号 806。", "For example: red coat, glasses, number plate ending in 806.";
    behalf_waits: "新的接送人要等家长在愿留里确认，或老师回拨登记的号码核实后，才能来接。", "A new collector counts once a guardian has confirmed it in Yuanliu, or staff have called back a number on file.";

    // Who said it, how, and when
    behalf_how: "怎样知道的", "How you know";
    behalf_phone: "来电", "Phone call";
    behalf_in_person: "当面", "In person";
    behalf_message: "微信消息", "WeChat message";
    behalf_paper: "纸条", "A note";
    behalf_who: "谁说的", "Who said it";
    behalf_other: "其他家人", "Somebody else of the family";
    behalf_other_name: "这位家人的姓名", "That person's name";
    behalf_other_relation: "这位是孩子的什么人", "What they are to the child";
    behalf_number: "来电号码（选填）", "Number that called (optional)";
    behalf_number_hint: "只有班主任看得到。核实时请打登记的号码，不打这个。", "For the class teacher alone. To make sure, call a number on file and not this one.";
    behalf_time: "几点说的（选填）", "When it was said (optional)";
    behalf_time_hint: "刚刚说的不用写。", "Leave it empty if it was just now.";
    behalf_need_who: "请选是谁说的", "Please choose who said it";
    behalf_need_time: "请写成 15:40 这样的时间，或者空着", "Please give a time such as 15:40, or leave it empty";
    behalf_long_looks: "太长了，请不超过 100 个字", "Too long: 100 characters at most";

    // Read back before it is kept, and afterwards
    behalf_read_back: "读给家长听，没错再登记", "Read it back, then record it";
    behalf_nothing_yet: "填好以后，这里是要登记的一句话。", "Once it is complete, the sentence to be recorded stands here.";
    behalf_sentence: "{0}的{1} {2} {3}：{4}", "{0}: {1}, {2}, {3}: {4}";
    behalf_by_phone: "来电", "by telephone";
    behalf_by_word: "当面说", "in person";
    behalf_by_message: "发消息说", "by message";
    behalf_by_note: "写纸条说", "by a note";
    behalf_by_app: "在愿留里写", "in Yuanliu";
    behalf_family: "家长", "a guardian";
    behalf_said_leave: "{0}请假（{1}）", "on leave {0} ({1})";
    behalf_said_early: "{0} {1} 离校（{2}）", "leaves at {1} {0} ({2})";
    behalf_said_lessons: "，当天课程也请假", ", lessons too";
    behalf_said_home: "，{0}", ", {0}";
    behalf_said_collector: "{0}由{1}来接", "{1} collects {0}";
    behalf_said_stays: "{0}参加{1}", "stays {0} for {1}";
    behalf_said_goes: "{0}不参加，放学后回家", "home after lessons {0}";
    behalf_not_gate: "门卫不代家长登记，请告诉班主任或值班老师。", "The gate writes nothing down for families. Please tell the class teacher or the teacher on duty.";
    behalf_kept: "已登记，家长打开愿留就能看到。", "Recorded. The family reads it in Yuanliu.";
    behalf_kept_offline: "已存在这台设备上，还没有送到学校。有网络后会自动送出，家长才看得到。", "Kept on this device and not yet at the school. It is sent once there is a network; then the family sees it.";
    behalf_again: "再登记一条", "Write down another";
    behalf_taken_back: "已撤回。", "Taken back.";
    behalf_take_back: "写错了，撤回", "Written by mistake: take it back";
    behalf_to_child: "回到孩子的页面", "Back to the child";

    // A new collector, until it is confirmed
    behalf_pending: "{0}：还没有核实，现在按「不在名单上」处理", "{0}: not confirmed yet; treat as not listed";
    behalf_pending_note: "{0}登记。请回拨登记的号码核实。", "Written down by {0}. Please call back a number on file.";
    behalf_denied: "家长说不是这个意思，已记为待核实事项。再次回拨、家长同意后才能来接。", "The family said that this is not what it meant; there is an open case. They may collect once a guardian was called again and agrees.";
    behalf_agreed: "已回拨，{0}同意", "Called back: {0} agrees";
    behalf_refused: "家长说不是这样", "The family says no";
    behalf_refused_text: "老师回拨核实时，家长说不是这样。", "When staff called back, the family said that it is not so.";
    behalf_no_numbers: "这台设备上没有家长的号码，请值日行政核实。", "There is no guardian's number on this device. Please ask the duty leader.";

    // What came of it
    behalf_told: "老师代家长登记的", "Written down for families";
    behalf_told_note: "最近七天。家长没有用愿留的，可以打印一张给家长签字。", "Of the last seven days. For a family without Yuanliu, print a sheet to sign.";
    behalf_none: "最近七天没有老师代登记的。", "Nothing was written down in the last seven days.";
    behalf_open: "等家长确认", "Not confirmed yet";
    behalf_yes: "已确认", "Confirmed";
    behalf_no: "家长说不是这样", "Not what was said";
    behalf_back: "已撤回", "Taken back";
    behalf_written_by: "{0} 登记", "written by {0}";
    behalf_written_at: "{0} 登记（{1} 写）", "written by {0} at {1}";
    behalf_caller: "来电号码 {0}", "called from {0}";
    behalf_confirmed_by: "{0} 已确认（{1}）", "confirmed by {0} ({1})";
    behalf_called_by: "{0} 已回拨{1}核实（{2}）", "{0} called back the {1} ({2})";

    behalf_case_collector: "老师代登记的接送人：{0}（{1}登记）", "Collector that was written down for the family: {0} (by {1})";
    behalf_case_leave: "老师代登记的请假：{0}", "Leave that was written down for the family: {0}";

    // On paper
    behalf_print: "打印给家长的单子", "Print a sheet for the family";
    behalf_sheet: "代家长登记单", "Written down for the family";
    behalf_sheet_child: "学生", "Pupil";
    behalf_sheet_class: "班级、学号", "Class, number";
    behalf_sheet_said: "登记内容", "What is recorded";
    behalf_sheet_by: "登记老师", "Recorded by";
    behalf_sheet_at: "登记时间", "Recorded at";
    behalf_sheet_note: "以上由老师根据家长的话登记，已经算数，不需要审批。请家长核对；如果不是这个意思，请写在下面或告诉班主任，学校会核实更正。", "This was written down by staff as the family said it. It counts already; nobody has to agree. Please read it; if it is not what you meant, write so below or tell the class teacher, and the school looks into it.";
    behalf_sheet_wrong: "不是这个意思的地方：____________________________", "What is not so: ____________________________";
    behalf_sheet_sign: "家长签名：________________    日期：____________", "Guardian's signature: ________________    Date: ____________";

    // Families without the app
    without_title: "没有用愿留的家庭", "Families without Yuanliu";
    without_note: "没有一位家长能登录的孩子", "Children none of whose guardians can sign in";
    without_hint: "这些家庭打电话、当面说的，由老师代家长登记，打印给家长签字。点一个孩子就可以登记。要请家长加入，请到「邀请码」。", "What these families say by telephone or at the gate is written down for them, and printed for them to sign. Tap a child to begin. To have them join, use the invitation codes.";
    without_choose: "请先选一个班。", "Please choose a class first.";
    without_none: "这个班每个孩子都有家长在用愿留。", "Every child of this class has a guardian who uses Yuanliu.";
    without_count: "{0} 个孩子", "{0} children";
    without_number: "没有登记电话", "no number on file";

    // What the family reads
    fam_is_so: "对，是这样", "Yes, that is so";
    fam_written_message: "{0}根据{1} {2} 的消息登记", "Recorded by {0} after a message from {1}, {2}";
    fam_written_late: "{0}（{1} 登记）", "{0} (written at {1})";
    fam_behalf_waits: "确认以后，这位才能来接。", "They may collect once you have confirmed it.";
    fam_behalf_confirmed: "{0}已确认（{1}）", "Confirmed by {0} ({1})";
    fam_behalf_called: "{0}已回拨{1}核实（{2}）", "{0} called back the {1} ({2})";
    paper_by_message: "消息", "by message";
}
