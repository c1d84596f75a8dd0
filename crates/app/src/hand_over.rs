//! Handing over: what is kept back, what the other side will see, and the copy itself.

use candour_age as age;
use candour_compare::workbench::AskedFor;
use candour_files::{
    check::{self, Checked, Known, Report, Verdict},
    request::Request,
    text::answers_name,
    withhold::{Withholding, withhold},
};
use candour_proof::{date::Timestamp, json::Json};
use candour_questionnaire::catalog::Entry;

use super::{
    Effect, Handed, Model, Notice, Part, Signed, Task,
    signing::{day_of, written},
};

/// Random bytes of a file locked for a key.
const SEALED: usize = 64;

impl Model {
    /// The request that answers to this questionnaire are given to. The questionnaire here may have been replaced
    /// since the request was taken up; answers to other words than those asked for do not name it.
    pub fn request_for(&self, questionnaire: &str) -> Option<&Request> {
        let entry = self.catalog.entry(questionnaire)?;
        self.request.as_ref().filter(|request| request.fits(entry))
    }

    /// Who asks for a questionnaire as it is here: in the request that is shown, or in the one that is open.
    pub fn asker(&self, entry: &Entry) -> Option<&Request> {
        let shown = self.opened.as_ref().and_then(|opened| opened.as_ref().ok());
        shown.into_iter().chain(&self.request).find(|request| request.fits(entry))
    }

    /// The request that a result says it answers, if it is known here, and whether it asked for that.
    pub fn request_named(&self, report: &Report) -> Option<(&Request, AskedFor)> {
        let echo = report.request.as_ref()?;
        let mut known = self.request.iter().chain(&self.records.requests);
        // The nonce alone could stand in a result made for somebody else's request.
        let request = known.find(|request| request.nonce == echo.nonce && request.key.did() == echo.id)?;
        Some((request, AskedFor::of_report(request, report)))
    }

    /// What copies of a questionnaire's result keep back.
    pub fn withholding(&self, questionnaire: &str) -> &Withholding {
        static NOTHING: Withholding = Withholding {
            name: false,
            profile: false,
            all_notes: false,
            answers: Vec::new(),
            notes: Vec::new(),
        };
        self.withheld.get(questionnaire).unwrap_or(&NOTHING)
    }

    /// Keeps a part back from copies, or no longer.
    pub(super) fn withhold(&mut self, questionnaire: String, part: Part, keep_back: bool) -> Vec<Effect> {
        let mut what = self.withholding(&questionnaire).clone();
        let (list, id) = match part {
            Part::Answer(id) => (&mut what.answers, id),
            Part::Note(id) => (&mut what.notes, id),
            Part::Name => return self.keep_back(questionnaire, Withholding { name: keep_back, ..what }),
            Part::Profile => {
                return self.keep_back(questionnaire, Withholding { profile: keep_back, ..what });
            }
            Part::Notes => {
                return self.keep_back(questionnaire, Withholding { all_notes: keep_back, ..what });
            }
        };
        list.retain(|other| *other != id);
        if keep_back {
            list.push(id);
        }
        self.keep_back(questionnaire, what)
    }

    fn keep_back(&mut self, questionnaire: String, what: Withholding) -> Vec<Effect> {
        self.notice = None;
        // What was shown, or handed out, is another copy now.
        if let Some(signed) = &mut self.signed {
            (signed.preview, signed.handed) = (None, None);
        }
        self.withheld.insert(questionnaire, what);
        self.keep()
    }

    pub(super) fn ask_for_preview(&mut self, questionnaire: String) -> Vec<Effect> {
        if self.undecided(&questionnaire) {
            return self.refuse(Notice::ConfirmFirst);
        }
        match self.random_to_sign(&questionnaire) {
            Some(random) => self.put_off(Task::Preview(questionnaire), random),
            None => Vec::new(),
        }
    }

    pub(super) fn ask_to_hand_over(&mut self, questionnaire: String) -> Vec<Effect> {
        if self.undecided(&questionnaire) {
            return self.refuse(Notice::ConfirmFirst);
        }
        match self.random_to_sign(&questionnaire) {
            Some(random) => self.put_off(Task::HandOver(questionnaire), SEALED + random),
            None => Vec::new(),
        }
    }

