//! The schemas of the files that authors write: questionnaires, their wordings and cases, and the glossary.
//! Editors show the descriptions while somebody writes.

use candour_proof::json::Object;
use candour_questionnaire::{
    answers::{Choice, Reason},
    diagnostics::MemberNames,
    glossary,
    questionnaire::{
        DecisionOutcome, FileNames, Severity, Subject,
        names::{self, ANSWERS, APPLIES, CitationStatus, PROFILE, QUESTION},
    },
    scoring::{GateRule, Level, PointState},
    wording,
};

use super::{
    common::{day, format, id, language, version},
    document::SchemaDocument,
    part::SchemaPart,
};
use crate::cases;

/// Where this schema is.
fn own_schema(file: &str) -> SchemaPart {
    SchemaPart::text("Where this schema is, so that editors can help.").example(file)
}

fn ids(description: &str) -> SchemaPart {
    SchemaPart::list(description, SchemaPart::like("id")).distinct()
}

pub(super) fn questionnaire() -> SchemaDocument {
    let description = "questionnaire.json: what is asked, when, how severe it is and where it comes from. The \
        texts are in one file for each language. A built-in questionnaire needs more than this schema asks for: see \
        README.md.";
    let file = SchemaPart::object(description, names::FILE, |name| match name {
        "$schema" => own_schema("../questionnaire.schema.json"),
        "format" => format(names::FORMAT),
        "id" => SchemaPart::like_with(
            "id",
            "The name of the questionnaire, which is also the name of its folder.",
        ),
        "version" => version(
            "Three numbers separated by dots. Raise it with every change to this file: see \
            README.md.",
        ),
        "date" => day("The day of this version."),
        "fileNames" => SchemaPart::one_of(
            "`neutral`: file names contain neither the questionnaire nor the organisation, because the subject \
                alone can endanger people. `speaking`: they contain both, as without this member.",
            FileNames::ALL.map(FileNames::as_str),
        ),
        "subject" => SchemaPart::one_of(
            "What it is about. With `personal-data`, results mention the law on it and whom to ask; built-in \
                questionnaires need not say so.",
            Subject::ALL.map(Subject::as_str),
        ),
        "law" => {
            SchemaPart::text("The month up to which the authors followed the law. Shown with every result.")
                .pattern("^[0-9]{4}-(0[1-9]|1[0-2])$")
                .example("2026-11")
        }
        "noteWhen" => {
            note_when("Answers that ask for a note, for all questions that do not say so themselves.")
        }
        "noteRequired" => note_required(),
        "retired" => SchemaPart::list(
            "Questions of older versions. Their ids must not be used again.",
            SchemaPart::like("retired"),
        ),
        "sources" => SchemaPart::list(
            "The sources of the questions. Each is cited at least once.",
            SchemaPart::like("source"),
        ),
        "profile" => SchemaPart::list(
            "Questions about the business, asked first. They decide what is asked and what is critical; they are not \
             scored.",
            SchemaPart::like("profileQuestion"),
        ),
        "sections" => SchemaPart::list(
            "The sections in the order shown. Each gets its own level.",
            SchemaPart::like("section"),
        )
        .at_least(1),
        "stops" => SchemaPart::list(
            "Stop rules. They take precedence over the levels: a business that triggers one is told to get \
                advice before it continues.",
            SchemaPart::like("stop"),
        )
        .at_least(1),
        "decision" => SchemaPart::like_with(
            "decision",
            "How answers become one of four outcomes. With it, no section has a level.",
        ),
        "worksheets" => SchemaPart::list(
            "Empty tables to print and to fill in by hand. What is written there is in no file.",
            SchemaPart::like("worksheet"),
        ),
        "lists" => SchemaPart::list(
            "Lists of facts to be weighed or compared. They never count for a level or a decision.",
            SchemaPart::like("list"),
        ),
        _ => SchemaPart::default(),
    });
    SchemaDocument {
        format: names::FORMAT,
        title: "The structure of a questionnaire",
        file,
        parts: vec![
            ("id", id()),
            ("mark", mark()),
            ("source", source()),
            ("profileQuestion", profile_question()),
            ("section", section()),
            ("question", question()),
            ("similar", similar()),
            ("condition", condition()),
            ("askCondition", ask_condition()),
            ("stopCondition", stop_condition()),
            ("citation", citation()),
            ("stop", stop()),
            ("decision", decision()),
            ("point", point()),
            ("decisionRule", decision_rule()),
            ("list", list()),
            ("group", group()),
            ("item", item()),
            ("worksheet", worksheet()),
            ("retired", retired()),
        ],
        others: Vec::new(),
    }
}

