//! Six digits from an authenticator (TOTP, RFC 6238): SHA-1 and half a minute,
//! because the apps that people have know nothing else.

use totp_rs::{Builder, Totp};
use yuanliu_domain::time::Stamp;

/// Before and after the present half minute: telephones' clocks go wrong by seconds.
const SKEW: u16 = 1;
const ISSUER: &str = "Yuanliu";

/// The half minute whose code this is, at this moment.
pub fn step_of(secret: &[u8], typed: &str, now: Stamp) -> Option<u64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    totp(secret, "").check(&digits, u64::try_from(now.0 / 1000).ok()?)
}

/// What an app reads: the `otpauth:` address, and the secret to be typed.
pub fn link(secret: &[u8], login: &str) -> (String, String) {
    // A colon parts issuer and name in the address.
    let totp = totp(secret, &login.replace(':', " "));
    (totp.to_url().unwrap_or_default(), totp.secret().to_base32())
}

fn totp(secret: &[u8], login: &str) -> Totp {
    Builder::new()
        .with_secret(secret)
        .with_skew(SKEW)
        .with_account_name(login)
        .with_issuer(Some(ISSUER))
        .build_noncompliant()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: its codes of eight digits end in ours of six.
    #[test]
    fn it_gives_the_codes_of_the_standard() {
        let secret = b"12345678901234567890";
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")]
        {
            let now = Stamp(second * 1000);
            let step = u64::try_from(second / 30).unwrap();
            assert_eq!(step_of(secret, code, now), Some(step));
            assert_eq!(
                step_of(secret, &format!(" {} {}", &code[..3], &code[3..]), now),
                Some(step)
            );
            assert_eq!(
                step_of(secret, code, now.plus_ms(30_000)),
                Some(step),
                "half a minute late"
            );
            assert_eq!(step_of(secret, code, now.plus_ms(90_000)), None);
        }
        assert_eq!(step_of(secret, "", Stamp(59_000)), None);
        assert_eq!(step_of(secret, "28708", Stamp(59_000)), None);
    }

    #[test]
    fn an_app_can_read_the_link() {
        let (link, secret) = link(b"12345678901234567890", "138:0000");
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(link.starts_with("otpauth://totp/") && link.contains(&secret), "{link}");
        assert!(link.contains("issuer=Yuanliu"), "{link}");
    }
}
