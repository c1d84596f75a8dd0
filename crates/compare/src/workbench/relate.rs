//! How the files relate: duplicates, older ones, one number twice, one name with two keys; whose keys
//! they are, and which requests they answer.

use std::cmp::{Ordering, Reverse};

use candour_files::{
    check::Verdict,
    names::Looks,
    records::{KeyTrust, KnownKey, Records},
};
use candour_proof::{date::Day, key::PublicKey};

use super::{
    Conflict, FileRow, Relation, RequestCoverage, RequestMatch, ResultSummary, RowIndex, Subject, Workbench,
    place::count,
};
use candour_proof::sort::sort_places;

impl Workbench {
    /// Brings up to date what depends on the other files, on known keys and on requests. To be called
    /// when reading ends, and when keys, requests or the own key change.
    pub fn relate(&mut self, records: &Records, own: Option<PublicKey>) {
        let book = Book::of(&records.keys);
        let subjects = &self.subjects;
        for row in &mut self.rows {
            row.relation = Relation::Only;
            if let Some(sheet) = &mut row.sheet {
                sheet.standing = book.standing(sheet, own);
                sheet.request = matching(sheet, subjects.get(sheet.subject as usize), records, own.as_ref());
            }
        }
        self.alike();
        self.same_bytes();
        self.same_id();
        self.older();
        self.same_name();
    }

    /// Of files that exclude each other this one is to count, as far as nothing else tells which.
    pub fn prefer(&mut self, chosen: RowIndex) {
        let Some(row) = self.row(chosen).filter(|row| key(row).is_some()) else { return };
        let rivals = |other: &FileRow| {
            let same_id = !id(row).is_empty() && id(row) == id(other);
            same_id || key(row) == key(other) && self.about(row) == self.about(other)
        };
        let rivals: Vec<bool> = self.rows.iter().map(rivals).collect();
        for ((place, row), _) in (0..).zip(&mut self.rows).zip(rivals).filter(|(_, rival)| *rival) {
            row.preferred = place == chosen;
        }
    }

    /// The id of the questionnaire that a row is about.
    fn about(&self, row: &FileRow) -> Option<&str> {
        let subject = self.subject(row.sheet.as_ref()?)?;
        Some(&subject.id)
    }

    /// Rows for which something holds, those together that compare as equal; only where there are two
    /// or more, and each group in the order of opening.
    fn groups(
        &self,
        holds: &dyn Fn(&FileRow) -> bool,
        compare: &dyn Fn(&FileRow, &FileRow) -> Ordering,
    ) -> Vec<Vec<RowIndex>> {
        let rows = (0..).zip(&self.rows);
        let places: Vec<RowIndex> = rows.filter(|(_, row)| holds(row)).map(|(place, _)| place).collect();
        let mut groups = self.parted(places, compare);
        groups.retain(|group| group.len() > 1);
        groups
    }

