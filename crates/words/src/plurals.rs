//! How languages say how many: the families of the plural rules of Unicode's CLDR that matter for whole numbers.
//!
//! A family is data of a language, named in its file; nothing here knows which language has which. Forms that CLDR keeps for
//! a million and for fractions (`many` in French and Spanish) are not asked of translators: no number here is that large.

/// A family of languages with the same plural forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plurals {
    /// One form for all numbers, as in Burmese, Thai and Chinese.
    None,
    /// One for 1, another one for all others, as in English, German and Spanish.
    #[default]
    One,
    /// One for 0 and 1, another one for all others, as in French and Brazilian Portuguese.
    ZeroOne,
    /// Six forms.
    Arabic,
    /// One for 1, 21, 31; one for 2 to 4, 22 to 24; one for all others, as in Russian and Ukrainian.
    Slavic,
}

/// A form of a text that depends on a number, by its name in CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PluralForm {
    /// `zero`
    Zero,
    /// `one`
    One,
    /// `two`
    Two,
    /// `few`
    Few,
    /// `many`
    Many,
    /// `other`
    Other,
}

impl Plurals {
    /// Every family.
    pub const ALL: [Self; 5] = [Self::None, Self::One, Self::ZeroOne, Self::Arabic, Self::Slavic];

    /// Its name in language files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::One => "one",
            Self::ZeroOne => "zero-one",
            Self::Arabic => "arabic",
            Self::Slavic => "slavic",
        }
    }

    /// The forms that a text has in languages of the family.
    pub fn forms(self) -> &'static [PluralForm] {
        use PluralForm::{Few, Many, One, Other, Two, Zero};
        match self {
            Self::None => &[Other],
            Self::One | Self::ZeroOne => &[One, Other],
            Self::Arabic => &[Zero, One, Two, Few, Many, Other],
            Self::Slavic => &[One, Few, Many],
        }
    }

    /// The form for a number (CLDR 48, `plurals.xml`).
    pub fn form(self, count: u32) -> PluralForm {
        let (ten, hundred) = (count % 10, count % 100);
        match self {
            Self::One if count == 1 => PluralForm::One,
            Self::ZeroOne if count < 2 => PluralForm::One,
            Self::None | Self::One | Self::ZeroOne => PluralForm::Other,
            Self::Arabic => match (count, hundred) {
                (0, _) => PluralForm::Zero,
                (1, _) => PluralForm::One,
                (2, _) => PluralForm::Two,
                (_, 3..=10) => PluralForm::Few,
                (_, 11..) => PluralForm::Many,
                _ => PluralForm::Other,
            },
            Self::Slavic => match (ten, hundred) {
                (_, 11..=14) => PluralForm::Many,
                (1, _) => PluralForm::One,
                (2..=4, _) => PluralForm::Few,
                _ => PluralForm::Many,
            },
        }
    }
}

impl PluralForm {
    /// Every form, in the order of CLDR.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Its name in language files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// Whether the form stands for one number alone, so that the text need not name it.
    pub fn is_one_number(self) -> bool {
        matches!(self, Self::Zero | Self::One | Self::Two)
    }
}

#[cfg(test)]
mod tests {
    use super::{PluralForm, Plurals};

    /// The samples of whole numbers in CLDR 48, `common/supplemental/plurals.xml`, below a million.
    const SAMPLES: [(Plurals, PluralForm, &str); 17] = [
        (Plurals::None, PluralForm::Other, "0~15, 100, 1000, 10000, 100000"),
        (Plurals::One, PluralForm::One, "1"),
        (Plurals::One, PluralForm::Other, "0, 2~16, 100, 1000, 10000, 100000"),
        (Plurals::ZeroOne, PluralForm::One, "0, 1"),
        (Plurals::ZeroOne, PluralForm::Other, "2~17, 100, 1000, 10000, 100000"),
        (Plurals::Arabic, PluralForm::Zero, "0"),
        (Plurals::Arabic, PluralForm::One, "1"),
        (Plurals::Arabic, PluralForm::Two, "2"),
        (Plurals::Arabic, PluralForm::Few, "3~10, 103~110, 1003"),
        (Plurals::Arabic, PluralForm::Many, "11~26, 111, 1011"),
        (
            Plurals::Arabic,
            PluralForm::Other,
            "100~102, 200~202, 300~302, 400~402, 500~502, 600, 1000, 10000, 100000",
        ),
        (Plurals::Slavic, PluralForm::One, "1, 21, 31, 41, 51, 61, 71, 81, 101, 1001"),
        (Plurals::Slavic, PluralForm::Few, "2~4, 22~24, 32~34, 42~44, 52~54, 62, 102, 1002"),
        (Plurals::Slavic, PluralForm::Many, "0, 5~19, 100, 1000, 10000, 100000"),
        // By the rules: further numbers that a wrong remainder would give another form.
        (Plurals::Slavic, PluralForm::Many, "111~114, 211~214"),
        (Plurals::Arabic, PluralForm::Many, "199, 299, 99"),
        (Plurals::ZeroOne, PluralForm::Other, "101, 201"),
    ];

    #[test]
    fn each_number_has_the_form_that_cldr_gives_it() {
        for (family, form, samples) in SAMPLES {
            for range in samples.split(", ") {
                let (first, last) = range.split_once('~').unwrap_or((range, range));
                let (first, last): (u32, u32) = (first.parse().unwrap(), last.parse().unwrap());
                for count in first..=last {
                    assert_eq!(family.form(count), form, "{count} in {}", family.as_str());
                }
            }
        }
    }

    #[test]
    fn a_family_uses_exactly_the_forms_it_asks_for() {
        for family in Plurals::ALL {
            let mut used = vec![];
            for form in (0..=200).map(|count| family.form(count)) {
                if !used.contains(&form) {
                    used.push(form);
                }
            }
            assert_eq!(used.len(), family.forms().len(), "{}", family.as_str());
            assert!(used.iter().all(|form| family.forms().contains(form)), "{}", family.as_str());
        }
    }
}
