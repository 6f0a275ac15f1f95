//! 维修服务凭证 · 保修单: what was found and done, what it cost and why, and what is covered until
//! when.

use desk_core::paper::Paper;
use desk_core::ticket::Kind;

use super::{Common, bought, called, described, fees, field, fitted, signatures};
use crate::compose::{Align, Cell, Composer};
use crate::content::{Fault, GivenCover, RepairVoucher};
use crate::setting::{bold, plain};
use crate::wording::{cited, consent, day, job, kind, service, time, verdict, yuan};

pub(super) fn common(voucher: &RepairVoucher) -> Common<'_> {
    Common {
        point: &voucher.point,
        number: &voucher.number,
        title: "维修服务凭证·保修单",
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
    let quality = format!(
        "由{}负责维修质量。质保期内原故障部位或所换配件再坏，凭本单免费返修{}{}。",
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
    for (label, text) in notes {
        let spans = [bold(label), bold("："), plain(text)];
        composer.paragraph(&spans, small, Align::Left).before = 0.6;
    }
    if let Some(accepted) = &voucher.acceptance {
        let text = format!("已验收：{}　{}", accepted.person, time(accepted.at));
        composer.paragraph(&[bold(text)], small, Align::Left).before = 0.6;
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
    for unit in &voucher.units {
        composer.fields(&[
            ("机器", vec![bold(described(unit))], 1),
            ("机身编号", vec![plain(&unit.serial)], 1),
            ("购买", vec![plain(bought(unit))], 1),
        ]);
    }
    field(composer, complaint(voucher), &voucher.complaint);
    if !voucher.faults.is_empty() {
        composer.gap(1.2);
        let head = ["故障部位", "检测结果", "判定与依据"].map(Cell::label);
        let inner = composer.measures.inner();
        let columns = [inner * 0.2, inner * 0.34, inner * 0.46];
        let rows = voucher.faults.iter().map(|fault| {
            let why = cited(&fault.why);
            let mut decided = vec![bold(verdict(fault))];
            if !why.is_empty() {
                decided.push(plain(format!("。{why}")));
            }
            vec![Cell::text(place(voucher, fault)), Cell::text(found(fault)), Cell::left(decided)]
        });
        let rows: Vec<_> = rows.collect();
        composer.table(&columns, &head, rows);
    }
    composer.fields(&[
        ("维修内容", vec![plain(&voucher.work)], 2),
        ("工程师", vec![plain(engineer(voucher))], 1),
    ]);
    if !voucher.parts.is_empty() {
        composer.gap(1.2);
        let head = ["更换配件", "编码", "数量", "换下件编号", "换上件编号"].map(Cell::label);
        let rows: Vec<Vec<Cell>> = voucher
            .parts
            .iter()
            .map(|part| {
                vec![
                    Cell::text(&part.name),
                    Cell::text(&part.code),
                    Cell::centre(&part.qty),
                    Cell::text(&part.old_serial),
                    Cell::text(&part.new_serial),
                ]
            })
            .collect();
        let shares = [Some(3.0), Some(2.0), None, Some(2.5), Some(2.5)];
        let columns = fitted(composer, &head, &rows, &shares);
        composer.table(&columns, &head, rows);
    }
    composer.gap(1.2);
    fees(composer, &voucher.bill);
    let (paid, due) = settled(voucher);
    composer.fields(&[
        ("已收", vec![plain(yuan(voucher.paid_fen))], 1),
        (due.0, vec![bold(due.1)], 1),
        ("报价确认", vec![plain(paid)], 1),
    ]);
    if !voucher.covers.is_empty() {
        composer.gap(1.2);
        let head = ["质保范围", "质保期", "最后一天"].map(Cell::label);
        let rows: Vec<Vec<Cell>> = voucher
            .covers
            .iter()
            .map(|cover| {
                let last = Cell { align: Align::Centre, ..Cell::left([bold(day(cover.last_day))]) };
                vec![Cell::text(covered(cover)), Cell::centre(term(cover)), last]
            })
            .collect();
        let columns = fitted(composer, &head, &rows, &[Some(1.0), None, None]);
        composer.table(&columns, &head, rows);
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
    for unit in &voucher.units {
        composer.pair("机器", &[bold(described(unit))]);
        if !unit.serial.is_empty() {
            composer.pair("机身编号", &[plain(&unit.serial)]);
        }
        composer.pair("购买", &[plain(bought(unit))]);
    }
    composer.pair(complaint(voucher), &[plain(&voucher.complaint)]);
    for fault in &voucher.faults {
        composer.rule();
        composer.pair("部位", &[bold(place(voucher, fault))]);
        composer.pair("检测", &[plain(found(fault))]);
        composer.pair("判定", &[bold(verdict(fault))]);
        if !fault.why.is_empty() {
            composer.pair("依据", &[plain(cited(&fault.why))]);
        }
    }
    composer.rule();
    composer.pair("维修内容", &[plain(&voucher.work)]);
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
    let (paid, due) = settled(voucher);
    let size = composer.measures.text;
    composer.spread(&[plain("已收")], &[plain(yuan(voucher.paid_fen))], size);
    composer.spread(&[bold(due.0)], &[bold(due.1)], size);
    composer.pair("报价确认", &[plain(paid)]);
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

fn place(voucher: &RepairVoucher, fault: &Fault) -> String {
    let unit = (fault.unit as usize).checked_sub(1).and_then(|index| voucher.units.get(index));
    let unit = unit.map(described).unwrap_or_default();
    let parts = [unit.as_str(), &fault.place, &fault.part];
    parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("·")
}

fn found(fault: &Fault) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (label, text) in
        [("原因：", &fault.cause), ("", &fault.note), ("责任方：", &fault.responsible)]
    {
        if !text.is_empty() {
            parts.push(format!("{label}{text}"));
        }
    }
    parts.join("；")
}

/// How the quote was agreed to, and what is still open of the bill.
fn settled(voucher: &RepairVoucher) -> (String, (&'static str, String)) {
    let agreed = voucher.consent.as_ref().map_or_else(String::new, |consented| {
        format!("{} {} {}", consented.person, consent(consented.how), time(consented.at))
    });
    let balance = voucher.bill.total_fen.fen().saturating_sub(voucher.paid_fen.fen());
    let amount = yuan(desk_core::money::Money::from_fen(balance.saturating_abs()));
    let label = match balance {
        ..0 => "应退",
        0 => "余额",
        1.. => "未收",
    };
    (agreed, (label, amount))
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