fn mark() -> SchemaPart {
    SchemaPart::one_of(
        "`verified`: somebody compared the citation with the text. `to-check`: nobody has yet; the page does \
            not show it, and TO-CHECK.md lists it. Only for built-in questionnaires: the sources of others are shown \
            as their authors name them.",
        CitationStatus::ALL.map(CitationStatus::as_str),
    )
}

fn source() -> SchemaPart {
    let description = "A law, a guideline, a judgment or a decision. Its name is in the wording files.";
    SchemaPart::object(description, names::SOURCE, |name| match name {
        "id" => SchemaPart::like_with("id", "Its id in citations.").example("gdpr"),
        "mark" => SchemaPart::like("mark"),
        "url" => SchemaPart::text("The address of the official text. Omit it if there is none.")
            .pattern("^https://")
            .example("https://eur-lex.europa.eu/eli/reg/2016/679/oj"),
        _ => SchemaPart::default(),
    })
}

fn profile_question() -> SchemaPart {
    SchemaPart::object("One question about the business.", names::PROFILE_QUESTION, |name| match name {
        "id" => SchemaPart::like_with("id", "Its id in conditions.").example("role"),
        "options" => ids("Ids of the answers, in the order shown.")
            .at_least(2)
            .example(super::part::list(["yes", "no", "not-sure"])),
        "limits" => {
            ids("Ids of the options that limit what the answers cover. Every result says so.").at_least(1)
        }
        _ => SchemaPart::default(),
    })
}

fn section() -> SchemaPart {
    let description = "A group of questions, such as one principle of a law.";
    SchemaPart::object(description, names::SECTION, |name| match name {
        "id" => SchemaPart::like_with("id", "The id of the section."),
        "questions" => {
            SchemaPart::list("Its questions in the order shown.", SchemaPart::like("question")).at_least(1)
        }
        "citations" => {
            SchemaPart::list("Where the section as a whole comes from.", SchemaPart::like("citation"))
        }
        _ => SchemaPart::default(),
    })
}

fn question() -> SchemaPart {
    let description =
        "One question. Its answers are the same for all: yes, partly, no, I do not know, does not apply.";
    let less = Severity::ALL.into_iter().filter(|severity| *severity != Severity::Critical);
    let conditions =
        |description: &str, kind: &str| SchemaPart::list(description, SchemaPart::like(kind)).at_least(1);
    SchemaPart::object(description, names::ASKED, |name| {
        match name {
        "id" => SchemaPart::like_with("id", "The id of the question.").example("deletion-happens"),
        "candidate" => {
            SchemaPart::text("The number of the question in the research notes, for tracing.")
                .filled()
                .example("G-E2")
        }
        "severity" => SchemaPart::one_of(
            "How severe a gap is. `critical`: a gap alone makes the practice unlawful at its core, or can harm \
                a person beyond repair.",
            Severity::ALL.map(Severity::as_str),
        ),
        "partly" => SchemaPart::truth("`false` if there is nothing between yes and no: \"partly\" is then no answer."),
        "partlyCountsAs" => SchemaPart::one_of(
            "What \"partly\" counts as, if it is less severe than \"no\". Lower than the severity.",
            less.clone().map(Severity::as_str),
        ),
        "askWhen" => conditions("The question is asked only if all of these are true.", "askCondition"),
        "criticalWhen" => conditions("The question is critical if all of these are true.", "condition"),
        "notApplicable" => {
            let reason = SchemaPart::one_of("A reason.", Reason::ALL.map(Reason::as_str));
            SchemaPart::list(
                "Accepted reasons why the question may not apply. Omit it if the question applies to everyone.",
                reason,
            )
            .at_least(1)
            .distinct()
        }
        "noteWhen" => note_when("Answers that ask for a note, such as a reason or a plan."),
        "noteRequired" => note_required(),
        "similar" => SchemaPart::list(
            "Questions of other questionnaires that ask nearly the same. When one of the two is answered, the other \
             offers that answer, to confirm or to change. Declare it on one side; it applies to both.",
            SchemaPart::like("similar"),
        )
        .at_least(1),
        "citations" => SchemaPart::list("Where the question comes from.", SchemaPart::like("citation")).at_least(1),
        _ => SchemaPart::default(),
    }
    })
}

