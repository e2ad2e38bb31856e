//! Pictures, and the acts that name them.

use std::collections::BTreeSet;

use image::{Rgb, RgbImage};
use yuanliu_domain::act::{Subject, to_base64};
use yuanliu_domain::collector::{CollectorNamed, Way};
use yuanliu_domain::id::{ActId, ChildId, SpaceId};
use yuanliu_domain::photo::{PhotoHash, PortraitSet};
use yuanliu_sync::photo::{PhotoContent, PutPhoto};
use yuanliu_sync::wire::SignedAct;

use super::{Response, User, World};

/// A small photo; each shade is another one.
pub fn picture(shade: u8) -> Vec<u8> {
    let face = RgbImage::from_fn(48, 48, |x, y| Rgb([shade, (x * 5) as u8, (y * 5) as u8]));
    yuanliu_server::photo::written(&face).unwrap()
}

pub fn address(space: SpaceId, hash: PhotoHash) -> String {
    format!("/api/v1/spaces/{space}/blobs/{hash}")
}

impl User {
    /// A collector with a photo.
    pub fn names_with_photo(&mut self, child: ChildId, photo: &[u8]) -> SignedAct {
        let body = CollectorNamed {
            way: Way::Person,
            name: "周桂兰".into(),
            relation: "外婆".into(),
            phone: "138-1111-2222".into(),
            weekdays: BTreeSet::new(),
            from: yuanliu_domain::time::Stamp::parse_local(super::NOW).unwrap().day(),
            until: None,
            photo: Some(PhotoHash::of(photo)),
            looks: String::new(),
            organisation: None,
        };
        self.writes(Subject::Child(child), &body)
    }

    /// The child's own photo, or none any more.
    pub fn sets_portrait(&mut self, child: ChildId, photo: Option<&[u8]>) -> SignedAct {
        let body = PortraitSet { photo: photo.map(PhotoHash::of), version: 2 };
        self.writes(Subject::Child(child), &body)
    }

    /// Brings a photo as it is.
    pub async fn brings(&self, world: &World, act: ActId, photo: &[u8]) -> Response {
        let content = PhotoContent::Bytes(to_base64(photo));
        self.brings_as(world, act, PhotoHash::of(photo), content).await
    }

    pub async fn brings_as(
        &self,
        world: &World,
        act: ActId,
        hash: PhotoHash,
        content: PhotoContent,
    ) -> Response {
        let put = PutPhoto { device: self.device.id, act, content };
        world.asks("PUT", &address(world.school, hash), &self.cookie, Some(&put)).await
    }

    pub async fn looks_at(&self, world: &World, photo: &[u8]) -> Response {
        let path = address(world.school, PhotoHash::of(photo));
        let path = format!("{path}?device={}", self.device.id);
        world.asks("GET", &path, &self.cookie, None::<&()>).await
    }
}
