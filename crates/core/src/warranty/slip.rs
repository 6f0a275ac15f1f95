//! How long a repair is covered by its own slip (D1).

use super::PartClass;
use crate::policy::Pack;

/// Months of cover that the slip gives to a line: those that the part fitted states for itself,
/// else by its class; the ordinary months when no part was fitted. The 90 days of D2 stand below
/// it in any case.
pub fn slip_months(pack: &Pack, part: Option<(PartClass, Option<u32>)>) -> u32 {
    let parameters = &pack.parameters;
    let least = parameters.slip_months_least.value;
    let most = parameters.slip_months_most.value;
    match part {
        Some((_, Some(own))) => own.clamp(least, most),
        Some((PartClass::Core, None)) => parameters.slip_months_core.value,
        Some((_, None)) | None => parameters.slip_months_ordinary.value,
    }
}
