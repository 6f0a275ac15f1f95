//! Documents by chance on every paper: nothing is lost, nothing overlaps, nothing lies outside,
//! lines break where they may, and pages are counted.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use desk_core::calendar::{Date, Moment};
use desk_core::fee::Service;
use desk_core::money::Money;
use desk_core::paper::Paper;
use desk_core::text::is_printable;
use desk_core::ticket::{ConsentHow, Kind, Method, Purpose};
use desk_core::warranty::{Cover, JobKind, Question};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::checks::{bad_breaks, faults, is_closing, is_opening, is_unbreakable};
use super::{FONTS, all_drawn, dense, first, laid, runs, sheet, shown};
use crate::content::{
    Accepted, Appointment, Bill, Cited, Consented, Content, Custody, DisclosedFees, Fault, FeeRow,
    FittedPart, GivenCover, IntakeSlip, Letterhead, Person, Receipt, RepairVoucher, Unit,
};
use crate::fonts::Weight;
use crate::page::{Item, Page};
use crate::setting::{bold, lines, plain};
use crate::{Marks, Sheet};

/// Every character that may be typed, but breaks of lines and the marks that are dealt with by
/// themselves.
static CHARACTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let typed = |c: &char| is_printable(*c) && !matches!(c, '\n' | '\t');
    ('\0'..=char::MAX).filter(typed).filter(|c| !is_closing(*c) && !is_opening(*c)).collect()
});

const WORDS: &[&str] =
    &["打不着火", "点火针积碳", "换", "龑䶮珺", "脉冲点火器", "保修期内", "一二三四五六七八九十"];

const LATIN: &[&str] =
    &["JS-JCZ-X9", "R32", "E6", "3.5", "mm", "0773-5831234", "(a)", "50%", "https://a.b/c?d=e"];

/// A piece of a text, which begins with no closing mark and ends with no opening one.
fn piece() -> impl Strategy<Value = String> {
    let word = || select(WORDS).prop_map(str::to_owned);
    let closers: Vec<String> = "，。、；：！？".chars().map(String::from).collect();
    prop_oneof![
        6 => word(),
        6 => (word(), select(closers)).prop_map(|(word, mark)| word + &mark),
        1 => word().prop_map(|word| format!("（{word}）")),
        1 => word().prop_map(|word| format!("《{word}》")),
        1 => word().prop_map(|word| format!("“{word}”")),
        3 => select(LATIN).prop_map(str::to_owned),
        2 => Just(" ".to_owned()),
        1 => word().prop_map(|word| format!("\n{word}")),
        1 => "[A-Za-z0-9]{20,80}",
        2 => vec(select(CHARACTERS.as_slice()), 1..12).prop_map(String::from_iter),
    ]
}

/// The beginning of a text, trimmed as all that is typed, which ends with no opening mark either.
fn cut(text: &str, most: usize) -> String {
    let cut: String = text.chars().take(most).collect();
    cut.trim_end_matches(|c: char| is_opening(c) || c.is_whitespace()).to_owned()
}

/// A text of at most so many characters, empty for some.
fn text(most: usize) -> impl Strategy<Value = String> {
    let cut = |pieces: Vec<String>, most: usize| cut(&format!("字{}", pieces.concat()), most);
    prop_oneof![
        2 => Just(String::new()),
        5 => vec(piece(), 0..3).prop_map(move |pieces| cut(pieces, most)),
        1 => vec(piece(), most / 4..most / 2).prop_map(move |pieces| cut(pieces, most)),
    ]
}

/// A name, a number or another short text on one line.
fn short() -> impl Strategy<Value = String> {
    text(100).prop_map(|text| text.replace('\n', ""))
}

/// A text that tells something: seldom as long as it may be.
fn long() -> impl Strategy<Value = String> {
    prop_oneof![
        24 => text(300),
        1 => (vec(piece(), 200), 1..=10_000_usize).prop_map(|(pieces, count)| {
            let whole = format!("字{}", pieces.concat());
            cut(&whole.repeat(10_000 / whole.chars().count() + 1), count)
        }),
    ]
}

