//! Faces of the demo: drawn, and of nobody. A person's id decides how they look, so
//! that the same people look alike on every machine.

use image::{Rgb, RgbImage};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use yuanliu_demo::district::{Relation, Sex};

use crate::photo;

/// Pixels of a side: enough for a drawing.
const SIDE: u32 = 240;
/// In this grade families have begun to add photos: 张一鸣's is one of them.
const GRADE: u8 = 3;
/// There one collector in so many has a photo, and one child in so many.
const COLLECTORS: u8 = 5;
const CHILDREN: u8 = 12;

const GROUNDS: [[u8; 3]; 6] = [
    [220, 235, 228],
    [251, 232, 201],
    [227, 232, 245],
    [246, 225, 218],
    [228, 236, 210],
    [236, 227, 240],
];
const CLOTHES: [[u8; 3]; 6] =
    [[36, 80, 107], [122, 72, 0], [61, 77, 133], [20, 90, 73], [140, 60, 70], [90, 84, 100]];
const SKINS: [[u8; 3]; 3] = [[246, 214, 186], [236, 199, 168], [250, 222, 198]];

/// How somebody looks.
struct Look {
    ground: [u8; 3],
    clothes: [u8; 3],
    skin: [u8; 3],
    hair: [u8; 3],
    /// Down to the shoulders.
    long: bool,
    glasses: bool,
}

/// Whether the family added a photo of this collector.
pub fn shows_collector(id: Uuid, grade: u8) -> bool {
    grade == GRADE && dice(id)[0].is_multiple_of(COLLECTORS)
}

/// Whether the family added a photo of this child.
pub fn shows_child(id: Uuid, grade: u8) -> bool {
    grade == GRADE && dice(id)[0].is_multiple_of(CHILDREN)
}

/// A collector's photo.
pub fn of_collector(id: Uuid, relation: Relation) -> Vec<u8> {
    use Relation::*;
    let dice = dice(id);
    let old = matches!(relation, MothersMother | MothersFather | FathersMother | FathersFather);
    let woman =
        matches!(relation, Mother | MothersMother | FathersMother | MothersSister | FathersSister)
            || relation == Escort && dice[6].is_multiple_of(2);
    let hair = if old { [176, 176, 172] } else { [44, 36, 32] };
    drawn(&look(dice, hair, woman))
}

/// A child's photo.
pub fn of_child(id: Uuid, sex: Sex) -> Vec<u8> {
    let dice = dice(id);
    drawn(&Look { glasses: false, ..look(dice, [36, 30, 28], sex == Sex::Girl) })
}

fn look(dice: [u8; 32], hair: [u8; 3], long: bool) -> Look {
    let pick = |n: usize, of: usize| usize::from(dice[n]) % of;
    Look {
        ground: GROUNDS[pick(1, GROUNDS.len())],
        clothes: CLOTHES[pick(2, CLOTHES.len())],
        skin: SKINS[pick(3, SKINS.len())],
        hair,
        long,
        glasses: dice[4].is_multiple_of(3),
    }
}

fn dice(id: Uuid) -> [u8; 32] {
    Sha256::digest([b"face".as_slice(), id.as_bytes()].concat()).into()
}

/// Head and shoulders, in soft plain shapes on a square from -1 to 1.
fn drawn(look: &Look) -> Vec<u8> {
    let half = f64::from(SIDE) / 2.0;
    let face = RgbImage::from_fn(SIDE, SIDE, |x, y| {
        let (x, y) = (f64::from(x) / half - 1.0, f64::from(y) / half - 1.0);
        let mut colour = look.ground.map(f64::from);
        let mut lay = |over: [u8; 3], cover: f64| {
            for (under, over) in colour.iter_mut().zip(over) {
                *under += (f64::from(over) - *under) * cover;
            }
        };
        if look.long {
            lay(look.hair, ellipse(x, y, (0.0, 0.02), (0.56, 0.72)));
        }
        lay(look.clothes, ellipse(x, y, (0.0, 1.12), (0.82, 0.62)));
        lay(look.skin, ellipse(x, y, (0.0, 0.42), (0.17, 0.3)));
        lay(look.hair, ellipse(x, y, (0.0, -0.24), (0.5, 0.54)));
        lay(look.skin, ellipse(x, y, (0.0, -0.08), (0.42, 0.54)));
        lay(look.hair, ellipse(x, y, (0.12, -0.56), (0.44, 0.22)));
        for side in [-1.0, 1.0] {
            if look.glasses {
                let ring = ellipse(x, y, (side * 0.17, -0.1), (0.14, 0.13))
                    - ellipse(x, y, (side * 0.17, -0.1), (0.11, 0.1));
                lay([60, 60, 66], ring.max(0.0));
            }
            lay([40, 34, 32], ellipse(x, y, (side * 0.17, -0.1), (0.04, 0.05)));
        }
        let smile =
            ellipse(x, y, (0.0, 0.12), (0.16, 0.13)) - ellipse(x, y, (0.0, 0.08), (0.19, 0.13));
        lay([176, 84, 76], smile.max(0.0));
        Rgb(colour.map(|shade| shade.round().clamp(0.0, 255.0) as u8))
    });
    photo::written(&face).expect("a small drawing")
}

/// How much of a point an ellipse covers, with a soft edge.
fn ellipse(x: f64, y: f64, middle: (f64, f64), radius: (f64, f64)) -> f64 {
    let (dx, dy) = ((x - middle.0) / radius.0, (y - middle.1) / radius.1);
    let from_edge = (1.0 - (dx * dx + dy * dy).sqrt()) * radius.0.min(radius.1);
    (from_edge * f64::from(SIDE) / 2.0 + 0.5).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_person_always_looks_the_same_and_another_does_not() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let face = of_collector(one, Relation::MothersMother);
        assert_eq!(face, of_collector(one, Relation::MothersMother));
        assert_ne!(face, of_collector(other, Relation::MothersMother));
        assert!(face.len() < 20_000, "{} bytes", face.len());
    }
}
