use super::*;

fn load(pairs: &'static [(&'static str, &'static str)]) -> Result<Settings, BadSetting> {
    let env = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
    Settings::load(Given::default(), None, &env)
}

#[test]
fn without_settings_it_listens_to_this_machine_alone() {
    let settings = load(&[]).unwrap();
    assert_eq!(settings.addr.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.public_url, None);
}

#[test]
fn backups_lie_with_the_data_unless_another_folder_is_named_or_none() {
    let is = |pairs| load(pairs).unwrap().backups;
    assert_eq!(is(&[("YUANLIU_DATA", "/srv/a")]), Some("/srv/a/backups".into()));
    assert_eq!(is(&[("YUANLIU_BACKUPS", "/mnt/b")]), Some("/mnt/b".into()));
    assert_eq!(is(&[("YUANLIU_BACKUPS", "off")]), None);
}

#[test]
fn checkpoints_are_kept_where_a_file_is_named_and_nowhere_else() {
    let is = |pairs| load(pairs).unwrap().checkpoints;
    assert_eq!(is(&[]), None);
    assert_eq!(is(&[("YUANLIU_CHECKPOINTS", "")]), None);
    assert_eq!(is(&[("YUANLIU_CHECKPOINTS", "/mnt/d.txt")]), Some("/mnt/d.txt".into()));
}

#[test]
fn a_wrong_setting_is_named_with_its_value_and_the_repair() {
    let said = |pairs| load(pairs).unwrap_err().to_string();
    let address = said(&[("YUANLIU_ADDR", "8080")]);
    assert!(address.contains("YUANLIU_ADDR") && address.contains("'8080'"), "{address}");
    let url = said(&[("YUANLIU_PUBLIC_URL", "wantuo.example.cn")]);
    assert!(url.contains("YUANLIU_PUBLIC_URL") && url.contains("https://"), "{url}");
    for wrong in ["https://wantuo.example.cn/app", "https://u:p@wantuo.example.cn", "ftp://a.cn"] {
        let pairs: &'static _ = Box::leak(Box::new([("YUANLIU_PUBLIC_URL", wrong)]));
        assert!(said(pairs).contains(wrong), "{wrong}");
    }
    let database = said(&[("DATABASE_URL", "mysql://school:secret@db/yuanliu")]);
    assert!(database.contains("mysql") && !database.contains("secret"), "{database}");
    let file = said(&[("YUANLIU_CONFIG", "/nowhere/yuanliu.toml")]);
    assert!(file.contains("/nowhere/yuanliu.toml"), "{file}");
}

#[test]
fn the_public_address_is_kept_as_browsers_write_an_origin() {
    let is = |pairs| load(pairs).unwrap().public_url.unwrap();
    assert_eq!(
        is(&[("YUANLIU_PUBLIC_URL", " https://Wantuo.Example.CN:443/ ")]),
        "https://wantuo.example.cn"
    );
    assert_eq!(is(&[("YUANLIU_PUBLIC_URL", "https://晚托.cn:8443")]), "https://xn--xpu12g.cn:8443");
}

#[test]
fn a_file_is_read_and_the_environment_goes_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.toml");
    std::fs::write(&path, "addr = '127.0.0.1:1'\ndata = '/srv/yuanliu'\n").unwrap();
    let env = |name: &str| (name == "YUANLIU_ADDR").then(|| "127.0.0.1:2".to_owned());
    let settings = Settings::load(Given::default(), Some(&path), &env).unwrap();
    assert_eq!(settings.addr.port(), 2);
    assert_eq!(settings.data, PathBuf::from("/srv/yuanliu"));
    std::fs::write(&path, "adress = '127.0.0.1:1'\n").unwrap();
    let wrong = Settings::load(Given::default(), Some(&path), &env).unwrap_err().to_string();
    assert!(wrong.contains("adress"), "{wrong}");
}

#[test]
fn what_the_place_asks_for_is_read_and_nothing_is_claimed_that_was_not_given() {
    assert_eq!(load(&[]).unwrap().place, Place::default());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.toml");
    let file = "[place]\nicp_filing = '沪ICP备2026000001号-1'\nprotection_level = 2\nweb_push = false\nimpact_assessment = 2026-08-19\n";
    std::fs::write(&path, file).unwrap();
    let env = |name: &str| match name {
        "YUANLIU_PROTECTION_LEVEL" => Some("3".to_owned()),
        "YUANLIU_DATA_OFFICER" => Some(" 陆老师 021-0000 ".to_owned()),
        "YUANLIU_IMPACT_ASSESSMENT" => Some("2026-08-20".to_owned()),
        "YUANLIU_EDU_APP_FILING" => Some("  ".to_owned()),
        _ => None,
    };
    let place = Settings::load(Given::default(), Some(&path), &env).unwrap().place;
    assert_eq!(place.icp_filing.as_deref(), Some("沪ICP备2026000001号-1"));
    assert_eq!(place.protection_level, Some(3), "the environment goes before the file");
    assert_eq!(place.data_officer.as_deref(), Some("陆老师 021-0000"));
    assert_eq!(place.impact_assessment.unwrap().to_string(), "2026-08-20");
    assert_eq!((place.edu_app_filing, place.web_push), (None, false), "blank is not given");
}

