//! Files that the program saves without asking where.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Keeps a file in a folder, which is made. Never over another: the same bytes are the same file,
/// others get a number behind the name.
pub fn keep(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let name = Path::new(name);
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    let ending = name.extension().unwrap_or_default().to_string_lossy();
    for nth in 1.. {
        let path = match nth {
            1 => folder.join(name),
            nth => folder.join(format!("{stem}-{nth}.{ending}")),
        };
        match File::options().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                // Half a file would be taken for a whole one.
                file.write_all(bytes).inspect_err(|_| drop(fs::remove_file(&path)))?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if fs::read(&path).is_ok_and(|there| there == bytes) {
                    return Ok(path);
                }
            }
            Err(error) => return Err(error),
        }
    }
    unreachable!("there are more numbers than files")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_saved_over_another_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let day = folder.path().join("服务台/2026-11-23");
        let keep = |bytes: &[u8]| keep(&day, "受理单 WX1.pdf", bytes).expect("it is kept");
        assert_eq!(keep(b"one"), day.join("受理单 WX1.pdf"));
        assert_eq!(keep(b"one"), day.join("受理单 WX1.pdf"));
        assert_eq!(keep(b"two"), day.join("受理单 WX1-2.pdf"));
        assert_eq!(keep(b"one"), day.join("受理单 WX1.pdf"));
        assert_eq!(keep(b"three"), day.join("受理单 WX1-3.pdf"));
        assert_eq!(fs::read(day.join("受理单 WX1.pdf")).expect("it is there"), b"one");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("it is written");
        assert!(keep(&file, "a.pdf", b"one").is_err());
    }
}
