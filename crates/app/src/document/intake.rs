//! 受理单.

use desk_core::clause::Clause;
use desk_core::fee::Service;
use desk_core::money::Money;
use desk_core::ticket::{CancelWhy, Kind, State};
use desk_documents::content::{Appointment, Cited, Custody, DisclosedFees, IntakeSlip};

use super::content::{Source, cite};

impl Source<'_> {
    /// What was said and agreed when the ticket was taken in, as it stands now.
    pub(super) fn intake_slip(&self) -> IntakeSlip {
        let ticket = &self.dossier.ticket;
        let is_work = ticket.kind.is_work();
        let in_our_hands = is_work && !ticket.service.is_onsite();
        IntakeSlip {
            point: self.letterhead(),
            number: ticket.number.clone(),
            kind: ticket.kind,
            service: ticket.service,
            channel: ticket.intake.channel.clone().unwrap_or_default(),
            taken_at: ticket.created_at,
            taken_by: ticket.intake.by.clone(),
            customer: self.person(),
            units: self.units(),
            complaint: ticket.intake.complaint.clone(),
            note: ticket.intake.note.clone(),
            visit: self.appointment(),
            ended: self.ended(),
            disclosed: is_work.then(|| self.disclosed()),
            faults: self.faults(),
            advice: self.advice(),
            custody: in_our_hands.then(|| self.custody()),
            promises: self.cite(promises(ticket.kind, ticket.service)),
        }
    }

    fn appointment(&self) -> Option<Appointment> {
        let visit = self.dossier.ticket.course.visits.last()?;
        let engineer = self.staff.iter().find(|staff| staff.badge == visit.badge);
        Some(Appointment {
            from: visit.from,
            to: visit.to,
            engineer: visit.engineer.clone(),
            badge: visit.badge.clone(),
            certificate: engineer.and_then(|staff| staff.certificate.clone()).unwrap_or_default(),
        })
    }

    fn disclosed(&self) -> DisclosedFees {
        let ticket = &self.dossier.ticket;
        let disclosed = &ticket.intake.disclosed;
        let parameters = &self.pack.parameters;
        let told = ticket.service.is_onsite() && disclosed.empty_trip;
        let empty_trip_fen =
            told.then(|| disclosed.empty_trip_fen.unwrap_or(parameters.empty_trip_fen.value));
        let inspection_fen = disclosed.inspection_fen.or(match ticket.service {
            Service::OnsiteTown => Some(parameters.inspection_town_fen.value),
            Service::OnsiteFar => None,
            Service::WalkIn | Service::MailIn => Some(Money::ZERO),
        });
        // The words of a clause name the usual amount: they are told where that is the one.
        let told = |clause: Clause, is_usual: bool, else_: &str| match is_usual {
            true => cite(self.pack, clause),
            false => Cited { clause: clause.as_str().to_owned(), text: else_.to_owned() },
        };
        let mut why = Vec::new();
        if inspection_fen != Some(Money::ZERO) {
            let usual = inspection_fen == Some(parameters.inspection_town_fen.value)
                && ticket.service == Service::OnsiteTown;
            why.push(told(Clause::E4, usual, "检测报价后放弃维修，只收检测费，金额以本单为准"));
        }
        if let Some(fee) = empty_trip_fen {
            let usual = fee == parameters.empty_trip_fen.value;
            let text = "工程师出发后因用户原因取消，只收空跑费，金额以本单为准";
            why.push(told(Clause::E5, usual, text));
        }
        DisclosedFees { empty_trip_fen, inspection_fen, why }
    }

    /// How the ticket ended without being completed; empty where it did not.
    fn ended(&self) -> String {
        let course = &self.dossier.ticket.course;
        if let Some(duplicate) = &course.duplicate {
            return format!("重复登记，见{}", duplicate.of);
        }
        let how = match self.dossier.ticket.state {
            State::Refused => "客户放弃",
            State::Cancelled => "已取消",
            State::FailedByUs => "我方未能完成",
            State::NotRepairable => "无法修复",
            _ => return String::new(),
        };
        let Some(end) = &course.end else { return how.to_owned() };
        // A cancellation keeps which kind it was before the words (`customer: 客户改约`).
        let (kind, words) = end.reason.split_once(": ").unwrap_or((&end.reason, ""));
        let known = CancelWhy::ALL.iter().find(|why| why.as_str() == kind);
        let (how, words) = match known {
            Some(why) => (cancelled(*why), words),
            None => (how, end.reason.as_str()),
        };
        if words.is_empty() { how.to_owned() } else { format!("{how}：{words}") }
    }

    /// A unit in our hands, or on its way to us.
    fn custody(&self) -> Custody {
        let kept = self.dossier.ticket.course.custody.as_ref();
        let text = |member: fn(&desk_core::ticket::Custody) -> &String| {
            kept.map(member).cloned().unwrap_or_default()
        };
        Custody {
            received_at: kept.map(|kept| kept.received_at),
            received_by: text(|kept| &kept.received_by),
            looks: text(|kept| &kept.looks),
            accessories: kept.map(|kept| kept.accessories.clone()).unwrap_or_default(),
            pickup_code: text(|kept| &kept.pickup_code),
            kept_at: text(|kept| &kept.kept_at),
            sent_by: text(|kept| &kept.sent_by),
        }
    }
}

/// How a ticket was cancelled.
fn cancelled(why: CancelWhy) -> &'static str {
    match why {
        CancelWhy::Customer => "客户取消",
        CancelWhy::NobodyHome => "上门无人",
        CancelWhy::SentAway => "上门被拒",
    }
}

/// What the customer of such a ticket is promised, a handful.
fn promises(kind: Kind, service: Service) -> &'static [Clause] {
    use Clause::{A5, D3, E7, E8, E10, E11, F1, F4, F9, F14, N14};
    match (kind, service) {
        (Kind::Complaint, _) => &[F1, N14],
        (Kind::Consultation, _) => &[A5, N14],
        (Kind::Installation, Service::OnsiteTown) => &[F4, E10, E11, D3, N14],
        (Kind::Installation, Service::OnsiteFar) => &[F14, E10, E11, D3, N14],
        (_, Service::OnsiteTown) => &[F4, E10, E11, F9, N14],
        (_, Service::OnsiteFar) => &[F14, E10, E11, F9, N14],
        (_, Service::WalkIn) => &[E10, E7, E11, N14],
        (_, Service::MailIn) => &[E10, E8, E7, N14],
    }
}
