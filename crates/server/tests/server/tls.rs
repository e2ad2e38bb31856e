//! TLS with the school's own certificate.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tempfile::TempDir;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use yuanliu_server::settings::TlsFiles;
use yuanliu_server::tls;

struct Certificate {
    folder: TempDir,
    files: TlsFiles,
    roots: RootCertStore,
}

fn certificate() -> Certificate {
    let folder = tempfile::tempdir().unwrap();
    let made: CertifiedKey<_> = generate_simple_self_signed(["wantuo.example".to_owned()]).unwrap();
    let put = |name: &str, text: String| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let files = TlsFiles {
        cert: put("cert.pem", made.cert.pem()),
        key: put("key.pem", made.signing_key.serialize_pem()),
    };
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    Certificate { folder, files, roots }
}

#[test]
fn every_wrong_file_is_named_with_what_is_wrong() {
    let (one, other) = (certificate(), certificate());
    assert!(tls::config(&one.files).is_ok());
    let said = |cert: &Path, key: &Path| {
        tls::config(&TlsFiles { cert: cert.into(), key: key.into() }).unwrap_err().to_string()
    };
    let (cert, key) = (&one.files.cert, &one.files.key);
    let missing = one.folder.path().join("missing.pem");
    let empty = one.folder.path().join("empty.pem");
    std::fs::write(&empty, "").unwrap();
    for (text, parts) in [
        (said(&missing, key), ["YUANLIU_TLS_CERT", "missing.pem", "cannot be read"]),
        (said(cert, &missing), ["YUANLIU_TLS_KEY", "missing.pem", "cannot be read"]),
        (said(&empty, key), ["YUANLIU_TLS_CERT", "empty.pem", "BEGIN CERTIFICATE"]),
        (said(key, cert), ["YUANLIU_TLS_CERT", "key.pem", "BEGIN CERTIFICATE"]),
        (said(cert, cert), ["YUANLIU_TLS_KEY", "cert.pem", "BEGIN PRIVATE KEY"]),
        (said(cert, &other.files.key), ["key.pem", "不是一对", "do not belong together"]),
    ] {
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
    }
}

/// A demo behind its own certificate; killed at the end.
struct Running(Child, String);

impl Running {
    fn starts(data: &Path, files: &TlsFiles) -> Running {
        let mut child = Command::new(env!("CARGO_BIN_EXE_yuanliu-server"))
            .args(["init", "--school", "望澜路小学", "--office", "陆丽华"])
            .env("YUANLIU_DATA", data)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        assert!(child.wait().unwrap().success());
        let mut child = Command::new(env!("CARGO_BIN_EXE_yuanliu-server"))
            .args(["serve", "--addr", "127.0.0.1:0"])
            .env("YUANLIU_DATA", data)
            .env("YUANLIU_TLS_CERT", &files.cert)
            .env("YUANLIU_TLS_KEY", &files.key)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("https://").expect(&line).to_owned();
        Running(child, address)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn with_a_certificate_it_speaks_tls_and_nothing_else() {
    let certificate = certificate();
    let server = Running::starts(certificate.folder.path(), &certificate.files);
    // Somebody who connects and says nothing holds up nobody.
    let _silent = TcpStream::connect(&server.1).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(certificate.roots)
        .with_no_client_auth();
    let name = ServerName::try_from("wantuo.example").unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(client, TcpStream::connect(&server.1).unwrap());
    let asked = "GET /api/v1/health HTTP/1.1\r\nhost: wantuo.example\r\nconnection: close\r\n\r\n";
    stream.write_all(asked.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");

    let mut plain = TcpStream::connect(&server.1).unwrap();
    plain.write_all(asked.as_bytes()).unwrap();
    let mut answer = vec![];
    let _ = plain.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/"), "plain HTTP gets no page");
}
