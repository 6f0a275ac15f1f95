//! Taking a ticket in: what is typed at the counter, and the ticket that it makes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::appliance::{Appliance, Exchange};
use crate::calendar::{Date, Moment};
use crate::fee::Service;
use crate::id::{ApplianceId, CustomerId, TicketId};
use crate::input::{InputCode, InputError};
use crate::money::Money;
use crate::party::{Address, Customer, Phone, Seen};
use crate::text;
use crate::warranty::{
    CardTerms, Downtime, Evidence, ExtendedContract, Fault, Gas, SerialState, Tier, Usage,
};

use super::{Context, Course, Disclosed, Dossier, Intake, Job, Kind, Refusal, State, Ticket};

/// What is typed when a ticket is taken in.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct IntakeInput {
    /// The kind. Required.
    pub kind: Option<Kind>,
    /// How the appliance is served; a visit in town when absent.
    pub service: Option<Service>,
    /// How it came in (A4): a name of the policy's list.
    pub channel: Option<String>,
    /// A known customer instead of a new one.
    pub customer_id: Option<CustomerId>,
    /// The customer. Required for a new one; of a known one what has changed.
    pub customer: Option<CustomerInput>,
    /// A known appliance of this customer instead of a new one.
    pub appliance_id: Option<ApplianceId>,
    /// The appliance. Required for work on a new one; of a known one what has changed.
    pub appliance: Option<ApplianceInput>,
    /// Further appliances of the same visit.
    pub more_appliances: Vec<ApplianceInput>,
    /// What is wrong, in the customer's words. Required.
    pub complaint: String,
    /// The fault, as far as it can be told by phone; of the main appliance.
    pub fault: Option<Fault>,
    /// Where to go, when it is not the customer's first address.
    pub address: Option<Address>,
    /// The number to call, when it is not the customer's first.
    pub phone: Option<String>,
    /// What was disclosed.
    pub disclosed: Disclosed,
    /// What else to know.
    pub note: String,
    /// The number of the ticket that a complaint is about.
    pub about: Option<String>,
}

/// A customer as typed. Of a known customer, what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CustomerInput {
    /// The name.
    pub name: Option<String>,
    /// Phones, the one to call first.
    pub phones: Option<Vec<String>>,
    /// The address.
    pub address: Option<Address>,
    /// All addresses, the usual one first.
    pub addresses: Option<Vec<Address>>,
    /// The tier (B8).
    pub tier: Option<Tier>,
    /// The proof of the tier that was seen.
    pub tier_proof: Option<String>,
    /// What else to know.
    pub note: Option<String>,
}

impl CustomerInput {
    /// Writes what was typed into the record.
    ///
    /// # Errors
    /// Names the member at fault, below `customer`.
    pub fn apply(self, to: &mut Customer, by: &str, on: Date) -> Result<(), InputError> {
        if let Some(name) = self.name {
            to.name = text::required("customer.name", &name, text::SHORT)?;
        }
        if let Some(typed) = self.phones {
            let mut phones: Vec<Phone> = Vec::with_capacity(typed.len());
            for (index, number) in typed.iter().enumerate() {
                let field = format!("customer.phones[{index}]");
                let phone = Phone::read(&field, number)?;
                if phones.contains(&phone) {
                    return Err(InputError::new(InputCode::Duplicate, field));
                }
                phones.push(phone);
            }
            to.phones = phones;
        }
        if let Some(typed) = self.addresses {
            let checked = |(index, address): (usize, Address)| {
                address.checked(&format!("customer.addresses[{index}]"))
            };
            to.addresses = typed.into_iter().enumerate().map(checked).collect::<Result<_, _>>()?;
        }
        if let Some(address) = self.address {
            let address = address.checked("customer.address")?;
            if !address.is_empty() {
                to.addresses.retain(|known| *known != address);
                to.addresses.insert(0, address);
            }
        }
        if let Some(tier) = self.tier {
            to.tier = tier;
            let proof = self.tier_proof.unwrap_or_default();
            let proof = text::optional("customer.tier_proof", &proof, text::SHORT)?;
            to.tier_seen = (!proof.is_empty()).then(|| Seen { proof, by: by.to_owned(), on });
        }
        if let Some(note) = self.note {
            to.note = text::optional("customer.note", &note, text::LONG)?;
        }
        Ok(())
    }
}

