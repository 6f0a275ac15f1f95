//! Where the fonts are.

use std::path::PathBuf;

use desk_documents::Fonts;

use crate::error::{DocumentCode, Error, ErrorCode};

/// The fonts beside the program, or where a bundle of macOS has them; in a checkout those of the
/// source tree. They take 20 MB, so they are read for each print and not kept.
pub(super) fn load() -> Result<Fonts, Error> {
    let program = std::env::current_exe().ok();
    let folder = program.and_then(|program| Some(program.parent()?.to_owned()));
    let installed = ["fonts", "../Resources/fonts"];
    let installed = folder.into_iter().flat_map(|folder| installed.map(|fonts| folder.join(fonts)));
    let sources = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../documents/fonts"));
    first(installed.chain([sources]))
}

/// Those of the first folder that has them.
fn first(folders: impl IntoIterator<Item = PathBuf>) -> Result<Fonts, Error> {
    let mut tried = Vec::new();
    for folder in folders {
        match Fonts::load(&folder) {
            Ok(fonts) => return Ok(fonts),
            Err(error) => tried.push(error.to_string()),
        }
    }
    let code = ErrorCode::Document(DocumentCode::FontsMissing);
    Err(Error::of(code, "fonts", tried.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_that_was_tried_is_named() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let tried = [folder.path().join("一"), folder.path().join("二")];
        let Err(error) = first(tried.clone()) else { panic!("there are no fonts") };
        assert_eq!((error.code.as_str(), &*error.field), ("fonts_missing", "fonts"));
        for folder in tried {
            assert!(error.message.contains(&*folder.to_string_lossy()), "{}", error.message);
        }
        load().expect("a checkout has them");
    }
}
