//! The lists of the window, a page at a time.

use desk_core::calendar::{Date, Moment};
use desk_core::fee::Service;
use desk_core::id::{ApplianceId, CustomerId, TicketId};
use desk_core::input::{InputCode, InputError};
use desk_core::money::Money;
use desk_core::party::{self, Customer};
use desk_core::ticket::{AttentionKind, Kind, Standing, State, TileKind, Urgency};
use desk_core::warranty::Tier;
use desk_store::search::{self, Hit};
use desk_store::{COUNTED, ListFilter, ListOrder, Listed, Page, Read};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::Desk;
use crate::desk::House;
use crate::error::Error;
use crate::ticket::{actor, known_customer};
use crate::today;

/// A page of a list of tickets.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct TicketsQuery {
    /// Which tickets.
    pub filter: TicketsFilter,
    /// By what they are sorted.
    pub sort: RowSort,
    /// The last comes first: of `number` the newest. Absent it does.
    pub descending: bool,
    /// How many come before the page.
    pub offset: u32,
    /// How many at most; 100 when absent, never more than 1,000.
    pub limit: u32,
}

impl Default for TicketsQuery {
    fn default() -> TicketsQuery {
        TicketsQuery {
            filter: TicketsFilter::default(),
            sort: RowSort::default(),
            descending: true,
            offset: 0,
            limit: 100,
        }
    }
}

/// Which tickets a list has. What is absent or empty does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct TicketsFilter {
    /// Those that are not closed.
    pub open: bool,
    /// In one of these states.
    pub states: Vec<State>,
    /// Of one of these kinds.
    pub kinds: Vec<Kind>,
    /// Served in one of these ways.
    pub services: Vec<Service>,
    /// The present visit is of the engineer with this badge.
    pub engineer: Option<String>,
    /// Of this customer.
    pub customer: Option<CustomerId>,
    /// About this appliance.
    pub appliance: Option<ApplianceId>,
    /// Taken in on this day or later.
    pub created_from: Option<Date>,
    /// Taken in on this day or earlier.
    pub created_to: Option<Date>,
    /// The present visit is on this day.
    pub visit_on: Option<Date>,
    /// Something is still to be paid.
    pub owing: bool,
    /// What a tile of the first screen counts.
    pub attention: Option<TileKind>,
    /// What the search box finds by this text, of customers and appliances their tickets.
    pub text: Option<String>,
}

/// By what a list is sorted; what is the same by when it was taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowSort {
    /// When it was taken in.
    #[default]
    Number,
    /// The customer's name.
    Customer,
    /// Where it is on its way.
    State,
    /// When the present visit begins; those without one last.
    Visit,
    /// What it costs.
    Total,
    /// What is still to be paid.
    Due,
}

/// A page of tickets.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TicketRows {
    /// The tickets.
    pub rows: Vec<TicketRow>,
    /// How many the whole list has.
    pub count: u32,
    /// There are exactly so many; otherwise at least.
    pub exact: bool,
}

/// A ticket as lists show it. Amounts in 分.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct TicketRow {
    /// The number.
    pub number: String,
    /// The kind.
    pub kind: Kind,
    /// How the appliance is served.
    pub service: Service,
    /// Where it is on its way.
    pub state: State,
    /// When it was taken in.
    pub created_at: Moment,
    /// The customer; of a merged record the one that counts.
    pub customer_id: CustomerId,
    /// The customer's name.
    pub customer: String,
    /// The number to call, masked: `138****1234`.
    pub phone: Option<String>,
    /// The customer's tier.
    pub tier: Tier,
    /// Province, city and district.
    pub region: String,
    /// Street, number, flat.
    pub address: String,
    /// The code of the appliance's category.
    pub category: Option<String>,
    /// The appliance's model.
    pub model: Option<String>,
    /// The last four characters of the number on its plate.
    pub serial_tail: Option<String>,
    /// What the customer says is wrong.
    pub complaint: String,
    /// The engineer of the present visit.
    pub engineer: Option<String>,
    /// When the present visit begins.
    pub visit_from: Option<Moment>,
    /// When its time ends.
    pub visit_to: Option<Moment>,
    /// What the customer owes in all.
    pub total_fen: Money,
    /// What is still to be paid.
    pub due_fen: Money,
    /// What is to be paid back.
    pub refund_fen: Money,
    /// What presses.
    pub attention: Vec<Attention>,
}