fn note_when(description: &str) -> SchemaPart {
    SchemaPart::list(description, SchemaPart::one_of("An answer.", Choice::ALL.map(Choice::as_str)))
        .at_least(1)
        .distinct()
}

fn note_required() -> SchemaPart {
    SchemaPart::truth("Whether such an answer is open until the note is written. Only beside `noteWhen`.")
}

fn similar() -> SchemaPart {
    SchemaPart::object("A question of another questionnaire.", names::SIMILAR, |name| match name {
        "questionnaire" => SchemaPart::like_with("id", "Id of the other questionnaire."),
        "question" => SchemaPart::like_with("id", "Id of its question."),
        _ => SchemaPart::default(),
    })
}

/// A member of one kind of condition or another.
fn condition_member(name: &str) -> SchemaPart {
    match name {
        PROFILE => SchemaPart::like_with("id", "Id of a profile question.").example("role"),
        APPLIES => SchemaPart::like_with("id", "Id of an earlier question that may not apply."),
        QUESTION => SchemaPart::like_with("id", "Id of a question.").example("deletion-happens"),
        "any" => {
            ids("Options for which it is true.").at_least(1).example(super::part::list(["yes", "not-sure"]))
        }
        _ => SchemaPart::default(),
    }
}

fn condition() -> SchemaPart {
    let description = "A condition on the profile. It is true for each of the options listed, and as long as \
        the profile question has no answer.";
    SchemaPart::object(description, names::ON_PROFILE, condition_member)
}

fn ask_condition() -> SchemaPart {
    let description = "A condition on the profile, or: an earlier question was not answered \"does not apply\"; or: \
        it is open or has one of these answers. A critical question must not depend on the latter two.";
    let names = [(PROFILE, false), ("any", false), (APPLIES, false), (QUESTION, false)];
    let on_answer = SchemaPart::has(names::ON_ANSWER.required, &[])
        .with("maxProperties", 2)
        .with("properties", Object::new().with("any", any_answer(&Choice::ALL)));
    let others = SchemaPart::default().either(
        SchemaPart::has(&[QUESTION], &[]),
        on_answer,
        SchemaPart::has(names::ON_PROFILE.required, &[]),
    );
    SchemaPart::object(description, names, condition_member).either(
        SchemaPart::has(names::ON_APPLIES.required, &[]),
        SchemaPart::default().with("maxProperties", 1),
        others,
    )
}

/// Some of these answers.
fn any_answer(all: &[Choice]) -> SchemaPart {
    let answer = SchemaPart::one_of("An answer.", all.iter().map(|choice| choice.as_str()));
    SchemaPart::list("Answers for which it is true.", answer).at_least(1).at_most(all.len() - 1).distinct()
}

fn stop_condition() -> SchemaPart {
    let description = "A condition on the profile, or: that question is asked and has one of these answers \
        (yes, partly, no or unknown).";
    let names = [(PROFILE, false), (QUESTION, false), ("any", true)];
    SchemaPart::object(description, names, condition_member).either(
        SchemaPart::has(&[QUESTION], &[]),
        SchemaPart::default()
            .with("maxProperties", 2)
            .with("properties", Object::new().with("any", any_answer(&ANSWERS))),
        SchemaPart::has(&[PROFILE], &[]),
    )
}

