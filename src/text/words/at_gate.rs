//! The words of 'I am at the gate' (P15): the family's, the room's, the gate's.

use crate::text::Word;

words! {
    // The family
    at_gate_say: "我到门口了", "I am at the gate";
    at_gate_note: "点一下，老师会收到提示，把孩子送出来。", "One tap, and the teacher is told and sends the child.";
    at_gate_mine: "已告诉老师：您在校门口（{0}）。请稍等，老师会送孩子出来。", "The teacher is told: you are at the gate ({0}). One moment, the child is sent out.";
    at_gate_other: "{0}在校门口等（{1}），老师已收到提示。", "{0} waits at the gate ({1}); the teacher is told.";
    at_gate_staff: "{0}已告诉老师：接孩子的人在校门口（{1}）。", "{0} told the teacher that somebody is at the gate ({1}).";
    at_gate_offline: "已存这部手机上，还没有送到学校。请直接告诉门卫，或致电值班室。", "Kept on this phone, and not yet at the school. Please tell the guard, or call the duty room.";
    at_gate_back: "撤回", "Take it back";

    // The room
    at_gate_one: "{0} {1}（{2} {3}）", "{0} {1} ({2} {3})";
    at_gate_more: "还有 {0} 位", "{0} more";
    at_gate_count: "校门口有人等孩子（{0}）", "Somebody waits at the gate ({0})";
    at_gate_since: "{0} {1} 说在门口等", "At the gate, {0}, {1}";
    at_gate_short: "门口有人等：", "At the gate:";

    // The gate
    at_gate_title: "在门口等", "Waiting at the gate";
    at_gate_none: "现在没有人在门口等。", "Nobody waits at the gate now.";
    at_gate_tell: "告诉教室：接的人到了", "Tell the room: they are here";
    at_gate_told: "已告诉教室：{0} 的接送人到了", "The room is told that somebody is here for {0}";
    act_at_gate: "我到门口了", "At the gate";
}
