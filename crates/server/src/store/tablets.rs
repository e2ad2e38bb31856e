//! How a shared tablet becomes the school's (T11): a code of the office, once.

use async_trait::async_trait;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::time::Stamp;

use super::{Result, TokenHash};

/// Pairing of shared tablets.
#[async_trait]
pub trait Tablets: Send + Sync + 'static {
    /// Keeps a pairing code; an earlier one for the same tablet ends.
    async fn offer_pairing(&self, pairing: Pairing) -> Result<()>;

    /// Uses a code up: from now on this device, with this key, is the tablet, and
    /// the device that was it before is it no longer.
    async fn pair(
        &self,
        code: &TokenHash,
        device: DeviceId,
        key: &[u8],
        now: Stamp,
    ) -> Result<PersonId>;
}

/// A pairing code to be kept.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// Hash of the code.
    pub code: TokenHash,
    /// The tablet, as a member of the school.
    pub tablet: PersonId,
    /// Which school.
    pub school: SpaceId,
    /// When it ends.
    pub expires: Stamp,
}