/// An appliance as typed. Of a known appliance, what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ApplianceInput {
    /// The code of its category.
    pub category: Option<String>,
    /// The exact name of the model.
    pub model: Option<String>,
    /// The number on its plate, or the state of that number (`intact`, `altered`, `removed`,
    /// `illegible`, `unknown`).
    pub serial: Option<String>,
    /// The number on its plate, where `serial` says its state.
    pub serial_number: Option<String>,
    /// Its price in 分 (N6).
    pub price_fen: Option<Money>,
    /// Day of purchase.
    pub purchased_on: Option<Date>,
    /// Day of delivery.
    pub delivered_on: Option<Date>,
    /// Day on which it was installed.
    pub installed_on: Option<Date>,
    /// Day of the last exchange of the whole unit.
    pub exchanged_on: Option<Date>,
    /// Why it was exchanged.
    pub exchange_reason: Option<String>,
    /// Day of manufacture.
    pub manufactured_on: Option<Date>,
    /// The invoice.
    pub invoice: Option<Evidence>,
    /// The warranty card.
    pub card: Option<Evidence>,
    /// What it is used for.
    #[serde(rename = "use")]
    pub usage: Option<Usage>,
    /// A contract says that there is no warranty (C7).
    pub no_warranty_agreed: Option<bool>,
    /// Invoice or card identify a unit whose serial number is illegible (C3).
    pub identity_confirmed: Option<bool>,
    /// The gas that it burns.
    pub gas: Option<Gas>,
    /// The terms that its warranty card states.
    pub card_terms: Option<CardTerms>,
    /// Extended contracts (B9).
    pub extended: Option<Vec<ExtendedContract>>,
    /// Days in repair and days of waiting for parts (N8).
    pub downtime: Option<Vec<Downtime>>,
    /// Which voucher was seen: 发票, 保修卡, 铭牌照片.
    pub proof: Option<String>,
    /// Members that were entered by mistake and are to be empty: `exchanged_on`, `price_fen`, ….
    pub clear: Vec<String>,
}

impl ApplianceInput {
    /// Writes what was typed into the record. The warranty, asked next, says whether it makes
    /// sense.
    ///
    /// # Errors
    /// Names the member at fault, below `appliance`.
    pub fn apply(self, to: &mut Appliance, by: &str, on: Date) -> Result<(), InputError> {
        for (index, member) in self.clear.iter().enumerate() {
            clear(to, member).ok_or_else(|| {
                InputError::new(InputCode::Invalid, format!("appliance.clear[{index}]"))
            })?;
        }
        // The number on the plate is still that of the unit that went.
        if let Some(exchanged) = self.exchanged_on
            && to.facts.exchanged_on != Some(exchanged)
        {
            let reason = self.exchange_reason.unwrap_or_default();
            let reason = text::optional("appliance.exchange_reason", &reason, text::LONG)?;
            let old_serial_number = to.serial_number.clone();
            to.exchanges.push(Exchange { on: exchanged, reason, old_serial_number });
            to.facts.exchanged_on = Some(exchanged);
        }
        let facts = &mut to.facts;
        let short = |field: &str, typed: &str| {
            let kept = text::optional(&format!("appliance.{field}"), typed, text::SHORT)?;
            Ok::<_, InputError>((!kept.is_empty()).then_some(kept))
        };
        if let Some(category) = self.category {
            facts.category = short("category", &category)?;
        }
        if let Some(model) = self.model {
            facts.model = short("model", &model)?;
        }
        let plate = |field: &str, typed: &str| match typed.trim() {
            "" => Ok(None),
            typed => text::code(&format!("appliance.{field}"), typed).map(Some),
        };
        if let Some(typed) = self.serial {
            let state = SerialState::ALL.iter().find(|state| state.as_str() == typed);
            match state {
                Some(state) => facts.serial = *state,
                None => to.serial_number = plate("serial", &typed)?,
            }
        }
        if let Some(typed) = self.serial_number {
            to.serial_number = plate("serial_number", &typed)?;
        }
        if let Some(price) = self.price_fen {
            if price.is_negative() || price > Money::MAX_SUM {
                return Err(InputError::new(InputCode::OutOfRange, "appliance.price_fen"));
            }
            to.price_fen = Some(price);
        }
        macro_rules! take {
            ($($member:ident)*) => { $(if let Some(value) = self.$member {
                facts.$member = value.into();
            })* };
        }
        take!(purchased_on delivered_on installed_on manufactured_on invoice card usage gas
            no_warranty_agreed identity_confirmed card_terms extended downtime);
        if let Some(proof) = self.proof {
            let proof = text::required("appliance.proof", &proof, text::SHORT)?;
            to.seen.push(Seen { proof, by: by.to_owned(), on });
        }
        Ok(())
    }
}

/// Empties a member that was entered by mistake; none for one that cannot be empty.
fn clear(appliance: &mut Appliance, member: &str) -> Option<()> {
    let facts = &mut appliance.facts;
    match member {
        "model" => facts.model = None,
        "serial_number" => appliance.serial_number = None,
        "price_fen" => appliance.price_fen = None,
        "purchased_on" => facts.purchased_on = None,
        "delivered_on" => facts.delivered_on = None,
        "installed_on" => facts.installed_on = None,
        "manufactured_on" => facts.manufactured_on = None,
        "gas" => facts.gas = None,
        "card_terms" => facts.card_terms = None,
        "exchanged_on" => {
            appliance.exchanges.pop();
            facts.exchanged_on = appliance.exchanges.last().map(|exchange| exchange.on);
        }
        _ => return None,
    }
    Some(())
}

