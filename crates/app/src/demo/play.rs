//! Plays the plans in the order of time, by the rules of the counter: every step is an operation
//! that the program would have allowed somebody, at its time.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::sync::Arc;

use desk_core::calendar::{Date, Moment};
use desk_core::fee::Service;
use desk_core::id::CustomerId;
use desk_core::money::Money;
use desk_core::party::{Address, Role, Staff};
use desk_core::ticket::{
    Action, CustomerInput, Disclosed, Dossier, EnterJob, IntakeInput, Kind, Series, State,
};
use desk_core::warranty::{JobKind, Tier};
use desk_store::{Operation, Write};
use serde_json::{Value, json};

use super::chance::Chance;
use super::goods::GOODS;
use super::people::{self, Someone};
use super::script::{Age, Party, Plan, Step, at, plans, shift};
use super::unit::Unit;
use super::words;
use crate::customer::keep_job;
use crate::desk::House;
use crate::error::Error;
use crate::ticket::{Who, act, changed, operation_name, take_in};

/// Somebody who was here.
#[derive(Debug)]
struct Person {
    id: CustomerId,
    phone: Option<String>,
    address: Address,
    is_far: bool,
    units: Vec<Unit>,
    /// The number of the last ticket.
    last: String,
    /// Tickets that are not through.
    open: u32,
    /// Goes up with everything that is done, so that a dossier in hand is known to be old.
    changes: u64,
}

/// A ticket that is not through.
#[derive(Debug)]
pub(super) struct Open {
    pub dossier: Dossier,
    pub plan: Plan,
    pub steps: VecDeque<Step>,
    /// The engineer's place among the staff.
    pub engineer: usize,
    /// How long parts take, in days.
    pub wait: i64,
    /// More was found besides.
    pub more_found: bool,
    person: usize,
    /// The places of its appliances among those of the person.
    units: Vec<usize>,
    counter: usize,
    /// How often the person had changed when the dossier was read.
    seen: u64,
}

/// What became of a plan.
#[derive(Debug, Clone)]
struct Taken {
    person: usize,
    units: Vec<usize>,
    number: String,
}

/// An appliance for a ticket: the place of a known one, or a new one.
#[derive(Debug)]
enum Chosen {
    Known(usize),
    New(Box<Unit>),
}

/// The whole play.
#[derive(Debug)]
pub(super) struct Play {
    pub house: Arc<House>,
    pub chance: Chance,
    pub staff: Vec<Staff>,
    pub today: Date,
    /// The last moment of the play.
    end: Moment,
    plans: Vec<Option<Plan>>,
    taken: Vec<Option<Taken>>,
    open: Vec<Option<Box<Open>>>,
    people: Vec<Person>,
    /// When something is next done about which plan; of each there is at most one.
    queue: BinaryHeap<Reverse<(Moment, usize)>>,
    hard_names: u64,
    pub tickets: u32,
    pub receipts: u32,
    pub slips: u32,
}

impl Play {
    pub fn new(house: Arc<House>, seed: u64, today: Date, tickets: u32) -> Play {
        let mut chance = Chance::new(seed);
        let plans = plans(&mut chance, today, tickets as usize);
        let queue = plans.iter().enumerate().map(|(index, plan)| Reverse((plan.start, index)));
        Play {
            house,
            chance,
            staff: Vec::new(),
            today,
            end: at(today, 12 * 60),
            queue: queue.collect(),
            taken: vec![None; plans.len()],
            open: plans.iter().map(|_| None).collect(),
            plans: plans.into_iter().map(Some).collect(),
            people: Vec::new(),
            hard_names: 0,
            tickets: 0,
            receipts: 0,
            slips: 0,
        }
    }

    /// Plays at most so many steps. True while there are more.
    pub fn go_on(&mut self, write: &mut Write, steps: usize) -> Result<bool, Error> {
        for _ in 0..steps {
            let Some(Reverse((now, index))) = self.queue.pop() else {
                return Ok(false);
            };
            let next = match self.plans[index].take() {
                Some(plan) => self.begin(write, now, index, plan)?,
                None => self.step(write, now, index)?,
            };
            if let Some(next) = next.filter(|next| *next <= self.end) {
                self.queue.push(Reverse((next, index)));
            }
        }
        Ok(!self.queue.is_empty())
    }

