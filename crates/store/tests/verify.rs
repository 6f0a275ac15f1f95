//! Whatever is changed behind the store's back is found.

mod dossiers;

use std::collections::BTreeMap;
use std::fs;

use desk_core::id::StaffId;
use desk_core::party::Point;
use desk_core::party::{Role, Staff};
use desk_core::tariff::Tariff;
use desk_store::{Restore, Store, restore, verify_file};
use dossiers::{Kept, at, finished, new, pack};
use serde_json::json;

/// A store with a finished ticket, one just taken in, the point and somebody who works there.
fn filled() -> Kept {
    let kept = Kept::new();
    let taken = kept.keep(None, &new(1, 1, &[1, 2]));
    kept.keep(Some(&taken), &finished(&taken));
    kept.keep(None, &new(2, 2, &[3]));
    let paper = json!([{
        "id": "K-1", "appliance": dossiers::appliance_id(3), "number": "K-1", "kind": "installation",
        "completed_on": "2026-11-01", "last_day": "2027-02-01", "by": "老王",
    }]);
    kept.write(move |write| {
        let appliance = write.appliance(dossiers::appliance_id(3))?.expect("the appliance");
        let jobs: Vec<_> = serde_json::from_value(paper)?;
        write.keep_appliance(Some(&appliance), &appliance, &jobs, json!({}), &pack())?;
        write.keep_point(&Point::default(), false, json!({}))?;
        let staff = Staff {
            id: StaffId::from_bytes([9; 16]),
            name: "王五".into(),
            phone: None,
            badge: "007".into(),
            role: Role::Supervisor,
            active: true,
            certificate: None,
            since_year: None,
        };
        write.keep_tariff(&Tariff::demo(), json!({}))?;
        write.keep_staff(&staff, Some("hash"), json!({}))
    });
    kept
}

#[test]
fn what_was_kept_rightly_is_right() {
    let kept = filled();
    let report = kept.store.read(|read| read.verify()).expect("it is checked");
    assert_eq!(report.problems, [""; 0]);
    let counts = (report.tickets, report.customers, report.appliances, report.audit_rows);
    assert_eq!(counts, (2, 2, 3, 12));
    assert_eq!((report.receipts, report.slips), (1, 1));
    assert_eq!(report.head.len(), 64);
    let backup = kept.folder.path().join("copy.db");
    let file = rusqlite::Connection::open(kept.store.path()).expect("the file opens");
    file.execute("VACUUM INTO ?1", [backup.to_str()]).expect("a copy");
    assert_eq!(verify_file(&backup, &mut |_, _| true).expect("it is checked"), report);
    let missing = verify_file(&kept.folder.path().join("none.db"), &mut |_, _| true);
    assert_eq!(missing.expect_err("no file").code(), "not_found");

    let empty = Kept::new().store.read(|read| read.verify()).expect("it is checked");
    assert_eq!((empty.problems.len(), empty.audit_rows), (0, 0));
}

