//! The words of a leave note on paper, and of its check code.

use crate::text::Word;

words! {
    paper_title: "请假单", "Leave note";
    paper_child: "学生", "Pupil";
    paper_class: "班级、学号", "Class, number";
    paper_dates: "日期", "Dates";
    paper_span: "{0} 至 {1}", "{0} to {1}";
    paper_missed: "请假时段", "Misses";
    paper_lessons: "当天课程", "the day's lessons";
    paper_reason: "原因", "Reason";
    paper_more: "说明", "In words";
    paper_symptoms: "症状", "Symptoms";
    paper_home: "怎样回家", "Way home";
    paper_guardian: "家长", "Guardian";
    paper_written: "填写时间", "Written";
    paper_received: "学校收到", "Received by the school";
    paper_withdrawn: "这张请假单已经撤回。", "This note was withdrawn.";
    paper_not_received: "还没有送到学校，没有核验码。送到以后可以再打印一次。", "Not at the school yet, so there is no check code. Print it again once it is there.";
    paper_by_staff: "{0} 根据家长的{1}登记", "Entered by {0} for the family ({1})";
    paper_by_phone: "来电", "by phone";
    paper_in_person: "当面说明", "in person";
    paper_by_slip: "纸条", "on paper";
    paper_signature: "家长签名", "Guardian's signature";
    paper_notice: "本单是家长的告知，送达学校即生效，无需审批。", "This note is a notice. It counts once the school has it; nobody has to agree.";
    paper_code: "核验码", "Check code";
    paper_code_how: "扫码，或打开 {0} 输入核验码，可以查到学校何时收到这张请假单。不显示姓名。", "Scan it, or type the code at {0}, to see when the school received this note. No name is shown.";
    paper_code_waiting: "正在取核验码…", "Fetching the check code…";
    paper_code_offline: "现在取不到核验码，请连上网络后再试。", "The check code can't be fetched now. Please connect and try again.";
    paper_print: "打印", "Print";
    paper_print_hint: "微信里打不开打印时，请点右上角，选择在浏览器中打开。", "Inside WeChat, open this page in the browser to print.";
    paper_none: "没有这张请假单。", "No such leave note.";

    verify_title: "核验请假单", "Check a leave note";
    verify_note: "输入纸上的核验码，可以查到学校有没有收到这张请假单、什么时候收到。这里不显示任何姓名和原因。", "Type the check code on the paper to see whether and when the school received the note. No name and no reason is shown here.";
    verify_code: "核验码", "Check code";
    verify_hint: "例如 7KQ2-M9XD-04TR-9A3，大小写和空格都可以。", "Such as 7KQ2-M9XD-04TR-9A3. Case and spaces do not matter.";
    verify_do: "核验", "Check";
    verify_need: "请输入纸上的核验码。", "Please type the code on the paper.";
    verify_not_found: "没有查到。请对照纸上的核验码再看一下；如果还是查不到，请致电学校。", "Nothing was found. Please compare the code with the paper; if it goes on, call the school.";
    verify_true: "{0} 收到过这张请假单", "{0} received this leave note";
    verify_received: "学校收到", "Received";
    verify_dates: "请假日期", "Dates of leave";
    verify_state: "现在", "Now";
    verify_holds: "没有撤回", "Not withdrawn";
    verify_withdrawn: "{0} 已撤回", "Withdrawn {0}";
    verify_erased: "这条记录后来按规定删除了，只能查到它在学校的记录里有过。", "This record was erased since. All that can be said is that it was there.";
    verify_compare: "请核对纸上的日期和学校是否相同；不同就不是同一张。", "Please compare school and dates with the paper: if they differ, it is another note.";
    verify_entry: "学校记录第 {0} 条，共 {1} 条", "Entry {0} of {1} in the school's journal";
    verify_details: "给需要验证的人", "For whoever verifies";
    verify_hash: "内容指纹（SHA-256）", "Fingerprint (SHA-256)";
    verify_checkpoint: "签名的记录凭证", "Signed checkpoint";
}
