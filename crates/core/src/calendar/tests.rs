use super::*;

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn only_dates_that_exist_are_read() {
    for text in ["2024-02-29", "2025-12-31", "0001-01-01", "9999-12-31"] {
        assert_eq!(date(text).to_string(), text);
    }
    for text in [
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "0000-01-01",
        "",
        "2026-1-01",
        "2026-01-1",
        "26-01-01",
        "20260101",
        "2026/01/01",
        " 2026-01-01",
        "2026-01-01 ",
        "2026-01-01T00:00:00",
        "+2026-01-01",
        "-001-01-01",
        "２０２６-01-01",
        "12026-01-01",
        "2026-0a-01",
    ] {
        assert_eq!(text.parse::<Date>(), Err(NoSuchDate), "{text:?}");
    }
}

#[test]
fn years_count_by_the_calendar() {
    for (birth, on, years) in [
        ("2016-02-29", "2024-02-28", 7),
        ("2016-02-29", "2024-02-29", 8),
        ("2016-02-29", "2023-02-27", 6),
        ("2016-02-29", "2023-02-28", 7),
        ("2016-05-01", "2016-05-01", 0),
        ("2016-05-01", "2017-04-30", 0),
        ("2016-05-01", "2016-04-30", -1),
    ] {
        assert_eq!(date(on).whole_years_since(date(birth)), years, "{birth} {on}");
    }
}

#[test]
fn working_days_follow_the_table_where_there_is_one() {
    let calendar = Calendar::shipped();
    for (day, works) in [
        ("2026-10-01", false), // National Day
        ("2026-10-07", false), // the holiday's last day
        ("2026-10-08", true),
        ("2026-10-10", true),  // a Saturday made up
        ("2026-10-11", false), // the Sunday after
        ("2026-11-23", true),  // a Monday
        ("2022-10-03", true),  // a holiday of a year without a table: a Monday
        ("2027-10-01", true),  // a Friday of a year without a table
        ("2027-10-02", false),
    ] {
        assert_eq!(calendar.is_working_day(date(day)), works, "{day}");
    }
}

#[test]
fn a_way_through_a_year_without_a_table_says_so() {
    let calendar = Calendar::shipped();
    for (start, n, found, basis) in [
        ("2026-09-30", 2, "2026-10-09", Basis::Table),
        ("2026-12-30", 1, "2026-12-31", Basis::Table),
        ("2026-12-31", 1, "2027-01-01", Basis::WeekendsOnly),
        ("2026-12-25", 6, "2027-01-04", Basis::WeekendsOnly),
        ("2022-12-29", 1, "2022-12-30", Basis::WeekendsOnly),
        // The 31st is passed, and lies in a year without a table.
        ("2022-12-30", 1, "2023-01-03", Basis::WeekendsOnly),
        ("2022-12-31", 1, "2023-01-03", Basis::Table),
    ] {
        let expected = Some(WorkingDay { date: date(found), calendar: basis });
        assert_eq!(calendar.add_working_days(date(start), n), expected, "{start} + {n}");
    }
    assert_eq!(calendar.add_working_days(date("2026-09-30"), 0), None);
    assert_eq!(calendar.add_working_days(date("9999-12-31"), 1), None);
    assert_eq!(calendar.add_working_days(date("2026-09-30"), u32::MAX), None);
}

#[test]
fn last_days_move_off_rest_days() {
    let calendar = Calendar::shipped();
    for (start, term, last_day) in [
        ("2024-02-29", Term::Months(12), "2025-02-28"),
        ("2023-10-01", Term::Months(12), "2024-10-08"),
        ("2024-01-31", Term::Months(1), "2024-02-29"),
        ("2025-01-31", Term::Months(1), "2025-02-28"),
        ("2026-10-03", Term::Days(7), "2026-10-10"), // a Saturday on which people work
        ("2026-10-04", Term::Days(7), "2026-10-12"),
        ("2026-09-24", Term::Days(7), "2026-10-08"), // National Day
        ("2021-09-30", Term::Days(3), "2021-10-04"), // no table: a Sunday, so Monday
    ] {
        assert_eq!(calendar.last_day(date(start), term), date(last_day), "{start} {term:?}");
    }
}

#[test]
fn a_table_that_cannot_be_read_names_its_line() {
    let head = "date\tstatus\n";
    for (rows, line, field) in [
        ("2026-01-01\toff\n2026-02-30\toff", 3, "date"),
        ("2026-01-01\tmaybe", 2, "status"),
        ("2026-01-01", 2, "status"),
        ("\n", 2, "date"),
        ("2026-01-01\toff\n2026-01-01\twork", 3, "date"),
    ] {
        let read = Calendar::from_tsv(&format!("{head}{rows}"));
        assert_eq!(read.expect_err(rows), BadCalendar { line, field }, "{rows:?}");
    }
}

#[test]
fn the_shipped_table_is_one_of_exceptions() {
    let calendar = Calendar::shipped();
    assert_eq!(calendar.years, [2023, 2024, 2025, 2026]);
    for (day, works) in &calendar.exceptions {
        assert!(!*works || day.is_weekend(), "{day} works, as any weekday does");
    }
}
