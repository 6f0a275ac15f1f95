use super::*;

fn words(fen: i64) -> String {
    Money::from_fen(fen).in_words().expect("an amount that has words")
}

#[test]
fn zeros_between_are_read_once() {
    for (fen, expected) in [
        (0, "零元整"),
        (5, "伍分"),
        (10, "壹角整"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (101, "壹元零壹分"),
        (100_001, "壹仟元零壹分"),
        (10_100_000, "壹拾万壹仟元整"),
        (10_000_100, "壹拾万零壹元整"),
        (10_000_100_000, "壹亿零壹仟元整"),
        (10_001_000_000, "壹亿零壹万元整"),
        (10_010_000_000, "壹亿零壹拾万元整"),
        (11_000_000_000, "壹亿壹仟万元整"),
        (1_000_000_000_000, "壹佰亿元整"),
        (1_001_001_001_001, "壹佰亿壹仟零壹万零壹拾元零壹分"),
        (99_999_999_999_999, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ] {
        assert_eq!(words(fen), expected, "{fen}");
    }
}

#[test]
fn only_amounts_in_range_have_words() {
    for fen in [-1, i64::MIN, Money::MAX_IN_WORDS.fen() + 1, i64::MAX] {
        assert_eq!(Money::from_fen(fen).in_words(), Err(OutOfWords), "{fen}");
    }
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (text, fen) in [
        ("0", 0),
        ("0.05", 5),
        ("12.3", 1230),
        ("1234.56", 123_456),
        ("007.00", 700),
        ("-3.50", -350),
        ("92233720368547758.07", i64::MAX),
    ] {
        assert_eq!(text.parse(), Ok(Money::from_fen(fen)), "{text}");
    }
    for text in [
        "",
        "-",
        ".",
        ".5",
        "5.",
        "1.234",
        "1,000",
        "1 0",
        "+1",
        "--1",
        "1e3",
        "１",
        "壹",
        "92233720368547758.08",
        "99999999999999999999999999999999999999999999",
    ] {
        assert_eq!(text.parse::<Money>(), Err(MalformedNumber), "{text:?}");
    }
}

#[test]
fn amounts_are_written_in_yuan() {
    for (fen, text) in [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-12_345, "-123.45"), (70, "0.70")]
    {
        assert_eq!(Money::from_fen(fen).to_string(), text);
    }
}

#[test]
fn sums_that_do_not_fit_are_none() {
    let most = Money::from_fen(i64::MAX);
    let one = Money::from_fen(1);
    assert_eq!(most.checked_add(one), None);
    assert_eq!(Money::from_fen(i64::MIN).checked_sub(one), None);
    assert_eq!(Money::checked_sum([most, one]), None);
    assert_eq!(Money::checked_sum([]), Some(Money::ZERO));
    assert_eq!(most.times("1.001".parse().expect("a quantity")), None);
}