fn fen() -> impl Strategy<Value = Money> {
    let most = Money::MAX_SUM.fen();
    prop_oneof![Just(0), 1..100_i64, 0..1_000_000_i64, 0..=most, Just(most)]
        .prop_map(Money::from_fen)
}

fn day() -> impl Strategy<Value = Date> {
    (0..20_000_u32).prop_map(|days| Date::new(2000, 1, 1).expect("a date").plus_days(days))
}

fn moment() -> impl Strategy<Value = Moment> {
    (0..4_000_000_000_000_i64).prop_map(|millis| Moment::from_millis(millis).expect("a time"))
}

fn chosen<T: Copy + std::fmt::Debug + 'static>(values: &'static [T]) -> impl Strategy<Value = T> {
    select(values)
}

fn cited(most: usize) -> impl Strategy<Value = Vec<Cited>> {
    let clause = ("[A-Z][0-9]{1,2}", text(120)).prop_map(|(clause, text)| Cited { clause, text });
    vec(clause, 0..=most)
}

fn texts<const N: usize>(
    text: impl Fn() -> BoxedStrategy<String>,
) -> impl Strategy<Value = [String; N]> {
    vec(text(), N).prop_map(|texts| texts.try_into().expect("as many as asked for"))
}

fn point() -> impl Strategy<Value = Letterhead> {
    texts(|| short().boxed()).prop_map(
        |[name, address, phone, complaint_phone, brand, hotline, hours, policy_version]| {
            let policy_version = cut(&policy_version, 40);
            Letterhead {
                name,
                address,
                phone,
                complaint_phone,
                brand,
                hotline,
                hours,
                policy_version,
            }
        },
    )
}

fn person() -> impl Strategy<Value = Person> {
    texts(|| short().boxed()).prop_map(|[name, phone, address, tier]| Person {
        name,
        phone,
        address,
        tier,
    })
}

fn unit() -> impl Strategy<Value = Unit> {
    (texts(|| short().boxed()), of(day())).prop_map(|([category, model, serial, evidence], day)| {
        Unit { category, model, serial, purchased_on: day, evidence }
    })
}

fn fault() -> impl Strategy<Value = Fault> {
    let texts = (texts(|| short().boxed()), long());
    let open = subsequence(Question::ALL, 0..=Question::ALL.len());
    (0..5_u32, texts, chosen(Cover::ALL), of(day()), cited(6), open, any::<bool>()).prop_map(
        |(unit, ([place, part, cause, responsible], note), cover, last_day, why, open, left)| {
            Fault { unit, place, part, cause, note, responsible, cover, last_day, why, open, left }
        },
    )
}

/// A number as the program gives them, with a branch code of two to six letters.
fn number(series: &'static str) -> impl Strategy<Value = String> {
    let pattern = match series {
        "WX" => "WX-[A-Z0-9]{2,6}-[0-9]{8}-[0-9]{4}".to_owned(),
        series => format!("{series}-[A-Z0-9]{{2,6}}-[0-9]{{6}}"),
    };
    proptest::string::string_regex(&pattern).expect("a pattern")
}

fn visit() -> impl Strategy<Value = Appointment> {
    (moment(), moment(), texts(|| short().boxed())).prop_map(
        |(from, to, [engineer, badge, certificate])| Appointment {
            from,
            to,
            engineer,
            badge,
            certificate,
        },
    )
}

fn custody() -> impl Strategy<Value = Custody> {
    // An empty one would be a comma at the beginning of a line.
    let accessory = short().prop_filter("a name", |text| !text.is_empty());
    (of(moment()), texts(|| short().boxed()), long(), vec(accessory, 0..8)).prop_map(
        |(received_at, [received_by, pickup_code, kept_at, sent_by], looks, accessories)| Custody {
            received_at,
            received_by,
            looks,
            accessories,
            pickup_code,
            kept_at,
            sent_by,
        },
    )
}

