//! What the program is started with.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use desk_app::default_folder;

/// Which data folder, and what for.
#[derive(Debug, PartialEq, Eq)]
pub struct Arguments {
    /// The data folder, as a whole path.
    pub folder: PathBuf,
    /// Filled for practice when it is new.
    pub practice: bool,
    /// It was named, and is none of the two usual ones.
    named: bool,
}

const USAGE: &str = "fuwutai [--practice] [--data 文件夹]";

/// Reads the arguments.
///
/// # Errors
/// What to tell.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, String> {
    let mut arguments = arguments.into_iter();
    let mut practice = false;
    let mut named = None;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--practice") => practice = true,
            Some("--data") => named = Some(arguments.next().ok_or(USAGE)?),
            _ => return Err(USAGE.to_owned()),
        }
    }
    let usual = || {
        let none = "找不到存放数据的文件夹，服务台的窗口打不开。";
        let usual = default_folder().ok_or(none)?;
        Ok::<_, String>(if practice { beside(&usual) } else { usual })
    };
    let whole =
        |folder: OsString| std::path::absolute(folder).map_err(|error| format!("--data：{error}"));
    let folder = match &named {
        Some(folder) => whole(folder.clone())?,
        None => usual()?,
    };
    let named = named.is_some() && usual().as_ref() != Ok(&folder);
    Ok(Arguments { folder, practice, named })
}

/// The practice folder, beside the real one.
fn beside(usual: &Path) -> PathBuf {
    usual.with_file_name("服务台练习")
}

impl Arguments {
    /// What tells a running program from another, and what window state and web data belong to.
    pub fn identifier(&self) -> String {
        let usual = if self.practice { "cn.fuwutai.desk.practice" } else { "cn.fuwutai.desk" };
        match self.named {
            false => usual.to_owned(),
            true => format!("{usual}.folder{:016x}", digest(&self.folder)),
        }
    }
}

/// FNV-1a: short names for long paths, the same in every version of the program.
fn digest(path: &Path) -> u64 {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(arguments: &[&str]) -> Result<Arguments, String> {
        read(arguments.iter().map(OsString::from))
    }

    #[test]
    fn each_folder_is_a_program_of_its_own() {
        let usual = read_all(&[]).expect("it is right");
        let practice = read_all(&["--practice"]).expect("it is right");
        assert_eq!(usual.identifier(), "cn.fuwutai.desk");
        assert_eq!(practice.identifier(), "cn.fuwutai.desk.practice");
        assert_eq!(practice.folder, usual.folder.with_file_name("服务台练习"));
        let named = |folder: &str| read_all(&["--data", folder]).expect("it is right");
        assert!(named("there").folder.is_absolute());
        assert_ne!(named("there").identifier(), named("here").identifier());
        assert_eq!(named("there").identifier(), named("there").identifier());
        let same = usual.folder.to_str().expect("it is text");
        assert_eq!(named(same), usual, "the usual folder by its name");
    }

    #[test]
    fn what_is_not_understood_is_told() {
        for arguments in [&["--data"][..], &["--date", "x"], &["folder"]] {
            assert_eq!(read_all(arguments), Err(USAGE.to_owned()), "{arguments:?}");
        }
    }
}
