//! A counter on a real file: every step is a process of `desk`.

use std::cell::Cell;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A data folder with Chinese characters and a space in its name, and a clock that goes on by a
/// minute with every step.
pub struct Counter {
    _parent: TempDir,
    pub folder: PathBuf,
    minutes: Cell<i64>,
    day: Cell<&'static str>,
}

/// What `desk` said when it refused.
#[derive(Debug, PartialEq)]
pub struct Refused {
    pub status: i32,
    pub code: String,
    pub field: String,
    pub allowed: Vec<String>,
}

pub const PIN: &str = "2468";

impl Counter {
    /// A folder that nothing was written in yet.
    pub fn empty() -> Counter {
        let parent = TempDir::new().expect("a folder");
        let folder = parent.path().join("桂林 服务台");
        Counter { _parent: parent, folder, minutes: Cell::new(0), day: Cell::new("2026-11-23") }
    }

    /// The service point GL01 with a supervisor, a clerk and an engineer.
    pub fn new() -> Counter {
        let counter = Counter::empty();
        counter.call(
            "set_up",
            json!({
                "point": { "name": "桂林服务点", "branch": "GL01", "city": "桂林" },
                "supervisor": { "name": "周经理", "badge": "S1", "pin": PIN },
            }),
        );
        for (name, badge, role) in [("李丽", "C1", "counter"), ("王工", "E1", "engineer")] {
            counter.call(
                "save_staff",
                json!({
                    "staff": { "name": name, "badge": badge, "role": role },
                    "approval": approval(),
                }),
            );
        }
        counter
    }

    /// Goes on with another day, at nine in the morning.
    pub fn on(&self, day: &'static str) -> &Counter {
        self.day.set(day);
        self.minutes.set(0);
        self
    }

    /// The time of the next step.
    pub fn now(&self) -> String {
        let minutes = self.minutes.get() + 1;
        self.minutes.set(minutes);
        format!("{}T{:02}:{:02}:00+08:00", self.day.get(), 9 + minutes / 60, minutes % 60)
    }

    pub fn output(&self, args: &[&str], input: &str) -> Output {
        run(&self.folder, Some(&self.now()), args, input)
    }

    /// The values that a command prints; it must succeed.
    #[track_caller]
    pub fn values(&self, args: &[&str], input: Value) -> Vec<Value> {
        let output = self.output(args, &input.to_string());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    #[track_caller]
    pub fn value(&self, args: &[&str], input: Value) -> Value {
        let mut values = self.values(args, input);
        assert_eq!(values.len(), 1, "{args:?}");
        values.remove(0)
    }

    #[track_caller]
    pub fn call(&self, name: &str, request: Value) -> Value {
        self.value(&["call", name], request)
    }

    #[track_caller]
    pub fn take_in(&self, intake: Value) -> Value {
        self.value(&["ticket", "new"], intake)
    }

    #[track_caller]
    pub fn show(&self, ticket: &Value) -> Value {
        self.value(&["ticket", "show", number(ticket)], json!({}))
    }

    /// One operation on a ticket.
    #[track_caller]
    pub fn act(&self, ticket: &Value, operation: &str, input: Value) -> Value {
        self.value(&["ticket", "do", number(ticket), operation], input)
    }

    /// Several operations, one after the other.
    #[track_caller]
    pub fn acts(&self, ticket: &Value, operations: &[(&str, Value)]) -> Value {
        let mut shown = ticket.clone();
        for (operation, input) in operations {
            shown = self.act(ticket, operation, input.clone());
        }
        shown
    }

    /// What is said to a command that must be refused; nothing may have changed by it.
    #[track_caller]
    pub fn refused(&self, args: &[&str], input: &str) -> Refused {
        let before = self.head();
        let output = self.output(args, input);
        assert!(output.stdout.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stdout));
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(said.lines().count(), 1, "one line: {said}");
        let error: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("JSON: {said}"));
        assert_eq!(self.head(), before, "{args:?} was refused and wrote something");
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        let names = error["allowed"].as_array().into_iter().flatten();
        Refused {
            status: output.status.code().expect("a status"),
            code: text("code"),
            field: text("field"),
            allowed: names.map(|name| name.as_str().expect("a name").to_owned()).collect(),
        }
    }

    /// Code and field with which an operation is refused.
    #[track_caller]
    pub fn refuses(&self, ticket: &Value, operation: &str, input: Value) -> (String, String) {
        let args = ["ticket", "do", number(ticket), operation];
        let refused = self.refused(&args, &input.to_string());
        assert_eq!(refused.status, 2);
        (refused.code, refused.field)
    }

    fn head(&self) -> Value {
        match self.folder.join("desk.db").exists() {
            true => self.verified()["head"].clone(),
            false => Value::Null,
        }
    }

    /// What `verify` says; it must find nothing wrong.
    #[track_caller]
    pub fn verified(&self) -> Value {
        let output = run(&self.folder, None, &["verify"], "");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{said}");
        serde_json::from_str(&said).expect("JSON")
    }
}

