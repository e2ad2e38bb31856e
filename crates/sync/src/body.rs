//! The body of a row: the words as they were sent or predicted, and what they say. Read
//! once, however many screens look at it; replaced, never changed.

use std::any::Any;
use std::sync::{Arc, OnceLock};

use yuanliu_domain::row::Body;

/// The words of one body, with what they were read as.
#[derive(Debug)]
pub(crate) struct Text {
    words: String,
    said: OnceLock<Option<Arc<dyn Any + Send + Sync>>>,
}

impl Text {
    /// Words that nobody has read yet.
    pub(crate) fn new(words: String) -> Arc<Text> {
        Arc::new(Text { words, said: OnceLock::new() })
    }

    /// The words.
    pub(crate) fn as_str(&self) -> &str {
        &self.words
    }

    /// What they say; `None` when they can't be read as this type.
    pub(crate) fn read<T: Body>(&self) -> Option<Arc<T>> {
        let read = || Some(Arc::new(serde_json::from_str::<T>(&self.words).ok()?));
        let said = self.said.get_or_init(|| read().map(|said| said as Arc<dyn Any + Send + Sync>));
        match said {
            // A kind has one type: another one than the first to ask is read for itself.
            Some(said) => said.clone().downcast().ok().or_else(read),
            None => read(),
        }
    }
}
