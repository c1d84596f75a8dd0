//! Who was asked, who answered, and whose answers are missing.

use candour_files::{
    records::Records,
    request::{Request, RequestedQuestionnaire},
};
use candour_proof::date::Day;

use super::{RequestMatch, RowIndex, Workbench, place::count};

/// The requests made together, each for one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The day they were made.
    pub created: Option<Day>,
    /// Whom they were made for, in order.
    pub addressees: Vec<Addressee>,
}

/// An organisation that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The place of its request in the records.
    pub request: RowIndex,
    /// How many questionnaires it was asked for.
    pub asked: u32,
    /// To how many of them a sound file is here.
    pub answered: u32,
}

impl Addressee {
    /// Whether nothing it was asked for is missing.
    pub fn is_done(self) -> bool {
        self.answered >= self.asked
    }
}

impl Round {
    /// How many organisations have answered all they were asked for.
    pub fn answered(&self) -> u32 {
        count(self.addressees.iter().filter(|one| one.is_done()).count())
    }
}

impl Workbench {
    /// The organisations asked with a request of their own: those whose requests are alike go together. Up to date after
    /// [`Workbench::relate`].
    pub fn rounds(&self, records: &Records) -> Vec<Round> {
        let answered = self.answered(records.requests.len());
        let mut rounds: Vec<(&Request, Round)> = Vec::new();
        for ((place, request), answered) in (0..).zip(&records.requests).zip(&answered) {
            if records.label(&request.nonce).is_empty() {
                continue;
            }
            let is_answered = |asked: &&RequestedQuestionnaire| answered.contains(&asked.id.as_str());
            let one = Addressee {
                request: place,
                asked: count(request.asked.len()),
                answered: count(request.asked.iter().filter(is_answered).count()),
            };
            match rounds.iter_mut().find(|(first, _)| are_alike(first, request)) {
                Some((_, round)) => round.addressees.push(one),
                None => rounds.push((request, Round { created: request.created, addressees: vec![one] })),
            }
        }
        rounds.into_iter().map(|(_, round)| round).collect()
    }

    /// The ids of the questionnaires that sound files answer, for each request.
    fn answered(&self, requests: usize) -> Vec<Vec<&str>> {
        let mut answered = vec![Vec::new(); requests];
        for sheet in self.rows().iter().filter_map(|row| row.sound()) {
            let RequestMatch::Yours(request, _) = sheet.request else { continue };
            if let (Some(ids), Some(subject)) = (answered.get_mut(request as usize), self.subject(sheet)) {
                ids.push(subject.id.as_str());
            }
        }
        answered
    }
}

/// Whether two requests differ in nothing but whom they were made for.
fn are_alike(one: &Request, other: &Request) -> bool {
    let who = |request: &Request| (request.key, request.recipient, request.created, request.wished);
    let same = |text: fn(&Request) -> &String| text(one) == text(other);
    who(one) == who(other)
        && one.asked == other.asked
        && same(|request| &request.from)
        && same(|request| &request.contact)
        && same(|request| &request.message)
        && same(|request| &request.purpose)
        && same(|request| &request.language)
}
