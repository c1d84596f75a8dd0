//! Putting places in order.
//!
//! `sort_by` would do, and costs the page a copy of its machinery for each thing that is sorted. Here
//! the order is asked for through one door, so there is one copy for all.

use std::cmp::Ordering;

/// Sorts places; those that compare as equal keep their order.
pub(super) fn sort(places: &mut Vec<u32>, compare: &dyn Fn(u32, u32) -> Ordering) {
    let mut from = std::mem::take(places);
    let mut to = Vec::with_capacity(from.len());
    let mut width = 1;
    while width < from.len() {
        for pair in from.chunks(width * 2) {
            let (mut one, mut other) = pair.split_at(width.min(pair.len()));
            while let (Some((first, rest)), Some((second, others))) = (one.split_first(), other.split_first())
            {
                if compare(*second, *first) == Ordering::Less {
                    to.push(*second);
                    other = others;
                } else {
                    to.push(*first);
                    one = rest;
                }
            }
            to.extend_from_slice(one);
            to.extend_from_slice(other);
        }
        std::mem::swap(&mut from, &mut to);
        to.clear();
        width *= 2;
    }
    *places = from;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn places_come_in_the_order_that_the_library_gives(values in prop::collection::vec(0_u8..20, 0..70)) {
            let value = |place: u32| values[place as usize];
            let mut own: Vec<u32> = (0..).take(values.len()).collect();
            let mut expected = own.clone();
            expected.sort_by_key(|place| value(*place));
            sort(&mut own, &|one, other| value(one).cmp(&value(other)));
            prop_assert_eq!(own, expected);
        }
    }
}
