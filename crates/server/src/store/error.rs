//! What a store may answer instead. Engines translate their own errors here, so
//! that nobody above knows SQL.

use std::fmt::Display;

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The person is and was no member of this school, or there is no such school.
    #[error("not a member")]
    NotAMember,
    /// Too many acts of this device were turned away; these stay with it.
    #[error("too many acts of this device were turned away")]
    OverQuota,
    /// Another key is enrolled under this device's id.
    #[error("device taken")]
    DeviceTaken,
    /// Somebody else signs in with this name.
    #[error("login taken")]
    LoginTaken,
    /// No such invitation, or it was used, or it is over.
    #[error("no such invitation")]
    NoInvitation,
    /// This passkey is somebody's already.
    #[error("passkey taken")]
    PasskeyTaken,
    /// Nothing here is about such a child.
    #[error("no such child")]
    NoSuchChild,
    /// No act of this device names such a photo, or none that this viewer may see.
    #[error("no such photo")]
    NoSuchPhoto,
    /// It is no photo that is taken here, or not the one that the act names.
    #[error("not a photo")]
    BadPhoto,
    /// No key of the school opens it.
    #[error("cannot be opened")]
    CannotOpen,
    /// The school has as many photos as it may have.
    #[error("the school's photos are full")]
    PhotosFull,
    /// The disk is full: nothing was kept.
    #[error("the disk is full")]
    Full,
    /// The server is stopping.
    #[error("stopped")]
    Stopped,
    /// The engine failed.
    #[error("store: {0}")]
    Engine(String),
}

impl StoreError {
    /// An engine's error in words.
    pub fn engine(error: impl Display) -> StoreError {
        StoreError::Engine(error.to_string())
    }

    /// The same once more, for each of those who wait on one transaction.
    pub fn again(&self) -> StoreError {
        match self {
            StoreError::Full => StoreError::Full,
            StoreError::Stopped => StoreError::Stopped,
            other => StoreError::engine(other),
        }
    }
}
