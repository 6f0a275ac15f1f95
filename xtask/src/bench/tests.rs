use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{Aim, Figure, Printed, bad, judge, read_aims, table};

fn figure(name: &str, value: f64) -> Figure {
    let [ours, baseline, bare, unit] = ["1.23ms", "append", "1.00ms", "×"].map(str::to_owned);
    Figure { name: name.to_owned(), ours, baseline, bare, value, unit }
}

fn aims(text: &str) -> BTreeMap<String, Aim> {
    read_aims(text, &[], "linux").expect("aims")
}

#[test]
fn takes_the_lines_that_are_for_it() {
    let mut printed = Printed::default();
    for (line, is_ours) in [
        ("measured\tticket save\t1.23ms\tappend\t1.00ms\t1.230\t×", true),
        ("machine\tcopy with fsync\t850 MB/s", true),
        ("100000 tickets, 97 MB, filled in 12s", false),
        ("measured by hand", false),
        ("measured\tticket save\t1.2", false),
        ("measured\tticket save\t1.23ms\tappend\t1.00ms\tquick\t×", false),
        ("machine\tcopy", false),
        ("", false),
    ] {
        assert_eq!(printed.take(line), is_ours, "{line}");
    }
    assert_eq!(printed.figures, [figure("ticket save", 1.23)]);
    assert_eq!(printed.machine, [["copy with fsync", "850 MB/s"]]);
}

#[test]
fn reads_the_aims_of_the_benches_and_the_system() {
    let text = "[store]\nsave = { most = 1.2, from = 'given' }\n\
        [print]\nvoucher = { most = 2, from = 'own' }\n\
        memory = { most = 30, from = 'own', on = 'linux' }";
    for (benches, system, expected) in [
        (&[][..], "linux", &["memory", "save", "voucher"][..]),
        (&[], "windows", &["save", "voucher"]),
        (&["print"], "linux", &["memory", "voucher"]),
        (&["store", "print"], "macos", &["save", "voucher"]),
        (&["other"], "linux", &[]),
    ] {
        let read = read_aims(text, benches, system).expect("aims");
        assert_eq!(read.keys().collect::<Vec<_>>(), expected, "{benches:?} {system}");
    }
    assert_eq!(aims(text)["save"], Aim { most: 1.2, from: "given".to_owned(), on: None });
}

#[test]
fn refuses_aims_that_are_not_whole() {
    for aim in ["{ most = 1.2 }", "{ from = 'own' }", "{ most = 1, from = 'own', least = 0 }", "2"]
    {
        assert!(read_aims(&format!("[store]\nsave = {aim}"), &[], "linux").is_err(), "{aim}");
    }
}

#[test]
fn judges_every_figure_and_every_aim() {
    let save = "[store]\nsave = { most = 1.2, from = 'given' }";
    for (figures, aims_text, expected) in [
        (vec![figure("save", 1.2)], save, &[][..]),
        (vec![figure("save", 1.201)], save, &["save (NOT MET)"]),
        (vec![figure("save", f64::NAN)], save, &["save (NOT MET)"]),
        (vec![figure("save", 1.0)], "", &["save (NO AIM)"]),
        (vec![], save, &["save (NOT MEASURED)"]),
        (vec![figure("sav", 1.0)], save, &["sav (NO AIM)", "save (NOT MEASURED)"]),
        (vec![figure("save", 1.0), figure("save", 1.0)], save, &["save (NO AIM)"]),
    ] {
        assert_eq!(bad(&judge(figures, aims(aims_text))), expected);
    }
}

#[test]
fn shows_an_aligned_table() {
    let mut memory = figure("memory", 21.4);
    (memory.ours, memory.baseline, memory.bare) = Default::default();
    memory.unit = "MB".to_owned();
    let text = "[all]\nmemory = { most = 30, from = 'given' }\nsave = { most = 1.2, from = 'given' }\n\
        search = { most = 1.2, from = 'own' }";
    let shown = table(&judge(vec![figure("save", 1.23), memory], aims(text)));
    let expected = "\
figure    ours  baseline     its     ratio  aim                from
save    1.23ms  append    1.00ms   1.23 ×   1.2  NOT MET       given
memory                            21.40 MB   30  met           given
search                                      1.2  NOT MEASURED  own
";
    assert_eq!(shown, expected);
}

/// A slip in the file would show only when somebody measures.
#[test]
fn the_aims_can_be_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("aims.toml");
    assert!(!aims(&fs::read_to_string(file).expect("the aims")).is_empty());
}
