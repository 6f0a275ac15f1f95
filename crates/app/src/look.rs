//! The verdict card of the intake: what it would be, while the form is half filled.

use desk_core::id::TicketId;
use desk_core::money::Money;
use desk_core::ticket::{CustomerInput, Dossier, IntakeInput, IntakeLook, LookItem};
use serde::Deserialize;
use ts_rs::TS;

use crate::Desk;
use crate::error::Error;
use crate::ticket::{Who, fill, guard, look_up_about, parties};

/// A form that is being filled in.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct IntakeLookQuery {
    /// What was typed so far.
    pub intake: IntakeInput,
    /// Work, parts and extras chosen for the estimate.
    #[serde(default)]
    pub items: Vec<LookItem>,
    /// The visit fee that was agreed, in 分, where the price list leaves it open (E3).
    #[serde(default)]
    pub visit_fen: Option<Money>,
}

/// Looks at a ticket before it is taken in. Keeps nothing.
///
/// # Errors
/// What `ticket_new` would say of it however it is finished; `items[0].code`, `items[0].qty`,
/// `visit_fen`; those of the store.
pub fn intake_look(desk: &Desk, query: IntakeLookQuery) -> Result<IntakeLook, Error> {
    let now = desk.now()?;
    desk.read(|read, house| {
        let mut random = |bytes: &mut [u8]| fill(bytes);
        let who = &mut Who { actor: "", now, approver: None, staff: &[], random: &mut random };
        let mut input = half_filled(query.intake);
        look_up_about(read, &mut input)?;
        let parties = parties(read, who, &input)?;
        let id = TicketId::new(who.now, who.bytes()?);
        let tariffs = house.tariffs(read)?;
        let context = who.context(house, &tariffs)?;
        let dossier = Dossier::sketch(&context, id, input, parties)?;
        let guard = guard(read, &dossier)?;
        Ok(dossier.look(&context, &query.items, query.visit_fen, guard)?)
    })
}

/// What is still empty was not typed yet.
fn half_filled(mut input: IntakeInput) -> IntakeInput {
    let customer = input.customer.get_or_insert_with(CustomerInput::default);
    customer.name.take_if(|name| name.trim().is_empty());
    if let Some(phones) = &mut customer.phones {
        // An error names the place among those that were typed.
        while phones.last().is_some_and(|phone| phone.trim().is_empty()) {
            phones.pop();
        }
    }
    input.phone.take_if(|phone| phone.trim().is_empty());
    input
}
