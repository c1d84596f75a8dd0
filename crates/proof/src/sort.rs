//! Putting lists in order.
//!
//! The library's sorting would do, and costs the page a copy of its machinery for each thing that is sorted: 74 kB
//! in 19 copies, 14 kB of them packed. Here the order is asked for through one door, so there is one copy for all.

use std::cmp::Ordering;

/// Sorts a list; entries that are equal keep their order.
pub fn sort<T: Ord>(list: &mut Vec<T>) {
    sort_by(list, T::cmp);
}

/// Sorts a list by what is compared of each entry; those that compare as equal keep their order.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts a list; entries that compare as equal keep their order.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    if list.is_sorted_by(|one, other| compare(one, other) != Ordering::Greater) {
        return;
    }
    let entry = |place: u32| list.get(usize::try_from(place).ok()?);
    let mut places: Vec<u32> = (0..).take(list.len()).collect();
    sort_places(&mut places, &|one, other| match (entry(one), entry(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut left: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(
        places
            .into_iter()
            .filter_map(|place| left.get_mut(usize::try_from(place).ok()?).and_then(Option::take)),
    );
}

/// Sorts places; those that compare as equal keep their order.
pub fn sort_places(places: &mut Vec<u32>, compare: &dyn Fn(u32, u32) -> Ordering) {
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
        fn a_list_comes_in_the_order_that_the_library_gives(values in prop::collection::vec(0_u8..20, 0..70)) {
            let mut own: Vec<(u8, usize)> = values.into_iter().zip(0..).collect();
            let mut expected = own.clone();
            expected.sort_by_key(|(value, _)| *value);
            sort_by_key(&mut own, |(value, _)| *value);
            prop_assert_eq!(&own, &expected);
            sort_by(&mut own, |one, other| other.cmp(one));
            expected.sort_by(|one, other| other.cmp(one));
            prop_assert_eq!(&own, &expected);
            sort(&mut own);
            expected.sort_unstable();
            prop_assert_eq!(own, expected);
        }
    }
}
