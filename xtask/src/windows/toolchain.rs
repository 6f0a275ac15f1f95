//! What builds for Windows on Debian, and what runs it: Debian's own Rust, MinGW and Wine, with a
//! standard library for Windows that Debian does not have and that is built once, into the cache.
//!
//! rustup's toolchain is left as it is: of what it tells this program nothing is passed on.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::packages;
use crate::process::{output, run, say};
use crate::tree::Tree;

/// What is built for.
pub const TARGET: &str = "x86_64-pc-windows-gnu";

/// Where Debian puts programs, and rustup does not.
const PROGRAMS: &str = "/usr/sbin:/usr/bin:/sbin:/bin";
const CARGO: &str = "/usr/bin/cargo";
const CLIPPY: &str = "/usr/bin/cargo-clippy";
const RUSTC: &str = "/usr/bin/rustc";
const LINKER: &str = "x86_64-w64-mingw32-gcc";

/// What Wine lacks, and what stands in for it.
const STAND_INS: [(&str, &str); 2] = [
    ("bcryptprimitives.dll", include_str!("../../windows/bcryptprimitives.c")),
    ("windows.data.pdf.dll", include_str!("../../windows/windows.data.pdf.c")),
];

/// What stands in its registry: a Windows that the program runs on, and a printer that is there and
/// takes nothing.
const PRINTER: &str = r"HKLM\System\CurrentControlSet\Control\Print\Printers\小票机";
const REGISTRY: [[&str; 4]; 6] = [
    [r"HKCU\Software\Wine", "Version", "REG_SZ", "win10"],
    [PRINTER, "Name", "REG_SZ", "小票机"],
    [PRINTER, "Printer Driver", "REG_SZ", "None"],
    [PRINTER, "Port", "REG_SZ", "LPT1:"],
    [PRINTER, "Attributes", "REG_DWORD", "64"],
    [PRINTER, "Status", "REG_DWORD", "0"],
];

/// What rustup and cargo tell the programs that they start, and Debian's cargo would believe.
const TOLD: &[&str] = &[
    "CARGO",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "LD_LIBRARY_PATH",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
    "RUSTUP_TOOLCHAIN",
    "RUST_RECURSION_COUNT",
];

/// Everything that is needed, ready.
pub struct Toolchain {
    root: PathBuf,
    /// Has the standard library for Windows, and nothing else.
    sysroot: PathBuf,
    /// Wine's drive C: and registry, of this project alone.
    pub prefix: PathBuf,
    /// The build folder, apart from that of this system.
    pub target: PathBuf,
}

impl Toolchain {
    /// Installs and builds what is missing. This changes the system: it installs packages.
    pub fn ready(tree: &Tree) -> Result<Toolchain> {
        packages::ensure(packages::WINDOWS)?;
        if !Path::new(RUSTC).exists() || !Path::new(CARGO).exists() {
            bail!("{CARGO} and {RUSTC} are wanted: this works on Debian alone");
        }
        let folder = tree.cache.join("windows");
        fs::create_dir_all(&folder)?;
        let toolchain = Toolchain {
            root: tree.root.clone(),
            sysroot: folder.join("sysroot"),
            prefix: folder.join("wine"),
            target: tree.cache.join("target-windows"),
        };
        toolchain.standard_library(&folder)?;
        toolchain.wine(&folder)?;
        Ok(toolchain)
    }

