//! The words of signing in, of one's own account, and of invitations.

use crate::text::Word;

words! {
    // Where one is signed in
    devices_title: "我登录的设备", "Where I am signed in";
    devices_note: "登录名：{0}。手机丢了，请在这里退出那台手机，再改口令。", "Sign-in name: {0}. If a phone is lost, sign it out here and change the passphrase.";
    device_unknown: "没有报出型号的设备", "A device that did not say what it is";
    device_used: "上次使用 {0}", "Last used {0}";
    device_this: "本机", "This device";
    device_sign_out: "在 {0} 上退出登录", "Sign out on {0}";

    // A new passphrase
    passphrase_change: "修改口令", "Change the passphrase";
    passphrase_change_note: "改好以后，其他设备都会退出登录。", "All other devices are signed out by it.";
    passphrase_changed: "口令已修改，其他设备都已退出登录。", "The passphrase is changed and all other devices are signed out.";
    passphrase_not_changed: "口令没有改成", "The passphrase is not changed";
    passphrase_current: "现在的口令", "Passphrase until now";
    passphrase_new: "新口令", "New passphrase";
    passphrase_wrong: "现在的口令不对，请再看一下。", "This is not the passphrase until now. Please look again.";
}
