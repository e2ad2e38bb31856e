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
fn a_wrong_setting_is_named_with_its_value_and_the_repair() {
    let said = |pairs| load(pairs).unwrap_err().to_string();
    let address = said(&[("YUANLIU_ADDR", "8080")]);
    assert!(address.contains("YUANLIU_ADDR") && address.contains("'8080'"), "{address}");
    let url = said(&[("YUANLIU_PUBLIC_URL", "wantuo.example.cn")]);
    assert!(url.contains("YUANLIU_PUBLIC_URL") && url.contains("https://"), "{url}");
    let database = said(&[("DATABASE_URL", "postgres://school:secret@db/yuanliu")]);
    assert!(database.contains("postgres") && !database.contains("secret"), "{database}");
    let file = said(&[("YUANLIU_CONFIG", "/nowhere/yuanliu.toml")]);
    assert!(file.contains("/nowhere/yuanliu.toml"), "{file}");
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
