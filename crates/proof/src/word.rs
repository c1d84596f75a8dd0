//! Enums whose values files, hooks and programs write as a word.

use std::{error::Error, fmt};

/// A text that is not the word of any value of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord;

impl fmt::Display for UnknownWord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("unknown word")
    }
}

impl Error for UnknownWord {}

/// Implements [`FromStr`](std::str::FromStr) for an enum that has `ALL` and `as_str`, as the inverse of `as_str`.
#[macro_export]
macro_rules! impl_from_str {
    ($name:ty) => {
        impl ::core::str::FromStr for $name {
            type Err = $crate::word::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.into_iter().find(|value| value.as_str() == word).ok_or($crate::word::UnknownWord)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Answer {
        Yes,
        No,
    }

    impl Answer {
        const ALL: [Self; 2] = [Self::Yes, Self::No];

        fn as_str(self) -> &'static str {
            match self {
                Self::Yes => "yes",
                Self::No => "no",
            }
        }
    }

    impl_from_str!(Answer);

    #[test]
    fn parsing_a_word_is_the_inverse_of_as_str() {
        for answer in Answer::ALL {
            assert_eq!(answer.as_str().parse(), Ok(answer));
        }
        for word in ["", "Yes", "yes ", "maybe"] {
            assert_eq!(word.parse::<Answer>(), Err(UnknownWord), "{word:?}");
        }
    }
}
