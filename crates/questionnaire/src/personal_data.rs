//! What a note seems to hold that could lead to a person, so that its writer can look again.
//!
//! These are guesses about text, made gently: a hint never blocks anything. So a number is passed over
//! where it is more likely a date, an amount or the number of a law.

use std::borrow::Cow;

use candour_proof::script::digit;

/// What a text seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// The number of a person, a document, an account or a device.
    Number,
}

/// Currencies that make a number an amount; `$` stands for every sign of a currency.
const CURRENCIES: [&[u8]; 12] =
    [b"$", b"eur", b"euro", b"euros", b"usd", b"dollars", b"gbp", b"chf", b"mmk", b"kyat", b"inr", b"thb"];

/// The same in other scripts: kyat, dollar, euro and baht in Burmese; riyal, pound, dollar, euro, dinar, dirham and lira in
/// Arabic, with its abbreviation of the dirham.
const CURRENCIES_IN_OTHER_SCRIPTS: [&str; 12] =
    ["ကျပ်", "ဒေါ်လာ", "ယူရို", "ဘတ်", "ريال", "جنيه", "دولار", "يورو", "دينار", "درهم", "ليرة", "د.إ"];

/// Fewest digits that could be a number of somebody.
const FEWEST: usize = 7;

/// What a text seems to hold, each at most once.
pub fn personal(text: &str) -> Vec<Hint> {
    let text: Vec<u8> = with_signs_of_currencies(text).chars().map(plain).collect();
    let mut found = [(Hint::Email, email(&text)), (Hint::Telephone, false), (Hint::Number, code(&text))];
    let mut rest = text.as_slice();
    while let Some(run) = Run::first(&text, &mut rest) {
        if let Some(hint) = run.judge() {
            found.iter_mut().filter(|(kind, _)| *kind == hint).for_each(|(_, there)| *there = true);
        }
    }
    found.into_iter().filter_map(|(hint, there)| there.then_some(hint)).collect()
}

/// A text in which `$` stands for the names of currencies in other scripts, whatever is written together with them.
fn with_signs_of_currencies(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let found = CURRENCIES_IN_OTHER_SCRIPTS.iter().filter(|name| text.contains(**name));
    found.fold(Cow::Borrowed(text), |text, name| Cow::Owned(text.replace(name, "$")))
}

/// A letter as one byte: digits of every script in use become ASCII, signs that stand for each other
/// become one, and other letters beyond ASCII become `~`.
fn plain(letter: char) -> u8 {
    match (u8::try_from(letter), digit(letter)) {
        (Ok(byte), _) if byte.is_ascii() => byte.to_ascii_lowercase(),
        (_, Some(digit)) => b'0' + digit,
        _ => match letter {
            '\u{a0}' | '\u{2009}' | '\u{202f}' => b' ',
            '\u{2010}'..='\u{2013}' => b'-',
            '£' | '¥' | '€' | '₹' | '฿' => b'$',
            // The signs between groups of Arabic digits.
            '\u{66b}' => b'.',
            '\u{66c}' => b',',
            '＠' => b'@',
            '＋' => b'+',
            _ => b'~',
        },
    }
}

/// Whether there is an e-mail address: a name, `@`, and a host with a dot in it.
fn email(text: &[u8]) -> bool {
    let letter = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'~';
    let mut parts = text.split(|byte| *byte == b'@').peekable();
    while let Some(before) = parts.next() {
        let named = before.last().is_some_and(|last| letter(last) || b"._%+-".contains(last));
        let Some(after) = parts.peek().filter(|_| named) else { continue };
        let host = after.split(|byte| !letter(byte) && !b".-".contains(byte)).next().unwrap_or_default();
        let mut labels = host.split(|byte| *byte == b'.').filter(|label| !label.is_empty());
        if labels.next().is_some() && labels.any(|label| label.len() > 1) {
            return true;
        }
    }
    false
}

/// Whether a word mixes letters with digits as numbers of passports and accounts do.
fn code(text: &[u8]) -> bool {
    text.split(|byte| !byte.is_ascii_alphanumeric()).any(|word| {
        let letters: Vec<u8> = word.iter().copied().filter(u8::is_ascii_alphabetic).collect();
        let digits = word.len() - letters.len();
        !letters.is_empty() && digits + 1 >= FEWEST && !CURRENCIES.contains(&letters.as_slice())
    })
}

