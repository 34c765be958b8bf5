//! What a process takes: time, processor, memory.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a process took, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// From start to end.
    pub(crate) wall: f64,
    /// Of all processors, for the program and for the system on its behalf.
    pub(crate) cpu: f64,
}

/// Runs a command that must succeed and returns what it took.
pub(crate) fn usage(command: Command) -> Usage {
    let before = cpu_of_children();
    let start = Instant::now();
    finish(spawn(command));
    Usage { wall: start.elapsed().as_secs_f64(), cpu: cpu_of_children() - before }
}

/// Runs a command that must succeed and returns the most memory it held at a time, in bytes.
pub(crate) fn peak_memory(command: Command) -> f64 {
    let mut child = spawn(command);
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    while child.try_wait().unwrap().is_none() {
        // The system keeps the peak; it is only to be read before the process is gone.
        let line = fs::read_to_string(&status).unwrap_or_default();
        let line = line.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        peak = f64::max(peak, kilobytes.unwrap_or(0.0) * 1024.0);
        std::thread::sleep(Duration::from_millis(5));
    }
    finish(child);
    peak
}

/// Returns the middle one of some numbers; there must be one.
pub(crate) fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Returns how busy the machine is: mean numbers of running processes.
pub(crate) fn load() -> String {
    fs::read_to_string("/proc/loadavg").unwrap_or_default().trim().to_owned()
}

fn spawn(mut command: Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap()
}

fn finish(mut child: Child) {
    let status = child.wait().unwrap();
    assert!(status.success(), "a program that is measured failed: {status}");
}

/// Returns the processor time of all children that have ended, in seconds, to a hundredth.
fn cpu_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    // The name in parentheses may hold spaces; cutime and cstime are fields 16 and 17.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let ticks = fields.split_whitespace().skip(13).take(2);
    ticks.map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>() / TICKS_PER_SECOND
}

/// What Linux shows to programs, whatever it counts in itself.
const TICKS_PER_SECOND: f64 = 100.0;
