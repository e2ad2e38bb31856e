//! `/api/v1/devices/{device}`

use yuanliu_domain::act::to_base64;
use yuanliu_domain::child_day::Mark;
use yuanliu_sync::wire::{Enrol, Verdict};

use crate::world::{Device, User, World};

async fn enrols(world: &World, user: &User, device: &Device, key: &[u8]) -> crate::world::Response {
    let path = format!("/api/v1/devices/{}", device.id);
    let body = Enrol { public_key: to_base64(key) };
    world.asks("PUT", &path, &user.cookie, Some(&body)).await
}

#[tokio::test]
async fn enrolling_can_be_repeated_and_another_key_is_refused() {
    let world = World::empty().await;
    let office = world.office().await;
    let device = Device::new();
    for _ in 0..2 {
        assert_eq!(enrols(&world, &office, &device, &device.public_key()).await.status(), 204);
    }
    let other = Device::new().public_key();
    assert_eq!(enrols(&world, &office, &device, &other).await.problem(), "device_taken");
}

#[tokio::test]
async fn what_is_no_key_is_refused() {
    let world = World::empty().await;
    let office = world.office().await;
    let device = Device::new();
    for key in [&[][..], &[4; 64], &[2; 65], &[4; 66]] {
        assert_eq!(enrols(&world, &office, &device, key).await.problem(), "bad_key");
    }
    let answer = world.sends("PUT", "/api/v1/devices/x", &office.cookie, b"{}".to_vec()).await;
    assert_eq!(answer.problem(), "not_found");
}

#[tokio::test]
async fn an_unknown_device_gets_no_verdicts_and_enrols_and_sends_the_same_bytes() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    teacher.device = Device::new();
    let mark = teacher.mark(world.yiming, Mark::Present);
    let request = teacher.request(vec![mark.clone()]);
    let answer = teacher.posts(&world, &request).await;
    assert_eq!((answer.status().as_u16(), answer.problem().as_str()), (409, "unknown_device"));
    enrols(&world, &teacher, &teacher.device, &teacher.device.public_key()).await;
    let verdicts = teacher.syncs(&world, vec![mark]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
}

#[tokio::test]
async fn on_a_shared_tablet_the_next_person_carries_the_last_ones_act() {
    let world = World::new().await;
    let (mut morning, mut afternoon) = (world.teacher().await, world.teacher().await);
    let unsent = morning.mark(world.yiming, Mark::Present);
    enrols(&world, &afternoon, &morning.device, &morning.device.public_key()).await;
    std::mem::swap(&mut morning.device, &mut afternoon.device);
    let verdicts = afternoon.syncs(&world, vec![unsent]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
}
