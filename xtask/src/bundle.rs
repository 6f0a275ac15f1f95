//! `cargo xtask bundle`: the package for Debian and its relatives, and what it does to a system.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{output, run, say};
use crate::tree::Tree;
use crate::{packages, setup};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where both programs stand, with the fonts beside them.
const HOME: &str = "usr/lib/fuwutai";

const DESKTOP: &str = "[Desktop Entry]
Type=Application
Name=服务台
Comment=家电服务网点的柜台程序
Exec=fuwutai
Icon=fuwutai
Categories=Office;
Actions=practice;

[Desktop Action practice]
Name=服务台（练习）
Exec=fuwutai --practice
";

/// Looks for the window until it is there, or for a minute; then the program is ended.
const LOOK: &str = "fuwutai & \
    for second in $(seq 60); do \
        if xwininfo -root -tree | grep -q '\"服务台\"'; then found=yes; break; fi; sleep 1; \
    done; \
    kill $!; wait $!; test \"$found\" = yes";

/// Makes the package; with `try`, installs, starts and removes it too.
pub fn bundle(tree: &Tree, arguments: &[String]) -> Result<()> {
    let is_tried = match arguments {
        [] => false,
        [word] if word == "try" => true,
        _ => bail!("after `bundle` comes nothing, or `try`"),
    };
    if !cfg!(target_os = "linux") {
        bail!("this makes the package for Debian; docs/bundles.md tells what makes the others");
    }
    packages::ensure(&[packages::WINDOW, packages::BUNDLE].concat())?;
    let package = make(tree)?;
    if is_tried {
        packages::ensure(packages::SCREEN)?;
        try_out(tree, &package)?;
    }
    Ok(())
}

fn make(tree: &Tree) -> Result<PathBuf> {
    setup::node()?;
    setup::node_modules(tree, "ui")?;
    setup::pages(tree)?;
    run(&mut tree.cargo(&["build", "--release", "--package", "fuwutai", "--package", "desk-cli"]))?;
    let fuwutai = tree.built_in("release", "fuwutai")?;
    let folder = fuwutai.with_file_name("bundle");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let root = folder.join("root");
    stage(tree, &fuwutai, &root)?;
    control(&folder, &root)?;
    let architecture = output(Command::new("dpkg").arg("--print-architecture"))?;
    let package = folder.join(format!("fuwutai_{VERSION}_{}.deb", architecture.trim()));
    // As root's, whoever builds it.
    run(Command::new("dpkg-deb").args(["--root-owner-group", "--build"]).arg(&root).arg(&package))?;
    let bytes = fs::metadata(&package)?.len();
    say(&format!("package: {:.1} MB, {}", bytes as f64 / 1e6, package.display()));
    Ok(package)
}

/// Lays the files out as they will lie.
fn stage(tree: &Tree, fuwutai: &Path, root: &Path) -> Result<()> {
    let home = root.join(HOME);
    copy(fuwutai, &home.join("fuwutai"))?;
    copy(&fuwutai.with_file_name("desk"), &home.join("desk"))?;
    for font in fs::read_dir(tree.root.join("crates/documents/fonts"))? {
        let font = font?;
        copy(&font.path(), &home.join("fonts").join(font.file_name()))?;
    }
    fs::create_dir_all(root.join("usr/bin"))?;
    for name in ["fuwutai", "desk"] {
        let link = root.join("usr/bin").join(name);
        // By its program: this is built on Windows, too.
        run(Command::new("ln").arg("-s").arg(format!("../lib/fuwutai/{name}")).arg(link))?;
    }
    let icons = root.join("usr/share/icons/hicolor");
    for size in ["32", "128", "256"] {
        let icon = tree.root.join(format!("icons/fuwutai-{size}.png"));
        copy(&icon, &icons.join(format!("{size}x{size}/apps/fuwutai.png")))?;
    }
    copy(&tree.root.join("icons/fuwutai.svg"), &icons.join("scalable/apps/fuwutai.svg"))?;
    let applications = root.join("usr/share/applications");
    fs::create_dir_all(&applications)?;
    fs::write(applications.join("cn.fuwutai.desk.desktop"), DESKTOP)?;
    let copyright = root.join("usr/share/doc/fuwutai/copyright");
    copy(&tree.root.join("LICENSE-MIT"), &copyright)
}

