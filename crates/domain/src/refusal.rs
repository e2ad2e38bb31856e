//! Why an act is turned away: only for who sent it or how it is formed (R3).
//! One list of codes for verdicts, problem documents and words on the screen.

use std::fmt;
use std::str::FromStr;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// The rule that an act broke.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
        pub enum Refusal {
            $($(#[$doc])* $name,)*
        }

        impl Refusal {
            /// Every refusal there is.
            pub const ALL: &'static [Refusal] = &[$(Refusal::$name,)*];

            /// Stable code: on the wire, in the log, in the words table.
            pub fn code(self) -> &'static str {
                match self { $(Refusal::$name => $code,)* }
            }
        }

        impl FromStr for Refusal {
            type Err = ();
            fn from_str(code: &str) -> Result<Refusal, ()> {
                match code { $($code => Ok(Refusal::$name),)* _ => Err(()) }
            }
        }
    };
}

refusals! {
    /// The bytes are no JSON.
    NotJson = "not_json",
    /// The envelope lacks a field, or a field has the wrong form.
    BadEnvelope = "bad_envelope",
    /// The body lacks a field, or a field has the wrong form.
    BadBody = "bad_body",
    /// A text in the body is longer than it may be, or empty where it is needed.
    BadText = "bad_text",
    /// An end lies before its beginning, or a span is longer than a school year.
    BadSpan = "bad_span",
    /// The act is about another sort of thing than its kind allows.
    WrongSubject = "wrong_subject",
    /// The act is larger than 32 KB.
    TooLarge = "too_large",
    /// No rule of this name and version.
    UnknownKind = "unknown_kind",
    /// It is addressed to another school than it was sent to.
    WrongSpace = "wrong_space",
    /// The envelope names another device than the one that sent it.
    WrongDevice = "wrong_device",
    /// The signature does not match the bytes.
    BadSignature = "bad_signature",
    /// This id is taken by an act with other content.
    IdReuse = "id_reuse",
    /// The actor never signed in on this device.
    NotSignedInHere = "not_signed_in_here",
    /// The actor is not a guardian of this child.
    NotYourChild = "not_your_child",
    /// The actor is not staff of this school.
    NotStaff = "not_staff",
    /// The actor is not of the school office.
    NotOffice = "not_office",
    /// The child's record was erased; what comes later about the child is not kept.
    Erased = "erased",
    /// A PIN is set by its own person, signed in and not at a shared tablet.
    NotYourPin = "not_your_pin",
    /// The actor is no duty leader.
    NotLeader = "not_leader",
    /// The actor is neither child-protection teacher nor head.
    NotProtector = "not_protector",
    /// The notice or objection that it answers is not there, or is not as the act says.
    NothingToAnswer = "nothing_to_answer",
    /// The disagreement was settled before: the first outcome stands.
    AlreadySettled = "already_settled",
    /// As many objections about the child as may be open at one time.
    TooManyObjections = "too_many_objections",
    /// Someone else named this collector (P14).
    NotYourCollector = "not_your_collector",
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
