//! The words for leaving with others: an organisation's escort 托管班, 校车, 宿舍 (T18),
//! and who is next in the queue (T16).

use crate::text::Word;

words! {
    // What kind of organisation
    org_centre: "托管班", "Tutoring centre";
    org_bus: "校车", "School bus";
    org_dormitory: "宿舍", "Dormitory";

    // What the family fills in
    org_add: "托管班、校车、宿舍老师来接", "Tutoring centre, school bus, dormitory";
    org_add_note: "委托一个机构的人，可以只在某几天", "Somebody of an organisation, on some days if you like";
    org_notice: "由您选择和委托，学校不推荐任何机构。老师只把孩子交给这里写的人，并和对方一起清点人数。", "You choose, and the school recommends none. Staff hand your child only to the person written here, and count the children together with them.";
    org_kind: "哪一类", "What kind";
    org_name: "名称", "Name";
    org_name_hint: "例如：托管班的全名、校车几号线、几号宿舍楼。请写全名，同一处的孩子会在一张名单上。", "For example: the centre's full name, bus line 3, dormitory 2. Children of one place stand on one list.";
    org_need_name: "请写名称", "Please give the name";
    org_escort: "来接的人", "Who comes";
    org_escort_hint: "写姓名。以后换人，请再登记一位。", "The name. If somebody else comes later, add them as well.";
    together_counted: "同行 {0} 名孩子，双方清点", "one of {0} children, counted by both";

    // At the tablet
    party_title: "集体接走", "Collected together";
    party_link: "托管班、校车、宿舍来接（{0} 名）", "Tutoring centre, bus, dormitory ({0})";
    party_intro: "都由家长书面委托，学校不推荐任何机构。", "Named by the families in writing. The school recommends none.";
    party_none: "今天没有家长委托托管班、校车或宿舍老师来接。", "No family has named a tutoring centre, bus or dormitory for today.";
    party_row: "{0} · 可以交接 {1} 名 · 其他 {2} 名", "{0} · {1} ready · {2} others";
    party_all: "看所有带队人", "All who come today";
    party_ready: "可以交接的孩子", "Ready to leave";
    party_ready_note: "孩子走到带队人身边一个，勾一个。", "Tick each child as it comes to the escort.";
    party_nobody: "现在没有可以交接的孩子。", "No child is ready now.";
    party_waits: "先不跟队走的孩子", "Not with this escort for now";
    party_waits_note: "带队人问起，可以说：“请稍等，老师正在核对。”", "If the escort asks, you can say: 'One moment, please, we are checking.'";
    party_ask: "请点开看", "Open to see";
    party_count: "请带队人报人数", "Ask the escort for the number";
    party_count_how: "请带队人数一遍身边的孩子，输入他报的人数。", "The escort counts the children. Type the number that is said.";
    party_typed: "报了 {0} 名", "{0} said";
    party_sure: "和名单核对", "Compare with the list";
    party_differs: "带队人报 {0} 名，平板上勾了 {1} 名。还没有交接任何孩子，请两边再对一遍。", "The escort says {0}, the tablet has {1}. No child was handed over. Please compare again.";
    party_ticked: "勾选的孩子", "Ticked";
    party_back: "回到名单", "Back to the list";
    party_said: "{0} 名孩子已交给{1}", "{0} children handed over to {1}";

    // Who is next
    queue_title: "放学顺序", "Who is next";
    queue_note: "在门口等的排最前。点一下选常接人，再点一下交给他。人还没到，点「没来」排到最后，只在这台设备上。", "Whoever waits at the gate comes first. Tap for the usual collector, tap again to hand over. 'Not yet' moves a child to the end, on this device alone.";
    queue_none: "这个小组现在没有在校的孩子。", "No child of this group is here now.";
    queue_later: "没来", "Not yet";
    queue_later_label: "{0}：接的人没来，排到最后", "{0}: not yet, move to the end";
    queue_at_gate: "在门口等：{0} {1}", "at the gate: {0}, {1}";
    queue_open: "请点开看", "Open to see";
    queue_other: "换一个人来接", "Somebody else collects";
}
