//! Any bytes as one line of `desk fee`.

#![no_main]

use std::sync::LazyLock;

use desk_app::{Desk, lines};
use desk_fuzz::assert_one_answer;

static DESK: LazyLock<Desk> = LazyLock::new(Desk::shipped);

libfuzzer_sys::fuzz_target!(|line: &[u8]| {
    let mut out = Vec::new();
    lines::fee(&DESK, line, &mut out);
    assert_one_answer(&out, "rows");
});