#[test]
fn a_wrong_word_about_the_place_is_named() {
    let said = |pairs| load(pairs).unwrap_err().to_string();
    assert!(said(&[("YUANLIU_PROTECTION_LEVEL", "二级")]).contains("1 至 5"));
    assert!(said(&[("YUANLIU_PROTECTION_LEVEL", "6")]).contains("'6'"));
    assert!(said(&[("YUANLIU_IMPACT_ASSESSMENT", "2026-02-30")]).contains("'2026-02-30'"));
    assert!(said(&[("YUANLIU_ICP_FILING", "沪\n备")]).contains("YUANLIU_ICP_FILING"));
    assert!(said(&[("YUANLIU_WEB_PUSH", "on")]).contains("abroad"), "there is none to switch on");
}

#[test]
fn plain_http_does_not_leave_this_machine() {
    let said = |pairs| load(pairs).unwrap_err().to_string();
    let open = said(&[("YUANLIU_ADDR", "0.0.0.0:80")]);
    assert!(open.contains("YUANLIU_TLS_CERT") && open.contains("YUANLIU_PROXIES"), "{open}");
    let only_url = load(&[("YUANLIU_ADDR", "0.0.0.0:80"), ("YUANLIU_PUBLIC_URL", "https://a.cn")]);
    assert!(only_url.is_err(), "a web address alone is no TLS");
    let proxied = load(&[
        ("YUANLIU_ADDR", "0.0.0.0:80"),
        ("YUANLIU_PUBLIC_URL", "https://wantuo.example.cn"),
        ("YUANLIU_PROXIES", "10.1.0.5, 10.2.0.0/16"),
    ]);
    assert_eq!(proxied.unwrap().proxies.len(), 2);
    let own = load(&[
        ("YUANLIU_ADDR", "0.0.0.0:443"),
        ("YUANLIU_TLS_CERT", "/etc/cert.pem"),
        ("YUANLIU_TLS_KEY", "/etc/key.pem"),
    ]);
    assert!(own.unwrap().tls.is_some());
}

#[test]
fn half_a_certificate_or_a_proxy_in_the_clear_is_refused() {
    let said = |pairs| load(pairs).unwrap_err().to_string();
    assert!(said(&[("YUANLIU_TLS_CERT", "c.pem")]).contains("YUANLIU_TLS_KEY"));
    assert!(said(&[("YUANLIU_TLS_KEY", "k.pem")]).contains("YUANLIU_TLS_CERT"));
    assert!(said(&[("YUANLIU_PROXIES", "10.1.0.5")]).contains("https://"));
    assert!(said(&[("YUANLIU_PROXIES", "proxy.local")]).contains("'proxy.local'"));
    let mixed = said(&[
        ("YUANLIU_TLS_CERT", "c.pem"),
        ("YUANLIU_TLS_KEY", "k.pem"),
        ("YUANLIU_PUBLIC_URL", "http://wantuo.example.cn"),
    ]);
    assert!(mixed.contains("https://"), "{mixed}");
}

#[test]
fn behind_tls_on_this_machine_the_proxy_is_this_machine() {
    let settings = load(&[("YUANLIU_PUBLIC_URL", "https://wantuo.example.cn")]).unwrap();
    assert!(settings.proxies.iter().any(|net| net.to_string() == "127.0.0.1/32"));
    assert_eq!(load(&[]).unwrap().proxies, []);
}

#[test]
fn a_gateway_is_an_address_under_tls_and_a_secret_and_neither_is_repeated() {
    const SECRET: &str = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    const URL: (&str, &str) = ("YUANLIU_HOOK_URL", "https://wx.example.cn/families");
    let hook = load(&[URL, ("YUANLIU_HOOK_SECRET", SECRET)]).unwrap().hook.unwrap();
    assert!(!hook.phones && !format!("{hook:?}").contains("families"));
    let none = load(&[]).unwrap();
    assert!(none.hook.is_none() && !none.place.gateway);
    let said = |pairs| load(pairs).unwrap_err().to_string();
    assert!(said(&[URL]).contains("openssl rand"));
    let short = said(&[URL, ("YUANLIU_HOOK_SECRET", "whsec_c2VjcmV0")]);
    assert!(!short.contains("c2VjcmV0"), "{short}");
    let open = said(&[
        ("YUANLIU_HOOK_URL", "http://wx.example.cn/geheim"),
        ("YUANLIU_HOOK_SECRET", SECRET),
    ]);
    assert!(open.contains("https://") && !open.contains("geheim"), "{open}");
    let phones = said(&[URL, ("YUANLIU_HOOK_SECRET", SECRET), ("YUANLIU_HOOK_PHONES", "maybe")]);
    assert!(phones.contains("YUANLIU_HOOK_PHONES"), "{phones}");
}
