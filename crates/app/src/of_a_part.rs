//! How the value of a part becomes one of the whole.

/// Makes the root's value of that of a part.
macro_rules! of_a_part {
    ($whole:ident: $($variant:ident($part:ident)),+) => {
        $(impl From<$part> for $whole {
            fn from(part: $part) -> Self {
                Self::$variant(part)
            }
        })+
    };
}
pub(crate) use of_a_part;
