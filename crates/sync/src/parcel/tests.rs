use serde_json::json;
use uuid::Uuid;
use yuanliu_domain::act;

use super::*;
use crate::outbox::Sealed;
use crate::seal::SealedBytes;
use crate::wire::Verdict;

fn kept(device: u128, number: u64) -> Kept {
    let id = Uuid::from_u128(device << 32 | u128::from(number));
    let record = json!({
        "form": 2, "id": id, "space": Uuid::from_u128(1), "device": Uuid::from_u128(device),
        "number": number, "actor": Uuid::from_u128(9), "hash": act::to_base64(&[1; 32]),
        "signature": act::to_base64(&[2; 64]), "sealed": { "seal": "local", "data": "" },
        "readable": { "seal": "local", "data": "" }, "kept_at": 0, "stage": "kept",
    });
    let mut kept: Kept = serde_json::from_value(record).unwrap();
    let bytes = SealedBytes {
        key: "0011223344556677".into(),
        from: act::to_base64(&[4; 65]),
        iv: act::to_base64(&[5; 12]),
        data: act::to_base64(&[6; 40]),
    };
    kept.sealed = Sealed::School(bytes);
    kept
}

fn ids(request: &HandIn) -> Vec<u128> {
    request.acts.iter().map(|act| act.id.0.as_u128() & 0xffff_ffff).collect()
}

#[test]
fn what_is_unsent_and_sealed_is_in_it_in_the_order_of_its_device() {
    let mut open = kept(5, 4);
    open.sealed = Sealed::Identity { data: act::to_base64(b"{}") };
    let answered = kept(5, 1).at(Stage::Answered(Verdict::Applied { version: 3 }));
    let outbox = [kept(5, 3), open, answered, kept(5, 2).at(Stage::Unopened), kept(4, 9)];
    // Of what can't be read, what may lie open stays.
    let newer = json!({ "form": 9, "sealed": { "seal": "school", "key": "k" },
        "readable": { "seal": "local", "data": "" } });
    let open_record = json!({ "form": 9, "sealed": { "seal": "identity", "data": "e30" },
        "readable": { "seal": "local", "data": "" } });
    let damaged = [newer.to_string(), open_record.to_string(), "{\"form\":".to_owned()];
    let (parcel, left) = Parcel::of(&outbox, &damaged);
    assert_eq!((parcel.len(), parcel.unreadable(), left, parcel.is_empty()), (3, 1, 3, false));
    let read = Parcel::read(&parcel.bytes()).unwrap();
    assert_eq!(read, parcel);
    let requests = read.requests();
    let told: Vec<_> =
        requests.iter().map(|(_, part)| (part.device.0.as_u128(), ids(part))).collect();
    assert_eq!(told, [(4, vec![9]), (5, vec![2, 3])]);
    assert!(Parcel::of(&[], &[]).0.is_empty());
}

#[test]
fn a_long_one_goes_in_parts_and_each_act_once() {
    let outbox: Vec<Kept> = (1..=230).map(|number| kept(5, number)).collect();
    let (mut parcel, _) = Parcel::of(&outbox, &[]);
    // Two files in one, as somebody may have joined them.
    parcel.acts.extend(parcel.acts.clone());
    let requests = parcel.requests();
    assert_eq!(
        requests.iter().map(|(_, part)| part.acts.len()).collect::<Vec<_>>(),
        [100, 100, 30]
    );
    let all: Vec<u128> = requests.iter().flat_map(|(_, part)| ids(part)).collect();
    assert_eq!(all, (1..=230).collect::<Vec<u128>>());
}

#[test]
fn what_is_no_file_of_ours_is_told_apart() {
    let (good, _) = Parcel::of(&[kept(5, 1)], &[]);
    let bytes = good.bytes();
    let marked = ["\u{feff}".as_bytes(), &bytes, b"\r\n"].concat();
    assert_eq!(Parcel::read(&marked), Ok(good));
    let newer = br#"{"yuanliu_parcel":2,"acts":{"of another form":true}}"#;
    assert_eq!(Parcel::read(newer), Err(NotAParcel::Newer));
    for other in ["", "null", "[]", "{}", "{\"acts\":[]}", "姓名,班级", "{\"yuanliu_parcel\":1}"]
    {
        assert_eq!(Parcel::read(other.as_bytes()), Err(NotAParcel::Unreadable), "{other}");
    }
    assert_eq!(Parcel::read(&bytes[..bytes.len() - 1]), Err(NotAParcel::Unreadable));
    assert_eq!(Parcel::read(&[0xb9, 0xfe]), Err(NotAParcel::Unreadable));
    assert_eq!(Parcel::read(&vec![b' '; MAX_BYTES + 1]), Err(NotAParcel::TooLarge));
}
