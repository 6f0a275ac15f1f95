//! A program that is killed before its k-th change to the disk, for growing k until it is done.

use std::fs;
use std::os::unix::process::ExitStatusExt;

use serde_json::{Value, json};

use crate::counter::stove;
use crate::failing::{Left, goes_on};
use crate::place::Place;
use crate::program::Program;

/// Kills `desk` before its first change and before every `step`-th after it, and looks at what is
/// left once a plain program has gone on with work; that it ended by itself is told too.
fn killed(
    make: fn() -> Place,
    step: usize,
    least: usize,
    args: impl Fn(&Place) -> Vec<String> + Sync,
    look: impl Fn(&Place, Left, bool) + Sync,
) {
    let (args, look) = (&args, &look);
    // Two share the work: the one has the odd places, the other those between.
    let last = |first: usize| {
        for k in (first..).step_by(2 * step) {
            let mut place = make();
            place.set("KILL", k);
            let words = args(&place);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let output = place.output(&words, &stove(json!({})));
            let is_done = output.status.success();
            assert!(is_done || output.status.signal() == Some(9), "{k}: {}", output.status);
            println!("killed before change {k}: {words:?}");
            let left = goes_on(Program::on(&place.data()), &place);
            look(&place, left, is_done);
            if is_done {
                return k;
            }
        }
        unreachable!("it ends by itself at last")
    };
    let most = std::thread::scope(|scope| {
        let other = scope.spawn(|| last(1 + step));
        last(1).max(other.join().expect("no panic"))
    });
    assert!(most > least, "it made only {most} changes");
}

#[test]
fn a_killed_backup_has_no_name_unless_it_is_whole() {
    let args = |place: &Place| vec!["backup".to_owned(), place.path("new.fwt")];
    killed(Place::open, 4, 60, args, |place, left, is_done| {
        assert_eq!(left.tickets.len(), 2);
        let file = place.path("new.fwt");
        let is_there = fs::exists(&file).expect("looked");
        assert!(is_there || !is_done);
        if is_there {
            let report: Value = place.does(&["verify", &file], json!({}));
            assert_eq!(report["problems"], json!([]));
        }
    });
}

#[test]
fn a_killed_restore_leaves_the_old_database_or_the_restored_one() {
    let args = |place: &Place| vec!["restore".to_owned(), place.path("old.fwt")];
    killed(Place::open, 2, 80, args, |_, left, is_done| {
        assert!(left.tickets.len() == 1 || (left.tickets.len() == 2 && !is_done));
    });
}

#[test]
fn a_killed_first_start_is_begun_again() {
    let args = |_: &Place| vec!["ticket".to_owned(), "new".to_owned()];
    killed(Place::empty, 6, 180, args, |_, left, is_done| {
        assert!(left.tickets.len() == 1 || (left.tickets.is_empty() && !is_done));
    });
}

/// A database of the first schema, which a newer program has not opened yet.
fn older() -> Place {
    let place = Place::empty();
    fs::create_dir(place.data()).expect("a folder");
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/tests/fixtures/schema-1.db");
    fs::copy(fixture, place.data().join("desk.db")).expect("copied");
    place
}

#[test]
fn a_killed_upgrade_has_its_backup_and_is_done_again() {
    let before = older().does(&["call", "verify"], json!({}));
    let args = |_: &Place| vec!["call".to_owned(), "point".to_owned()];
    killed(older, 1, 100, args, |place, left, _| {
        assert_eq!(left.tickets.len(), 12);
        // One that is brought up already is not backed up any more.
        let kept = fs::read_dir(place.data().join("backups")).expect("a folder");
        let kept: Vec<_> = kept.map(|entry| entry.expect("an entry").path()).collect();
        assert_eq!(kept.len(), 1, "{kept:?}");
        let kept = place.does(&["verify", kept[0].to_str().expect("UTF-8")], json!({}));
        assert_eq!((&kept["problems"], &kept["head"]), (&json!([]), &before["head"]));
    });
}