    /// Places parted by what compares as equal.
    fn parted(
        &self,
        mut places: Vec<RowIndex>,
        compare: &dyn Fn(&FileRow, &FileRow) -> Ordering,
    ) -> Vec<Vec<RowIndex>> {
        let compare = |one: RowIndex, other: RowIndex| match (self.row(one), self.row(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        };
        sort_places(&mut places, &compare);
        let groups = places.chunk_by(|one, other| compare(*one, *other) == Ordering::Equal);
        groups.map(<[RowIndex]>::to_vec).collect()
    }

    fn set(&mut self, place: RowIndex, relation: Relation) {
        if let Some(row) = self.row_mut(place) {
            row.relation = relation;
        }
    }

    /// The one of these that counts: the newest, then the one chosen by whoever compares, then the one
    /// that holds most, then the one opened first.
    fn best(&self, group: &[RowIndex]) -> Option<RowIndex> {
        let mut best = None;
        for (place, row) in group.iter().filter_map(|place| Some((*place, self.row(*place)?))) {
            let withheld = row.sheet.as_ref().map_or(0, |sheet| sheet.withheld.len());
            let weight = (row.preferred, finished(row), row.verdict == Verdict::Intact, Reverse(withheld));
            if best.as_ref().is_none_or(|(_, most)| weight > *most) {
                best = Some((place, weight));
            }
        }
        best.map(|(place, _)| place)
    }

    /// Finds the names that could pass for each other. Two names may be alike through a third: the same letters in
    /// capitals look like one name, and in small letters like another.
    fn alike(&mut self) {
        let looks: Vec<Looks> = self.rows.iter().map(|row| Looks::of(organisation(row))).collect();
        let mut firsts: Vec<RowIndex> = (0..count(self.rows.len())).collect();
        for look in
            [|looks: &Looks| &looks.small, |looks: &Looks| &looks.capital] as [fn(&Looks) -> &String; 2]
        {
            let look = |place: RowIndex| looks.get(place as usize).map_or("", |looks| look(looks));
            let mut places: Vec<RowIndex> =
                (0..count(looks.len())).filter(|place| !look(*place).is_empty()).collect();
            sort_places(&mut places, &|one, other| look(one).cmp(look(other)));
            for same in places.chunk_by(|one, other| look(*one) == look(*other)) {
                for pair in same.windows(2) {
                    if let [one, other] = pair {
                        join(&mut firsts, *one, *other);
                    }
                }
            }
        }
        for (place, (row, looks)) in (0..).zip(self.rows.iter_mut().zip(&looks)) {
            if let Some(sheet) = &mut row.sheet {
                sheet.alike = (!looks.is_empty()).then(|| first(&firsts, place));
            }
        }
    }

    fn same_bytes(&mut self) {
        let groups = self.groups(&|row| row.sha256.is_some(), &|one, other| one.sha256.cmp(&other.sha256));
        for group in groups {
            let Some((of, others)) = group.split_first() else { continue };
            for place in others {
                self.set(*place, Relation::Duplicate { of: *of, exact: true });
            }
        }
    }

    /// One number twice. By one key the fullest file counts; by several keys none does but those of keys
    /// that were checked: a number is copied easily.
    fn same_id(&mut self) {
        let named = |row: &FileRow| row.relation == Relation::Only && !id(row).is_empty();
        for group in self.groups(&named, &|one, other| id(one).cmp(id(other))) {
            let (sound, others) = group.into_iter().partition(|place| self.row(*place).is_some_and(is_sound));
            let mut best = Vec::new();
            for same_key in self.parted(sound, &|one, other| key(one).cmp(&key(other))) {
                let Some(of) = self.best(&same_key) else { continue };
                best.push(of);
                for place in same_key.into_iter().filter(|place| *place != of) {
                    let relation = self.row(of).zip(self.row(place)).map(|(one, other)| twin(of, one, other));
                    self.set(place, relation.unwrap_or_default());
                }
            }
            let trusted = |place: &&RowIndex| self.row(**place).is_some_and(is_trusted);
            let trusted: Vec<RowIndex> = best.iter().filter(trusted).copied().collect();
            for place in best.iter().filter(|place| !trusted.contains(place)) {
                if let Some(of) = trusted.iter().chain(&best).find(|other| *other != place) {
                    self.set(*place, Relation::SameId { of: *of, how: Conflict::OtherKey });
                }
            }
            if let Some(of) = trusted.first().or(best.first()) {
                for place in others {
                    self.set(place, Relation::SameId { of: *of, how: Conflict::OtherContent });
                }
            }
        }
    }

    /// Several results by one key about one questionnaire: the newest counts. A key may sign for several
    /// names, so names that differ stay apart, and that is pointed out.
    fn older(&mut self) {
        let counts = |row: &FileRow| row.counts().is_some_and(|sheet| sheet.key.is_some());
        let compare = |one: &FileRow, other: &FileRow| {
            key(one).cmp(&key(other)).then(self.about(one).cmp(&self.about(other)))
        };
        for group in self.groups(&counts, &compare) {
            let by_name = self.parted(group.clone(), &|one, other| name(one).cmp(&name(other)));
            let is_named = |group: &&Vec<RowIndex>| {
                group.first().and_then(|place| self.row(*place)).is_some_and(|row| name(row).is_some())
            };
            // A file without a name is by the one name there is, if there is one.
            let several = by_name.iter().filter(is_named).count() > 1;
            let mut best = Vec::new();
            for same in if several { by_name } else { vec![group] } {
                let Some(than) = self.best(&same) else { continue };
                best.push(than);
                let day = self.row(than).map(finished);
                for place in same.into_iter().filter(|place| *place != than) {
                    let same_day = self.row(place).map(finished) == day;
                    self.set(place, Relation::Older { than, same_day });
                }
            }
            for place in &best {
                if let Some(other) = best.iter().find(|other| *other != place) {
                    self.set(*place, Relation::OtherName(*other));
                }
            }
        }
    }

    /// One name with several keys.
    fn same_name(&mut self) {
        let named = |row: &FileRow| row.counts().is_some() && name(row).is_some();
        for group in self.groups(&named, &|one, other| name(one).cmp(&name(other))) {
            let keys: Vec<_> = group.iter().map(|place| self.row(*place).and_then(key)).collect();
            for (place, own) in group.iter().zip(&keys) {
                if let Some((other, _)) = group.iter().zip(&keys).find(|(_, key)| *key != own) {
                    self.set(*place, Relation::OtherKey(*other));
                }
            }
        }
    }
}

fn is_sound(row: &FileRow) -> bool {
    row.sound().is_some()
}

/// Whether it is known whose file it is.
fn is_trusted(row: &FileRow) -> bool {
    let standing = row.sheet.as_ref().map(|sheet| sheet.standing);
    row.preferred || matches!(standing, Some(KeyTrust::Own | KeyTrust::Checked(_)))
}

fn id(row: &FileRow) -> &str {
    row.sheet.as_ref().map_or("", |sheet| &sheet.id)
}

fn key(row: &FileRow) -> Option<[u8; 32]> {
    row.sheet.as_ref()?.key.map(PublicKey::to_bytes)
}

fn organisation(row: &FileRow) -> &str {
    row.sheet.as_ref().map_or("", |sheet| &sheet.organisation)
}

/// What names that could pass for each other have in common.
fn name(row: &FileRow) -> Option<RowIndex> {
    row.sheet.as_ref()?.alike
}

/// The first of those that a place was joined with.
fn first(firsts: &[RowIndex], mut place: RowIndex) -> RowIndex {
    while let Some(before) = firsts.get(place as usize).filter(|before| **before != place) {
        place = *before;
    }
    place
}

/// Puts two places, and all that were joined with them, together.
fn join(firsts: &mut [RowIndex], one: RowIndex, other: RowIndex) {
    let (one, other) = (first(firsts, one), first(firsts, other));
    if let Some(later) = firsts.get_mut(one.max(other) as usize) {
        *later = one.min(other);
    }
}

fn finished(row: &FileRow) -> Option<Day> {
    row.sheet.as_ref()?.finished
}

/// How a file differs from the one with the same number, by the same key, that counts.
fn twin(of: RowIndex, counts: &FileRow, other: &FileRow) -> Relation {
    let (Some(one), Some(two)) = (&counts.sheet, &other.sheet) else { return Relation::Only };
    let same_list = one.list.is_some() && one.list == two.list;
    let same = match (&counts.verdict, &other.verdict) {
        (Verdict::Intact, Verdict::Intact) => one.signed.is_some() && one.signed == two.signed,
        (Verdict::Partial, Verdict::Partial) => same_list && one.withheld == two.withheld,
        _ => false,
    };
    match same {
        true => Relation::Duplicate { of, exact: false },
        false if same_list => Relation::SameId { of, how: Conflict::MoreWithheld },
        false => Relation::SameId { of, how: Conflict::OtherContent },
    }
}

/// Which request of ours a result answers.
fn matching(
    sheet: &ResultSummary,
    subject: Option<&Subject>,
    records: &Records,
    own: Option<&PublicKey>,
) -> RequestMatch {
    let (Some(echo), Some(subject)) = (&sheet.echo, subject) else { return RequestMatch::None };
    // The nonce alone could stand in a result made for somebody else's request.
    let ours = (0..)
        .zip(&records.requests)
        .find(|(_, request)| request.nonce == echo.nonce && request.key.did() == echo.id);
    let Some((place, request)) = ours else {
        // Only the holder of the key can make a request that names it.
        return if own.is_some_and(|own| own.did() == echo.id) {
            RequestMatch::YourKey
        } else {
            RequestMatch::Other
        };
    };
    RequestMatch::Yours(
        place,
        RequestCoverage::of(request, &subject.id, &subject.sha256, &subject.wording_sha256),
    )
}

/// The known keys, to be looked up by key and by name: [`Records::standing`] for thousands of rows.
struct Book<'a> {
    keys: &'a [KnownKey],
    by_key: Vec<RowIndex>,
    /// What their names look like, one for each key.
    looks: Vec<Looks>,
    by_small: Vec<RowIndex>,
    by_capital: Vec<RowIndex>,
}