fn intake() -> impl Strategy<Value = Content> {
    let who = (point(), person(), texts(|| short().boxed()), moment());
    let what = (vec(unit(), 0..5), long(), long(), vec(fault(), 0..4));
    let disclosed =
        (of(fen()), of(fen()), cited(4)).prop_map(|(empty_trip_fen, inspection_fen, why)| {
            DisclosedFees { empty_trip_fen, inspection_fen, why }
        });
    let then = (of(visit()), of(disclosed), of(custody()), cited(4), cited(8));
    (number("WX"), chosen(Kind::ALL), chosen(Service::ALL), who, what, then).prop_map(
        |(number, kind, service, (point, customer, [channel, taken_by], taken_at), what, then)| {
            let (units, complaint, note, faults) = what;
            let (visit, disclosed, custody, advice, promises) = then;
            Content::Intake(Box::new(IntakeSlip {
                point,
                number,
                kind,
                service,
                channel,
                taken_at,
                ended: if taken_by.len() > 30 { taken_by.clone() } else { String::new() },
                taken_by,
                customer,
                units,
                complaint,
                note,
                visit,
                disclosed,
                faults,
                advice,
                custody,
                promises,
            }))
        },
    )
}

/// What the first line of a row of fees says first, so that it can be found.
const ROW: &str = "费目";

fn row() -> impl Strategy<Value = FeeRow> {
    let waived = cited(1).prop_map(|clauses| clauses.into_iter().next());
    let quantity = prop_oneof![Just("1".to_owned()), "[0-9]{1,4}\\.[0-9]{1,3}"];
    (short(), text(10), (fen(), fen(), fen()), quantity, waived).prop_map(
        |(name, unit, (unit_fen, full_fen, charged_fen), qty, waived)| FeeRow {
            name: format!("{ROW}{name}"),
            unit: unit.replace('\n', ""),
            unit_fen,
            qty,
            full_fen,
            charged_fen,
            waived,
        },
    )
}

fn bill() -> impl Strategy<Value = Bill> {
    let rows = prop_oneof![7 => vec(row(), 0..8), 1 => vec(row(), 30..=40)];
    (rows, fen(), fen()).prop_map(|(rows, discount_fen, total_fen)| Bill {
        rows,
        discount_fen,
        total_fen,
    })
}

fn part() -> impl Strategy<Value = FittedPart> {
    texts(|| short().boxed()).prop_map(|[name, code, qty, old_serial, new_serial]| FittedPart {
        name,
        code,
        qty: cut(&qty, 12),
        old_serial,
        new_serial,
    })
}

fn given_cover() -> impl Strategy<Value = GivenCover> {
    (short(), chosen(JobKind::ALL), (of(0..400_u32), of(0..400_u32)), day(), any::<bool>())
        .prop_map(|(what, kind, (months, days), last_day, redo)| GivenCover {
            what,
            kind,
            months,
            days,
            last_day,
            redo,
        })
}

fn repair() -> impl Strategy<Value = Content> {
    let who = (point(), person(), texts(|| short().boxed()), (moment(), moment()));
    let parts = prop_oneof![5 => vec(part(), 0..4), 1 => vec(part(), 20..30)];
    let what = (vec(unit(), 0..5), long(), vec(fault(), 0..4), long(), parts);
    // An empty tip would be a semicolon at the beginning of a line.
    let tip = text(100).prop_filter("a tip", |text| !text.is_empty());
    let gives = (bill(), fen(), vec(given_cover(), 0..5), cited(12), vec(tip, 0..6), cited(4));
    let consent = (short(), chosen(ConsentHow::ALL), moment())
        .prop_map(|(person, how, at)| Consented { person, how, at });
    let acceptance = (short(), moment()).prop_map(|(person, at)| Accepted { person, at });
    let numbers = (number("BX"), number("WX"), chosen(Kind::ALL), chosen(Service::ALL));
    (numbers, who, what, gives, of(consent), of(acceptance)).prop_map(
        |((number, ticket, kind, service), who, what, gives, consent, acceptance)| {
            let (point, customer, [engineer, badge], (taken_at, completed_at)) = who;
            let (units, complaint, faults, work, parts) = what;
            let (bill, paid_fen, covers, limits, care, advice) = gives;
            Content::Repair(Box::new(RepairVoucher {
                point,
                number,
                ticket,
                kind,
                service,
                taken_at,
                completed_at,
                customer,
                units,
                complaint,
                faults,
                work,
                engineer,
                badge,
                parts,
                bill,
                paid_fen,
                covers,
                limits,
                care,
                advice,
                consent,
                acceptance,
            }))
        },
    )
}

