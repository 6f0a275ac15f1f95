//! Gives `desk.exe` its version, icon and manifest; on other systems programs have none.

use std::{env, io};

const MANIFEST: &str = "../../src-tauri/windows.manifest";
const ICON: &str = "../../icons/fuwutai.ico";
/// Chinese, as it is written in China.
const CHINESE: u16 = 0x0804;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={MANIFEST}");
    println!("cargo:rerun-if-changed={ICON}");
    if env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return Ok(());
    }
    let mut about = tauri_winres::WindowsResource::new();
    about.set_language(CHINESE).set_icon(ICON).set_manifest_file(MANIFEST);
    about.set("ProductName", "服务台").set("FileDescription", "服务台命令行 desk");
    about.set("CompanyName", "服务台").set("LegalCopyright", "MIT OR Apache-2.0");
    about.compile_for(&["desk"])
}
