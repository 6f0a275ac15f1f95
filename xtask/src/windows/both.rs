//! The desk of Windows next to the desk of this system: the same work, the same documents byte for
//! byte, and each reads what the other has written.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::toolchain::Toolchain;
use crate::process::say;
use crate::tree::Tree;

/// Where Windows keeps a user's local data, with a user as there are many.
const HOME: &str = r"C:\users\李丽\AppData\Local";

const TODAY: &str = "2026-11-23";
const KINDS: [&str; 3] = ["intake", "repair", "receipt"];
const PAPERS: [&str; 6] = ["a4", "a5", "241x140", "241x93", "80mm", "58mm"];

/// What takes a ticket from the call to the paid bill; `{DAY}` stands for today.
const MAIN_PATH: &[(&str, &str)] = &[
    ("schedule", r#"{"engineer":"王工","from":"{DAY}T14:00","called":true}"#),
    ("depart", r#"{"checked":["核对地址"]}"#),
    ("arrive", "{}"),
    ("inspect", r#"{"lines":[{"place":"点火","part":"P-100","cause":"drop"}]}"#),
    ("quote", r#"{"lines":[{"kind":"labour","code":"JCZ-WX1"},{"kind":"part","code":"P-100"}]}"#),
    ("consent", r#"{"how":"phone","called":"13807731234"}"#),
    ("start", "{}"),
    (
        "complete",
        r#"{"work":"更换点火器，试机正常","fitted":[{"line":"q2","old_serial":"a1","new_serial":"b2"}]}"#,
    ),
    ("accept", "{}"),
    ("pay", r#"{"amount_fen":15500,"method":"cash"}"#),
    ("close", "{}"),
];

const INTAKE: &str = r#"{"kind":"repair","service":"onsite_town",
    "customer":{"name":"张三","phones":["13807731234"],
        "address":{"region":"广西/桂林市/七星区","detail":"漓江路26号"}},
    "appliance":{"category":"integrated_stove","purchased_on":"2021-03-15","invoice":"present",
        "card":"absent","serial":"intact","use":"household"},
    "complaint":"打不着火","disclosed":{"empty_trip":true}}"#;

/// One of the two desks, and a folder that it works in, as it calls it and as this system does.
struct Side<'t> {
    name: &'static str,
    command: Box<dyn Fn() -> Command + 't>,
    said: String,
    here: PathBuf,
}

impl Side<'_> {
    /// A file beside the data folder, as this desk calls it.
    fn beside(&self, name: &str) -> String {
        let separator = if self.said.contains('\\') { '\\' } else { '/' };
        match self.said.rsplit_once(separator) {
            Some((above, _)) => format!("{above}{separator}{name}"),
            None => name.to_owned(),
        }
    }

    fn run(&self, now: Option<&str>, arguments: &[&str], input: &str) -> Result<Output> {
        let mut command = (self.command)();
        command.args(["--json", "--data", &self.said]).args(arguments);
        if let Some(now) = now {
            command.args(["--now", now]);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("{} does not start", self.name))?;
        // Who is refused at once reads nothing.
        child.stdin.take().context("a pipe")?.write_all(input.as_bytes()).ok();
        Ok(child.wait_with_output()?)
    }

    /// What is said by a command that must succeed.
    fn value(&self, now: Option<&str>, arguments: &[&str], input: &str) -> Result<Value> {
        let output = self.run(now, arguments, input)?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{}: {arguments:?}: {}: {said}", self.name, output.status);
        let line = output.stdout.split(|byte| *byte == b'\n').next().unwrap_or_default();
        Ok(serde_json::from_slice(line)?)
    }

    fn verified(&self) -> Result<Value> {
        self.value(None, &["verify"], "")
    }
}

/// Works on both and compares.
pub fn compare(tree: &Tree, toolchain: &Toolchain) -> Result<()> {
    let users = toolchain.drive().join("users/李丽");
    let elsewhere = toolchain.target.join("both");
    for folder in [&users, &elsewhere] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    let of_users = users.join("AppData/Local");
    fs::create_dir_all(&of_users)?;
    fs::create_dir_all(&elsewhere)?;
    let program = toolchain.built("release", "desk.exe");
    let native = tree.built("desk")?;
    let windows = Side {
        name: "desk.exe",
        command: Box::new(|| toolchain.program(&program)),
        said: format!(r"{HOME}\服务台"),
        here: of_users.join("服务台"),
    };
    let linux = Side {
        name: "desk",
        command: Box::new(|| Command::new(&native)),
        said: elsewhere.join("服务台").display().to_string(),
        here: elsewhere.join("服务台"),
    };
    let sides = [&linux, &windows];
    let demo = demo(&sides)?;
    say(&format!("demo: {demo} tickets, the same on both"));
    let path = main_path(&sides)?;
    say(&format!("main path: {} to the paid bill, the same on both", path));
    say(&format!("print: {}", prints(&sides, &path)?));
    for side in sides {
        safe(side)?;
    }
    say("backup, restore and verify on both");
    foreign(&linux, &windows)?;
    foreign(&windows, &linux)?;
    say("a database of either is read, verified and written by the other");
    Ok(())
}

/// Practice data of the same seed is the same, but for what is made by chance.
fn demo(sides: &[&Side]) -> Result<usize> {
    let mut all = Vec::new();
    for side in sides {
        side.value(None, &["demo", "--tickets", "40", "--seed", "7", "--today", TODAY], "")?;
        let output = side.run(None, &["ticket", "list"], "")?;
        let lines: Vec<Value> = String::from_utf8(output.stdout)?
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?;
        let told = |line: &Value| {
            ["number", "state", "customer", "due_fen"].map(|name| line[name].to_string())
        };
        all.push(lines.iter().map(told).collect::<Vec<_>>());
    }
    ensure!(all[0] == all[1], "the practice data differ: {:?} {:?}", all[0], all[1]);
    Ok(all[0].len())
}

fn main_path(sides: &[&Side]) -> Result<String> {
    let mut ends = Vec::new();
    for side in sides {
        let mut minute = 0;
        let mut now = || {
            minute += 1;
            format!("{TODAY}T23:{minute:02}:00+08:00")
        };
        let taken = side.value(Some(&now()), &["ticket", "new"], INTAKE)?;
        let number = taken["number"].as_str().context("no number")?.to_owned();
        let mut shown = Value::Null;
        for (operation, input) in MAIN_PATH {
            let arguments = ["ticket", "do", &number, operation];
            shown = side.value(Some(&now()), &arguments, &input.replace("{DAY}", TODAY))?;
        }
        ends.push(json!([number, shown["state"], shown["total_fen"], shown["receipts"]]));
    }
    ensure!(ends[0] == ends[1], "the main path ends in {} and in {}", ends[0], ends[1]);
    Ok(ends[0][0].as_str().context("no number")?.to_owned())
}

/// Every kind on every paper: the same bytes, or the same refusal.
fn prints(sides: &[&Side], number: &str) -> Result<String> {
    let (mut same, mut refused) = (0, 0);
    for (kind, paper) in KINDS.iter().flat_map(|kind| PAPERS.map(|paper| (kind, paper))) {
        let mut made = Vec::new();
        for side in sides {
            let out = side.beside("打印 单据.pdf");
            let arguments = ["print", kind, number, "--paper", paper, "--out", &out];
            let now = format!("{TODAY}T23:30:00+08:00");
            let output = side.run(Some(&now), &arguments, "")?;
            let file = side.here.with_file_name("打印 单据.pdf");
            let bytes = fs::read(&file).unwrap_or_default();
            if file.exists() {
                fs::remove_file(file)?;
            }
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            made.push((output.status.code(), said, bytes));
        }
        ensure!(made[0] == made[1], "{kind} on {paper}: {:?} {:?}", made[0].1, made[1].1);
        let (status, said, bytes) = &made[0];
        match status {
            Some(0) if bytes.starts_with(b"%PDF-") => same += 1,
            Some(2) if said.contains("paper_too_small") => refused += 1,
            _ => bail!("{kind} on {paper}: {status:?}: {said}"),
        }
    }
    Ok(format!("{same} documents byte for byte, {refused} refused for want of room on both"))
}

/// A backup is restored, and everything is as it was.
fn safe(side: &Side) -> Result<()> {
    let backup = side.beside("备份 一.fwt");
    let now = format!("{TODAY}T23:40:00+08:00");
    side.value(Some(&now), &["backup", &backup], "")?;
    side.value(None, &["verify", &backup], "")?;
    let before = side.verified()?;
    let later = format!("{TODAY}T23:41:00+08:00");
    let told = side.value(Some(&later), &["restore", &backup], "")?;
    ensure!(told["replaced"].is_string(), "{}: nothing was replaced: {told}", side.name);
    let after = side.verified()?;
    ensure!(before["receipts"] == after["receipts"], "{}: {before} {after}", side.name);
    Ok(())
}

/// What one has written is read, verified and continued by the other, in its own kind of folder.
fn foreign(writer: &Side, reader: &Side) -> Result<()> {
    let from = Path::new(&writer.here);
    let name = format!("来自 {}", writer.name);
    let here = reader.here.with_file_name(&name);
    fs::create_dir_all(&here)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != "desk.lock" {
            fs::copy(entry.path(), here.join(entry.file_name()))?;
        }
    }
    let side = Side {
        name: reader.name,
        command: Box::new(|| (reader.command)()),
        said: reader.beside(&name),
        here,
    };
    let (own, theirs) = (writer.verified()?, side.verified()?);
    ensure!(own["head"] == theirs["head"], "{own} {theirs}");
    let now = format!("{TODAY}T23:50:00+08:00");
    side.value(Some(&now), &["ticket", "new"], INTAKE)?;
    side.verified().map(drop)
}