/// Something about a ticket that presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Attention {
    /// What.
    pub kind: AttentionKind,
    /// It is late; otherwise it soon will be.
    pub late: bool,
}

/// Asks for the whole phone numbers of a customer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct RevealPhone {
    /// The customer.
    pub customer: CustomerId,
    /// The number of the ticket that it is for: what is to be called for it stands first.
    #[serde(default)]
    pub ticket: Option<String>,
    /// Who asks: badge or name.
    #[serde(default)]
    pub by: Option<String>,
}

/// A page of tickets.
///
/// # Errors
/// `limit`; those of the store.
pub fn tickets(desk: &Desk, query: TicketsQuery) -> Result<TicketRows, Error> {
    if !(1..=1000).contains(&query.limit) {
        return Err(InputError::new(InputCode::OutOfRange, "limit").into());
    }
    let now = desk.now()?;
    desk.read(|read, house| {
        let found = Found::of(read, house, &query.filter, now)?;
        let page = Page {
            order: query.sort.into(),
            descending: query.descending,
            offset: query.offset,
            limit: query.limit,
        };
        let seqs = read.list(&found.filter, page)?;
        let rows = seqs.iter().map(|seq| row_at(read, house, *seq, now));
        let is_restricted = found.filter != ListFilter::default();
        let counted = read.count_list(&found.filter)?;
        let is_more = is_restricted && counted > COUNTED;
        Ok(TicketRows {
            rows: rows.collect::<Result<_, _>>()?,
            count: if is_more { COUNTED } else { counted },
            exact: !is_more && found.is_all,
        })
    })
}

impl From<RowSort> for ListOrder {
    fn from(sort: RowSort) -> ListOrder {
        match sort {
            RowSort::Number => ListOrder::Number,
            RowSort::Customer => ListOrder::Customer,
            RowSort::State => ListOrder::State,
            RowSort::Visit => ListOrder::Visit,
            RowSort::Total => ListOrder::Total,
            RowSort::Due => ListOrder::Due,
        }
    }
}

/// A filter as the store has it.
struct Found {
    filter: ListFilter,
    /// The search found no more than it gives.
    is_all: bool,
}

impl Found {
    fn of(read: &Read, house: &House, typed: &TicketsFilter, now: Moment) -> Result<Found, Error> {
        let mut states = typed.states.clone();
        let mut among: Option<Vec<i64>> = None;
        if typed.open {
            if states.is_empty() {
                states = State::ALL.to_vec();
            }
            states.retain(|state| *state != State::Closed);
            if states.is_empty() {
                among = Some(Vec::new());
            }
        }
        if let Some(kind) = typed.attention {
            let found = today::with_notice(read, house, kind, now)?;
            restrict(&mut among, found.into_iter().map(|(seq, _)| seq).collect());
        }
        let mut is_all = true;
        if let Some(text) = typed.text.as_deref().filter(|text| !text.trim().is_empty()) {
            let hits = read.search(text, search::MOST as usize)?;
            is_all = hits.len() < search::MOST as usize;
            restrict(&mut among, tickets_of(read, &hits)?);
        }
        let filter = ListFilter {
            states,
            kinds: typed.kinds.clone(),
            services: typed.services.clone(),
            engineer: typed.engineer.clone(),
            customer: typed.customer,
            appliance: typed.appliance,
            created_from: typed.created_from,
            created_to: typed.created_to,
            visit_on: typed.visit_on,
            owing: typed.owing,
            among,
        };
        Ok(Found { filter, is_all })
    }
}

fn restrict(among: &mut Option<Vec<i64>>, to: Vec<i64>) {
    match among {
        Some(seqs) => seqs.retain(|seq| to.contains(seq)),
        None => *among = Some(to),
    }
}

