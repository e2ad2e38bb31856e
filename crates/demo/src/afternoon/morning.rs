//! Before the end of lessons: leave notes with their reasons, one-day stays,
//! and children who are missing without a word.

use yuanliu_domain::id::PersonId;
use yuanliu_domain::leave::Reason;
use yuanliu_domain::school::Block;
use yuanliu_domain::time::Minute;

use super::{Plan, What, hm};
use crate::district::Child;

/// Of a thousand children: sick at home, off the afternoon, missing without a note.
const SICK: u32 = 14;
const AFTERNOON_OFF: u32 = 10;
const SILENT: u32 = 4;
/// Of a thousand who do not stay as a rule: stay today as well.
const STAY_TODAY: u32 = 12;

const SYMPTOMS: &[&str] =
    &["发烧 38.2℃", "咳嗽、流鼻涕", "肠胃不适，呕吐一次", "发烧，医院查过是甲流", "皮疹", "嗓子疼"];
const SICK_TEXTS: &[&str] = &[
    "在家休息一天。",
    "今天去医院看病，请假一天。",
    "老师好，孩子昨晚没睡好，今天请假。",
    "医生说休息两天，明天再看情况。",
];
const FAMILY_TEXTS: &[&str] = &[
    "家里有事，今天早点回家。",
    "外公生日，晚上一家人吃饭。",
    "去办护照，要赶在窗口下班前。",
    "牙科预约在四点半。",
    "表姐婚礼彩排。",
];
const OTHER_TEXTS: &[&str] =
    &["今天去少年宫参加合唱排练。", "参加区里的围棋比赛。", "下午有书法考级。"];
const GOES_HOME: &[&str] = &["妈妈来接", "爸爸来接", "外婆来接", "爷爷来接"];

impl Plan<'_> {
    pub(super) fn morning(&mut self) {
        let school = self.school;
        for child in &school.children {
            if self.is_story(child) {
                continue;
            }
            match self.dice.below(1000) {
                lot if lot < SICK => self.sick(child),
                lot if lot < SICK + AFTERNOON_OFF => self.afternoon_off(child),
                lot if lot < SICK + AFTERNOON_OFF + SILENT => self.silent(child),
                lot if lot < SICK + AFTERNOON_OFF + SILENT + STAY_TODAY => self.stays_today(child),
                _ => {}
            }
        }
    }

    fn sick(&mut self, child: &Child) {
        let Some(guardian) = self.writer(child) else { return self.silent(child) };
        let minute = self.dice.between(hm(6, 50), hm(7, 55));
        self.absent.insert(child.id);
        self.leave.insert(child.id, (Block::ALL.to_vec(), None));
        let note = What::LeaveNote {
            child: child.id,
            reason: Reason::Sick,
            text: self.dice.pick(SICK_TEXTS),
            symptoms: if self.dice.percent(60) { self.dice.pick(SYMPTOMS) } else { "" },
            blocks: Block::ALL.to_vec(),
            lessons_too: true,
            time: None,
            goes_home: "",
        };
        self.add(minute, guardian, note);
        let seen = self.dice.between(hm(8, 0), hm(8, 25));
        self.add(seen, self.class_teacher(child), What::NoteSeen { child: child.id });
    }

    /// Home at the end of lessons, away before the end of the block, or no late care.
    fn afternoon_off(&mut self, child: &Child) {
        let (Some(guardian), true) =
            (self.writer(child), child.stays(self.weekday, Block::Activities))
        else {
            return;
        };
        let minute = self.dice.between(hm(11, 40), hm(14, 40));
        let early = Minute::hm(15, 50);
        let (blocks, time) = match self.dice.below(3) {
            0 => (Block::ALL.to_vec(), None),
            1 if child.stays(self.weekday, Block::LateCare) => (vec![Block::LateCare], None),
            _ => (Block::ALL.to_vec(), early),
        };
        self.leave.insert(child.id, (blocks.clone(), time));
        let (reason, texts) = if self.dice.percent(70) {
            (Reason::Family, FAMILY_TEXTS)
        } else {
            (Reason::Other, OTHER_TEXTS)
        };
        let note = What::LeaveNote {
            child: child.id,
            reason,
            text: self.dice.pick(texts),
            symptoms: "",
            blocks,
            lessons_too: false,
            time,
            goes_home: self.dice.pick(GOES_HOME),
        };
        self.add(minute, guardian, note);
        // A few late notes are still unread when the demo opens.
        if minute < hm(14, 20) {
            let seen = minute + self.dice.between(3, 25);
            self.add(seen, self.class_teacher(child), What::NoteSeen { child: child.id });
        }
    }

    fn silent(&mut self, child: &Child) {
        self.absent.insert(child.id);
        let minute = self.dice.between(hm(8, 12), hm(8, 30));
        self.add(minute, self.class_teacher(child), What::LessonsAbsent { child: child.id });
    }

    fn stays_today(&mut self, child: &Child) {
        let (Some(guardian), false) =
            (self.writer(child), child.stays(self.weekday, Block::Activities))
        else {
            return;
        };
        self.today.insert(child.id);
        let minute = self.dice.between(hm(8, 0), hm(14, 50));
        let mut blocks = vec![Block::Activities];
        blocks.extend(child.stays(self.weekday, Block::LateCare).then_some(Block::LateCare));
        self.add(minute, guardian, What::StaysToday { child: child.id, blocks });
    }

    /// A guardian who uses the app.
    fn writer(&self, child: &Child) -> Option<PersonId> {
        let joined =
            |id: &PersonId| self.district.guardian(*id).is_some_and(|guardian| guardian.joined);
        child.guardians.iter().map(|link| link.guardian).find(joined)
    }

    fn class_teacher(&self, child: &Child) -> PersonId {
        self.school.class(child.class).expect("every child has a class").teacher
    }
}
