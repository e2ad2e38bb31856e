//! What the place asks of a service like this one (X7).

use serde::{Deserialize, Serialize};
use yuanliu_domain::time::Day;

/// `GET /api/v1/place`: as the operator set it, for anyone to read. What was not given
/// is absent: nothing is claimed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// 教育移动互联网应用备案号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edu_app_filing: Option<String>,
    /// ICP 备案号, which a site shows at its foot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icp_filing: Option<String>,
    /// 网络安全等级保护: the level for which it is on file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protection_level: Option<u8>,
    /// 个人信息保护负责人: who answers for data, and how to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_officer: Option<String>,
    /// The day of the last 个人信息保护影响评估 (PIPL 55, 56).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact_assessment: Option<Day>,
    /// Whether reminders go through the browsers' push services, which are abroad
    /// (PIPL 40). This version has no such thing.
    pub web_push: bool,
    /// Whether messages go out through the school's own gateway.
    #[serde(default)]
    pub gateway: bool,
}
