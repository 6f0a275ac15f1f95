//! What is stored, what is typed, what is found and why. On a real file.

use desk_core::calendar::Moment;
use desk_store::search::{Entry, Hit, Kind, Why};
use desk_store::{Operation, Store};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rusqlite::{Connection, params};

type Id = [u8; 16];

/// A store and a second connection that fills the tables, which the search only reads.
struct Point {
    store: Store,
    rows: Connection,
    last: u64,
    _folder: tempfile::TempDir,
}

/// A customer and what is theirs, as a line of the tests.
#[derive(Clone)]
struct Person {
    id: Id,
    name: String,
    phones: Vec<String>,
    addresses: Vec<String>,
}

impl Point {
    fn new() -> Point {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let rows = Connection::open(store.path()).unwrap();
        Point { store, rows, last: 0, _folder: folder }
    }

    fn id(&mut self) -> Id {
        self.last += 1;
        let mut id = [7; 16];
        id[..8].copy_from_slice(&self.last.to_be_bytes());
        id
    }

    fn index(&self, kind: Kind, id: Id, person: &Person, words: &str, codes: &[&str]) {
        let (person, words) = (person.clone(), words.to_owned());
        let codes: Vec<String> = codes.iter().map(|&code| code.to_owned()).collect();
        let operation = Operation {
            name: "test",
            actor: "test".to_owned(),
            at: Moment::from_millis(0).unwrap(),
            clock_confirmed: true,
        };
        self.store
            .write_draft(operation, move |write| {
                write.index(&Entry {
                    kind,
                    id,
                    name: &person.name,
                    phones: &person.phones,
                    addresses: &person.addresses,
                    words: &words,
                    codes: &codes,
                })
            })
            .unwrap();
    }

    fn customer(&mut self, name: &str, phones: &[&str], addresses: &[&str]) -> Person {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        let (phones, addresses): (Vec<String>, Vec<String>) = (owned(phones), owned(addresses));
        let person = Person { id: self.id(), name: name.to_owned(), phones, addresses };
        let insert = "INSERT INTO customer VALUES (?1, ?2, 'none', 0, NULL, '{}')";
        self.rows.execute(insert, params![person.id, name]).unwrap();
        for (position, phone) in person.phones.iter().enumerate() {
            let insert = "INSERT INTO phone VALUES (?1, ?2, ?3, 'mobile')";
            self.rows.execute(insert, params![person.id, position as i64, phone]).unwrap();
        }
        self.index(Kind::Customer, person.id, &person, "", &[]);
        person
    }

    fn appliance(&mut self, person: &Person, serial: &str, words: &str) -> Id {
        let id = self.id();
        let insert = "INSERT INTO appliance VALUES (?1, ?2, 'stove', NULL, ?3, 0, '{}')";
        self.rows.execute(insert, params![id, person.id, serial]).unwrap();
        self.index(Kind::Appliance, id, person, words, &[serial]);
        id
    }

    fn ticket(&mut self, person: &Person, number: &str, words: &str) -> Id {
        let id = self.id();
        let insert = "INSERT INTO ticket VALUES (NULL, ?1, ?2, 'repair', 'onsite_town', 'closed', \
            0, ?3, NULL, '{}', '{}', 0, 0)";
        self.rows.execute(insert, params![id, number, person.id]).unwrap();
        self.index(Kind::Ticket, id, person, words, &[number]);
        id
    }

    fn document(&self, number: &str, ticket: Id) {
        let insert = "INSERT INTO document VALUES (?1, ?1, 1, ?2, 0, 0, NULL, NULL)";
        self.rows.execute(insert, params![number, ticket]).unwrap();
    }

    fn search(&self, text: &str, limit: usize) -> Vec<Hit> {
        self.store.read(|read| read.search(text, limit)).unwrap()
    }

    fn found(&self, text: &str) -> Vec<(Id, Why)> {
        self.search(text, 50).iter().map(|hit| (hit.id, hit.why)).collect()
    }
}