    /// Shows what others will see: the copy, checked as they would check it.
    pub(super) fn preview(&mut self, questionnaire: &str, random: &[u8], now: Timestamp) -> Vec<Effect> {
        let catalog = std::rc::Rc::clone(&self.catalog);
        let Some(entry) = catalog.entry(questionnaire) else {
            return Vec::new();
        };
        match self.copy(entry, random, now) {
            Ok((_, checked)) => {
                if let Some(signed) = &mut self.signed {
                    signed.preview = Some(checked);
                }
                self.notice = Some(Notice::PreviewMade);
                Vec::new()
            }
            Err(problem) => self.refuse(problem),
        }
    }

    /// Hands the copy out, encrypted if the request says to whom. Nothing is handed out that does
    /// not open again as what it was made from.
    pub(super) fn hand_over(&mut self, questionnaire: &str, random: &[u8], now: Timestamp) -> Vec<Effect> {
        let catalog = std::rc::Rc::clone(&self.catalog);
        let Some(entry) = catalog.entry(questionnaire) else {
            return Vec::new();
        };
        // What locks the file comes from bytes of its own, never from those that salts are made of.
        let Some((sealing, random)) = random.split_first_chunk::<SEALED>() else {
            return self.refuse(Notice::NoChance);
        };
        let (text, checked) = match self.copy(entry, random, now) {
            Ok(copy) => copy,
            Err(problem) => return self.refuse(problem),
        };
        let request = self.request_for(questionnaire);
        let sealed = request.and_then(|request| Some((request.recipient?, request.from.clone())));
        if sealed.is_none() && checked.verdict == Verdict::Intact {
            // That is the complete file.
            return self.sign(questionnaire, &[], now);
        }
        let mut name = checked.name.clone();
        let (content, media, encrypted_for) = match sealed {
            None => (text.clone(), "application/json", None),
            Some((recipient, from)) => {
                let opened = age::encrypt_to(text.as_bytes(), &recipient, sealing)
                    .and_then(|(file, lock)| Ok((lock.open(file.as_bytes())?, file)));
                let Some((_, file)) = opened.ok().filter(|(opened, _)| opened.as_slice() == text.as_bytes())
                else {
                    return self.refuse(Notice::NotReadBack);
                };
                // Whoever finds the file may read its name, and the organisation's is a part of the answers.
                name = answers_name(&entry.questionnaire, "", "", day_of(&checked), ".json.age");
                (file, "application/octet-stream", Some(from))
            }
        };
        let withheld = checked.report.as_ref().map_or(0, |report| report.withheld.len());
        let handed = Handed {
            written: written(&name, &entry.questionnaire, &content, &checked),
            withheld: u32::try_from(withheld).unwrap_or(u32::MAX),
            encrypted_for: encrypted_for.clone(),
        };
        if let Some(signed) = &mut self.signed {
            signed.handed = Some(handed);
        }
        self.notice = Some(Notice::HandedOver(encrypted_for));
        vec![Effect::Download { name, media, content }]
    }

    /// The copy to hand over, and what whoever gets it will see.
    fn copy(&mut self, entry: &Entry, random: &[u8], now: Timestamp) -> Result<(String, Checked), Notice> {
        let questionnaire = entry.questionnaire.id();
        let mut what = self.withholding(questionnaire).clone();
        let draft = self.draft(questionnaire);
        what.name &= !draft.organisation.is_empty();
        what.profile &= !draft.answers.profile.is_empty();
        let Signed { document, .. } = self.sign_once(entry, random, now)?;
        let copy = withhold(document, &what).map_err(|_| Notice::NotReadBack)?;
        let part = copy != *document;
        let text = Json::from(copy).pretty();
        // With the eyes of somebody else, who does not hold this key.
        let known = Known { catalog: &self.catalog, own: None, now };
        let mut checked = check::check(text.as_bytes(), "", &known);
        let sound = |checked: &Checked| {
            checked.verdict == Verdict::Partial
                && checked.report.as_ref().is_some_and(check::Report::is_consistent)
        };
        if !(if part { sound(&checked) } else { checked.is_intact() }) {
            return Err(Notice::NotReadBack);
        }
        // A name that is withheld must not stand in the file's name either.
        let organisation = if what.name { "" } else { &self.draft(questionnaire).organisation };
        let ending = if part { "-part.json" } else { ".json" };
        checked.name = answers_name(&entry.questionnaire, "", organisation, day_of(&checked), ending);
        Ok((text, checked))
    }
}
