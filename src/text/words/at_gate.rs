//! The words of 'I am at the gate' (P15): the family's, the room's, the gate's.

use crate::text::Word;

words! {
    // The family
    at_gate_say: "我到门口了", "I am at the gate";
    at_gate_note: "点一下，教室的平板会提示老师；老师核对后送孩子出来。", "One tap, and the room's tablet tells the teacher, who looks and sends the child.";
    at_gate_mine: "已送达学校：您在校门口（{0}）。请稍等，老师核对后送孩子出来。", "At the school: you are at the gate ({0}). One moment: the teacher looks and sends the child out.";
    at_gate_other: "{0}在校门口等（{1}），已送达学校。", "{0} waits at the gate ({1}); the school has it.";
    at_gate_staff: "{0}已登记：接孩子的人在校门口（{1}）。", "{0} recorded that somebody is at the gate ({1}).";
    at_gate_sending: "已存在这部手机上，正在送到学校。", "Kept on this phone, and on its way to the school.";
    at_gate_offline: "已存在这部手机上，还没有送到学校。请直接告诉门卫，或致电值班室。", "Kept on this phone, and not yet at the school. Please tell the guard, or call the duty room.";
    at_gate_back: "撤回", "Take it back";

    // The room
    at_gate_one: "{0} {1}（{2} {3}）", "{0} {1} ({2} {3})";
    at_gate_more: "还有 {0} 位", "{0} more";
    at_gate_count: "校门口有人等孩子（{0}）", "Somebody waits at the gate ({0})";
    at_gate_since: "{0} {1} 说在门口等", "At the gate, {0}, {1}";
    at_gate_by_staff: "门口的{0}告知", "as {0} at the gate says";
    at_gate_look: "请先点开看", "please open it first";
    at_gate_short: "门口有人等：", "At the gate:";

    // The gate
    at_gate_title: "在门口等", "Waiting at the gate";
    at_gate_none: "现在没有人在门口等。", "Nobody waits at the gate now.";
    at_gate_tell: "告诉教室：接的人到了", "Tell the room: they are here";
    at_gate_told: "已告诉教室：{0} 的接送人到了", "The room is told that somebody is here for {0}";
    act_at_gate: "我到门口了", "At the gate";
}
