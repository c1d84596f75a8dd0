//! `candour-records/2`: what somebody who asks wants to remember: the signing key, the requests made and whom each
//! was sent to, and whose keys were checked. It is written as a file locked with a passphrase only.

use std::{error::Error, fmt};

use candour_proof::{
    date::{Day, Timestamp},
    impl_from_str,
    json::{Json, Limits, Object},
    key::{PublicKey, SigningKey},
    map::Table,
    sort::{sort, sort_by_key},
};

use zeroize::Zeroizing;

use super::request::Request;
use crate::{
    names::Looks,
    text::{LONGEST_NAME, clean_line, text_of, with_text},
};

/// The format's name and version.
pub const FORMAT: &str = "candour-records/2";
/// The first version, without key and labels, which is still read.
pub const FORMAT_1: &str = "candour-records/1";
/// Most requests; each is verified when the records are read.
pub const MOST_REQUESTS: usize = 2_000;
/// Most keys.
pub const MOST_KEYS: usize = 10_000;
/// How such records are read: each request holds a signed document.
const LIMITS: Limits = Limits { bytes: 20_000_000, ..Limits::FILE };

/// What is remembered.
// INVARIANT: one entry for each nonce and for each key; no label is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Requests made, in order.
    pub requests: Vec<Request>,
    /// Keys known, in order.
    pub keys: Vec<KnownKey>,
    /// Whom a request was sent to, by its nonce. Nobody else sees it.
    pub labels: Table<String>,
}

/// What a file of such records holds.
#[derive(Debug)]
pub struct RecordsFile {
    /// The key that made the requests, if it is in the file.
    pub key: Option<SigningKey>,
    /// The records.
    pub records: Records,
    /// How many entries could not be read, a key included.
    pub left_out: usize,
}

/// A key and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// The key.
    pub key: PublicKey,
    /// Whose it is, as it was named when it was noted.
    pub name: String,
    /// How that was checked.
    pub how: Verification,
    /// The day it was noted.
    pub day: Day,
}

/// How it was checked whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// Not at all: it was seen on a file.
    Seen,
    /// The digits were read out on the telephone.
    Telephone,
    /// At a meeting.
    Meeting,
    /// On their own site.
    Site,
}

impl Verification {
    /// All, in the order shown.
    pub const ALL: [Self; 4] = [Self::Telephone, Self::Meeting, Self::Site, Self::Seen];

    /// The name in files and hooks.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Telephone => "telephone",
            Self::Meeting => "meeting",
            Self::Site => "site",
        }
    }
}

impl_from_str!(Verification);

/// What is known of a key that signed something in somebody's name; `K` is how an entry of the list of known keys is
/// named: the entry itself, or its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyTrust<K> {
    /// It is the key in use here.
    Own,
    /// It was checked whose it is.
    Checked(K),
    /// It was seen before, and nobody checked whose it is.
    Seen(K),
    /// This name had another key before.
    Changed(K),
    /// Neither key nor name was seen before.
    #[default]
    New,
}

impl<K> KeyTrust<K> {
    /// What is known of a key that is in the list, or is not while one whose name could pass for the same is.
    pub fn of_known(known: Option<(K, Verification)>, alike: impl FnOnce() -> Option<K>) -> Self {
        match known {
            Some((known, Verification::Seen)) => Self::Seen(known),
            Some((known, Verification::Telephone | Verification::Meeting | Verification::Site)) => {
                Self::Checked(known)
            }
            None => alike().map_or(Self::New, Self::Changed),
        }
    }

    /// The word of the hook `data-key-trust`.
    pub fn as_str(&self) -> &'static str {
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

impl fmt::Display for NoRecords {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not a list of requests and keys")
    }
}

impl Error for NoRecords {}

