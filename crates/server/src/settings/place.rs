//! X7, the rules of the place: numbers and names that the operator fills in once they
//! are there. None of them changes what the server does.

use serde::{Deserialize, Deserializer};
use yuanliu_domain::time::Day;
use yuanliu_sync::wire::Place;

use super::BadSetting;

/// Longest number or name: it stands on one line of a telephone or two.
const LONGEST: usize = 80;

/// The table `[place]` of the file, or the environment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenPlace {
    /// `YUANLIU_EDU_APP_FILING`
    pub edu_app_filing: Option<String>,
    /// `YUANLIU_ICP_FILING`
    pub icp_filing: Option<String>,
    /// `YUANLIU_PROTECTION_LEVEL`
    #[serde(default, deserialize_with = "word")]
    pub protection_level: Option<String>,
    /// `YUANLIU_DATA_OFFICER`
    pub data_officer: Option<String>,
    /// `YUANLIU_IMPACT_ASSESSMENT`
    #[serde(default, deserialize_with = "word")]
    pub impact_assessment: Option<String>,
    /// `YUANLIU_WEB_PUSH`
    #[serde(default, deserialize_with = "word")]
    pub web_push: Option<String>,
}

/// In a file a number, a date or `false` may stand without quotes.
fn word<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Some(match toml::Value::deserialize(from)? {
        toml::Value::String(text) => text,
        other => other.to_string(),
    }))
}

impl GivenPlace {
    /// As the environment says it.
    pub fn of(env: &dyn Fn(&str) -> Option<String>) -> GivenPlace {
        GivenPlace {
            edu_app_filing: env("YUANLIU_EDU_APP_FILING"),
            icp_filing: env("YUANLIU_ICP_FILING"),
            protection_level: env("YUANLIU_PROTECTION_LEVEL"),
            data_officer: env("YUANLIU_DATA_OFFICER"),
            impact_assessment: env("YUANLIU_IMPACT_ASSESSMENT"),
            web_push: env("YUANLIU_WEB_PUSH"),
        }
    }

    /// What is missing here comes from there.
    pub fn or(self, there: GivenPlace) -> GivenPlace {
        GivenPlace {
            edu_app_filing: self.edu_app_filing.or(there.edu_app_filing),
            icp_filing: self.icp_filing.or(there.icp_filing),
            protection_level: self.protection_level.or(there.protection_level),
            data_officer: self.data_officer.or(there.data_officer),
            impact_assessment: self.impact_assessment.or(there.impact_assessment),
            web_push: self.web_push.or(there.web_push),
        }
    }

    /// Read, each with its own words for what is wrong.
    pub fn read(self) -> Result<Place, BadSetting> {
        if let Some(push) = line("YUANLIU_WEB_PUSH", self.web_push)?
            && !["off", "false"].contains(&push.as_str())
        {
            return Err(BadSetting(format!(
                "YUANLIU_WEB_PUSH：“{push}”不能用。推送要经过境外服务，此版本没有这项功能，只能是 off\n\
                 YUANLIU_WEB_PUSH: '{push}' cannot be had: push goes through services abroad, and \
                 this version has none; write off"
            )));
        }
        Ok(Place {
            edu_app_filing: line("YUANLIU_EDU_APP_FILING", self.edu_app_filing)?,
            icp_filing: line("YUANLIU_ICP_FILING", self.icp_filing)?,
            protection_level: self
                .protection_level
                .filter(|l| !l.trim().is_empty())
                .map(level)
                .transpose()?,
            data_officer: line("YUANLIU_DATA_OFFICER", self.data_officer)?,
            impact_assessment: self
                .impact_assessment
                .filter(|d| !d.trim().is_empty())
                .map(day)
                .transpose()?,
            web_push: false,
            gateway: false,
        })
    }
}

/// One line of text; an empty one is none.
fn line(name: &str, text: Option<String>) -> Result<Option<String>, BadSetting> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let good =
        |text: &String| text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
    match text {
        Some(text) if !good(&text) => Err(BadSetting(format!(
            "{name}：应为一行文字，最多 {LONGEST} 个字\n{name}: one line of at most {LONGEST} characters"
        ))),
        text => Ok(text),
    }
}

fn level(text: String) -> Result<u8, BadSetting> {
    text.trim().parse().ok().filter(|level| (1..=5).contains(level)).ok_or_else(|| {
        BadSetting(format!(
            "YUANLIU_PROTECTION_LEVEL：“{text}”不是等级，应为 1 至 5 的数字\n\
             YUANLIU_PROTECTION_LEVEL: '{text}' is no level; write a number from 1 to 5"
        ))
    })
}

fn day(text: String) -> Result<Day, BadSetting> {
    text.trim().parse().map_err(|_| {
        BadSetting(format!(
            "YUANLIU_IMPACT_ASSESSMENT：“{text}”不是日期，应如 2026-08-20\n\
             YUANLIU_IMPACT_ASSESSMENT: '{text}' is no date; write one like 2026-08-20"
        ))
    })
}
