//! Keeping acts: numbered, signed, sealed, stored strictly, and only then 'kept'
//! (I1). The order of the steps; what they are done with is the [`Keeper`]'s.

use yuanliu_domain::act::{self, Act};
use yuanliu_domain::time::Stamp;

use crate::outbox::Kept;

/// What a device does to keep an act.
#[expect(async_fn_in_trait, reason = "a device does one thing after the other, on one thread")]
pub trait Keeper {
    /// The device can't do it.
    type Trouble;

    /// The device's wall clock.
    fn wall(&self) -> Stamp;
    /// Takes the next numbers of this device, strictly; the first of them. Unused
    /// numbers are legal.
    async fn numbers(&self, count: u64) -> Result<u64, Self::Trouble>;
    /// Signs a text with the device's key.
    async fn sign(&self, text: &[u8]) -> Result<Vec<u8>, Self::Trouble>;
    /// Seals a record, for the school and for its author here.
    async fn close(&self, kept: &mut Kept) -> Result<(), Self::Trouble>;
    /// Stores records, all or none; returns after the strict transaction is complete.
    async fn keep(&self, records: &[Kept]) -> Result<(), Self::Trouble>;
}

/// Why nothing was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotKept<T> {
    /// An act is larger than it may be.
    TooLarge,
    /// The device can't store it.
    Device(T),
}

impl<T> From<T> for NotKept<T> {
    fn from(trouble: T) -> NotKept<T> {
        NotKept::Device(trouble)
    }
}

/// Keeps the acts of one gesture, all or none. A short transaction for the numbers;
/// then sign and seal, which no transaction survives; then a strict put.
pub async fn keep<K: Keeper>(
    keeper: &K,
    acts: &mut [Act],
) -> Result<Vec<Kept>, NotKept<K::Trouble>> {
    let first = keeper.numbers(acts.len() as u64).await?;
    let mut records = vec![];
    for (n, act) in acts.iter_mut().enumerate() {
        act.device_seq = first + n as u64;
        let bytes = act::to_bytes(act);
        if bytes.len() > act::MAX_ACT_BYTES {
            return Err(NotKept::TooLarge);
        }
        let signature = keeper.sign(&act::signed_text(&bytes)).await?;
        let mut kept = Kept::new(act, &bytes, &signature, keeper.wall());
        keeper.close(&mut kept).await?;
        records.push(kept);
    }
    keeper.keep(&records).await?;
    Ok(records)
}
