//! Acts that somebody carries to the school for a device.

use serde::{Deserialize, Serialize};
use yuanliu_domain::id::DeviceId;

use super::{ActVerdict, SignedAct};

/// `POST /api/v1/spaces/{space}/parcels`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandIn {
    /// The device that signed.
    pub device: DeviceId,
    /// Acts to commit, in this device's order; at most a hundred.
    pub acts: Vec<SignedAct>,
}

/// What became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandedIn {
    /// Of every act that got one. One that is not in the school's order (no device's
    /// signature, no seal of this school) leaves no trace there.
    pub verdicts: Vec<ActVerdict>,
}
