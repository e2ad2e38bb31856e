//! Chinese names on the screen: the surname for the tile, the given name in sentences.

const DOUBLE: [&str; 14] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "夏侯", "皇甫", "令狐", "慕容", "公孙", "尉迟",
    "端木", "南宫",
];

/// One or two characters for the tile.
pub fn surname(name: &str) -> String {
    let double = DOUBLE.iter().find(|surname| name.starts_with(*surname));
    double.map(|s| (*s).to_owned()).unwrap_or_else(|| name.chars().take(1).collect())
}

/// The name by which a family speaks of the child: 一鸣 for 张一鸣. A given name
/// of one character is said with the surname, a name in Latin letters whole, and of one with
/// a dot what stands before it.
pub fn given(name: &str) -> String {
    if !name.chars().any(is_han) {
        return name.to_owned();
    }
    // 阿依古丽·买买提: what stands after the dot is the father's.
    if let Some((own, _)) = name.split_once('·') {
        return own.to_owned();
    }
    let surname = surname(name);
    let given = name.strip_prefix(surname.as_str()).unwrap_or(name);
    if given.chars().count() > 1 { given.to_owned() } else { name.to_owned() }
}

/// A Chinese character, in whatever plane.
fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_called_as_at_home() {
        let cases =
            [("张一鸣", "张", "一鸣"), ("欧阳一诺", "欧阳", "一诺"), ("王伟", "王", "王伟")];
        for (name, tile, called) in cases {
            assert_eq!((surname(name).as_str(), given(name).as_str()), (tile, called));
        }
        assert_eq!(given("Anna Smith"), "Anna Smith");
        assert_eq!(given("José García"), "José García");
        assert_eq!(given("阿依古丽·买买提"), "阿依古丽");
        // Characters beyond the first plane are one character.
        assert_eq!((surname("沈𬭎").as_str(), given("沈𬭎").as_str()), ("沈", "沈𬭎"));
        assert_eq!((surname("𬭎一鸣").as_str(), given("𬭎一鸣").as_str()), ("𬭎", "一鸣"));
    }
}
