//! A replica's cursor, which comes back from whoever has it.

use uuid::Uuid;
use yuanliu_domain::audience::Audience;
use yuanliu_server::store::Cursor;

/// The epoch of the seeds.
pub const EPOCH: Uuid = Uuid::from_u128(9);

/// Takes a cursor's text, or the JSON inside it.
pub fn take(bytes: &[u8]) {
    let inside = yuanliu_domain::act::to_base64(bytes);
    for text in [String::from_utf8_lossy(bytes).as_ref(), &inside] {
        let Some(cursor) = Cursor::read(text, EPOCH) else { continue };
        let _ = cursor.base(&Audience::Roll);
        let written = cursor.write();
        assert_eq!(Cursor::read(&written, EPOCH), Some(cursor), "{written}");
    }
}