fn citation() -> SchemaPart {
    let numbers = |description: &str, one: &str, pattern: &str, example: &str| {
        SchemaPart::list(description, SchemaPart::text(one).pattern(pattern).example(example))
            .at_least(1)
            .distinct()
    };
    SchemaPart::object("A passage of a source.", names::CITATION, |name| match name {
        "source" => SchemaPart::like_with("id", "Id of a source.").example("gdpr"),
        "articles" => numbers(
            "Articles as the source writes them.",
            "One article.",
            "^[0-9]+[a-z]?(\\([0-9]+[a-z]?\\))?(\\([a-z]\\))?$",
            "5(1)(e)",
        ),
        "recitals" => numbers("Numbers of recitals.", "One recital.", "^[0-9]+$", "39"),
        "principles" => {
            numbers("Numbers of principles, if the source has any.", "One principle.", "^[0-9]+$", "13")
        }
        "mark" => SchemaPart::like("mark"),
        _ => SchemaPart::default(),
    })
}

fn stop() -> SchemaPart {
    let description = "One stop rule. Its texts are in the wording files.";
    SchemaPart::object(description, names::STOP, |name| match name {
        "id" => SchemaPart::like_with("id", "The id of the rule."),
        "when" => SchemaPart::list(
            "It is triggered if all of these are true. At least one is about an answer.",
            SchemaPart::like("stopCondition"),
        )
        .at_least(1),
        "citations" => SchemaPart::list(
            "Where it comes from. In a built-in questionnaire, at least one of them is verified.",
            SchemaPart::like("citation"),
        )
        .at_least(1),
        _ => SchemaPart::default(),
    })
}

fn decision() -> SchemaPart {
    let description = "A decision: `stop` if all points are unsolved or a rule says so; `escalate` if a point is open \
        or unsolved, or a rule says so; `conditions` if a point has problems that are solved; else `proceed`.";
    SchemaPart::object(description, names::DECISION, |name| match name {
        "points" => SchemaPart::list("What the decision is about.", SchemaPart::like("point")).at_least(2),
        "approval" => SchemaPart::like_with(
            "id",
            "The question that must be answered yes for `conditions`; otherwise the outcome is `escalate`.",
        ),
        "rules" => SchemaPart::list("Rules that come before the points.", SchemaPart::like("decisionRule")),
        _ => SchemaPart::default(),
    })
}

fn point() -> SchemaPart {
    let description = "A section whose problems must be solved.";
    SchemaPart::object(description, names::POINT, |name| match name {
        "section" => SchemaPart::like_with("id", "Id of the section."),
        "settled" => SchemaPart::like_with(
            "id",
            "The question of that section that says whether its problems are solved. It is asked of everyone.",
        ),
        _ => SchemaPart::default(),
    })
}

fn decision_rule() -> SchemaPart {
    SchemaPart::object("One rule of the decision.", names::DECISION_RULE, |name| {
        match name {
        "id" => SchemaPart::like_with("id", "The id of the rule."),
        "outcome" => SchemaPart::one_of("What it leads to.", DecisionOutcome::OF_RULES.map(DecisionOutcome::as_str)),
        "when" => SchemaPart::list(
            "It is triggered if all of these are true; an open question counts as `unknown`. `yes` never triggers it.",
            SchemaPart::like("stopCondition"),
        )
        .at_least(1),
        "ours" => SchemaPart::truth("The rule is our own and stricter than the sources."),
        "citations" => SchemaPart::list(
            "Where it comes from. At least one of them is verified, unless the rule is our own.",
            SchemaPart::like("citation"),
        ),
        _ => SchemaPart::default(),
    }
    })
}

fn worksheet() -> SchemaPart {
    SchemaPart::object("A worksheet.", names::WORKSHEET, |name| match name {
        "id" => SchemaPart::like_with("id", "The id of the worksheet."),
        "columns" => ids("The columns, in order.").at_least(1).at_most(6),
        "rows" => SchemaPart::whole("How many empty rows it has.").from(1).with("maximum", 30_u32),
        _ => SchemaPart::default(),
    })
}

fn list() -> SchemaPart {
    let answers = |description: &str| {
        let answers = SchemaPart::one_of("An answer.", ANSWERS.map(Choice::as_str));
        SchemaPart::list(description, answers).distinct()
    };
    SchemaPart::object("A list of facts.", names::LIST, |name| match name {
        "id" => SchemaPart::like_with("id", "The id of the list."),
        "answers" => answers("The answers to each item, in the order offered.").at_least(2),
        "groups" => SchemaPart::list("Its groups.", SchemaPart::like("group")).at_least(1),
        "followUp" => answers("The answers after which is asked what is done about it.").at_least(1),
        "weighedIn" => SchemaPart::like_with(
            "id",
            "The question whether the list was weighed. Its action comes first until it is answered yes.",
        ),
        _ => SchemaPart::default(),
    })
    .dependent([("weighedIn", SchemaPart::has(&["followUp"], &[]))])
}

