//! Lists of what was found in a file, as long as anybody reads them. A file of 2 MB can hold tens of
//! thousands of faults, and each would be a line on the screen.

use std::ops::Deref;

use candour_proof::sort::{sort_by_key, sort_places};

/// Most entries that are kept, or shown, of one list.
pub const MOST: usize = 200;

/// The first [`MOST`] entries of a list, and how many more there were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    // INVARIANT: at most `MOST`; fewer only if `more` is 0.
    first: Vec<T>,
    more: u32,
}

impl<T> Listed<T> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self { first: Vec::new(), more: 0 }
    }

    /// Adds an entry, which is only counted if there are enough.
    pub fn push(&mut self, entry: T) {
        self.push_with(|| entry);
    }

    /// The same with an entry that is only made if it is kept.
    pub fn push_with(&mut self, entry: impl FnOnce() -> T) {
        if self.first.len() < MOST {
            self.first.push(entry());
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Adds the entries of another list.
    pub fn append(&mut self, other: Self) {
        self.extend(other.first);
        self.more = self.more.saturating_add(other.more);
    }

    /// How many entries were left out.
    pub fn more(&self) -> u32 {
        self.more
    }

    /// How many entries there were.
    pub fn total(&self) -> u32 {
        u32::try_from(self.first.len()).unwrap_or(u32::MAX).saturating_add(self.more)
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for Listed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.first
    }
}

impl<T> Extend<T> for Listed<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, entries: I) {
        entries.into_iter().for_each(|entry| self.push(entry));
    }
}

impl<T> FromIterator<T> for Listed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut listed = Self::new();
        listed.extend(entries);
        listed
    }
}

impl<T> From<Vec<T>> for Listed<T> {
    fn from(entries: Vec<T>) -> Self {
        entries.into_iter().collect()
    }
}

impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for Listed<T> {
    fn eq(&self, whole: &[U; N]) -> bool {
        self.more == 0 && *self.first == *whole
    }
}

impl<T: PartialEq<U>, U> PartialEq<Vec<U>> for Listed<T> {
    fn eq(&self, whole: &Vec<U>) -> bool {
        self.more == 0 && *self.first == **whole
    }
}

impl<T: PartialEq<U>, U> PartialEq<&[U]> for Listed<T> {
    fn eq(&self, whole: &&[U]) -> bool {
        self.more == 0 && *self.first == **whole
    }
}

impl<'a, T> IntoIterator for &'a Listed<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// All of a list's names, in the order in which they came and to be found in few steps. For lists that
/// decide something; of these too, only the first [`MOST`] are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedNames {
    names: Vec<String>,
    /// Places in `names`, in the order of the names.
    order: Vec<u32>,
}

impl ListedNames {
    /// Whether a name is among them.
    pub fn contains(&self, name: &str) -> bool {
        self.order.binary_search_by(|place| self.at(*place).cmp(name)).is_ok()
    }

    /// The names that are shown, and how many more there are.
    pub fn shown(&self) -> (&[String], u32) {
        shown(&self.names)
    }

    fn at(&self, place: u32) -> &str {
        self.names.get(place as usize).map_or("", String::as_str)
    }
}

impl Deref for ListedNames {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.names
    }
}

impl<U, const N: usize> PartialEq<[U; N]> for ListedNames
where
    String: PartialEq<U>,
{
    fn eq(&self, names: &[U; N]) -> bool {
        *self.names == *names
    }
}

impl FromIterator<String> for ListedNames {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        let mut names = Self { names: names.into_iter().collect(), order: Vec::new() };
        let mut order: Vec<u32> = (0..).take(names.names.len()).collect();
        sort_places(&mut order, &|one, other| names.at(one).cmp(names.at(other)));
        names.order = order;
        names
    }
}

/// The entries of a list that are shown, and how many more there are.
pub fn shown<T>(entries: &[T]) -> (&[T], u32) {
    let (first, rest) = entries.split_at_checked(MOST).unwrap_or((entries, &[]));
    (first, u32::try_from(rest.len()).unwrap_or(u32::MAX))
}

/// Each entry once, where it came first.
pub fn once<T: Ord>(entries: Vec<T>) -> Vec<T> {
    let mut places: Vec<usize> = (0..entries.len()).collect();
    sort_by_key(&mut places, |place| entries.get(*place));
    let mut first = vec![true; entries.len()];
    for (one, other) in places.iter().zip(places.iter().skip(1)) {
        if entries.get(*one) == entries.get(*other)
            && let Some(first) = first.get_mut(*other)
        {
            *first = false;
        }
    }
    entries.into_iter().zip(first).filter_map(|(entry, first)| first.then_some(entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_at_200_and_counts_the_others() {
        for (length, kept, more) in [(0, 0, 0), (199, 199, 0), (200, 200, 0), (201, 200, 1), (999, 200, 799)]
        {
            let entries: Vec<u32> = (0..length).collect();
            let listed: Listed<u32> = entries.iter().copied().collect();
            assert_eq!((listed.len(), listed.more(), listed.total()), (kept, more, length));
            assert_eq!((&*listed, listed.more()), shown(&entries), "{length}");
        }
    }

    #[test]
    fn what_comes_again_is_left_out_and_the_order_stays() {
        assert_eq!(once(vec!["b", "a", "b", "c", "a", "b"]), ["b", "a", "c"]);
        assert!(once(Vec::<u8>::new()).is_empty());
    }

    #[test]
    fn lists_put_together_count_what_both_left_out() {
        let mut listed: Listed<u32> = (0..150).collect();
        listed.append((0..250).collect());
        assert_eq!((listed.len(), listed.more()), (200, 200));
        assert_eq!(listed.last(), Some(&49));
    }

    #[test]
    fn all_names_are_found_and_the_first_200_are_shown() {
        let names: ListedNames = (0..300).map(|number| (number * 7 % 300).to_string()).collect();
        assert!((0..300).all(|number| names.contains(&number.to_string())));
        assert!(!names.contains("300") && !names.contains("") && !ListedNames::default().contains(""));
        assert_eq!((names.shown().0.len(), names.shown().1, names[1].as_str()), (200, 100, "7"));
    }
}