    /// How many customers there are.
    pub fn customers(&self) -> u32 {
        self.people.len() as u32
    }

    /// The place of somebody among the staff.
    pub fn one_of(&mut self, role: Role) -> usize {
        let of_role = |(_, staff): &(usize, &Staff)| staff.role == role;
        let places = self.staff.iter().enumerate().filter(of_role);
        let nth = self.chance.place(places.clone().count());
        places.map(|(place, _)| place).nth(nth).unwrap_or_default()
    }

    fn begin(
        &mut self,
        write: &mut Write,
        now: Moment,
        index: usize,
        mut plan: Plan,
    ) -> Result<Option<Moment>, Error> {
        let counter = self.one_of(Role::Counter);
        let actor = self.staff[counter].name.clone();
        let (person, units) = self.parties(&plan, now);
        if plan.entered {
            self.enter_job(write, now, &actor, person, &units, &plan)?;
        }
        let input = self.intake(&mut plan, now, person, &units);
        turn(write, "ticket.new", &actor, now);
        let chance = &mut self.chance;
        let mut random = |bytes: &mut [u8]| {
            chance.fill(bytes);
            Ok(())
        };
        let staff = &self.staff;
        let who = &mut Who { actor: &actor, now, approver: None, staff, random: &mut random };
        let dossier = take_in(write, &self.house, who, input)?;
        self.tickets += 1;

        let (person, units) = self.remember(person, &dossier, units);
        let number = dossier.ticket.number.clone();
        let somebody = &mut self.people[person];
        somebody.open += 1;
        somebody.changes += 1;
        somebody.last.clone_from(&number);
        let seen = somebody.changes;
        self.taken[index] = Some(Taken { person, units: units.clone(), number });
        let open = Open {
            dossier,
            steps: plan.steps.iter().copied().collect(),
            plan,
            engineer: self.one_of(Role::Engineer),
            wait: 0,
            more_found: false,
            person,
            units,
            counter,
            seen,
        };
        Ok(self.put_back(index, Box::new(open), now))
    }

    /// Keeps an open ticket until its next step, and says when that is.
    fn put_back(&mut self, index: usize, open: Box<Open>, now: Moment) -> Option<Moment> {
        let Some(step) = open.steps.front().copied() else {
            if !open.dossier.ticket.is_open() {
                self.people[open.person].open -= 1;
            }
            return None;
        };
        let next = self.when(now, &open, step).max(now.plus_millis(1000));
        if next <= self.end {
            self.open[index] = Some(open);
        }
        Some(next)
    }

    fn step(
        &mut self,
        write: &mut Write,
        now: Moment,
        index: usize,
    ) -> Result<Option<Moment>, Error> {
        let Some(mut open) = self.open[index].take() else {
            return Ok(None);
        };
        if self.people[open.person].changes != open.seen {
            // Another ticket of this customer was worked on meanwhile.
            let number = &open.dossier.ticket.number;
            let ticket = write.ticket(number)?;
            let ticket = ticket.ok_or_else(|| Error::not_found("number", number))?;
            open.dossier = write.dossier(ticket)?;
        }
        let Some(step) = open.steps.pop_front() else {
            return Ok(None);
        };
        if let Some((action, input)) = self.action(now, &mut open, step)? {
            self.carry_out(write, now, &mut open, action, input)?;
            self.people[open.person].changes += 1;
        }
        open.seen = self.people[open.person].changes;
        Ok(self.put_back(index, open, now))
    }

    fn carry_out(
        &mut self,
        write: &mut Write,
        now: Moment,
        open: &mut Open,
        action: Action,
        input: Value,
    ) -> Result<(), Error> {
        let operation = action.operation();
        let actor = self.actor(open, &action);
        let supervisor = self.one_of(Role::Supervisor);
        turn(write, operation_name(operation), &actor, now);
        let chance = &mut self.chance;
        let mut random = |bytes: &mut [u8]| {
            chance.fill(bytes);
            Ok(())
        };
        let who = &mut Who {
            actor: &actor,
            now,
            approver: Some(&self.staff[supervisor]),
            staff: &self.staff,
            random: &mut random,
        };
        let mut after = open.dossier.clone();
        act(write, &self.house, who, &mut after, action)?;
        let before = &open.dossier;
        let facts = json!({ "input": input, "before": changed(before, &after, operation) });
        let pack = self.house.rules.policy.in_force(after.ticket.created_at.date());
        write.keep(Some(before), &after, facts, pack)?;
        for issued in &after.ticket.documents[before.ticket.documents.len()..] {
            match issued.series {
                Series::Receipt => self.receipts += 1,
                Series::Slip => self.slips += 1,
            }
        }
        open.dossier = after;
        Ok(())
    }

