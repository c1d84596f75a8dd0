//! Two drafts of a questionnaire as one.

use candour_questionnaire::{answers::Answer, draft::Draft};

/// Two drafts as one: the answers here, and where there are none those of the file. Also how many
/// came from the file, and the ids of what both have differently.
pub(super) fn merged(own: &Draft, file: &Draft) -> (Draft, usize, Vec<String>) {
    let mut draft = own.clone();
    let (mut taken, mut both) = (0, Vec::new());
    for (id, option) in file.answers.profile.iter() {
        match own.answers.profile.get(id) {
            None => {
                draft.answers.profile.insert(id.clone(), option.clone());
                taken += 1;
            }
            Some(here) if here != option => both.push(id.clone()),
            Some(_) => {}
        }
    }
    for (id, there) in file.answers.questions.iter() {
        let here = own.answers.answer(id);
        let (mut answer, mut differs) = (here.clone(), false);
        if here.choice.is_none() {
            answer = Answer { note: here.note.clone(), ..there.clone() };
        } else if there.choice.is_some() {
            differs =
                (here.choice, here.reason, here.evidence) != (there.choice, there.reason, there.evidence);
        }
        if here.note.is_empty() {
            answer.note.clone_from(&there.note);
        } else if !there.note.is_empty() && here.note != there.note {
            differs = true;
        }
        if differs {
            both.push(id.clone());
        }
        if answer != *here {
            draft.answers.questions.insert(id.clone(), answer);
            taken += 1;
        }
    }
    for (id, there) in file.plan.iter() {
        match own.plan.get(id) {
            None => {
                draft.plan.insert(id.clone(), there.clone());
            }
            Some(here) if here != there && !both.contains(id) => both.push(id.clone()),
            Some(_) => {}
        }
    }
    if own.organisation.is_empty() {
        draft.organisation.clone_from(&file.organisation);
    }
    if own.calendar.is_empty() {
        draft.calendar.clone_from(&file.calendar);
    }
    if own.name.is_empty() {
        draft.name.clone_from(&file.name);
    }
    (draft, taken, both)
}