fn group() -> SchemaPart {
    SchemaPart::object("A group of items.", names::GROUP, |name| match name {
        "id" => SchemaPart::like_with("id", "The id of the group."),
        "items" => SchemaPart::list("Its items.", SchemaPart::like("item")).at_least(1),
        _ => SchemaPart::default(),
    })
}

fn item() -> SchemaPart {
    SchemaPart::object("One item of a list.", names::ITEM, |name| match name {
        "id" => SchemaPart::like_with("id", "The id of the item."),
        "citations" => {
            SchemaPart::list("Where the item comes from.", SchemaPart::like("citation")).at_least(1)
        }
        "candidate" => SchemaPart::text("The number of the item in the research notes.").filled(),
        _ => SchemaPart::default(),
    })
}

fn retired() -> SchemaPart {
    SchemaPart::object("One removed question.", names::RETIRED, |name| match name {
        "id" => SchemaPart::like_with("id", "The id it had."),
        "became" => ids(
            "The questions that replace it: one if it was renamed, several if it was split. Answers in older \
                files are carried over to them.",
        ),
        _ => SchemaPart::default(),
    })
}

/// What a wording says under each id.
fn under_ids(description: &str, part: &str) -> SchemaPart {
    SchemaPart::table(description, SchemaPart::like("id"), SchemaPart::like(part))
}

pub(super) fn wording() -> SchemaDocument {
    let description = "<language>.json: one text for each part of questionnaire.json, no more and no less. \
        Sentences contain no HTML.";
    let file = SchemaPart::object(description, wording::FILE, |name| match name {
        "$schema" => own_schema("../wording.schema.json"),
        "format" => format(wording::FORMAT),
        "questionnaire" => SchemaPart::like_with("id", "Id of the questionnaire."),
        "language" => language("The language tag, which is also the name of the file."),
        "title" => SchemaPart::like_with("text", "The title of the questionnaire."),
        "author" => {
            SchemaPart::like_with("text", "Whose questions they are. Shown where a question cites no source.")
                .longest(wording::LONGEST_AUTHOR)
        }
        "summary" => SchemaPart::like_with("text", "One or two sentences for the first screen."),
        "situation" => SchemaPart::like_with(
            "text",
            "The situation of readers for whom it is, as one of them would say it. The first screen leads from it to \
                the questionnaire.",
        ),
        "before" => SchemaPart::list("Paragraphs shown before the first question.", SchemaPart::like("text")),
        "terms" => {
            SchemaPart::list("Difficult words of this questionnaire, explained.", SchemaPart::like("term"))
        }
        "partlyLabel" => {
            partly_label("What the answer \"partly\" is called, for all questions that do not say so.")
        }
        "note" => {
            SchemaPart::like_with("text", "What a note should say, for all questions that ask for one.")
        }
        "profile" => under_ids("The texts of each profile question, under its id.", "profileQuestion"),
        "sections" => under_ids("The texts of each section, under its id.", "section"),
        "questions" => under_ids("The texts of each question, under its id.", "question"),
        "stops" => under_ids("The texts of each stop rule, under its id.", "stop"),
        "decision" => SchemaPart::like_with("decision", "The texts of the decision, if there is one."),
        "worksheets" => under_ids("The texts of each worksheet, under its id.", "worksheet"),
        "lists" => under_ids("The texts of each list, under its id.", "list"),
        "sources" => under_ids("The name of each source, under its id.", "text"),
        _ => SchemaPart::default(),
    });
    SchemaDocument {
        format: wording::FORMAT,
        title: "The texts of a questionnaire in one language",
        file,
        parts: vec![
            ("id", id()),
            ("text", plain_text("Plain sentences of at most 25 words each.")),
            ("asked", asked()),
            ("profileQuestion", profile_texts()),
            ("section", section_texts()),
            ("question", question_texts()),
            ("stop", stop_texts()),
            ("term", term(glossary::OWN_TERM)),
            ("decision", decision_texts()),
            ("list", list_texts()),
            ("item", item_texts()),
            ("worksheet", worksheet_texts()),
        ],
        others: Vec::new(),
    }
}