impl<'a> Book<'a> {
    fn of(keys: &'a [KnownKey]) -> Self {
        let places: Vec<RowIndex> = (0..count(keys.len())).collect();
        let looks = keys.iter().map(|known| Looks::of(&known.name)).collect();
        let book = Self { keys, looks, by_key: Vec::new(), by_small: Vec::new(), by_capital: Vec::new() };
        let (mut by_key, mut by_small, mut by_capital) = (places.clone(), places.clone(), places);
        sort_places(&mut by_key, &|one, other| book.key(one).cmp(&book.key(other)));
        sort_places(&mut by_small, &|one, other| book.small(one).cmp(book.small(other)));
        sort_places(&mut by_capital, &|one, other| book.capital(one).cmp(book.capital(other)));
        Self { by_key, by_small, by_capital, ..book }
    }

    fn key(&self, place: RowIndex) -> Option<[u8; 32]> {
        self.keys.get(place as usize).map(|known| known.key.to_bytes())
    }

    fn small(&self, place: RowIndex) -> &str {
        self.looks.get(place as usize).map_or("", |looks| &looks.small)
    }

    fn capital(&self, place: RowIndex) -> &str {
        self.looks.get(place as usize).map_or("", |looks| &looks.capital)
    }

    fn standing(&self, sheet: &ResultSummary, own: Option<PublicKey>) -> KeyTrust<RowIndex> {
        let Some(key) = sheet.key else { return KeyTrust::New };
        if own == Some(key) {
            return KeyTrust::Own;
        }
        let bytes = Some(key.to_bytes());
        let found = self.by_key.binary_search_by(|known| self.key(*known).cmp(&bytes)).ok();
        let found = found.and_then(|at| self.by_key.get(at)).copied();
        let known = found.and_then(|place| Some((place, self.keys.get(place as usize)?.how)));
        KeyTrust::of_known(known, || {
            let looks = Looks::of(&sheet.organisation);
            let small = alike(&self.by_small, &looks.small, &|place| self.small(place));
            let capital = alike(&self.by_capital, &looks.capital, &|place| self.capital(place));
            // As [`Records::standing`] has it: the last of those that weigh the same.
            let weight = |place: &RowIndex| (self.keys.get(*place as usize).map(KnownKey::weight), *place);
            small.iter().chain(capital).copied().max_by_key(weight)
        })
    }
}

/// Those of a sorted list that look so; none if there is nothing to compare.
fn alike<'a>(sorted: &'a [RowIndex], look: &str, of: &dyn Fn(RowIndex) -> &'a str) -> &'a [RowIndex] {
    let start = sorted.partition_point(|place| of(*place) < look);
    let rest = sorted.get(start..).unwrap_or_default();
    let end = rest.partition_point(|place| of(*place) == look);
    if look.is_empty() { &[] } else { rest.get(..end).unwrap_or_default() }
}
