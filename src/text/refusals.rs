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
        Refusal::Erased => words::refused_erased,
        Refusal::NotYourPin => words::refused_not_your_pin,
        Refusal::NotProtector => words::refused_not_protector,
        Refusal::NotLeader => words::refused_not_leader,
        Refusal::NothingToAnswer => words::refused_nothing_to_answer,
        Refusal::AlreadySettled => words::refused_already_settled,
        Refusal::TooManyObjections => words::refused_too_many_objections,
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
        "bad_sign_in" => words::wrong_credentials,
        "second_factor" => words::factor_needed,
        "bad_second_factor" => words::factor_wrong,
        "second_factor_due" => words::factor_due,
        "last_factor" => words::factor_last,
        "no_authenticator" => words::factor_again,
        "too_many_people" => words::invite_too_many,
        "slow_down" => words::too_many_tries,
        "bad_code" => words::bad_invitation,
        "bad_login" => words::bad_login,
        "login_taken" => words::login_taken,
        "weak_passphrase" => words::weak_passphrase,
        "signed_out" => words::sign_in_again,
        "not_a_member" => words::no_part,
        "device_taken" | "bad_key" | "unknown_device" => words::refused_device,
        "cannot_open" => words::refused_cannot_open,
        "over_quota" => words::over_quota,
        "protocol_not_supported" => words::refused_old_app,
        "storage_full" => words::school_full,
        "bad_photo" | "too_large" => words::photo_bad,
        "bad_choice" => words::telling_same,
        "photo_lost" => words::photo_lost,
        "photos_full" => words::photo_full,
        _ => words::something_wrong,
    }
}
