//! Places in lists, small.

/// A place in a list as it is kept in rows: of a question, a section, a stop rule or another row.
pub type RowIndex = u32;

/// How many, or as many as can be counted.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
