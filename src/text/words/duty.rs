//! The words for calls, the ladder after closing time, and the duty leader. What a
//! family reads is calm; 晚接 is for staff, and nobody counts it.

use crate::text::Word;

words! {
    act_called: "电话联系", "Call";
    act_staying_with: "谁陪着孩子", "Who stays with the child";
    act_round_made: "巡查", "Round";
    act_day_closed: "今日值班结束", "Closing of the day";
    act_entry_struck: "更正登记", "Entry corrected";

    // A call
    call_to: "打给 {0}", "Call {0}";
    call_no_number: "这台设备上没有号码", "No number on this device";
    call_note: "登记结果：{0}", "Note the outcome: {0}";
    call_note_short: "登记结果", "Note the outcome";
    call_there_at: "大约几点到（选填）", "There at about (optional)";
    call_words: "说了什么（选填，家长看不到）", "What was said (optional; families don't see it)";
    call_need_words: "选「其他」时，请写一句说了什么。", "With 'something else', please write what was said.";
    call_bad_time: "请写成 18:10 这样的时间，或者空着。", "Please give a time such as 18:10, or leave it empty.";
    call_no_answer: "没接通", "No answer";
    call_on_the_way: "在路上", "On the way";
    call_at_home: "已在家或和家人在一起", "At home or with family";
    call_back_later: "稍后回电", "Will call back";
    call_other: "其他", "Something else";
    call_on_the_way_at: "在路上，约 {0} 到", "on the way, there at about {0}";
    call_line: "{0} {1}：{2}", "{0} {1}: {2}";
    call_said: "已登记：{0} {1}", "Recorded: {0} {1}";
    call_struck: "（已更正）{0}", "(corrected) {0}";
    calls_made: "打过的电话", "Calls so far";
    calls_nobody: "没有登记的联系人，请告诉值日行政。", "Nobody is on file. Please tell the duty leader.";
    police: "民警", "Police";
    committee: "居委会", "Neighbourhood committee";

    // Expected, and not here
    missing_title: "未到的孩子", "Not here yet";
    missing_count: "未到 {0} 人，去联系", "{0} not here yet: call";
    missing_count_of: "未到 {0} 人，去联系（全校 {1} 人）", "{0} not here yet: call ({1} in the whole school)";
    missing_school: "全校 {0} 人。请先在校内找一找，再打电话。找到了就点「找到了」。", "{0} in the whole school. Please look in the school first, then call. Once found, tap 'Found'.";
    missing_since: "{0} 点名时未到", "Not here at {0}";
    missing_unmarked: "{0} 点名，还没有点到", "Roll called at {0}, not marked yet";
    missing_none: "点过名的小组都到齐了。", "Every group that was called is complete.";
    missing_found: "找到了", "Found";
    missing_said_found: "{0} 找到了，已点到", "{0} is found and marked present";
    missing_people: "联系家长", "Call the family";
    missing_at_home: "登记：已在家，电话确认", "Record: at home, confirmed by call";
    missing_at_home_note: "家长在电话里说孩子已在家。登记后孩子不再算未到，家长会看到。", "The family said on the telephone that the child is at home. Once recorded the child no longer counts as not here, and the family sees it.";
    missing_by_call: "电话确认：已在家或和家人在一起", "Confirmed by call: at home or with family";

    // Not collected after closing
    uncollected_title: "尚未接走", "Not yet collected";
    uncollected_since: "{0} 已结束 · 已过 {1} 分钟", "Ended at {0} · {1} minutes ago";
    uncollected_release: "登记接走", "Record the release";
    ladder_open: "联系和登记", "Call and record";
    ladder_coming: "{0} {1}，请陪孩子等候。", "{0} {1}. Please wait with the child.";
    ladder_call: "下一步：打给 {0}", "Next: call {0}";
    ladder_leader: "家里都打过了。下一步：请值日行政过来。", "The family was called. Next: ask the duty leader to come.";
    ladder_leader_decides: "由值日行政决定：继续联系家长，或请居委会、民警协助。", "The duty leader decides: go on calling the family, or ask the neighbourhood committee or the police for help.";
    ladder_guardians: "1 家长", "1 Guardians";
    ladder_others: "2 紧急联系人和今天的接送人", "2 Emergency contacts and today's collectors";
    ladder_leaders: "3 值日行政", "3 Duty leader";
    ladder_outside: "4 居委会或民警", "4 Neighbourhood committee or police";
    ladder_outside_note: "只有值日行政可以决定和登记。", "Only the duty leader decides on this and records it.";
    ladder_nobody: "没有登记", "Nobody on file";
    staying_is: "由{0}陪着", "{0} stays with the child";
    staying_none: "还没有登记谁陪着孩子。", "Nobody is recorded as staying with the child.";
    staying_guard_alone: "只有门卫陪着，请再请一位老师。", "Only the guard stays. Please ask a teacher as well.";
    staying_who: "谁陪着孩子", "Who stays with the child";
    staying_second: "再请一位老师", "And a teacher";
    staying_second_hint: "门卫不单独陪孩子。", "The guard does not stay alone with a child.";
    staying_need: "请选一位陪着孩子的人。", "Please choose who stays with the child.";
    staying_need_second: "请再选一位老师，门卫不单独陪孩子。", "Please choose a teacher as well: the guard does not stay alone with a child.";
    staying_keep: "登记陪着孩子", "Record who stays";
    staying_said: "已登记：由{0}陪着", "Recorded: {0} stays";

    // The duty leader
    leader_title: "值日行政", "Duty leader";
    nav_leader: "值日", "Leader";
    leader_only: "这一页给值日行政和办公室。", "This page is for the duty leader and the office.";
    leader_groups: "各组情况", "The groups";
    leader_group_line: "应到 {0} · 实到 {1} · 暂离 {2} · 已离校 {3} · 未到 {4}", "{0} expected · {1} present · {2} out · {3} left · {4} not here";
    leader_elsewhere: "{0} · 在别组 {1}", "{0} · {1} elsewhere";
    leader_group_closed: "应到 {0} · 还没有点名", "{0} expected · roll not called yet";
    leader_nobody: "没有安排值班老师", "nobody on duty";
    leader_cases: "今天的待核实事项", "Today's open cases";
    leader_count: "{0} 项", "{0}";
    leader_children: "{0} 人", "{0}";
    leader_print: "打印今天的情况", "Print the day";
    round_here: "巡查{0}", "Round: {0}";
    round_here_short: "巡查", "Round";
    round_order: "一切正常", "All in order";
    round_finding: "发现的情况（选填）", "What was found (optional)";
    round_keep: "登记情况", "Record the finding";
    round_need: "请写发现的情况，或点「一切正常」。", "Please write what was found, or tap 'All in order'.";
    round_elsewhere: "其他地点", "Another place";
    round_place: "地点", "Place";
    round_need_place: "请写地点，不超过 40 个字。", "Please write the place, up to 40 characters.";
    round_said: "已登记巡查：{0}", "Round recorded: {0}";
    rounds_today: "今天的巡查", "Today's rounds";
    rounds_none: "今天还没有巡查登记。", "No rounds yet today.";
    close_title: "今日值班结束", "Close the day";
    close_blocked: "还不能结束：{0} 个孩子还由学校照看或未到。", "Not yet: {0} children are still in care or not here.";
    close_before: "放学以后才能登记今日值班结束。", "The day can be closed after lessons have ended.";
    close_uncalled: "还不能结束：{0} 个小组还没有点名：{1}。", "Not yet: the rolls of {0} groups were not called: {1}.";
    close_ready: "没有孩子由学校照看，也没有未到的孩子。", "No child is in the school's care, and nobody is missing.";
    close_note: "给明天值日的话（选填）", "For tomorrow's leader (optional)";
    close_keep: "登记今日值班结束", "Record that the day is closed";
    close_said: "已登记今日值班结束", "The day is closed";
    close_closed: "{0} {1} 已登记今日值班结束：{2} 个孩子有记录，{3} 个已接走。", "{0}, {1}: the day is closed. {2} children with entries, {3} released.";
    close_again: "{0} {1} 登记过今日值班结束，之后又有新的记录，今天还没有结束。", "{0}, {1}: the day was closed. There are other entries now, so it is open again.";
    close_again_by: "{0} {1} 登记过今日值班结束；{2} {3} 又有新的记录，今天还没有结束。", "{0}, {1}: the day was closed. Opened again by an entry of {2}, {3}.";

    // What the family reads
    fam_calls: "老师联系过", "The school called";
    fam_call_line: "{0} 联系{1}：{2}", "{0}: called {1}, {2}";
    fam_whom_family: "家里", "the family";
    fam_call_no_answer: "没接通", "no answer";
    fam_call_on_the_way: "在路上", "on the way";
    fam_call_at_home: "孩子已在家或和家人在一起", "the child is at home or with family";
    fam_call_back_later: "会回电", "will call back";
    fam_call_other: "已通话", "spoken to";
    fam_stays_with: "由{0}陪着，请放心，路上注意安全。方便时请告诉我们大约几点到。", "{0} stays with your child. Please travel safely, and tell us about when you will be here.";
}
