//! Dates of the Gregorian calendar in UTC, without a clock: the time is always an argument.

use std::ops::RangeInclusive;

use crate::script::with_ascii_digits;

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

/// A day of the calendar: days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

/// 0000-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
const FOUR_DIGITS: RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

impl Day {
    /// Reads `2026-11-22`; `None` for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        Timestamp::parse(&[text, "T00:00:00Z"].concat()).map(Timestamp::day)
    }

    /// Reads a day as people type it: the same, in the digits of any script.
    pub fn parse_typed(text: &str) -> Option<Self> {
        Self::parse(&with_ascii_digits(text))
    }

    /// `2026-11-22`.
    pub fn text(self) -> String {
        Timestamp(self.0 * 86_400).date()
    }

    /// How many days it is after another one; negative if it is before.
    pub fn days_after(self, other: Self) -> i64 {
        self.0 - other.0
    }
}

impl Timestamp {
    /// The day it falls on in Greenwich.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(86_400))
    }

    /// `2026-11-22T09:30:00Z`: RFC 3339, whole seconds, UTC.
    pub fn rfc3339(self) -> String {
        let (year, month, day) = self.civil();
        let second = self.0.rem_euclid(86_400);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// `2026-11-22`: the day alone.
    pub fn date(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Reads an RFC 3339 date and time with zone (`Z` or `+hh:mm`); fractions of a second are
    /// dropped. `None` for anything else, for days that do not exist, and for moments before the year
    /// 0000 or after 9999 in UTC, which could not be written again.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.as_bytes();
        let year = number(&mut rest, 4)?;
        literal(&mut rest, b'-')?;
        let month = number(&mut rest, 2)?;
        literal(&mut rest, b'-')?;
        let day = number(&mut rest, 2)?;
        literal(&mut rest, b'T')?;
        let hour = number(&mut rest, 2)?;
        literal(&mut rest, b':')?;
        let minute = number(&mut rest, 2)?;
        literal(&mut rest, b':')?;
        let second = number(&mut rest, 2)?;
        if literal(&mut rest, b'.').is_some() {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            rest = rest.get(digits..)?;
        }
        let zone = if rest == b"Z" { 0 } else { offset(rest)? };
        let exists = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        let local = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
        (exists && FOUR_DIGITS.contains(&(local - zone))).then_some(Self(local - zone))
    }

    /// Year, month 1 to 12, day 1 to 31.
    fn civil(self) -> (i64, i64, i64) {
        // Days counted from 1 March of year 0, in eras of 400 years, so leap days come last.
        let days = self.0.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let march_month = (month + 9) % 12;
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Seconds east of Greenwich, from `+hh:mm` or `-hh:mm` and nothing after it.
fn offset(mut rest: &[u8]) -> Option<i64> {
    let (sign, tail) = rest.split_first()?;
    let sign = match sign {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    rest = tail;
    let hours = number(&mut rest, 2)?;
    literal(&mut rest, b':')?;
    let minutes = number(&mut rest, 2)?;
    (rest.is_empty() && hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

fn number(rest: &mut &[u8], digits: usize) -> Option<i64> {
    let (head, tail) = rest.split_at_checked(digits)?;
    let mut value = 0;
    for byte in head {
        value = value * 10 + i64::from(char::from(*byte).to_digit(10)?);
    }
    *rest = tail;
    Some(value)
}

fn literal(rest: &mut &[u8], byte: u8) -> Option<()> {
    let (first, tail) = rest.split_first()?;
    (*first == byte).then(|| *rest = tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_survive_there_and_back() {
        for seconds in [0, 951_782_400, 1_709_164_800, 1_795_305_599, 4_102_444_800, -86_400] {
            assert_eq!(Timestamp::parse(&Timestamp(seconds).rfc3339()), Some(Timestamp(seconds)));
        }
        assert_eq!(Timestamp(1_770_111_067).rfc3339(), "2026-02-03T09:31:07Z");
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-30T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-04-31T00:00:00Z",
            "2026-06-31T00:00:00Z",
            "2026-09-31T00:00:00Z",
            "2026-11-31T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-02-03T09:60:00Z",
            "2026-02-03T09:31:07+01:60",
            "2026-13-01T00:00:00Z",
            "2025-02-29T00:00:00Z",
            "today",
            "2026-02-03",
            "2026-02-03T09:31:07",
            "2026-02-03T24:00:00Z",
            "2026-02-03T09:31:60Z",
            "2026-00-03T09:31:07Z",
            "2026-02-00T09:31:07Z",
            "2026-02-03 09:31:07Z",
            "2026-02-03T09:31:07.Z",
            "2026-02-03T09:31:07+1:00",
            "2026-02-03T09:31:07+24:00",
            "2026-02-03T09:31:07+01:00 ",
            "2026-02-03T09:31:07Zulu",
            "+026-02-03T09:31:07Z",
            "２026-02-03T09:31:07Z",
            "",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_day_of_each_month_exists() {
        for (year, february) in [(2023, 28), (2024, 29), (2000, 29), (1900, 28), (2100, 28)] {
            let days = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            for (month, day) in (1..).zip(days) {
                let text = format!("{year}-{month:02}-{day:02}T12:00:00Z");
                assert_eq!(Timestamp::parse(&text).map(Timestamp::rfc3339), Some(text));
            }
        }
    }

    #[test]
    fn zones_and_fractions_are_understood() {
        assert_eq!(
            Timestamp::parse("2026-02-03T10:31:07.25+01:00"),
            Timestamp::parse("2026-02-03T09:31:07Z")
        );
        assert_eq!(Timestamp::parse("2026-02-02T20:01:07-13:30"), Some(Timestamp(1_770_111_067)));
    }

    #[test]
    fn a_zone_does_not_lead_out_of_the_years_with_four_digits() {
        for (text, written) in [
            ("0000-01-01T00:00:00Z", Some("0000-01-01T00:00:00Z")),
            ("0000-01-01T00:01:00+00:01", Some("0000-01-01T00:00:00Z")),
            ("0000-01-01T00:00:59+00:01", None),
            ("9999-12-31T23:59:59Z", Some("9999-12-31T23:59:59Z")),
            ("9999-12-31T23:58:59-00:01", Some("9999-12-31T23:59:59Z")),
            ("9999-12-31T23:59:00-00:01", None),
        ] {
            assert_eq!(Timestamp::parse(text).map(Timestamp::rfc3339).as_deref(), written, "{text}");
        }
    }

    #[test]
    fn a_day_is_read_and_written_and_nothing_else_is_one() {
        for text in ["2026-11-22", "2024-02-29", "1969-12-31", "9999-12-31"] {
            assert_eq!(Day::parse(text).map(Day::text).as_deref(), Some(text));
        }
        for text in
            ["", "2025-02-29", "2026-1-1", "12026-01-01", "2026-11-22T00:00:00Z", " 2026-11-22", "22.11.2026"]
        {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert!(Day::parse("2026-11-22") < Day::parse("2026-11-23"));
        assert_eq!(Timestamp(-1).day().text(), "1969-12-31");
    }

    #[test]
    fn the_day_of_a_date_is_the_day_in_greenwich() {
        assert_eq!(Timestamp(951_782_399).date(), "2000-02-28");
        assert_eq!(Timestamp(951_782_400).date(), "2000-02-29");
        assert_eq!(Timestamp(-1).rfc3339(), "1969-12-31T23:59:59Z");
    }
}
