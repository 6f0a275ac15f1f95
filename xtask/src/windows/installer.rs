//! The installer, and what it does to a PC. Judged by the files and the registry: Wine says that all
//! went well of programs that it could not start.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use super::toolchain::Toolchain;
use crate::process::{output, run, say};
use crate::tree::Tree;

/// What it may be at most, in bytes; without the WebView2 installer that it can carry.
const MOST: u64 = 25_000_000;
/// Names the offline installer of WebView2 to carry along.
const WEBVIEW2: &str = "WEBVIEW2_INSTALLER";
const VERSION: &str = env!("CARGO_PKG_VERSION");
const KEY: &str = r"HKCU\Software\Fuwutai";
const UNINSTALL: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Fuwutai";
const FOLDER: &str = r"C:\新建 文件夹\服务台 程序";
/// What stands for the window in an older version.
const OLDER: &[u8] = b"an older window";
const SHORTCUTS: [&str; 3] = [
    "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/服务台.lnk",
    "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/服务台（练习）.lnk",
    "Desktop/服务台.lnk",
];

/// Makes it from the release builds.
pub fn make(tree: &Tree, toolchain: &Toolchain) -> Result<PathBuf> {
    let files = toolchain.target.join("installer/files");
    stage(tree, toolchain, &files)?;
    let made = compile(tree, toolchain, &files, VERSION)?;
    let bytes = fs::metadata(&made)?.len();
    say(&format!("installer: {:.1} MB, {}", bytes as f64 / 1e6, made.display()));
    ensure!(
        bytes <= MOST || std::env::var_os(WEBVIEW2).is_some(),
        "the installer is larger than {} MB",
        MOST / 1_000_000
    );
    Ok(made)
}

fn stage(tree: &Tree, toolchain: &Toolchain, files: &Path) -> Result<()> {
    if files.exists() {
        fs::remove_dir_all(files)?;
    }
    fs::create_dir_all(files.join("fonts"))?;
    for name in ["fuwutai.exe", "desk.exe", "WebView2Loader.dll"] {
        let built = toolchain.built("release", name);
        fs::copy(&built, files.join(name)).with_context(|| built.display().to_string())?;
    }
    fs::copy(tree.root.join("icons/fuwutai.ico"), files.join("fuwutai.ico"))?;
    for font in fs::read_dir(tree.root.join("crates/documents/fonts"))? {
        let font = font?;
        fs::copy(font.path(), files.join("fonts").join(font.file_name()))?;
    }
    Ok(())
}

fn compile(tree: &Tree, toolchain: &Toolchain, files: &Path, version: &str) -> Result<PathBuf> {
    let out = toolchain.target.join(format!("installer/fuwutai-{version}-x64-setup.exe"));
    let bytes: u64 = read_all(files)?.values().map(|bytes| bytes.len() as u64).sum();
    let mut nsis = Command::new("makensis");
    nsis.args(["-V2", "-INPUTCHARSET", "UTF8"]);
    nsis.arg(format!("-DVERSION={version}")).arg(format!("-DFILES={}", files.display()));
    nsis.arg(format!("-DOUT={}", out.display())).arg(format!("-DKILOBYTES={}", bytes / 1024));
    if let Some(carried) = std::env::var_os(WEBVIEW2) {
        let carried = fs::canonicalize(carried).context(WEBVIEW2)?;
        nsis.arg(format!("-DWEBVIEW2={}", carried.display()));
    }
    run(nsis.arg(tree.root.join("xtask/windows/installer.nsi")))?;
    Ok(out)
}

/// Installs over an older version with data, and removes it, as a person would who is not asked.
pub fn try_out(tree: &Tree, toolchain: &Toolchain, newer: &Path) -> Result<()> {
    let files = toolchain.target.join("installer/files");
    let old_files = toolchain.target.join("installer/older");
    stage(tree, toolchain, &old_files)?;
    fs::write(old_files.join("fuwutai.exe"), OLDER)?;
    let older = compile(tree, toolchain, &old_files, "0.0.1")?;
    let pc = Pc::new(toolchain)?;
    pc.clear()?;

    pc.registry(&["add", KEY, "/v", "Folder", "/d", FOLDER, "/f"])?;
    pc.silently(&older, &[])?;
    pc.has_installed(&old_files, "0.0.1")?;
    ensure!(pc.desk(&["--version"])?.contains(VERSION), "the installed desk says another version");
    pc.desk(&["demo", "--tickets", "12"])?;
    let list = pc.desk(&["--json", "ticket", "list"])?;
    let ticket: serde_json::Value = serde_json::from_str(list.lines().next().context("none")?)?;
    let number = ticket["number"].as_str().context("no number")?;
    // The fonts stand beside it.
    pc.desk(&["print", "intake", number, "--paper", "a5", "--out", r"C:\受理 单.pdf"])?;
    ensure!(fs::read(pc.drive.join("受理 单.pdf"))?.starts_with(b"%PDF-"), "no PDF was printed");
    let data = read_all(&pc.data())?;
    ensure!(data.contains_key("desk.db"), "the data is not where it belongs");

    // One that is used is left as it is.
    // Wine has the files of this system on Z:.
    let pages = format!("Z:{}", tree.root.join("ui/dist").display()).replace('/', "\\");
    let mut serving = pc.program(&["serve", "--ui", &pages]);
    let mut serving = serving.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    std::thread::sleep(std::time::Duration::from_secs(5));
    pc.start(newer, &[])?;
    let untouched = pc.has_installed(&old_files, "0.0.1");
    serving.kill()?;
    serving.wait()?;
    pc.end()?;
    untouched.context("an upgrade while the program ran")?;

    pc.silently(newer, &[])?;
    pc.has_installed(&files, VERSION)?;
    pc.keeps(&data, "the upgrade")?;
    say(
        "installed over an older version, into a folder with Chinese and spaces; the data is the same",
    );

    pc.silently(&pc.folder().join("uninstall.exe"), &[])?;
    pc.is_gone()?;
    pc.keeps(&data, "the uninstaller")?;
    pc.registry(&["add", KEY, "/v", "Folder", "/d", FOLDER, "/f"])?;
    pc.silently(newer, &[])?;
    pc.silently(&pc.folder().join("uninstall.exe"), &["/DATA=delete"])?;
    pc.is_gone()?;
    ensure!(!pc.data().exists(), "the data was to be deleted, too");
    say("uninstalled: the data stays, and goes when that is said");
    Ok(())
}