/// The tickets among what the search box found, and those of the customers and appliances there.
fn tickets_of(read: &Read, hits: &[Hit]) -> Result<Vec<i64>, Error> {
    let mut seqs = Vec::new();
    for hit in hits {
        let mut filter = ListFilter::default();
        match hit.kind {
            search::Kind::Ticket => {
                seqs.extend(read.seq_of(TicketId::from_bytes(hit.id))?);
                continue;
            }
            search::Kind::Customer => filter.customer = Some(CustomerId::from_bytes(hit.id)),
            search::Kind::Appliance => filter.appliance = Some(ApplianceId::from_bytes(hit.id)),
        }
        let page = Page { descending: true, limit: COUNTED, ..Page::default() };
        seqs.extend(read.list(&filter, page)?);
    }
    seqs.sort_unstable();
    seqs.dedup();
    Ok(seqs)
}

/// The line of the ticket at a place in the order of taking in.
pub(crate) fn row_at(
    read: &Read,
    house: &House,
    seq: i64,
    now: Moment,
) -> Result<TicketRow, Error> {
    let listed = read.listed(seq)?.ok_or_else(|| Error::failed("a ticket of the list is gone"))?;
    Ok(row(house, listed, now))
}

fn row(house: &House, listed: Listed, now: Moment) -> TicketRow {
    let Listed { standing, number, intake, customer, category, model, serial, .. } = listed;
    let attention = pressing(&standing, house, now);
    let Standing { kind, service, state, created_at, mut course, .. } = standing;
    let balance = listed.total_fen.fen() - listed.paid_fen.fen();
    let visit = course.visits.pop();
    let tail = |serial: String| {
        let characters: Vec<char> = serial.chars().collect();
        characters[characters.len().saturating_sub(4)..].iter().collect()
    };
    TicketRow {
        number,
        kind,
        service,
        state,
        created_at,
        customer_id: customer.id,
        phone: intake.phone.or_else(|| customer.contact().0).map(|phone| party::masked(&phone)),
        customer: customer.name,
        tier: customer.tier,
        region: intake.address.region,
        address: intake.address.detail,
        category,
        model,
        serial_tail: serial.map(tail),
        complaint: intake.complaint,
        visit_from: visit.as_ref().map(|visit| visit.from),
        visit_to: visit.as_ref().map(|visit| visit.to),
        engineer: visit.map(|visit| visit.engineer),
        total_fen: listed.total_fen,
        due_fen: Money::from_fen(balance.max(0)),
        refund_fen: Money::from_fen((-balance).max(0)),
        attention,
    }
}

fn pressing(standing: &Standing, house: &House, now: Moment) -> Vec<Attention> {
    let notices = standing.notices(&house.rules, now).into_iter();
    notices
        .filter(|notice| notice.urgency > Urgency::Listed)
        .map(|notice| Attention { kind: notice.kind, late: notice.urgency == Urgency::Late })
        .collect()
}

/// The whole phone numbers of a customer. Who asked, when and for which ticket is written down.
///
/// # Errors
/// `not_found`, `by`; those of the store. Nothing is told then.
pub fn reveal_phone(desk: &Desk, request: RevealPhone) -> Result<Vec<String>, Error> {
    let actor = actor(desk, request.by.as_deref())?;
    desk.write("customer.reveal", actor, false, move |write, _| {
        let customer = known_customer(write, request.customer, "customer")?;
        let mut numbers = Vec::new();
        if let Some(number) = &request.ticket {
            let ticket = write.ticket(number)?.ok_or_else(|| Error::not_found("ticket", number))?;
            if known_customer(write, ticket.customer, "ticket")?.id != customer.id {
                return Err(InputError::new(InputCode::Contradicts, "ticket").into());
            }
            numbers.extend(ticket.intake.phone);
        }
        let facts = json!({ "facts": { "ticket": request.ticket } });
        write.audit("customer", customer.id.bytes(), &facts)?;
        let Customer { phones, .. } = customer;
        for phone in phones {
            if !numbers.contains(&phone.number) {
                numbers.push(phone.number);
            }
        }
        Ok(numbers)
    })
}
