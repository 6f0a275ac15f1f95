//! 受理单: what was said and agreed, and room for what the engineer finds.

use desk_core::fee::Service;
use desk_core::paper::Paper;
use desk_core::ticket::Kind;

use super::{Common, called, field, signatures, units_on_roll, units_on_sheet, whose};
use crate::compose::{Align, Cell, Composer};
use crate::content::{Custody, DisclosedFees, Fault, IntakeSlip};
use crate::flow::THIN;
use crate::page::Item;
use crate::setting::{Span, bold, boxes, plain};
use crate::wording::{cited, codes, is_on_site, kind, open, service, span, time, verdict, yuan};

pub(super) fn common(slip: &IntakeSlip) -> Common<'_> {
    let mut beside = vec![format!("受理：{}", time(slip.taken_at))];
    if !slip.taken_by.is_empty() {
        beside.push(format!("受理人：{}", slip.taken_by));
    }
    if !slip.channel.is_empty() {
        beside.push(format!("渠道：{}", slip.channel));
    }
    Common {
        point: &slip.point,
        number: &slip.number,
        title: "受 理 单",
        who: &slip.customer.name,
        beside,
    }
}

pub(super) fn body(composer: &mut Composer, paper: Paper, slip: &IntakeSlip, room: usize) {
    let small = composer.measures.small;
    if paper.is_roll() {
        on_roll(composer, slip);
    } else {
        on_sheet(composer, slip, paper == Paper::Third);
    }
    if slip.kind.is_work() && slip.ended.is_empty() {
        if paper.is_roll() {
            findings_on_roll(composer, slip.kind);
        } else {
            findings(composer, paper, slip.kind, room);
        }
    }
    if !slip.promises.is_empty() && paper != Paper::Third {
        composer.paragraph(&[plain(cited(&slip.promises))], small, Align::Left).before = 0.8;
    }
    let ours = match (&slip.custody, slip.kind.is_work()) {
        (Some(_), _) => "收件人",
        (None, true) => "工程师",
        (None, false) => "受理人",
    };
    signatures(composer, &["客户签字", ours, "日期"]);
}

/// `brief`: clauses are named without their words.
fn on_sheet(composer: &mut Composer, slip: &IntakeSlip, brief: bool) {
    let how = how(slip);
    composer.fields(&[
        ("客户", called(&slip.customer), 1),
        ("电话", vec![bold(&slip.customer.phone)], 1),
        ("服务", vec![plain(how)], 1),
    ]);
    if !slip.customer.address.is_empty() {
        field(composer, "地址", &slip.customer.address);
    }
    units_on_sheet(composer, &slip.units);
    composer.fields(&[(complaint(slip.kind), vec![bold(&slip.complaint)], 3)]);
    if !slip.ended.is_empty() {
        composer.fields(&[("状态", vec![bold(&slip.ended)], 3)]);
    }
    if let Some(visit) = &slip.visit {
        let engineer = engineer(visit);
        composer.fields(&[
            ("上门时间", vec![bold(span(visit.from, visit.to))], 1),
            ("工程师", vec![plain(engineer)], 2),
        ]);
    } else if waits(slip) {
        field(composer, "上门时间", "待约定，工程师会来电");
    }
    if let Some(custody) = &slip.custody {
        let accessories = accessories(custody);
        composer.fields(&[
            ("外观", vec![plain(&custody.looks)], 2),
            ("随机附件", vec![plain(accessories)], 1),
        ]);
        composer.fields(&[
            ("取件码", vec![bold(&custody.pickup_code)], 1),
            ("收件", vec![plain(received(custody))], 1),
            ("存放", vec![plain(&custody.kept_at)], 1),
        ]);
    }
    if !slip.note.is_empty() {
        field(composer, "备注", &slip.note);
    }
    if let Some(disclosed) = &slip.disclosed {
        composer.fields(&[("费用告知", told(slip.service, disclosed, brief), 3)]);
    }
    for fault in &slip.faults {
        let decided = decided(slip, fault, brief);
        composer.fields(&[("初步判定", decided, 3)]);
    }
    if !slip.advice.is_empty() {
        field(composer, "提示", cited(&slip.advice));
    }
}

