//! What holds for every bill and every amount, found or broken by chance.

use std::sync::LazyLock;

use desk_core::fee::{Bill, FeeCase, Line, LineKind, LineVerdict, Outcome, Service, bill};
use desk_core::money::{Money, Quantity};
use desk_core::policy::Policy;
use desk_core::warranty::Cover;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

static POLICY: LazyLock<Policy> = LazyLock::new(Policy::shipped);

fn verdict(cover: Cover) -> LineVerdict {
    let (labour, parts, visit) = cover.charges();
    let said = |charge: desk_core::warranty::Charge| Some(charge.as_str().to_owned());
    LineVerdict { cover: Some(cover), labour: said(labour), parts: said(parts), visit: said(visit) }
}

fn fen(most: i64) -> impl Strategy<Value = Money> {
    prop_oneof![Just(0), 1..100_i64, 0..=most].prop_map(Money::from_fen)
}

/// A case that can be billed: extras belong to a line, discounts stay below what is charged.
fn case() -> impl Strategy<Value = FeeCase> {
    let line =
        (select(LineKind::ALL), fen(10_000_000), (0..100_u32, 0..1000_u32), select(Cover::ALL));
    let fees = (
        fen(20_000),
        fen(20_000),
        of(fen(20_000)),
        any::<bool>(),
        fen(9000),
        fen(9000),
        fen(30_000_000),
        0..=100_i64,
    );
    (select(Service::ALL), select(Outcome::ALL), vec(line, 0..8), fees).prop_map(
        |(service, outcome, lines, fees)| {
            let is_away = matches!(service, Service::WalkIn | Service::MailIn);
            let outcome = match outcome {
                Outcome::CancelledAfterDeparture if is_away => Outcome::QuoteRefused,
                outcome => outcome,
            };
            let own: Vec<String> = lines
                .iter()
                .enumerate()
                .filter(|(_, line)| line.0 != LineKind::Extra)
                .map(|(index, _)| format!("l{index}"))
                .collect();
            let lines = lines
                .into_iter()
                .enumerate()
                .filter(|(_, line)| line.0 != LineKind::Extra || !own.is_empty())
                .map(|(index, (kind, unit_fen, (whole, thousandths), cover))| Line {
                    id: Some(format!("l{index}")),
                    kind: Some(kind),
                    unit_fen: Some(unit_fen),
                    qty: Some(format!("{whole}.{:03}", thousandths.max(1))),
                    verdict: (kind != LineKind::Extra).then(|| verdict(cover)),
                    belongs_to: (kind == LineKind::Extra).then(|| own[index % own.len()].clone()),
                })
                .collect();
            let (visit_fen, inspection, empty_trip_fen, told, freight_in, freight_out, paid, part) =
                fees;
            let mut case = FeeCase {
                id: Some("p".into()),
                service: Some(service),
                outcome: Some(outcome),
                lines,
                visit_fen,
                inspection_fen: Some(inspection),
                empty_trip_fen,
                empty_trip_disclosed: told,
                freight_in_fen: freight_in,
                freight_out_fen: freight_out,
                paid_fen: paid,
                discount_fen: Money::ZERO,
            };
            let charged = billed(&case).charged_fen.fen();
            case.discount_fen = Money::from_fen(charged / 100 * part);
            case
        },
    )
}

fn billed(case: &FeeCase) -> Bill {
    bill(POLICY.newest(), case).expect("a case that can be billed")
}

