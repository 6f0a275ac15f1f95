use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;

/// A good file, a part of it, and what is written instead. In both parts `'` stands for `"`.
pub(crate) fn changed(good: &str, from: &str, to: &str) -> String {
    let [from, to] = [from, to].map(|part| part.replace('\'', "\""));
    assert!(good.contains(&from), "the good file has no {from}");
    good.replacen(&from, &to, 1)
}

/// Changes one part of a good file and expects to be refused at `key`, with `problem` among the
/// words, on the line of the first text `at`, or where that is empty on the line of the change.
pub(crate) fn assert_refused<T>(
    read: impl Fn(&str) -> Result<T, DataError>,
    good: &str,
    [from, to, key, at, problem]: [&str; 5],
) {
    let text = changed(good, from, to);
    let Err(error) = read(&text) else { panic!("{to} was accepted") };
    let offset = if at.is_empty() {
        good.bytes().zip(text.bytes()).take_while(|(old, new)| old == new).count()
    } else {
        text.find(&at.replace('\'', "\"")).unwrap_or_else(|| panic!("no line with {at}"))
    };
    let line = 1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
    assert_eq!((error.key.as_str(), error.line), (key, line), "{from} -> {to}: {error}");
    assert!(error.problem.contains(problem), "{from} -> {to}: {error}");
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct House {
    owner: Owner,
    #[serde(rename = "room")]
    rooms: Vec<Room>,
    #[serde(default)]
    notes: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Owner {
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Room {
    door: Door,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Door {
    width: u32,
}

const HOUSE: &str = r#"# A house.
owner = { names = [
  "张三",
  "李四",
] }

[[room]]
door = { width = 80 }

[[room]]
[room.door]
width = 90

[notes]
roof = "瓦"
"#;

/// The line on which a check that refuses `key` is reported.
fn line_of(key: &str) -> usize {
    let refuse = |_: &House| Err(DataError::new(key, "is refused"));
    let error = read::<House>("house.toml", HOUSE, refuse).unwrap_err();
    assert_eq!((error.key.as_str(), error.problem.as_str()), (key, "is refused"));
    error.line
}

#[test]
fn a_good_file_is_read() {
    let house: House = read("house.toml", HOUSE, |_| Ok(())).unwrap();
    assert_eq!(house.owner.names, ["张三", "李四"]);
    assert_eq!(house.rooms[1].door.width, 90);
    assert_eq!(house.notes["roof"], "瓦");
}

#[test]
fn a_check_is_reported_on_the_line_of_its_key() {
    for (key, line) in [
        ("owner", 2),
        ("owner.names", 2),
        ("owner.names[1]", 4),
        ("room", 7),
        ("room[0]", 7),
        ("room[0].door.width", 8),
        ("room[1]", 10),
        ("room[1].door", 11),
        ("room[1].door.width", 12),
        ("notes.roof", 15),
        // What is not there is reported where it should be.
        ("notes.cellar", 14),
        ("room[1].door.height", 11),
        ("room[2].door", 7),
        ("garden", 1),
        ("", 1),
    ] {
        assert_eq!(line_of(key), line, "{key}");
    }
}

#[test]
fn a_text_that_ends_too_early_is_refused_where_it_ends() {
    let error = read::<House>("house.toml", "notes = [\n  1,\n", |_| Ok(())).unwrap_err();
    assert_eq!((error.key.as_str(), error.line), ("", 2), "{error}");
}

#[test]
fn an_error_tells_what_it_knows() {
    let wrong_type = HOUSE.replace("width = 90", "width = \"90\"");
    let error = read::<House>("house.toml", &wrong_type, |_| Ok(())).unwrap_err();
    assert!(error.to_string().starts_with("house.toml:12: room[1].door.width: "), "{error}");

    let error = read::<House>("house.toml", "owner = ", |_| Ok(())).unwrap_err();
    assert!(error.to_string().starts_with("house.toml:1: "), "{error}");

    assert_eq!(DataError::new("version", "is taken").to_string(), "version: is taken");
}