impl Records {
    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty() && self.keys.is_empty()
    }

    /// What is known of `key`, which signed in the name `name`.
    pub fn standing(&self, key: &PublicKey, name: &str, own: Option<PublicKey>) -> KeyTrust<&KnownKey> {
        if own.as_ref() == Some(key) {
            return KeyTrust::Own;
        }
        let known = self.keys.iter().find(|known| known.key == *key).map(|known| (known, known.how));
        KeyTrust::of_known(known, || {
            let looks = Looks::of(name);
            let others = self.keys.iter().filter(|known| looks.is_like(&known.name));
            others.max_by_key(|known| known.weight())
        })
    }

    /// The request of that nonce (22 characters of base64url); `None` if it was not made by whoever keeps these records.
    pub fn request(&self, nonce: &str) -> Option<&Request> {
        self.requests.iter().find(|request| request.nonce == nonce)
    }

    /// Whom a request was sent to; empty if that was not noted.
    pub fn label(&self, nonce: &str) -> &str {
        self.labels.get(nonce).map_or("", String::as_str)
    }

    /// Notes whom a request was sent to, unless that is known.
    pub fn add_label(&mut self, nonce: &str, label: &str) {
        let label = clean_line(label, LONGEST_NAME);
        if !label.trim().is_empty() && self.label(nonce).is_empty() {
            self.labels.insert(nonce.to_owned(), label.trim().to_owned());
        }
    }

    /// Forgets a request, and whom it was sent to.
    pub fn forget_request(&mut self, nonce: &str) {
        self.requests.retain(|request| request.nonce != nonce);
        self.labels.remove(nonce);
    }

    /// Remembers a request; whether it is new.
    pub fn add_request(&mut self, request: Request) -> bool {
        let new = self.request(&request.nonce).is_none() && self.requests.len() < MOST_REQUESTS;
        if new {
            self.requests.push(request);
        }
        new
    }

    /// Remembers a key, in the place of what was known of it.
    pub fn add_key(&mut self, known: KnownKey) {
        self.keys.retain(|other| other.key != known.key);
        if self.keys.len() < MOST_KEYS {
            self.keys.push(known);
        }
    }

    /// Takes other records in; of what both know about a key it counts that it was checked, and then the
    /// later day.
    pub fn join(&mut self, other: Self) {
        self.add_requests(other.requests);
        self.add_labels(&other.labels);
        let weights = self.weights();
        self.add_keys(other.keys.into_iter().filter(|known| learns_from(&weights, known)).collect());
    }

    /// Notes whom the requests remembered here were sent to.
    fn add_labels(&mut self, labels: &Table<String>) {
        let nonces: Vec<String> = self.requests.iter().map(|request| request.nonce.clone()).collect();
        for nonce in nonces {
            if let Some(label) = labels.get(&nonce) {
                self.add_label(&nonce, label);
            }
        }
    }

    /// Remembers many requests; how many found no room.
    fn add_requests(&mut self, requests: Vec<Request>) -> usize {
        let mut nonces: Table<()> = self.requests.iter().map(|request| (request.nonce.clone(), ())).collect();
        let mut left_out = 0;
        for request in requests {
            if nonces.contains_key(&request.nonce) {
                continue;
            }
            if self.requests.len() >= MOST_REQUESTS {
                left_out += 1;
                continue;
            }
            nonces.insert(request.nonce.clone(), ());
            self.requests.push(request);
        }
        left_out
    }

    /// Remembers many keys, each in the place of what was known of it before; how many found no room.
    fn add_keys(&mut self, mut new: Vec<KnownKey>) -> usize {
        self.keys.append(&mut new);
        let mut places: Vec<_> =
            (0..).zip(&self.keys).map(|(place, known)| (known.key.to_bytes(), place)).collect();
        sort(&mut places);
        let mut last = vec![true; self.keys.len()];
        for ((one, place), (other, _)) in places.iter().zip(places.iter().skip(1)) {
            if one == other
                && let Some(last) = last.get_mut::<usize>(*place)
            {
                *last = false;
            }
        }
        let mut last = last.into_iter();
        self.keys.retain(|_| last.next().unwrap_or_default());
        let left_out = self.keys.len().saturating_sub(MOST_KEYS);
        self.keys.truncate(MOST_KEYS);
        left_out
    }

    /// What joining these records to `known` would add to it.
    #[must_use]
    pub fn beyond(mut self, known: &Self) -> Self {
        let nonces: Table<()> = known.requests.iter().map(|request| (request.nonce.clone(), ())).collect();
        let weights = known.weights();
        self.requests.retain(|request| !nonces.contains_key(&request.nonce));
        let new: Table<()> = self.requests.iter().map(|request| (request.nonce.clone(), ())).collect();
        let labels = self.labels.iter().filter(|(nonce, _)| new.contains_key(nonce));
        self.labels = labels.map(|(nonce, label)| (nonce.clone(), label.clone())).collect();
        self.keys.retain(|key| learns_from(&weights, key));
        self
    }

    /// What is known of each key, in the order of the keys.
    fn weights(&self) -> Vec<([u8; 32], (bool, Day))> {
        let mut weights: Vec<_> =
            self.keys.iter().map(|known| (known.key.to_bytes(), known.weight())).collect();
        sort_by_key(&mut weights, |(key, _)| *key);
        weights
    }

    /// As a file holds them, without the key.
    pub fn write(&self) -> Object {
        let made = |request: &Request| {
            let entry = Object::new().with("request", request.document().clone());
            with_text(entry, "label", self.label(&request.nonce)).into()
        };
        let requests: Vec<Json> = self.requests.iter().map(made).collect();
        let keys: Vec<Json> = self.keys.iter().map(|known| known.write().into()).collect();
        Object::new().with("format", FORMAT).with("requests", requests).with("keys", keys)
    }

    /// The text of a file, with the key that made the requests. Encrypt it before it is saved.
    pub fn to_file(&self, key: Option<&SigningKey>) -> Zeroizing<String> {
        let text = Zeroizing::new(Json::from(self.write()).pretty());
        let Some((key, rest)) = key.zip(text.strip_prefix('{')) else { return text };
        let key = Zeroizing::new(key.to_key_file().replace('\n', "\n  "));
        Zeroizing::new(["{\n  \"key\": ", &key, ",", rest].concat())
    }

    /// Reads what [`Records::write`] gave, or the first version of the format. A request whose signature no longer holds, and a key that is
    /// none, are left out and counted.
    ///
    /// # Errors
    /// [`NoRecords`] if it is something else.
    pub fn read(value: &Json, now: Timestamp) -> Result<(Self, usize), NoRecords> {
        let first = match text_of(value, "format") {
            Some(FORMAT) => false,
            Some(FORMAT_1) => true,
            _ => return Err(NoRecords),
        };
        let list = |name: &str| value.get(name).and_then(Json::as_list).unwrap_or_default();
        // What has no room is not verified either.
        let (requests, keys) = (list("requests"), list("keys"));
        let mut labels = Table::new();
        let mut some = Vec::new();
        for entry in requests.iter().take(MOST_REQUESTS) {
            let document = if first { Some(entry) } else { entry.get("request") };
            let Some(request) = document.and_then(|document| Request::read(document, now).ok()) else {
                continue;
            };
            if let Some(label) = text_of(entry, "label").filter(|_| !first) {
                labels.insert(request.nonce.clone(), label.to_owned());
            }
            some.push(request);
        }
        let known: Vec<KnownKey> = keys.iter().take(MOST_KEYS).filter_map(KnownKey::read).collect();
        let left_out = requests.len() + keys.len() - some.len() - known.len();
        let mut records = Self::default();
        records.add_requests(some);
        records.add_labels(&labels);
        records.add_keys(known);
        Ok((records, left_out))
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// [`NoRecords`] if it is something else.
    pub fn of_text(text: &[u8], now: Timestamp) -> Result<RecordsFile, NoRecords> {
        let mut document = Json::read(text, LIMITS).map_err(|_| NoRecords)?;
        let key = match &mut document {
            Json::Object(document) => document.remove("key"),
            _ => None,
        };
        let (records, left_out) = Self::read(&document, now)?;
        let key = key.map(|key| match key {
            Json::Object(key) => SigningKey::from_key_object(key).ok(),
            _ => None,
        });
        let left_out = left_out + usize::from(matches!(key, Some(None)));
        Ok(RecordsFile { key: key.flatten(), records, left_out })
    }
}

