//! What reads like class teaching (R10). A short list of phrases, read with the rules: a
//! phrase that is found is a reason to talk to somebody, never one to refuse (R3).

use crate::collector::normalised;

/// Phrases of class teaching, as [`normalised`] leaves them.
const TEACHING: [&str; 15] = [
    "讲新课",
    "上新课",
    "教新课",
    "新授课",
    "集体教学",
    "集中教学",
    "集体补课",
    "补课",
    "授课",
    "讲课",
    "提前学",
    "超前学",
    "赶进度",
    "newlesson",
    "classteaching",
];

/// What the rule allows in so many words: it is taken out before the phrases are looked for.
const ALLOWED: [&str; 4] = ["补差补缺", "作业辅导", "个别辅导", "答疑"];

/// The phrases of class teaching in these texts, each once.
pub fn teaching(texts: &[&str]) -> Vec<String> {
    let texts: Vec<String> = texts
        .iter()
        .map(|text| {
            ALLOWED.iter().fold(normalised(text), |text, allowed| text.replace(allowed, "·"))
        })
        .collect();
    let found = TEACHING.iter().filter(|phrase| texts.iter().any(|text| text.contains(**phrase)));
    let mut found: Vec<&str> = found.copied().collect();
    // 集体补课 says 补课 too.
    let all = found.clone();
    found.retain(|phrase| !all.iter().any(|other| other != phrase && other.contains(phrase)));
    found.into_iter().map(str::to_owned).collect()
}