#[test]
fn every_reading_of_a_name_is_found() {
    let mut point = Point::new();
    let table: &[(&str, &[&str])] = &[
        ("张三", &["zs", "zhs", "zhangsan", "zangsan", "zhangs", "zhan", "zh", "zhang san"]),
        ("陈水华", &["csh", "chsh", "csh", "chshh", "chenshuihua", "censuihua", "chensh"]),
        ("单雄", &["shanxiong", "danxiong", "chanxiong", "sx", "dx", "cx", "shx", "chx"]),
        ("仇英", &["qiuying", "chouying", "qy", "cy", "chy"]),
        ("曾国", &["zengguo", "cengguo", "zg", "cg"]),
        ("解珍", &["xiezhen", "jiezhen", "xz", "xzh", "jz"]),
        ("查理", &["zhali", "chali", "zl", "zhl", "cl"]),
        ("区明", &["ouming", "quming", "om", "qm"]),
        ("朴俊", &["piaojun", "pujun", "pj"]),
        ("吕女", &["lvnv", "lunu", "lünü", "lünv", "ln"]),
        ("覃冼", &["qinxian", "tanxian", "qx", "tx"]),
        ("费明", &["feiming", "biming", "bm", "fm"]),
        ("贠军", &["yunjun", "yuanjun", "yj"]),
        ("𬭚㛃䶮", &["chunjieyan", "cjy", "𬭚", "㛃", "䶮", "㛃䶮"]),
        ("欧阳娜娜", &["ouyang", "ouyangnana", "oynn"]),
    ];
    let people: Vec<Person> =
        table.iter().map(|(name, _)| point.customer(name, &[], &[])).collect();
    for ((name, typed), person) in table.iter().zip(people) {
        for text in *typed {
            let found = point.found(text);
            let why = found.iter().find(|(id, _)| *id == person.id).map(|(_, why)| *why);
            let expected =
                if text.is_ascii() || text.contains('ü') { Why::Pinyin } else { Why::Name };
            assert_eq!(why, Some(expected), "{name} by {text}");
        }
    }
    for text in ["zhangsi", "zsh", "shs", "zz", "danx1", "yingqiu", "h"] {
        assert_eq!(point.found(text), [], "{text}");
    }
}

#[test]
fn a_single_letter_is_a_whole_word() {
    let mut point = Point::new();
    let (one, e) = (point.customer("李", &[], &[]), point.customer("王五", &[], &["E栋3号"]));
    assert_eq!(point.found("l"), [(one.id, Why::Pinyin)]);
    assert_eq!(point.found("w"), []);
    assert_eq!(point.found("e"), [(e.id, Why::Address)]);
}

#[test]
fn a_phone_brings_its_people_and_what_is_theirs() {
    let mut point = Point::new();
    let old = point.customer("韦一", &["13807731234", "07735812345"], &[]);
    let stove = point.appliance(&old, "HS-001122", "");
    let (first, second) = (
        point.ticket(&old, "WX-GL01-20261122-0001", ""),
        point.ticket(&old, "WX-GL01-20261123-0001", ""),
    );
    let new = point.customer("韦二", &["13807731234"], &[]);
    point.customer("莫三", &["13907731235"], &[]);

    let all = [new.id, old.id, stove, second, first];
    for text in [
        "13807731234",
        "138 0773 1234",
        "138-0773-1234",
        "+86 13807731234",
        "１３８０７７３１２３４",
        " \u{202d}13807731234\u{202c} ",
        "138077312",
        "138077",
    ] {
        assert_eq!(point.found(text), all.map(|id| (id, Why::Phone)), "{text}");
    }
    // Newest first, whatever it is.
    let newest = [new.id, second, first, stove, old.id];
    assert_eq!(point.found("1234"), newest.map(|id| (id, Why::Tail)));
    for text in ["138", "1380", "13807", "１３８"] {
        assert_eq!(point.found(text), newest.map(|id| (id, Why::Phone)), "{text}");
    }
    let its = [second, first, stove, old.id];
    assert_eq!(point.found("5812345"), its.map(|id| (id, Why::Phone)));
    assert_eq!(point.found("韦一 1234"), its.map(|id| (id, Why::Name)));
    assert_eq!(point.found("1234 韦一"), its.map(|id| (id, Why::Tail)));
    assert_eq!(point.found("韦一 13807731234"), its.map(|id| (id, Why::Name)));
    for text in ["13807731235", "1380773123456", "7731", "莫 1234"] {
        assert_eq!(point.found(text), [], "{text}");
    }
}

