//! The words of being told 消息提醒 (P7), and of the staff's call list.

use crate::text::Word;

words! {
    telling_title: "消息提醒", "Messages";
    telling_note: "提醒哪些事，什么时候不打扰", "What you are told, and when not";
    telling_out: "没打开愿留的时候，学校用自己的微信或短信提醒您。提醒里只写「有一条关于孩子的消息，请打开查看」，不写名字和事情。", "While the app is closed, the school sends you a message by its own WeChat or text service. It only says that there is a message about your child, with no name and no reason.";
    telling_not_out: "学校还没有开通微信或短信提醒，请记得打开愿留看看。紧急的事如果您没看到，老师会打电话给您。", "The school sends no WeChat or text messages yet: please remember to open the app. If you have not seen something urgent, a teacher calls you.";
    telling_kinds: "提醒哪些事", "What you are told";
    telling_arrived: "到了课后服务", "Arrived";
    telling_moved: "换了活动或教室", "Moved to another group";
    telling_collected: "已接走、已离校", "Collected, or left";
    telling_notice: "另一位家长或老师登记了变动", "The other guardian or staff changed something";
    telling_not_arrived: "点名时还没到", "Not here yet";
    telling_late: "放学后还没接走", "Not yet collected";
    telling_hurt: "受伤或不适", "Hurt or unwell";
    telling_day_changed: "当日安排调整", "Day change";
    telling_urgent: "点名时还没到、放学后还没接走、受伤或不适、当日安排调整：这几件总会提醒您，免打扰时也会。", "Not here yet, not yet collected, hurt or unwell, and day changes always reach you, also in quiet hours.";
    telling_quiet: "免打扰", "Quiet hours";
    telling_quiet_on: "这段时间不提醒", "No messages during this time";
    telling_quiet_note: "错过的提醒不会补发，打开愿留都能看到。", "What was held back is not sent later; it is all in the app.";
    telling_from: "从", "From";
    telling_until: "到", "Until";
    telling_time: "请选时间", "Please choose a time";
    telling_same: "免打扰的起止时间不能相同", "Quiet hours begin and end at different times";
    telling_language: "用哪种语言提醒", "Language of the messages";
    telling_save: "保存", "Save";
    telling_saved: "已保存，从现在起按这样提醒。", "Saved. It holds from now on.";
    telling_not_saved: "没有保存", "Not saved";

    place_gateway: "微信或短信提醒", "WeChat or text messages";
    place_gateway_off: "未开通，消息只在愿留里显示。", "Off. Messages are in the app.";
    place_gateway_on: "由学校自己的服务发送，只写「有一条关于孩子的消息」，不写名字和事情。", "Sent by the school's own service; they only say that there is a message about your child.";

    unread_title: "紧急消息还没看到，请打电话", "Urgent and unread: please call";
    unread_note: "家长打开愿留看到，或登记了联系结果，就不再列出。", "Gone from the list once it is read in the app or a call is recorded.";
    unread_line: "{0} · {1} 发出", "{0} · sent {1}";
    unread_handed: "{0} · 微信或短信已送出", "{0} · WeChat or text went out";
    unread_more: "另有 {0} 位家长", "{0} more guardians";
    unread_failed: "还没看到紧急消息的家长名单没有取到，请稍后再看", "The list of who has not seen urgent messages did not come; please look again";
    unread_offline: "没有网络，暂时看不到哪些家长还没看到紧急消息。", "No network: who has not seen an urgent message cannot be shown now.";
}