/// A text with no space at its ends.
fn plain_text(description: &str) -> SchemaPart {
    SchemaPart::text(description).pattern("^\\S(?:[\\s\\S]*\\S)?$")
}

fn asked() -> SchemaPart {
    SchemaPart::text("One idea, at most 25 words, no double negative.").pattern("^\\S[^/]*\\?$")
}

fn profile_texts() -> SchemaPart {
    SchemaPart::object("The texts of one profile question.", wording::PROFILE, |name| match name {
        "question" => SchemaPart::like_with("asked", "The question.")
            .example("Do you use personal data about children?"),
        "help" => SchemaPart::like_with("text", "How to understand it."),
        "options" => under_ids("The text of each option, under its id.", "text").with("minProperties", 2),
        "limits" => under_ids("What every result says if that option limits what the answers cover.", "text"),
        _ => SchemaPart::default(),
    })
}

fn section_texts() -> SchemaPart {
    SchemaPart::object("The texts of one section.", wording::SECTION, |name| match name {
        "title" => SchemaPart::like_with("text", "The title of the section.").example("Storage limitation"),
        "lead" => SchemaPart::like_with("text", "What it is about, in one or two sentences."),
        _ => SchemaPart::default(),
    })
}

fn question_texts() -> SchemaPart {
    let description = "The texts of one question. What is left out is not shown.";
    SchemaPart::object(description, wording::QUESTION, |name| match name {
        "question" => {
            SchemaPart::like_with("asked", "The question, worded so that \"yes\" is the good answer.")
                .example("Have you decided how long you keep each kind of personal data?")
        }
        "help" => {
            SchemaPart::like_with("text", "How to understand it, with an example if a word may be new.")
        }
        "why" => SchemaPart::like_with(
            "text",
            "Why it is asked, with its source in plain words: at most 3 sentences and 50 words.",
        ),
        "yes" => {
            SchemaPart::like_with("text", "What must be true for \"yes\": one sentence of at most 25 words.")
        }
        "partly" => SchemaPart::like_with("text", "What \"partly\" means: one sentence of at most 25 words."),
        "partlyLabel" => partly_label("What the answer \"partly\" is called here. Omit it to keep the name."),
        "no" => SchemaPart::like_with("text", "What \"no\" means: one sentence of at most 25 words."),
        "severity" => SchemaPart::like_with("text", "Why it has this severity."),
        "evidence" => {
            SchemaPart::like_with("text", "What could serve as proof. Nobody is asked to submit it.")
        }
        "action" => SchemaPart::like_with("text", "What to do: begins with a verb, at most 20 words.")
            .example("Make one table: kind of data, period, reason, and what happens then."),
        "firstStep" => SchemaPart::like_with(
            "text",
            "A first step that takes an hour and costs nothing: begins with a verb, at most 20 words.",
        )
        .example("Write down a period for job applications and for old customers."),
        "note" => SchemaPart::like_with(
            "text",
            "What the note should say that answers ask for: shown above it. Only with `noteWhen` in the structure.",
        ),
        "safety" => SchemaPart::like_with("text", "What not to write, so that nobody is put at risk."),
        _ => SchemaPart::default(),
    })
}

fn partly_label(description: &str) -> SchemaPart {
    SchemaPart::like_with("text", description).longest(wording::LONGEST_LABEL).example("Needs attention")
}

fn worksheet_texts() -> SchemaPart {
    SchemaPart::object("The texts of one worksheet.", wording::WORKSHEET, |name| match name {
        "title" => SchemaPart::like_with("text", "The title of the worksheet."),
        "lead" => SchemaPart::like_with("text", "What it is for, and how to fill it in."),
        "columns" => under_ids("The head of each column, under its id.", "text"),
        _ => SchemaPart::default(),
    })
}