#[test]
fn every_change_behind_the_back_is_found() {
    let ticket = "ticket WX-GL01-20261118-0001: ";
    for (sql, told) in [
        ("UPDATE payment SET amount_fen = 119800", ticket),
        ("UPDATE payment SET body = replace(body, '李', '王')", ticket),
        ("UPDATE payment SET body = replace(body, '119900', '119901')", ticket),
        ("UPDATE payment SET amount_fen = 1, body = replace(body, '119900', '1')", ticket),
        ("DELETE FROM payment", ticket),
        ("DELETE FROM consent WHERE position = 1", ticket),
        ("DELETE FROM consent WHERE position = 0", ticket),
        ("DELETE FROM document WHERE series = 'BX'", ticket),
        ("UPDATE document SET issued_at = issued_at + 1 WHERE series = 'BX'", ticket),
        ("UPDATE document SET voided_at = 1, void_reason = '' WHERE series = 'BX'", ticket),
        ("UPDATE document SET n = 2 WHERE series = 'BX'", "document BX-GL01-000001: "),
        ("UPDATE ticket SET course = replace(course, '划痕', '完好') WHERE seq = 1", ticket),
        ("UPDATE ticket SET course = course || ' ' WHERE seq = 1", ticket),
        ("UPDATE ticket SET course = '{' WHERE seq = 1", ticket),
        ("UPDATE ticket SET course = '[[[[' WHERE seq = 1", ticket),
        ("UPDATE ticket SET intake = json_set(intake, '$.by', 'x') WHERE seq = 1", ticket),
        ("UPDATE ticket SET intake = json_set(intake, '$.x', 'x') WHERE seq = 1", ticket),
        ("UPDATE ticket SET state = 'closed' WHERE seq = 1", ticket),
        ("UPDATE ticket SET state = 'open' WHERE seq = 1", ticket),
        ("UPDATE ticket SET created_at = -1 WHERE seq = 1", ticket),
        ("UPDATE ticket SET total_fen = total_fen + 1 WHERE seq = 1", ticket),
        ("UPDATE ticket SET paid_fen = paid_fen + 1 WHERE seq = 1", ticket),
        ("UPDATE bill_row SET charged_fen = charged_fen + 1 WHERE position = 0", ticket),
        ("UPDATE bill_row SET charged_fen = 9223372036854775807", ticket),
        ("UPDATE bill_row SET name = 'x' WHERE position = 0", ticket),
        ("UPDATE bill_row SET clause = 'E1' WHERE position = 1", ticket),
        ("UPDATE bill_row SET clause = 'Z1' WHERE position = 1", ticket),
        ("UPDATE bill_row SET position = 7 WHERE position = 1", ticket),
        ("DELETE FROM bill_row WHERE position = 1", ticket),
        ("UPDATE bill SET total_fen = total_fen + 1", ticket),
        ("UPDATE bill SET body = replace(body, '熟客', '亲戚')", ticket),
        ("UPDATE quote SET total_fen = total_fen + 1 WHERE version = 2", ticket),
        ("UPDATE quote SET version = 3 WHERE version = 2", ticket),
        ("UPDATE fault_line SET cover = 'none' WHERE position = 1", ticket),
        ("DELETE FROM fault_line WHERE position = 1", ticket),
        ("UPDATE print SET paper = 'a5' WHERE position = 1", ticket),
        ("UPDATE print SET paper = 'A5' WHERE position = 1", ticket),
        ("UPDATE print SET body = replace(body, '存根', '客户')", ticket),
        ("UPDATE print SET body = '{}'", ticket),
        ("UPDATE print SET edition = 2 WHERE position = 1", ticket),
        ("DELETE FROM print WHERE position = 1", ticket),
        ("UPDATE edition SET content = content || ' '", ticket),
        ("UPDATE edition SET content = CAST(x'ff' AS TEXT)", ticket),
        ("UPDATE edition SET made_at = made_at + 1", ticket),
        ("UPDATE edition SET ticket = (SELECT id FROM ticket WHERE seq = 2)", ticket),
        ("DELETE FROM edition", ticket),
        (
            "INSERT INTO edition SELECT document, 2, ticket, made_at, content FROM edition",
            "edition 2 of WX-GL01-20261118-0001: ",
        ),
        ("UPDATE job SET last_day = '2028-01-01' WHERE ticket IS NOT NULL", ticket),
        ("DELETE FROM job WHERE ticket IS NOT NULL", ticket),
        ("UPDATE job SET completed_on = '2026-02-30' WHERE ticket IS NULL", "appliance "),
        ("UPDATE job SET body = replace(body, '老王', '老张') WHERE ticket IS NULL", "appliance "),
        ("DELETE FROM job WHERE ticket IS NULL", "appliance "),
        ("UPDATE customer SET name = '李四' WHERE name = '李1'", "customer "),
        ("UPDATE customer SET body = replace(body, '李1', '李4')", "customer "),
        ("UPDATE customer SET merged_into = id WHERE name = '李1'", "customer "),
        ("UPDATE phone SET number = '13900000000' WHERE number = '13800000001'", "customer "),
        ("UPDATE address SET detail = 'x' WHERE position = 0", "customer "),
        ("DELETE FROM address WHERE position = 1", "customer "),
        ("UPDATE appliance SET model = NULL WHERE model = 'BCD-1'", "appliance "),
        ("UPDATE appliance SET serial_number = lower(serial_number)", "appliance "),
        ("UPDATE appliance SET body = replace(body, '399900', '399901')", "appliance "),
        ("UPDATE staff SET pin = 'other'", "staff "),
        ("UPDATE staff SET role = 'counter'", "staff "),
        ("UPDATE staff SET name = CAST(x'ff' AS TEXT)", "staff "),
        ("DELETE FROM staff", "staff "),
        ("UPDATE tariff SET body = replace(body, '4500', '4600')", "tariff: "),
        ("UPDATE tariff SET effective_from = '2026-01-02'", "tariff: "),
        ("UPDATE tariff SET version = 'x'", "tariff: "),
        ("DELETE FROM tariff", "tariff: "),
        ("UPDATE point SET practice = 1", "point: "),
        ("UPDATE point SET epoch = 2", "point: its epoch is not that of the last audit row"),
        ("UPDATE point SET body = replace(body, '\"\"', '\"x\"')", "point: "),
        ("DELETE FROM point", "point: "),
        ("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "staff "),
        ("DELETE FROM audit_payload WHERE seq = (SELECT max(seq) FROM audit)", "staff "),
        ("UPDATE audit SET actor = '李四' WHERE seq = 2", "audit row 2 "),
        ("DELETE FROM found WHERE kind = 'ticket'", "search: 2 rows of ticket"),
        ("DELETE FROM search WHERE rowid = 1", "search: 1 things"),
        ("DELETE FROM ticket WHERE seq = 2", "ticket 0203"),
        ("DELETE FROM quote WHERE version = 2", "a row of "),
    ] {
        let kept = filled();
        kept.tamper(sql);
        let problems = kept.problems();
        assert!(problems.iter().any(|problem| problem.starts_with(told)), "{sql}: {problems:#?}");
    }
}

#[test]
fn numbers_that_were_asked_and_told_after_a_restore_and_the_schema_are_as_they_were_made() {
    let Kept { folder, store } = filled();
    let (backup, file) = (folder.path().join("backup"), folder.path().join("restored"));
    store.backup(&backup, at(90), |_, _| true).expect("a backup");
    drop(store);
    let (actor, paper) = ("李四", &BTreeMap::new());
    let order = Restore { from: &backup, at: at(90), actor, paper, accept_damage: false };
    restore(&file, &order, &mut |_, _| true).expect("it is put back");
    let store = Store::open(&file).expect("the store opens");
    let kept = Kept { folder, store };
    let told = BTreeMap::from([("AZ".to_owned(), 0), ("BY".to_owned(), 2)]);
    kept.write(move |write| write.tell_paper_numbers(&told));
    assert_eq!(kept.problems(), [""; 0]);
    let path = kept.store.path().to_owned();
    drop(kept.store);
    let whole = fs::read(&path).expect("the file");
    let series = |name: &str| format!("{name}: the series is not as the audit says");
    let gap = "BY-20261118: the gap 1 to 2 is not as the audit says".to_owned();
    let schema = |what: &str| format!("schema: {what} is not as this program makes it");
    for (sql, told) in [
        ("UPDATE series SET asked = 0 WHERE name = 'SJ'", series("SJ")),
        ("UPDATE series SET asked = 1 WHERE name LIKE 'BY%'", series("BY-20261118")),
        ("UPDATE series SET asked = 1 WHERE name LIKE 'AZ%'", series("AZ-20261118")),
        ("UPDATE series SET name = 'AZ-20261119' WHERE name LIKE 'AZ%'", series("AZ-20261119")),
        ("UPDATE series SET name = 'TS-20261119' WHERE name LIKE 'TS%'", series("TS-20261119")),
        (
            "DELETE FROM series WHERE name LIKE 'TS%'",
            "TS-20261118: the series is asked about, but it is gone".to_owned(),
        ),
        ("UPDATE number_gap SET reason = '作废'", gap.clone()),
        ("UPDATE number_gap SET recorded_at = recorded_at + 1", gap.clone()),
        ("UPDATE number_gap SET last = 1", gap.clone()),
        ("DELETE FROM number_gap", gap),
        ("CREATE INDEX bill_by_day ON bill (billed_at)", schema("index bill_by_day")),
        ("DROP INDEX payment_at", schema("index payment_at")),
        (
            "PRAGMA writable_schema = 1; UPDATE sqlite_schema \
             SET sql = replace(sql, 'total_fen >= 0', 'total_fen >= 8') WHERE name = 'bill'",
            schema("table bill"),
        ),
    ] {
        fs::write(&path, &whole).expect("it is whole again");
        let file = rusqlite::Connection::open(&path).expect("the file opens");
        file.execute_batch(sql).expect(sql);
        drop(file);
        let report = verify_file(&path, &mut |_, _| true).expect("it is checked");
        assert!(report.problems.contains(&told), "{sql}: {:#?}", report.problems);
        assert!(!report.is_sound(), "{sql}");
    }
}

#[test]
fn a_search_that_can_be_made_again_leaves_the_rest_sound() {
    for (sql, is_sound) in [
        ("DELETE FROM found WHERE kind = 'ticket'", true),
        ("DELETE FROM search WHERE rowid = 1", true),
        ("UPDATE search_data SET block = zeroblob(9) WHERE id > 10", true),
        ("UPDATE search_idx SET pgno = pgno + 2", true),
        ("UPDATE payment SET amount_fen = 119800", false),
    ] {
        let kept = filled();
        assert!(kept.store.read(|read| read.verify()).expect("it is checked").is_sound());
        kept.tamper(sql);
        let report = kept.store.read(|read| read.verify()).expect("it is checked");
        assert!(!report.problems.is_empty(), "{sql}");
        assert_eq!(report.is_sound(), is_sound, "{sql}: {:#?}", report.problems);
    }
}

#[test]
fn a_ticket_that_is_gone_with_all_that_is_its_own_is_missed() {
    let kept = filled();
    kept.tamper("DELETE FROM ticket WHERE seq = 2");
    kept.tamper("UPDATE series SET last = 1 WHERE name LIKE 'WX-%'");
    kept.tamper("DELETE FROM found WHERE rowid = (SELECT max(rowid) FROM found)");
    let gone = "ticket 02030303030303030303030303030303: the audit says it, but it is gone";
    assert_eq!(kept.problems(), [gone]);
}

#[test]
fn a_print_and_what_it_said_belong_together() {
    let problems_after = |change: fn(&mut desk_core::ticket::Print)| {
        let kept = filled();
        let before = kept.load("WX-GL01-20261118-0001");
        let mut after = before.clone();
        let mut print = before.ticket.prints[0].clone();
        change(&mut print);
        after.ticket.prints.push(print);
        kept.write(move |write| write.keep(Some(&before), &after, json!({}), &pack()));
        kept.problems()
    };
    let name = "ticket WX-GL01-20261118-0001: ";
    assert_eq!(problems_after(|_| {}), [""; 0]);
    assert_eq!(
        problems_after(|print| print.document = "SJ-GL01-000009".into()),
        [
            format!("{name}it has a print of SJ-GL01-000009, which is not its own"),
            format!("{name}edition 1 of SJ-GL01-000009 was printed and is gone"),
        ]
    );
    assert_eq!(
        problems_after(|print| print.document = "SJ-GL01-000001".into()),
        [format!("{name}edition 1 of SJ-GL01-000001 was printed and is gone")]
    );
    assert_eq!(
        problems_after(|print| print.digest = "00".repeat(32)),
        [format!("{name}edition 1 of WX-GL01-20261118-0001 is not as the print says")]
    );
}

#[test]
fn a_voided_mark_that_was_removed_is_found() {
    let kept = filled();
    let before = kept.load("WX-GL01-20261118-0001");
    let mut after = before.clone();
    let slip = after.ticket.documents[0].clone();
    let voided = desk_core::ticket::Voided { at: at(99), reason: "写错".into() };
    after.ticket.documents[0].voided = Some(voided);
    after.ticket.documents.push(desk_core::ticket::Document { number: String::new(), ..slip });
    kept.keep(Some(&before), &after);
    assert_eq!(kept.problems(), [""; 0]);
    kept.tamper("UPDATE document SET voided_at = NULL, void_reason = NULL WHERE series = 'BX'");
    let problems = kept.problems();
    assert_eq!(
        problems,
        [
            "ticket WX-GL01-20261118-0001: it is not as the audit says",
            "ticket WX-GL01-20261118-0001: it is completed and has 2 valid slips",
        ]
    );
}

#[test]
fn what_was_erased_is_said_again() {
    let kept = filled();
    let mut gone = kept.load("WX-GL01-20261118-0002").customer;
    let known = gone.clone();
    let id = *gone.id.bytes();
    kept.write(move |write| {
        write.erase_payloads(&id)?;
        write.audit("note", &id, &"erased")
    });
    let problems = kept.problems();
    assert_eq!(problems.len(), 1, "{problems:#?}");
    gone.name = "已匿名".into();
    kept.write(move |write| write.keep_customer(Some(&known), &gone, json!({}), &pack()));
    assert_eq!(kept.problems(), [""; 0]);
}
