//! 维修服务凭证 · 保修单: what was found and done, what it cost and why, and what is covered until
//! when.

use desk_core::money::Money;
use desk_core::paper::Paper;
use desk_core::ticket::Kind;

use super::fees::fees;
use super::{Common, called, field, signatures, units_on_roll, units_on_sheet, whose};
use crate::compose::{Align, Composer};
use crate::content::{Fault, FittedPart, GivenCover, RepairVoucher};
use crate::setting::{Span, bold, plain};
use crate::wording::{cited, consent, day, job, kind, service, time, verdict, yuan};

pub(super) fn common(voucher: &RepairVoucher) -> Common<'_> {
    Common {
        point: &voucher.point,
        number: &voucher.number,
        title: match voucher.kind {
            Kind::Installation => "安装服务凭证·保修单",
            _ => "维修服务凭证·保修单",
        },
        who: &voucher.customer.name,
        beside: vec![
            format!("工单：{}", voucher.ticket),
            format!("受理：{}", time(voucher.taken_at)),
            format!("完工：{}", time(voucher.completed_at)),
        ],
    }
}

pub(super) fn body(composer: &mut Composer, paper: Paper, voucher: &RepairVoucher) {
    if paper.is_roll() {
        on_roll(composer, voucher);
    } else {
        on_sheet(composer, voucher);
    }
    let small = composer.measures.small;
    let (work, promise) = match voucher.kind {
        Kind::Installation => ("安装", "质保期内出现安装问题，凭本单免费处理"),
        _ => ("维修", "质保期内原故障部位或所换配件再坏，凭本单免费返修"),
    };
    let quality = format!(
        "由{}负责{work}质量。{promise}{}{}。",
        voucher.point.name,
        said("，电话", &voucher.point.phone),
        said("，投诉电话", &voucher.point.complaint_phone),
    );
    let mut notes = vec![("质量责任", quality)];
    if !voucher.limits.is_empty() {
        notes.push(("质保说明", cited(&voucher.limits)));
    }
    if !voucher.care.is_empty() {
        notes.push(("保养提示", voucher.care.join("；")));
    }
    if !voucher.advice.is_empty() {
        notes.push(("提示", cited(&voucher.advice)));
    }
    let last = notes.len() - 1;
    for (index, (label, text)) in notes.into_iter().enumerate() {
        let spans = [bold(label), bold("："), plain(text)];
        let group = composer.paragraph(&spans, small, Align::Left);
        group.before = 0.5;
        // Nobody signs a page with nothing else on it.
        group.with_next = index == last;
    }
    signatures(composer, &["客户验收签字", "工程师", "服务点盖章", "日期"]);
}

fn on_sheet(composer: &mut Composer, voucher: &RepairVoucher) {
    let how = format!("{}（{}）", kind(voucher.kind), service(voucher.service));
    composer.fields(&[
        ("客户", called(&voucher.customer), 1),
        ("电话", vec![plain(&voucher.customer.phone)], 1),
        ("服务", vec![plain(how)], 1),
    ]);
    if !voucher.customer.address.is_empty() {
        field(composer, "地址", &voucher.customer.address);
    }
    units_on_sheet(composer, &voucher.units);
    field(composer, complaint(voucher), &voucher.complaint);
    for fault in &voucher.faults {
        let found = decided(voucher, fault);
        composer.fields(&[("检测判定", found, 3)]);
    }
    composer.fields(&[
        (work(voucher), vec![plain(&voucher.work)], 2),
        ("工程师", vec![plain(engineer(voucher))], 1),
    ]);
    for part in &voucher.parts {
        composer.fields(&[
            ("更换配件", vec![plain(named(part))], 1),
            ("换下件", vec![plain(&part.old_serial)], 1),
            ("换上件", vec![plain(&part.new_serial)], 1),
        ]);
    }
    composer.gap(1.0);
    fees(composer, &voucher.bill);
    let (label, due) = balance(voucher);
    let paid = [plain(yuan(voucher.paid_fen)), plain(format!("　{label} ")), bold(due)];
    composer.fields(&[
        ("已收", paid.into(), 1),
        ("报价确认", vec![plain(agreed(voucher))], 1),
        ("验收", vec![plain(accepted(voucher))], 1),
    ]);
    if !voucher.covers.is_empty() {
        composer.gap(1.0);
    }
    for cover in &voucher.covers {
        composer.fields(&[
            ("质保范围", vec![plain(covered(cover))], 1),
            ("质保期", vec![plain(term(cover))], 1),
            ("最后一天", vec![bold(day(cover.last_day))], 1),
        ]);
    }
}

