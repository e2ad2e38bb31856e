//! What a device stored of its view: a cache that anybody with the device may have
//! changed. It is read, or it is fetched anew; it never stops the app.

use yuanliu_sync::replica::Replica;
use yuanliu_sync::view::{Meta, Page, PageKey, View};

use super::NOW;

/// Takes what was stored: `[meta, [[page key, page], …]]`.
pub fn take(bytes: &[u8]) {
    let Ok((meta, pages)) = serde_json::from_slice::<(Meta, Vec<(PageKey, Page)>)>(bytes) else {
        return;
    };
    let mut view = View::load(meta, pages);
    let keys = view.page_keys();
    let stored: Vec<(PageKey, Page)> = keys.iter().map(|key| (*key, view.page(*key))).collect();
    let again = View::load(view.meta(), stored);
    assert_eq!(again.page_keys(), keys, "what is stored can be read again");
    let _ = view.is_past(NOW.day());
    view.close_day(NOW.day());
    assert!(!view.is_past(NOW.day()));
    let replica = Replica::new(view, [], &yuanliu_domain::rules::all());
    let _ = replica.view.have();
}
