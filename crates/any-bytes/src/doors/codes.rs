//! What people type from paper or a screen: invitation, pairing and handover codes,
//! recovery codes, check codes, six digits, the sheet of the sealing key; and session tokens.

use yuanliu_server::auth::{agent, authenticator, hash_of, hash_of_code};
use yuanliu_server::journal::check_code;
use yuanliu_server::seal::sheet;

use super::NOW;

const SECRET: &[u8; 20] = b"12345678901234567890";

/// Takes what was typed.
pub fn take(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let kept = hash_of_code(&typed);
    assert_eq!(hash_of_code(&typed.to_ascii_lowercase()), kept, "case does not matter");
    assert_eq!(hash_of_code(&typed.replace('-', " ")), kept, "dashes do not matter");
    let _ = hash_of(&typed);
    let _ = agent::label(&typed);
    if let Some((letters, _)) = check_code::read(&typed) {
        assert_eq!(letters.len(), 13);
    }
    if let Some(step) = authenticator::step_of(SECRET, &typed, NOW) {
        let now = NOW.0 as u64 / 30_000;
        assert!(now.abs_diff(step) <= 1, "a code of {step} at {now}");
    }
    if let Ok(key) = sheet::read(&typed) {
        let printed = sheet::print(&key);
        let again = sheet::read(&printed).expect("a printed sheet can be read");
        assert_eq!(again.private(), key.private());
    }
}
