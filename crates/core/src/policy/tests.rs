use super::*;
use crate::clause::Clause;
use crate::data::DataError;
use crate::data::tests::{assert_refused, changed};
use crate::warranty::{Cause, Tier};

const SHIPPED: &str = include_str!("jason.toml");

fn shipped() -> Pack {
    Pack::read("jason.toml", SHIPPED).unwrap_or_else(|error| panic!("{error}"))
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn refused(change: [&str; 5]) {
    assert_refused(|text| Pack::read("own.toml", text), SHIPPED, change);
}

#[test]
fn a_broken_value_is_refused_at_its_key_and_on_its_line() {
    // What stands, what stands instead, the key, a part of the problem.
    for [from, to, key, problem] in [
        // Not TOML.
        ["name = '杰森'", "name = '杰森", "", "string"],
        ["name = '杰森'", "name = 杰森", "", "string"],
        ["[brand]", "[brand", "", "`]`"],
        ["[channels]", "[brand]", "", "duplicate key"],
        ["hours = '24", "hotline = '24", "", "duplicate key"],
        // Unknown keys.
        ["[brand]", "[brands]", "brands", "unknown field"],
        ["hours = '24", "opens = '24", "brand.opens", "unknown field"],
        ["source = '示例；只写明", "sources = '", "model[3].sources", "unknown field"],
        ["N16 = {", "N17 = {", "clauses.N17", "unknown variant"],
        ["liquid = ", "water = ", "causes.water", "unknown variant"],
        // Types and values.
        ["value = 90", "value = '90'", "parameters.post_repair_days.value", "string"],
        ["value = 90", "value = 90.0", "parameters.post_repair_days.value", "whole number"],
        ["value = 90", "value = -90", "parameters.post_repair_days.value", "-90"],
        [
            "value = 90",
            "value = 1_0000000000_0000000000",
            "parameters.post_repair_days.value",
            "large",
        ],
        ["value = true", "value = 1", "parameters.normal_wear_covered.value", "boolean"],
        ["'gold'", "'golden'", "parameters.lifetime_tier.value", "unknown variant"],
        ["'gold'", "3", "parameters.lifetime_tier.value", "not a text"],
        ["'1995-08-25'", "'1995-02-30'", "effective_from", "a date that exists"],
        ["'1995-08-25'", "1995-08-25", "effective_from", "without quotes"],
        ["clause = 'A4'", "clause = 'A44'", "channels.clause", "unknown variant"],
        ["at = 'call'", "at = 'visit'", "script[0].at", "unknown variant"],
        ["E7 = { text = '不修好不收费'", "E7 = { text = 7", "clauses.E7.text", "string"],
        ["[cities]", "[[cities]]", "cities", "not a table"],
        ["{ months = 96", "[96] # ", "category[8].lifetime", "not a table"],
        // Texts and lists.
        ["'热线'", "''", "channels.names[0]", "is empty"],
        ["'热线'", "' '", "channels.names[0]", "is empty"],
        ["'热线'", "'热线 '", "channels.names[0]", "with a space"],
        ["'热线'", r"'热\t线'", "channels.names[0]", "control"],
        ["'洛阳'", "'湖州'", "cities.names[50]", "twice"],
        ["core_parts = ['电机']", "core_parts = []", "category[10].core_parts", "empty list"],
        ["文件开头：杰森全国咨询热线", "", "brand.source", "is empty"],
        // Categories.
        ["'gas_stove'", "'gas-stove'", "category[1].code", "small letters"],
        ["'gas_stove'", "'integrated_stove'", "category[1].code", "twice"],
        ["'燃气灶'", "'集成灶'", "category[1].name", "twice"],
        ["['电视']", "['彩电', '冰箱']", "category[9].aliases[1]", "name of a category"],
        ["whole_months = 12", "whole_months = 0", "category[0].term.whole_months", "1 to 600"],
        ["core_months = 36", "core_months = 601", "category[0].term.core_months", "12 to 600"],
        ["core_months = 36", "core_months = 11", "category[0].term.core_months", "12 to 600"],
        ["{ months = 120", "{ months = 0", "category[0].lifetime.months", "1 to 600"],
        ["{ months = 12,", "{ months = 0,", "category[3].national.months", "1 to 600"],
        ["day = 500", "day = 0", "category[7].national.depreciation_ppm_per_day", "1 to 1000000"],
        ["years = 8", "years = 0", "category[0].safe_life.years", "1 to 100"],
        ["gas_years = 6", "gas_years = 101", "category[3].safe_life.town_gas_years", "1 to 100"],
        // Models.
        [
            "category = 'gas_water_heater'",
            "category = 'heater'",
            "model[0].category",
            "no category",
        ],
        ["'JS-XQG150-C3'", "'JS-XQG200-C1'", "model[2].model", "twice"],
        ["core_months = 60\n", "core_months = 0\n", "model[3].core_months", "1 to 600"],
        [
            "commercial_months = 12",
            "commercial_months = 0",
            "model[1].commercial_months",
            "1 to 600",
        ],
        ["core_months = 96", "core_months = 35", "model[0].core_months", "36 to 600"],
    ] {
        refused([from, to, key, "", problem]);
    }
}

#[test]
fn what_is_missing_is_refused_where_it_should_be() {
    // What stands, what stands instead, the key, the line it is missed on, a part of the problem.
    for change in [
        ["source = '杰森服务政策文件", "# '", "source", "# 杰森服务政策包", "is missing"],
        ["hours = '24小时'\n", "", "brand.hours", "[brand]", "is missing"],
        ["value = 5000, ", "", "parameters.empty_trip_fen.value", "empty_trip_fen", "is missing"],
        ["code = 'boiler'\n", "", "category[15].code", "[[category]]\nname = '锅炉'", "is missing"],
        ["months = 96, ", "", "category[8].lifetime.months", "lifetime = { clause", "is missing"],
        ["normal_wear = '正常磨损'\n", "", "causes.normal_wear", "[causes]", "is missing"],
        ["unknown = '待查'\n", "", "causes.unknown", "[causes]", "is missing"],
        ["E7 = {", "# {", "clauses.E7", "[clauses]", "is missing"],
        ["core_months = 60\n", "", "model[3]", "[[model]]\nmodel = 'JS-JCZ-X9'", "no months"],
        ["at = 'arrive'\ntext", "at = 'call'\ntext", "script", "[[script]]", "none at arrive"],
        ["at = 'leave'\ntext", "at = 'call'\ntext", "script", "[[script]]", "none at leave"],
        ["at = 'follow_up'", "at = 'call'", "script", "[[script]]", "none at follow_up"],
        [
            "at = 'complaint'\ntext",
            "at = 'call'\ntext",
            "script",
            "[[script]]",
            "none at complaint",
        ],
        [
            "at = 'arrive'\nitems",
            "at = 'call'\nitems",
            "checklist",
            "[[checklist]]",
            "none at arrive",
        ],
    ] {
        refused(change);
    }
}

#[test]
fn a_parameter_out_of_range_is_refused() {
    // The parameter, what stands, what stands instead, the parameter that is named.
    for [name, value, broken, named] in [
        ["slip_months_least", "3", "0", "slip_months_least"],
        ["slip_months_least", "3", "4", "slip_months_ordinary"],
        ["slip_months_least", "3", "7", "slip_months_most"],
        ["slip_months_most", "6", "601", "slip_months_most"],
        ["slip_months_most", "6", "5", "slip_months_core"],
        ["slip_months_ordinary", "3", "2", "slip_months_ordinary"],
        ["slip_months_ordinary", "3", "7", "slip_months_ordinary"],
        ["slip_months_core", "6", "2", "slip_months_core"],
        ["slip_months_core", "6", "7", "slip_months_core"],
        ["post_repair_days", "90", "0", "post_repair_days"],
        ["post_repair_days", "90", "4000000000", "post_repair_days"],
        ["installation_days", "30", "0", "installation_days"],
        ["lifetime_tier", "'gold'", "'none'", "lifetime_tier"],
        ["extended_offer_months", "3", "0", "extended_offer_months"],
        ["replace_after_years", "15", "0", "replace_after_years"],
        ["inspection_town_fen", "3000", "-1", "inspection_town_fen"],
        ["empty_trip_fen", "5000", "-1", "empty_trip_fen"],
        ["empty_trip_fen", "5000", "10000000000000", "empty_trip_fen"],
        ["rounding_off_fen", "99", "-1", "rounding_off_fen"],
        ["complaint_working_days", "2", "0", "complaint_working_days"],
        ["follow_up_opens_days", "3", "0", "follow_up_opens_days"],
        ["follow_up_opens_days", "3", "8", "follow_up_last_days"],
        ["follow_up_last_days", "7", "2", "follow_up_last_days"],
        ["call_minutes", "30", "0", "call_minutes"],
        ["engineer_years", "5", "0", "engineer_years"],
        ["return_days", "7", "0", "return_days"],
        ["return_days", "7", "15", "return_days"],
        ["exchange_days", "15", "0", "exchange_days"],
        ["exchange_days", "15", "7", "return_days"],
        ["exchange_after_repairs", "2", "0", "exchange_after_repairs"],
        ["parts_wait_warn_days", "60", "0", "parts_wait_warn_days"],
        ["parts_wait_warn_days", "60", "90", "parts_wait_warn_days"],
        ["parts_wait_exchange_days", "90", "0", "parts_wait_exchange_days"],
        ["repair_warn_days", "20", "0", "repair_warn_days"],
        ["repair_warn_days", "20", "30", "repair_warn_days"],
        ["repair_exchange_days", "30", "0", "repair_exchange_days"],
        ["stub_years", "5", "0", "stub_years"],
    ] {
        let from = format!("\n{name} = {{ value = {value},");
        let to = format!("\n{name} = {{ value = {broken},");
        let (key, at) = (format!("parameters.{named}.value"), format!("{named} = {{"));
        refused([&from, &to, &key, &at, ""]);
    }
}

#[test]
fn a_pack_saved_by_a_windows_editor_is_read() {
    let text = format!("\u{feff}{}", SHIPPED.replace('\n', "\r\n"));
    assert!(Pack::read("own.toml", &text).is_ok());

    let error = Pack::read("own.toml", &text.replace("value = 90", "value = 0")).unwrap_err();
    let line = 1 + SHIPPED.lines().position(|line| line.contains("value = 90")).unwrap();
    assert_eq!((error.key.as_str(), error.line), ("parameters.post_repair_days.value", line));
}

/// The facts that vectors, demo data and the other tests build on.
#[test]
fn the_shipped_categories_hold_what_the_document_and_the_standards_say() {
    use Clause::{B2, B3, B5, B6};
    // Code, whole and core months, clause, lifetime, national months, safe years, on town gas,
    // millionths a day.
    let expected = [
        ("integrated_stove", 12, 36, B2, Some(120), None, Some(8), None, None),
        ("gas_stove", 12, 36, B6, None, None, Some(8), None, None),
        ("electric_water_heater", 120, 120, B3, None, None, Some(8), None, None),
        ("gas_water_heater", 120, 120, B3, None, Some(12), Some(8), Some(6), None),
        ("heat_pump_water_heater", 120, 120, B3, None, None, None, None, None),
        ("air_source_heat_pump", 12, 36, B6, None, None, None, None, None),
        ("solar_water_heater", 12, 36, B6, None, None, None, None, None),
        ("refrigerator", 12, 36, B6, None, Some(12), Some(10), None, Some(500)),
        ("washing_machine", 36, 36, B5, Some(96), Some(12), Some(8), None, Some(500)),
        ("television", 12, 36, B6, None, Some(12), None, None, Some(1000)),
        ("range_hood", 12, 36, B6, None, Some(12), Some(8), None, None),
        ("disinfection_cabinet", 12, 36, B6, None, None, Some(8), None, None),
        ("air_conditioner", 12, 36, B6, None, Some(12), Some(10), None, Some(1000)),
        ("central_air_conditioner", 12, 36, B6, None, None, None, None, None),
        ("wall_hung_boiler", 12, 36, B6, None, None, Some(8), Some(6), None),
        ("boiler", 12, 36, B6, None, None, None, None, None),
        ("floor_heating", 12, 36, B6, None, None, None, None, None),
        ("water_purifier", 12, 36, B6, None, None, None, None, None),
    ];
    let pack = shipped();
    assert_eq!(pack.categories.len(), expected.len());
    for (found, expected) in pack.categories.iter().zip(expected) {
        let national = found.national.as_ref();
        let safe_life = found.safe_life.as_ref();
        let facts = (
            found.code.as_str(),
            found.term.whole_months,
            found.term.core_months,
            found.term.clause,
            found.lifetime.as_ref().map(|lifetime| lifetime.months),
            national.map(|national| national.months),
            safe_life.map(|safe_life| safe_life.years),
            safe_life.and_then(|safe_life| safe_life.town_gas_years),
            national.and_then(|national| national.depreciation_ppm_per_day),
        );
        assert_eq!(facts, expected);
    }

    let model = |category, name| {
        let model = pack.model(category, name).unwrap_or_else(|| panic!("no {name}"));
        assert!(model.example, "{name}");
        (model.whole_months, model.core_months, model.commercial_months, model.clause)
    };
    let heater = model("gas_water_heater", "JS-RSQ24-13E3");
    assert_eq!(heater, (Some(36), Some(96), None, Clause::B4));
    let washer = model("washing_machine", "JS-XQG200-C1");
    assert_eq!(washer, (Some(36), Some(36), Some(12), B5));
    let washer = model("washing_machine", "JS-XQG150-C3");
    assert_eq!(washer, (Some(36), Some(36), Some(36), B5));
    let stove = model("integrated_stove", "JS-JCZ-X9");
    assert_eq!(stove, (None, Some(60), None, B2));
    assert!(pack.model("gas_stove", "JS-JCZ-X9").is_none());
}

#[test]
fn the_shipped_words_agree_with_the_shipped_numbers() {
    let Pack { parameters: p, clauses, categories, brand, .. } = shipped();
    let yuan = |fen: crate::money::Money| format!("{}元", fen.fen() / 100);
    let years = |months: u32| format!("{}年", months / 12);
    let term = |code: &str| {
        let category = categories.iter().find(|category| category.code == code).unwrap();
        (years(category.term.whole_months), years(category.term.core_months))
    };
    let lifetimes = categories.iter().filter_map(|category| category.lifetime.as_ref());
    for (clause, number) in [
        (Clause::A1, brand.hotline.clone()),
        (Clause::B2, term("integrated_stove").0),
        (Clause::B2, term("integrated_stove").1),
        (Clause::B3, term("gas_water_heater").0),
        (Clause::B5, term("washing_machine").0),
        (Clause::B6, term("boiler").0),
        (Clause::B6, term("boiler").1),
        (Clause::B10, format!("{}年", p.replace_after_years.value)),
        (Clause::D1, format!("{}~{}个月", p.slip_months_least.value, p.slip_months_most.value)),
        (Clause::D2, format!("{}天", p.post_repair_days.value)),
        (Clause::D3, format!("{}天", p.installation_days.value)),
        (Clause::E4, yuan(p.inspection_town_fen.value)),
        (Clause::E5, yuan(p.empty_trip_fen.value)),
        (Clause::F1, format!("{}个工作日", p.complaint_working_days.value)),
        (Clause::F3, format!("{}~{}天", p.follow_up_opens_days.value, p.follow_up_last_days.value)),
        (Clause::F4, format!("{}分钟", p.call_minutes.value)),
        (Clause::F11, format!("{}年", p.engineer_years.value)),
        (Clause::N1, format!("{}天", p.return_days.value)),
        (Clause::N2, format!("{}天", p.exchange_days.value)),
        (Clause::N4, format!("{}天", p.parts_wait_exchange_days.value)),
        (Clause::N5, format!("{}天", p.repair_exchange_days.value)),
        (Clause::N15, format!("{}年", p.stub_years.value)),
    ]
    .into_iter()
    .chain(lifetimes.map(|lifetime| (lifetime.clause, years(lifetime.months))))
    {
        let text = &clauses[&clause].text;
        assert!(text.contains(&number), "{}: {text} does not say {number}", clause.as_str());
    }
    assert_eq!(p.lifetime_tier.value, Tier::Gold);
    assert!(clauses[&Clause::B8].text.contains("金卡及以上"));
}

#[test]
fn the_shipped_words_fit_a_slip_and_claim_nothing() {
    let pack = shipped();
    for (clause, words) in &pack.clauses {
        let length = words.text.chars().count();
        assert!((6..=32).contains(&length), "{}: {length} characters", clause.as_str());
    }
    for category in &pack.categories {
        assert!((2..=4).contains(&category.care.len()), "{}", category.name);
    }
    let mut names: Vec<&String> = pack.causes.values().collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), Cause::ALL.len());
    assert_eq!(pack.cities.names.len(), 76);
    // A service point is never said to be the brand's own or its agent.
    assert!(!SHIPPED.contains("官方") && !SHIPPED.contains("特约"));
}

