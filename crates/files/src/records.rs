//! `candour-records/1`: what somebody who asks wants to remember: the requests made, and whose keys
//! were checked. It is written as a file locked with a passphrase only.

use candour_proof::{
    date::{Day, Timestamp},
    json::{Json, Limits, Object},
    key::PublicKey,
};

use super::request::Request;
use crate::text::{LONGEST_NAME, clean_line, text_of};

/// The format's name and version.
pub const FORMAT: &str = "candour-records/1";
/// Most entries of each kind.
pub const MOST: usize = 20_000;
/// How such records are read: each request holds a signed document.
const LIMITS: Limits = Limits { bytes: 20_000_000, ..Limits::FILE };

/// What is remembered.
// INVARIANT: one entry for each nonce and for each key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Requests made, in order.
    pub requests: Vec<Request>,
    /// Keys known, in order.
    pub keys: Vec<KnownKey>,
}

/// A key and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// The key.
    pub key: PublicKey,
    /// Whose it is, as it was named when it was noted.
    pub name: String,
    /// How that was checked.
    pub how: How,
    /// The day it was noted.
    pub day: Day,
}

/// How it was checked whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Not at all: it was seen on a file.
    Seen,
    /// The digits were read out on the telephone.
    Telephone,
    /// At a meeting.
    Meeting,
    /// On their own site.
    Site,
}

impl How {
    /// All, in the order shown.
    pub const ALL: [Self; 4] = [Self::Telephone, Self::Meeting, Self::Site, Self::Seen];

    /// The name in files and hooks.
    pub fn name(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Telephone => "telephone",
            Self::Meeting => "meeting",
            Self::Site => "site",
        }
    }

    /// The way of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.name() == name)
    }
}

/// What is known of a key that signed something in somebody's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// It is the key in use here.
    Own,
    /// It was checked whose it is.
    Checked(&'a KnownKey),
    /// It was seen before, and nobody checked whose it is.
    Seen(&'a KnownKey),
    /// This name had another key before.
    Changed(&'a KnownKey),
    /// Neither key nor name was seen before.
    New,
}

impl Standing<'_> {
    /// The word of the hook `data-standing`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Checked(_) => "checked",
            Self::Seen(_) => "seen",
            Self::Changed(_) => "changed",
            Self::New => "new",
        }
    }
}

/// These are no records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRecords;

