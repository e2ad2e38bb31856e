//! The words of a paper day and of what is entered later (G6, R9).

use crate::text::Word;

words! {
    paper_day_title: "纸质登记表", "Paper list";
    paper_day_place_note: "今天各组名单和可以接的人，平板用不了时用", "Today's lists and who may collect, for when tablets fail";
    paper_day_link: "打印纸质登记表", "Print the paper list";
    paper_day_note: "第一个孩子离校前打印。平板用不了时写在纸上，之后再补录。表上没有电话和健康情况，请收好，用完交回学校办公室。", "Print it before the first child leaves. If the tablets fail, write on paper and enter it later. It has no telephone numbers and nothing about health; keep it safe and return it to the school office.";
    paper_day_all: "全部小组", "All groups";
    paper_day_print: "打印", "Print";
    paper_day_none: "今天的名单上还没有孩子。", "No children on today's lists yet.";
    paper_day_count: "{0} 人", "{0} children";
    paper_day_child: "孩子", "Child";
    paper_day_who: "可以接的人", "Who may collect";
    paper_day_state: "备注", "Note";
    paper_day_here: "到", "Here";
    paper_day_left: "几点离校，谁接走", "Left at, with whom";
    paper_day_by: "经手老师", "Released by";
    paper_day_person: "{0} {1}", "{0} {1}";
    paper_day_card: "{0} {1}（凭接送卡）", "{0} {1} (with a standing card)";
    paper_day_pass: "{0} {1}（今天，凭接送码）", "{0} {1} (today, with a pass)";
    paper_day_hold: "※ {0}", "※ {0}";
    paper_day_sign: "登记老师签名：＿＿＿＿＿＿＿＿　　值日行政签名：＿＿＿＿＿＿＿＿", "Written by: ____________    Duty leader: ____________";
    paper_day_foot: "名单截至 {0}。不在名单上的接送人：先不交接，请联系值日行政。※ 交接前请先联系值日行政。", "List as of {0}. Somebody who is not listed: do not hand over yet, call the duty leader. ※ Ask the duty leader before handing over.";

    later_begin: "补记、补录（写实际时间）", "Enter later, with the real time";
    later_on: "正在补记：接下来登记的，都记在 {0}。", "Entering later: what you record now is kept as of {0}.";
    later_on_no_time: "正在补记：请先写实际时间。", "Entering later: please give the time first.";
    later_said: "{0}（记在 {1}）", "{0} (as of {1})";
    later_time: "实际是几点", "When it really was";
    later_sheet: "按谁的纸质登记", "From whose paper list";
    later_sheet_hint: "照着纸质登记表补录时，请选写表的老师，接走也算这位老师登记的。", "When you copy from the paper list, choose who wrote it; a release counts as that person's.";
    later_no_sheet: "不是照纸质登记表", "Not from the paper list";
    later_end: "补记完了", "Done";
    later_need_time: "请写实际时间，例如 17:05。", "Please give the time, such as 17:05.";
    later_to_come: "还没到这个时间，请看一下。", "That time is still to come, please check.";
    later_from_sheet: "{0} 补录，{1}的纸质登记", "entered {0} from the paper list of {1}";
}
