//! The search box, against the same SQL prepared and run by itself.
//!
//! Fills a new database with 100,000 tickets (1,000,000 with `--large`), of which no few words are
//! common to hundreds of thousands, and looks for the same texts both ways, turn by turn in the
//! same run; of each the quickest of some turns counts for the ratio.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use desk_core::calendar::Moment;
use desk_store::search::{Entry, Kind};
use desk_store::{Operation, Store, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

const LIMIT: usize = 50;
/// Different texts of each sort.
const TEXTS: u64 = 40;
const TURNS: usize = 5;

fn main() {
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    let tickets = if asked("--large") { 1_000_000 } else { 100_000 };
    let folder = tempfile::tempdir().expect("a folder");
    let begin = Instant::now();
    fill(folder.path(), tickets);
    let store = Store::open(folder.path()).expect("the store opens");
    let size = store.path().metadata().map_or(0, |data| data.len());
    println!("{tickets} tickets, {} MB, filled in {:.0?}", size / 1_000_000, begin.elapsed());

    let bare = Connection::open(store.path()).expect("the file opens");
    bare.set_prepared_statement_cache_capacity(64);
    bare.execute_batch("BEGIN").expect("a transaction");
    println!("{:16} {:>6} {:>9} {:>9} {:>9}", "", "found", "ms", "p95 ms", "× bare");
    let (mut all, mut ours, mut bares) = (Vec::new(), Duration::ZERO, Duration::ZERO);
    store
        .read(|read| {
            for sort in 0..SORTS {
                let (mut times, mut our, mut their, mut found) =
                    (Vec::new(), Duration::ZERO, Duration::ZERO, 0);
                for seed in 0..TEXTS {
                    let case = case(sort, tickets, &mut Dice(seed * 77 + 1));
                    let (mut quick, mut bare_quick) = (Duration::MAX, Duration::MAX);
                    for _ in 0..TURNS {
                        bare_quick = bare_quick.min(time(|| black_box(run(&bare, &case))).1);
                        let (hits, taken) = time(|| read.search(&case.text, LIMIT));
                        found = hits?.len();
                        quick = quick.min(taken);
                        times.push(taken);
                    }
                    our += quick;
                    their += bare_quick;
                }
                let text = case(sort, tickets, &mut Dice(1)).text;
                print_line(&text, found, our / TEXTS as u32, p95(&mut times), our, their);
                all.append(&mut times);
                ours += our;
                bares += their;
            }
            Ok::<(), StoreError>(())
        })
        .expect("the searches run");
    let ratio = ours.as_secs_f64() / bares.as_secs_f64();
    let [mean, bare] = [ours, bares].map(|sum| sum / (TEXTS as u32 * SORTS as u32));
    print_line("all", 0, mean, p95(&mut all), ours, bares);
    println!("measured\tsearch\t{mean:.2?}\tits bare SQL\t{bare:.2?}\t{ratio:.3}\t×");
}

fn print_line(text: &str, found: usize, mean: Duration, p95: f64, ours: Duration, bare: Duration) {
    let mean = mean.as_secs_f64() * 1000.0;
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("{text:16} {found:>6} {mean:>9.3} {p95:>9.3} {ratio:>9.2}");
}

fn p95(times: &mut [Duration]) -> f64 {
    times.sort();
    times[times.len() * 95 / 100].as_secs_f64() * 1000.0
}

fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let answer = work();
    (answer, begin.elapsed())
}

