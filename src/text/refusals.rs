//! What a person reads when something was not taken: how to repair it.

use yuanliu_domain::refusal::Refusal;

use super::{Word, t, words};

/// The words for a stable code of a verdict or a problem document.
pub fn refusal(code: &str) -> &'static str {
    match code.parse::<Refusal>() {
        Ok(refusal) => t(of(refusal)),
        Err(()) => t(problem(code)),
    }
}

fn of(refusal: Refusal) -> Word {
    match refusal {
        Refusal::BadText => words::refused_text,
        Refusal::BadSpan => words::refused_span,
        Refusal::NotYourChild => words::refused_not_your_child,
        Refusal::NotStaff => words::refused_not_staff,
        Refusal::NotOffice => words::refused_not_office,
        Refusal::NotYourCollector => words::refused_not_your_collector,
        Refusal::NotSignedInHere | Refusal::WrongDevice | Refusal::BadSignature => {
            words::refused_device
        }
        Refusal::UnknownKind => words::refused_old_app,
        Refusal::IdReuse => words::refused_id_reuse,
        Refusal::TooLarge => words::refused_too_large,
        Refusal::NotJson
        | Refusal::BadEnvelope
        | Refusal::BadBody
        | Refusal::WrongSubject
        | Refusal::WrongSpace => words::refused_form,
    }
}

fn problem(code: &str) -> Word {
    match code {
        "unreachable" => words::unreachable,
        "wrong_credentials" => words::wrong_credentials,
        "too_many_tries" => words::too_many_tries,
        "bad_invitation" => words::bad_invitation,
        "login_taken" => words::login_taken,
        "weak_passphrase" => words::weak_passphrase,
        "not_signed_in" => words::sign_in_again,
        _ => words::something_wrong,
    }
}
