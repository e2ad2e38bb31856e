//! The words about a child's data: consent, who looked, my child's file; and the
//! office's proof.

use crate::text::Word;

words! {
    records_title: "孩子的资料", "My child's data";
    records_note: "知情同意、谁看过、全部资料", "Consent, who looked, everything that is held";

    // Consent text, version 1: shown to guardians, never changed. A new text is a new version.
    consent_title: "知情同意书（第 {0} 版）", "Consent (version {0})";
    consent_1_who: "由谁处理", "Who processes it";
    consent_1_who_text: "{0}（电话 {1}）为课后服务处理下面的信息。学校指定专人负责儿童个人信息保护，拨打上面的电话即可找到。", "{0} (telephone {1}) processes what is named below for its after-school service. The school has named a person responsible for children's data; you reach them at this number.";
    consent_1_what: "用来做什么", "What for";
    consent_1_what_text: "为了孩子放学后每一刻都有人负责：姓名、班级、意愿登记、请假单、到校与点名、接送人和放行记录；过敏情况，只用来避免伤害；电话，只用来联系您。14岁以下孩子的信息都属于敏感个人信息。", "So that at every moment somebody answers for the child: name, class, weekly choice, leave notes, roll call, collectors and releases; allergies, only to keep the child from harm; telephone numbers, only to reach you. All data of children under 14 is sensitive.";
    consent_1_who_sees: "谁能看到", "Who sees it";
    consent_1_who_sees_text: "两位监护人；值班教职工看到当天需要的部分；请假原因在学校只有班主任能看到。另一位监护人看不到您的电话。区里只看到数字。不使用人脸识别，不提供给其他公司，资料保存在境内学校的服务器上。", "Both guardians; staff on duty see what their day needs; at the school, reasons of leave reach the class teacher alone. The other guardian does not see your number. The district sees numbers only. No face recognition, no other company, and the data stays on the school's server in the country.";
    consent_1_how_long: "保存多久", "How long";
    consent_1_how_long_text: "请假单 400 天；到校、交接、放行和待核实事项三年；其他资料在孩子离校三年后全部删除。备份最多再留 30 天。", "Leave notes for 400 days; attendance, hand-over, release and cases for three years; everything else is erased three years after the child has left. Backups for 30 days more.";
    consent_1_refuse: "可以不同意", "You may refuse";
    consent_1_refuse_text: "不同意或以后撤回，孩子照样被接收、照看和放行，学校改用纸质登记；您会少收到手机上的消息。已有的记录可以要求删除。", "If you refuse, or take consent back later, your child is received, cared for and released all the same; the school writes on paper, and you get fewer messages on the phone. You may ask for what is recorded to be erased.";
    consent_1_rights: "您的权利", "Your rights";
    consent_1_rights_text: "随时可以查看、下载、更正、要求删除孩子的资料，看到谁看过；不满意可以向学校、区教育局或 12377 投诉。", "At any time you may see, download, correct and ask to erase your child's data, and see who looked; you may complain to the school, the district's education bureau or 12377.";

    // Version 2: version 1, and what it did not say. Never changed either.
    consent_2_photos: "照片（可以不添加）", "Photos (not needed)";
    consent_2_photos_text: "接送人的照片，只用来在接孩子时核对本人；孩子的照片，只用来认人，由您另外同意后才添加。两位监护人和教职工看得到，不做人脸识别，不公开，不给其他公司；拍摄地点等信息不保留。接送人移除、您拿掉照片或撤回同意时立即删除；孩子的照片在孩子离校三年后随其他资料删除。不添加照片，孩子照样被接收、照看和放行。", "A collector's photo serves only to compare the person who comes; your child's photo serves only to know who is who, and is added only if you agree to it apart. Both guardians and staff see them; no face recognition, no publication, no other company; where they were taken is not kept. They are deleted at once when the collector is removed, when you take the photo away or your consent back; else your child's goes with everything else three years after the child has left. Without photos your child is received, cared for and released all the same.";

    consent_not_answered: "您还没有回答。同意与不同意都可以。", "You have not answered yet. Either answer is fine.";
    consent_new_version: "知情同意书有了新版本，请再看一次。", "The text has a new version: please look at it again.";
    consent_given: "您已同意（{0}）。可以随时撤回。", "You agreed ({0}). You may take it back at any time.";
    consent_refused: "您不同意（{0}）。学校改用纸质登记，可以随时改变主意。", "You refused ({0}). The school writes on paper; you may change your mind at any time.";
    consent_withdrawn: "您已撤回同意（{0}）。学校改用纸质登记，可以随时改变主意。", "You took your consent back ({0}). The school writes on paper; you may change your mind at any time.";
    consent_agree: "同意", "Agree";
    consent_disagree: "不同意", "Refuse";
    consent_take_back: "撤回同意", "Take consent back";
    consent_said_given: "已登记：同意。", "Recorded: agreed.";
    consent_said_refused: "已登记：不同意。", "Recorded: refused.";
    consent_said_withdrawn: "已登记：撤回同意。", "Recorded: consent taken back.";

    // Who looked
    looked_title: "谁看过（最近 35 天）", "Who looked (the last 35 days)";
    looked_note: "按天记录：哪位教职工的设备收到了孩子的哪些资料。", "Day by day: whose device at the school was given what about the child.";
    looked_show: "看看谁看过", "Show who looked";
    looked_nobody: "最近没有人收到过。", "Nobody was given anything lately.";
    looked_somebody: "已离职的教职工", "Somebody no longer at the school";
    looked_on_duty: "值班：{0}", "on duty: {0}";
    looked_holds: "接送提醒", "pick-up warnings";
    looked_day: "当天名单", "the day's list";
    looked_roll: "姓名与接送人", "names and collectors";
    looked_care: "过敏与电话", "allergies and telephone numbers";
    looked_homeroom: "请假原因", "reasons of leave";
    looked_leader: "待核实事项", "cases";
    looked_office: "学校管理", "administration";
    looked_audit: "年度审计（只有数字）", "yearly audit (numbers only)";

    // My child's file
    file_title: "全部资料", "Everything that is held";
    file_note: "一个压缩包：index.html 可以直接打开看，data.json 给其他程序用。要求删除请联系学校办公室。", "One zip: open index.html to read it; data.json is for other programs. To have it erased, ask the school office.";
    file_get: "下载孩子的资料", "Download my child's file";

    // The rules of the place
    place_title: "备案与个人信息负责人", "Filings, and who answers for data";
    place_officer: "个人信息保护负责人", "Data officer";
    place_edu: "教育移动应用备案号", "Education app filing";
    place_edu_short: "教育APP备案 {0}", "Education app filing {0}";
    place_icp: "ICP 备案号", "ICP filing";
    place_level: "网络安全等级保护", "Classified protection";
    place_level_n: "第 {0} 级", "Level {0}";
    place_assessed: "个人信息保护影响评估", "Impact assessment";
    place_missing: "还没有填写，请告诉运维", "Not given yet: tell the operator";
    place_push: "浏览器推送", "Browser push";
    place_push_off: "关。推送要经过境外服务。", "Off. It would go through services abroad.";
    place_push_on: "开", "On";

    // The yearly audit (office)
    audit_title: "年度审计包", "Yearly audit pack";
    audit_note: "未成年人个人信息，每年 1 月底前报告上一年度", "Minors' data: due by the end of January for the year before";
    audit_what: "一个压缩包：信息清单、知情同意、谁看过、删除、未收下的记录、记录核对结果和属地要求。只有数字，没有姓名。index.html 可以直接打开、打印，表格另存为 CSV。", "One zip: inventory, consent, access, erasures, turned-away records, the check of the records, and the rules of the place. Numbers only, no names. Open index.html to read and print it; the tables are there as CSV.";
    audit_log: "下载会记入查看日志。核对全部记录要一会儿。", "A download is written into the reader's log. Checking every record takes a moment.";
    audit_get: "下载 {0} 年审计包", "Download the pack of {0}";

    // Proof (office)
    proof_title: "记录凭证", "Proof of the records";
    proof_note: "打印签名凭证，证明记录没有被改动", "Print a signed checkpoint that shows nothing was changed";
    proof_what: "这张凭证写明：到这一刻为止学校共有 {0} 条记录，以及由它们算出的一个数。以后只要有一条被改动、删去或插入，这个数就对不上。请打印后与纸质档案一起保存，每月一次。", "It states that the school has {0} records up to this moment, and one number computed from all of them. If a single one is changed, left out or put in later, the number no longer fits. Print it and keep it with the paper files, once a month.";
    proof_check: "核对：yuanliu-server check --checkpoint 文件（文件里只放框里的文字）。", "To compare: yuanliu-server check --checkpoint FILE, with the framed text alone in the file.";
    proof_key: "验证密钥", "Verifier key";
    proof_fetch: "取最新凭证", "Fetch the latest";
    proof_print: "打印", "Print";

    act_consent: "知情同意", "Consent";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a guardian agreed to can be read again years later.
    #[test]
    fn the_text_of_version_1_is_never_changed() {
        let text = [
            consent_1_who,
            consent_1_who_text,
            consent_1_what,
            consent_1_what_text,
            consent_1_who_sees,
            consent_1_who_sees_text,
            consent_1_how_long,
            consent_1_how_long_text,
            consent_1_refuse,
            consent_1_refuse_text,
            consent_1_rights,
            consent_1_rights_text,
        ];
        assert_eq!(hash_of(&text), 0xbd8e_ddfd_b801_d390, "a changed text is a new version");
    }

    #[test]
    fn what_version_2_added_is_never_changed() {
        let text = [consent_2_photos, consent_2_photos_text];
        assert_eq!(hash_of(&text), 0x8a59_51c7_d317_eac3, "a changed text is a new version");
    }

    fn hash_of(text: &[Word]) -> u64 {
        let bytes = text.iter().flat_map(|word| word.zh.bytes().chain(word.en.bytes()));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}
