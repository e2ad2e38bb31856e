//! The program as it is installed: settings, first start, stop, and a kill.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use uuid::Uuid;
use yuanliu_domain::act::{Subject, to_base64};
use yuanliu_domain::id::ClassId;
use yuanliu_domain::people::Class;

use crate::world::Device;

fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yuanliu-server"));
    for name in [
        "YUANLIU_ADDR",
        "YUANLIU_PUBLIC_URL",
        "YUANLIU_TLS_CERT",
        "YUANLIU_TLS_KEY",
        "YUANLIU_PROXIES",
        "YUANLIU_CONFIG",
        "DATABASE_URL",
    ] {
        command.env_remove(name);
    }
    command.env("YUANLIU_DATA", data).current_dir(data).stderr(Stdio::null());
    command
}

/// A running server; killed if a test ends without stopping it.
struct Running {
    child: Child,
    address: String,
    cookie: String,
}

impl Running {
    fn serves(data: &Path) -> Running {
        let mut command = program(data);
        command.args(["serve", "--addr", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").expect("an address").to_owned();
        Running { child, address, cookie: String::new() }
    }

    /// One request on a connection of its own.
    fn asks(&mut self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nx-yuanliu: 1\r\ncookie: {}\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len(),
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        if let Some((_, rest)) = head.split_once("set-cookie: ") {
            self.cookie = rest.split(';').next().unwrap().to_owned();
        }
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    fn stops(mut self) {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(self.child.wait().unwrap().success(), "it ends by itself, and well");
    }

    fn dies(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn init(data: &Path) -> String {
    let mut command = program(data);
    let output =
        command.args(["init", "--school", "望澜路小学", "--office", "陆丽华"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let code = text.lines().map(str::trim).find(|line| line.len() == 14 && line.contains('-'));
    code.unwrap_or_else(|| panic!("{text}")).to_owned()
}

#[test]
fn what_the_server_answered_is_there_after_a_kill_and_after_a_stop() {
    let folder = tempfile::tempdir().unwrap();
    let code = init(folder.path());
    let mut server = Running::serves(folder.path());
    let join = json!({ "code": code, "login": "lulihua", "passphrase": "绿色的伞和三只猫" });
    let (status, who) = server.asks("POST", "/api/v1/join", &join);
    assert_eq!(status, 200, "{who}");

    // The office works with two factors.
    assert_eq!(who["second_factor_due"], true);
    let again = json!({ "passphrase": "绿色的伞和三只猫" });
    let (_, offered) = server.asks("POST", "/api/v1/account/authenticator", &again);
    let secret = totp_rs::Secret::try_from_base32(offered["secret"].as_str().unwrap()).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
    let first = json!({ "code": totp.generate_current().to_string() });
    assert_eq!(server.asks("PUT", "/api/v1/account/authenticator", &first).0, 200);

    let mut device = Device::new();
    let key = json!({ "public_key": to_base64(&device.public_key()) });
    let path = format!("/api/v1/devices/{}", device.id);
    assert_eq!(server.asks("PUT", &path, &key).0, 204);
    let space = who["spaces"][0]["space"].as_str().unwrap().to_owned();
    let person = serde_json::from_value(who["person"].clone()).unwrap();
    let body = Class { grade: 3, name: "三年级2班".into() };
    let subject = Subject::Class(ClassId(Uuid::now_v7()));
    let act = device.act(space.parse().unwrap(), (person, "陆丽华"), subject, &body, |_| ());
    let path = format!("/api/v1/spaces/{space}/sync");
    let request = json!({ "protocol": 1, "device": device.id, "acts": [act] });
    let first = server.asks("POST", &path, &request).1;
    assert_eq!(first["verdicts"][0]["verdict"], "applied", "{first}");

    let cookie = server.cookie.clone();
    server.dies();
    let mut server = Running::serves(folder.path());
    server.cookie = cookie.clone();
    let again = server.asks("POST", &path, &request).1;
    assert_eq!(again["verdicts"], first["verdicts"]);
    assert_eq!(again["checksums"], first["checksums"]);

    server.stops();
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(left, ["yuanliu.db"], "a stop leaves one file");
    let mut server = Running::serves(folder.path());
    server.cookie = cookie;
    assert_eq!(server.asks("POST", &path, &request).1["verdicts"], first["verdicts"]);
    server.stops();
}

#[test]
fn a_wrong_setting_ends_the_start_with_a_clear_word() {
    let folder = tempfile::tempdir().unwrap();
    let says = |name: &str, value: &str| {
        let output = program(folder.path())
            .env(name, value)
            .arg("serve")
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(says("YUANLIU_ADDR", "localhost").contains("YUANLIU_ADDR"));
    assert!(says("DATABASE_URL", "mysql://db/yuanliu").contains("postgres://"));
    assert!(says("DATABASE_URL", "postgres://db/yuanliu").contains("YUANLIU_DATABASE_CA"));
    assert!(says("YUANLIU_PUBLIC_URL", "school").contains("https://"));
    assert!(says("YUANLIU_DATA", "/dev/null/x").contains("/dev/null/x"));
    assert!(says("YUANLIU_ADDR", "127.0.0.1:0").contains("yuanliu-server init"), "no school yet");
}

#[test]
fn a_backup_is_made_beside_a_running_server_and_brought_back_elsewhere() {
    let (data, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let runs = |data: &Path, words: &[&str]| {
        let output = program(data).args(words).stderr(Stdio::piped()).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    };
    let (done, said) = runs(data.path(), &["backup"]);
    assert!(!done && said.contains("there is no database"), "{said}");
    init(data.path());
    let server = Running::serves(data.path());
    let (done, said) = runs(data.path(), &["backup"]);
    assert!(done, "{said}");
    let folder = data.path().join("backups");
    let made: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).collect();
    let [backup] = &made[..] else { panic!("{made:?}") };
    let from = ["restore", "--from", backup.to_str().unwrap()];
    let (done, said) = runs(data.path(), &from);
    assert!(!done && said.contains("移到别处") && said.contains("yuanliu.db"), "{said}");
    server.stops();
    let (done, said) = runs(elsewhere.path(), &["restore", "--from", "nowhere.db"]);
    assert!(!done && said.contains("there is no such file"), "{said}");
    let (done, said) = runs(elsewhere.path(), &from);
    assert!(done && said.contains("已恢复到"), "{said}");
    let (done, said) = runs(elsewhere.path(), &["check", "--rules"]);
    assert!(done, "{said}");
    let mut server = Running::serves(elsewhere.path());
    assert_eq!(server.asks("GET", "/api/v1/health", &json!({})).0, 200);
    server.stops();
}

/// The groups of a printed key.
fn printed(sheet: &str) -> String {
    let groups = |line: &&str| line.trim().split(' ').filter(|group| group.len() == 4).count() == 7;
    sheet.lines().filter(groups).map(str::trim).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sealing_key_is_printed_changed_and_typed_in_again() {
    let data = tempfile::tempdir().unwrap();
    let seal_key = |what: &str, typed: &str| {
        let mut command = program(data.path());
        command.args(["seal-key", what]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    };
    let (done, _, said) = seal_key("escrow", "");
    assert!(!done && said.contains("there is no database"), "{said}");
    let init = program(data.path())
        .args(["init", "--school", "望澜路小学", "--office", "陆丽华"])
        .output();
    assert!(init.unwrap().status.success());

    let (_, first, _) = seal_key("escrow", "");
    assert!(first.contains("望澜路小学"), "{first}");
    let key = printed(&first);
    assert_eq!(key.split_whitespace().count(), 14, "{first}");
    assert!(seal_key("rotate", "").0);
    let (_, second, _) = seal_key("escrow", "");
    assert_eq!(printed(&second).split_whitespace().count(), 28, "both generations");
    assert!(printed(&second).ends_with(&key), "the present one first");

    let (done, said, _) = seal_key("restore", &format!("{}\n\n", key.to_lowercase()));
    assert!(done && said.contains("was here already"), "{said}");
    let wrong =
        format!("{}\n\n", key.replacen(&key[..1], if &key[..1] == "7" { "8" } else { "7" }, 1));
    let (done, _, said) = seal_key("restore", &wrong);
    assert!(!done && said.contains("compare group by group"), "{said}");
}