/// Reads words back, by the value of each sign: the other way round than they are written.
fn read_words(words: &str) -> i64 {
    let digits = "零壹贰叁肆伍陆柒捌玖";
    let (mut fen, mut yuan, mut group, mut digit) = (0, 0, 0, 0);
    for sign in words.chars() {
        if let Some(value) = digits.chars().position(|known| known == sign) {
            digit = value as i64;
            continue;
        }
        match sign {
            '拾' => group += digit * 10,
            '佰' => group += digit * 100,
            '仟' => group += digit * 1000,
            '万' => yuan += (group + digit) * 10_000,
            '亿' => yuan = (yuan + group + digit) * 100_000_000,
            '元' => yuan += group + digit,
            '角' => fen += digit * 10,
            '分' => fen += digit,
            '整' => {}
            other => panic!("{other} in {words}"),
        }
        if "万亿元".contains(sign) {
            group = 0;
        }
        digit = 0;
    }
    yuan * 100 + fen
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn totals_are_the_sums_of_their_rows(case in case()) {
        let bill = billed(&case);
        let charged: i64 = bill.rows.iter().map(|row| row.charged_fen.fen()).sum();
        let promised: i64 = bill
            .rows
            .iter()
            .filter(|row| row.clause.is_some_and(|c| ["E13", "B8"].contains(&c.as_str())))
            .map(|row| row.full_fen.fen() - row.charged_fen.fen())
            .sum();
        prop_assert_eq!(bill.charged_fen.fen(), charged);
        prop_assert_eq!(bill.manufacturer_fen.fen(), promised);
        prop_assert_eq!(bill.total_fen.fen(), charged - bill.discount_fen.fen());
        prop_assert_eq!(
            bill.total_fen.fen() - bill.paid_fen.fen(),
            bill.due_fen.fen() - bill.refund_fen.fen()
        );
        prop_assert!(bill.total_fen >= Money::ZERO);
    }

    #[test]
    fn no_row_charges_more_than_it_costs(case in case()) {
        let bill = billed(&case);
        for row in &bill.rows {
            prop_assert!(row.charged_fen >= Money::ZERO && row.charged_fen <= row.full_fen);
            // All or nothing: a clause waives the whole row.
            let expected = if row.clause.is_some() { Money::ZERO } else { row.full_fen };
            prop_assert_eq!(row.charged_fen, expected);
        }
        let lines: Vec<&str> = case.lines.iter().filter_map(|line| line.id.as_deref()).collect();
        let rows: Vec<&str> = bill.rows.iter().map(|row| row.id.as_str()).collect();
        prop_assert!(rows.starts_with(&lines), "every line stays on the bill");
    }

    #[test]
    fn nobody_owes_and_is_owed_at_once(case in case()) {
        let bill = billed(&case);
        prop_assert!(bill.due_fen == Money::ZERO || bill.refund_fen == Money::ZERO);
        prop_assert!(bill.due_fen >= Money::ZERO && bill.refund_fen >= Money::ZERO);
    }

    /// A quote, written down and read again with the same facts, gives the same bill.
    #[test]
    fn the_same_facts_give_the_same_bill(case in case()) {
        let quote = billed(&case);
        let kept = serde_json::to_string(&case).expect("a case can be written");
        let again: FeeCase = serde_json::from_str(&kept).expect("and read");
        prop_assert_eq!(billed(&again), quote);
    }

    /// What the customer pays never depends on what was paid before.
    #[test]
    fn payments_change_the_balance_alone(case in case(), more in 1..1_000_000_i64) {
        let before = billed(&case);
        let paid = before.paid_fen.checked_add(Money::from_fen(more)).expect("fits");
        let after = billed(&FeeCase { paid_fen: paid, ..case });
        prop_assert_eq!(&after.rows, &before.rows);
        prop_assert_eq!(after.total_fen, before.total_fen);
        let balance = |bill: &Bill| bill.due_fen.fen() - bill.refund_fen.fen();
        prop_assert_eq!(balance(&after), balance(&before) - more);
    }

    #[test]
    fn a_line_is_off_by_half_a_fen_at_most(unit in 0..1_000_000_000_i64, thousandths in 1..1_000_000_000_i64) {
        let quantity: Quantity =
            format!("{}.{:03}", thousandths / 1000, thousandths % 1000).parse().expect("a quantity");
        let amount = Money::from_fen(unit).times(quantity).expect("fits").fen();
        let twice_off = 2 * (i128::from(amount) * 1000 - i128::from(unit) * i128::from(thousandths));
        prop_assert!(-1000 < twice_off && twice_off <= 1000);
    }

    #[test]
    fn words_read_back_as_their_amount(
        fen in prop_oneof![
            0..1_000_000_i64,
            0..=Money::MAX_IN_WORDS.fen(),
            // Many zeros: a few digits anywhere.
            vec((0..14_u32, 0..10_i64), 1..4).prop_map(|digits| {
                let sum: i64 =
                    digits.into_iter().map(|(place, digit)| digit * 10_i64.pow(place)).sum();
                sum.min(Money::MAX_IN_WORDS.fen())
            }),
        ]
    ) {
        let words = Money::from_fen(fen).in_words().expect("in range");
        prop_assert_eq!(read_words(&words), fen, "{}", words);
        prop_assert!(!words.contains("零零") && !words.starts_with('元'));
        prop_assert_eq!(words.ends_with('整'), fen % 10 == 0);
    }

    #[test]
    fn amounts_are_read_back_as_written(fen in any::<i64>().prop_filter("has no positive", |fen| *fen > i64::MIN)) {
        let money = Money::from_fen(fen);
        prop_assert_eq!(money.to_string().parse(), Ok(money));
    }
}
