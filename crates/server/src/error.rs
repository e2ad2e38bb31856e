//! What the API answers instead of what was asked: a problem document
//! (RFC 9457) with a stable code, for which screens have their own words.
//!
//! Which error where: an act that is turned away is no error but a verdict
//! (`Refusal`, in the answer to a sync); a store says `StoreError`; a request
//! that cannot be answered at all is an [`ApiError`]. This is the one place
//! that turns any of them into HTTP, and the one log line. No name, text or
//! token is ever in an answer or in the log.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use yuanliu_sync::wire::Problem;

use crate::store::StoreError;

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident = $status:literal $code:literal $zh:literal $en:literal),* $(,)?) => {
        /// A request that is not answered as it was meant.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ApiError {
            $($(#[$doc])* $name,)*
        }

        impl ApiError {
            /// Every problem there is.
            pub const ALL: &'static [ApiError] = &[$(ApiError::$name,)*];

            /// Its stable code.
            pub fn code(self) -> &'static str {
                match self { $(ApiError::$name => $code,)* }
            }

            /// The document that says it.
            pub fn problem(self) -> Problem {
                let (status, title) = match self {
                    $(ApiError::$name => ($status, concat!($zh, " / ", $en)),)*
                };
                Problem { status, code: self.code().to_owned(), title: title.to_owned() }
            }
        }
    };
}