    /// Who does it: the engineer where the appliance is, else somebody at the counter.
    fn actor(&self, open: &Open, action: &Action) -> String {
        let always = matches!(
            action,
            Action::Schedule(_)
                | Action::Receive(_)
                | Action::Refund(_)
                | Action::Return(_)
                | Action::Close(_)
                | Action::Correct(_)
                | Action::Reopen(_)
        );
        let at_bench = open.plan.service.is_bench()
            && matches!(action, Action::Consent(_) | Action::Accept(_) | Action::Pay(_));
        let at_counter = always || at_bench || open.dossier.ticket.state == State::Registered;
        let place = if at_counter { open.counter } else { open.engineer };
        self.staff[place].name.clone()
    }

    /// Whose ticket a plan is, and which of their appliances it is about.
    fn parties(&mut self, plan: &Plan, now: Moment) -> (Option<usize>, Vec<Chosen>) {
        let person = match plan.party {
            Party::Same(other) => match &self.taken[other] {
                Some(taken) => {
                    let main = taken.units.first().map(|place| Chosen::Known(*place));
                    return (Some(taken.person), main.into_iter().collect());
                }
                None => None,
            },
            Party::Known => self.known(plan),
            _ => None,
        };
        if !plan.kind.is_work() && self.chance.percent(60) {
            return (person, Vec::new());
        }
        let is_new = plan.kind == Kind::Installation;
        let mut units = Vec::with_capacity(1 + plan.more);
        if let Some(place) = person.filter(|_| !is_new).and_then(|person| self.has(person, plan)) {
            units.push(Chosen::Known(place));
        }
        while units.len() <= plan.more {
            let is_main = units.is_empty();
            let goods = self.goods(plan, is_main);
            let age = if is_main { plan.age } else { Age::Any };
            let unit = Unit::new(&mut self.chance, goods, age, now.date(), is_new);
            units.push(Chosen::New(Box::new(unit)));
        }
        (person, units)
    }

    /// Somebody from before who has no open ticket and lives where the service goes.
    fn known(&mut self, plan: &Plan) -> Option<usize> {
        for _ in 0..12.min(self.people.len()) {
            let place = self.chance.place(self.people.len());
            let person = &self.people[place];
            let is_far = plan.service == Service::OnsiteFar;
            if person.open == 0 && (person.is_far == is_far || plan.service.is_bench()) {
                return Some(place);
            }
        }
        None
    }

    /// An appliance that somebody has: the same kind, or else any, as long as it can be brought.
    fn has(&mut self, person: usize, plan: &Plan) -> Option<usize> {
        if !self.chance.percent(70) {
            return None;
        }
        let units = &self.people[person].units;
        let fits = |unit: &&Unit| unit.goods().is_small || !plan.service.is_bench();
        let same = units.iter().position(|unit| Some(unit.goods().code) == plan.goods);
        same.or((!units.is_empty()).then_some(0))
            .filter(|place| units.get(*place).is_some_and(|unit| fits(&unit)))
    }

    fn goods(&mut self, plan: &Plan, is_main: bool) -> usize {
        let named = plan.goods.filter(|_| is_main);
        if let Some(place) = GOODS.iter().position(|goods| Some(goods.code) == named) {
            return place;
        }
        let only_small = plan.service.is_bench();
        let weights = GOODS.iter().map(|goods| match only_small && !goods.is_small {
            true => 0,
            false => goods.seasons[1],
        });
        self.chance.weighted(weights)
    }