fn list_texts() -> SchemaPart {
    SchemaPart::object("The texts of one list.", wording::LIST, |name| match name {
        "title" => SchemaPart::like_with("text", "The title of the list."),
        "lead" => SchemaPart::like_with("text", "What it is about, and how to use it."),
        "answers" => {
            let names = ANSWERS.map(|choice| (choice.as_str(), false));
            SchemaPart::object("The words of each answer.", names, |_| SchemaPart::like("text"))
        }
        "groups" => under_ids("The title of each group, under its id.", "text"),
        "items" => under_ids("The texts of each item, under its id.", "item"),
        "safety" => SchemaPart::like_with("text", "What not to write, so that nobody is put at risk."),
        "followUp" => SchemaPart::like_with("text", "The question after an answer that calls for more."),
        _ => SchemaPart::default(),
    })
}

fn item_texts() -> SchemaPart {
    SchemaPart::object("The texts of one item.", wording::ITEM, |name| match name {
        "question" => SchemaPart::like_with("asked", "The question."),
        "help" => SchemaPart::like_with("text", "How to understand it, and where to look."),
        "measures" => SchemaPart::like_with("text", "What can help if it is so."),
        _ => SchemaPart::default(),
    })
}

fn decision_texts() -> SchemaPart {
    SchemaPart::object("The texts of the decision.", wording::DECISION, |name| match name {
        "outcomes" => {
            let names = DecisionOutcome::ALL.map(|outcome| (outcome.as_str(), true));
            SchemaPart::object("The texts of each outcome.", names, |_| SchemaPart::like("stop"))
        }
        "allUnsolved" => SchemaPart::like_with("stop", "What it means that no point is solved."),
        "rules" => under_ids("The texts of each rule, under its id.", "stop"),
        _ => SchemaPart::default(),
    })
}

fn stop_texts() -> SchemaPart {
    SchemaPart::object("The texts of one stop rule, outcome or rule.", wording::STOP, |name| match name {
        "title" => SchemaPart::like_with("text", "The problem: a short sentence, at most 15 words."),
        "text" => SchemaPart::like_with(
            "text",
            "What it means, and whose advice to get: at most 3 sentences and 50 words.",
        ),
        _ => SchemaPart::default(),
    })
}

pub(super) fn cases() -> SchemaDocument {
    let description =
        "cases.json: short stories that a lawyer can read. The tests run each one through the scoring.";
    let file = SchemaPart::object(description, cases::FILE, |name| match name {
        "$schema" => own_schema("../../schema/candour-cases-1.schema.json"),
        "format" => format(cases::FORMAT),
        "questionnaire" => SchemaPart::like_with("id", "Id of the questionnaire."),
        "cases" => SchemaPart::list("The cases.", SchemaPart::like("case")).at_least(1),
        _ => SchemaPart::default(),
    });
    SchemaDocument {
        format: cases::FORMAT,
        title: "Expected results of answers",
        file,
        parts: vec![
            ("id", id()),
            ("case", case()),
            ("outcome", outcome()),
            ("decision", expected_decision()),
        ],
        others: Vec::new(),
    }
}

fn case() -> SchemaPart {
    let [yes, partly, no, unknown, not_applicable] = Choice::ALL.map(Choice::as_str);
    let (open, without) = (cases::OPEN, cases::WITHOUT_EVIDENCE);
    let common = format!("({yes}|{partly})( {without})?|{no}|{unknown}|{open}");
    let reasons = Reason::ALL.map(Reason::as_str).join("|");
    let description = "One story: who answers what, and the expected result.";
    SchemaPart::object(description, cases::CASE, |name| {
        match name {
        "name" => SchemaPart::text("The story as a sentence.").shortest(20).example(
            "A shop that keeps old customer cards after their time limit has a serious gap in storage limitation",
        ),
        "profile" => under_ids("Answers to the profile questions. Omitted ones have no answer.", "id"),
        "others" => SchemaPart::text("The answer to each question that is asked and not listed below. `open` means no \
            answer.")
            .pattern(&format!("^({common})$"))
            .with("default", open),
        "answers" => SchemaPart::table(
            "Answers by question. `yes` and `partly` include evidence unless stated otherwise; `not-applicable` \
                needs a reason.",
            SchemaPart::like("id"),
            SchemaPart::text("An answer.")
                .pattern(&format!("^({common}|{not_applicable} ({reasons}))$"))
                .example([yes, " ", without].concat()),
        ),
        "expect" => {
            under_ids("The expected result for the sections that the story is about.", "outcome")
                .with("minProperties", 1)
        }
        "seriousGaps" => {
            ids("Exactly the critical questions with a serious gap, in the order of the questionnaire.")
        }
        "stops" => ids("Exactly the stop rules that are triggered, in the order of the questionnaire."),
        "decision" => SchemaPart::like_with(
            "decision",
            "The expected decision, instead of `expect`, if the questionnaire gives one.",
        ),
        _ => SchemaPart::default(),
    }
    })
    .either(SchemaPart::has(&["decision"], &[]), SchemaPart::default(), SchemaPart::has(&["expect"], &[]))
}

