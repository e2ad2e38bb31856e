//! Names of things: each kind of id is its own type.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<$name, uuid::Error> {
                text.parse().map($name)
            }
        }
    )*};
}

ids! {
    /// A school, or the district: everything in it has one order of versions.
    SpaceId,
    /// Anyone who signs in or is named as staff or guardian.
    PersonId,
    /// A browser profile with a signing key of its own.
    DeviceId,
    /// An act; made on the device, UUIDv7.
    ActId,
    /// A pupil.
    ChildId,
    /// A class 班级.
    ClassId,
    /// A group of the afternoon: a room, a block, named staff.
    GroupId,
    /// An outside provider 校外机构.
    ProviderId,
    /// Someone who may collect a child; the id of the act that named them.
    CollectorId,
}

impl From<ActId> for CollectorId {
    fn from(act: ActId) -> CollectorId {
        CollectorId(act.0)
    }
}
