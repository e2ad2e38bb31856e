//! Finds people by what one types: characters, pinyin, or initials.

use yuanliu_domain::people::Child;

/// Whether a name holds what was typed; nothing typed finds everyone.
pub fn has(name: &str, query: &str) -> bool {
    plain(name).contains(&plain(query))
}

/// Whether a child is meant: by name, pinyin (`chenyiming`, `cym`) or class.
pub fn child_is(card: &Child, query: &str) -> bool {
    let typed = plain(query);
    let initials: String =
        card.pinyin.split(' ').filter_map(|syllable| syllable.chars().next()).collect();
    plain(&card.name).contains(&typed)
        || plain(&card.pinyin).starts_with(&typed)
        || (!typed.is_empty() && initials.starts_with(&typed))
        || plain(&card.class_name).contains(&typed)
}

/// Without spaces, brackets and case: `二（1）班`, `二(1)班` and `二1班` are one class.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '（' | '）' | '(' | ')'));
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use yuanliu_domain::id::ClassId;

    use super::*;

    #[test]
    fn a_child_is_found_by_name_pinyin_initials_and_class() {
        let card = Child {
            name: "陈一鸣".into(),
            pinyin: "chen yi ming".into(),
            class: ClassId(Uuid::from_u128(1)),
            class_name: "二（1）班".into(),
            grade: 2,
            number: 7,
            allergy: false,
            left: false,
        };
        for typed in ["陈一", "chenyi", "Chen Yi", "cym", "二1", "二(1)班", ""] {
            assert!(child_is(&card, typed), "{typed}");
        }
        for typed in ["王", "ming", "三1"] {
            assert!(!child_is(&card, typed), "{typed}");
        }
    }
}
