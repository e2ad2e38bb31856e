//! The school's hand under passes and cards (P5, P13): a P-256 key pair for each
//! school, every generation kept, and what comes with the effect of an issuing act:
//! signature, picture, six digits, number. The format is `yuanliu_domain::token`.
//!
//! Private keys lie in the store and leave it nowhere; tablets get the public halves
//! as rows of `Holds`.

mod code;

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use yuanliu_domain::act::{Act, to_base64};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::card::{Card, CardIssued};
use yuanliu_domain::id::{ActId, ChildId, SpaceId};
use yuanliu_domain::pass::{Pass, PassIssued};
use yuanliu_domain::row::{Body, Effect, RowKey};
use yuanliu_domain::rules::Kind;
use yuanliu_domain::signed::{CardNumber, Code, PassKey, Signed, signed_row};
use yuanliu_domain::time::{Day, Minute};
use yuanliu_domain::token::{KeyName, Paper, Token, key_name, signed_text};

pub use code::Digits;

use crate::qr;

/// A key pair under which a school signs.
pub struct SigningPair {
    pair: EcdsaKeyPair,
    pkcs8: Vec<u8>,
}

impl SigningPair {
    /// A new pair.
    pub fn generate() -> SigningPair {
        let form = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let made = EcdsaKeyPair::generate_pkcs8(form, &SystemRandom::new());
        let made = made.expect("the system has random numbers");
        SigningPair::read(made.as_ref()).expect("our own key")
    }

    /// The pair of this private key, if it is one.
    pub fn read(pkcs8: &[u8]) -> Option<SigningPair> {
        let form = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pair = EcdsaKeyPair::from_pkcs8(form, pkcs8, &SystemRandom::new()).ok()?;
        Some(SigningPair { pair, pkcs8: pkcs8.to_vec() })
    }

    /// The private key: for the store alone.
    pub fn private(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The public point.
    pub fn public(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// Its name.
    pub fn name(&self) -> KeyName {
        key_name(self.public())
    }

    /// The row by which tablets learn of it.
    pub fn row(&self) -> (RowKey, Option<String>) {
        let body = PassKey { public: to_base64(self.public()) };
        (PassKey::row(self.name()), Some(text(&body)))
    }

    /// A token of this school.
    pub fn sign(&self, space: SpaceId, token: &Token) -> String {
        let payload = token.payload();
        let signed = self.pair.sign(&SystemRandom::new(), &signed_text(space, &payload));
        Token::text(&payload, signed.expect("the system has random numbers").as_ref())
    }

    /// The key of a code's row: nobody without this pair finds the code in it.
    fn tag(&self, day: Day, code: &str) -> String {
        code::tag(&self.pkcs8, day, code)
    }
}

/// A school's pairs, for one act.
pub struct SigningKeys {
    /// Signs now.
    pub present: SigningPair,
    /// The oldest one: names codes, so that a change of keys at noon makes no two of
    /// a day alike.
    pub first: SigningPair,
}

/// Whether an act of this kind is followed by the school's signature.
pub fn is_signed(kind: &str) -> bool {
    kind == PassIssued::NAME || kind == CardIssued::NAME
}

/// Whether it comes with six digits besides.
pub fn has_digits(act: &Act) -> bool {
    act.kind == PassIssued::NAME
}

/// Signs what this act issued, as its effect says; `taken` is whether a row is there.
pub fn sign(
    keys: &SigningKeys,
    (act, version): (&Act, u64),
    digits: Option<&Digits>,
    taken: &dyn Fn(&RowKey) -> crate::store::Result<bool>,
    effect: &mut Effect,
) -> crate::store::Result<()> {
    let mut signed = Signing { keys, act, puts: vec![] };
    if let Some(pass) = body_in::<Pass>(effect, act.id) {
        let day = pass.day;
        let code = match digits {
            Some(digits) => Some(free(keys, day, digits, taken)?),
            None => None,
        };
        let code = code.map(|(key, digits)| {
            let (pass_id, child) = (act.id, pass.child);
            let body = Code { pass: pass_id, child, verifier: digits.verifier().clone() };
            signed.puts.push((key, Some(text(&body))));
            digits.code().to_owned()
        });
        let (name, relation) = (&pass.name, &pass.relation);
        let token = signed.token(Paper::Pass, pass.child, Token::who(name, relation));
        let token = Token { from: day, until: day, between: (pass.from, pass.until), ..token };
        signed.put(&token, code, None);
    } else if let Some(card) = body_in::<Card>(effect, act.id) {
        let number = u32::try_from(version).unwrap_or(u32::MAX);
        let token = signed.token(Paper::Card, card.child, Token::who(&card.name, &card.relation));
        let token = Token { from: card.from, until: card.until, number, ..token };
        let row = CardNumber { child: card.child, number };
        signed.puts.push((RowKey::of::<CardNumber>(Audience::Roll, act.id), Some(text(&row))));
        signed.put(&token, None, Some(number));
    }
    effect.puts.extend(signed.puts);
    Ok(())
}

struct Signing<'a> {
    keys: &'a SigningKeys,
    act: &'a Act,
    puts: Vec<(RowKey, Option<String>)>,
}

impl Signing<'_> {
    fn token(&self, paper: Paper, child: ChildId, who: String) -> Token {
        let day = self.act.at.best().day();
        let minute = |hour, minute| Minute::hm(hour, minute).expect("a minute of the day");
        Token {
            paper,
            key: self.keys.present.name(),
            id: self.act.id,
            child,
            from: day,
            until: day,
            between: (minute(0, 0), minute(23, 59)),
            number: 0,
            who,
        }
    }

    fn put(&mut self, token: &Token, code: Option<String>, number: Option<u32>) {
        let child = token.child;
        let token = self.keys.present.sign(self.act.space, token);
        let picture = qr::picture(&token);
        let body = Signed { child, token, code, number, picture };
        self.puts.push((signed_row(self.act.actor, self.act.id), Some(text(&body))));
    }
}

/// Digits that no other pass of the day has, with the row that says so.
fn free(
    keys: &SigningKeys,
    day: Day,
    digits: &Digits,
    taken: &dyn Fn(&RowKey) -> crate::store::Result<bool>,
) -> crate::store::Result<(RowKey, Digits)> {
    let mut digits = digits.clone();
    loop {
        let tag = keys.first.tag(day, digits.code());
        let key = RowKey::of::<Code>(Audience::Codes(day), tag);
        if !taken(&key)? {
            return Ok((key, digits));
        }
        // Of a million codes a school has a few dozen a day: this is rare.
        digits = Digits::generate();
    }
}

fn body_in<T: Body>(effect: &Effect, id: ActId) -> Option<T> {
    let id = id.to_string();
    let of = |key: &RowKey| key.kind == T::KIND && key.key == id;
    let body = effect.puts.iter().find(|(key, _)| of(key))?.1.as_deref()?;
    serde_json::from_str(body).ok()
}

fn text<T: serde::Serialize>(body: &T) -> String {
    serde_json::to_string(body).expect("a row is plain data")
}

#[cfg(test)]
mod tests;
