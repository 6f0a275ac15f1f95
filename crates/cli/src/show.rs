//! Answers as text for people; `--json` has everything.

use desk_app::demo::Filled;
use desk_app::search::Found;
use desk_app::ticket::{Earlier, Happened, Print, TicketView};
use desk_app::upkeep::{Health, Restored, Verified};
use serde::Serialize;

/// The name of a value as it stands in JSON.
fn name(value: &impl Serialize) -> String {
    match serde_json::json!(value) {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

pub fn ticket(shown: &TicketView) -> String {
    let mut text = format!("{}\n", ticket_line(shown));
    let mut line = |label: &str, words: String| {
        if !words.trim().is_empty() {
            text.push_str(&format!("  {label}  {words}\n"));
        }
    };
    let address = &shown.intake.address;
    line("电话", shown.customer.phones.join(" "));
    line("地址", format!("{} {}", address.region, address.detail));
    line("报修", shown.intake.complaint.clone());
    for fault in &shown.lines {
        let verdict = &fault.verdict;
        let clauses: Vec<&str> = verdict.clauses.iter().map(|clause| clause.as_str()).collect();
        let last = verdict.last_day.map(|day| format!(" 至{day}")).unwrap_or_default();
        let open = if verdict.provisional { "（暂定，检测后确定）" } else { "" };
        line(
            "判定",
            format!(
                "{} {} {}{last} {}{open}",
                fault.id,
                fault.place.as_deref().unwrap_or("-"),
                name(&verdict.cover),
                clauses.join(" ")
            ),
        );
    }
    for earlier in &shown.guard {
        let place = earlier.place.as_deref().unwrap_or("-");
        let Earlier { number, completed_on, last_day, .. } = earlier;
        line("在保", format!("{number} {completed_on} {place} 至{last_day}"));
    }
    for row in shown.bills.last().map(|bill| bill.rows.as_slice()).unwrap_or_default() {
        let label = if row.name.is_empty() { &row.id } else { &row.name };
        let waived = row.clause.map(|clause| format!(" 免 {}", clause.as_str()));
        let waived = waived.unwrap_or_default();
        line("费用", format!("{label} {} 收 {}{waived}", row.full_fen, row.charged_fen));
    }
    line(
        "款项",
        format!(
            "应收 {} 已收 {} 未收 {} 应退 {}",
            shown.total_fen, shown.paid_fen, shown.due_fen, shown.refund_fen
        ),
    );
    line("收据", shown.receipts.join(" "));
    line("保修单", shown.warranty_slips.join(" "));
    for (index, print) in shown.prints.iter().enumerate() {
        let Print { document, edition, at, paper, .. } = print;
        let earlier = shown.prints[..index].iter().filter(|other| other.document == *document);
        let (nth, when) = (earlier.count() + 1, at.local().format("%Y-%m-%d %H:%M"));
        line("打印", format!("{document} 第{edition}版 第{nth}次 {when} {}", paper.as_str()));
    }
    let allowed: Vec<&str> = shown.allowed.iter().map(|operation| operation.as_str()).collect();
    line("可做", allowed.join(" "));
    text
}

pub fn ticket_line(shown: &TicketView) -> String {
    let appliance = shown.appliance.as_ref();
    let category = appliance.and_then(|known| known.category.as_deref()).unwrap_or("-");
    let date = shown.created_at.date();
    let (state, who) = (shown.state.as_str(), &shown.customer.name);
    format!("{}  {state}  {date}  {who}  {category}  未收 {}", shown.number, shown.due_fen)
}

pub fn happened(happened: &Happened) -> String {
    let by = if happened.by.is_empty() { "-" } else { &happened.by };
    format!("{}  {by}  {}", happened.at, happened.operation)
}

pub fn found(found: &Found) -> String {
    let number = found.number.as_deref().unwrap_or("-");
    format!("{}  {number}  {}  ({})", name(&found.kind), found.title, name(&found.why))
}

pub fn demo(filled: &Filled) -> String {
    format!(
        "已造好练习数据：工单 {}，客户 {}，收据 {}，保修单 {}。\n主管 {}，工号 {}，PIN {}",
        filled.tickets,
        filled.customers,
        filled.receipts,
        filled.slips,
        filled.supervisor,
        filled.badge,
        filled.pin
    )
}

pub fn restored(report: &Restored) -> String {
    let mut text = "已恢复。".to_owned();
    if let Some(replaced) = &report.replaced {
        text.push_str(&format!("\n被换下的文件：{}", replaced.display()));
    }
    for range in &report.jumped {
        text.push_str(&format!("\n灾后空号：{} {}–{}", range.series, range.first, range.last));
    }
    for problem in &report.accepted {
        text.push_str(&format!("\n其中有误：{problem}"));
    }
    if !report.asked.is_empty() {
        text.push_str(&format!(
            "\n给号之前，请用 desk call tell_numbers 告知纸上最后一个号：{}",
            report.asked.join(" ")
        ));
    }
    text
}

/// What was checked; of the database itself also what follows from it.
pub fn verified(report: &Verified, health: Option<&Health>) -> String {
    let mut text = format!(
        "工单 {}，客户 {}，机器 {}，收据 {}，保修单 {}，审计 {} 条",
        report.tickets,
        report.customers,
        report.appliances,
        report.receipts,
        report.slips,
        report.audit_rows
    );
    for problem in &report.problems {
        text.push_str(&format!("\n有误：{problem}"));
    }
    if report.problems.is_empty() {
        text.push_str("\n核对无误。");
    }
    if let Some(Health { trouble: Some(_), offered, .. }) = health {
        text.push_str("\n数据库从现在起只能查看，不再写入。");
        match offered {
            Some(backup) => text.push_str(&format!(
                "最近一份没有问题的备份（{}）：desk restore {}",
                backup.at,
                backup.file.display()
            )),
            None => text.push_str("没有已知的无误备份，请找一份：desk verify 文件"),
        }
    }
    text
}
