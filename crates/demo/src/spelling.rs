//! Names as they are typed for a search: pinyin without tones, ü as v.

use pinyin::ToPinyin;

/// Surnames that are read otherwise than the character alone.
const SURNAMES: &[(&str, &[&str])] = &[
    ("单", &["shan"]),
    ("曾", &["zeng"]),
    ("仇", &["qiu"]),
    ("区", &["ou"]),
    ("解", &["xie"]),
    ("查", &["zha"]),
    ("翟", &["zhai"]),
    ("乐", &["yue"]),
    ("朴", &["piao"]),
    ("盖", &["ge"]),
    ("缪", &["miao"]),
    ("尉迟", &["yu", "chi"]),
];

/// Characters that are read in names otherwise than in running text.
const IN_NAMES: &[(char, &str)] = &[
    ('𬭎', "hong"),
    ('㛃', "jie"),
    ('茜', "qian"),
    ('晟', "sheng"),
    ('珩', "heng"),
    ('蹊', "xi"),
    ('乐', "le"),
    ('行', "xing"),
    ('长', "chang"),
];

/// `zhang yi ming` and `zym`.
pub(crate) fn spell(surname: &str, given: &str) -> (String, String) {
    let family = match SURNAMES.iter().find(|(name, _)| *name == surname) {
        Some((_, sounds)) => sounds.iter().map(|sound| sound.to_string()).collect(),
        None => sounds(surname),
    };
    let own = sounds(given);
    let initials = family.iter().chain(&own).filter_map(|sound| sound.chars().next()).collect();
    ([family, own].concat().join(" "), initials)
}

fn sounds(text: &str) -> Vec<String> {
    text.chars().map(sound).collect()
}

fn sound(character: char) -> String {
    if let Some((_, sound)) = IN_NAMES.iter().find(|(known, _)| *known == character) {
        return sound.to_string();
    }
    match character.to_pinyin() {
        Some(pinyin) => pinyin.plain().replace('ü', "v"),
        None => character.to_lowercase().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::spell;

    #[test]
    fn a_name_is_spelled_without_tones_surname_first() {
        let (pinyin, initials) = spell("张", "一鸣");
        assert_eq!((pinyin.as_str(), initials.as_str()), ("zhang yi ming", "zym"));
        assert_eq!(spell("吕", "绿").0, "lv lv");
        assert_eq!(spell("欧阳", "乐").0, "ou yang le");
    }

    #[test]
    fn a_surname_with_two_sounds_has_the_sound_of_the_surname() {
        for (surname, sound) in
            [("单", "shan"), ("曾", "zeng"), ("仇", "qiu"), ("区", "ou"), ("解", "xie")]
        {
            assert_eq!(spell(surname, "晟").0, format!("{sound} sheng"));
        }
    }
}
