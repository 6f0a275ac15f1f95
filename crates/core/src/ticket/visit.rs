//! Getting to the appliance, or the appliance to us, and back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::Moment;
use crate::fee::Service;
use crate::input::InputCode;
use crate::party::{Role, Staff};
use crate::text;

use super::{Context, Custody, Dossier, Refusal, Returned, Rule, State, Visit};

/// Two hours, the length of a visit's window when nobody says another. In ms.
const USUAL_WINDOW: i64 = 2 * 60 * 60 * 1000;

/// An engineer and a time (F4).
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ScheduleInput {
    /// The engineer's badge or name. Required for the first visit.
    pub engineer: Option<String>,
    /// The beginning of the time agreed. Required for the first visit.
    pub from: Option<Moment>,
    /// Its end; two hours later when absent.
    pub to: Option<Moment>,
    /// The customer was called just now.
    pub called: bool,
}

/// A step that needs no more than being told.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct StepInput {
    /// What was ticked off (F5, F6).
    pub checked: Vec<String>,
}

/// A unit that comes in.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReceiveInput {
    /// What it looks like. Required.
    pub looks: String,
    /// What came with it.
    pub accessories: Vec<String>,
    /// Where it stands.
    pub kept_at: String,
    /// How it came by post: carrier and consignment number.
    pub sent_by: String,
}

/// A unit that goes back.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReturnInput {
    /// To whom; the customer when absent.
    pub to: Option<String>,
    /// The pick-up code that was said.
    pub pickup_code: Option<String>,
    /// Without the code: the proof of identity that was seen, or the consignment number.
    pub proof: Option<String>,
}

impl Dossier {
    pub(super) fn schedule(
        &mut self,
        context: &Context,
        input: ScheduleInput,
    ) -> Result<(), Refusal> {
        let missing = |field| Refusal::input(InputCode::Missing, field);
        // A visit that is agreed already may be changed in one member alone.
        let present = match self.ticket.state {
            State::Scheduled => self.ticket.course.visits.pop(),
            _ => None,
        };
        let engineer = match (&input.engineer, &present) {
            (Some(typed), _) => {
                let found = engineer(context, typed.trim())
                    .ok_or_else(|| Refusal::input(InputCode::Invalid, "engineer"))?;
                (found.name.clone(), found.badge.clone())
            }
            (None, Some(visit)) => (visit.engineer.clone(), visit.badge.clone()),
            (None, None) => return Err(missing("engineer")),
        };
        let from =
            input.from.or(present.as_ref().map(|v| v.from)).ok_or_else(|| missing("from"))?;
        let kept_end = present.as_ref().filter(|_| input.from.is_none()).map(|visit| visit.to);
        let to = input.to.or(kept_end).unwrap_or_else(|| from.plus_millis(USUAL_WINDOW));
        if from.date() < self.ticket.created_at.date() {
            return Err(Refusal::input(InputCode::DateOrder, "from"));
        }
        if to <= from {
            return Err(Refusal::input(InputCode::DateOrder, "to"));
        }
        let same = present.as_ref().is_some_and(|visit| visit.badge == engineer.1);
        let (given_at, called_at) = match present {
            Some(visit) if same => (visit.given_at, visit.called_at),
            _ => (context.now, None),
        };
        self.ticket.course.visits.push(Visit {
            engineer: engineer.0,
            badge: engineer.1,
            from,
            to,
            given_at,
            called_at: called_at.or(input.called.then_some(context.now)),
            departed_at: None,
            arrived_at: None,
            checked: Vec::new(),
        });
        self.ticket.state = State::Scheduled;
        Ok(())
    }

    pub(super) fn depart(&mut self, context: &Context, input: StepInput) -> Result<(), Refusal> {
        let checked = checked(input.checked)?;
        if let Some(visit) = self.ticket.course.visits.last_mut() {
            visit.departed_at = Some(context.now);
            visit.checked.extend(checked);
        }
        self.ticket.state = State::Departed;
        Ok(())
    }

    pub(super) fn arrive(&mut self, context: &Context, input: StepInput) -> Result<(), Refusal> {
        let checked = checked(input.checked)?;
        if let Some(visit) = self.ticket.course.visits.last_mut() {
            visit.arrived_at = Some(context.now);
            visit.checked.extend(checked);
        }
        self.ticket.state = State::Arrived;
        Ok(())
    }

    pub(super) fn receive(
        &mut self,
        context: &Context,
        input: ReceiveInput,
    ) -> Result<(), Refusal> {
        self.ticket.course.custody = Some(Custody {
            received_at: context.now,
            received_by: context.actor.to_owned(),
            looks: text::required("looks", &input.looks, text::LONG)?,
            accessories: texts("accessories", input.accessories)?,
            pickup_code: format!("{:06}", context.random % 1_000_000),
            kept_at: text::optional("kept_at", &input.kept_at, text::SHORT)?,
            sent_by: text::optional("sent_by", &input.sent_by, text::SHORT)?,
            returned: None,
        });
        self.ticket.state = State::Received;
        Ok(())
    }

    pub(super) fn hand_back(
        &mut self,
        context: &Context,
        input: ReturnInput,
    ) -> Result<(), Refusal> {
        let to = match &input.to {
            Some(to) => text::required("to", to, text::SHORT)?,
            None => self.customer.name.clone(),
        };
        let Some(custody) = &self.ticket.course.custody else {
            return Err(Refusal::rule(&self.ticket, Rule::NotAllowed, "operation"));
        };
        let against = match (&input.pickup_code, &input.proof) {
            (Some(code), _) if code.trim() == custody.pickup_code => "pickup_code".to_owned(),
            (Some(_), _) => {
                return Err(Refusal::rule(&self.ticket, Rule::WrongPickupCode, "pickup_code"));
            }
            (None, Some(proof)) => text::required("proof", proof, text::SHORT)?,
            (None, None) if self.ticket.service == Service::MailIn => {
                return Err(Refusal::input(InputCode::Missing, "proof"));
            }
            (None, None) => return Err(Refusal::input(InputCode::Missing, "pickup_code")),
        };
        let returned = Returned { at: context.now, by: context.actor.to_owned(), to, against };
        if let Some(custody) = &mut self.ticket.course.custody {
            custody.returned = Some(returned);
        }
        self.ticket.state = State::Returned;
        Ok(())
    }
}

/// The engineer of a badge, or of a name that only one has.
fn engineer<'a>(context: &Context<'a>, typed: &str) -> Option<&'a Staff> {
    let active = |staff: &&Staff| staff.active && staff.role == Role::Engineer;
    let engineers = || context.staff.iter().filter(active);
    let mut named = engineers().filter(|staff| staff.name == typed);
    engineers().find(|staff| staff.badge == typed).or_else(|| {
        let first = named.next();
        first.filter(|_| named.next().is_none())
    })
}

/// Things that were ticked off, cleaned.
pub(super) fn checked(items: Vec<String>) -> Result<Vec<String>, Refusal> {
    texts("checked", items)
}

fn texts(field: &str, items: Vec<String>) -> Result<Vec<String>, Refusal> {
    let clean = |(index, item): (usize, String)| {
        text::required(&format!("{field}[{index}]"), &item, text::SHORT)
    };
    Ok(items.into_iter().enumerate().map(clean).collect::<Result<_, _>>()?)
}