fn receipt() -> impl Strategy<Value = Content> {
    let signed = (fen(), any::<bool>()).prop_map(|(fen, negative)| match negative {
        true => Money::from_fen(-fen.fen()),
        false => fen,
    });
    let signed = signed.boxed();
    let who = (point(), person(), texts(|| short().boxed()), moment(), vec(unit(), 0..3));
    let amounts = (of(bill()), signed.clone(), fen(), of(signed));
    let how = (chosen(Method::ALL), chosen(Purpose::ALL), long());
    (number("SJ"), number("WX"), who, amounts, how, weighted(0.2, number("SJ"))).prop_map(
        |(number, ticket, who, (bill, amount_fen, paid_fen, balance_fen), how, reverses)| {
            let (point, customer, [payer, taken_by], paid_at, units) = who;
            let (method, purpose, reason) = how;
            Content::Receipt(Box::new(Receipt {
                point,
                number,
                ticket,
                paid_at,
                customer,
                units,
                bill,
                amount_fen,
                method,
                purpose,
                payer,
                taken_by,
                reason,
                reverses: reverses.unwrap_or_default(),
                paid_fen,
                balance_fen,
            }))
        },
    )
}

/// A print of a document.
#[derive(Debug)]
pub struct Print {
    content: Content,
    paper: Paper,
    reprint: u32,
    voided: Option<String>,
    practice: bool,
}

impl Print {
    pub fn sheet(&self) -> Sheet<'_> {
        let voided = self.voided.as_deref();
        let (reprint, practice) = (self.reprint, self.practice);
        sheet(&self.content, self.paper, Marks { reprint, voided, practice, ..first() })
    }
}

fn print(content: impl Strategy<Value = Content>) -> impl Strategy<Value = Print> {
    let papers = prop::sample::Index::arbitrary();
    let marks = (prop_oneof![Just(0), 1..10_u32], weighted(0.2, long()), any::<bool>());
    (content, papers, marks).prop_map(|(content, paper, (reprint, voided, practice))| {
        let papers = Paper::ALL.iter().copied();
        let papers: Vec<Paper> = papers.filter(|paper| crate::fits(&content, *paper)).collect();
        Print { paper: *paper.get(&papers), content, reprint, voided, practice }
    })
}

/// Any document on any paper, for the tools.
#[cfg(target_os = "linux")]
pub fn any_print() -> impl Strategy<Value = Print> {
    print(prop_oneof![intake(), repair(), receipt()])
}

/// How often each character stands in a text.
fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    text.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    counts
}

/// The characters that are drawn less often than they should be.
fn lost(sheet: &Sheet, pages: &[Page]) -> Vec<char> {
    let drawn = counted(&all_drawn(pages));
    let copies = if sheet.paper.is_carbonless() { 1 } else { sheet.copies.len().max(1) };
    let said: String = shown::texts(sheet).iter().map(|text| dense(&plain(text).text)).collect();
    let due = counted(&said).into_iter();
    due.filter(|(c, count)| drawn.get(c).copied().unwrap_or(0) < count * copies)
        .map(|(c, _)| c)
        .collect()
}

/// Each page says which it is of how many.
fn uncounted(sheet: &Sheet, pages: &[Page]) -> Vec<String> {
    let copies = if sheet.paper.is_carbonless() { 1 } else { sheet.copies.len().max(1) };
    let count = pages.len() / copies;
    let mut uncounted = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let said = format!("第{}页共{count}页", index % count + 1);
        let is_needed = count > 1 || !sheet.paper.is_roll();
        if is_needed && !runs(page).any(|run| dense(run) == said) {
            uncounted.push(said);
        }
    }
    uncounted
}

/// Rows of fees on a sheet that stand below no head.
fn headless(sheet: &Sheet, page: &Page) -> bool {
    let height = |of: &str| {
        let texts = page.items.iter().filter_map(move |item| match item {
            Item::Text { y, text, .. } if text.starts_with(of) => Some(*y),
            _ => None,
        });
        texts.fold(f32::MAX, f32::min)
    };
    let row = height(ROW);
    !sheet.paper.is_roll() && row < f32::MAX && height("项目") >= row
}