/// What is typed, and the statements with their parameters that it comes to.
struct Case {
    text: String,
    steps: Vec<(&'static str, Vec<Value>)>,
}

const SORTS: usize = 15;

fn case(sort: usize, tickets: u64, dice: &mut Dice) -> Case {
    let limit = Value::from(LIMIT as i64);
    let find =
        |all: String| (include_str!("../src/search/find.sql"), vec![all.into(), limit.clone()]);
    let phones = |text: &str, until: char| {
        let sql = include_str!("../src/search/customers_by_phone.sql");
        let (from, to) = (text.to_owned(), format!("{text}{until}"));
        (sql, vec![from.into(), to.into(), limit.clone()])
    };
    let serials = |text: &str| {
        let sql = include_str!("../src/search/appliances_by_serial.sql");
        let (from, to) = (text.to_uppercase(), format!("{}\0", text.to_uppercase()));
        (sql, vec![from.into(), to.into(), limit.clone()])
    };
    let whole = |text: &str| {
        (include_str!("../src/search/ticket_of_number.sql"), vec![text.to_uppercase().into()])
    };
    let phrase = |text: &str| {
        let characters: Vec<String> = text.chars().map(String::from).collect();
        let pairs: Vec<String> = characters.windows(2).map(<[String]>::concat).collect();
        format!("(\"{}\")", if pairs.is_empty() { text.to_owned() } else { pairs.join(" ") })
    };
    let simple = |text: String| {
        let words: Vec<String> = text.split(' ').map(phrase).collect();
        Case { steps: vec![find(words.join(" AND "))], text }
    };
    let of = |text: String, steps| Case { text, steps };
    match sort {
        0 => simple("李".to_owned()),
        1 => simple("不".to_owned()),
        2 => simple("水".to_owned()),
        3 => simple(name(dice)),
        4 => simple("不制冷".to_owned()),
        5 => of("zs".to_owned(), vec![find("(\"zs\")".to_owned())]),
        6 => {
            let all = "(\"zhang\" OR \"zang\")".to_owned();
            of("zhang".to_owned(), vec![whole("zhang"), serials("zhang"), find(all)])
        }
        7 => {
            let tail = format!("{:04}", dice.below(10_000));
            let all = format!("(\"{tail}\" OR \"ω{tail}\")");
            let steps = vec![whole(&tail), phones(&tail, '\0'), serials(&tail), find(all)];
            of(tail, steps)
        }
        8 => {
            let all = "(\"138\" OR \"ω138\")".to_owned();
            let steps = vec![whole("138"), phones("138", '\0'), serials("138"), find(all)];
            of("138".to_owned(), steps)
        }
        9 => simple(format!("李 {}", dice.pick(&COMPLAINTS[..4]))),
        10 => simple("水 不".to_owned()),
        11 => {
            let (road, house) = (dice.pick(ROADS), dice.below(300) + 1);
            let all = format!("{} 路{house} {house}号\")", phrase(road).trim_end_matches("\")"));
            of(format!("{road}{house}号"), vec![find(all)])
        }
        12 => {
            let n = dice.below(tickets / 4);
            let (text, id) = (phone(n), Value::from(id(1, n).to_vec()));
            let theirs = [
                include_str!("../src/search/appliances_of_customer.sql"),
                include_str!("../src/search/tickets_of_customer.sql"),
            ]
            .map(|sql| (sql, vec![id.clone(), limit.clone()]));
            let mut steps = vec![whole(&text), phones(&text, '\0')];
            steps.extend(theirs);
            steps.push(serials(&text));
            of(text, steps)
        }
        13 => simple(format!("{} {}", dice.pick(GIVEN), "不制冷")),
        _ => {
            let text = number(dice.below(tickets)).replace('-', "").to_lowercase();
            let steps = vec![whole(&text)];
            of(text, steps)
        }
    }
}

fn run(connection: &Connection, case: &Case) -> usize {
    let mut count = 0;
    for (sql, values) in &case.steps {
        let mut statement = connection.prepare_cached(sql).expect("the statement compiles");
        let mut rows = statement.query(params_from_iter(values)).expect("the statement runs");
        while let Some(row) = rows.next().expect("a row") {
            black_box(row.get_ref(0).is_ok());
            count += 1;
        }
    }
    count
}

const SURNAMES: &[&str] = &[
    "李", "王", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "林", "罗", "高", "曾", "单", "韦", "覃", "莫", "蒋", "唐", "秦",
];
const GIVEN: &[&str] = &[
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明",
    "超", "秀", "霞", "平", "刚", "桂", "英", "华", "玉", "萍", "红", "建", "国", "志", "水", "生",
    "春", "小", "文", "晓", "海", "三", "世", "长",
];
const COMPLAINTS: &[&str] = &[
    "打不着火",
    "不制冷",
    "漏水",
    "噪音大",
    "不加热",
    "显示E1",
    "有异味",
    "风机不转",
    "水温不稳",
    "开不了机",
    "按键失灵",
    "不出水",
    "火焰发黄",
    "排烟不畅",
    "点火后熄火",
];
const CATEGORIES: &[&str] = &["集成灶", "热水器", "油烟机", "燃气灶", "净水器", "洗碗机"];
const ROADS: &[&str] = &["漓江路", "中山路", "解放东路", "七星路", "环城北一路", "水产路"];

/// xorshift: the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % end
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        // The smaller of two: the first words are the commonest.
        let end = words.len() as u64;
        words[self.below(end).min(self.below(end)) as usize]
    }
}

fn name(dice: &mut Dice) -> String {
    let mut name = dice.pick(SURNAMES).to_owned();
    for _ in 0..=u8::from(dice.below(3) > 0) {
        name.push_str(GIVEN[dice.below(GIVEN.len() as u64) as usize]);
    }
    name
}

