//! The schools' keys under passes and cards.

use async_trait::async_trait;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::time::Stamp;

use super::Result;

/// Keys under passes and cards, every generation kept: a card lives for a term.
#[async_trait]
pub trait PassSigning: Send + Sync + 'static {
    /// Makes a new key the present one and tells the tablets; what was signed before
    /// is still good. The new one's name.
    async fn rotate_pass_key(&self, space: SpaceId, at: Stamp) -> Result<String>;
}
