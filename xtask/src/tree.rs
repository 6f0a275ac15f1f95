//! Where things are: the checkout, and the cache outside it.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The folders that commands work in.
pub struct Tree {
    /// The checkout.
    pub root: PathBuf,
    /// Kept between runs and checkouts: tools, fuzz builds and inputs. `FUWUTAI_CACHE` moves it.
    pub cache: PathBuf,
}

impl Tree {
    /// The checkout that cargo runs this program from, and the platform's cache folder.
    pub fn find() -> Result<Tree> {
        let xtask = env::var_os("CARGO_MANIFEST_DIR").context("run it as `cargo xtask`")?;
        let root = PathBuf::from(xtask).parent().context("xtask/ has no parent")?.to_owned();
        Ok(Tree { root, cache: cache()? })
    }

    /// A cargo command in the checkout.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = process::cargo();
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// A program that `cargo build` has built.
    pub fn built(&self, name: &str) -> Result<PathBuf> {
        self.built_in("debug", name)
    }

    /// A program that `cargo build` has built in a profile's folder: `debug`, `release`,
    /// `release/examples`.
    pub fn built_in(&self, folder: &str, name: &str) -> Result<PathBuf> {
        let metadata = process::metadata(&self.root)?;
        let target = metadata["target_directory"].as_str().context("no target directory")?;
        Ok(PathBuf::from(target).join(folder).join(name).with_extension(env::consts::EXE_EXTENSION))
    }
}

fn cache() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("FUWUTAI_CACHE") {
        return Ok(chosen.into());
    }
    let home = env::home_dir().context("no home folder: set FUWUTAI_CACHE")?;
    let caches = if cfg!(windows) {
        env::var_os("LOCALAPPDATA").map_or_else(|| home.join("AppData/Local"), PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home.join("Library/Caches")
    } else {
        env::var_os("XDG_CACHE_HOME").map_or_else(|| home.join(".cache"), PathBuf::from)
    };
    Ok(caches.join("fuwutai"))
}
