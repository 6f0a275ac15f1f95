//! Documents as a counter has them, for tests and for the benchmark.

#![allow(dead_code, reason = "each of the two takes what it needs")]

use desk_core::calendar::{Date, Moment};
use desk_core::fee::Service;
use desk_core::money::Money;
use desk_core::ticket::{ConsentHow, Kind, Method, Purpose};
use desk_core::warranty::{Cover, JobKind, Question};
use desk_documents::content::{
    Accepted, Appointment, Bill, Cited, Consented, Content, Custody, DisclosedFees, Fault, FeeRow,
    FittedPart, GivenCover, IntakeSlip, Letterhead, Person, Receipt, RepairVoucher, Unit,
};

pub fn at(text: &str) -> Moment {
    text.parse().expect("a time")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

pub fn fen(fen: i64) -> Money {
    Money::from_fen(fen)
}

pub fn cited(clause: &str, text: &str) -> Cited {
    Cited { clause: clause.into(), text: text.into() }
}

fn point() -> Letterhead {
    Letterhead {
        name: "桂林市七星区漓江家电服务部".into(),
        address: "桂林市七星区漓江路26号".into(),
        phone: "0773-5831234".into(),
        complaint_phone: "0773-5839999".into(),
        brand: "杰森".into(),
        hotline: "4006-189123".into(),
        hours: "24小时".into(),
        policy_version: "jason-2026.1".into(),
    }
}

fn customer() -> Person {
    Person {
        name: "龑䶮珺".into(),
        phone: "138 0773 1234".into(),
        address: "广西桂林市七星区漓江路溪望家园𬭚安苑3幢2单元1802室（近花桥）".into(),
        tier: "金卡".into(),
    }
}

fn unit() -> Unit {
    Unit {
        category: "集成灶".into(),
        model: "JS-JCZ-X9".into(),
        serial: "4R39B200012345678901".into(),
        purchased_on: Some(day("2025-03-15")),
        evidence: "发票有 保修卡有".into(),
    }
}

fn fault(open: Vec<Question>) -> Fault {
    Fault {
        unit: 0,
        place: "点火".into(),
        part: "脉冲点火器".into(),
        cause: "元器件损坏".into(),
        note: "点火针积碳，脉冲点火器无输出".into(),
        responsible: String::new(),
        cover: Cover::TermWhole,
        last_day: Some(day("2027-03-15")),
        why: vec![
            cited("B2", "集成灶整机保修1年，核心部件保修3年"),
            cited("N10", "保修期从交货起算，需要安装的从装好起算"),
        ],
        open,
        left: false,
    }
}

pub fn intake() -> IntakeSlip {
    IntakeSlip {
        point: point(),
        number: "WX-GL01-20261122-0012".into(),
        kind: Kind::Repair,
        service: Service::OnsiteTown,
        channel: "热线".into(),
        taken_at: at("2026-11-22T09:42:00+08:00"),
        taken_by: "李丽".into(),
        customer: customer(),
        units: vec![unit()],
        complaint: "打不着火，响一声就灭；换过电池，开机约10分钟后显示“E6”，油烟机照常。".into(),
        note: "白天家里有老人，上门前先打电话".into(),
        visit: Some(Appointment {
            from: at("2026-11-24T14:00:00+08:00"),
            to: at("2026-11-24T16:00:00+08:00"),
            engineer: "锝堃".into(),
            badge: "A017".into(),
            certificate: String::new(),
        }),
        ended: String::new(),
        disclosed: Some(DisclosedFees {
            empty_trip_fen: Some(fen(5000)),
            inspection_fen: Some(fen(3000)),
            why: vec![
                cited("E4", "检测报价后放弃维修，只收检测费，城区30元，远郊另议"),
                cited("E5", "工程师出发后因用户原因取消，只收空跑费50元"),
            ],
        }),
        faults: vec![fault(vec![Question::Card, Question::Usage, Question::Cause])],
        advice: Vec::new(),
        custody: None,
        promises: vec![
            cited("F4", "市区30分钟内来电，约好时间，准时上门"),
            cited("E10", "先报价，您同意后再维修"),
            cited("E11", "工程师不私下议价，不收小费"),
            cited("N14", "个人信息只用于售后服务，可查询、更正、删除"),
        ],
    }
}

/// A unit that was brought.
pub fn walk_in() -> IntakeSlip {
    IntakeSlip {
        service: Service::WalkIn,
        visit: None,
        disclosed: None,
        custody: Some(Custody {
            received_at: Some(at("2026-11-22T09:50:00+08:00")),
            received_by: "李丽".into(),
            looks: "面板右下角划痕约3厘米，其余完好".into(),
            accessories: vec!["遥控器".into(), "电源线".into(), "说明书".into()],
            pickup_code: "004711".into(),
            kept_at: "A-3架".into(),
            sent_by: String::new(),
        }),
        ..intake()
    }
}

fn row(name: &str, unit: &str, each: i64, qty: &str, full: i64, waived: Option<Cited>) -> FeeRow {
    FeeRow {
        name: name.into(),
        unit: unit.into(),
        unit_fen: fen(each),
        qty: qty.into(),
        full_fen: fen(full),
        charged_fen: if waived.is_some() { fen(0) } else { fen(full) },
        waived,
    }
}

fn bill() -> Bill {
    let e13 = || Some(cited("E13", "保修期内正常使用出现的故障，免费维修或换件"));
    Bill {
        rows: vec![
            row("更换脉冲点火器", "次", 8000, "1", 8000, e13()),
            row("脉冲点火器", "件", 12000, "1", 12000, e13()),
            row("R32制冷剂补充（含检漏、抽真空）", "千克", 18000, "0.35", 6300, None),
            row("高空作业费", "次", 15000, "1", 15000, None),
            row("上门费", "", 3000, "1", 3000, e13()),
        ],
        discount_fen: fen(300),
        total_fen: fen(21000),
    }
}

pub fn repair() -> RepairVoucher {
    RepairVoucher {
        point: point(),
        number: "BX-GL01-000377".into(),
        ticket: "WX-GL01-20261122-0012".into(),
        kind: Kind::Repair,
        service: Service::OnsiteTown,
        taken_at: at("2026-11-22T09:42:00+08:00"),
        completed_at: at("2026-11-24T15:20:00+08:00"),
        customer: customer(),
        units: vec![unit()],
        complaint: intake().complaint,
        faults: vec![fault(Vec::new())],
        work: "更换脉冲点火器，清理点火针积碳，试机30次点火正常。".into(),
        engineer: "锝堃".into(),
        badge: "A017".into(),
        parts: vec![FittedPart {
            name: "脉冲点火器".into(),
            code: "JS-PJ-0031".into(),
            qty: "1件".into(),
            old_serial: "PJ20240311".into(),
            new_serial: "PJ20260902".into(),
        }],
        bill: bill(),
        paid_fen: fen(10000),
        covers: vec![GivenCover {
            what: "点火 · 脉冲点火器".into(),
            kind: JobKind::Repair,
            months: Some(3),
            days: None,
            last_day: day("2027-02-24"),
            redo: false,
        }],
        limits: vec![
            cited("C4", "搬运、跌落、碰撞、挤压造成的损坏，收费维修"),
            cited("C5", "液体、高温、潮湿、电压异常造成的损坏，收费维修"),
            cited("C6", "自行拆机、改装、用非原厂配件或由他人维修所致，收费维修"),
            cited("D5", "人为、不可抗力损坏或机身编号被改的，不享返修质保"),
        ],
        care: vec![
            "定期清洁冷凝器和进风口的油污、灰尘".into(),
            "门封条变形、关不严时及时报修".into(),
            "油杯勤倒，油网每周清洗".into(),
            "用说明书允许的清洁剂，忌钢丝球和强酸强碱".into(),
        ],
        advice: vec![cited("B9", "可购买延保服务，内容以延保合同为准")],
        consent: Some(Consented {
            person: "龑䶮珺".into(),
            how: ConsentHow::InPerson,
            at: at("2026-11-24T14:40:00+08:00"),
        }),
        acceptance: Some(Accepted {
            person: "龑䶮珺".into(), at: at("2026-11-24T15:25:00+08:00")
        }),
    }
}

pub fn receipt() -> Receipt {
    Receipt {
        point: point(),
        number: "SJ-GL01-000381".into(),
        ticket: "WX-GL01-20261122-0012".into(),
        paid_at: at("2026-11-24T15:30:00+08:00"),
        customer: Person { phone: "138****1234".into(), address: String::new(), ..customer() },
        units: vec![unit()],
        bill: Some(bill()),
        amount_fen: fen(10000),
        method: Method::Wechat,
        purpose: Purpose::Payment,
        payer: "龑䶮珺".into(),
        taken_by: "李丽".into(),
        reason: String::new(),
        reverses: String::new(),
        paid_fen: fen(10000),
        balance_fen: Some(fen(11000)),
    }
}

/// Everything, by name.
pub fn all() -> Vec<(&'static str, Content)> {
    let refund = Receipt {
        number: "SJ-GL01-000382".into(),
        bill: None,
        amount_fen: fen(-10000),
        purpose: Purpose::Refund,
        method: Method::Cash,
        reason: "配件停产，未能完成维修".into(),
        paid_fen: fen(0),
        balance_fen: None,
        ..receipt()
    };
    vec![
        ("intake", Content::Intake(Box::new(intake()))),
        ("walk-in", Content::Intake(Box::new(walk_in()))),
        ("repair", Content::Repair(Box::new(repair()))),
        ("receipt", Content::Receipt(Box::new(receipt()))),
        ("refund", Content::Receipt(Box::new(refund))),
    ]
}
