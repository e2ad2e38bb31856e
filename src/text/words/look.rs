//! The words of how this device looks, and of the simple home.

use crate::text::Word;

words! {
    look_size: "字号（长辈版）", "Text size (large type)";
    look_usual: "标准", "Usual";
    look_large: "大", "Large";
    look_larger: "更大", "Larger";
    look_largest: "最大", "Largest";
    look_size_note: "选大字，家长首页只留三件事：孩子在哪里、出示接送码、给学校打电话。只改这台设备。", "With large type a guardian's home keeps three things: where the child is, the pass, a call to the school. For this device alone.";
    look_theme: "颜色", "Colours";
    look_system: "跟随系统", "As the system";
    look_light: "浅色", "Light";
    look_dark: "深色", "Dark";
    look_turn_large: "换成大字", "Large type";
    look_turn_usual: "换回标准字号", "Usual type";

    simple_show: "出示接送码", "Show the pass";
    simple_call: "给学校打电话", "Call the school";
    simple_all: "全部内容：请假、意愿登记、接送人……", "Everything: leave, choice, collectors …";
    simple_back: "回到简单首页", "Back to the simple home";
}
