//! Names of files that people choose, as far as Windows would do something else with them than they
//! mean: print into a device, write behind a file where nobody looks, or into another folder.

use std::path::Path;

use desk_core::input::InputCode;

use crate::error::{Error, ErrorCode};

/// What Windows takes for a device, in any folder and with any ending.
const DEVICES: [&str; 8] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$", "KEYBD$"];
/// These have a number behind them.
const PORTS: [&str; 2] = ["COM", "LPT"];
const NUMBERS: [char; 12] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '¹', '²', '³'];

/// Refuses, on Windows, a name that no file has there; other systems have files of any name.
///
/// # Errors
/// `invalid`, of this field.
pub fn check(field: &str, path: &Path) -> Result<(), Error> {
    match path.to_str().and_then(wrong).filter(|_| cfg!(windows)) {
        None => Ok(()),
        Some(why) => {
            let message = format!("{}: {why}", path.display());
            Err(Error::of(ErrorCode::Input(InputCode::Invalid), field, message))
        }
    }
}

/// What is wrong with the name of a file on Windows.
fn wrong(path: &str) -> Option<&'static str> {
    if path.starts_with(r"\\.\") {
        return Some("is a device, and no file");
    }
    let path = path.strip_prefix(r"\\?\").unwrap_or(path);
    let bytes = path.as_bytes();
    let names = match bytes {
        [letter, b':', rest @ ..] if letter.is_ascii_alphabetic() => {
            if !matches!(rest, [b'\\' | b'/', ..]) {
                return Some("has a drive letter without a folder: write C:\\… from the beginning");
            }
            &path[2..]
        }
        _ => path,
    };
    names.split(['\\', '/']).filter(|name| !["", ".", ".."].contains(name)).find_map(wrong_name)
}

fn wrong_name(name: &str) -> Option<&'static str> {
    if name.chars().any(|c| c.is_control() || "<>:\"|?*".contains(c)) {
        return Some("has a character that no name may have: < > : \" | ? *");
    }
    if name.ends_with(['.', ' ']) {
        return Some("has a name that ends with a dot or a space");
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let is_port = |port: &str| {
        let number = stem.strip_prefix(port).map(|number| number.chars().collect::<Vec<_>>());
        matches!(number.as_deref(), Some([number]) if NUMBERS.contains(number))
    };
    let is_device = DEVICES.contains(&stem.as_str()) || PORTS.iter().any(|port| is_port(port));
    is_device.then_some("is the name of a device, and of no file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_streams_and_half_paths_are_seen() {
        for name in [
            "CON",
            "nul",
            "Aux.pdf",
            r"D:\单据\prn.pdf",
            "com1.fwt",
            "LPT²",
            "CON .txt",
            r"C:\con\a.pdf",
            r"\\.\COM1",
            r"\\?\C:\nul",
            "C:收据.pdf",
            "收据:1.pdf",
            r"C:\收据?.pdf",
            "收据.",
            "收据 ",
            "a\tb",
        ] {
            assert!(wrong(name).is_some(), "{name}");
        }
        for name in [
            "收据.pdf",
            r"C:\users\李丽\收据 1.pdf",
            "c:/a/b.pdf",
            r"..\.\a.pdf",
            r"\\server\share\a.pdf",
            r"\\?\C:\a.pdf",
            "console.pdf",
            "COM.pdf",
            "com10.pdf",
            "nul-1.pdf",
            ".desk",
        ] {
            assert_eq!(wrong(name), None, "{name}");
        }
    }

    #[test]
    fn only_windows_minds() {
        assert_eq!(check("out", Path::new("CON")).is_err(), cfg!(windows));
    }
}
