//! The words of signing in, of one's own account, and of invitations.

use crate::text::Word;

words! {
    // Where one is signed in
    devices_title: "我登录的设备", "Where I am signed in";
    devices_note: "登录名：{0}。手机丢了，请在这里退出那台手机，再改口令。", "Sign-in name: {0}. If a phone is lost, sign it out here and change the passphrase.";
    device_unknown: "没有报出型号的设备", "A device that did not say what it is";
    device_used: "上次使用 {0}", "Last used {0}";
    device_this: "本机", "This device";
    device_end: "退出", "Sign out";
    device_sign_out: "让 {0} 退出", "Sign out on {0}";

    // A new passphrase
    passphrase_change: "修改口令", "Change the passphrase";
    passphrase_change_note: "改好以后，其他设备都会退出登录。", "All other devices are signed out by it.";
    passphrase_changed: "口令已修改，其他设备都已退出登录。", "The passphrase is changed and all other devices are signed out.";
    passphrase_not_changed: "口令没有改成", "The passphrase is not changed";
    passphrase_current: "现在的口令", "Passphrase until now";
    passphrase_new: "新口令", "New passphrase";
    passphrase_wrong: "现在的口令不对，请再看一下。", "This is not the passphrase until now. Please look again.";

    // A second factor
    factor_title: "两步登录", "Two-step sign-in";
    factor_on: "已打开：登录时还要输入验证器上的六位数字。恢复码还剩 {0} 个。", "On: signing in also asks for six digits of the authenticator. {0} recovery codes are left.";
    factor_off: "没有打开。打开后，别人就算知道口令也进不来。", "Off. With it, nobody gets in by knowing the passphrase alone.";
    factor_due: "学校办公室的账号能看到所有孩子，所以要设好两步登录才能使用。设一次就好。", "An office account sees every child, so it opens once two-step sign-in is set. It has to be set only once.";
    factor_why: "用手机上的验证器应用，每次登录多输入六位数字。请先输入口令。", "An authenticator app on your phone gives six digits for each sign-in. Please type the passphrase first.";
    go_on: "继续", "Go on";
    factor_scan: "在手机上装一个验证器应用（TOTP），用它扫这张图，再输入它显示的六位数字。", "Install an authenticator app (TOTP) on your phone, scan this picture with it, and type the six digits that it shows.";
    factor_picture: "验证器应用要扫的图", "The picture for the authenticator app";
    factor_link: "就在这台设备上打开验证器应用", "Open an authenticator app on this device";
    factor_secret: "扫不了时，手工输入密钥：{0}", "If it can't be scanned, type the secret: {0}";
    factor_first: "验证器上的六位数字", "Six digits of the authenticator";
    factor_set: "打开两步登录", "Switch two-step sign-in on";
    factor_not_set: "两步登录没有设成", "Two-step sign-in is not set";
    factor_is_set: "两步登录已打开。", "Two-step sign-in is on.";
    factor_remove: "关闭两步登录", "Switch two-step sign-in off";
    factor_code: "验证码", "Code";
    factor_code_hint: "验证器上的六位数字，或一个恢复码。", "The six digits of the authenticator, or a recovery code.";
    factor_needed: "请再输入验证器上的六位数字。", "Please also type the six digits of the authenticator.";
    factor_wrong: "验证码不对，或已用过。请等下一组数字，或用一个恢复码。", "The code is wrong or was used. Wait for the next digits, or take a recovery code.";
    factor_last: "学校工作小组的账号要保留一种第二重验证。请先添加另一种，再移除这一种。", "An account of the school office keeps one second factor. Please add another one first, then remove this one.";
    factor_again: "请从头再设一次。", "Please begin again.";
    recovery_title: "恢复码", "Recovery codes";
    recovery_note: "手机丢了或换了，用恢复码登录，每个只能用一次。只显示这一次：请打印或抄下来，放在安全的地方，不要存在手机里。", "If the phone is lost or new, sign in with one of these; each works once. They are shown only now: print or copy them and keep them safe, and not on the phone.";
    recovery_kept: "已打印或抄好", "Printed or copied";

    factor_on_passkey: "已打开：登录时要用指纹或面容确认。恢复码还剩 {0} 个。", "On: signing in asks for fingerprint or face. {0} recovery codes are left.";
    factor_by_app: "改用验证器应用", "Use an authenticator app instead";

    // Fingerprint or face
    passkey_title: "指纹或面容登录", "Sign-in by fingerprint or face";
    passkey_sign_in: "用指纹或面容登录", "Sign in by fingerprint or face";
    passkey_note_none: "用这台设备的指纹、面容或锁屏密码登录，不用输口令。", "Sign in with this device's fingerprint, face or screen lock, without a passphrase.";
    passkey_note: "改口令不影响它们。不认识的，请移除。", "A new passphrase does not change them. Please remove what you do not know.";
    passkey_why: "以后用这台设备的指纹、面容或锁屏密码登录，不用输口令。只在自己的设备上打开；手机上可能叫「通行密钥」。", "From now on, sign in with this device's fingerprint, face or screen lock, without a passphrase. Only on a device of your own; the phone may call it a passkey.";
    passkey_add: "在这台设备上打开", "Switch it on for this device";
    passkey_later: "以后再说", "Later";
    passkey_offer: "下次不用输口令", "No passphrase next time";
    passkey_made: "{0} 打开", "On since {0}";
    passkey_made_used: "{0} 打开，上次使用 {1}", "On since {0}, last used {1}";
    passkey_not_added: "没有打开", "Not switched on";
    passkey_add_cancelled: "没有完成，可以再试一次。", "It was not finished. You can try again.";
    passkey_already: "这台设备上已经打开了。", "It is on for this device already.";
    passkey_cancelled: "没有完成。可以再试一次；这台设备上还没有打开过的，请用登录名和口令登录。", "It was not finished. You can try again; if it was never switched on for this device, sign in with name and passphrase.";
    passkey_bad: "学校没有认出来。请用登录名和口令登录，再到「设置」里重新打开。", "The school did not recognise it. Please sign in with name and passphrase, then switch it on again in the settings.";
    passkey_due: "请再用指纹或面容确认一次，或输入一个恢复码。", "Please confirm by fingerprint or face, or type a recovery code.";
    passkey_none_here: "在这个网址上不能用指纹或面容登录，请用登录名和口令。", "Fingerprint and face do not work at this address. Please use name and passphrase.";
    passkey_too_many: "打开的设备太多了，请先移除不用的。", "It is on for too many devices. Please remove one first.";
    passkey_remove: "移除", "Remove";
    passkey_remove_note: "移除以后，{0} 上的指纹或面容不能再登录。那里已经登录的，请在「我登录的设备」里退出。", "Once removed, fingerprint or face on {0} sign in no more. What is signed in there already is ended under 'Where I am signed in'.";

    // From the browser to the installed app
    handover_title: "登录主屏幕上的愿留", "Sign in to the installed Yuanliu";
    handover_note: "在这里取一个代码，到那边输入。", "Get a code here and type it there.";
    handover_why: "把愿留添加到主屏幕以后，那边要单独登录一次。取一个代码，五分钟内到那边输入，不用再输口令。", "Yuanliu on the home screen signs in on its own. Get a code and type it there within five minutes; no passphrase is needed.";
    handover_make: "取一个代码", "Get a code";
    handover_type: "打开主屏幕上的愿留，点「用浏览器里的代码进入」，输入这个代码。不要告诉别人。", "Open Yuanliu on the home screen, choose 'Enter with a code from the browser', and type this code. Tell nobody.";
    handover_until: "{0} 前有效，只能用一次。", "Valid until {0}, once.";
    handover_here: "用浏览器里的代码进入", "Enter with a code from the browser";
    handover_here_note: "已在这部手机的浏览器里用着愿留？", "Already using Yuanliu in this phone's browser?";
    handover_where: "在浏览器里打开愿留，到「设置」点「登录主屏幕上的愿留」，取一个代码。", "Open Yuanliu in the browser and get a code under 'Settings', 'Sign in to the installed Yuanliu'.";
    handover_code: "代码", "Code";

    // The other guardian
    guardian_others: "孩子的其他家长", "Other guardians";
    guardian_others_note: "学校登记的家长，还没有加入的，可以由您发邀请；学校能看到是谁邀请的。", "Guardians on the school's list who have not joined: you can invite them, and the school sees who invited.";
    guardian_invite: "邀请{0}", "Invite {0}";
    guardian_why: "生成一个邀请码，请当面给对方扫一扫，或告诉对方。对方用自己的登录名，各看各的消息。", "Make a code and let the other guardian scan or type it. Each signs in with a name of their own.";
    guardian_give: "邀请码只显示这一次，只给本人，不要发到群里。", "The code is shown only now. Give it to nobody else, and keep it out of chat groups.";
    guardian_joined: "{0}已经加入了。", "{0} has joined already.";

    // Sheets of slips
    invite_sheet_make: "给这 {0} 位打印邀请纸条", "Print slips for these {0}";
    invite_sheet: "{0} 张邀请纸条", "{0} invitation slips";
    invite_sheet_joined: "已经加入、没有再发的：{0}", "Joined already, no slip: {0}";
    invite_sheet_none: "都已经加入了，不用再发。", "All have joined already.";
    invite_too_many: "一次最多为 200 人生成，请按班级来。", "At most 200 people at a time; please go by class.";
    invite_joined: "{0} 已经加入。忘了口令或换了手机，可以再发一张：用它设新口令，原来登录的设备都会退出。", "{0} has joined already. For a forgotten passphrase or a new phone make another slip: it sets a new passphrase and signs all devices out.";
    invite_again: "再发一张", "Make another slip";
    invite_scan: "1. 用手机扫上面的图，或打开 {0}", "1. Scan the picture above with a phone, or open {0}";
    invite_picture: "打开加入页面的图", "Picture that opens the page";
    invite_lost: "手机丢了：让所有设备退出登录", "Phone lost: sign out every device";
    invite_lost_done: "已让 {0} 的所有设备退出登录。需要的话，再发一张邀请纸条。", "{0} is signed out everywhere. Make another slip if needed.";
    invitations_open: "已发出的邀请 · {0}", "Invitations made · {0}";
    invitation_waits: "{0}前有效 · {1} 发出", "Valid until {0} · made by {1}";
    invitation_used: "{0} 已加入", "Joined {0}";
    invitation_back: "收回", "Take back";
    invitation_back_of: "收回给 {0} 的邀请", "Take back the invitation for {0}";
    invitation_nobody: "不在名单上的人", "Somebody no longer on the list";
    invitation_server: "系统", "the server";
}