fn phone(n: u64) -> String {
    let head = ["138", "139", "135", "186"][(n % 4) as usize];
    format!("{head}{:08}", n * 7919 % 100_000_000)
}

fn number(n: u64) -> String {
    let (year, day) = (2021 + n / 336_000, n / 1000 % 336);
    format!("WX-GL01-{year}{:02}{:02}-{:04}", day / 28 + 1, day % 28 + 1, n % 1000 + 1)
}

fn id(kind: u8, n: u64) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&n.to_be_bytes());
    id[15] = kind;
    id
}

/// A customer with a phone, an address and a machine.
struct Party {
    name: String,
    phone: String,
    address: String,
    model: String,
    category: &'static str,
    serial: String,
}

impl Party {
    fn new(n: u64, dice: &mut Dice) -> Party {
        let (road, house) = (dice.pick(ROADS), dice.below(300) + 1);
        let (tower, flat) = (dice.below(20) + 1, dice.below(32) * 100 + dice.below(4) + 101);
        Party {
            name: name(dice),
            phone: phone(n),
            address: format!("广西/桂林市/七星区 {road}{house}号{tower}栋{flat}"),
            model: format!("JJZY-{}BT", dice.below(40) + 1),
            category: dice.pick(CATEGORIES),
            serial: format!("HS{:010}", n * 104_729),
        }
    }
}

/// Two tickets of each customer, one after a while.
fn fill(folder: &Path, tickets: u64) {
    let store = Store::open(folder).expect("the store opens");
    let mut connection = Connection::open(store.path()).expect("the file opens");
    let rows = connection.transaction().expect("a transaction");
    let mut dice = Dice(42);
    let parties: Vec<Party> = (0..tickets * 2 / 5).map(|n| Party::new(n, &mut dice)).collect();
    for (n, party) in (0_u64..).zip(&parties) {
        let insert = |sql: &str, params: &[&dyn rusqlite::ToSql]| {
            rows.prepare_cached(sql).and_then(|mut it| it.execute(params)).expect("a row");
        };
        insert(
            "INSERT INTO customer VALUES (?1, ?2, 'none', 0, NULL, '{}')",
            params![id(1, n), party.name],
        );
        insert("INSERT INTO phone VALUES (?1, 0, ?2, 'mobile')", params![id(1, n), party.phone]);
        insert(
            "INSERT INTO appliance VALUES (?1, ?2, ?3, ?4, ?5, 0, '{}')",
            params![id(2, n), id(1, n), party.category, party.model, party.serial],
        );
    }
    let owners: Vec<u64> = (0..tickets)
        .map(|n| if n % 5 < 2 { n / 5 * 2 + n % 5 } else { dice.below((n / 5 * 2).max(1)) })
        .collect();
    for (n, owner) in (0_u64..).zip(&owners) {
        rows.prepare_cached(
            "INSERT INTO ticket VALUES (NULL, ?1, ?2, 'repair', 'onsite_town', 'closed', 0, ?3, ?4, '{}', '{}', 0, 0)",
        )
        .and_then(|mut it| it.execute(params![id(3, n), number(n), id(1, *owner), id(2, *owner)]))
        .expect("a row");
    }
    rows.commit().expect("the rows are written");
    drop(connection);

    let operation = Operation {
        name: "bench",
        actor: "bench".to_owned(),
        at: Moment::from_millis(0).expect("a time"),
        clock_confirmed: true,
    };

    store
        .write_draft(operation, move |write| {
            for (n, owner) in (0_u64..).zip(owners) {
                let party = &parties[owner as usize];
                let (phones, addresses) = ([party.phone.clone()], [party.address.clone()]);
                let mut entry = Entry {
                    kind: Kind::Customer,
                    id: id(1, owner),
                    name: &party.name,
                    phones: &phones,
                    addresses: &addresses,
                    words: "",
                    codes: &[],
                };
                if n % 5 < 2 {
                    write.index(&entry)?;
                    let words = format!("{} {}", party.category, party.model);
                    let codes = [party.serial.clone()];
                    entry.kind = Kind::Appliance;
                    write.index(&Entry {
                        id: id(2, owner),
                        words: &words,
                        codes: &codes,
                        ..entry
                    })?;
                }
                let complaint = dice.pick(COMPLAINTS);
                let words = format!("{complaint} {} {}", party.category, party.model);
                let codes = [party.serial.clone(), number(n)];
                entry.kind = Kind::Ticket;
                write.index(&Entry { id: id(3, n), words: &words, codes: &codes, ..entry })?;
            }
            Ok::<(), StoreError>(())
        })
        .expect("the search is filled");
}