/// Says what it is, and which libraries the programs want.
fn control(folder: &Path, root: &Path) -> Result<()> {
    // The tool that knows which packages have the libraries reads this of a source package.
    fs::create_dir_all(folder.join("debian"))?;
    fs::write(folder.join("debian/control"), "Source: fuwutai\n\nPackage: fuwutai\n")?;
    let mut libraries = Command::new("dpkg-shlibdeps");
    libraries.arg("-O").args(["fuwutai", "desk"].map(|name| root.join(HOME).join(name)));
    let depends = output(libraries.current_dir(folder))?;
    let depends = depends.trim().strip_prefix("shlibs:Depends=").context("no libraries")?;
    let architecture = output(Command::new("dpkg").arg("--print-architecture"))?;
    let kilobytes = output(Command::new("du").arg("-sk").arg(root))?;
    let kilobytes = kilobytes.split_whitespace().next().context("no size")?;
    let text = format!(
        "Package: fuwutai
Version: {VERSION}
Architecture: {}
Maintainer: Fuwutai <maintainers@fuwutai.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: fonts-noto-cjk, cups-client
Section: misc
Priority: optional
Description: counter program of a home-appliance service point
 服务台：家电服务网点的柜台程序。工单、质保判定、报价收费、受理单、收据和保修单，不用联网。
",
        architecture.trim()
    );
    fs::create_dir_all(root.join("DEBIAN"))?;
    fs::write(root.join("DEBIAN/control"), text)?;
    Ok(())
}

/// Installs it, uses both programs, and removes it: nothing of it is left, and all data is.
fn try_out(tree: &Tree, package: &Path) -> Result<()> {
    packages::install_file(package)?;
    let files = output(Command::new("dpkg").args(["--listfiles", "fuwutai"]))?;
    let files: Vec<&Path> = files.lines().map(Path::new).filter(|path| !path.is_dir()).collect();
    let folder = tempfile::tempdir()?;
    let used = use_both(tree, folder.path());
    packages::remove("fuwutai")?;
    used?;
    for file in &files {
        ensure!(file.symlink_metadata().is_err(), "{} is left", file.display());
    }
    let home = Path::new("/").join(HOME);
    ensure!(!home.exists(), "{} is left", home.display());
    ensure!(folder.path().join("服务台/desk.db").exists(), "the data went with the programs");
    say(&format!("installed, started and removed: {} files, none is left", files.len()));
    Ok(())
}

/// As a person does who has `home` for a home.
fn use_both(tree: &Tree, home: &Path) -> Result<()> {
    let at_home = |command: &mut Command| {
        for name in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
            command.env(name, home);
        }
    };
    let desk = |arguments: &[&str]| {
        let mut desk = Command::new("/usr/bin/desk");
        at_home(&mut desk);
        output(desk.arg("--json").args(arguments))
    };
    desk(&["demo", "--tickets", "5"])?;
    let list = desk(&["ticket", "list"])?;
    let ticket: serde_json::Value = serde_json::from_str(list.lines().next().context("none")?)?;
    let number = ticket["number"].as_str().context("no number")?;
    // With the fonts that were installed.
    let out = home.join("受理单.pdf");
    desk(&["print", "intake", number, "--paper", "a5", "--out", out.to_str().context("UTF-8")?])?;
    let mut window = crate::test::on_a_screen(tree, &["sh", "-c", LOOK]);
    at_home(&mut window);
    run(window.env("LC_ALL", "C.UTF-8")).context("the window of the package did not open")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().context("it is in a folder")?)?;
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}