/// Runs `desk` on a folder, at a time or at the machine's.
pub fn run(folder: &Path, now: Option<&str>, args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
    command.arg("--json").arg("--data").arg(folder).args(args);
    if let Some(now) = now {
        command.args(["--now", now]);
    }
    ended(&mut command, input)
}

/// How a command ends that gets this on standard input.
pub fn ended(command: &mut Command, input: &str) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("desk starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command that is refused at once reads nothing.
    stdin.write_all(input.as_bytes()).ok();
    drop(stdin);
    child.wait_with_output().expect("desk ends")
}

pub fn number(ticket: &Value) -> &str {
    ticket["number"].as_str().expect("a number")
}

pub fn approval() -> Value {
    json!({ "staff": "S1", "pin": PIN })
}

/// A stove out of its term, on a visit in town; members of the second argument replace or join.
pub fn stove(change: Value) -> Value {
    let mut intake = json!({
        "kind": "repair",
        "service": "onsite_town",
        "customer": {
            "name": "张三",
            "phones": ["13807731234"],
            "address": { "region": "广西/桂林市/七星区", "detail": "漓江路26号" }
        },
        "appliance": {
            "category": "integrated_stove", "purchased_on": "2021-03-15", "invoice": "present",
            "card": "absent", "serial": "intact", "use": "household"
        },
        "complaint": "打不着火",
        "disclosed": { "empty_trip": true },
    });
    join(&mut intake, change);
    intake
}

fn join(into: &mut Value, change: Value) {
    match (into, change) {
        (Value::Object(into), Value::Object(change)) => {
            for (name, value) in change {
                join(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, change) => *into = change,
    }
}

pub fn schedule(counter: &Counter) -> (&'static str, Value) {
    let from = format!("{}T14:00", counter.day.get());
    ("schedule", json!({ "engineer": "王工", "from": from, "called": true }))
}

/// From registered to inspected, with this cause.
pub fn to_inspect(counter: &Counter, cause: &str) -> Vec<(&'static str, Value)> {
    vec![
        schedule(counter),
        ("depart", json!({ "checked": ["核对地址"] })),
        ("arrive", json!({})),
        ("inspect", json!({ "lines": [{ "place": "点火", "part": "P-100", "cause": cause }] })),
    ]
}

/// Labour 80.00, a part 45.00, and the visit 30.00: 155.00.
pub fn quote() -> (&'static str, Value) {
    (
        "quote",
        json!({ "lines": [
        { "kind": "labour", "code": "JCZ-WX1" },
        { "kind": "part", "code": "P-100" },
    ] }),
    )
}

pub fn consent() -> (&'static str, Value) {
    ("consent", json!({ "how": "phone", "called": "13807731234" }))
}

pub fn complete() -> (&'static str, Value) {
    let fitted = json!([{ "line": "q2", "old_serial": "a1", "new_serial": "b2" }]);
    ("complete", json!({ "work": "更换点火器，试机正常", "fitted": fitted }))
}

/// Total, paid, due and refund in 分.
pub fn money(ticket: &Value) -> [i64; 4] {
    ["total_fen", "paid_fen", "due_fen", "refund_fen"]
        .map(|name| ticket[name].as_i64().expect("an amount"))
}

pub fn pay(fen: i64, method: &str) -> (&'static str, Value) {
    ("pay", json!({ "amount_fen": fen, "method": method }))
}
