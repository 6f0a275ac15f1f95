//! Any bytes as one line of `desk warranty`.

#![no_main]

use std::sync::LazyLock;

use desk_app::{Desk, lines};
use desk_fuzz::assert_one_answer;

static DESK: LazyLock<Desk> = LazyLock::new(Desk::shipped);

libfuzzer_sys::fuzz_target!(|line: &[u8]| {
    for explain in [false, true] {
        let mut out = Vec::new();
        lines::warranty(&DESK, line, explain, &mut out);
        assert_one_answer(&out, "cover");
    }
});
