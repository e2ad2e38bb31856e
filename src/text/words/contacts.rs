//! The words for emergency contacts 紧急联系人 (P10).

use crate::text::Word;

words! {
    act_contact_named: "登记紧急联系人", "Emergency contact";
    act_contact_withdrawn: "移除紧急联系人", "Emergency contact removed";
    contacts_title: "紧急联系人", "Emergency contacts";
    contacts_way_note: "家长都联系不上时，老师打给谁", "Whom staff call when no guardian answers";
    contacts_for: "家长都联系不上时，值班老师按顺序打给他们。电话只有值班老师看得到，孩子的另一位家长也看不到。", "When no guardian answers, staff on duty call them in this order. Staff on duty alone see the numbers; the other guardian does not.";
    contacts_not_collect: "紧急联系人不等于接送人。要请他来接孩子，请在「接送人」里另外登记。", "An emergency contact may not collect. To let them collect, add them as a collector as well.";
    contacts_none: "还没有紧急联系人。", "No emergency contacts yet.";
    contacts_list: "按这个顺序联系", "In this order";
    contacts_add: "添加紧急联系人", "Add an emergency contact";
    contacts_enough: "已有 {0} 位，够用了。要换人，请先移除一位。", "There are {0}. To change, remove one first.";
    contacts_relation_hint: "例如：姑姑、邻居、妈妈的同事。", "For example: aunt, neighbour, a colleague.";
    contacts_phone: "电话", "Phone";
    contacts_phone_hint: "登记后不再显示。", "Not shown again.";
    contacts_need_phone: "请写电话", "Please give a number";
    contacts_order: "第几个联系", "When to call";
    contacts_nth: "第 {0} 位", "No. {0}";
    contacts_line: "{0}. {1}", "{0}. {1}";
    contacts_kept: "已登记：需要时老师会联系{0}。", "Recorded: staff call {0} when needed.";
    contacts_again: "重新登记", "Add again";
}
