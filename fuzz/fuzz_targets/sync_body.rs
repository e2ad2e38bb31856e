//! The body of a sync, and an answer as a phone takes it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yuanliu_domain::act::{from_base64, from_bytes};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::view::View;
use yuanliu_sync::wire::{Answer, Request, sum_of};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = serde_json::from_slice::<Request>(bytes) {
        for have in &request.have {
            let _ = sum_of(&have.sum);
        }
        for act in &request.acts {
            let _ = from_base64(&act.bytes).map(|bytes| from_bytes(&bytes));
        }
    }
    if let Ok(answer) = serde_json::from_slice::<Answer>(bytes) {
        let _ = View::default().take(&answer, Stamp(1_795_500_000_000));
    }
});
