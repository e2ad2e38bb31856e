//! How ids, times and audiences look in the server's OpenAPI document: they travel
//! as text or numbers, which their Rust types do not show.

use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::audience::Audience;
use crate::id::{ActId, ChildId, ClassId, CollectorId, DeviceId, GroupId, PersonId, SpaceId};
use crate::time::{Day, Minute, Stamp};

const UUID: &str = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/// Dates that there are, leap years included.
const DAY: &str = "[0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])\
    |[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)\
    |[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])\
    |([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29";

macro_rules! described {
    ($($type:ty = $name:literal, $schema:expr;)*) => {$(
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                Schema::from($schema.build()).into()
            }
        }

        impl ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    )*};
}

described! {
    SpaceId = "SpaceId", id("A school, or the district.");
    PersonId = "PersonId", id("Anyone who signs in or is named as staff or guardian.");
    DeviceId = "DeviceId", id("A browser profile with a signing key of its own.");
    ActId = "ActId", id("An act; made on the device, UUIDv7.");
    ChildId = "ChildId", id("A pupil.");
    ClassId = "ClassId", id("A class.");
    GroupId = "GroupId", id("A group of the afternoon.");
    CollectorId = "CollectorId", id("Someone who may collect a child.");
    Day = "Day", text("A date in Asia/Shanghai.").pattern(Some(format!("^({DAY})$")));
    Audience = "Audience", text("Who sees a row.").pattern(Some(format!(
        "^(holds|public|roll|care|tablets|leader|office|safeguarding\
         |(device|person|family|homeroom):{UUID}|(day|codes|incidents):({DAY}))$"
    )));
    Minute = "Minute", ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(0))
        .maximum(Some(1439))
        .description(Some("Minutes since midnight in Asia/Shanghai."));
    Stamp = "Stamp", ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .description(Some("An instant: milliseconds since 1970 in UTC."));
}

fn text(what: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(what))
}

fn id(what: &str) -> ObjectBuilder {
    text(what).format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each audience once, in a chain that does not compile when one is missing.
    fn after(audience: &Audience) -> Option<Audience> {
        let (day, id) = (Day::ymd(2026, 2, 28).unwrap(), uuid::Uuid::from_u128(7));
        Some(match audience {
            Audience::Holds => Audience::Device(DeviceId(id)),
            Audience::Device(_) => Audience::Public,
            Audience::Public => Audience::Person(PersonId(id)),
            Audience::Person(_) => Audience::Family(ChildId(id)),
            Audience::Family(_) => Audience::Day(day),
            Audience::Day(_) => Audience::Codes(day),
            Audience::Codes(_) => Audience::Roll,
            Audience::Roll => Audience::Care,
            Audience::Care => Audience::Incidents(day),
            Audience::Incidents(_) => Audience::Homeroom(ChildId(id)),
            Audience::Homeroom(_) => Audience::Tablets,
            Audience::Tablets => Audience::Leader,
            Audience::Leader => Audience::Office,
            Audience::Office => Audience::Safeguarding,
            Audience::Safeguarding => return None,
        })
    }

    #[test]
    fn every_audience_is_as_the_document_says() {
        let schema = serde_json::to_value(Audience::schema()).unwrap();
        let pattern = regex::Regex::new(schema["pattern"].as_str().unwrap()).unwrap();
        for audience in std::iter::successors(Some(Audience::Holds), after) {
            let text = audience.to_string();
            assert!(pattern.is_match(&text), "{text}");
            assert_eq!(text.parse(), Ok(audience));
        }
        assert!(!pattern.is_match("incidents:2026-02-29"));
    }
}
