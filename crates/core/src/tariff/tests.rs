use super::*;
use crate::clause::Clause;
use crate::data::Versions;
use crate::data::tests::{assert_refused, changed};

const DEMO: &str = include_str!("../tariff_demo.toml");

fn read(text: &str) -> Result<Tariff, DataError> {
    Tariff::read("own.toml", text, Policy::shipped().newest())
}

#[test]
fn the_shipped_tariff_is_an_example_of_every_kind_of_price() {
    let tariff = read(DEMO).unwrap_or_else(|error| panic!("{error}"));
    assert!(tariff.example);
    assert!(DEMO.starts_with("# 示例"));

    let policy = Policy::shipped();
    for category in &policy.newest().categories {
        let town = tariff.rates(&category.code, Service::OnsiteTown).unwrap();
        assert!(town.labour.iter().any(|item| item.code.ends_with("-AZ")), "{}", category.name);
        for service in Service::ALL {
            let rates = tariff.rates(&category.code, *service).unwrap();
            let repair = rates.labour.iter().any(|item| item.name.contains("维修"));
            assert!(repair, "{}", category.name);
        }
        // A water heater's visit past its term is agreed (E3), and so is every far one.
        let agreed = category.term.clause == Clause::B3;
        assert_eq!(town.visit_fen.is_empty(), agreed, "{}", category.name);
        assert!(!town.visit_fen.contains_key(&Service::OnsiteFar), "{}", category.name);

        let fits = |class| {
            let mut parts = tariff.parts.iter().filter(|part| part.class == class);
            parts.any(|part| part.categories.contains(&category.code))
        };
        assert!(fits(PartClass::Core), "{} has no core part", category.name);
    }
    for class in [PartClass::Ordinary, PartClass::Consumable, PartClass::Accessory] {
        assert!(tariff.parts.iter().any(|part| part.class == class), "{}", class.as_str());
    }
}

#[test]
fn prices_are_found_by_category_and_service_and_parts_by_code() {
    let tariff = Tariff::demo();
    let stove = tariff.rates("integrated_stove", Service::OnsiteTown).unwrap();
    assert_eq!(stove.visit_fen[&Service::OnsiteTown], Money::from_fen(3000));
    let counter = tariff.rates("integrated_stove", Service::WalkIn).unwrap();
    assert!(counter.visit_fen.is_empty());
    assert!(counter.services.contains(&Service::MailIn));
    assert!(tariff.rates("sewing_machine", Service::WalkIn).is_none());

    let igniter = tariff.part("P-100").unwrap();
    assert_eq!((igniter.name.as_str(), igniter.class), ("点火器", PartClass::Ordinary));
    assert_eq!(igniter.cover_months, Some(4));
    assert!(tariff.part("P-000").is_none());
}

#[test]
fn a_broken_tariff_is_refused_at_its_key_and_line() {
    let visit = "visit_fen = { onsite_town = 3000";
    let workshop = "['walk_in', 'mail_in']";
    // What stands, what stands instead, the key, its line (else that of the change), a part of the
    // problem.
    for change in [
        ["version = 'demo", "versions = 'demo", "versions", "", "unknown field"],
        ["version = 'demo-2026.1'\n", "", "version", "# 示例", "is missing"],
        ["fen = 4500,", "fen = '45.00',", "part[0].price_fen", "", "string"],
        ["fen = 4500,", "fen = 45.5,", "part[0].price_fen", "", "whole number"],
        ["'ordinary'", "'spare'", "part[0].class", "", "unknown variant"],
        ["['walk_in'", "['walkin'", "rates[17].services[0]", "", "unknown variant"],
        ["{ onsite_town", "{ onsite", "rates[0].visit_fen.onsite", "", "unknown variant"],
        ["'点火器'", "''", "part[0].name", "", "is empty"],
        // Coverage.
        ["['refrigerator']\n", "['fridge']\n", "rates[7].categories[0]", "", "no category"],
        ["['gas_stove']\n", "['integrated_stove']\n", "rates[1].categories[0]", "", "already"],
        [", 'boiler']\n", "]\n", "rates", "[[rates]]", "no prices of onsite_town for boiler"],
        [
            workshop,
            "['walk_in']",
            "rates",
            "[[rates]]",
            "no prices of mail_in for integrated_stove",
        ],
        [workshop, "['walk_in', 'walk_in']", "rates[17].services[1]", "", "twice"],
        [visit, "visit_fen = { onsite_town = -1", "rates[0].visit_fen.onsite_town", "", "within"],
        [visit, "visit_fen = { walk_in = 1", "rates[0].visit_fen.walk_in", "", "no visit"],
        ["['onsite_town', ", "[", "rates[0].visit_fen.onsite_town", "visit_fen = {", "none of the"],
        // Items.
        ["'JCZ-WX1'", "'JCZ-AZ'", "rates[0].labour[1].code", "", "twice"],
        ["'FJ-KK'", "'JCZ-AZ'", "rates[0].extras[1].code", "", "twice"],
        ["'RQZ-AZ'", "'JCZ-AZ'", "rates[1].labour[0].code", "", "another name or unit"],
        ["fen = 20000", "fen = -1", "rates[0].labour[0].price_fen", "", "within"],
        ["fen = 2000 }", "fen = -1 }", "rates[0].extras[0].price_fen", "", "within"],
        // Parts.
        ["'P-101'", "'P-100'", "part[1].code", "", "twice"],
        [
            "categories = ['integrated_stove'",
            "categories = ['stove'",
            "part[0].categories[0]",
            "",
            "no category",
        ],
        ["'ordinary'", "'unknown'", "part[0].class", "", "must be known"],
        ["fen = 4500", "fen = -4500", "part[0].price_fen", "", "within"],
        ["cover_months = 4", "cover_months = 2", "part[0].cover_months", "", "3 to 6"],
        ["cover_months = 4", "cover_months = 7", "part[0].cover_months", "", "3 to 6"],
    ] {
        assert_refused(read, DEMO, change);
    }
}

#[test]
fn tariffs_follow_each_other_by_date() {
    let mut tariffs = Versions::new(Tariff::demo());
    let next = changed(DEMO, "demo-2026.1", "own-1").replacen("2026-01-01", "2026-06-01", 1);
    tariffs.replace_with(read(&next).unwrap()).unwrap();
    for (on, version) in
        [("2025-12-31", "demo-2026.1"), ("2026-05-31", "demo-2026.1"), ("2026-06-01", "own-1")]
    {
        assert_eq!(tariffs.in_force(on.parse().unwrap()).version, version, "{on}");
    }
}
