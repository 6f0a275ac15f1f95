//! Tells Tauri which commands there are, so that the capability file has to allow each of them, and
//! lets a fresh clone build before the interface is built.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

use desk_app::{commands, window};

const PAGE: &str = "../ui/dist/index.html";
const PLACEHOLDER: &str = "<!doctype html>
<html lang=\"zh-CN\">
<meta charset=\"utf-8\">
<title>服务台</title>
<p>界面还没有生成，请运行 cargo xtask run。</p>
</html>
";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={PAGE}");
    if !Path::new(PAGE).exists() {
        write_placeholder()?;
    }
    // A few names, once, in the life of a build.
    let names = [commands::NAMES, window::NAMES].concat().leak();
    let manifest = tauri_build::AppManifest::new().commands(names);
    let windows =
        tauri_build::WindowsAttributes::new().app_manifest(include_str!("windows.manifest"));
    let attributes =
        tauri_build::Attributes::new().app_manifest(manifest).windows_attributes(windows);
    tauri_build::try_build(attributes).map_err(io::Error::other)
}

/// As old as can be, so that whoever compares it with the sources of the interface builds the real
/// page.
fn write_placeholder() -> io::Result<()> {
    fs::create_dir_all("../ui/dist")?;
    let mut file = File::create(PAGE)?;
    file.write_all(PLACEHOLDER.as_bytes())?;
    file.set_modified(SystemTime::UNIX_EPOCH)
}
