//! Work at a counter that says of everything what was acknowledged, in a process of its own.

use std::env;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use desk_app::{Clock, Desk, commands, upkeep};
use serde_json::{Value, json};

use super::preload::preload;

/// The data folder, which is not there at first, in the folder that is watched.
pub const DATA: &str = "服务台";
pub const WAL: &str = "服务台/desk.db-wal";
pub const DATABASE: &str = "服务台/desk.db";
pub const BACKUP: &str = "backup.db";
/// Where a line is appended for each answer.
pub const ACKS: &str = "acks";
/// How the line begins that is about no save, but about the backup.
pub const BACKED_UP: &[u8] = br#"{"backup""#;

/// The program is closed and opened again between days.
const DAYS: [&str; 3] = ["2026-11-23", "2026-11-24", "2026-11-25"];
const ROUNDS_A_DAY: usize = 15;

/// Says that the child saves without waiting for the disk.
const WEAK: &str = "POWER_WEAK";

/// Does the work in a new process and returns the log of its writes.
pub fn run(weak: bool) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let (watched, log) = (folder.path().join("disk"), folder.path().join("log"));
    std::fs::create_dir(&watched).expect("a folder");
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.args(["--exact", "workload::the_work_of_three_days_in_the_child", "--nocapture"]);
    if weak {
        command.env(WEAK, "1");
    }
    let text = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let settings = [("DIR", text(&watched)), ("LOG", text(&log))];
    let output = preload(&mut command, &settings).output().expect("started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    std::fs::read(log).expect("a log")
}

/// The other half of [`run`]: does nothing, and passes, where no folder is watched.
#[test]
fn the_work_of_three_days_in_the_child() {
    let Some(watched) = env::var_os("FAULTS_DIR").map(PathBuf::from) else { return };
    if env::var_os(WEAK).is_some() {
        desk_store::plain::weaken();
    }
    for (index, day) in DAYS.iter().enumerate() {
        let mut counter = Counter::open(&watched, day);
        if index == 0 {
            counter.set_up();
        }
        for round in 0..ROUNDS_A_DAY {
            counter.serve(index * ROUNDS_A_DAY + round);
        }
        if index == 0 {
            counter.back_up(&watched.join(BACKUP));
        }
    }
}

pub fn desk(watched: &Path, day: &str) -> Desk {
    Desk::new(watched.join(DATA), Clock::Chosen(format!("{day}T09:00").parse().expect("a time")))
}

pub fn ask(desk: &Desk, command: &str, request: Value) -> Result<Value, String> {
    commands::call(desk, command, request).map_err(|error| format!("{command}: {error}"))
}

struct Counter {
    desk: Desk,
    acks: File,
}

impl Counter {
    fn open(watched: &Path, day: &str) -> Counter {
        let acks = File::options().create(true).append(true).open(watched.join(ACKS));
        Counter { desk: desk(watched, day), acks: acks.expect("a file") }
    }

    fn call(&self, command: &str, request: Value) -> Value {
        ask(&self.desk, command, request).expect("an answer")
    }

    /// Saves something, and tells what there is now: all that is small, and the ticket.
    fn save(&mut self, command: &str, request: Value) -> Value {
        let answer = self.call(command, request);
        let number = answer["number"].as_str().or(answer["ticket"].as_str());
        let ticket = number.map(|number| self.call("ticket_show", json!({ "number": number })));
        self.tell(&json!({
            "point": self.call("point", json!({})),
            "staff": self.call("staff", json!({})),
            "drafts": self.call("drafts", json!({})),
            "ticket": ticket,
        }));
        answer
    }

    /// One write, so that it is one record of the log.
    fn tell(&mut self, told: &Value) {
        self.acks.write_all(told.to_string().as_bytes()).expect("told");
    }

    fn set_up(&mut self) {
        let point = json!({ "name": "桂林服务点", "branch": "GL01", "city": "桂林" });
        let supervisor = json!({ "name": "周经理", "badge": "S1", "pin": "2468" });
        self.save("set_up", json!({ "point": point, "supervisor": supervisor }));
        let engineer = json!({ "name": "王工", "badge": "E1", "role": "engineer" });
        let approval = json!({ "staff": "S1", "pin": "2468" });
        self.save("save_staff", json!({ "staff": engineer, "approval": approval }));
    }

    /// A customer of their own: a draft that grows, a ticket, papers, and often work and money.
    fn serve(&mut self, nth: usize) {
        let intake = json!({
            "kind": "repair",
            "service": "onsite_town",
            "customer": {
                "name": format!("张{nth}"),
                "phones": [format!("138077300{nth:02}")],
                "address": { "region": "广西/桂林市/七星区", "detail": format!("漓江路{nth}号") },
            },
            "appliance": {
                "category": "integrated_stove", "purchased_on": "2021-03-15", "invoice": "present",
                "card": "absent", "serial": "intact", "use": "household",
            },
            "complaint": "打不着火",
            "disclosed": { "empty_trip": true },
        });
        let begun = json!({ "kind": "intake", "body": { "complaint": "打不着" } });
        let draft = self.save("save_draft", begun)["id"].clone();
        self.save("save_draft", json!({ "id": draft, "kind": "intake", "body": intake }));
        let taken = self.save("ticket_new", json!({ "intake": intake, "draft": draft }));
        let number = taken["number"].as_str().expect("a number");
        self.print("intake", number);
        if nth.is_multiple_of(3) {
            self.save(
                "save_draft",
                json!({ "kind": "note", "body": format!("第{nth}位，待回电") }),
            );
        }
        if nth % 4 == 1 {
            self.act(number, "pay", json!({ "amount_fen": 2_000, "method": "cash" }));
            self.print("receipt", number);
        } else if nth % 4 != 2 {
            self.repair(number);
            self.print("repair", number);
            self.print("receipt", number);
        }
    }

    /// From the appointment to the paid bill of 155.00.
    fn repair(&mut self, number: &str) {
        let found = json!([{ "place": "点火", "part": "P-100", "cause": "component_failure" }]);
        let asked =
            json!([{ "kind": "labour", "code": "JCZ-WX1" }, { "kind": "part", "code": "P-100" }]);
        for (operation, input) in [
            ("schedule", json!({ "engineer": "E1", "from": "2026-11-26T14:00" })),
            ("depart", json!({})),
            ("arrive", json!({})),
            ("inspect", json!({ "lines": found })),
            ("quote", json!({ "lines": asked })),
            ("consent", json!({ "how": "in_person" })),
            ("start", json!({})),
            ("complete", json!({ "work": "更换点火器，试机正常" })),
            ("accept", json!({ "person": "张太太" })),
            ("pay", json!({ "amount_fen": 5_000, "method": "cash" })),
            ("pay", json!({ "amount_fen": 10_500, "method": "wechat" })),
            ("close", json!({})),
        ] {
            self.act(number, operation, input);
        }
    }

    fn act(&mut self, number: &str, operation: &str, input: Value) {
        let request = json!({ "number": number, "operation": operation, "input": input });
        self.save("ticket_do", request);
    }

    fn print(&mut self, kind: &str, number: &str) {
        self.save("document_print", json!({ "kind": kind, "number": number, "paper": "a5" }));
    }

    /// A backup is no save of the live database, and told as what it is.
    fn back_up(&mut self, to: &Path) {
        let request = upkeep::Backup { file: to.to_owned() };
        let report = upkeep::backup(&self.desk, request, &mut |_| true).expect("a backup");
        self.tell(&json!({ "backup": report.head }));
    }
}