/// Groups of digits with nothing between them but what stands between the parts of one number.
struct Run<'a> {
    before: &'a [u8],
    groups: Vec<&'a [u8]>,
    /// What stands between the groups: one fewer.
    gaps: Vec<&'a [u8]>,
    after: &'a [u8],
}

impl<'a> Run<'a> {
    /// The first run of `rest`, which ends where `text` ends; `rest` becomes what is behind it.
    fn first(text: &'a [u8], rest: &mut &'a [u8]) -> Option<Self> {
        let start = text.len() - rest.len() + rest.iter().position(u8::is_ascii_digit)?;
        let (before, mut after) = text.split_at_checked(start)?;
        let (mut groups, mut gaps) = (Vec::new(), Vec::new());
        loop {
            let group = until(after, |byte| !byte.is_ascii_digit());
            groups.push(group.0);
            after = group.1;
            let (gap, next) = until(after, u8::is_ascii_digit);
            if next.is_empty() || gap.len() > 3 || gap.iter().any(|byte| !b" -./()".contains(byte)) {
                break;
            }
            gaps.push(gap);
            after = next;
        }
        *rest = after;
        Some(Self { before, groups, gaps, after })
    }

    fn judge(mut self) -> Option<Hint> {
        let prefixed = self.before.ends_with(b"+");
        self.pass_over_dates(prefixed);
        let digits: Vec<u8> = self.groups.concat();
        let attached = match self.before {
            // As in the numbers of identity cards of Myanmar.
            [.., letter, b')'] => {
                (*letter == b'~' || letter.is_ascii_alphabetic()) && self.groups.first()?.len() + 1 >= FEWEST
            }
            [.., letter] => letter.is_ascii_alphabetic(),
            [] => false,
        };
        let dialled = prefixed || digits.first() == Some(&b'0');
        if digits.len() + usize::from(attached) < FEWEST || self.is_amount(&digits, dialled) {
            return None;
        }
        match self.groups.as_slice() {
            _ if attached => Some(Hint::Number),
            [one] if !dialled => (!is_day(one)).then_some(Hint::Number),
            groups if digits.len() > 15 => groups.iter().any(|group| group.len() > 3).then_some(Hint::Number),
            // Lists of small numbers, of articles, and versions have parts of one digit.
            [_, others @ ..] if !dialled && others.iter().any(|group| group.len() < 2) => None,
            _ => Some(Hint::Telephone),
        }
    }

    /// Takes days and years off the beginning, and off the end the year of a law, as in `1215/2012`.
    fn pass_over_dates(&mut self, prefixed: bool) {
        while !prefixed && self.groups.len() > 1 {
            let day = matches!((self.groups.as_slice(), self.gaps.as_slice()), ([a, b, c, ..], [one, other, ..])
                if one == other && is_date(a, b, c));
            let year = self.groups.first().is_some_and(|group| is_year(group));
            let taken = if day { 3 } else { usize::from(year) };
            if taken == 0 {
                break;
            }
            self.groups.drain(..taken);
            self.gaps.drain(..taken.min(self.gaps.len()));
            self.before = b"";
        }
        if self.gaps.last() == Some(&&b"/"[..]) && self.groups.last().is_some_and(|group| is_year(group)) {
            self.groups.pop();
            self.gaps.pop();
        }
    }

    /// Whether it is rather an amount, a count or a fraction.
    fn is_amount(&self, digits: &[u8], dialled: bool) -> bool {
        let word = |text: &'a [u8], start: usize| {
            let text = text.get(start..).unwrap_or_default().trim_ascii();
            until(text, |byte| !byte.is_ascii_alphabetic() && *byte != b'$').0
        };
        let before = self.before.trim_ascii_end();
        let start = before.iter().rposition(|byte| !byte.is_ascii_alphabetic() && *byte != b'$');
        let valued = [word(before, start.map_or(0, |start| start + 1)), word(self.after, 0)];
        let by_dots = self.gaps.iter().all(|gap| *gap == b".");
        let (short, round) = (|group: &&[u8]| group.len() < 3, |group: &&[u8]| group.ends_with(b"0"));
        let (thousands, range) = match self.groups.as_slice() {
            [first, others @ ..] => (
                !dialled
                    && others.iter().all(|group| group.len() == 3)
                    && (digits.ends_with(b"000") || (!others.is_empty() && (by_dots || short(first)))),
                others.len() == 1
                    && round(first)
                    && others.iter().all(|group| group.len() == first.len() && round(group)),
            ),
            [] => (true, false),
        };
        let fraction = by_dots && self.groups.len() == 2;
        thousands || range || fraction || valued.iter().any(|word| CURRENCIES.contains(word))
    }
}