fn on_roll(composer: &mut Composer, slip: &IntakeSlip) {
    let how = how(slip);
    composer.pair("客户", &called(&slip.customer));
    composer.pair("电话", &[bold(&slip.customer.phone)]);
    if !slip.customer.address.is_empty() {
        composer.pair("地址", &[plain(&slip.customer.address)]);
    }
    composer.pair("服务", &[plain(how)]);
    units_on_roll(composer, &slip.units);
    composer.pair(complaint(slip.kind), &[bold(&slip.complaint)]);
    if !slip.ended.is_empty() {
        composer.pair("状态", &[bold(&slip.ended)]);
    }
    if let Some(visit) = &slip.visit {
        composer.pair("上门", &[bold(span(visit.from, visit.to))]);
        let engineer = engineer(visit);
        composer.pair("工程师", &[plain(engineer)]);
    } else if waits(slip) {
        composer.pair("上门", &[plain("待约定，工程师会来电")]);
    }
    if let Some(custody) = &slip.custody {
        composer.rule();
        composer.pair("取件码", &[bold(&custody.pickup_code)]);
        let accessories = accessories(custody);
        let received = received(custody);
        for (label, value) in [
            ("外观", &custody.looks),
            ("随机附件", &accessories),
            ("收件", &received),
            ("存放", &custody.kept_at),
        ] {
            if !value.is_empty() {
                composer.pair(label, &[plain(value)]);
            }
        }
    }
    if !slip.note.is_empty() {
        composer.pair("备注", &[plain(&slip.note)]);
    }
    if let Some(disclosed) = &slip.disclosed {
        composer.rule();
        composer.pair("费用告知", &told(slip.service, disclosed, false));
    }
    for fault in &slip.faults {
        composer.rule();
        let decided = decided(slip, fault, false);
        composer.pair("初步判定", &decided);
    }
    if !slip.advice.is_empty() {
        composer.pair("提示", &[plain(cited(&slip.advice))]);
    }
}

/// The kind of ticket, and how the appliance is served.
fn how(slip: &IntakeSlip) -> String {
    match slip.kind.is_work() {
        true => format!("{}（{}）", kind(slip.kind), service(slip.service)),
        false => kind(slip.kind).to_owned(),
    }
}

/// What the customer said.
fn complaint(kind: Kind) -> &'static str {
    match kind {
        Kind::Repair => "故障现象",
        Kind::Installation | Kind::Maintenance => "服务要求",
        Kind::Complaint | Kind::Consultation => "内容",
    }
}

/// No visit was agreed yet.
fn waits(slip: &IntakeSlip) -> bool {
    slip.kind.is_work() && is_on_site(slip.service) && slip.ended.is_empty()
}

fn engineer(visit: &crate::content::Appointment) -> String {
    let mut text = visit.engineer.clone();
    if !visit.badge.is_empty() {
        text += &format!("（工号{}）", visit.badge);
    }
    if !visit.certificate.is_empty() {
        text += &format!(" 证书{}", visit.certificate);
    }
    text
}

fn accessories(custody: &Custody) -> String {
    match (custody.received_at, custody.accessories.as_slice()) {
        // Nobody has looked yet.
        (None, _) => String::new(),
        (Some(_), []) => "无".to_owned(),
        (Some(_), accessories) => accessories.join("、"),
    }
}

fn received(custody: &Custody) -> String {
    let Some(at) = custody.received_at else { return "尚未收到".to_owned() };
    let mut text = time(at);
    for part in [&custody.received_by, &custody.sent_by] {
        if !part.is_empty() {
            text += " ";
            text += part;
        }
    }
    text
}

/// What was told of fees before anybody set out.
fn told(service: Service, disclosed: &DisclosedFees, brief: bool) -> Vec<Span> {
    let inspection = match disclosed.inspection_fen {
        Some(fee) if fee.fen() == 0 => "免收".to_owned(),
        Some(fee) => yuan(fee),
        None => "另议".to_owned(),
    };
    let mut spans = vec![bold("检测费 "), bold(inspection)];
    if brief {
        spans.push(plain("（放弃维修时收）"));
    }
    if is_on_site(service) {
        let trip = match disclosed.empty_trip_fen {
            Some(fee) => yuan(fee),
            None => "未告知，不收".to_owned(),
        };
        spans.extend([bold("　空跑费 "), bold(trip)]);
        if brief {
            spans.push(plain("（出发后取消时收）"));
        }
    }
    if !disclosed.why.is_empty() && !brief {
        spans.push(plain(format!("　{}", cited(&disclosed.why))));
    }
    spans
}

/// The verdict with its reasons and what is still open.
fn decided(slip: &IntakeSlip, fault: &Fault, brief: bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let whose = whose(fault.unit, &slip.units).unwrap_or_default();
    let where_ = [whose.as_str(), &fault.place, &fault.part];
    let where_: Vec<&str> = where_.into_iter().filter(|text| !text.is_empty()).collect();
    if !where_.is_empty() {
        spans.push(plain(format!("{}：", where_.join("·"))));
    }
    spans.push(bold(verdict(fault)));
    if !fault.why.is_empty() {
        let why = if brief { codes(&fault.why) } else { format!("。{}", cited(&fault.why)) };
        spans.push(plain(why));
    }
    if let Some(open) = open(fault) {
        spans.push(plain("。"));
        spans.push(bold(open));
    }
    spans
}

