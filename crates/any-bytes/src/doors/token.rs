//! What a scanner reads from whatever is held before it.

use yuanliu_domain::token::Token;

/// Takes what was scanned.
pub fn take(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(scanned) = Token::read(&text) {
        assert_eq!(scanned.token.payload(), scanned.payload, "what is said is what was signed");
        assert_eq!(Token::text(&scanned.payload, &scanned.signature), text.trim(), "one text");
    }
}