impl Records {
    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty() && self.keys.is_empty()
    }

    /// What is known of `key`, which signed in the name `name`.
    pub fn standing(&self, key: &PublicKey, name: &str, own: Option<PublicKey>) -> Standing<'_> {
        if own.as_ref() == Some(key) {
            return Standing::Own;
        }
        if let Some(known) = self.keys.iter().find(|known| known.key == *key) {
            return if known.how == How::Seen { Standing::Seen(known) } else { Standing::Checked(known) };
        }
        let other = self.keys.iter().filter(|known| same_name(&known.name, name));
        // One that was checked says more than one that was only seen.
        let other = other.max_by_key(|known| (known.how != How::Seen, known.day));
        other.map_or(Standing::New, Standing::Changed)
    }

    /// The request of that nonce.
    pub fn request(&self, nonce: &str) -> Option<&Request> {
        self.requests.iter().find(|request| request.nonce == nonce)
    }

    /// Remembers a request; whether it is new.
    pub fn add_request(&mut self, request: Request) -> bool {
        let new = self.request(&request.nonce).is_none() && self.requests.len() < MOST;
        if new {
            self.requests.push(request);
        }
        new
    }

    /// Remembers a key, in the place of what was known of it.
    pub fn add_key(&mut self, known: KnownKey) {
        self.keys.retain(|other| other.key != known.key);
        if self.keys.len() < MOST {
            self.keys.push(known);
        }
    }

    /// Takes other records in; of what both know about a key it counts that it was checked, and then the
    /// later day.
    pub fn join(&mut self, other: Self) {
        for request in other.requests {
            self.add_request(request);
        }
        for known in other.keys {
            // That a key was checked is not lost to a later glance.
            let weight = |known: &KnownKey| (known.how != How::Seen, known.day);
            let own = self.keys.iter().find(|own| own.key == known.key);
            if own.is_none_or(|own| weight(own) < weight(&known)) {
                self.add_key(known);
            }
        }
    }

    /// As a file holds them.
    pub fn write(&self) -> Object {
        let requests: Vec<Json> =
            self.requests.iter().map(|request| request.document().clone().into()).collect();
        let keys: Vec<Json> = self.keys.iter().map(|known| known.write().into()).collect();
        Object::new().with("format", FORMAT).with("requests", requests).with("keys", keys)
    }

    /// Reads what [`Records::write`] gave. A request whose signature no longer holds, and a key that is
    /// none, are left out and counted.
    ///
    /// # Errors
    /// [`NoRecords`] if it is something else.
    pub fn read(value: &Json, now: Timestamp) -> Result<(Self, usize), NoRecords> {
        if text_of(value, "format") != Some(FORMAT) {
            return Err(NoRecords);
        }
        let list = |name: &str| value.get(name).and_then(Json::as_list).unwrap_or_default();
        let (mut records, mut left_out) = (Self::default(), 0);
        for request in list("requests") {
            match Request::read(request, now) {
                Ok(request) => {
                    records.add_request(request);
                }
                Err(_) => left_out += 1,
            }
        }
        for known in list("keys") {
            match KnownKey::read(known) {
                Some(known) => records.add_key(known),
                None => left_out += 1,
            }
        }
        Ok((records, left_out))
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// [`NoRecords`] if it is something else.
    pub fn of_text(text: &[u8], now: Timestamp) -> Result<(Self, usize), NoRecords> {
        Self::read(&Json::read(text, LIMITS).map_err(|_| NoRecords)?, now)
    }
}

impl KnownKey {
    fn write(&self) -> Object {
        Object::new()
            .with("key", self.key.did())
            .with("name", self.name.as_str())
            .with("how", self.how.name())
            .with("day", self.day.text())
    }

    fn read(value: &Json) -> Option<Self> {
        Some(Self {
            key: PublicKey::from_did_key(text_of(value, "key")?).ok()?,
            name: clean_line(text_of(value, "name")?, LONGEST_NAME),
            how: How::from_name(text_of(value, "how")?)?,
            day: Day::parse(text_of(value, "day")?)?,
        })
    }
}

/// Whether two names are written alike but for capitals, spaces, punctuation and letters of full width.
/// Empty names are like no other.
pub fn same_name(one: &str, other: &str) -> bool {
    let one = plain_name(one);
    !one.is_empty() && one == plain_name(other)
}