fn on_roll(composer: &mut Composer, voucher: &RepairVoucher) {
    let how = format!("{}（{}）", kind(voucher.kind), service(voucher.service));
    composer.pair("客户", &called(&voucher.customer));
    composer.pair("电话", &[plain(&voucher.customer.phone)]);
    if !voucher.customer.address.is_empty() {
        composer.pair("地址", &[plain(&voucher.customer.address)]);
    }
    composer.pair("服务", &[plain(how)]);
    units_on_roll(composer, &voucher.units);
    composer.pair(complaint(voucher), &[plain(&voucher.complaint)]);
    for fault in &voucher.faults {
        let found = decided(voucher, fault);
        composer.pair("检测判定", &found);
    }
    composer.rule();
    composer.pair(work(voucher), &[plain(&voucher.work)]);
    composer.pair("工程师", &[plain(engineer(voucher))]);
    for part in &voucher.parts {
        composer.rule();
        composer.pair("更换配件", &[bold(&part.name), plain(format!(" × {}", part.qty))]);
        for (label, value) in [
            ("编码", &part.code),
            ("换下件编号", &part.old_serial),
            ("换上件编号", &part.new_serial),
        ] {
            if !value.is_empty() {
                composer.pair(label, &[plain(value)]);
            }
        }
    }
    composer.rule();
    fees(composer, &voucher.bill);
    let (label, due) = balance(voucher);
    let size = composer.measures.text;
    composer.spread(&[plain("已收")], &[plain(yuan(voucher.paid_fen))], size);
    composer.spread(&[bold(label)], &[bold(due)], size);
    for (label, value) in [("报价确认", agreed(voucher)), ("验收", accepted(voucher))] {
        if !value.is_empty() {
            composer.pair(label, &[plain(value)]);
        }
    }
    for cover in &voucher.covers {
        composer.rule();
        composer.pair("质保范围", &[plain(covered(cover))]);
        composer.pair("质保期", &[plain(term(cover))]);
        composer.pair("最后一天", &[bold(day(cover.last_day))]);
    }
    composer.rule();
}

fn said(label: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("{label}{value}") }
}

/// What the customer asked for.
fn complaint(voucher: &RepairVoucher) -> &'static str {
    if voucher.kind == Kind::Repair { "报修故障" } else { "服务要求" }
}

fn engineer(voucher: &RepairVoucher) -> String {
    match voucher.badge.as_str() {
        "" => voucher.engineer.clone(),
        badge => format!("{}（工号{badge}）", voucher.engineer),
    }
}

/// What was found, and what it means.
fn decided(voucher: &RepairVoucher, fault: &Fault) -> Vec<Span> {
    let whose = whose(fault.unit, &voucher.units);
    let place = [whose.as_deref().unwrap_or_default(), &fault.place, &fault.part];
    let place = place.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("·");
    let mut found: Vec<String> = Vec::new();
    for (label, text) in
        [("原因：", &fault.cause), ("", &fault.note), ("责任方：", &fault.responsible)]
    {
        if !text.is_empty() {
            found.push(format!("{label}{text}"));
        }
    }
    if !place.is_empty() {
        found.insert(0, place);
    }
    let mut spans = vec![plain(found.join("；"))];
    if !found.is_empty() {
        spans.push(plain("。"));
    }
    if fault.left {
        spans.push(bold("本次未修。"));
    }
    spans.push(bold(verdict(fault)));
    if !fault.why.is_empty() {
        spans.push(plain(format!("。{}", cited(&fault.why))));
    }
    spans
}

/// What was done, by the kind of ticket.
fn work(voucher: &RepairVoucher) -> &'static str {
    if voucher.kind == Kind::Installation { "安装内容" } else { "维修内容" }
}

/// A part with its code and how many.
fn named(part: &FittedPart) -> String {
    let code = if part.code.is_empty() { String::new() } else { format!("（{}）", part.code) };
    format!("{} × {}{code}", part.name, part.qty)
}

/// How the quote was agreed to.
fn agreed(voucher: &RepairVoucher) -> String {
    voucher.consent.as_ref().map_or_else(String::new, |consented| {
        format!("{} {} {}", consented.person, consent(consented.how), time(consented.at))
    })
}

/// Who took the work over.
fn accepted(voucher: &RepairVoucher) -> String {
    let accepted = voucher.acceptance.as_ref();
    accepted.map_or_else(String::new, |given| format!("{} {}", given.person, time(given.at)))
}

/// What is still open of the bill.
fn balance(voucher: &RepairVoucher) -> (&'static str, String) {
    let balance = voucher.bill.total_fen.fen().saturating_sub(voucher.paid_fen.fen());
    let amount = yuan(Money::from_fen(balance.saturating_abs()));
    let label = match balance {
        ..0 => "应退",
        0 => "余额",
        1.. => "未收",
    };
    (label, amount)
}

fn covered(cover: &GivenCover) -> &str {
    if cover.what.is_empty() { job(cover.kind) } else { &cover.what }
}

fn term(cover: &GivenCover) -> String {
    match (cover.redo, cover.months, cover.days) {
        (true, _, _) => "接续原质保".to_owned(),
        (false, Some(months), _) => format!("{months}个月"),
        (false, None, Some(days)) => format!("{days}天"),
        (false, None, None) => String::new(),
    }
}