    /// Work of before the program, entered from its paper slip (补录).
    fn enter_job(
        &mut self,
        write: &mut Write,
        now: Moment,
        actor: &str,
        person: Option<usize>,
        units: &[Chosen],
        plan: &Plan,
    ) -> Result<(), Error> {
        let (Some(person), Some(Chosen::Known(place))) = (person, units.first()) else {
            return Ok(());
        };
        let unit = &mut self.people[person].units[*place];
        let goods = unit.goods();
        let nth = plan.ill.or(unit.ill).unwrap_or_default() % goods.faults.len();
        unit.ill = Some(nth);
        let (ill, id) = (&goods.faults[nth], unit.id);
        let id = id.ok_or_else(|| Error::not_found("appliance", "such appliance"))?;
        let completed_on = shift(now.date(), -self.chance.within(12, 60));
        let number = format!("{}-{}", completed_on.year(), self.chance.digits(5));
        let entered = EnterJob {
            appliance: id,
            number,
            kind: JobKind::Repair,
            completed_on,
            place: Some(ill.place.to_owned()),
            parts: ill.part.map(str::to_owned).into_iter().collect(),
            cover_months: Some(3),
            by: "城北维修点".to_owned(),
        };
        turn(write, "job.enter", actor, now);
        keep_job(write, &self.house, &entered)?;
        self.people[person].changes += 1;
        Ok(())
    }

    fn intake(
        &mut self,
        plan: &mut Plan,
        now: Moment,
        person: Option<usize>,
        units: &[Chosen],
    ) -> IntakeInput {
        let mut input = IntakeInput {
            kind: Some(plan.kind),
            service: Some(plan.service),
            channel: self.channel(plan, now),
            ..IntakeInput::default()
        };
        match person {
            Some(place) => input.customer_id = Some(self.people[place].id),
            None => {
                let (customer, note) = self.customer(plan);
                input.customer = Some(customer);
                input.note = note.unwrap_or_default().to_owned();
            }
        }
        let mut goods = None;
        for (nth, unit) in units.iter().enumerate() {
            match (unit, person) {
                (Chosen::Known(place), Some(person)) => {
                    let unit = &self.people[person].units[*place];
                    input.appliance_id = unit.id;
                    goods = Some(unit.goods());
                    // Whoever comes back with it soon mostly has the same again.
                    let comes_back = matches!(plan.party, Party::Same(_)) || plan.entered;
                    if comes_back || self.chance.percent(20) {
                        plan.ill = plan.ill.or(unit.ill);
                    }
                }
                (Chosen::New(unit), _) if nth == 0 => {
                    goods = Some(unit.goods());
                    input.appliance = Some(unit.told(&mut self.chance));
                }
                (Chosen::New(unit), _) => input.more_appliances.push(unit.told(&mut self.chance)),
                (Chosen::Known(_), None) => {}
            }
        }
        if let Some(goods) = goods {
            let any = self.chance.place(goods.faults.len());
            plan.ill = Some(plan.ill.unwrap_or(any) % goods.faults.len());
        }
        input.complaint = match (plan.kind, goods) {
            (Kind::Repair, Some(goods)) => {
                let said = self.chance.text(goods.faults[plan.ill.unwrap_or_default()].said);
                let again = matches!(plan.party, Party::Same(_)) && self.chance.percent(60);
                if again { format!("上次修过，又坏了：{said}") } else { said }
            }
            (Kind::Installation, Some(goods)) => self.chance.text(goods.install),
            (Kind::Maintenance, Some(goods)) => self.chance.text(goods.care),
            (Kind::Consultation, _) => self.chance.one(words::CONSULTATIONS).0.to_owned(),
            _ => self.chance.one(words::COMPLAINTS).0.to_owned(),
        };
        if plan.kind.is_work() && plan.service.is_onsite() {
            let is_far = plan.service == Service::OnsiteFar;
            let agreed = Money::from_fen(self.chance.within(4, 8) * 1000);
            input.disclosed = Disclosed {
                empty_trip: plan.is_fixed || self.chance.percent(92),
                empty_trip_fen: None,
                inspection_fen: is_far.then_some(agreed),
            };
        }
        if plan.about {
            input.about = person.map(|person| self.people[person].last.clone());
        }
        input
    }

    fn channel(&mut self, plan: &Plan, now: Moment) -> Option<String> {
        let names = &self.house.rules.policy.in_force(now.date()).channels.names;
        let counter = names.iter().find(|name| *name == "到店");
        if plan.service == Service::WalkIn {
            return counter.cloned();
        }
        if names.is_empty() || self.chance.percent(4) {
            return None;
        }
        // The first of the list is the hotline, where most call.
        let place = self.chance.place(names.len()).min(self.chance.place(names.len()));
        names.get(place).cloned()
    }