#[test]
fn what_is_second_hand_is_marked() {
    let pack = shipped();
    for clause in [Clause::N1, Clause::N6, Clause::N10] {
        assert!(pack.clauses[&clause].to_verify, "{}", clause.as_str());
    }
    assert!(pack.parameters.rounding_off_fen.to_verify);
    for category in &pack.categories {
        let national = category.national.as_ref();
        if let Some(national) = national {
            let rate = national.depreciation_ppm_per_day;
            assert_eq!(national.to_verify, rate.is_some(), "{}", category.name);
        }
        // Outside the catalogue the national minimum holds by analogy only.
        let by_analogy = category.term.clause == Clause::B6 && national.is_none();
        assert_eq!(category.term.to_verify, by_analogy, "{}", category.name);
    }
}

#[test]
fn the_version_in_force_is_the_newest_that_has_begun() {
    let mut policy = Policy::shipped();
    let next = changed(SHIPPED, "jason-2026.1", "own-1").replacen("1995-08-25", "2026-03-01", 1);
    policy.replace_with(Pack::read("own.toml", &next).unwrap()).unwrap();

    for (on, version) in [
        ("1990-12-31", "jason-2026.1"),
        ("1995-08-24", "jason-2026.1"),
        ("1995-08-25", "jason-2026.1"),
        ("2026-02-28", "jason-2026.1"),
        ("2026-03-01", "own-1"),
        ("2030-01-01", "own-1"),
    ] {
        assert_eq!(policy.in_force(date(on)).version, version, "{on}");
    }
    assert_eq!(policy.newest().version, "own-1");
    assert_eq!(policy.named("jason-2026.1").unwrap().effective_from, date("1995-08-25"));
    assert!(policy.named("own-2").is_none());
}

#[test]
fn a_version_that_is_not_later_or_not_new_is_refused() {
    let mut policy = Policy::shipped();
    let version = |name: &str, from: &str| {
        let text = changed(SHIPPED, "jason-2026.1", name).replacen("1995-08-25", from, 1);
        Pack::read("own.toml", &text).unwrap()
    };
    let key = |result: Result<(), DataError>| result.unwrap_err().key;
    assert_eq!(key(policy.replace_with(version("own-1", "1995-08-24"))), "effective_from");
    assert_eq!(key(policy.replace_with(version("own-1", "1995-08-25"))), "effective_from");
    assert_eq!(key(policy.replace_with(version("jason-2026.1", "1995-08-26"))), "version");
    assert_eq!(policy.newest().version, "jason-2026.1");
    policy.replace_with(version("own-1", "1995-08-26")).unwrap();
}