#[test]
fn a_landline_is_found_with_its_extension_and_without() {
    let mut point = Point::new();
    let office = point.customer("覃四", &["07735831234-801"], &[]);
    for text in
        ["0773-5831234-801", "07735831234-801", "0773-5831234转801", "0773-5831234", "077358"]
    {
        assert_eq!(point.found(text), [(office.id, Why::Phone)], "{text}");
    }
    assert_eq!(point.found("0773-5831234-802"), []);
}

#[test]
fn a_merged_customer_is_not_found_by_phone() {
    let mut point = Point::new();
    let stays = point.customer("韦一", &["13807731234"], &[]);
    let goes = point.customer("韦一", &["13807731234"], &[]);
    let update = "UPDATE customer SET merged_into = ?1 WHERE id = ?2";
    point.rows.execute(update, params![stays.id, goes.id]).unwrap();
    assert_eq!(point.found("13807731234"), [(stays.id, Why::Phone)]);
    let operation = Operation {
        name: "test",
        actor: "test".to_owned(),
        at: Moment::from_millis(0).unwrap(),
        clock_confirmed: true,
    };
    assert_eq!(point.found("韦一").len(), 2);
    point.store.write_draft(operation, move |write| write.unindex(goes.id)).unwrap();
    assert_eq!(point.found("韦一"), [(stays.id, Why::Name)]);
}

#[test]
fn a_whole_number_is_found_alone() {
    let mut point = Point::new();
    let person = point.customer("秦四", &[], &[]);
    let first = point.ticket(&person, "WX-GL01-20261122-0012", "");
    let second = point.ticket(&person, "WX-GL01-20261122-00123", "");
    point.document("SJ-GL01-000381", first);
    point.document("BX-GL01-000377", second);
    for text in [
        "WX-GL01-20261122-0012",
        "wx-gl01-20261122-0012",
        "wxgl01202611220012",
        "ＷＸ－ＧＬ０１－２０２６１１２２－００１２",
        " WX GL01 20261122 0012 ",
        "SJ-GL01-000381",
        "sjgl01000381",
    ] {
        assert_eq!(point.found(text), [(first, Why::Number)], "{text}");
    }
    assert_eq!(point.found("bxgl01000377"), [(second, Why::Number)]);
    for text in ["wxgl01", "wx-gl01-2026", "WXGL0120261122001", "wxgl"] {
        assert_eq!(point.found(text), [(second, Why::Number), (first, Why::Number)], "{text}");
    }
    assert_eq!(point.found("sj-gl"), [(first, Why::Number)]);
    assert_eq!(point.found("秦四 WX-GL01-20261122-0012"), [(first, Why::Name)]);
    assert_eq!(point.found("wxgl01202611220012 秦四"), [(first, Why::Number)]);
    for text in ["wxgl01202611220013", "SJ-GL01-000382", "WX-GL02", "韦 WX-GL01-20261122-0012"] {
        assert_eq!(point.found(text), [], "{text}");
    }
}

#[test]
fn a_serial_number_is_found_whole_and_by_its_beginning() {
    let mut point = Point::new();
    let person = point.customer("秦四", &[], &[]);
    let short = point.appliance(&person, "Hs-20 31a", "");
    let long = point.appliance(&person, "HS2031AB", "");
    for text in ["HS2031A", "hs-2031a", "ｈｓ２０３１Ａ", "Hs-20 31a"] {
        assert_eq!(point.found(text), [(short, Why::Serial)], "{text}");
    }
    for text in ["HS203", "hs2", "hs2031"] {
        assert_eq!(point.found(text), [(long, Why::Serial), (short, Why::Serial)], "{text}");
    }
    assert_eq!(point.found("hs2031ab 秦"), [(long, Why::Serial)]);
    for text in ["2031A", "HS2031AC", "s2031"] {
        assert_eq!(point.found(text), [], "{text}");
    }
}