/// The records that a new ticket is about, new or known.
#[derive(Debug, Clone)]
pub struct Parties {
    /// The customer.
    pub customer: Customer,
    /// The appliances, the main one first.
    pub appliances: Vec<Appliance>,
    /// Earlier work on these appliances.
    pub jobs: Vec<Job>,
}

impl Dossier {
    /// Takes a ticket in. Customer and appliances come with what was typed written into them
    /// already; the number is given out by the store once everything else is known to be right,
    /// and is empty until then.
    ///
    /// # Errors
    /// Names the member at fault.
    pub fn take_in(
        context: &Context,
        id: TicketId,
        input: IntakeInput,
        parties: Parties,
    ) -> Result<Dossier, Refusal> {
        let kind = input.kind.ok_or_else(|| Refusal::input(InputCode::Missing, "kind"))?;
        if kind.is_work() && parties.appliances.is_empty() {
            return Err(Refusal::input(InputCode::Missing, "appliance"));
        }
        if parties.customer.name.is_empty() {
            return Err(Refusal::input(InputCode::Missing, "customer.name"));
        }
        text::required("complaint", &input.complaint, text::LONG)?;
        let fault = input.fault.clone().unwrap_or_default();
        let mut dossier = Dossier::registered(context, id, kind, input, parties)?;
        dossier.first_lines(context, fault)?;
        Ok(dossier)
    }

    /// A ticket as it was typed, without its fault lines. Whether everything was typed that a
    /// ticket needs is not asked.
    pub(super) fn registered(
        context: &Context,
        id: TicketId,
        kind: Kind,
        input: IntakeInput,
        parties: Parties,
    ) -> Result<Dossier, Refusal> {
        let Parties { customer, appliances, jobs } = parties;
        let pack = context.rules.policy.in_force(context.now.date());
        let channel = match input.channel {
            Some(channel) if !pack.channels.names.contains(&channel) => {
                return Err(Refusal::input(InputCode::Invalid, "channel"));
            }
            channel => channel,
        };
        let (usual_phone, usual_address) = customer.contact();
        let phone = match input.phone {
            Some(typed) => Some(Phone::read("phone", &typed)?.number),
            None => usual_phone,
        };
        let address = match input.address {
            Some(address) => address.checked("address")?,
            None => usual_address,
        };
        let amounts = [
            (input.disclosed.empty_trip_fen, "disclosed.empty_trip_fen"),
            (input.disclosed.inspection_fen, "disclosed.inspection_fen"),
        ];
        for (amount, field) in amounts {
            if amount.is_some_and(|fen| fen.is_negative() || fen > Money::MAX_SUM) {
                return Err(Refusal::input(InputCode::OutOfRange, field));
            }
        }
        let intake = Intake {
            channel,
            phone,
            address,
            complaint: text::optional("complaint", &input.complaint, text::LONG)?,
            more_appliances: appliances.iter().skip(1).map(|appliance| appliance.id).collect(),
            disclosed: input.disclosed,
            by: context.actor.to_owned(),
            policy_version: pack.version.clone(),
            note: text::optional("note", &input.note, text::LONG)?,
            about: input.about,
        };
        let ticket = Ticket {
            id,
            number: String::new(),
            kind,
            service: input.service.unwrap_or(Service::OnsiteTown),
            state: State::Registered,
            created_at: context.now,
            customer: customer.id,
            appliance: appliances.first().map(|appliance| appliance.id),
            intake,
            course: Course::default(),
            lines: Vec::new(),
            quotes: Vec::new(),
            consents: Vec::new(),
            bills: Vec::new(),
            payments: Vec::new(),
            documents: Vec::new(),
            prints: Vec::new(),
        };
        Ok(Dossier { ticket, customer, appliances, jobs })
    }
}

/// A record of a new customer, to be filled in.
pub fn new_customer(id: CustomerId, at: Moment) -> Customer {
    Customer {
        id,
        name: String::new(),
        phones: Vec::new(),
        addresses: Vec::new(),
        tier: Tier::None,
        tier_seen: None,
        note: String::new(),
        created_at: at,
        merged_into: None,
    }
}

/// A record of a new appliance, to be filled in.
pub fn new_appliance(id: ApplianceId, customer: CustomerId, at: Moment) -> Appliance {
    Appliance {
        id,
        customer,
        facts: Default::default(),
        serial_number: None,
        price_fen: None,
        seen: Vec::new(),
        exchanges: Vec::new(),
        warnings: Vec::new(),
        created_at: at,
    }
}
