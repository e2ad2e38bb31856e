//! The words of the staff's screens.

use crate::text::Word;

words! {
    staff_title: "今日名单", "Today's list";
    staff_nav: "老师页面", "Staff";
    nav_list: "名单", "List";
    nav_lessons_end: "放学", "Lessons end";
    nav_notes: "请假单", "Leave";
    nav_left: "还在校", "Still here";
    nav_office: "办公室", "Office";

    // Today's list
    blocks: "时段", "Blocks";
    group: "小组", "Group";
    search_child: "找孩子：姓名、拼音首字母或学号", "Find a child: name, pinyin initials or number";
    clear: "清空", "Clear";
    list_empty: "这个小组今天没有孩子。", "No children in this group today.";
    search_more: "还有别的孩子，请再多输几个字母。", "There are more. Please type a little further.";
    search_empty: "没有找到这个孩子，请换个写法。", "No such child. Please try another spelling.";
    allergy: "过敏", "Allergy";
    sounds_same: "有同音名", "Same-sounding name";
    open_child: "打开{0}", "Open {0}";
    said_present: "{0} 已点到", "{0} is here";
    said_taken_in: "{0} 已临时留校，家长会收到消息", "{0} is taken in; the family is told";
    said_not_here: "{0} 未到，请先找一找，再打电话", "{0} is not here: look first, then call";
    said_out: "{0} 暂离", "{0} is out of the room";
    said_returned: "{0} 已返回，需要重新登记接走", "{0} is back and needs a new release";
    said_absent: "{0} 今天未到校", "{0} was not at school today";
    undone: "登记有误，撤销", "Recorded by mistake, undone";

    // One child
    no_such_child: "名单上没有这个孩子。", "This child is not on the school's list.";
    allergy_is: "过敏：{0}", "Allergy: {0}";
    sounds_same_as: "同音名：{0}，请看清班级和学号", "Same-sounding name: {0}. Please check class and number";
    stays: "参加", "yes";
    stays_not: "不参加", "no";
    released_line: "{0} {1}{2} 接走，{3} 登记", "{0} collected by {1} {2}, released by {3}";
    mark_present: "已到", "Here";
    mark_not_here: "未到", "Not here yet";
    mark_absent: "今天未到校", "Not at school";
    mark_taken_in: "临时留校", "Take in";
    mark_out: "暂离", "Out of room";
    mark_back: "已返回", "Back";
    mark_returned: "离校后返回", "Came back";
    entries: "今天的记录", "Today's entries";
    no_entries: "今天还没有记录。", "No entries yet today.";
    present_in: "在{0} {1} 点到", "Present in {0}, {1}";
    collected_by: "{0}{1} 接走，{2} 登记", "Collected by {0} {1}, released by {2}";
    second_was: "{0} 双人确认", "second person {0}";
    correction_is: "更正：{0}", "Correction: {0}";
    struck: "（已更正）{0}", "(corrected) {0}";
    entered_at: "{0} 补记", "entered later, {0}";
    recorded_offline: "离线登记", "recorded offline";
    correct_last: "更正最后一条", "Correct the last entry";
    correct: "登记更正", "Record the correction";
    why_wrong: "哪里不对", "What is wrong";
    need_reason: "请写明原因。", "Please write the reason.";
    not_complete: "还差一点", "Not complete yet";

    // Release
    who_collects: "谁来接", "Who collects";
    usual: "常接人", "Usual";
    alone_written: "家长已签授权书", "Written authorisation on file";
    nobody_listed: "今天没有登记接送人。", "No collector is listed for today.";
    not_on_list: "不在名单上", "Not on the list";
    not_on_list_note: "来的人不在上面？先不要交接。", "Somebody else has come? Do not hand over yet.";
    hold_first: "请先不交接，孩子留在室内，请联系值日行政。", "Do not hand over yet. Keep the child inside and call the duty leader.";
    how_checked: "怎么确认的", "How checked";
    checked_known: "认识", "Known";
    checked_photo: "照片", "Photo";
    checked_card: "接送卡", "Card";
    checked_call_back: "回拨", "Call-back";
    hand_to: "交给{0}{1}", "Hand over to {0} {1}";
    let_go_alone: "{0} 自行离校", "{0} walks home alone";
    list_uncertain: "名单可能不是最新的，请再请一位老师确认。", "The list may not be current. Please ask a second person.";
    second_person: "第二位确认人", "Second person";
    second_person_hint: "值日行政或门卫也可以。", "The duty leader or the guard counts.";
    choose_person: "请选择", "Please choose";

    // Not listed
    not_yet: "先不要交接", "Do not hand over yet";
    stays_with_us: "{0} 留在老师身边", "{0} stays with you";
    say_to_person: "可以这样说：“您好，为了孩子安全，我们和家长核实一下，请稍等。”", "You can say: 'For the child's safety we check with the family. One moment, please.'";
    call_these: "回拨登记的号码", "Call back a number on file";
    no_numbers: "没有登记的号码，请联系值日行政。", "No number on file. Please call the duty leader.";
    call_result: "回拨结果", "Result of the call";
    call_agreed: "家长同意", "The guardian agrees";
    call_none: "打不通", "No answer";
    call_refused: "家长不同意", "The guardian does not agree";
    call_refused_then: "请不要交接，孩子留在室内，请联系值日行政。对来人只说：“请稍等，老师正在核对。”", "Do not hand over. Keep the child inside and call the duty leader. To the person say only: 'One moment, we are checking.'";
    collector_name: "来人姓名", "The person's name";
    relation_said: "自称与孩子的关系", "Relation, as said";
    need_collector: "请写来人姓名。", "Please write the person's name.";
    need_call_back: "请先回拨，并选结果。", "Please call back first and choose the result.";
    need_second: "请选第二位确认人。", "Please choose the second person.";
    parents_told: "登记后，家长会马上看到是谁接走的。", "The guardians see at once who collected.";
    hand_over_anyway: "双人确认，登记接走", "Two have checked: record the release";

    // End of lessons
    lessons_end_title: "放学交接", "End of lessons";
    my_class: "我的班", "My class";
    all_classes: "全部班级", "All classes";
    not_handed_over: "还没有交接", "Not handed over yet";
    handed_over: "{0} {1} 已交接：留校 {2}，离校 {3}，未到校 {4}", "{0} {1}: {2} stay, {3} left, {4} not at school";
    done: "已交接", "Done";
    end_staying: "留校", "Stays";
    end_left: "离校", "Leaves";
    end_absent: "未到校", "Absent";
    note_for_next: "给下一位老师的话（选填）", "For the next teacher (optional)";
    guards_read: "门卫也能看到，请不要写健康和家庭情况。", "Guards read this too: please write nothing about health, courts or family matters.";
    hand_over_class: "登记交接", "Hand the class over";

    // Who is left
    left_title: "还在校的孩子", "Who is still here";
    still_here: "在校", "Here";
    nobody_left: "现在没有孩子由学校照看。", "No child is in the school's care now.";
    after_closing: "晚托 {0} 已结束，还有 {1} 个孩子没有接走，请联系家长。", "Late care ended at {0}; {1} still here. Please call the families.";

    // Leave notes
    notes_title: "请假单", "Leave notes";
    notes_of_class: "我的班", "My class";
    notes_of_school: "全校", "The school";
    notes_hint: "点开就算已查看，家长会看到是谁看的。", "Opening a note counts as seen; the family sees who looked.";
    notes_empty: "没有请假单。", "No leave notes.";
    note_withdrawn: "已撤回", "Withdrawn";
    note_unseen: "未看", "New";
    note_seen: "已看", "Seen";
    lessons_too: "当天课程也请假", "lessons too";
    reason: "原因", "Reason";
    reason_sick: "病假", "Sick";
    reason_family: "事假", "Family";
    reason_other: "其他", "Other";
    in_words: "说明", "In words";
    symptoms: "症状", "Symptoms";
    written_by: "填写人", "Written by";
    goes_home: "怎么回家", "Goes home";
    signature: "签名", "Signature";
}
