//! The words of the gate: who is here, visitors, slips for early leave (G2, G3, G5).

use crate::text::Word;

words! {
    gate_title: "校门", "Gate";
    gate_inside: "在校", "Here";
    gate_gone: "已离校", "Left";
    gate_visitors: "访客", "Visitors";
    gate_check: "核对来接的人", "Check who comes";
    gate_check_scan: "扫接送码或接送卡", "Scan a pass or a card";
    gate_check_find: "找孩子：姓名、拼音首字母或学号", "Find a child: name, initials or number";
    gate_check_instead: "也可以先找到孩子，再输入口令码。", "Or find the child first, then type the code.";
    gate_check_next: "看下一位", "Next";
    gate_check_not_yet: "今天还没有点名。", "Not counted yet today.";
    gate_check_away: "孩子现在不由值班老师照看。请稍等，先联系值班老师。", "The child is not with the duty teachers now. One moment: please ask the duty teacher.";
    gate_check_left: "{0} 已离校", "Left at {0}";
    gate_check_good_away: "码或卡有效，但孩子现在不由值班老师照看。请稍等，先联系值班老师。", "The pass or card is good, but the child is not with the duty teachers now. One moment: please ask the duty teacher.";
    gate_slips: "离校单", "Early-leave slips";
    gate_slips_none: "现在没有离校单。", "No early-leave slips now.";
    gate_late: "晚到", "Late arrivals";
    gate_late_hint: "点名时还没到的孩子。到了请点一下，老师的名单马上会变。", "Children who were not here at roll call. Tap when one arrives; the teachers' list changes at once.";
    gate_late_none: "没有等着到校的孩子。", "Nobody is awaited.";
    gate_arrived: "{0} 已到校", "{0} has arrived";
    gate_by_class: "还在校，按班级", "Still here, by class";
    gate_class_count: "{0} · {1} 人", "{0} · {1}";
    gate_last: "刚刚离校", "Left last";
    gate_last_none: "今天还没有孩子离校。", "Nobody has left yet today.";
    gate_last_more: "共 {0} 人，这里是最近 {1} 人。", "{0} in all; the latest {1} are shown.";
    gate_to: "{0}{1} 接走", "with {0} {1}";

    visit_add: "登记访客", "Let a visitor in";
    visit_inside: "校内访客", "Visitors inside";
    visit_none: "现在没有访客在校内。", "No visitors inside now.";
    visit_name: "姓名", "Name";
    visit_organisation: "单位（选填）", "Organisation (optional)";
    visit_purpose: "来做什么", "Purpose";
    visit_whom: "找谁（选填）", "Whom they visit (optional)";
    visit_escort: "谁陪同（选填）", "Who goes with them (optional)";
    visit_badge: "访客证号（选填）", "Number of the badge (optional)";
    visit_hint: "不登记证件号码和电话。", "No document numbers and no telephone.";
    visit_need_name: "请写姓名，不超过 40 个字。", "Please write the name, up to 40 characters.";
    visit_need_purpose: "请写来做什么。", "Please write the purpose.";
    visit_in: "登记进校", "Record the arrival";
    visit_left: "{0} 已离开", "{0} has left";
    visit_out: "离开", "Out";
    visit_out_of: "{0} 离开", "{0} leaves";
    visit_slip: "访客证", "Badge";
    visit_slip_of: "{0} 的访客证", "Badge of {0}";
    visit_slip_whom: "到访：", "Visits:";
    visit_slip_escort: "陪同：", "With:";
    visit_slip_none: "今天没有这位访客。", "No such visitor today.";
    visit_slip_number: "访客证 {0}", "Visitor {0}";
    visit_slip_back: "请挂在胸前，离校时交还门卫。", "Please wear it, and give it back at the gate.";
    visit_print: "打印访客证", "Print the badge";

    early_title: "离校单", "Early-leave slip";
    early_link: "开离校单", "Early leave";
    early_hint: "门卫会看到：班级、姓、几点、跟谁走。看不到原因。", "The guard sees class, surname, time and collector, and no reason.";
    early_proposal: "家长的请假单：今天 {0} 离校", "The family's note: leaves today at {0}";
    early_goes: "怎么回家：{0}", "Goes home: {0}";
    early_time: "几点可以离校", "May leave from";
    early_who: "跟谁走", "With whom";
    early_need_time: "请写几点，例如 15:50。", "Please write the time, such as 15:50.";
    early_need_who: "请选跟谁走。不在名单上的，请先核实。", "Please choose with whom. For somebody not listed, check first.";
    early_issue: "交给门卫", "Send to the gate";
    early_waits: "离校单：{0} 起，{1}{2}，{3} 开", "Slip: from {0}, {1} {2}, issued by {3}";
    early_withdraw: "撤回离校单", "Take the slip back";
    early_from: "{0} 起可以离校", "May leave from {0}";
    early_with: "{0}{1}", "{0} {1}";
    early_issued_by: "{0} 开", "issued by {0}";
    early_not_yet: "还没到时间", "not yet";
    early_may: "{0} {1}，可以离校", "{0} {1} may leave";
    early_open_child: "看孩子的页面", "The child's page";
    early_left: "已离校", "Has left";
    early_stopped: "这位接送人现在不在名单上。请先不交接，孩子留在校内，请联系值日行政。", "This collector is not on the list now. Do not hand over yet; keep the child inside and call the duty leader.";
    act_visitor: "访客登记", "Visitor";
    act_early_leave: "离校单", "Early-leave slip";
}
