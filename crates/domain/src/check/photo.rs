//! Photos of a fault: as it was found, and as it is mended.

use super::{Fault, FaultPhoto, FaultPhotoStruck, fault_key};
use crate::act::Act;
use crate::audience::Audience;
use crate::photo::{self, Pictured};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::row::{Desk, RowKey};
use crate::rules::{Kind, long_text};
use crate::school::on_school;

impl Kind for FaultPhoto {
    const NAME: &'static str = "fault_photo";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        act.builds_on.contains(&self.check).then_some(()).ok_or(Refusal::BadBody)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        rights.staff()
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<Fault>(Audience::Roll, fault_key(self.check, self.item))]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Roll) else { return };
        shelf.edit(fault_key(self.check, self.item), |fault: &mut Fault| {
            let photos = if self.proof { &mut fault.proofs } else { &mut fault.photos };
            photo::add(photos, Pictured::by(act, None, self.photo));
        });
    }
}

impl Kind for FaultPhotoStruck {
    const NAME: &'static str = "fault_photo_struck";

    fn form(&self, act: &Act) -> Result<(), Refusal> {
        on_school(act)?;
        let answered = [self.check, self.original].iter().all(|id| act.builds_on.contains(id));
        answered.then_some(()).ok_or(Refusal::BadBody)?;
        long_text(&self.reason)
    }

    fn right(&self, _: &Act, rights: &Rights) -> Result<(), Refusal> {
        if self.as_leader { rights.leads() } else { rights.staff() }
    }

    fn touches(&self, _: &Act) -> Vec<RowKey> {
        vec![RowKey::of::<Fault>(Audience::Roll, fault_key(self.check, self.item))]
    }

    fn apply(&self, act: &Act, desk: &mut Desk<'_>) {
        let Some(mut shelf) = desk.shelf(Audience::Roll) else { return };
        shelf.edit(fault_key(self.check, self.item), |fault: &mut Fault| {
            for photos in [&mut fault.photos, &mut fault.proofs] {
                photo::strike(photos, self.original, self.as_leader, act, &self.reason);
            }
        });
    }
}
