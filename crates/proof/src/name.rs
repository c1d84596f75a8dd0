//! Names of members. Nearly all are short, and a short one lies in its object: a signed file has more than a thousand
//! names, and a place of its own in memory for each would cost more time than reading them.

use std::{cmp::Ordering, fmt};

/// Bytes of the longest name that lies in its object: with its length, as much as a `String` takes.
const SHORT: usize = 22;

/// A name of a member.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Name {
    /// The bytes of a text, and zeros after them.
    // INVARIANT: the first `length` bytes are UTF-8, so that two names are the same if all is the same.
    Short { length: u8, bytes: [u8; SHORT] },
    /// A longer one.
    Long(Box<str>),
}

impl Name {
    pub(crate) fn new(text: &str) -> Self {
        Self::short(text).unwrap_or_else(|| Self::Long(text.into()))
    }

    /// The name, if it is a short one.
    fn short(text: &str) -> Option<Self> {
        let mut bytes = [0; SHORT];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self::Short { length: u8::try_from(text.len()).ok()?, bytes })
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Short { length, bytes } => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Self::Long(text) => text.as_bytes(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Short { .. } => str::from_utf8(self.as_bytes()).unwrap_or_default(),
            Self::Long(text) => text,
        }
    }

    /// The first bytes of a short name as a number, in the order of names.
    fn head(&self) -> Option<u64> {
        match self {
            Self::Short { bytes, .. } => bytes.first_chunk().map(|first| u64::from_be_bytes(*first)),
            Self::Long(_) => None,
        }
    }

    /// The order of RFC 8785 section 3.2.3: by UTF-16 code units.
    pub(crate) fn cmp_utf16(&self, other: &Self) -> Ordering {
        const BEYOND_ASCII: u64 = 0x8080_8080_8080_8080;
        if let (Some(one), Some(two)) = (self.head(), other.head())
            && one != two
            && (one | two) & BEYOND_ASCII == 0
        {
            return one.cmp(&two);
        }
        let (one, two) = (self.as_bytes(), other.as_bytes());
        // UTF-8 and UTF-16 differ in their order only where both names have letters beyond ASCII.
        if one.is_ascii() || two.is_ascii() {
            one.cmp(two)
        } else {
            self.as_str().encode_utf16().cmp(other.as_str().encode_utf16())
        }
    }
}

/// Compares names with one text, which is looked at once.
pub(crate) struct SameName<'a> {
    text: &'a str,
    short: Option<Name>,
}

impl<'a> SameName<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, short: Name::short(text) }
    }

    pub(crate) fn is(&self, name: &Name) -> bool {
        match (&self.short, name) {
            (Some(short), name) => short == name,
            (None, Name::Long(name)) => **name == *self.text,
            (None, Name::Short { .. }) => false,
        }
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_its_text_however_long(one in ".{0,30}", other in "[a-c\u{0}é]{0,3}") {
            let (name, second) = (Name::new(&one), Name::new(&other));
            prop_assert_eq!(name.as_str(), &one);
            prop_assert_eq!(name.as_bytes(), one.as_bytes());
            prop_assert_eq!(format!("{name:?}"), format!("{one:?}"));
            for (text, found) in [(&one, true), (&other, one == other)] {
                prop_assert_eq!(SameName::new(text).is(&name), found);
                prop_assert_eq!(Name::new(text) == name, found);
            }
            prop_assert_eq!(name.cmp_utf16(&second), one.encode_utf16().cmp(other.encode_utf16()));
        }

        #[test]
        fn names_that_begin_alike_are_in_the_order_of_utf16(
            one in "[abé\u{fb33}\u{1f600}]{0,9}", other in "[abé\u{fb33}\u{1f600}]{0,9}"
        ) {
            let order = one.encode_utf16().cmp(other.encode_utf16());
            prop_assert_eq!(Name::new(&one).cmp_utf16(&Name::new(&other)), order);
        }
    }

    #[test]
    fn a_name_takes_no_more_room_than_a_string() {
        assert!(size_of::<Name>() <= size_of::<[usize; 3]>());
    }
}
