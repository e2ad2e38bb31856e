//! Every word of the screen, Chinese first. The tone is that of WORDS: short,
//! polite, concrete. `{0}`, `{1}` … are filled in by `text::fill`.

use super::Word;

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(
            #[allow(non_upper_case_globals, missing_docs)]
            pub const $name: Word = Word { zh: $zh, en: $en };
        )*

        #[cfg(test)]
        pub(in crate::text::words) const ALL: &[(&str, Word)] = &[$((stringify!($name), $name),)*];
    };
}

mod account;
mod activity;
mod at_gate;
mod checks;
mod contacts;
mod disagree;
mod duty;
mod emergency;
mod family;
mod gate;
mod grounds;
mod group_day;
mod incident;
mod leaving;
mod look;
mod office;
mod on_behalf;
mod paper;
mod paper_day;
mod passes;
mod photos;
mod pictures;
mod protect;
mod providers;
mod records;
mod staff;
mod tablet;
mod telling;
mod term;

pub use account::*;
pub use activity::*;
pub use at_gate::*;
pub use checks::*;
pub use contacts::*;
pub use disagree::*;
pub use duty::*;
pub use emergency::*;
pub use family::*;
pub use gate::*;
pub use grounds::*;
pub use group_day::*;
pub use incident::*;
pub use leaving::*;
pub use look::*;
pub use office::*;
pub use on_behalf::*;
pub use paper::*;
pub use paper_day::*;
pub use passes::*;
pub use photos::*;
pub use pictures::*;
pub use protect::*;
pub use providers::*;
pub use records::*;
pub use staff::*;
pub use tablet::*;
pub use telling::*;
pub use term::*;

