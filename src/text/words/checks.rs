//! The words for safety and symptom checks (T9). An item has up to 40 characters in both
//! languages: it travels in the act as it was shown.

use crate::text::Word;

words! {
    act_check: "安全检查", "Safety check";
    act_symptoms: "健康观察", "Symptom check";

    // Areas and their items
    area_grounds: "场地", "Grounds";
    area_facilities: "设施", "Facilities";
    area_fire: "消防", "Fire";
    area_water: "饮水", "Drinking water";
    area_infection: "防疫", "Infection";
    area_security: "安保", "Security";
    item_ground: "地面平整，没有积水", "Ground even, no puddles";
    item_sharp: "没有尖锐物和碎玻璃", "No sharp things, no glass";
    item_sports: "运动器材牢固", "Sports equipment firm";
    item_fence: "围栏完好", "Fence whole";
    item_windows: "门窗、护栏牢固", "Doors, windows and railings firm";
    item_desks: "桌椅、柜子稳固", "Desks and cupboards stable";
    item_sockets: "插座、电线完好", "Sockets and wires whole";
    item_lights: "照明正常", "Lights work";
    item_stairs: "楼梯、走廊畅通", "Stairs and corridors clear";
    item_exits: "安全出口畅通", "Emergency exits clear";
    item_extinguishers: "灭火器在位、没有过期", "Extinguishers in place and in date";
    item_signs: "应急灯、疏散指示亮着", "Emergency lights and signs lit";
    item_lane: "消防通道没有停车", "Fire lane free of cars";
    item_dispenser: "饮水机干净", "Water dispenser clean";
    item_filter: "滤芯没有过期", "Filter in date";
    item_water_test: "水质检测已公示", "Water test posted";
    item_hot: "出水不烫手", "Water not too hot";
    item_air: "教室已开窗通风", "Rooms aired";
    item_soap: "洗手液、肥皂够用", "Soap at the basins";
    item_disinfected: "已消毒并登记", "Disinfected, and written down";
    item_day_checks: "晨检、午检记录齐全", "The day's health checks on file";
    item_gate: "校门有人值守", "Gate staffed";
    item_visitors: "访客都已登记", "Visitors entered";
    item_cameras: "监控正常", "Cameras work";
    item_alarm: "一键报警正常", "Alarm button works";
    item_shields: "防护器材在位", "Guards' equipment in place";

    // The list
    checks_title: "安全检查", "Safety checks";
    checks_today: "今天的检查", "Today's checks";
    checks_not_yet: "今天还没有查", "Not checked yet today";
    checks_done: "{0} {1} · {2} 项正常，{3} 项有问题，{4} 项没看", "{0} {1} · {2} fine, {3} at fault, {4} not looked at";
    checks_count: "已查 {0} / {1}，未处理 {2}", "{0} of {1} done, {2} faults open";
    checks_faults: "还没有处理的问题：{0}", "Faults that are open: {0}";
    checks_no_faults: "没有未处理的问题。", "No fault is open.";
    checks_mended: "今天处理好的", "Seen to today";

    // One check
    check_all_fine: "全部正常", "All fine";
    check_fine: "正常", "Fine";
    check_fault: "有问题", "Fault";
    check_not_looked: "没看", "Not seen";
    check_place: "地点（选填）", "Place (optional)";
    check_what: "哪里有问题：{0}", "What is wrong: {0}";
    check_need_words: "有问题的，请写一句哪里有问题，不超过 1000 个字。", "Please write what is wrong, up to 1,000 characters.";
    check_need_any: "请至少看一项，或点「全部正常」。", "Please look at one item at least, or tap 'All fine'.";
    check_long_place: "地点不超过 40 个字。", "The place has up to 40 characters.";
    check_keep: "登记检查", "Record the check";

    // A fault
    fault_found: "{0} {1} 发现", "Found {0}, {1}";
    fault_mend: "登记已处理", "Record what was done";
    fault_done: "怎么处理的", "What was done";
    fault_done_by: "谁处理的", "By whom";
    fault_need: "请写怎么处理的和谁处理的。", "Please write what was done, and by whom.";
    fault_said: "已登记处理：{0}", "Recorded: {0}";
    fault_mended: "{0}：{1}（{2}）", "{0}: {1} ({2})";

    // Symptoms
    symptoms_title: "健康观察", "Symptom check";
    symptoms_hint: "只记人数，不写名字。不舒服的孩子请另外登记「受伤或不适」。", "Numbers only, no names. A child who is unwell has a record of its own.";
    symptoms_group: "小组", "Group";
    symptoms_looked: "看了几人", "Children looked at";
    symptoms_fever: "发热", "Fever";
    symptoms_cough: "咳嗽流涕", "Cough or runny nose";
    symptoms_stomach: "呕吐腹泻", "Vomiting or diarrhoea";
    symptoms_rash: "皮疹", "Rash";
    symptoms_keep: "登记健康观察", "Record the symptom check";
    symptoms_need_group: "请选小组。", "Please choose the group.";
    symptoms_need_looked: "请写看了几人，至少 1 人。", "Please write how many children you looked at, one at least.";
    symptoms_bad_number: "请写人数，不超过看了的人数；没有就写 0。", "Please write a number, not above those looked at; 0 if none.";
    symptoms_line: "看了 {0} 人：发热 {1}，咳嗽流涕 {2}，呕吐腹泻 {3}，皮疹 {4}", "{0} looked at: fever {1}, cough {2}, stomach {3}, rash {4}";
    symptoms_said: "已登记健康观察", "Symptom check recorded";
    symptoms_next: "请让不舒服的孩子戴口罩，由一位老师陪着在通风处单独等候，请保健老师来看，再联系家长。", "Please let each child who is unwell put on a mask and wait apart in a room with fresh air, with a teacher, ask the nurse to come, and call the family.";
    symptoms_many: "同一组的症状合计 3 人次以上：请马上告诉值日行政，由学校按规定上报。", "Three or more symptoms counted in one group: please tell the duty leader at once; the school reports it as prescribed.";
}