/// Whether a key is not among those of [`Records::weights`], or less is known of it. That a key was checked is not
/// lost to a later glance.
fn learns_from(weights: &[([u8; 32], (bool, Day))], known: &KnownKey) -> bool {
    let own = weights.binary_search_by_key(&known.key.to_bytes(), |(key, _)| *key).ok();
    own.and_then(|place| weights.get(place)).is_none_or(|(_, weight)| *weight < known.weight())
}

impl KnownKey {
    /// What says more about a key: that it was checked, then the later day.
    pub fn weight(&self) -> (bool, Day) {
        (self.how != Verification::Seen, self.day)
    }

    fn write(&self) -> Object {
        Object::new()
            .with("key", self.key.did())
            .with("name", self.name.as_str())
            .with("how", self.how.as_str())
            .with("day", self.day.text())
    }

    fn read(value: &Json) -> Option<Self> {
        Some(Self {
            key: PublicKey::from_did_key(text_of(value, "key")?).ok()?,
            name: clean_line(text_of(value, "name")?, LONGEST_NAME),
            how: text_of(value, "how")?.parse().ok()?,
            day: Day::parse(text_of(value, "day")?)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use candour_proof::key::SigningKey;

    use super::*;
    use crate::request::{NewRequest, RequestedQuestionnaire};

    const NOW: Timestamp = Timestamp(1_795_305_600);

    fn key(seed: u8) -> PublicKey {
        SigningKey::from_seed([seed; 32]).public()
    }

    fn known(seed: u8, name: &str, how: Verification, day: &str) -> KnownKey {
        KnownKey { key: key(seed), name: name.to_owned(), how, day: Day::parse(day).unwrap() }
    }

    fn request(nonce: u8) -> Request {
        let asked = RequestedQuestionnaire {
            id: "shop".to_owned(),
            version: "1.0.0".to_owned(),
            sha256: "ab".repeat(32),
            wording_sha256: "cd".repeat(32),
        };
        let wish = NewRequest { from: "CSO".to_owned(), asked: vec![asked], ..NewRequest::default() };
        Request::write(&wish, &SigningKey::from_seed([1; 32]), &[nonce; 16], NOW).unwrap()
    }

    fn records() -> Records {
        let mut records = Records::default();
        records.add_request(request(1));
        records.add_key(known(2, "Café GmbH", Verification::Telephone, "2026-11-20"));
        records.add_key(known(3, "Shop", Verification::Seen, "2026-11-21"));
        records
    }

    fn read_text(text: &[u8]) -> Result<(Records, usize), NoRecords> {
        Records::of_text(text, NOW).map(|file| (file.records, file.left_out))
    }

    #[test]
    fn one_file_keeps_the_key_the_requests_and_whom_they_were_sent_to() {
        let mut records = records();
        records.add_label(&request(1).nonce, " Bakery\u{202e} Example ");
        let own = SigningKey::from_seed([1; 32]);
        let file = Records::of_text(records.to_file(Some(&own)).as_bytes(), NOW).unwrap();
        assert_eq!((&file.records, file.left_out), (&records, 0));
        assert_eq!(file.key.map(|key| key.public()), Some(own.public()));
        assert_eq!(file.records.label(&request(1).nonce), "Bakery Example");
        let without = Records::of_text(records.to_file(None).as_bytes(), NOW).unwrap();
        assert!(without.key.is_none() && without.records == records);
    }

    #[test]
    fn a_key_that_does_not_match_itself_is_left_out() {
        let text = records().to_file(Some(&SigningKey::from_seed([1; 32]))).to_string();
        let other = SigningKey::from_seed([2; 32]).public().multikey();
        let text = text.replace(&SigningKey::from_seed([1; 32]).public().multikey(), &other);
        let file = Records::of_text(text.as_bytes(), NOW).unwrap();
        assert!(file.key.is_none());
        assert_eq!(file.left_out, 2, "the request names the key too, and no longer verifies");
    }

    #[test]
    fn the_first_version_reads_without_labels() {
        let first = Object::new()
            .with("format", FORMAT_1)
            .with("requests", vec![Json::from(request(1).document().clone())])
            .with("keys", records().keys.iter().map(|known| known.write().into()).collect::<Vec<Json>>());
        assert_eq!(read_text(Json::from(first).pretty().as_bytes()), Ok((records(), 0)));
    }

    #[test]
    fn a_label_goes_with_its_request() {
        let mut all = records();
        let mut other = Records::default();
        for (nonce, label) in [(1, "Bakery"), (2, "Farm"), (3, "Nobody")] {
            if nonce < 3 {
                other.add_request(request(nonce));
            }
            other.add_label(&request(nonce).nonce, label);
        }
        let beyond = other.clone().beyond(&all);
        assert_eq!(beyond.labels.values().collect::<Vec<_>>(), ["Farm"]);
        all.add_label(&request(1).nonce, "Own");
        all.join(other);
        assert_eq!([1, 2, 3].map(|nonce| all.label(&request(nonce).nonce)), ["Own", "Farm", ""]);
        all.forget_request(&request(2).nonce);
        assert_eq!(all.label(&request(2).nonce), "");
    }

    #[test]
    fn records_read_as_they_were_written() {
        let text = Json::from(records().write()).pretty();
        assert_eq!(read_text(text.as_bytes()), Ok((records(), 0)));
    }

    #[test]
    fn records_may_be_longer_than_other_files() {
        let text = Json::from(records().write()).pretty() + &" ".repeat(15_000_000);
        assert_eq!(read_text(text.as_bytes()), Ok((records(), 0)));
    }

    #[test]
    fn what_is_damaged_in_records_is_left_out_and_counted() {
        let mut written = records().write();
        let altered = request(2).file().replace("\"CSO\"", "\"Other\"");
        let altered = Json::read(altered.as_bytes(), LIMITS).unwrap();
        let entry = |request: Json| Json::from(Object::new().with("request", request));
        let sound = request(3).document().clone().into();
        written.set("requests", vec![entry(sound), entry(altered.clone()), altered]);
        written.set("keys", vec![Json::Null, Object::new().with("key", "did:web:x").into()]);
        let (read, left_out) = Records::read(&written.into(), NOW).unwrap();
        assert_eq!((read.requests.len(), read.keys.len(), left_out), (1, 0, 4));
        assert_eq!(read_text(b"{}"), Err(NoRecords));
        assert_eq!(read_text(b""), Err(NoRecords));
    }

    #[test]
    fn a_key_is_own_checked_seen_changed_or_new() {
        let records = records();
        let standing = |seed: u8, name: &str| records.standing(&key(seed), name, Some(key(1))).as_str();
        assert_eq!(standing(1, "Café GmbH"), "own");
        assert_eq!(standing(2, "Another name"), "checked");
        assert_eq!(standing(3, "Shop"), "seen");
        assert_eq!(standing(4, "CAFÉ  gmbh."), "changed");
        assert_eq!(standing(4, "\u{ff33}hop"), "changed", "full width");
        assert_eq!(standing(4, "Cafe\u{301} GmbH"), "changed", "decomposed");
        assert_eq!(standing(4, "Sh\u{43e}p"), "changed", "with a Cyrillic letter");
        assert_eq!(standing(4, "Somebody"), "new");
        assert_eq!(standing(4, ""), "new", "an empty name is like no other");
    }

    #[test]
    fn of_several_keys_with_a_name_the_one_checked_last_is_said() {
        let mut records = Records::default();
        for (seed, how, day) in [
            (1, Verification::Meeting, "2026-11-01"),
            (2, Verification::Site, "2026-11-02"),
            (3, Verification::Seen, "2026-11-03"),
        ] {
            records.add_key(known(seed, "Shop", how, day));
        }
        assert_eq!(records.standing(&key(4), "shop", None), KeyTrust::Changed(&records.keys[1]));
    }

    #[test]
    fn records_end_where_their_format_does() {
        let mut records = Records {
            requests: vec![request(1); MOST_REQUESTS - 1],
            keys: vec![known(1, "Shop", Verification::Seen, "2026-11-20"); MOST_KEYS - 1],
            ..Records::default()
        };
        assert!(records.add_request(request(2)) && !records.add_request(request(3)));
        for seed in [2, 3] {
            records.add_key(known(seed, "Shop", Verification::Seen, "2026-11-20"));
        }
        assert_eq!((records.requests.len(), records.keys.len()), (MOST_REQUESTS, MOST_KEYS));
    }

    #[test]
    fn records_beyond_their_limits_are_counted_as_left_out() {
        let mut written = records().write();
        written.set(
            "requests",
            vec![Json::from(Object::new().with("request", request(1).document().clone())); MOST_REQUESTS + 3],
        );
        written.set(
            "keys",
            vec![Json::from(known(1, "Shop", Verification::Seen, "2026-11-20").write()); MOST_KEYS + 4],
        );
        let (read, left_out) = Records::read(&written.into(), NOW).unwrap();
        assert_eq!((read.requests.len(), read.keys.len(), left_out), (1, 1, 7));
    }

    #[test]
    fn of_a_key_that_comes_twice_the_later_note_stays_in_its_place() {
        let mut written = records().write();
        let keys = [
            known(2, "A", Verification::Seen, "2026-11-20"),
            known(3, "B", Verification::Site, "2026-11-20"),
            known(2, "C", Verification::Seen, "2026-11-19"),
        ];
        written.set("keys", keys.iter().map(|known| known.write().into()).collect::<Vec<Json>>());
        let (read, left_out) = Records::read(&written.into(), NOW).unwrap();
        let names: Vec<&str> = read.keys.iter().map(|known| known.name.as_str()).collect();
        assert_eq!((names, left_out), (vec!["B", "C"], 0));
    }

    #[test]
    fn joining_keeps_the_later_note_and_that_it_was_checked() {
        let mut all = records();
        let mut other = Records::default();
        other.add_request(request(1));
        other.add_request(request(2));
        other.add_key(known(2, "Café GmbH", Verification::Seen, "2026-11-20"));
        other.add_key(known(3, "Shop", Verification::Meeting, "2026-11-22"));
        other.add_key(known(4, "Farm", Verification::Seen, "2026-11-01"));
        let beyond = other.clone().beyond(&all);
        assert_eq!((beyond.requests.len(), beyond.keys.len()), (1, 2));
        all.join(other);
        assert_eq!(all.requests.len(), 2);
        assert_eq!(
            all.keys.iter().map(|known| known.how).collect::<Vec<_>>(),
            [Verification::Telephone, Verification::Meeting, Verification::Seen]
        );
    }

    #[test]
    fn joining_what_is_known_already_changes_nothing() {
        let mut all = records();
        let mut again = records();
        again.keys[0].name = "Another name".to_owned();
        assert!(again.clone().beyond(&all).is_empty());
        all.join(again);
        assert_eq!(all, records());
    }
}
