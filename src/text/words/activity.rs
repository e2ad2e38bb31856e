//! The words for the activity log and outings (T7).

use crate::text::Word;

words! {
    act_activity: "活动记录", "Activity log";
    act_outing: "外出活动", "Outing";

    // What was done
    tag_theme: "主题活动", "Theme";
    tag_project: "项目学习", "Project";
    tag_feature: "学校特色", "Feature";
    activity_with: "{0}：{1}", "{0}: {1}";
    activity_at: "{0} {1} · {2}", "{0} {1} · {2}";
    did_left: "外出：{0}", "Left for {0}";
    did_back: "从{0}回到学校", "Back from {0}";
    fam_did: "今天做了什么", "What the child did today";

    // The log of a group
    log_title: "活动记录", "Activity log";
    log_none: "今天还没有记。先记作业，再记活动。", "Nothing yet today. Homework first, then activities.";
    log_new: "记一条", "New entry";
    log_corrects: "更正 {0} 的记录", "Correct the entry of {0}";
    log_kind: "做什么", "What";
    log_other: "活动名称", "Name of the activity";
    log_theme: "主题（选填）", "Theme (optional)";
    log_theme_hint: "家长看得到，请不要写孩子的名字。", "Families read it: please name no child.";
    log_place: "地点", "Place";
    log_time: "几点开始", "Began at";
    log_tags: "标签（选填）", "Tags (optional)";
    log_help: "作业辅导、补差补缺（选填，家长看不到）", "Homework help, catching up (optional, not for families)";
    log_help_hint: "例如：三位同学数学补差补缺。门卫也看得到，请不要写名字和健康情况。", "Such as: three children caught up in maths. The gate reads it too: no names and nothing about health.";
    log_help_label: "辅导情况", "Help given";
    log_teaching: "课后服务不上新课，也不集体教学。写了「{0}」也会收下，值日行政会来聊一聊；补差补缺、答疑可以照写。", "After-school service is no lesson. The entry with '{0}' is kept, and the duty leader will talk about it; catching up and answering questions are fine.";
    log_told: "在场 {0} 位孩子的家长会看到做了什么、在哪里。", "The families of the {0} children here read what was done, and where.";
    log_keep: "记下", "Record";
    log_said: "已记下：{0}", "Recorded: {0}";
    log_need_kind: "请选做什么。", "Please choose what was done.";
    log_need_other: "请写活动名称，不超过 40 个字。", "Please name the activity, up to 40 characters.";
    log_long_theme: "主题不超过 40 个字。", "The theme has up to 40 characters.";
    log_need_place: "请写地点，不超过 40 个字。", "Please give the place, up to 40 characters.";
    log_long_help: "辅导情况不超过 1000 个字。", "Help given has up to 1,000 characters.";
    log_children: "{0} 位孩子", "{0} children";
    log_flag: "像上课：{0}", "Reads like a lesson: {0}";
    log_wrong: "写错了", "It is wrong";
    log_correct: "更正", "Correct";
    log_strike: "划掉这条", "Strike it";
    log_strike_why: "为什么划掉", "Why";
    log_struck: "已划掉：{0}", "Struck: {0}";
    log_struck_by: "{0} 已更正", "Corrected by {0}";
    log_not_gate: "活动由带班老师记录。", "Whoever is with the children keeps this log.";

    // All groups
    log_all_title: "今天的活动记录", "Today's activity log";
    log_missing: "还没有记的小组：{0}", "Groups with no entry yet: {0}";
    log_missing_hint: "不急，带完孩子再补记也可以。", "No hurry: it can be written after the children have left.";
    log_missing_none: "有孩子的小组都记了。", "Every group with children has an entry.";
    log_flagged: "像上课的记录，近 30 天：{0}", "Reads like a lesson, 30 days: {0}";
    log_flagged_hint: "只是提醒，不影响记录。请和老师聊一聊，写错的由老师更正。", "A hint, and the entry stands. Please talk with the teacher, who corrects what is wrong.";
    log_flagged_none: "没有像上课的记录。", "Nothing reads like a lesson.";
    log_empty: "今天还没有小组记录活动。", "No group has written anything today.";
    log_waiting: "{0} 个小组还没记", "{0} groups have no entry yet";

    // An outing
    outing_title: "外出活动", "Outing";
    outing_start: "登记出发", "Leaving";
    outing_where: "去哪里", "Where to";
    outing_youth: "青少年活动中心", "Youth activity centre";
    outing_base: "社会实践基地", "Social practice base";
    outing_leads: "谁带队", "Who leads";
    outing_need_where: "请写去哪里，不超过 40 个字。", "Please say where to, up to 40 characters.";
    outing_need_leads: "请选带队老师。", "Please choose who leads.";
    outing_left: "出发去{0}，{1}", "Left for {0}, {1}";
    outing_arrived: "到达，{0}", "Arrived, {0}";
    outing_returned: "回到学校，{0}", "Back at school, {0}";
    outing_heads: "{0} 人，与名单相符", "{0}, as listed";
    outing_heads_differ: "{0} 人，名单 {1} 人：{2}", "{0}, {1} listed: {2}";
    outing_led: "{0} 带队", "Led by {0}";
    outing_count_arrived: "到达，清点人数", "Arrived: count";
    outing_count_returned: "回到学校，清点人数", "Back at school: count";
    outing_count_now: "清点人数：{0}", "Count: {0}";
    outing_stage_left: "出发", "leaving";
    outing_stage_arrived: "到达", "arriving";
    outing_stage_returned: "返回", "returning";
    outing_said: "已记下：{0}", "Recorded: {0}";
    outing_stay: "孩子在外出时仍由小组照看，名单和状态不变；从基地接走的，照常登记。", "The children stay in the group's care on the way; one collected at the base is released as usual.";
    outing_out: "外出还没有回来", "Out, and not back yet";
    outing_out_line: "{0} {1} 去{2}，{3} 人，{4} 带队", "{0} left {1} for {2}, {3} children, led by {4}";
    outing_none: "今天还没有外出。", "No outing today.";
    outing_today: "今天的外出", "Today's outings";
}
