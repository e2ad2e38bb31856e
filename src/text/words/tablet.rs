//! The words of shared tablets, PINs and their pairing.

use crate::text::Word;

words! {
    role_tablet: "共用平板", "Shared tablet";

    // A device becomes a tablet of the school
    pair_title: "配对为学校的共用平板", "Make this a shared tablet";
    pair_note: "学校办公室给出配对码", "With a code from the school office";
    pair_hint: "在学校办公室的屏幕上，10 分钟内有效，大小写和空格都可以。", "On the school office's screen, for 10 minutes. Case and spaces do not matter.";
    pair_code: "配对码", "Pairing code";
    pair_do: "配对", "Pair";
    pair_not_done: "没有配对成功", "Not paired";
    pair_bad_code: "配对码不对、用过或已过期，请学校办公室再给一个。", "The code is wrong, used or expired. Please ask the school office for another.";
    pair_what: "配对后，本校老师用各自的 PIN 在这台设备上登记，不用口令。家长请不要在自己的手机上这样做。", "Staff then record on this device with their own PIN, without a passphrase. Guardians: please do not do this on your phone.";
    pair_signed_in: "这台设备上有人登录着。请先到“设置”里退出登录，再配对。", "Somebody is signed in on this device. Please sign out under Settings first.";
    pair_is: "这台设备已经是共用平板：{0}", "This device is already a shared tablet: {0}";

    // The office's tablets
    tablets_title: "共用平板", "Shared tablets";
    tablets_note: "配对、解除配对、解锁", "Pair, end, unlock";
    tablets_hint: "一台平板一个名字，例如“一年级托管室”。平板上能看到当天的名单和接送人，丢了请马上解除配对。", "One name for each tablet, such as 'Year 1 room'. It shows the day's lists and collectors: if it is lost, end it at once.";
    tablets_none: "还没有共用平板。", "No shared tablet yet.";
    tablet_place: "放在哪里", "Where it lies";
    tablet_add: "添加平板", "Add a tablet";
    tablet_added: "已添加平板：{0}", "Tablet added: {0}";
    tablet_need_place: "请写平板放在哪里。", "Please write where it lies.";
    tablet_code: "给出配对码", "Make a pairing code";
    tablet_code_for: "{0} 的配对码", "Pairing code of {0}";
    tablet_code_steps: "在平板上打开 {0}，点“配对为学校的共用平板”，输入这个码。", "On the tablet open {0}, choose 'Make this a shared tablet' and type the code.";
    tablet_code_until: "{0} 前有效，只能用一次。原来的平板会自动退出。", "Valid until {0}, once. The device that was this tablet before is signed out.";
    tablet_code_offline: "给出配对码需要网络。", "Making a code needs the network.";
    tablet_code_early: "这台平板还没有送到学校，请稍等几秒再试。", "The school does not know this tablet yet. Please try again in a few seconds.";
    tablet_end: "解除配对", "End pairing";
    tablet_end_sure: "解除后，{0} 上的名单会清空，老师不能再用 PIN 登记。没送出的内容会留在那台平板上。", "The lists on {0} are cleared and no PIN works there any more. What is not sent stays on it.";
    tablet_end_do: "确认解除", "End it";
    tablet_was_ended: "已解除配对：{0}", "Pairing ended: {0}";
    tablet_locks: "PIN 已锁定", "Locked PINs";
    tablet_locked_at: "{0} · {1} 起", "{0} · since {1}";
    tablet_reopen: "解锁", "Unlock";
    tablet_reopened: "已解锁：{0}", "Unlocked: {0}";

    // At the tablet
    tablet_who: "请问是哪位老师？", "Who is here?";
    tablet_others: "换一位老师", "Somebody else";
    tablet_search: "找老师：姓名", "Find a colleague by name";
    tablet_pass_on: "换人", "Pass on";
    tablet_locked_short: "已锁定", "Locked";
    tablet_no_pin_short: "未设 PIN", "No PIN yet";
    tablet_ended: "这台平板已不是学校的共用平板。请学校办公室给出配对码，在 /pair 重新配对。没送出的内容都留着。", "This is no shared tablet of the school any more. Ask the school office for a code and pair again at /pair. What is not sent stays here.";
    tablet_here: "{0} 在用", "{0} is here";
    tablet_settings: "这是共用平板：{0}。解除配对请到学校办公室的页面。", "This is a shared tablet: {0}. The school office ends it.";

    // A PIN
    pin_of: "{0} 的 PIN", "PIN of {0}";
    pin_typed: "已输入 {0} 位，共 6 位", "{0} of 6 digits";
    pin_back: "退一位", "Take the last digit back";
    pin_wrong: "不对，还可以试 {0} 次", "Not right, {0} tries left";
    pin_no_check: "现在不能核对 PIN，请关闭页面重新打开。", "The PIN can't be checked now. Please close the page and open it again.";
    pin_locked: "连续输错 5 次，{0} 在这台平板上已锁定。其他老师可以照常使用。", "Five wrong tries: {0} is locked on this tablet. Everybody else can go on.";
    pin_who_reopens: "请一位值日行政解锁", "Ask a duty leader to unlock";
    pin_no_leader: "这台平板上还没有值日行政的 PIN，请学校办公室解锁。", "No duty leader's PIN is on this tablet. Please ask the school office.";
    pin_none: "还没有 PIN。请在自己的手机上登录愿留，到“设置”里设置平板 PIN。", "No PIN yet. Please sign in on your own phone and set one under Settings.";
    pin_again: "请再输一次 PIN", "Your PIN once more";
    pin_second: "请第二位老师输入 PIN", "The second person's PIN";
    pin_second_ask: "请第二位老师输入 PIN", "Ask the second person's PIN";
    pin_second_was: "{0} 已用 PIN 确认", "{0} has confirmed by PIN";
    pin_change: "换一位", "Somebody else";
    second_named: "{0} 双人确认（未用 PIN）", "second person {0} (named, no PIN)";

    // Setting the own PIN
    pin_title: "平板 PIN", "PIN for tablets";
    pin_title_note: "在学校的共用平板上用它代替口令", "Instead of the passphrase on the school's shared tablets";
    pin_hint: "6 位数字。不要用 123456、111111、生日这类容易猜到的。", "Six digits. Not 123456, 111111, a birthday or the like.";
    pin_new: "新的 PIN", "New PIN";
    pin_repeat: "再输一次", "Once more";
    pin_set: "设置 PIN", "Set the PIN";
    pin_since: "已在 {0} 设置。忘了可以重新设一个。", "Set on {0}. If you forgot it, set another.";
    pin_is_set: "PIN 已设置，平板联网后就能用", "The PIN is set; tablets know it once they are online";
    pin_six: "请输入 6 位数字。", "Please type six digits.";
    pin_pattern: "这个太容易猜到了（重复或连续的数字），请换一个。", "That is too easy to guess (repeated or in a row). Please choose another.";
    pin_date: "这个像生日，太容易猜到了，请换一个。", "That looks like a birthday. Please choose another.";
    pin_differs: "两次输入的不一样。", "The two are not the same.";
    pin_not_here: "PIN 要在自己的手机或电脑上设置，不能在共用平板上。", "Set the PIN on your own phone or computer, not on a shared tablet.";
    refused_not_your_pin: "PIN 只能由本人在自己的设备上设置。", "A PIN is set by its own person on their own device.";
    refused_not_leader: "解锁要请值日行政或学校办公室，不能给自己解锁。", "Only a duty leader or the school office unlocks, and nobody their own.";

    turned_pin: "不是本人在自己的设备上设置的 PIN", "A PIN that its own person did not set on their own device";
    turned_not_leader: "解锁的人不是值日行政", "Whoever unlocked is no duty leader";

    act_tablet_set: "共用平板", "Shared tablet";
    act_pin_set: "设置平板 PIN", "PIN set";
    act_pin_locked: "PIN 锁定", "PIN locked";
    act_pin_reopened: "PIN 解锁", "PIN unlocked";
}
