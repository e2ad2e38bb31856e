//! The body of a sync as the school reads it, and an answer as a phone takes it.

use yuanliu_domain::act::{from_base64, from_bytes};
use yuanliu_sync::view::View;
use yuanliu_sync::wire::{Answer, Content, Request, sum_of};

use super::NOW;

/// Takes a request, or an answer.
pub fn take(bytes: &[u8]) {
    if let Ok(request) = serde_json::from_slice::<Request>(bytes) {
        for have in &request.have {
            let _ = sum_of(&have.sum);
        }
        for act in &request.acts {
            match &act.content {
                Content::Bytes(bytes) => drop(from_base64(bytes).map(|bytes| from_bytes(&bytes))),
                Content::Sealed(sealed) => super::sealed::school(act.id, request.device, sealed),
            }
        }
        let again = serde_json::to_vec(&request).expect("a request is plain data");
        assert_eq!(serde_json::from_slice::<Request>(&again).ok(), Some(request));
    }
    if let Ok(answer) = serde_json::from_slice::<Answer>(bytes) {
        let mut view = View::default();
        let _ = view.take(&answer, NOW);
        view.close_day(NOW.day());
        let pages = view.page_keys().into_iter().map(|key| (key, view.page(key)));
        let stored = View::load(view.meta(), pages.collect::<Vec<_>>());
        assert_eq!(stored.meta(), view.meta(), "what was stored is what was held");
    }
}