const CLASSES: [&str; 5] = ["核心件", "普通件", "消耗品", "附件", "外观"];
const CAUSES: [&str; 8] =
    ["制造缺陷", "元器件损坏", "正常磨损", "安装问题", "跌落磕碰", "进水受潮", "自行拆修", "其他"];

/// What the engineer finds, in the order in which the screen asks for it.
fn findings(composer: &mut Composer, paper: Paper, kind: Kind, room: usize) {
    let size = composer.measures.text;
    if paper != Paper::Third {
        composer.heading(record(kind));
    }
    let label = composer.label_width();
    let inner = composer.measures.inner();
    let half = inner / 2.0 - label;
    let two = [label, half, label, half];
    let one = [label, inner - label];
    let blank = |lines: usize| Cell::text("\n".repeat(lines - 1) + " ");
    let shown = vec![
        plain("发票 "),
        boxes(["有", "无"]),
        plain("　保修卡 "),
        boxes(["有", "无"]),
        plain("　机身编号 "),
        boxes(["相符", "不符", "看不清"]),
        plain("　用途 "),
        boxes(["家用", "其他"]),
    ];
    let class = [Cell::label("部件类别"), Cell::left([boxes(CLASSES)])];
    let cause = [Cell::label("故障原因"), Cell::left([boxes(CAUSES)])];
    let place = [Cell::label("故障部位"), blank(1), Cell::label("更换部件"), blank(1)];
    let shown = [Cell::label("凭证核对"), Cell::left(shown)];
    let mut rows: Vec<(&[f32], Vec<Cell>)> = vec![(&one, shown.into())];
    if kind == Kind::Repair {
        rows.extend([(&two[..], place.into()), (&one, class.into()), (&one, cause.into())]);
    }
    let found = [Cell::label(result(kind)), blank(room)];
    if paper == Paper::Third {
        let quoted = [Cell::label("当面报价"), Cell::text("共　　　　　　元")];
        rows.push((&two, [found, quoted].concat()));
    } else {
        let price =
            "人工　　　　元　配件　　　　元　上门　　　　元　其他　　　　元　合计　　　　元";
        rows.push((&one, found.into()));
        rows.push((&one, vec![Cell::label("当面报价"), Cell::text(price)]));
    }
    for (columns, cells) in rows {
        let row = composer.row(columns, &cells, size);
        composer.push(row);
    }
}

/// What the engineer's record is called.
fn record(kind: Kind) -> &'static str {
    if kind == Kind::Repair { "工程师检测记录" } else { "工程师服务记录" }
}

/// What the engineer's own words are about.
fn result(kind: Kind) -> &'static str {
    if kind == Kind::Repair { "检测结果" } else { "完成情况" }
}

fn findings_on_roll(composer: &mut Composer, kind: Kind) {
    let size = composer.measures.text;
    composer.rule();
    composer.paragraph(&[bold(record(kind))], size, Align::Left);
    composer.pair("发票", &[boxes(["有", "无"])]);
    composer.pair("保修卡", &[boxes(["有", "无"])]);
    composer.pair("机身编号", &[boxes(["相符", "不符", "看不清"])]);
    composer.pair("用途", &[boxes(["家用", "其他"])]);
    if kind == Kind::Repair {
        for label in ["故障部位", "更换部件"] {
            written(composer, label);
        }
        composer.pair("部件类别", &[boxes(CLASSES)]);
        composer.pair("故障原因", &[boxes(CAUSES)]);
    }
    for label in [result(kind), "", "当面报价"] {
        written(composer, label);
    }
}

/// A line to write on.
fn written(composer: &mut Composer, label: &str) {
    let (size, inner) = (composer.measures.text, composer.measures.inner());
    let label = if label.is_empty() { String::new() } else { format!("{label}：") };
    let from = composer.width(&[bold(&label)], size);
    let group = composer.paragraph(&[bold(label)], size, Align::Left);
    let strip = &mut group.strips[0];
    strip.height += 1.6;
    let items = std::mem::take(&mut strip.items);
    strip.items = items.into_iter().map(|item| item.moved(0.0, 1.6)).collect();
    strip.items.push(Item::across(from, inner, strip.height - 0.4, THIN));
}