problems! {
    /// The body is no JSON of the form asked for.
    BadJson = 400 "bad_json" "请求内容无法读取" "The request cannot be read",
    /// What stands behind the `?` of the address has another form.
    BadQuery = 400 "bad_query" "网址参数无法读取" "The query of the address cannot be read",
    /// The body is larger than 4 MB.
    TooLarge = 413 "too_large" "请求内容过大" "The request is too large",
    /// Another protocol than this server speaks.
    BadProtocol = 400 "protocol_not_supported" "应用版本与学校服务器不符，请更新" "This version of the app and the school's server do not match: update",
    /// More acts than one request may carry.
    TooManyActs = 400 "too_many_acts" "一次发送的记录过多" "Too many records in one request",
    /// No session, or it has ended.
    SignedOut = 401 "signed_out" "请重新登录" "Sign in again",
    /// The passphrase is right; the account asks for a second factor as well.
    SecondFactor = 401 "second_factor" "请输入验证器上的六位数字" "Enter the six digits of the authenticator",
    /// The second factor is wrong, or was used.
    BadSecondFactor = 401 "bad_second_factor" "验证码不正确或已用过" "The code is wrong or was used",
    /// The office signs in with a second factor and has none yet.
    SecondFactorDue = 401 "second_factor_due" "学校工作小组须先设置第二重验证" "The school office first sets up a second factor",
    /// It is the last second factor of somebody of the office.
    LastFactor = 409 "last_factor" "学校工作小组须保留一种第二重验证：请先添加另一种，再移除这一种" "The school office keeps one second factor: add another one first, then remove this one",
    /// No authenticator was offered.
    NoAuthenticator = 409 "no_authenticator" "请先重新取得验证器的密钥" "Ask for an authenticator first",
    /// The passphrase is right; the account asks for its passkey as well.
    PasskeyDue = 401 "passkey_due" "请用指纹或面容确认，或输入一个恢复码" "Confirm with your passkey, or enter a recovery code",
    /// A passkey's answer does not fit; whether it is unknown, late or forged is not said.
    BadPasskey = 401 "bad_passkey" "通行密钥没有通过验证" "The passkey was not accepted",
    /// This server has no address at which browsers know passkeys.
    NoPasskeys = 409 "no_passkeys" "这个网址不能使用通行密钥" "Passkeys do not work at this address",
    /// As many passkeys as one account may have.
    TooManyPasskeys = 409 "too_many_passkeys" "通行密钥已满，请先移除不用的" "No more passkeys fit: remove one first",
    /// More people than fit on one sheet.
    TooManyPeople = 400 "too_many_people" "一次最多为200人生成邀请码" "At most 200 people at a time",
    /// Name or passphrase is wrong; which of them is not said.
    BadSignIn = 401 "bad_sign_in" "登录名或口令不正确" "Name or passphrase is wrong",
    /// Too many attempts.
    SlowDown = 429 "slow_down" "尝试次数过多，请稍后再试" "Too many attempts: wait a little",
    /// No such invitation, or used, or over; which of them is not said.
    BadCode = 404 "bad_code" "邀请码无效或已过期" "The code is not valid or has expired",
    /// Somebody signs in with this name.
    LoginTaken = 409 "login_taken" "这个登录名已被使用" "This name is taken",
    /// The name to sign in with is too short, too long, or has other characters.
    BadLogin = 400 "bad_login" "登录名须为3至40个字，不含空格" "A name has 3 to 40 characters and no spaces",
    /// The passphrase is too easy: well formed, and still not taken.
    WeakPassphrase = 422 "weak_passphrase" "口令至少8个字，且不能与登录名相同" "A passphrase has at least 8 characters and differs from the name",
    /// Not, and never was, of this school; or there is no such school.
    NotAMember = 403 "not_a_member" "你不属于这所学校" "You do not belong to this school",
    /// Only the school office may do this.
    NotOffice = 403 "not_office" "只有学校工作小组可以这样做" "Only the school office can do this",
    /// Only staff of the school may ask this.
    NotStaff = 403 "not_staff" "只有学校老师可以查看" "Only staff of the school can see this",
    /// A choice that is well formed, and means nothing.
    BadChoice = 422 "bad_choice" "免打扰的起止时间不能相同" "Quiet hours begin and end at different times",
    /// This device is not enrolled for the person who is signed in.
    UnknownDevice = 409 "unknown_device" "学校还不认识这台设备" "The school does not know this device yet",
    /// Another key is enrolled under this device's id.
    DeviceTaken = 409 "device_taken" "这个设备编号已被使用" "This device's id is taken",
    /// The key is no point of P-256.
    BadKey = 400 "bad_key" "设备密钥无法读取" "The device's key cannot be read",
    /// Too many acts of this device were turned away: these stay with it.
    OverQuota = 429 "over_quota" "这台设备被退回的记录过多" "Too many records of this device were turned away",
    /// No photo that is taken here, or not the one that the record names.
    BadPhoto = 422 "bad_photo" "这不是可以使用的照片" "This is not a photo that can be used",
    /// No key of the school opens it: it stays on the device.
    CannotOpen = 409 "cannot_open" "学校暂时打不开，照片仍在本机" "The school cannot open it yet; the photo is still on this device",
    /// Too many photos from this device within a short time: these stay with it.
    TooManyPhotos = 429 "too_many_photos" "照片发送过于频繁，稍后会自动再送" "Too many photos at once: they are sent again later",
    /// The school has as many photos as it may have.
    PhotosFull = 507 "photos_full" "学校的照片空间已满，请告诉学校办公室；照片仍在本机" "The school has no room for photos: please tell the office; the photo is still on this device",
    /// The request did not come from the app's own page.
    CrossSite = 403 "cross_site" "请求不是由本应用发出" "The request did not come from this app",
    /// No such address, or an id in it has the wrong form.
    NotFound = 404 "not_found" "没有这个地址" "There is no such address",
    /// The address exists, the method does not.
    BadMethod = 405 "method_not_allowed" "这个地址不支持此方法" "This address does not do that",
    /// The disk is full: nothing was kept.
    StorageFull = 507 "storage_full" "学校服务器存储已满，记录仍在本机" "The school's server is full; the records are still on this device",
    /// The server is stopping.
    Stopping = 503 "stopping" "学校服务器正在重启" "The school's server is restarting",
    /// A fault of the server.
    Fault = 500 "fault" "学校服务器出错，记录仍在本机" "The school's server has a fault; the records are still on this device",
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> ApiError {
        match error {
            StoreError::NotAMember => ApiError::NotAMember,
            StoreError::OverQuota => ApiError::OverQuota,
            StoreError::DeviceTaken => ApiError::DeviceTaken,
            StoreError::LoginTaken => ApiError::LoginTaken,
            StoreError::NoInvitation => ApiError::BadCode,
            StoreError::NoSuchChild | StoreError::NoSuchPhoto => ApiError::NotFound,
            StoreError::BadPhoto => ApiError::BadPhoto,
            StoreError::CannotOpen => ApiError::CannotOpen,
            StoreError::PhotosFull => ApiError::PhotosFull,
            StoreError::PasskeyTaken => ApiError::BadPasskey,
            StoreError::Full => ApiError::StorageFull,
            StoreError::Stopped => ApiError::Stopping,
            StoreError::Engine(_) => {
                tracing::error!(%error, "store");
                ApiError::Fault
            }
        }
    }
}

/// The code of the problem that an answer carries, for the log line.
#[derive(Clone, Debug)]
pub struct Code(pub String);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = self.problem();
        let status = StatusCode::from_u16(problem.status).expect("a status of the list");
        let code = Code(problem.code.clone());
        let mut response = (status, Json(problem)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        }
        response.extensions_mut().insert(code);
        response
    }
}
