//! Late care that ends early (S11): what the family says to it. Nobody has to come earlier:
//! until they have answered, and when they ask for care, the child stays with a teacher.

use leptos::prelude::*;
use yuanliu_domain::act::Channel;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::day_change::{Answer, Answered, Answers, ChangeAnswered};

use super::keeping::{Failed, Keeping};
use super::kid::Kid;
use crate::components::{Button, ButtonLook, Notice, NoticeTone};
use crate::state::Change;
use crate::text::{answer_word, fill, format, t, words};

/// 陈静 16:40 已回复：需要照看; or whom the school heard it from.
fn who_said(one: &Answered) -> String {
    let said = match one.channel {
        Channel::App => words::fam_early_said,
        _ => words::fam_early_by_staff,
    };
    fill(said, &[&one.by_name, &format::time(one.at), &t(answer_word(one.answer))])
}

/// The change, what was answered, and the two answers.
#[component]
pub fn EarlyEnd(
    /// The child.
    kid: Kid,
    /// The change.
    change: Change,
) -> impl IntoView {
    let keeping = Keeping::new();
    let (id, day, text) = (change.id, change.day, change.text.clone());
    let answers = Memo::new(move |_| {
        let row = kid.space.replica.with(|r| r.get::<Answers>(Audience::Family(kid.id), day));
        row.unwrap_or_default()
    });
    let now = move || answers.with(|answers| answers.to(id));
    let said = move || {
        let last = answers.with(|answers| answers.last(id).map(who_said));
        let then = match now() {
            None => words::fam_early_please,
            Some(Answer::Comes) => words::fam_early_comes,
            Some(Answer::NeedsCare) => words::fam_early_care,
        };
        let parts = [Some(text.clone()), last, Some(t(then).to_owned())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let answers_with = move |answer: Answer| {
        let body = ChangeAnswered { day, change: id, answer };
        keeping.keep(kid, kid.draft(body).building_on([id]), |_| ());
    };
    let button = move |answer: Answer| {
        view! {
            <Button
                look=ButtonLook::Quiet small=true busy=keeping.busy
                on_press=move |()| answers_with(answer)
            >
                {t(answer_word(answer))}
            </Button>
        }
    };
    let acts = move || view! { {button(Answer::Comes)} {button(Answer::NeedsCare)} };
    view! {
        <Notice tone=NoticeTone::Warning title=t(words::act_day_changed) acts>{said}</Notice>
        <Failed keeping />
    }
}