fn expected_decision() -> SchemaPart {
    SchemaPart::object("The decision.", cases::DECISION, |name| match name {
        "outcome" => SchemaPart::one_of("The outcome.", DecisionOutcome::ALL.map(DecisionOutcome::as_str)),
        "points" => SchemaPart::table(
            "Exactly the points that are not clear, each with its state.",
            SchemaPart::like("id"),
            SchemaPart::one_of("The state.", cases::NOT_CLEAR.map(PointState::as_str)),
        ),
        "rules" => ids("Exactly the rules that are triggered, in the order of the questionnaire."),
        _ => SchemaPart::default(),
    })
}

fn outcome() -> SchemaPart {
    let levels = || Level::ALL.map(|level| candour_proof::json::Json::from(u32::from(level.number())));
    SchemaPart::object("The result of one section.", cases::OUTCOME, |name| match name {
        "level" => SchemaPart::one_of(
            "The level, or `none` if no question counts.",
            levels().into_iter().chain([cases::NO_LEVEL.into()]),
        ),
        "wouldBe" => SchemaPart::one_of("The level without the gates.", levels()),
        "gates" => SchemaPart::object(
            "Exactly the gates that limit the level, each with the questions that trigger it. An empty object: none.",
            GateRule::ALL.map(|rule| (rule.as_str(), false)),
            gate,
        ),
        _ => SchemaPart::default(),
    })
}

fn gate(name: &str) -> SchemaPart {
    let Ok(rule) = name.parse::<GateRule>() else { return SchemaPart::default() };
    let questions = match rule {
        GateRule::CriticalNotShown => "Critical questions answered no or unknown, or left open",
        GateRule::CriticalPartly => "Critical questions answered partly",
        GateRule::HighNotShown => "High questions answered no or unknown, or left open",
        GateRule::EvidenceMissing => "Critical questions answered yes or partly without evidence",
    };
    ids(&format!("{questions}: level {} at most.", rule.at_most().number())).at_least(1)
}

pub(super) fn glossary() -> SchemaDocument {
    let description = "Difficult words explained in plain words, in one language.";
    let file = SchemaPart::object(description, glossary::FILE, |name| match name {
        "$schema" => own_schema("../../schema/candour-glossary-1.schema.json"),
        "format" => format(glossary::FORMAT),
        "language" => language("The language tag, which is also the name of the file."),
        "terms" => SchemaPart::list("The terms.", SchemaPart::like("term")),
        "prefixes" => SchemaPart::list(
            "What may be written together with the word behind it, as Arabic writes \"and\" and \"the\".",
            SchemaPart::like_with("text", "A prefix."),
        ),
        _ => SchemaPart::default(),
    });
    SchemaDocument {
        format: glossary::FORMAT,
        title: "Explanations of difficult words",
        file,
        parts: vec![
            ("id", id()),
            ("text", plain_text("A text without a space at its ends.")),
            ("term", term(glossary::TERM)),
        ],
        others: Vec::new(),
    }
}

fn term(names: MemberNames) -> SchemaPart {
    SchemaPart::object("One difficult word.", names, |name| match name {
        "id" => SchemaPart::like("id"),
        "term" => SchemaPart::like_with("text", "The word or words."),
        "explanation" => SchemaPart::like_with("text", "What it means, in plain words."),
        "source" => SchemaPart::like_with("text", "The source of the explanation."),
        "also" => SchemaPart::list(
            "Other forms of it, such as the plural or an abbreviation.",
            SchemaPart::like_with("text", "Another form."),
        ),
        _ => SchemaPart::default(),
    })
}