/// A name as it is compared.
pub fn plain_name(name: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(letter)
        }
        _ => letter,
    };
    name.chars().map(narrow).filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use candour_proof::key::SigningKey;

    use super::*;
    use crate::request::{Asked, Wish};

    const NOW: Timestamp = Timestamp(1_795_305_600);

    fn key(seed: u8) -> PublicKey {
        SigningKey::from_seed([seed; 32]).public()
    }

    fn known(seed: u8, name: &str, how: How, day: &str) -> KnownKey {
        KnownKey { key: key(seed), name: name.to_owned(), how, day: Day::parse(day).unwrap() }
    }

    fn request(nonce: u8) -> Request {
        let asked = Asked { id: "shop".to_owned(), version: "1.0.0".to_owned(), sha256: "ab".repeat(32) };
        let wish = Wish { from: "CSO".to_owned(), asked: vec![asked], ..Wish::default() };
        Request::write(&wish, &SigningKey::from_seed([1; 32]), &[nonce; 16], NOW).unwrap()
    }

    fn records() -> Records {
        let mut records = Records::default();
        records.add_request(request(1));
        records.add_key(known(2, "Café GmbH", How::Telephone, "2026-11-20"));
        records.add_key(known(3, "Shop", How::Seen, "2026-11-21"));
        records
    }

    #[test]
    fn records_read_as_they_were_written() {
        let text = Json::from(records().write()).pretty();
        assert_eq!(Records::of_text(text.as_bytes(), NOW), Ok((records(), 0)));
    }

    #[test]
    fn records_may_be_longer_than_other_files() {
        let text = Json::from(records().write()).pretty() + &" ".repeat(15_000_000);
        assert_eq!(Records::of_text(text.as_bytes(), NOW), Ok((records(), 0)));
    }

    #[test]
    fn what_is_damaged_in_records_is_left_out_and_counted() {
        let mut written = records().write();
        let altered = request(2).file().replace("\"CSO\"", "\"Other\"");
        let altered = Json::read(altered.as_bytes(), LIMITS).unwrap();
        written.set("requests", vec![request(3).document().clone().into(), altered]);
        written.set("keys", vec![Json::Null, Object::new().with("key", "did:web:x").into()]);
        let (read, left_out) = Records::read(&written.into(), NOW).unwrap();
        assert_eq!((read.requests.len(), read.keys.len(), left_out), (1, 0, 3));
        assert_eq!(Records::of_text(b"{}", NOW), Err(NoRecords));
        assert_eq!(Records::of_text(b"", NOW), Err(NoRecords));
    }

    #[test]
    fn a_key_is_own_checked_seen_changed_or_new() {
        let records = records();
        let standing = |seed: u8, name: &str| records.standing(&key(seed), name, Some(key(1))).name();
        assert_eq!(standing(1, "Café GmbH"), "own");
        assert_eq!(standing(2, "Another name"), "checked");
        assert_eq!(standing(3, "Shop"), "seen");
        assert_eq!(standing(4, "CAFÉ  gmbh."), "changed");
        assert_eq!(standing(4, "\u{ff33}hop"), "changed", "full width");
        assert_eq!(standing(4, "Somebody"), "new");
        assert_eq!(standing(4, ""), "new", "an empty name is like no other");
    }

    #[test]
    fn of_several_keys_with_a_name_the_one_checked_last_is_said() {
        let mut records = Records::default();
        for (seed, how, day) in
            [(1, How::Meeting, "2026-11-01"), (2, How::Site, "2026-11-02"), (3, How::Seen, "2026-11-03")]
        {
            records.add_key(known(seed, "Shop", how, day));
        }
        assert_eq!(records.standing(&key(4), "shop", None), Standing::Changed(&records.keys[1]));
    }

    #[test]
    fn records_end_where_their_format_does() {
        let mut records = Records {
            requests: vec![request(1); MOST - 1],
            keys: vec![known(1, "Shop", How::Seen, "2026-11-20"); MOST - 1],
        };
        assert!(records.add_request(request(2)) && !records.add_request(request(3)));
        for seed in [2, 3] {
            records.add_key(known(seed, "Shop", How::Seen, "2026-11-20"));
        }
        assert_eq!((records.requests.len(), records.keys.len()), (MOST, MOST));
    }

    #[test]
    fn joining_keeps_the_later_note_and_that_it_was_checked() {
        let mut all = records();
        let mut other = Records::default();
        other.add_request(request(1));
        other.add_request(request(2));
        other.add_key(known(2, "Café GmbH", How::Seen, "2026-11-20"));
        other.add_key(known(3, "Shop", How::Meeting, "2026-11-22"));
        other.add_key(known(4, "Farm", How::Seen, "2026-11-01"));
        all.join(other);
        assert_eq!(all.requests.len(), 2);
        assert_eq!(
            all.keys.iter().map(|known| known.how).collect::<Vec<_>>(),
            [How::Telephone, How::Meeting, How::Seen]
        );
    }

    #[test]
    fn joining_what_is_known_already_changes_nothing() {
        let mut all = records();
        let mut again = records();
        again.keys[0].name = "Another name".to_owned();
        all.join(again);
        assert_eq!(all, records());
    }
}
