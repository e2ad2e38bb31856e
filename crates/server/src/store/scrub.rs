//! Takes people out of what is kept: an object that is about one of them goes, a
//! list or a map loses its entry, and the rest stays as it is.

use serde_json::Value;
use yuanliu_domain::row::{Effect, RowKey};

/// Whom to take out.
pub struct Scrub {
    ids: Vec<String>,
}

/// What became of a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Scrubbed {
    /// It names none of them.
    Same,
    /// It is about others, and named them.
    Without(String),
    /// It was about one of them.
    Gone,
}

impl Scrub {
    /// Takes these ids out.
    pub fn of(ids: impl IntoIterator<Item = impl ToString>) -> Scrub {
        Scrub { ids: ids.into_iter().map(|id| id.to_string()).collect() }
    }

    /// Whether a text has one of the ids in it.
    pub fn names(&self, text: &str) -> bool {
        self.ids.iter().any(|id| text.contains(id.as_str()))
    }

    /// A JSON text. One that cannot be read and has an id in it goes whole.
    pub fn json(&self, text: &str) -> Scrubbed {
        if !self.names(text) {
            return Scrubbed::Same;
        }
        let value = serde_json::from_str(text).ok().and_then(|value| self.value(value));
        value.map_or(Scrubbed::Gone, |value| Scrubbed::Without(value.to_string()))
    }

    /// Whether a row is about one of them by its very name.
    pub fn key(&self, key: &RowKey) -> bool {
        self.names(&key.key) || self.names(&key.audience.to_string())
    }

    /// What an effect wrote; none when it stays as it is.
    pub fn effect(&self, effect: &Effect) -> Option<Effect> {
        let mut changed = false;
        let puts = effect.puts.iter().filter_map(|(key, body)| {
            let body = match body.as_deref().map(|body| self.json(body)) {
                _ if self.key(key) => None,
                None => Some(None),
                Some(Scrubbed::Gone) => None,
                Some(Scrubbed::Same) => return Some((key.clone(), body.clone())),
                Some(Scrubbed::Without(body)) => Some(Some(body)),
            };
            changed |= body.is_none() || body.as_ref().is_some_and(Option::is_some);
            body.map(|body| (key.clone(), body))
        });
        let puts = puts.collect();
        changed.then_some(Effect { puts })
    }

    fn value(&self, value: Value) -> Option<Value> {
        match value {
            Value::String(text) => (!self.names(&text)).then_some(Value::String(text)),
            Value::Array(items) => {
                Some(items.into_iter().filter_map(|item| self.value(item)).collect())
            }
            Value::Object(fields) => {
                let others = fields.into_iter().filter(|(name, _)| !self.names(name));
                let fields = others.map(|(name, value)| Some((name, self.value(value)?)));
                fields.collect::<Option<serde_json::Map<_, _>>>().map(Value::Object)
            }
            plain => Some(plain),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use yuanliu_domain::audience::Audience;

    use super::*;

    fn scrubs(value: Value) -> Scrubbed {
        Scrub::of(["anna", "bert"]).json(&value.to_string())
    }

    #[test]
    fn what_is_about_somebody_goes_and_what_names_them_loses_the_name() {
        let without = |value: Value| Scrubbed::Without(value.to_string());
        assert_eq!(scrubs(json!({ "child": "carl" })), Scrubbed::Same);
        assert_eq!(scrubs(json!({ "child": "anna" })), Scrubbed::Gone);
        assert_eq!(scrubs(json!({ "subject": { "child": "bert" }, "n": 1 })), Scrubbed::Gone);
        let list = json!({ "staying": ["anna", "carl"], "n": 1 });
        assert_eq!(scrubs(list), without(json!({ "staying": ["carl"], "n": 1 })));
        let entries = json!({ "people": [{ "id": "anna", "x": 1 }, { "id": "carl" }] });
        assert_eq!(scrubs(entries), without(json!({ "people": [{ "id": "carl" }] })));
        let map = json!({ "by": { "anna": 1, "carl": 2 } });
        assert_eq!(scrubs(map), without(json!({ "by": { "carl": 2 } })));
        assert_eq!(Scrub::of(["anna"]).json("no JSON, but anna"), Scrubbed::Gone);
    }

    #[test]
    fn an_effect_keeps_what_is_about_others() {
        let key =
            |key: &str| RowKey { audience: Audience::Roll, kind: "k".into(), key: key.into() };
        let put = |name: &str, body: &str| (key(name), Some(body.to_owned()));
        let effect = Effect {
            puts: vec![put("1", r#"{"a":"carl"}"#), put("anna", "{}"), put("2", r#"["anna"]"#)],
        };
        let scrubbed = Scrub::of(["anna"]).effect(&effect).unwrap();
        assert_eq!(scrubbed.puts, [put("1", r#"{"a":"carl"}"#), put("2", "[]")]);
        assert_eq!(Scrub::of(["anna"]).effect(&scrubbed), None);
        assert_eq!(Scrub::of(["dora"]).effect(&effect), None);
    }
}
