//! What the window says where it cannot open: Wine has no WebView2 runtime, as many a PC at a branch.

use std::process::Command;

use anyhow::{Context, Result};

use super::toolchain::Toolchain;
use crate::process::{run, say};

/// Looks for the message until it is there, or for two minutes; then the program is ended.
const LOOK: &str = "wine \"$0\" & \
    for second in $(seq 120); do \
        if xwininfo -root -tree | grep -q 服务台; then found=yes; break; fi; sleep 1; \
    done; \
    wineserver --kill; test \"$found\" = yes";

/// Starts the window and waits for its message.
pub fn is_shown(toolchain: &Toolchain) -> Result<()> {
    let program = toolchain.built("release", "fuwutai.exe");
    let mut screen = Command::new("xvfb-run");
    screen.args(["--auto-servernum", "--server-args=-screen 0 1024x768x24", "sh", "-c", LOOK]);
    toolchain.in_wine(screen.arg(program));
    run(&mut screen).context("no message of a missing WebView2 runtime was shown")?;
    say("without WebView2 a message says what is missing");
    Ok(())
}