    /// Debian's cargo, in the checkout; what it builds and runs for Windows goes through Wine.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        self.cargo_as(CARGO, arguments)
    }

    /// Clippy. By its own program: cargo would sooner find that of rustup, which is of another compiler.
    pub fn clippy(&self, arguments: &[&str]) -> Command {
        self.cargo_as(CLIPPY, &[&["clippy"], arguments].concat())
    }

    fn cargo_as(&self, program: &str, arguments: &[&str]) -> Command {
        let mut cargo = debian(program);
        cargo.args(arguments).current_dir(&self.root);
        let sysroot = format!("--sysroot={}", self.sysroot.display());
        let of_target = |name: &str| {
            let target = TARGET.to_uppercase().replace('-', "_");
            format!("CARGO_TARGET_{target}_{name}")
        };
        cargo.env("CARGO_BUILD_TARGET", TARGET).env("CARGO_TARGET_DIR", &self.target);
        cargo.env(of_target("LINKER"), LINKER).env(of_target("RUNNER"), "wine");
        // The standard library is built as objects alone, of which nothing can be linked into one.
        cargo.env("CARGO_PROFILE_RELEASE_LTO", "false");
        cargo.env(of_target("RUSTFLAGS"), &sysroot).env("RUSTDOCFLAGS", &sysroot);
        self.in_wine(&mut cargo);
        cargo
    }

    /// A program of Windows.
    pub fn program(&self, path: &Path) -> Command {
        let mut wine = debian("wine");
        wine.arg(path);
        self.in_wine(&mut wine);
        wine
    }

    /// What keeps Wine's programs together.
    pub fn wineserver(&self) -> Command {
        let mut server = debian("wineserver");
        self.in_wine(&mut server);
        server
    }

    /// Where a build puts a program.
    pub fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(TARGET).join(profile).join(name)
    }

    /// Drive C:.
    pub fn drive(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }

    /// Has a command work in Wine's folder of this project.
    pub fn in_wine(&self, command: &mut Command) {
        command.env("WINEPREFIX", &self.prefix).env("WINEARCH", "win64");
        // Nothing that Wine itself has to say, no questions about what it could install, and nothing
        // in the menus of who runs this.
        command.env("WINEDEBUG", "-all");
        command.env("WINEDLLOVERRIDES", "winemenubuilder.exe,mscoree,mshtml=");
        // Names of files are UTF-8 on both sides.
        command.env("LC_ALL", "C.UTF-8");
    }

    /// Builds the standard library from its sources, once for each version of the compiler.
    fn standard_library(&self, folder: &Path) -> Result<()> {
        let version = output(debian(RUSTC).arg("-vV"))?;
        let built_by = self.sysroot.join("built-by");
        if fs::read_to_string(built_by).is_ok_and(|built_by| built_by == version) {
            return Ok(());
        }
        say(&format!("building the standard library for {TARGET}, once; this takes a few minutes"));
        let build = folder.join("std-build");
        remove(&build)?;
        fs::create_dir_all(build.join("src"))?;
        let manifest = "[package]\nname = \"nothing\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
        fs::write(build.join("Cargo.toml"), manifest)?;
        fs::write(build.join("src/main.rs"), "fn main() {}\n")?;
        let mut cargo = debian(CARGO);
        cargo.args(["build", "--quiet", "--release", "--target", TARGET, "--target-dir", "target"]);
        cargo.arg("-Zbuild-std=std,panic_unwind,panic_abort,proc_macro,test");
        cargo.env(
            format!("CARGO_TARGET_{}_LINKER", TARGET.to_uppercase().replace('-', "_")),
            LINKER,
        );
        // Building it is what a stable compiler does not offer otherwise.
        run(cargo.env("RUSTC_BOOTSTRAP", "1").current_dir(&build))?;
        let whole = folder.join("sysroot-whole");
        remove(&whole)?;
        let libraries = whole.join("lib/rustlib").join(TARGET).join("lib");
        fs::create_dir_all(&libraries)?;
        for entry in fs::read_dir(build.join("target").join(TARGET).join("release/deps"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "rlib") {
                fs::copy(&path, libraries.join(path.file_name().context("it has a name")?))?;
            }
        }
        fs::write(whole.join("built-by"), version)?;
        // Complete, or not there.
        remove(&self.sysroot)?;
        fs::rename(&whole, &self.sysroot)?;
        remove(&build)
    }

    /// Makes Wine's own folder, gives Wine what it lacks of Windows, and a printer to find.
    fn wine(&self, folder: &Path) -> Result<()> {
        let ready = self.prefix.join("ready");
        let wanted = format!("{STAND_INS:?}{REGISTRY:?}");
        if fs::read_to_string(&ready).is_ok_and(|made_for| made_for == wanted) {
            return Ok(());
        }
        say("setting up Wine, once");
        remove(&self.prefix)?;
        let mut boot = debian("wineboot");
        boot.arg("--init");
        self.in_wine(&mut boot);
        run(&mut boot)?;
        for (name, source) in STAND_INS {
            let library = self.drive().join("windows/system32").join(name);
            // A newer Wine may have its own.
            if library.exists() {
                continue;
            }
            let (code, built) = (folder.join(name).with_extension("c"), folder.join(name));
            fs::write(&code, source)?;
            let mut compiler = debian(LINKER);
            compiler.args(["-O2", "-shared", "-o"]).arg(&built).arg(code).arg("-ladvapi32");
            run(&mut compiler)?;
            fs::copy(built, library)?;
        }
        for [key, name, kind, value] in REGISTRY {
            let mut registry = self.program(Path::new("reg"));
            registry.args(["add", key, "/f", "/v", name, "/t", kind, "/d", value]);
            run(&mut registry)?;
        }
        // Wine would put shortcuts and documents into the home folder of who runs this.
        for user in fs::read_dir(self.drive().join("users"))? {
            for folder in fs::read_dir(user?.path())? {
                let folder = folder?;
                if folder.file_type()?.is_symlink() {
                    fs::remove_file(folder.path())?;
                    fs::create_dir(folder.path())?;
                }
            }
        }
        fs::write(ready, wanted)?;
        Ok(())
    }
}

/// A program of Debian, which is told nothing of rustup.
fn debian(program: &str) -> Command {
    let mut command = Command::new(program);
    for name in TOLD {
        command.env_remove(name);
    }
    let of_package = |name: &OsString| name.to_string_lossy().starts_with("CARGO_PKG_");
    for (name, _) in env::vars_os().filter(|(name, _)| of_package(name)) {
        command.env_remove(name);
    }
    command.env("PATH", PROGRAMS).env("RUSTC", RUSTC).env("RUSTDOC", "/usr/bin/rustdoc");
    command
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    Ok(())
}