/// What stands before the first byte of a kind, and the rest from there.
fn until(text: &[u8], kind: impl Fn(&u8) -> bool) -> (&[u8], &[u8]) {
    let place = text.iter().position(kind).unwrap_or(text.len());
    text.split_at_checked(place).unwrap_or_default()
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number: u32, digit| {
        number.saturating_mul(10).saturating_add(u32::from(digit.wrapping_sub(b'0')))
    })
}

fn is_year(group: &[u8]) -> bool {
    group.len() == 4 && (1900..2100).contains(&number(group))
}

fn is_date(first: &[u8], middle: &[u8], last: &[u8]) -> bool {
    let small = |group: &[u8]| group.len() < 3 && (1..=31).contains(&number(group));
    small(middle) && ((is_year(first) && small(last)) || (small(first) && is_year(last)))
}

/// Whether eight digits are a day without signs between: `20261122`.
fn is_day(group: &[u8]) -> bool {
    let parts = group.split_at_checked(4).and_then(|(year, rest)| Some((year, rest.split_at_checked(2)?)));
    group.len() == 8 && parts.is_some_and(|(year, (month, day))| is_date(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::{
        Hint::{self, Email, Number, Telephone},
        personal,
    };

    fn check(cases: &[(&str, &[Hint])]) {
        for (text, expected) in cases {
            assert_eq!(personal(text), *expected, "{text}");
            // Where a number stands in a sentence makes no difference.
            assert_eq!(personal(&format!("Since 2019, {text}, and more.")), *expected, "within: {text}");
        }
    }

    #[test]
    fn addresses_numbers_of_telephones_and_of_people_are_noticed() {
        check(&[
            ("someone@example.org", &[Email]),
            ("write to first.last+tag@mail.example.co.uk.", &[Email]),
            ("josé@exämple.org", &[Email]),
            ("someone＠example.org", &[Email]),
            ("+95 9 971 234 567", &[Telephone]),
            ("+959971234567", &[Telephone]),
            ("09971234567", &[Telephone]),
            ("09-971 234 567", &[Telephone]),
            ("(02) 555-0134", &[Telephone]),
            ("+1 (415) 555-2671", &[Telephone]),
            ("415-555-2671", &[Telephone]),
            ("415.555.2671", &[Telephone]),
            ("555-0134", &[Telephone]),
            ("01 23 45 67 89", &[Telephone]),
            ("+49 (0) 30 1234567", &[Telephone]),
            ("030/1234560", &[Telephone]),
            ("+95 971 234 000", &[Telephone]),
            ("030/1234567", &[Telephone]),
            ("၀၉ ၉၇၁ ၂၃၄ ၅၆၇", &[Telephone]),
            ("ဖုန်း၀၉၉၇၁၂၃၄၅၆၇", &[Telephone]),
            ("٠٩٩٧١٢٣٤٥٦٧", &[Telephone]),
            ("+۹۸ ۲۱ ۱۲۳۴ ۵۶۷۸", &[Telephone]),
            ("＋95 9 971 234 567", &[Telephone]),
            ("09\u{a0}971\u{2009}234\u{202f}567", &[Telephone]),
            ("555\u{2010}0134", &[Telephone]),
            ("555\u{2013}0134", &[Telephone]),
            ("02 - 5550134", &[Telephone]),
            ("(b)555-0134", &[Telephone]),
            ("415 555 267", &[Telephone]),
            ("55 50 13 44", &[Telephone]),
            ("555-12-3456", &[Telephone]),
            ("55-50-2026", &[Telephone]),
            ("22-011-2026", &[Telephone]),
            ("5550-12-13", &[Telephone]),
            ("2026-11-5550134", &[Telephone]),
            ("+1990 555 013", &[Telephone]),
            ("123 456 789 123 456", &[Telephone]),
            ("call 2026-11-22 14:30 on 020 7946 0018", &[Telephone]),
            ("490154203237518", &[Number]),
            ("4111 1111 1111 1111", &[Number]),
            ("passport MA123456", &[Number]),
            ("QQ123456C", &[Number]),
            ("C01X00T47", &[Number]),
            ("12/OUKAMA(N)123456", &[Number]),
            ("၁၂/ဥကမ(နိုင်)၁၂၃၄၅၆", &[Number]),
            ("DE89370400440532013000", &[Number]),
            ("DE89 3704 0044 0532 0130 00", &[Number]),
            ("12345678", &[Number]),
            ("12345670", &[Number]),
            ("02 -- 5550134", &[Number]),
            ("12/OUKAMA(N)023456", &[Number]),
            ("someone@example.org, 09971234567 and MA123456", &[Email, Telephone, Number]),
        ]);
    }

    #[test]
    fn dates_amounts_laws_and_counts_are_passed_over() {
        check(&[
            ("", &[]),
            ("No numbers", &[]),
            ("in 2026", &[]),
            ("2024-2026", &[]),
            ("2024, 2025 and 2026", &[]),
            ("2024/25", &[]),
            ("2026-11-22", &[]),
            ("2026-11-22 14:30", &[]),
            ("2026-11-22 to 2026-12-01", &[]),
            ("2026-11-22 – 2026-12-01", &[]),
            ("22.11.2026", &[]),
            ("22/11/2026", &[]),
            ("22 11 2026", &[]),
            ("20261122", &[]),
            ("၂၀၂၆-၁၁-၂၂", &[]),
            ("31 January 2026", &[]),
            ("09:00-17:00", &[]),
            ("Article 5(1)(e)", &[]),
            ("Articles 13(1) 14(2) 15(3) 16(1)", &[]),
            ("Regulation (EU) 2016/679", &[]),
            ("Regulation (EU) No 1215/2012", &[]),
            ("A/75/212", &[]),
            ("ISO/IEC 27001:2022", &[]),
            ("IEC 62443-4-1", &[]),
            ("SHA-256", &[]),
            ("EUR 800,000", &[]),
            ("12,345,678 people", &[]),
            ("12'345'678", &[]),
            ("EUR 12345678", &[]),
            ("EUR12345678", &[]),
            ("(EUR 12345678)", &[]),
            ("€12345678", &[]),
            ("12345678 kyat", &[]),
            ("၁၂၃၄၅၆၇၈ kyat", &[]),
            ("၁၂၃၄၅၆၇၈ ကျပ်", &[]),
            ("ကျပ် ၁၂၃၄၅၆၇၈", &[]),
            ("12345678 دولار", &[]),
            ("١٢٣٤٥٦٧٨ ريال", &[]),
            ("١٢٬٣٤٥٬٦٧٨", &[]),
            ("٣٫١٤١٥٩٢٦٥", &[]),
            ("1 000 000 people", &[]),
            ("12 345 678 people", &[]),
            ("1.234.567", &[]),
            ("5000000", &[]),
            ("800,000,000", &[]),
            ("3.14159265", &[]),
            ("0.12345678", &[]),
            ("version 1.2.0", &[]),
            ("version 10.0.19045.2", &[]),
            ("1200-1500 customers", &[]),
            ("101 202 303 404 505 606", &[]),
            ("12 of 36 staff, 3 sites, 24 hours", &[]),
            ("in 2026 1200 people", &[]),
            ("at 5 @ 3", &[]),
            ("@handle", &[]),
            ("someone@localhost", &[]),
            ("someone@host.x", &[]),
        ]);
    }

    #[test]
    fn no_text_makes_it_stumble() {
        let signs =
            ["1", "20", "2026", "000", "12345678", " ", "-", ".", "/", "(", ")", "+", "@", "a", "၁", "é"];
        for first in signs {
            for second in signs {
                for third in signs {
                    let (short, long) =
                        (format!("{first}{second}{third}"), format!("{third}{first}{second}"));
                    personal(&short);
                    personal(&format!("{short}{long}{short}"));
                }
            }
        }
    }
}
