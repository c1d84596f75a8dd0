//! How much of what somebody hands over is read.

/// The most bytes of a file of that name that are read at all: archives hold many files, and armour
/// makes a file longer by a third.
pub fn most_bytes(name: &str) -> usize {
    let is_archive =
        name.len() >= 4 && name.get(name.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".zip"));
    if is_archive { 300_000_000 } else { 3_000_000 }
}
