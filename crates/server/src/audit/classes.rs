//! The inventory: which class of data a row belongs to, what it is for and who sees it.
//! The same as the first table of `docs/PRIVACY.md`, in the school's words.

/// A class of data.
pub struct Class {
    /// As a school says it.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
    /// What for, in both.
    pub purpose: &'static str,
    /// Who sees it, in both.
    pub sees: &'static str,
    /// The class of `retention.rs`; none stays while the child is at the school.
    pub term: Option<&'static str>,
    /// Kinds of rows in it.
    pub kinds: &'static [&'static str],
}

const FAMILY_AND_STAFF: &str = "家长、教职工 / family, staff";
const STAFF: &str = "教职工 / staff";
const OFFICE: &str = "学校工作小组 / office";

/// Every class.
pub const CLASSES: [Class; 29] = [
    Class {
        zh: "姓名、班级、学号",
        en: "name, class, number",
        purpose: "认得是哪个孩子 / to know which child is meant",
        sees: FAMILY_AND_STAFF,
        term: None,
        kinds: &["child", "class"],
    },
    Class {
        zh: "监护人、紧急联系人与电话",
        en: "guardians, emergency contacts and telephone numbers",
        purpose: "联系家长 / to reach the family",
        sees: "值班教职工（门卫除外）；另一位监护人看不到电话 / staff on duty without the gate; never the other guardian's number",
        term: None,
        kinds: &["guardians", "contacts", "emergency_contacts", "to_call"],
    },
    Class {
        zh: "过敏与健康",
        en: "allergies",
        purpose: "避免伤害 / to keep the child from harm",
        sees: "值班教职工（门卫除外）/ staff on duty without the gate",
        term: None,
        kinds: &["medical"],
    },
    Class {
        zh: "意愿登记",
        en: "choices",
        purpose: "知道谁留校 / to know who stays",
        sees: FAMILY_AND_STAFF,
        term: None,
        kinds: &["pattern"],
    },
    Class {
        zh: "接送人与接送提醒",
        en: "collectors and pick-up warnings",
        purpose: "孩子交给对的人 / the child goes to the right person",
        sees: FAMILY_AND_STAFF,
        term: None,
        kinds: &["collectors", "stops", "bars", "court_papers"],
    },
    Class {
        zh: "临时接送码与口令码",
        en: "one-time passes and spoken codes",
        purpose: "临时来接的人也能认得 / whoever comes once is recognised",
        sees: "家长、教职工；口令码只有登记的家长 / family, staff; the digits whoever made them",
        term: Some("attendance"),
        kinds: &["pass", "code"],
    },
    Class {
        zh: "接送卡、二维码与停用",
        en: "standing cards, signed codes, cancellations",
        purpose: "常来接的人凭卡认得；遗失马上停用 / whoever carries a card is recognised; a lost one ends at once",
        sees: "家长、教职工；二维码只有登记的家长 / family, staff; the picture whoever made it",
        term: None,
        kinds: &["card", "card_number", "signed", "cancelled"],
    },
    Class {
        zh: "到校、交接与放行",
        en: "attendance, hand-over, release",
        purpose: "每一刻都有人负责 / somebody answers for the child at every moment",
        sees: FAMILY_AND_STAFF,
        term: Some("attendance"),
        kinds: &["child_day", "class_end", "change_answers", "arrivals"],
    },
    Class {
        zh: "小组的清点、交接班和并班",
        en: "head counts, hand-overs and mergers of groups",
        purpose: "每个小组都有人接手 / somebody has each group",
        sees: STAFF,
        term: Some("attendance"),
        kinds: &["group_day"],
    },
    Class {
        zh: "离校单",
        en: "early-leave slips",
        purpose: "门卫知道谁可以提前离校 / the gate knows who may leave early",
        sees: STAFF,
        term: Some("attendance"),
        kinds: &["early_leave"],
    },
    Class {
        zh: "紧急点名",
        en: "emergency roll calls",
        purpose: "紧急时清点每个人 / everybody is counted in an emergency",
        sees: STAFF,
        term: Some("attendance"),
        kinds: &["emergency", "emergency_count"],
    },
    Class {
        zh: "访客登记",
        en: "visitors",
        purpose: "知道校内有谁 / to know who is in the house",
        sees: STAFF,
        term: Some("visitors"),
        kinds: &["visit"],
    },
    Class {
        zh: "电话联系与陪护",
        en: "calls, and who stayed with a child",
        purpose: "没到、没接走的孩子有人找、有人陪 / a child who is not here or not collected is looked for and never alone",
        sees: "教职工；家长只看到联系了谁（称呼）和结果 / staff; the family whom by relation, and the outcome",
        term: Some("attendance"),
        kinds: &["calls", "calls_told", "stays"],
    },
    Class {
        zh: "受伤或不适、学生伤害事故",
        en: "incidents: who was hurt or unwell, and what was done",
        purpose: "孩子得到照顾，家长知情，责任清楚 / the child is cared for, the family knows, somebody answers for it",
        sees: "当天值班教职工（门卫除外）、青保老师、值日行政；家长看自己孩子的，不含其他孩子、目击老师和内部备注 / staff on duty without the gate and the child-protection teacher on its day, duty leader; the family its own child's, without other children, witnesses and notes for staff",
        term: Some("incidents"),
        kinds: &["incident"],
    },
    Class {
        zh: "安全检查",
        en: "safety checks, faults",
        purpose: "场地安全，问题有人处理 / the place is safe, and faults are seen to",
        sees: STAFF,
        term: Some("checks"),
        kinds: &["checks", "fault"],
    },
    Class {
        zh: "健康观察（只有人数）",
        en: "symptom checks (numbers only)",
        purpose: "及早发现传染病 / an illness is noticed early",
        sees: "当天值班教职工（门卫除外）、青保老师 / staff on duty without the gate and the child-protection teacher, on its day",
        term: Some("checks"),
        kinds: &["symptoms"],
    },
    Class {
        zh: "活动记录与外出活动",
        en: "activity log and outings",
        purpose: "家长知道孩子做了什么；外出有人带队、人数清楚 / the family reads what the child did; an outing is led and counted",
        sees: "教职工；家长只看自己孩子的活动、地点和时间；像上课的记录另给值日行政 / staff; the family its own child's activities, places and times; what reads like teaching also the duty leader",
        term: Some("activities"),
        kinds: &["activities", "outings", "doings", "activity_flagged"],
    },
    Class {
        zh: "巡查与值班结束",
        en: "rounds, closing of the day",
        purpose: "值日行政的责任 / what the duty leader answers for",
        sees: STAFF,
        term: Some("attendance"),
        kinds: &["rounds", "closings"],
    },
    Class {
        zh: "纸质登记表的照片",
        en: "photographed paper lists",
        purpose: "补录有据可查 / what was entered later has its proof",
        sees: "值日行政、学校工作小组 / duty leader, office",
        term: Some("attendance"),
        kinds: &["sheets"],
    },
    Class {
        zh: "请假单与原因",
        en: "leave notes and reasons",
        purpose: "应到名单；班主任关心 / who is expected; the class teacher's care",
        sees: "家长；原因只有班主任 / family; reasons the class teacher alone",
        term: Some("leave"),
        kinds: &["absences", "note"],
    },
    Class {
        zh: "回执",
        en: "receipts",
        purpose: "家长知道写下的已送达 / the family knows that it was received",
        sees: "家长；老师代家长登记的，班主任也看到 / family; what staff wrote down for it, the class teacher too",
        term: None,
        kinds: &["receipt", "on_behalf"],
    },
    Class {
        zh: "待核实事项",
        en: "cases",
        purpose: "两处记录不一致时由人处理 / a person settles what two records say",
        sees: "家长看自己的；值日行政 / the family its own; duty leader",
        term: Some("cases"),
        kinds: &["case", "unsettled", "disagreements"],
    },
    Class {
        zh: "保护关注（不计数）",
        en: "safeguarding concerns (not counted)",
        purpose: "保护孩子；强制报告（未成年人保护法 11）/ a child's protection; mandatory report",
        sees: "青保老师、校长 / child-protection teacher, head",
        term: Some("safeguarding"),
        kinds: &["concern"],
    },
    Class {
        zh: "知情同意",
        en: "consent",
        purpose: "证明（个保法 14、29、31）/ proof (PIPL 14, 29, 31)",
        sees: "家长、学校工作小组 / family, office",
        term: None,
        kinds: &["consented", "photo_consents"],
    },
    Class {
        zh: "照片",
        en: "photos",
        purpose: "认得孩子和接送人，受伤、问题和补录有据可查；没有人脸识别 / to know child and collector, and as proof of a hurt, a fault or a paper list; no face recognition",
        sees: "接送人和孩子：家长、教职工；其他照片随它所在的记录 / of collector and child: family, staff; of an entry: whoever reads the entry",
        term: None,
        kinds: &["photo", "portrait"],
    },
    Class {
        zh: "未收下的记录、删除记录",
        en: "turned-away records, erasures",
        purpose: "由人处理；证明已删除 / for a person to settle; proof of erasure",
        sees: OFFICE,
        term: Some("turned_away"),
        kinds: &["turned_away", "erasure", "verdict"],
    },
    Class {
        zh: "教职工、身份与平板",
        en: "staff, memberships, tablets",
        purpose: "谁可以做什么 / who may do what",
        sees: STAFF,
        term: None,
        kinds: &["staff", "member", "me", "tablet", "verifier", "pin_stands", "pin_lock"],
    },
    Class {
        zh: "校外机构与入职查询日期",
        en: "outside providers, dates of record checks",
        purpose: "只让查询过的人接近孩子 / whoever comes near children has been checked",
        sees: STAFF,
        term: None,
        kinds: &["provider"],
    },
    Class {
        zh: "学校安排（不涉及个人）",
        en: "the school's plan (about nobody)",
        purpose: "时间、分组、值班、校历 / times, groups, duty, calendar",
        sees: FAMILY_AND_STAFF,
        term: None,
        kinds: &[
            "school",
            "group",
            "duty",
            "school_day",
            "day_change",
            "day_change_ended",
            "changes_said",
            "waiting_point",
            "open_hours",
            "pass_key",
        ],
    },
];

/// The class of a kind of row.
pub fn class_of(kind: &str) -> Option<&'static Class> {
    CLASSES.iter().find(|class| class.kinds.contains(&kind))
}
