//! No room: a real full disk, and files that must not grow.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::counter::{ended, stove};
use crate::failing::{does, goes_on, is_told};
use crate::place::Place;
use crate::program::Program;

/// `desk serve` on a place, started by a shell that first does this; `$0` is the disk. The words
/// after it are `desk` and what it is given.
fn serve_after(place: &Place, first: &str) -> Program {
    let desk = place.desk();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{first} exec \"$@\"")]).arg(place.disk());
    Program::start(shell.arg(desk.get_program()).args(desk.get_args()).arg("serve"))
}

/// Takes tickets in, each from a draft, until there is no room; how many, and the error. The draft of
/// the last is there still, and reading goes on.
fn until_no_room(program: &Program) -> (usize, Value) {
    for taken in 0.. {
        assert!(taken < 3_000, "there is always room");
        let note = "长".repeat(2_000);
        let draft = json!({ "kind": "intake", "body": { "note": note, "nth": taken } });
        let draft = match program.ask("save_draft", &draft).expect("an answer") {
            Ok(draft) => draft,
            Err(error) => return (taken, error),
        };
        let intake = stove(json!({ "note": note }));
        let new = json!({ "intake": intake, "draft": draft["id"] });
        if let Err(error) = program.ask("ticket_new", &new).expect("an answer") {
            let drafts = does(program, "drafts", json!({}));
            assert!(drafts.as_array().is_some_and(|drafts| drafts.contains(&draft)), "{drafts}");
            return (taken, error);
        }
    }
    unreachable!("the loop only ends by returning")
}

#[test]
fn files_that_must_not_grow_stop_work_and_lose_nothing() {
    let place = Place::open();
    // In blocks of 512 bytes; the file itself has some 200 KB.
    let program = serve_after(&place, "trap '' XFSZ; ulimit -f 1500;");
    let (taken, error) = until_no_room(&program);
    is_told(&error);
    assert!(taken > 3, "only {taken} tickets");
    let limit = json!({ "limit": 1_000 });
    let tickets = does(&program, "ticket_list", limit);
    assert_eq!(tickets.as_array().map(Vec::len), Some(2 + taken));
    drop(program);
    // Another program is not held back.
    assert_eq!(goes_on(place.serve(), &place).tickets.len(), 50.min(2 + taken));
}

#[test]
fn a_full_disk_stops_work_until_there_is_room() {
    const MOUNT: &str = "mount -t tmpfs -o size=3m tmpfs";
    let mine = |prefix: &str| {
        let probe = Place::empty();
        let mut shell = Command::new("sh");
        let command = format!("{prefix} sh -c '{MOUNT} \"$0\" && umount \"$0\"' \"$0\"");
        ended(shell.args(["-c", &command]).arg(probe.disk()), "").status.success()
    };
    let unshared = "unshare --user --map-root-user --mount";
    let Some(prefix) = ["unshare --mount", unshared].into_iter().find(|prefix| mine(prefix)) else {
        println!("NOT RUN: nothing here may mount a small disk, neither as root nor by unshare");
        return;
    };
    // The mount is seen by the program and what it starts alone, so the filler is removed by a file
    // beside the disk that a loop of the same shell waits for, and the rest is copied out of it.
    let place = Place::empty();
    let made = Place::open();
    let beside = |name: &str| place.beside(name).display().to_string();
    let (room, copied) = (beside("room"), beside("copied"));
    let inside = format!(
        "{MOUNT} \"$0\" && cp -r '{}/.' \"$0\" && head -c 1500000 /dev/zero > \"$0/filler\" &&
         (while ! [ -e '{room}' ]; do sleep 0.05; done; rm \"$0/filler\";
          while ! [ -e '{copied}' ]; do sleep 0.05; done; mkdir '{copied}.part';
          cp -r \"$0/.\" '{copied}.part'; mv '{copied}.part' '{copied}.whole') >/dev/null 2>&1 &
         exec \"$@\"",
        made.disk().display()
    );
    let desk = place.desk();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec {prefix} sh -c \"$INSIDE\" \"$0\" \"$@\"")]);
    shell.env("INSIDE", inside).arg(place.disk());
    let program = Program::start(shell.arg(desk.get_program()).args(desk.get_args()).arg("serve"));
    let (taken, error) = until_no_room(&program);
    assert_eq!(error["code"], "disk_full", "{error}");
    assert!(taken > 3, "only {taken} tickets");
    let tickets = |program: &Program| {
        does(program, "ticket_list", json!({ "limit": 1_000 })).as_array().map(Vec::len)
    };
    assert_eq!(tickets(&program), Some(2 + taken));
    assert!(does(&program, "search", json!({ "text": "张三" })).as_array().is_some());
    fs::write(&room, "").expect("written");
    // The same program goes on as soon as there is room.
    let new = json!({ "intake": stove(json!({})) });
    let patience = std::time::Instant::now();
    while let Err(error) = program.ask("ticket_new", &new).expect("an answer") {
        assert_eq!(error["code"], "disk_full");
        assert!(patience.elapsed().as_secs() < 30, "there is room, but work does not go on");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let (more, _) = until_no_room(&program);
    assert!(more > 0, "the room is used");
    assert_eq!(tickets(&program), Some(2 + taken + 1 + more));
    fs::write(&copied, "").expect("written");
    let whole = place.beside("copied.whole");
    while !whole.exists() {
        assert!(patience.elapsed().as_secs() < 60, "the disk is not copied");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    drop(program);
    let data = whole.join("服务台 data");
    let verified = crate::counter::run(&data, None, &["verify"], "");
    let report: Value = serde_json::from_slice(&verified.stdout).expect("JSON");
    assert_eq!((&report["problems"], &report["tickets"]), (&json!([]), &json!(3 + taken + more)));
}
