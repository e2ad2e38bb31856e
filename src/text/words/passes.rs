//! The words of passes, standing cards and spoken codes, on both sides of the door.

use crate::text::Word;

words! {
    // The guardian's screen
    passes_title: "接送码和接送卡", "Passes and cards";
    passes_way_note: "给临时来接的人一个码，或给常来的人一张卡", "A code for somebody who comes once, a card for somebody who comes often";
    pass_word: "临时接送码", "One-time pass";
    card_word: "接送卡", "Standing card";
    pass_list: "临时接送码", "One-time passes";
    pass_list_note: "每个码只给一个孩子、一天、一段时间，只能用一次。老师仍会看清来的人。", "Each is for one child, one date, one span of time and one use. Staff still look at who comes.";
    pass_none: "还没有临时接送码。家里人临时来不了，可以给来接的人一个码。", "No passes yet. When none of you can come, give a code to whoever does.";
    pass_add: "新的临时接送码", "A new one-time pass";
    card_list: "接送卡", "Standing cards";
    card_list_note: "一学期有效，打印出来带在身上。卡丢了请马上取消。", "Good for a term, to be printed and carried. If it is lost, cancel it at once.";
    card_add: "新的接送卡", "A new standing card";
    pass_incomplete: "还差一点", "Not complete";
    pass_day: "哪一天", "Which day";
    pass_from: "从几点", "From";
    pass_until: "到几点", "Until";
    pass_make: "生成接送码", "Make the pass";
    card_until: "用到哪天", "Good until";
    card_until_hint: "一般到学期末，最长 200 天。", "As a rule the end of the term; 200 days at most.";
    card_make: "生成接送卡", "Make the card";
    pass_need_time: "请写时间，例如 16:30", "Please give a time, such as 16:30";
    pass_need_span: "结束时间要晚于开始时间", "The end must be after the beginning";
    pass_day_past: "请选今天或以后的日期", "Please choose today or later";
    card_too_long: "一张卡最长 200 天，请选近一点的日期", "A card lasts 200 days at most: please choose an earlier date";
    pass_kept: "已登记：{0}可以凭码来接。", "Recorded: {0} may collect with the pass.";
    card_kept: "已登记：{0}可以凭卡来接。", "Recorded: {0} may collect with the card.";
    pass_withdrawn_kept: "接送码已撤回，不能再用。", "The pass is withdrawn and no longer counts.";
    card_cancelled_kept: "接送卡已取消，不能再用。", "The card is cancelled and no longer counts.";

    // Where a pass is
    pass_waits: "送到学校后才能用。现在还没有网络，请在来接之前打开愿留联网一次。", "It becomes valid once it is at the school. There is no network now: please open Yuanliu with a network before it is needed.";
    pass_waits_short: "到学校后生效", "valid once it is at the school";
    pass_ready: "可以用", "ready";
    pass_used: "{0} 已使用", "used at {0}";
    pass_over: "已过期", "over";
    pass_withdrawn: "已撤回", "withdrawn";
    card_ready: "有效", "valid";
    card_cancelled: "已取消", "cancelled";
    card_no: "No. {0}", "No. {0}";
    pass_made_by: "由{0}生成", "made by {0}";
    pass_window: "{0} {1}–{2}", "{0} {1}–{2}";
    pass_for: "{0}来接", "for {0}";
    card_until_day: "到{0}", "until {0}";

    // One pass
    pass_digits: "六位口令码", "Spoken code";
    pass_digits_are: "六位口令码：{0}", "Spoken code: {0}";
    pass_no_digits: "这个码没有口令，请出示二维码。", "This pass has no spoken code: please show the picture.";
    pass_picture: "接送码的二维码", "The pass as a QR code";
    pass_how: "到校门口给老师看二维码，或者说出六位口令码。", "At the gate, show the code to the teacher or say the six digits.";
    pass_send: "发图片", "Send as picture";
    pass_image: "接送码图片", "The pass as a picture";
    pass_press_long: "长按图片，可以转发或保存。图片上没有姓名、学校和班级。", "Press long on the picture to forward or save it. It bears no name, school or class.";
    pass_not_drawn: "这个浏览器画不出图片，请截屏或打印。", "This browser can't draw the picture: please take a screenshot or print.";
    pass_print: "打印", "Print";
    pass_withdraw: "撤回这个码", "Withdraw this pass";
    pass_once: "只能用一次", "good for one use";

    // One card
    card_print: "打印接送卡", "Print the card";
    card_cancel: "取消这张卡（遗失也点这里）", "Cancel this card (also when it is lost)";
    card_holder: "接送人", "Collector";
    card_child: "孩子", "Child";
    card_child_is: "{0} {1}同学", "{0} {1}";
    card_good: "有效期", "Valid";
    card_photo: "照片", "Photo";
    card_line: "凭卡来接时，老师仍会看清本人。遗失请马上在愿留里取消。", "Staff still look at the person. If this card is lost, cancel it in Yuanliu at once.";
    card_cut: "打印后沿边剪下，在方框里贴照片。", "Cut along the edge and glue a photo into the frame.";

    // At the door
    shown_title: "出示接送码或接送卡", "A pass or a card is shown";
    shown_scan: "扫一扫", "Scan";
    shown_type: "输入口令码", "Type the code";
    shown_scan_title: "把二维码放进框里", "Hold the code into the frame";
    shown_no_camera: "打不开摄像头。请输入六位口令码，或和家长核实。", "The camera does not open. Please type the six digits or call the family.";
    shown_reader_away: "这台设备上还没有扫码的部分，连上网络后再试。请先输入六位口令码，或和家长核实。", "The reader of codes is not on this device yet: try again with a network. Please type the six digits or call the family.";
    shown_light: "开灯", "Light on";
    shown_light_off: "关灯", "Light off";
    shown_no_child: "这个码上的孩子不在本校现在的名单上。请稍等，先和值班老师核实。", "This code is for no child on the school's list now. One moment: please ask the duty teacher.";
    shown_no_reader: "这台设备不能扫码，请输入六位口令码。", "This device can't scan: please type the six digits.";
    shown_starting: "正在打开摄像头…", "Opening the camera…";
    shown_looking: "正在找二维码…", "Looking for a code…";
    shown_code_title: "六位口令码", "Spoken code";
    shown_code_note: "来接{0}的人说出的六位数字", "The six digits said by whoever collects {0}";
    shown_code_wrong: "口令码不对，请再听一遍。还可以试 {0} 次。", "That is not the code: please listen again. {0} more tries.";
    shown_code_enough: "试的次数太多了。请扫码，或和家长核实。", "Too many tries. Please scan, or call the family.";
    shown_code_none: "名单上今天没有给{0}的口令码。请扫码，或和家长核实。", "There is no code for {0} on today's list. Please scan, or call the family.";
    shown_code_old: "这台设备今天还没有联网，不认识今天的口令码。请扫码，或和家长核实。", "This device has had no network today and knows none of today's codes. Please scan, or call the family.";
    shown_good_pass: "接送码有效", "The pass is good";
    shown_good_card: "接送卡有效", "The card is good";
    shown_look: "请看清来的人，再交接。", "Please look at the person, then hand over.";
    shown_child: "这不是接{0}的，请看一下是不是拿错了。", "This is not for {0}: perhaps another one was meant.";
    shown_stopped: "这个码或卡已经停用。请稍等，先和家长核实。", "This pass or card is no longer in use. One moment: please call the family first.";
    shown_not_listed: "名单上没有这个码或卡。请稍等，先和家长核实。", "This pass or card is not on the list. One moment: please call the family first.";
    shown_twice: "这个接送码今天用过了。请稍等，先和家长核实。", "This pass was used today. One moment: please call the family first.";
    shown_other_day: "这是{0}的接送码，不是今天的。请先和家长核实。", "This pass is for {0}, not for today. Please call the family first.";
    shown_card_over: "这张接送卡的有效期到{0}。请先和家长核实。", "This card was good until {0}. Please call the family first.";
    shown_other_time: "这个接送码的时间是 {0}–{1}。请先和家长核实。", "This pass is for {0}–{1}. Please call the family first.";
    shown_unsigned: "这个码不是本校签发的，或者没有拍全。请再扫一次，或和家长核实。", "This code was not signed by this school, or was not seen whole. Please scan again, or call the family.";
    shown_not_checked: "这台设备现在核对不了。请和家长核实。", "This device can't check it now. Please call the family.";
    shown_full_name: "请问来接的人全名", "The collector's full name";
    shown_full_name_hint: "名单还没有更新到这个码，码上只写着：{0}。", "The list does not have this one yet; it only says: {0}.";
    shown_need_name: "请写来接的人的姓名", "Please give the collector's name";
    shown_note_card: "{0} · 接送卡 No. {1}", "{0} · standing card No. {1}";
    shown_call: "和家长核实", "Call the family";

    // Cards of a child, for the office
    passes_of_child: "今天的接送码", "Passes for today";
    passes_stop: "停用", "Stop";
    passes_stop_label: "停用给{0}的接送码", "Stop the pass for {0}";
    paper_gone: "已停用，不能再用。", "No longer in use.";
    cards_of_child: "接送卡", "Standing cards";
    cards_cancel: "取消", "Cancel";
    cards_cancel_label: "取消接送卡 No. {0}", "Cancel card No. {0}";
    cards_cancelled_said: "接送卡已取消", "The card is cancelled";

    // Cases
    case_pass_twice: "同一个临时接送码接了两次", "One pass under two releases";
    case_shown_cancelled: "凭已停用的接送码或接送卡接走", "Released on a pass or card that was cancelled";
    case_shown_other: "凭别的孩子或别的日子的接送码、接送卡接走", "Released on a pass or card for another child or day";

    // Acts
    act_pass_issued: "临时接送码", "One-time pass";
    act_pass_withdrawn: "撤回接送码", "Pass withdrawn";
    act_card_issued: "接送卡", "Standing card";
    act_card_cancelled: "取消接送卡", "Card cancelled";
    act_released_pass: "凭临时接送码", "with a one-time pass";
    act_released_card: "凭接送卡", "with a standing card";
}
