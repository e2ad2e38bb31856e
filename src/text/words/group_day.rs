//! The words of a group's day: counts, moves, hand-over, cover, merging (T2, T3, T4, T15).

use crate::text::Word;

words! {
    // Today's list
    group_now_with: "现在由 {0} 负责", "Now with {0}";
    group_today: "小组今天", "The group today";
    count_last: "{0} 清点 {1} 人，{2}，{3}", "{0} counted {1}, {2}, {3}";
    count_same: "相符", "as listed";
    count_other: "名单 {0} 人", "{0} listed";
    list_elsewhere: "在别组", "Elsewhere";
    state_in: "在{0}", "In {0}";
    state_out_since: "暂离 {0}", "Out since {0}";
    out_now: "暂离 {0} 位：{1}", "{0} out of the room: {1}";
    out_one: "{0} {1}", "{0} {1}";

    // Selecting
    select: "选择", "Select";
    select_done: "不选了", "Stop selecting";
    selected: "已选 {0} 位", "{0} selected";
    select_hint: "点孩子的名字来选。", "Tap the children to select them.";
    select_all: "全选在场的", "Everybody here";
    move_to: "移到哪个小组", "Move to which group";
    move_choose: "请选择小组", "Please choose a group";
    move_late: "留晚托（各到自己的晚托小组）", "Late care (each to the own group)";
    late_some: "留晚托 {0} 位", "{0} to late care";
    these_late: "这 {0} 位留晚托", "These {0} stay for late care";
    these_move: "这 {0} 位移到{1}", "Move these {0} to {1}";
    these_out: "{0} 位暂离", "{0} out of the room";
    these_back: "{0} 位已返回", "{0} back";
    said_late: "{0} 位已留晚托", "{0} stay for late care";
    said_moved: "{0} 位已移到{1}", "{0} moved to {1}";
    said_some_out: "{0} 位暂离", "{0} are out of the room";
    said_some_back: "{0} 位已返回", "{0} are back";
    nobody_to_move: "选的孩子都不在场，点到以后再移。", "None of them is here yet. Mark them present first.";

    // Head count
    head_count: "清点人数", "Head count";
    count_how_many: "请先数一数：现在眼前有几个孩子？", "Please count first: how many children do you see?";
    count_not_out: "暂离的 {0} 位不用数。", "{0} out of the room are not counted.";
    count_typed: "数到 {0} 人", "{0} counted";
    count_nothing: "还没有输入", "Nothing typed yet";
    count_clear: "清空", "Clear";
    count_sure: "数好了", "That is all";
    count_right: "{0} 人，与名单相符，已记下。", "{0}, as listed. Recorded.";
    count_kept: "已记下：数到 {0} 人，名单 {1} 人。", "Recorded: {0} counted, {1} listed.";
    count_differs: "您数到 {0} 人，名单上在场 {1} 人。请对着名单找一找。", "You counted {0}; the list has {1} here. Please look for them by the list.";
    count_again: "再数一次", "Count again";
    count_reason: "还是不一样？请写明原因", "Still different? Please say why";
    count_keep: "就按 {0} 人记下", "Record {0}";
    count_entry: "清点 {0} 人，与名单相符", "{0} counted, as listed";
    count_entry_differs: "清点 {0} 人，名单 {1} 人：{2}", "{0} counted, {1} listed: {2}";
    names_by_list: "名单上在场的孩子", "Children here by the list";
    number_back: "退一位", "Take the last digit back";

    // A group's page
    no_such_group: "没有这个小组。", "There is no such group.";
    group_roster: "值班表：{0}", "Roster: {0}";
    group_nobody: "值班表上还没有人，谁在带请点「代班」。", "Nobody is on the roster. Whoever is with the children, please tap 'Cover'.";
    group_history: "小组今天的记录", "The group's entries today";
    group_no_history: "今天还没有清点、交接或并班。", "No count, hand-over or merger yet today.";
    group_sheets: "交接单", "Hand-over sheets";
    group_sheet_of: "{0} 交给 {1}", "{0} to {1}";
    group_merged: "{0} 并入{1}。还没到的孩子也在那边的名单上。", "Merged into {1} at {0}. Children still to come are on that list as well.";

    // Hand-over
    hand_over_group: "交接班", "Hand over";
    hand_over_children: "交接的孩子", "The children";
    hand_over_out: "暂离：{0}", "Out of the room: {0}";
    hand_over_notes: "要交代的事", "What is carried over";
    hand_over_notes_hint: "放学交接和上一班的留言已经填好，可以改。门卫也能看到，请不要写健康和家庭情况。", "Notes from the end of lessons and from the last teacher are filled in; you can change them. Guards read them too: please write nothing about health, courts or family matters.";
    hand_over_to: "接班老师", "Who takes the group";
    hand_over_ask: "请接班老师输入 PIN", "Ask the taking teacher's PIN";
    hand_over_named: "没有用 PIN，按姓名登记。", "Named, without a PIN.";
    hand_over_given: "交班数到几人", "Counted by the giving teacher";
    hand_over_taken: "接班数到几人", "Counted by the taking teacher";
    hand_over_differs: "交班数到 {0} 人，接班数到 {1} 人，名单 {2} 人。请再数一次，或写明原因。", "Giving {0}, taking {1}, list {2}. Please count again or say why.";
    hand_over_reason: "人数不一样的原因", "Why the counts differ";
    hand_over_keep: "交接，两边都数过了", "Hand over, both have counted";
    hand_over_kept: "已交接给 {0}", "Handed over to {0}";
    hand_over_print: "打印交接单", "Print the sheet";
    need_count: "请填数到几人。", "Please say how many were counted.";
    need_taker: "请选接班老师。", "Please choose who takes the group.";
    need_group: "请选并到哪个小组。", "Please choose the other group.";
    entry_handed_over: "交接给 {0}：名单 {1} 人，交班 {2} 人，接班 {3} 人", "Handed over to {0}: {1} listed, {2} counted by the giver, {3} by the taker";
    entry_reason: "{0}，{1}", "{0}; {1}";
    proof_pin: "已用 PIN 确认", "confirmed by PIN";
    proof_named: "按姓名登记，未用 PIN", "named, no PIN";

    // Cover
    cover: "代班", "Cover";
    cover_hint: "由您接手带这个小组，不在值班表上也可以。", "You take this group now, also when you are not on the roster.";
    cover_why: "原因（选填）", "Why (optional)";
    cover_keep: "代班，由我负责", "I take this group";
    cover_kept: "已登记，这个小组现在由您负责。", "Recorded: the group is with you now.";
    entry_covered: "代班接手", "Took the group";
    entry_covered_off: "代班接手（不在值班表上）", "Took the group (not on the roster)";

    // Merging
    merge: "并班", "Merge";
    merge_hint: "这个小组的孩子全部过去，两边各数一次。", "All children of this group go; both sides count.";
    merge_into: "并到哪个小组", "Into which group";
    merge_to: "那边接收的老师", "Who receives them there";
    merge_myself: "我带他们过去", "I go with them";
    merge_taken: "到那边数到几人", "Counted on arrival";
    merge_given: "出发前数到几人", "Counted before leaving";
    merge_keep: "并班，两边都数过了", "Merge, both have counted";
    merge_kept: "已并入{0}", "Merged into {0}";
    merge_none: "没有别的小组可以并。", "There is no other group to go to.";
    entry_merged: "并入{0}：名单 {1} 人，出发 {2} 人，到达 {3} 人", "Merged into {0}: {1} listed, {2} left, {3} arrived";
    entry_received: "{0} 并入，{1} 人", "{0} merged in, {1} children";

    // The printed sheet
    sheet_title: "交接班记录", "Hand-over record";
    sheet_none: "没有这张交接单。", "There is no such sheet.";
    sheet_group: "小组", "Group";
    sheet_when: "时间", "Time";
    sheet_from: "交班", "Given by";
    sheet_to: "接班", "Taken by";
    sheet_counts: "人数", "Counts";
    sheet_counts_are: "名单 {0} 人，交班数到 {1} 人，接班数到 {2} 人", "{0} listed, {1} counted by the giver, {2} by the taker";
    sheet_differs: "不一样的原因", "Why they differ";
    sheet_notes: "交代的事", "Carried over";
    sheet_children: "在场的孩子", "Children in the room";
    sheet_out: "暂离的孩子", "Children out of the room";
    sheet_signs: "交班签名：＿＿＿＿＿＿　接班签名：＿＿＿＿＿＿", "Given: ____________ Taken: ____________";
    sheet_away: "名单上没有了", "no longer on the list";

    act_head_counted: "清点人数", "Head count";
    act_covered: "代班", "Cover";
    act_handed_over: "交接班", "Hand-over";
    act_groups_merged: "并班", "Merging";
}
