//! Emergency contacts (P10): who reads what of them, and who takes one away.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::contact;
use world::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::emergency_contact::{
    ContactNamed, ContactWithdrawn, EmergencyContacts, ToCall,
};
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;

const SUBJECT: Subject = Subject::Child(CHILD);

fn told(rows: &Rows) -> Vec<String> {
    let row: EmergencyContacts = rows.get(Audience::Family(CHILD), CHILD).unwrap_or_default();
    row.people.into_iter().map(|contact| contact.name).collect()
}

fn to_call(rows: &Rows) -> Vec<String> {
    let row: ToCall = rows.get(Audience::Care, CHILD).unwrap_or_default();
    row.people.into_iter().map(|contact| contact.name).collect()
}

#[test]
fn staff_call_in_the_familys_order_and_the_family_reads_no_number() {
    let mut rows = Rows::default();
    rows.applies(&act(1, MOTHER, SUBJECT, &contact("邻居王阿姨", 2)));
    rows.applies(&act(2, FATHER, SUBJECT, &contact("张莉", 1)));
    rows.applies(&act(3, FATHER, SUBJECT, &contact("同事老周", 2)));
    assert_eq!(told(&rows), ["张莉", "邻居王阿姨", "同事老周"]);
    assert_eq!(to_call(&rows), told(&rows));
    let phone = contact("", 1).phone;
    let with_number = rows.0.iter().filter(|(_, body)| body.contains(&phone));
    let audiences: Vec<_> = with_number.map(|(key, _)| key.audience).collect();
    assert_eq!(audiences, [Audience::Care], "nor does a receipt");
}

#[test]
fn whoever_named_a_contact_takes_it_away_and_its_number_goes() {
    let mut rows = Rows::default();
    let named = act(1, MOTHER, SUBJECT, &contact("张莉", 1));
    rows.applies(&named);
    let withdrawn = ContactWithdrawn { contact: named.id };
    rows.applies(&act(2, FATHER, SUBJECT, &withdrawn));
    assert_eq!((told(&rows), to_call(&rows)), (vec!["张莉".into()], vec!["张莉".into()]));
    let receipt: Receipt = rows.get(Audience::Family(CHILD), named.id).unwrap();
    assert_eq!(receipt.withdrawn, None, "the other guardian's try changes nothing");

    let mine = act(3, MOTHER, SUBJECT, &withdrawn);
    rows.applies(&mine);
    assert!(told(&rows).is_empty() && to_call(&rows).is_empty());
    // The history stays: both entries have their receipts (R5).
    let receipt: Receipt = rows.get(Audience::Family(CHILD), named.id).unwrap();
    assert_eq!(receipt.withdrawn, Some(mine.id));
    assert!(rows.get::<Receipt>(Audience::Family(CHILD), mine.id).is_some());
}

#[test]
fn a_contact_has_a_name_a_number_and_a_place_in_the_order() {
    let check = |body: ContactNamed| {
        rules::check(&rules::all(), &act(1, MOTHER, SUBJECT, &body), &rights(MOTHER))
    };
    assert_eq!(check(contact("张莉", 9)), Ok(()));
    assert_eq!(check(contact("张莉", 0)), Err(Refusal::BadBody));
    assert_eq!(check(contact("张莉", 10)), Err(Refusal::BadBody));
    assert_eq!(check(contact(" ", 1)), Err(Refusal::BadText));
    for phone in ["", "  ", &"1".repeat(31)] {
        let body = ContactNamed { phone: phone.into(), ..contact("张莉", 1) };
        assert_eq!(check(body), Err(Refusal::BadText));
    }
}

#[test]
fn a_contact_that_is_read_twice_is_one_and_its_number_is_kept_without_blanks() {
    let mut rows = Rows::default();
    let phone = format!("{}12100005678 ", " ".repeat(200));
    let named = act(1, MOTHER, SUBJECT, &ContactNamed { phone, ..contact("张莉", 1) });
    rows.applies(&named);
    rows.applies(&named);
    assert_eq!((told(&rows).len(), to_call(&rows).len()), (1, 1));
    let row: ToCall = rows.get(Audience::Care, CHILD).unwrap();
    assert_eq!(row.people[0].phone, "12100005678");
}

#[test]
fn many_contacts_make_no_row_without_end() {
    let mut rows = Rows::default();
    for number in 1..200 {
        rows.applies(&act(number, MOTHER, SUBJECT, &contact("张莉", 1)));
    }
    assert_eq!((told(&rows).len(), to_call(&rows).len()), (20, 20));
}