/// All that is wrong with a print.
pub fn wrong(sheet: &Sheet) -> Vec<String> {
    let faces = FONTS.faces();
    let pages = laid(sheet);
    let mut wrong = uncounted(sheet, &pages);
    let lost = lost(sheet, &pages);
    if !lost.is_empty() {
        wrong.push(format!("lost: {lost:?}"));
    }
    for (index, page) in pages.iter().enumerate() {
        let mut on_page = faults(&faces, page, sheet.paper);
        on_page.extend(bad_breaks(&faces, page, index > 0));
        if headless(sheet, page) {
            on_page.push("no head above a row".to_owned());
        }
        if page.height > 5000.05 {
            on_page.push(format!("{} mm long", page.height));
        }
        wrong.extend(on_page.into_iter().map(|fault| format!("page {}: {fault}", index + 1)));
    }
    wrong
}

fn assert_right(print: &Print) -> Result<(), TestCaseError> {
    let wrong = wrong(&print.sheet());
    prop_assert!(wrong.is_empty(), "on {}: {:#?}", print.paper.as_str(), wrong);
    Ok(())
}

/// 2,000 documents in all.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        max_shrink_iters: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(700))]

    #[test]
    fn intake_slips_are_whole(print in print(intake())) {
        assert_right(&print)?;
    }

    #[test]
    fn repair_vouchers_are_whole(print in print(repair())) {
        assert_right(&print)?;
    }
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn receipts_are_whole(print in print(receipt())) {
        assert_right(&print)?;
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    /// Lines are no wider than they may be, lose nothing, and begin and end with what may stand
    /// there, but where a word alone is wider than the line.
    #[test]
    fn lines_break_where_they_may(text in text(400), more in text(100), most in 12.0..200.0_f32) {
        let spans = [plain(&text), bold(&more)];
        let whole: String = spans.iter().map(|span| dense(&span.text)).collect();
        let lines = lines(&FONTS.faces(), &spans, 10.0, most);
        let broken: Vec<String> =
            lines.iter().map(|line| line.chars.iter().map(|(c, _)| c).collect()).collect();
        prop_assert_eq!(whole, dense(&broken.concat()));
        for (index, (line, text)) in lines.iter().zip(&broken).enumerate() {
            prop_assert!(line.width <= most + 0.01, "{} mm of {most}: {text:?}", line.width);
            let is_cut = |line: usize| is_unbreakable(&broken[line]);
            if index > 0 && text.starts_with(is_closing) {
                prop_assert!(is_cut(index - 1), "begins: {text:?} after {:?}", broken[index - 1]);
            }
            if index + 1 < lines.len() && text.ends_with(is_opening) {
                prop_assert!(is_cut(index), "ends: {text:?}");
            }
        }
    }
}

#[test]
fn a_lost_character_and_a_row_without_a_head_are_found() {
    let content = crate::samples::all().swap_remove(3).1;
    let sheet = sheet(&content, Paper::A4, first());
    let pages = laid(&sheet);
    assert_eq!(lost(&sheet, &pages), []);
    let mut less = pages.clone();
    less[1].items.retain(|item| !matches!(item, Item::Text { text, .. } if text.contains('䶮')));
    assert_eq!(lost(&sheet, &less), ['䶮', '珺', '龑']);
    assert_eq!(uncounted(&sheet, &pages), [""; 0]);
    less[0].items.retain(|item| !matches!(item, Item::Text { text, .. } if text.contains('共')));
    assert_eq!(uncounted(&sheet, &less), ["第1页共1页"]);
    let text = |y: f32, text: &str| Item::Text {
        x: 20.0,
        y,
        size: 10.0,
        weight: Weight::Regular,
        text: text.into(),
    };
    let page = |items| Page { width: 210.0, height: 297.0, items };
    assert!(!headless(&sheet, &page(vec![text(20.0, "项目"), text(30.0, "费目")])));
    assert!(headless(&sheet, &page(vec![text(40.0, "项目"), text(30.0, "费目")])));
    assert!(headless(&sheet, &page(vec![text(30.0, "费目")])));
}
