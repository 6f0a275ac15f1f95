//! The log: what was done, how it ended, how long it took. No requests, no answers and no messages:
//! they can hold names, phones and addresses.

use std::panic::PanicHookInfo;
use std::path::Path;

use desk_app::error::Error;
use tracing::Level;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Files that are kept, one a day.
const FILES: usize = 14;

/// Begins to write a log. Where that cannot be done, work goes on without one.
pub fn begin(folder: &Path) {
    std::fs::create_dir_all(folder).ok();
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("fuwutai")
        .filename_suffix("log")
        .max_log_files(FILES)
        .build(folder);
    let Ok(appender) = appender else { return };
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_target(false);
    // What libraries have to say is not known to be free of data.
    let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), Level::INFO);
    tracing_subscriber::registry().with(lines.with_writer(appender)).with(ours).init();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let (place, words) = told(panic);
        tracing::error!(place, words, "panic");
        if cfg!(debug_assertions) {
            before(panic);
        }
    }));
}

/// Where it was, and its words when they stand in the program: others can quote somebody.
fn told(panic: &PanicHookInfo) -> (String, &'static str) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let words = panic.payload().downcast_ref::<&'static str>();
    (place, words.copied().unwrap_or_default())
}

/// What a page says of its own failure, as far as it cannot be what somebody has typed: names and
/// places of the program have no other characters, and no long numbers.
pub fn plain(text: &str) -> &str {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._:/-".contains(c);
    let has_number = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 6);
    let is_fine = text.len() <= 120 && text.chars().all(is_plain) && !has_number;
    if is_fine { text } else { "" }
}

/// How something ended.
pub fn outcome(what: &str, error: Option<&Error>) {
    match error {
        None => tracing::info!(what, "done"),
        Some(error) => tracing::warn!(what, code = error.code.as_str(), "refused"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_of_the_program_are_taken_from_a_page() {
        for text in ["TypeError", "index-B4x9.js:1:234"] {
            assert_eq!(plain(text), text);
        }
        for text in
            ["王芳", "index.js:13800138000", "no number of 13800138000", "a b", &"a".repeat(121)]
        {
            assert_eq!(plain(text), "", "{text}");
        }
    }
}
