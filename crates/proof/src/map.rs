//! A few values by name, in the order of the names.
//!
//! `BTreeMap` would do, and costs the page 20 kB for trees that no table here is large enough for.

/// Values by name.
// INVARIANT: the names are in order and occur once, and each has its head and its value at the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<V> {
    /// The first bytes of each name, which lie side by side: most names are told apart by them.
    heads: Vec<u64>,
    names: Vec<String>,
    values: Vec<V>,
}

impl<V> Table<V> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self { heads: Vec::new(), names: Vec::new(), values: Vec::new() }
    }

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.values.get(self.place(name).ok()?)
    }

    /// The value of that name, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        let place = self.place(name).ok()?;
        self.values.get_mut(place)
    }

    /// Whether there is a value of that name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_ok()
    }

    /// Puts a value in; one of that name goes.
    pub fn insert(&mut self, name: String, value: V) {
        match self.place(&name) {
            Ok(place) => {
                if let Some(old) = self.values.get_mut(place) {
                    *old = value;
                }
            }
            Err(place) => {
                self.heads.insert(place, head(&name));
                self.names.insert(place, name);
                self.values.insert(place, value);
            }
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, name: &str) -> Option<V> {
        let place = self.place(name).ok()?;
        self.heads.remove(place);
        self.names.remove(place);
        Some(self.values.remove(place))
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &V)> {
        self.names.iter().zip(&self.values)
    }

    /// The names.
    pub fn keys(&self) -> std::slice::Iter<'_, String> {
        self.names.iter()
    }

    /// The values in the order of their names.
    pub fn values(&self) -> std::slice::Iter<'_, V> {
        self.values.iter()
    }

    /// The same, to change them.
    pub fn values_mut(&mut self) -> std::slice::IterMut<'_, V> {
        self.values.iter_mut()
    }

    /// Where a name stands, or where it would have to be put.
    fn place(&self, name: &str) -> Result<usize, usize> {
        let head = head(name);
        let start = self.heads.partition_point(|known| *known < head);
        let same = self.heads.iter().skip(start).take_while(|known| **known == head).count();
        let alike = self.names.get(start..start + same).unwrap_or_default();
        let found = alike.binary_search_by(|known| known.as_str().cmp(name));
        found.map(|place| start + place).map_err(|place| start + place)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V> FromIterator<(String, V)> for Table<V> {
    /// Of several values of a name the last stays.
    fn from_iter<I: IntoIterator<Item = (String, V)>>(entries: I) -> Self {
        let mut table = Self::new();
        for (name, value) in entries {
            table.insert(name, value);
        }
        table
    }
}

/// The first eight bytes of a name, as a number that is in the order of names.
fn head(name: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(name.bytes()).for_each(|(byte, letter)| *byte = letter);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_table_is_a_map_in_the_order_of_names(
            steps in prop::collection::vec(("([a-e]{0,2}|aaaaaaa[ab\u{0}]{0,3})", any::<Option<u8>>()), 0..60)
        ) {
            let (mut table, mut map) = (Table::new(), BTreeMap::new());
            for (name, value) in steps {
                if let Some(value) = value {
                    table.insert(name.clone(), value);
                    map.insert(name.clone(), value);
                } else {
                    prop_assert_eq!(table.remove(&name), map.remove(&name));
                }
                prop_assert_eq!(table.get(&name), map.get(&name));
                prop_assert_eq!(table.get_mut(&name), map.get_mut(&name));
                prop_assert_eq!(table.contains_key(&name), map.contains_key(&name));
            }
            prop_assert!(table.iter().eq(map.iter()));
            prop_assert!(table.keys().eq(map.keys()) && table.values().eq(map.values()));
            prop_assert_eq!((table.len(), table.is_empty()), (map.len(), map.is_empty()));
            prop_assert_eq!(map.into_iter().collect::<Table<u8>>(), table);
        }
    }
}