#[test]
fn words_of_any_length_are_found_and_all_of_them() {
    let mut point = Point::new();
    let li = point.customer("李水生", &["13807731234"], &["桂林市七星区 漓江路２６号3栋1203"]);
    let machine = point.appliance(&li, "X1", "集成灶 JJZY-15BT");
    let broken = point.ticket(&li, "WX-GL01-20261122-0001", "打不着火，显示E1 集成灶");
    let wang = point.customer("王五", &["13907739999"], &["漓江路2号"]);
    let leaking = point.ticket(&wang, "WX-GL01-20261122-0002", "漏水 热水器");
    let lis = [broken, machine, li.id];
    let table: &[(&str, &[Id], Why)] = &[
        ("李", &lis, Why::Name),
        ("李水", &lis, Why::Name),
        ("水生", &lis, Why::Name),
        ("漓江路26号", &lis, Why::Address),
        ("江路26", &lis, Why::Address),
        ("1203", &lis, Why::Address),
        ("漓江路", &[leaking, wang.id, broken, machine, li.id], Why::Address),
        ("不着", &[broken], Why::Words),
        ("不", &[broken], Why::Words),
        ("e1", &[broken], Why::Words),
        ("Ｅ１", &[broken], Why::Words),
        ("漏水", &[leaking], Why::Words),
        ("集成灶", &[broken, machine], Why::Words),
        ("jjzy", &[machine], Why::Words),
        ("JJZY-15BT", &[machine], Why::Words),
        ("李 不", &[broken], Why::Name),
        ("不　李", &[broken], Why::Words),
        ("漓江 水 lss", &lis, Why::Address),
        ("水江", &[], Why::Words),
        ("生李", &[], Why::Words),
        ("李 漏", &[], Why::Words),
        ("漓江路6", &[], Why::Words),
        ("王五 1234", &[], Why::Words),
    ];
    for (text, ids, why) in table {
        let expected: Vec<(Id, Why)> = ids.iter().map(|id| (*id, *why)).collect();
        assert_eq!(point.found(text), expected, "{text}");
    }
    let water: Vec<Why> = point.found("水").into_iter().map(|(_, why)| why).collect();
    assert_eq!(water, [Why::Words, Why::Name, Why::Name, Why::Name]);
}

#[test]
fn what_changed_is_found_as_it_is_now_at_its_old_place() {
    let mut point = Point::new();
    let mut first = point.customer("张三", &["13807731234"], &["漓江路26号"]);
    let second = point.customer("张四", &[], &[]);
    assert_eq!(point.found("张"), [(second.id, Why::Name), (first.id, Why::Name)]);
    first.name = "张飞".to_owned();
    first.addresses = vec!["中山路1号".to_owned()];
    point.index(Kind::Customer, first.id, &first, "", &[]);
    assert_eq!(point.found("张"), [(second.id, Why::Name), (first.id, Why::Name)]);
    assert_eq!(point.found("张飞"), [(first.id, Why::Name)]);
    assert_eq!(point.found("zf"), [(first.id, Why::Pinyin)]);
    assert_eq!(point.found("中山"), [(first.id, Why::Address)]);
    for text in ["张三", "三", "zs", "zhangsan", "漓江路", "26"] {
        let found = point.found(text);
        assert!(found.iter().all(|(id, _)| *id != first.id), "{text}: {found:?}");
    }
}

