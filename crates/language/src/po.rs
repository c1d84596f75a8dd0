//! A pack as PO (GNU gettext), for Poedit, `OmegaT`, Weblate and others: the key as `msgctxt`, the English text as `msgid`, the
//! note as a comment for translators.

use candour_questionnaire::questionnaire::Problem;
use candour_words::Plurals;

use crate::{
    english::English,
    pack::Pack,
    table::{ReadRow, Row, rows},
};

/// The rule of a family, as gettext writes it, with the forms in the order of [`Plurals::forms`].
fn rule(plurals: Plurals) -> &'static str {
    match plurals {
        Plurals::None => "nplurals=1; plural=0;",
        Plurals::One => "nplurals=2; plural=(n != 1);",
        Plurals::ZeroOne => "nplurals=2; plural=(n > 1);",
        Plurals::Arabic => {
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
        }
        Plurals::Slavic => {
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
        }
    }
}

/// A pack as PO.
pub fn write(pack: &Pack, english: &English) -> String {
    let mut out = String::new();
    let head = format!(
        "Project-Id-Version: Candour\nLanguage: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
         Content-Transfer-Encoding: 8bit\nPlural-Forms: {}\n",
        pack.language.tag.replace('-', "_"),
        rule(pack.language.plurals)
    );
    line(&mut out, "msgid", "");
    line(&mut out, "msgstr", &head);
    let rows = rows(pack, english);
    let mut rest = rows.as_slice();
    while let Some((row, after)) = rest.split_first() {
        out.push('\n');
        let Row { key, english, note, translation, form } = row;
        if !note.is_empty() {
            out.push_str(&["#. ", note, "\n"].concat());
        }
        let Some(own) = form.and_then(|_| key.split_once('#')).map(|(own, _)| own) else {
            line(&mut out, "msgctxt", key);
            line(&mut out, "msgid", if english.is_empty() { key } else { english });
            line(&mut out, "msgstr", translation);
            rest = after;
            continue;
        };
        let start = [own, "#"].concat();
        let count = rest.iter().take_while(|row| row.key.starts_with(&start)).count();
        let (forms, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        let one = forms.iter().find(|row| row.key.ends_with("#one")).unwrap_or(row);
        let last = forms.last().unwrap_or(row);
        line(&mut out, "msgctxt", own);
        line(&mut out, "msgid", &one.english);
        line(&mut out, "msgid_plural", &last.english);
        for (place, form) in forms.iter().enumerate() {
            line(&mut out, &format!("msgstr[{place}]"), &form.translation);
        }
        rest = after;
    }
    out
}

/// A keyword with its text, each line of it for itself.
fn line(out: &mut String, keyword: &str, text: &str) {
    out.push_str(keyword);
    if text.trim_end_matches('\n').contains('\n') {
        out.push_str(" \"\"");
        for part in text.split_inclusive('\n') {
            out.push_str("\n\"");
            escape(out, part);
            out.push('"');
        }
    } else {
        out.push_str(" \"");
        escape(out, text);
        out.push('"');
    }
    out.push('\n');
}

fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            letter => out.push(letter),
        }
    }
}

/// An entry as far as it was read.
#[derive(Default)]
struct Entry {
    row: usize,
    fuzzy: bool,
    context: Option<String>,
    plural: bool,
    /// By their numbers.
    translations: Vec<(usize, String)>,
}

/// What a text goes on with in the next line.
#[derive(Clone, Copy)]
enum Field {
    Context,
    Id,
    Translation(usize),
}

/// The translations of a PO file. Entries that are marked as fuzzy, which a program guessed, and those that became obsolete
/// are left out.
///
/// # Errors
/// If a line is not as PO has it.
pub fn read(text: &str) -> Result<Vec<ReadRow>, Vec<Problem>> {
    let mut rows = Vec::new();
    let mut entry = Entry::default();
    let mut field = Field::Id;
    let plurals = plurals(text);
    for (number, line) in
        text.trim_start_matches('\u{feff}').lines().enumerate().map(|(place, line)| (place + 1, line.trim()))
    {
        let refused = || {
            vec![Problem {
                place: format!("row {number}"),
                message: "not a line of PO; open the file in a program for translators and save it again"
                    .to_owned(),
            }]
        };
        if line.is_empty() || line.starts_with("#~") {
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            if !entry.translations.is_empty() {
                finish(std::mem::take(&mut entry), plurals, &mut rows);
            }
            entry.fuzzy |= comment.starts_with(',') && comment.contains("fuzzy");
            continue;
        }
        let quoted = if line.starts_with('"') {
            line
        } else {
            let (keyword, rest) = line.split_once(char::is_whitespace).ok_or_else(refused)?;
            let is_new = !entry.translations.is_empty() && !keyword.starts_with("msgstr");
            if is_new {
                finish(std::mem::take(&mut entry), plurals, &mut rows);
            }
            field = match keyword {
                "msgctxt" => {
                    entry.row = number;
                    entry.context = Some(String::new());
                    Field::Context
                }
                "msgid" => Field::Id,
                "msgid_plural" => {
                    entry.plural = true;
                    Field::Id
                }
                "msgstr" => Field::Translation(0),
                _ => {
                    let place =
                        keyword.strip_prefix("msgstr[").and_then(|rest| rest.strip_suffix(']')?.parse().ok());
                    Field::Translation(place.ok_or_else(refused)?)
                }
            };
            if let Field::Translation(place) = field {
                entry.translations.push((place, String::new()));
            }
            rest.trim_start()
        };
        let part = unescaped(quoted).ok_or_else(refused)?;
        match field {
            Field::Context => entry.context.get_or_insert_default().push_str(&part),
            Field::Id => {}
            Field::Translation(_) => {
                if let Some((_, translation)) = entry.translations.last_mut() {
                    translation.push_str(&part);
                }
            }
        }
    }
    finish(entry, plurals, &mut rows);
    Ok(rows)
}

/// The family of the file, as it says itself: the value of the entry `pack/plurals`.
fn plurals(text: &str) -> Plurals {
    let mut lines = text.lines().map(str::trim).skip_while(|line| *line != "msgctxt \"pack/plurals\"");
    let value = lines.find_map(|line| line.strip_prefix("msgstr ")).and_then(unescaped).unwrap_or_default();
    Plurals::ALL.into_iter().find(|family| family.as_str() == value).unwrap_or_default()
}

fn finish(entry: Entry, plurals: Plurals, rows: &mut Vec<ReadRow>) {
    // The entry without a context is the head.
    let Some(context) = entry.context.filter(|_| !entry.fuzzy) else { return };
    for (place, translation) in entry.translations {
        let form = plurals.forms().get(place).filter(|_| entry.plural);
        let key = match form {
            Some(form) => [context.as_str(), "#", form.as_str()].concat(),
            None => context.clone(),
        };
        rows.push(ReadRow {
            place: format!("row {}", entry.row),
            key,
            translation: translation.trim().to_owned(),
        });
    }
}

/// The text in quotes.
fn unescaped(quoted: &str) -> Option<String> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::new();
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return None,
            '\\' => out.push(match letters.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            }),
            letter => out.push(letter),
        }
    }
    Some(out)
}