/// The one that Wine stands for.
struct Pc<'t> {
    toolchain: &'t Toolchain,
    drive: PathBuf,
    /// The user's own folder.
    home: PathBuf,
}

impl Pc<'_> {
    fn new(toolchain: &Toolchain) -> Result<Pc<'_>> {
        let mut cmd = toolchain.program(Path::new("cmd"));
        let said = output(cmd.args(["/c", "echo", "%USERPROFILE%"]))?;
        let (_, home) = said.trim().split_once(r":\").context("Wine has no user")?;
        let drive = toolchain.drive();
        Ok(Pc { toolchain, home: drive.join(home.replace('\\', "/")), drive })
    }

    fn folder(&self) -> PathBuf {
        self.drive.join(FOLDER.trim_start_matches(r"C:\").replace('\\', "/"))
    }

    fn data(&self) -> PathBuf {
        self.home.join("AppData/Local/服务台")
    }

    /// Away with what an interrupted run has left.
    fn clear(&self) -> Result<()> {
        self.end()?;
        for folder in [self.folder(), self.data()] {
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
        }
        for key in [KEY, UNINSTALL] {
            self.registry(&["delete", key, "/f"]).ok();
        }
        Ok(())
    }

    fn registry(&self, arguments: &[&str]) -> Result<String> {
        output(self.toolchain.program(Path::new("reg")).args(arguments))
    }

    fn start(&self, program: &Path, arguments: &[&str]) -> Result<()> {
        // Its status says nothing.
        self.toolchain.program(program).arg("/S").args(arguments).output()?;
        Ok(())
    }

    fn silently(&self, program: &Path, arguments: &[&str]) -> Result<()> {
        self.start(program, arguments)?;
        self.end()
    }

    /// Waits for programs that others have left behind, as an uninstaller does.
    fn end(&self) -> Result<()> {
        run(self.toolchain.wineserver().arg("--wait"))
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut desk = self.toolchain.program(&self.folder().join("desk.exe"));
        desk.args(arguments);
        desk
    }

    /// What the installed desk prints.
    fn desk(&self, arguments: &[&str]) -> Result<String> {
        output(&mut self.program(arguments))
    }

    fn has_installed(&self, files: &Path, version: &str) -> Result<()> {
        let mut there = read_all(&self.folder())?;
        ensure!(there.remove("uninstall.exe").is_some(), "there is no uninstaller");
        let mut due = read_all(files)?;
        due.remove("fuwutai.ico");
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        ensure!(
            names(&there) == names(&due),
            "installed: {:?}, due: {:?}",
            names(&there),
            names(&due)
        );
        for (name, bytes) in due {
            ensure!(there[&name] == bytes, "{name} is not that of version {version}");
        }
        for shortcut in SHORTCUTS {
            ensure!(self.home.join(shortcut).exists(), "no shortcut {shortcut}");
        }
        let entry = self.entry()?;
        let folder = FOLDER.replace('\\', r"\\");
        ensure!(entry.contains(version) && entry.contains(&folder), "its entry says: {entry}");
        Ok(())
    }

    /// What the list of programs says of it. To a console the names would be written in its code page.
    fn entry(&self) -> Result<String> {
        self.registry(&["export", UNINSTALL, r"C:\entry.reg", "/y"])?;
        let bytes = fs::read(self.drive.join("entry.reg"))?;
        let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        Ok(String::from_utf16(&units.collect::<Vec<_>>())?)
    }

    fn is_gone(&self) -> Result<()> {
        ensure!(!self.folder().exists(), "left: {:?}", read_all(&self.folder())?.keys());
        for shortcut in SHORTCUTS {
            ensure!(!self.home.join(shortcut).exists(), "the shortcut {shortcut} is left");
        }
        for key in [KEY, UNINSTALL] {
            if let Ok(entry) = self.registry(&["query", key]) {
                bail!("left in the registry: {entry}");
            }
        }
        Ok(())
    }

    fn keeps(&self, data: &BTreeMap<String, Vec<u8>>, who: &str) -> Result<()> {
        ensure!(read_all(&self.data())? == *data, "{who} has changed the data");
        Ok(())
    }
}

/// All files below a folder, by their names from there.
fn read_all(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let inner = read_all(&entry.path())?.into_iter();
            all.extend(inner.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            all.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(all)
}