    fn customer(&mut self, plan: &Plan) -> (CustomerInput, Option<&'static str>) {
        let is_far = plan.service == Service::OnsiteFar;
        let mut somebody = people::someone(&mut self.chance, is_far);
        let mut relative = None;
        match plan.party {
            Party::Hard => {
                somebody.name = people::hard_name(&mut self.chance, self.hard_names);
                self.hard_names += 1;
            }
            Party::Family(other) => relative = self.taken[other].as_ref().map(|taken| taken.person),
            _ if !plan.is_fixed && self.chance.percent(4) && !self.people.is_empty() => {
                relative = Some(self.chance.place(self.people.len()));
            }
            _ => {}
        }
        match plan.party {
            Party::NoPhone => somebody.phones.clear(),
            Party::House => somebody.phones = people::house_phones(&mut self.chance),
            _ if plan.is_fixed && somebody.phones.is_empty() => {
                somebody.phones = vec![people::mobile(&mut self.chance)];
            }
            _ => {}
        }
        let relative = relative.map(|place| &self.people[place]);
        if let Some(relative) = relative.filter(|relative| relative.is_far == is_far)
            && let Some(phone) = relative.phone.clone()
        {
            somebody.phones = vec![phone];
            somebody.address = relative.address.clone();
        }
        let tier = match plan.party {
            Party::Member => {
                self.chance.of(&[(5, Tier::Gold), (2, Tier::Platinum), (1, Tier::Diamond)])
            }
            _ => self.chance.of(&[
                (86, Tier::None),
                (8, Tier::Silver),
                (4, Tier::Gold),
                (2, Tier::Platinum),
            ]),
        };
        let has_tier = tier != Tier::None;
        let Someone { name, phones, address, note } = somebody;
        let input = CustomerInput {
            name: Some(name),
            phones: Some(phones),
            address: Some(address),
            tier: has_tier.then_some(tier),
            tier_proof: has_tier.then(|| self.chance.text(words::PROOFS_OF_TIER)),
            ..CustomerInput::default()
        };
        (input, note)
    }

    /// Remembers who a ticket was taken in for, and which of their appliances it is about.
    fn remember(
        &mut self,
        person: Option<usize>,
        dossier: &Dossier,
        units: Vec<Chosen>,
    ) -> (usize, Vec<usize>) {
        let customer = &dossier.customer;
        let person = person.unwrap_or_else(|| {
            self.people.push(Person {
                id: customer.id,
                phone: customer.phones.first().map(|phone| phone.number.clone()),
                address: customer.addresses.first().cloned().unwrap_or_default(),
                is_far: dossier.ticket.service == Service::OnsiteFar,
                units: Vec::new(),
                last: String::new(),
                open: 0,
                changes: 0,
            });
            self.people.len() - 1
        });
        let has = &mut self.people[person].units;
        let mut places = Vec::with_capacity(units.len());
        for (unit, kept) in units.into_iter().zip(&dossier.appliances) {
            match unit {
                Chosen::Known(place) => places.push(place),
                Chosen::New(mut new) => {
                    new.id = Some(kept.id);
                    places.push(has.len());
                    has.push(*new);
                }
            }
        }
        (person, places)
    }

    /// How many appliances a ticket is about.
    pub fn count_units(&self, open: &Open) -> usize {
        open.units.len()
    }

    /// An appliance of a ticket, the main one first.
    pub fn unit(&mut self, open: &Open, nth: usize) -> Option<&mut Unit> {
        let place = *open.units.get(nth)?;
        self.people[open.person].units.get_mut(place)
    }

    /// The number of the ticket of a plan.
    pub fn number_of(&self, plan: usize) -> Option<String> {
        self.taken[plan].as_ref().map(|taken| taken.number.clone())
    }
}

/// Audit rows from here on are of this operation.
pub(super) fn turn(write: &mut Write, name: &'static str, actor: &str, at: Moment) {
    let actor = actor.to_owned();
    write.operation(Operation { name, actor, at, clock_confirmed: false });
}