#[test]
fn the_newest_are_found_and_no_more_than_asked_for() {
    let mut point = Point::new();
    let person = point.customer("蒋八", &["13807731234"], &[]);
    let tickets: Vec<Id> = (0..60)
        .map(|n| point.ticket(&person, &format!("WX-GL01-20261122-{n:04}"), "不制冷"))
        .collect();
    let newest: Vec<Id> = tickets.iter().rev().take(7).copied().collect();
    for text in ["不制冷", "蒋", "jb", "1234", "138", "蒋 不", "wxgl0120"] {
        let found: Vec<Id> = point.search(text, 7).iter().map(|hit| hit.id).collect();
        assert_eq!(found, newest, "{text}");
        assert_eq!(point.search(text, 0), [], "{text}");
    }
    assert_eq!(point.search("13807731234", 7).len(), 7);
    assert_eq!(point.search("蒋八", usize::MAX).len(), 61);
}

#[test]
fn nothing_typed_is_syntax() {
    let mut point = Point::new();
    let person = point.customer("李AND", &["13807731234"], &["NEAR路1号"]);
    let long = "漓".repeat(10_000);
    let many = "李 ".repeat(5_000);
    for text in [
        "",
        " ",
        "\"",
        "\"\"",
        "*",
        "-",
        "^",
        "(",
        ")",
        "NEAR(",
        "AND",
        "NOT",
        "OR OR",
        "name:",
        "{name}:",
        "a*b",
        "a\"b",
        "\0",
        "\u{7f}",
        "，。",
        "'; DROP TABLE ticket; --",
        "%",
        "_",
        "+86",
        "ω",
        "́",
        "😀",
        "ﷺ",
        &long,
    ] {
        let found = point.found(text);
        let expected = match text {
            "AND" => vec![(person.id, Why::Name)],
            "NEAR(" => vec![(person.id, Why::Address)],
            _ => vec![],
        };
        assert_eq!(found, expected, "{text:?}");
    }
    for text in ["李*", "\"李\"", "李\0", "-李", "李 *", "(李)", "李 \" and", "NEAR路", &many]
    {
        let found: Vec<Id> = point.found(text).iter().map(|(id, _)| *id).collect();
        assert_eq!(found, [person.id], "{text:?}");
    }
}

#[test]
fn kinds_and_reasons_have_stable_names() {
    let hit = Hit { kind: Kind::Appliance, id: [0; 16], why: Why::Tail };
    let json = serde_json::to_value(hit).unwrap();
    assert_eq!((&json["kind"], &json["why"]), (&"appliance".into(), &"tail".into()));
}

/// One point for all texts; not in a thread-local, whose end on Windows no other thread gets past, the
/// store's own neither.
#[test]
fn any_text_is_answered_within_the_limit() {
    let mut point = Point::new();
    for n in 0..5 {
        let person = point.customer("李张水", &["13807731234"], &["不水路138号"]);
        point.appliance(&person, "ZS138", "不");
        point.ticket(&person, &format!("WX-GL01-20261122-{n:04}"), "水 AND 不");
    }
    let text = prop_oneof![
        any::<String>(),
        "[李张不水zs138w\"*()\\-{}:^+ A-Z]{0,12}",
        "(AND|OR|NOT|NEAR\\(|李|\"|1234| ){0,8}",
    ];
    let inputs = (prop::collection::vec(text, 20), 0_usize..4);
    let mut runner = TestRunner::new(ProptestConfig::with_cases(64));
    let answered = runner.run(&inputs, |(texts, limit)| {
        for text in &texts {
            let hits = point.store.read(|read| read.search(text, limit));
            let hits = hits.map_err(|error| TestCaseError::fail(format!("{text:?}: {error}")))?;
            prop_assert!(hits.len() <= limit, "{text:?}");
        }
        Ok(())
    });
    answered.unwrap_or_else(|failed| panic!("{failed}"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_name_is_found_by_every_part_of_it(name in "[\u{4e00}-\u{9fa5}㐀-䶵𠀀-𪛖]{1,8}", from in 0_usize..8, length in 1_usize..8) {
        let mut point = Point::new();
        let person = point.customer(&name, &[], &[]);
        let part: String = name.chars().skip(from % name.chars().count()).take(length).collect();
        prop_assert_eq!(point.found(&part), [(person.id, Why::Name)], "{} in {}", part, name);
    }
}
