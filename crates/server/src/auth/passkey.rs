//! Passkeys (WebAuthn): what a browser is to ask them, and whether what they say is
//! right. What is kept between question and answer, and of each passkey, is a text:
//! the store need not know what is in it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnBuilder,
};
use yuanliu_domain::id::PersonId;

/// As telephones show it beside the passkey.
const NAME: &str = "愿留 Yuanliu";

/// This server, as passkeys know it: by the name in its web address.
pub struct RelyingParty {
    origin: String,
    webauthn: Webauthn,
}

/// A question: what the browser gets, and what is kept until the answer.
pub struct Question {
    /// The options, in their JSON form.
    pub options: Value,
    /// To be given back with the answer; never leaves the server.
    pub state: String,
}

impl RelyingParty {
    /// At this web address. None where browsers know no passkeys: where the address is
    /// a number, or not over TLS and not on the same machine.
    pub fn at(address: &str) -> Option<RelyingParty> {
        let address = Url::parse(address).ok()?;
        let name = address.domain()?;
        if address.scheme() != "https" && name != "localhost" {
            return None;
        }
        let webauthn = WebauthnBuilder::new(name, &address).ok()?.rp_name(NAME).build().ok()?;
        Some(RelyingParty { origin: address.origin().ascii_serialization(), webauthn })
    }

    /// The one origin from which answers are taken.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Asks for a new passkey, on an authenticator that has none of these yet.
    pub fn new_passkey(
        &self,
        person: PersonId,
        login: &str,
        has: Vec<Vec<u8>>,
    ) -> Option<Question> {
        let asked = self.webauthn.start_passkey_registration(person.0, login, login, Some(has));
        let (asked, state) = asked.ok()?;
        let mut options = serde_json::to_value(asked.public_key).ok()?;
        // Found without a name that somebody types: the library leaves that open.
        options["authenticatorSelection"]["residentKey"] = json!("required");
        options["authenticatorSelection"]["requireResidentKey"] = json!(true);
        Some(Question { options, state: text(&state)? })
    }

    /// The new passkey, if the answer is right: its id, and what is to be kept of it.
    pub fn added(&self, state: &str, credential: &Value) -> Option<(Vec<u8>, String)> {
        let state: PasskeyRegistration = serde_json::from_str(state).ok()?;
        let said: RegisterPublicKeyCredential = read(credential)?;
        let passkey = self.webauthn.finish_passkey_registration(&said, &state).ok()?;
        Some((passkey.cred_id().to_vec(), text(&passkey)?))
    }

    /// Asks for any passkey that the authenticator has for this server, and for its
    /// owner's finger, face or PIN.
    pub fn any_passkey(&self) -> Option<Question> {
        let (asked, state) = self.webauthn.start_discoverable_authentication().ok()?;
        let options = serde_json::to_value(asked.public_key).ok()?;
        Some(Question { options, state: text(&state)? })
    }

    /// Whose passkey an answer says it is, and which: not proved yet.
    pub fn claims(&self, credential: &Value) -> Option<(PersonId, Vec<u8>)> {
        let said: PublicKeyCredential = read(credential)?;
        let (person, id) = self.webauthn.identify_discoverable_authentication(&said).ok()?;
        Some((PersonId(person), id.to_vec()))
    }

    /// Whether the answer is right for this passkey, as it was kept; as it is to be kept
    /// from now on. A counter that does not go up is not right: there is a copy.
    pub fn proves(&self, state: &str, credential: &Value, passkey: &str) -> Option<String> {
        let state: DiscoverableAuthentication = serde_json::from_str(state).ok()?;
        let said: PublicKeyCredential = read(credential)?;
        let mut passkey: Passkey = serde_json::from_str(passkey).ok()?;
        let proof =
            self.webauthn.finish_discoverable_authentication_v2(&said, state, &passkey).ok()?;
        passkey.update_credential(&proof)?;
        proof.user_verified().then(|| text(&passkey))?
    }
}

fn text(value: &impl Serialize) -> Option<String> {
    serde_json::to_string(value).ok()
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_work_where_browsers_know_them_and_nowhere_else() {
        let origin = |address: &str| RelyingParty::at(address).map(|here| here.origin);
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(origin("https://wantuo.example.cn"), is("https://wantuo.example.cn"));
        assert_eq!(origin("https://wantuo.example.cn:8443/"), is("https://wantuo.example.cn:8443"));
        assert_eq!(origin("https://晚托.example.cn"), is("https://xn--xpu12g.example.cn"));
        assert_eq!(origin("http://localhost:8080"), is("http://localhost:8080"));
        for none in [
            "http://wantuo.example.cn",
            "https://10.0.0.5",
            "https://[::1]:8443",
            "http://127.0.0.1:8080",
            "wantuo.example.cn",
            "",
        ] {
            assert_eq!(origin(none), None, "{none}");
        }
    }
}
