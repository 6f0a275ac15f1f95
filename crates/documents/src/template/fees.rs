//! The rows of a bill with what they come to.

use desk_core::money::Money;

use crate::compose::{Align, Cell, Composer};
use crate::content::{Bill, FeeRow};
use crate::setting::{bold, plain};
use crate::wording::{words, yuan};

/// The rows of a bill with what they come to (N13).
pub(super) fn fees(composer: &mut Composer, bill: &Bill) {
    if composer.measures.height.is_none() {
        return roll_fees(composer, bill);
    }
    let amount = |amount: Money| Cell::right(plain(amount.to_string()));
    let qty = |row: &FeeRow| format!("{}{}", row.qty, row.unit);
    // Where nothing is waived, names have the room for why.
    let waives = bill.rows.iter().any(|row| row.waived.is_some());
    let shown = if waives { 6 } else { 5 };
    let head = ["项目", "单价（元）", "数量", "金额（元）", "应收（元）", "减免依据"];
    let head: Vec<Cell> = head[..shown].iter().map(|name| Cell::label(name)).collect();
    let rows: Vec<Vec<Cell>> = bill
        .rows
        .iter()
        .map(|row| {
            let waived =
                row.waived.as_ref().map(|cited| format!("{}（{}）", cited.text, cited.clause));
            let mut cells = vec![
                Cell::text(&row.name),
                amount(row.unit_fen),
                Cell::centre(qty(row)),
                amount(row.full_fen),
                amount(row.charged_fen),
                Cell::text(waived.unwrap_or_default()),
            ];
            cells.truncate(shown);
            cells
        })
        .collect();
    let shares = [Some(3.0), None, None, None, None, Some(5.0)];
    let columns = fitted(composer, &head, &rows, &shares[..shown]);
    composer.table(&columns, &head, rows);
    let size = composer.measures.text;
    if bill.discount_fen != Money::ZERO {
        let less = Money::from_fen(-bill.discount_fen.fen());
        let mut cells = vec![Cell::text("优惠（E15）").over(4), amount(less), Cell::text("")];
        cells.truncate(shown - 3);
        let row = composer.row(&columns, &cells, size);
        composer.push(row);
    }
    let total = [bold("合计（大写）：人民币"), bold(words(bill.total_fen))];
    let total = Cell::left(total).over(shown - 2);
    let cells = [total, Cell::right(bold(yuan(bill.total_fen))).over(2)];
    let row = composer.row(&columns, &cells, size);
    composer.push(row);
}

fn roll_fees(composer: &mut Composer, bill: &Bill) {
    let size = composer.measures.text;
    for row in &bill.rows {
        let amount = [plain(row.full_fen.to_string())];
        if row.unit.is_empty() {
            composer.spread(&[plain(&row.name)], &amount, size);
        } else {
            composer.paragraph(&[plain(&row.name)], size, Align::Left);
            let times = format!("　{}{} × {}", row.qty, row.unit, row.unit_fen);
            composer.spread(&[plain(times)], &amount, size);
        }
        if let Some(cited) = &row.waived {
            let less = Money::from_fen(row.charged_fen.fen() - row.full_fen.fen());
            let why = format!("　减免：{}（{}）", cited.text, cited.clause);
            composer.spread(&[plain(why)], &[plain(less.to_string())], composer.measures.small);
        }
    }
    if bill.discount_fen != Money::ZERO {
        let less = Money::from_fen(-bill.discount_fen.fen());
        composer.spread(&[plain("优惠（E15）")], &[plain(less.to_string())], size);
    }
    composer.rule();
    composer.spread(&[bold("合计")], &[bold(yuan(bill.total_fen))], size * 1.2);
    composer.paragraph(&[plain("大写：人民币"), plain(words(bill.total_fen))], size, Align::Left);
}

/// The widths of columns: those without a share are as wide as what stands in them, the others
/// share what is left.
fn fitted(
    composer: &Composer,
    head: &[Cell],
    rows: &[Vec<Cell>],
    shares: &[Option<f32>],
) -> Vec<f32> {
    let size = composer.measures.text;
    let inner = composer.measures.inner();
    let pad = 2.6;
    let most = inner / 5.0;
    let wide = |column: usize| {
        let cells = rows.iter().map(|row| &row[column]).chain([&head[column]]);
        let widest = cells.map(|cell| composer.width(&cell.spans, size)).fold(0.0, f32::max);
        (widest + pad).min(most)
    };
    let mut columns: Vec<f32> = (0..head.len())
        .map(|column| if shares[column].is_none() { wide(column) } else { 0.0 })
        .collect();
    let left = inner - columns.iter().sum::<f32>();
    let all: f32 = shares.iter().flatten().sum();
    for (column, share) in shares.iter().enumerate() {
        if let Some(share) = share {
            columns[column] = left * share / all;
        }
    }
    columns
}