words! {
    // Everywhere
    app_name: "愿留", "Yuanliu";
    tagline: "放学以后，孩子在哪里、和谁在一起、由谁接走。", "After school: where a child is, with whom, and who collects.";
    opening: "正在打开…", "Opening…";
    loading_list: "正在取名单…", "Fetching the list…";
    loading_so_far: "已取到 {0} 条。中途断网也不要紧，连上后接着取。", "{0} so far. If the line is cut it goes on from here.";
    back: "返回", "Back";
    cancel: "取消", "Cancel";
    keep: "登记", "Record";
    close: "关闭", "Close";
    try_again: "再试一次", "Try again";
    undo: "撤销", "Undo";
    between: "、", ", ";
    between_clauses: "；", "; ";
    colon: "：", ": ";
    in_brackets: "（{0}）", " ({0})";
    optional: "（选填）", "(optional)";
    today: "今天", "Today";
    yes: "是", "Yes";
    no: "否", "No";
    settings: "设置", "Settings";
    language: "语言", "Language";
    heard: "声音和震动", "Sound and vibration";
    heard_on: "开", "On";
    heard_off: "关", "Off";
    heard_note: "接送码有效、输错、有人在门口等、紧急点名时会提示。屏幕上总有同样的文字。", "For a valid pass, a wrong entry, somebody at the gate and an emergency roll call. The screen always says the same in words.";
    demo_clock: "演示时间 {0}", "Demo time {0}";
    not_found: "没有这个页面", "No such page";
    not_found_note: "地址可能写错了，或者页面已经换了地方。", "The address may be mistyped, or the page has moved.";
    to_start: "回到首页", "To the start";
    load_page_again: "重新载入页面", "Load the page again";
    not_loaded: "没有打开成功", "It did not open";
    not_loaded_note: "请检查网络后再试一次。", "Please check the network and try again.";
    something_wrong: "没有成功，请再试一次。如果一直不行，请告诉学校办公室。", "That did not work. Please try again; if it goes on, tell the school office.";
    call_duty_room: "致电值班室 {0}", "Call the duty room {0}";

    // Where a record is (R4)
    kept_here: "已存本机", "On this device";
    at_school: "已送达学校", "At the school";
    seen_by_staff: "老师已查看", "Seen by staff";
    seen_by: "{0} 已查看（{1}）", "Seen by {0} ({1})";
    received_at: "{0} 已送达学校", "At the school {0}";
    kept_offline: "已存在这部手机上，还没有送到学校。有网络后打开愿留会继续送出；如果孩子今天就要请假，请同时致电值班室。", "Kept on this phone and not yet at the school. It is sent when Yuanliu is open and there is a network. If it is about today, please call the duty room as well.";
    offline_now: "现在没有网络。写下的都会存在本机，有网络后送出。", "No network now. What you write is kept on this device and sent later.";
    unsent_count: "还有 {0} 条没有送到学校", "{0} not yet at the school";
    sign_in_again: "登录已过期，请重新登录。已存的内容都在。", "Please sign in again. Everything kept is still here.";
    list_as_of: "名单时间 {0}", "List as of {0}";
    not_whole: "名单还没有取完整，请先连上网络。", "The list is not complete yet. Please connect to the network first.";
    evictable: "浏览器可能会清理未送出的内容。请把愿留添加到主屏幕，并在有网络时打开一次。", "The browser may clear what is not sent yet. Add Yuanliu to the home screen and open it once with a network.";
    storage_trouble: "这台设备没有存下刚才的内容，请看完提示再关闭页面。", "This device could not keep what was written. Please read this before closing the page.";
    storage_full: "设备空间不足，刚才的内容还没有存下。请清出一些空间后再按一次。", "The device is full and nothing was kept. Please free some space and press again.";
    storage_broken: "这台设备打不开存储，现在不能登记。请换一个浏览器，或致电值班室。", "This device's storage does not open, so nothing can be recorded. Use another browser or call the duty room.";
    unreadable_acts: "有 {0} 条旧记录读不出来，已原样留着，请联系学校办公室。", "{0} old records can't be read. They are left as they are; please tell the school office.";
    damaged_acts: "有 {0} 条旧记录读不出来，已原样留着。请用下面的按钮存成文件，发给学校办公室。", "{0} old records can't be read. They are left as they are. Please save them as a file with the button below and send it to the school office.";
    sent_page: "都送到学校了吗？", "Is everything sent?";
    sent_all: "都送到学校了", "Everything is at the school";
    sent_all_note: "这台设备上写下的，学校都收到了。", "The school has all that was written on this device.";
    sent_not_all: "还有 {0} 条在这台设备上。", "{0} still on this device.";
    sent_not_taken: "这台设备上写下的都送到了。有 {0} 条学校没有收下，原因见下。", "All that was written on this device was sent. {0} was not taken by the school; the reason is below.";
    sent_not_all_note: "请保持愿留打开，连上网络后会自动送出。", "Please keep Yuanliu open: it sends by itself once there is a network.";
    parcel_give: "存成文件，托人交到学校", "Save as a file that somebody can hand in";
    parcel_give_note: "文件是封好的，只有学校打得开；照片不在里面。可以发给老师或学校办公室，由他们在自己的愿留里交上。这台设备上的仍然留着，以后连上网络不会重复。", "The file is sealed: only the school can open it. Photos are not in it. Send it to a teacher or the office, who hand it in from their own Yuanliu. What is on this device stays, and is not doubled when it is sent later.";
    parcel_given: "文件已存好，或已交给您选的应用：里面有 {0} 条。", "The file was saved or handed to the app that you chose: {0} are in it. ";
    parcel_stays: "另有 {0} 条还没有封好，只在这台设备上，请先连上一次网络。", "{0} more are not sealed yet and on this device alone; please connect to the network once.";
    parcel_closed: "没有存成文件。需要时请再按一次。", "No file was saved. Press again when you need it.";
    parcel_not_given: "这个浏览器存不了文件，请换用系统自带的浏览器。", "This browser can't save the file. Please use the system's own browser.";
    parcel_nothing: "还没有可以存成文件的内容，请先连上一次网络。", "There is nothing that can be saved yet. Please connect to the network once.";
    parcel_hand_in: "替别人交到学校", "Hand in for somebody else";
    parcel_hand_in_note: "别人的设备连不上网时存下的文件，可以在这里交上。里面的内容这里看不到。", "A file saved on a device that can't reach the school is handed in here. You can't read what is in it.";
    parcel_choose: "选择文件", "Choose the file";
    parcel_no_file: "这不是愿留存下的文件，或文件不完整。请让对方再存一次、再发一次。", "This is not a file saved by Yuanliu, or it is incomplete. Please have it saved and sent once more.";
    parcel_newer: "这份文件是新版愿留存的。请先更新这台设备上的愿留。", "This file was saved by a newer Yuanliu. Please update Yuanliu on this device first.";
    parcel_too_large: "文件太大，不像是愿留存下的。", "The file is too large to be one saved by Yuanliu.";
    parcel_taken: "学校收下了 {0} 条。", "The school took {0}. ";
    parcel_left: "有 {0} 条没有收下：{1}", "{0} were not taken: {1} ";
    parcel_cannot_open: "学校现在打不开，也没有留下。请保管好这份文件，等学校恢复密钥后再交一次。", "The school can't open it now and did not keep it. Please keep this file and hand it in again once the school has its key back.";
    parcel_unknown_device: "学校不认识写这份文件的设备。", "The school does not know the device that wrote this file.";
    parcel_over_quota: "写这份文件的设备今天被退回的太多，请明天再交。", "Too much from the device that wrote this file was turned away today; please hand it in tomorrow.";
    parcel_cut: "交了 {0} 条就断了：{1} 请用同一份文件再交一次，不会重复。", "It broke off after {0}: {1} Please hand in the same file again; nothing is doubled.";
    parcel_unreadable: "另有 {0} 条已经损坏，学校读不了，请把文件转给技术支持。", "{0} more are damaged and the school can't read them; please pass the file on to support.";
    sealed_record: "已封存的一条", "A sealed record";
    sealed_of_others: "其中 {0} 条是其他人在这台设备上写的，已经封存，会一起送到学校。", "{0} of them were written by others on this device. They are sealed and go to the school with yours.";
    not_opened: "学校收到了，但暂时打不开。这一条在本机和学校都留着，请告诉学校办公室。", "The school has it and can't open it yet. It is kept here and at the school; please tell the school office.";
    turned_away: "学校没有收下这一条", "The school did not take this one";
    held: "学校收到了，正在等它所指的那一条", "The school has it and waits for the entry it refers to";
    understood: "知道了", "Understood";

    update_ready: "愿留有新版本。", "A newer Yuanliu is ready.";
    update_now: "现在更新", "Update now";

    // Sign-in
    not_signed_in: "没有登录成功", "Not signed in";
    not_joined: "没有加入成功", "Not joined";
    login_hint: "字母、数字或手机号，以后用它登录。", "Letters, digits or your mobile number; you sign in with it from now on.";
    have_account: "已经有登录名？去登录", "Already have a name? Sign in";
    sign_in: "登录", "Sign in";
    login: "登录名", "Sign-in name";
    passphrase: "口令", "Passphrase";
    passphrase_hint: "至少 8 个字，可以是一句话；不要用常见的。", "At least 8 characters, and none that everybody uses; a sentence is fine.";
    wrong_credentials: "登录名或口令不对，请再看一下。", "The name or the passphrase is not right. Please look again.";
    too_many_tries: "试的次数太多了，请过几分钟再试。", "Too many tries. Please wait a few minutes.";
    unreachable: "现在连不上学校，请检查网络后再试。", "The school can't be reached. Please check the network and try again.";
    have_code: "有学校发的邀请码？", "Have a code from the school?";
    join: "用邀请码加入", "Join with a code";
    invitation_code: "邀请码", "Code";
    invitation_hint: "在学校发的纸条上，大小写和空格都可以。", "On the slip from the school. Case and spaces do not matter.";
    bad_invitation: "邀请码不对、用过或已过期，请向学校要一张新的。", "The code is wrong, used or expired. Please ask the school for a new one.";
    bad_login: "登录名要 3 到 40 个字符，不能有空格。", "A sign-in name has 3 to 40 characters and no spaces.";
    over_quota: "这台设备今天有太多条没有被收下，请联系学校办公室。没送出的都留着。", "Too many records of this device were not taken today. Please contact the school office; what is not sent stays.";
    school_full: "学校的服务器存满了，请告诉学校办公室。没送出的都留着。", "The school's server is full. Please tell the school office; what is not sent stays.";
    login_taken: "这个登录名有人用了，请换一个。", "This name is taken. Please choose another.";
    weak_passphrase: "口令太短或太常见，请换一个更长的。", "The passphrase is too short or too common. Please choose a longer one.";
    sign_out: "退出登录", "Sign out";
    sign_out_unsent: "还有 {0} 条没有送到学校。退出后它们仍留在这台设备上，下次登录会继续送出。", "{0} are not at the school yet. They stay on this device and are sent at the next sign-in.";
    sign_out_note: "退出后，这台设备上看到的名单会清空；没送出的内容会留着。", "Signing out clears the lists on this device; what is not sent stays.";
    signed_in_as: "{0}，您好", "Hello, {0}";
    to_family: "家长页面", "Family";
    to_staff: "老师页面", "Staff";
    to_office: "学校办公室", "School office";
    no_part: "您现在不在任何学校的名单上，请联系学校办公室。", "You are on no school's list now. Please contact the school office.";

    // Refusals: how to repair
    refused_text: "有一处没有填，或者太长了，请看一下。", "Something is missing or too long. Please look again.";
    refused_span: "结束时间早于开始时间，请改一下。", "The end is before the beginning. Please change it.";
    refused_not_your_child: "您还没有绑定这个孩子，请联系学校办公室。", "This child is not linked to you. Please contact the school office.";
    refused_not_staff: "这一条只有本校老师可以登记。", "Only staff of this school can record this.";
    refused_not_office: "这一条只有学校办公室可以登记。", "Only the school office can record this.";
    refused_erased: "这个孩子的记录已按家长要求删除，这一条没有保存。", "This child's record was erased at the family's request; this was not kept.";
    refused_not_your_collector: "这位接送人是另一位家长登记的，请由对方来改。", "The other guardian named this collector and can change it.";
    refused_device: "学校不认识这台设备的签名，请重新登录后再送。", "The school does not know this device's signature. Please sign in again.";
    refused_old_app: "这台设备上的愿留版本不对，请更新后再试。", "This version of Yuanliu is not right. Please update and try again.";
    refused_cannot_open: "这一条是封存着送来的，学校现有的密钥打不开。请管理员用保险柜里的密钥单恢复密钥。", "This record came sealed and no key of the school opens it. The administrator can restore the key from the sheet in the safe.";
    refused_id_reuse: "这一条的编号已被占用，请重新写一次，并告诉学校办公室。", "This record's number is taken. Please write it again and tell the school office.";
    refused_too_large: "内容太多了，请写短一些。", "That is too much. Please shorten it.";
    refused_form: "这一条的格式不对，请重新写一次。", "This record is not well formed. Please write it again.";

    // What was written, by kind of act
    act_choose: "意愿登记", "Choice";
    act_choose_day: "单日安排", "One day";
    act_leave_note: "请假单", "Leave note";
    act_leave_withdrawn: "撤回请假单", "Leave note withdrawn";
    act_collector_named: "登记接送人", "Collector named";
    act_collector_withdrawn: "移除接送人", "Collector withdrawn";
    act_case_opened: "待核实事项", "Open case";
    act_case_closed: "核实完毕", "Case closed";
    act_seen: "查看", "Seen";
    act_lessons_absent: "今天未到校", "Not at school today";
    act_lessons_end: "放学交接", "End of lessons";
    act_taken_in: "临时留校", "Taken in on the spot";
    act_marked: "点名", "Roll call";
    act_released: "接走登记", "Release record";
    act_corrected: "更正", "Correction";
    act_day_changed: "当日安排调整", "Day change";
    act_other: "学校登记", "School record";

    // The afternoon
    activities: "课外活动", "Activities";
    late_care: "晚托", "Late care";
    expected: "应到", "Expected";
    present: "实到", "Present";
    on_leave: "请假", "On leave";
    not_here: "未到", "Not here yet";
    collected: "已接走", "Collected";
    left: "已离校", "Left";
    state_not_yet: "还没有点名", "Not called yet";
    state_staying: "放学后留校", "Staying";
    state_absent: "今天未到校", "Not at school today";
    state_left_at_end: "放学时已随路队离校", "Left with the class queue";
    state_not_here: "点名时未到", "Not here yet";
    state_received: "在校", "Here";
    state_received_in: "在{0}", "In {0}";
    state_out: "暂离", "Out of room";
    state_escort: "老师护送中", "With an escort";
    state_returned: "离校后已返回", "Back again";
    state_released: "已接走", "Collected";
    state_alone: "自行离校", "Walks home alone";
    leaves_at: "{0} 离校", "Leaves {0}";
    no_school: "今天不上课", "No school today";
    day_unknown: "校历上还没有这一天，请学校办公室登记。", "The calendar does not know this day yet. The office has to enter it.";
    not_expected: "今天不参加", "Not today";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<char> {
        let mut places: Vec<char> =
            text.match_indices('{').filter_map(|(at, _)| text[at + 1..].chars().next()).collect();
        places.sort();
        places.dedup();
        places
    }

    #[test]
    fn both_languages_are_there_and_fill_the_same_places() {
        let all = [
            ALL,
            account::ALL,
            activity::ALL,
            at_gate::ALL,
            contacts::ALL,
            checks::ALL,
            disagree::ALL,
            emergency::ALL,
            duty::ALL,
            family::ALL,
            group_day::ALL,
            leaving::ALL,
            look::ALL,
            incident::ALL,
            gate::ALL,
            grounds::ALL,
            office::ALL,
            on_behalf::ALL,
            passes::ALL,
            paper::ALL,
            paper_day::ALL,
            photos::ALL,
            pictures::ALL,
            protect::ALL,
            providers::ALL,
            records::ALL,
            staff::ALL,
            tablet::ALL,
            term::ALL,
            telling::ALL,
        ];
        for (name, word) in all.concat() {
            // Between sentences stands nothing in Chinese and a space in English.
            let gap = name.ends_with("_gap");
            assert!(gap || !word.zh.trim().is_empty() && !word.en.trim().is_empty(), "{name}");
            assert_eq!(places(word.zh), places(word.en), "{name}");
        }
    }
}
