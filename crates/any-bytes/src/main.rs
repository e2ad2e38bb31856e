//! Writes the seeds of a door into a folder, for a long run: `yuanliu-any-bytes NAME FOLDER`.

use std::process::ExitCode;

use yuanliu_any_bytes::{DOORS, door};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let names = || DOORS.map(|door| door.name).join(" ");
    let [name, folder] = &arguments[..] else {
        eprintln!("yuanliu-any-bytes NAME FOLDER, with one of: {}", names());
        return ExitCode::FAILURE;
    };
    let Some(door) = door(name) else {
        eprintln!("no door is called {name}; there are: {}", names());
        return ExitCode::FAILURE;
    };
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        (door.seeds)()
            .iter()
            .enumerate()
            .try_for_each(|(index, seed)| std::fs::write(format!("{folder}/seed-{index}"), seed))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}
