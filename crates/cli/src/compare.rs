//! `candour compare`: the answers of several organisations side by side.

use candour_batch::{
    files::{self, FoundFile, Job},
    worker_pool,
};
use candour_compare::{
    export::answers::{self, ComparedOrganisation},
    workbench::{FileRow, Filter, Relation, RowIndex, Sort, Workbench},
};
use candour_content::messages;
use candour_files::{check::Checked, records::Records};
use candour_questionnaire::catalog::CatalogEntry;

use crate::messages::{CountedMessage, Message, Words};
use crate::{
    arguments::{Compare, Format},
    check::aside_left_out,
    context::{CheckContext, ContextFactory},
    error::{CliError, CliOutcome, ErrorMessage, ExitStatus},
    expectations,
    lines::{Lines, Style},
    open, report, table,
    terminal::{Terminal, print_note, print_warning},
    waiting::waits,
};

/// Compares files.
///
/// # Errors
/// If the command cannot begin, or nobody reads what it prints.
pub(crate) fn run(compare: &Compare) -> CliOutcome<ExitStatus> {
    let setup = ContextFactory::new(&compare.own)?;
    let mut context = setup.context();
    let mut records = setup.records.clone();
    for path in &compare.request {
        records.add_request(expectations::request(path)?);
    }
    if let Some(id) = compare.questionnaire.as_deref().filter(|id| context.catalog.entry(id).is_none()) {
        let known = context.catalog.entries.iter().map(|entry| entry.questionnaire.id().to_owned());
        return Err(ErrorMessage::new(Message::QuestionnaireUnknown)
            .with("id", id)
            .list(known.collect())
            .into());
    }
    let mut terminal = Terminal::new(context.texts, true);
    let mut opened = OpenedResults {
        bench: Workbench::default(),
        headlines: Vec::new(),
        exit: ExitStatus::Fine,
        from_systems: 0,
    };
    opened.read(compare, &setup, &mut context, &mut records, &mut terminal)?;
    terminal.end()?;
    opened.bench.relate(&records, context.known().own);
    let exit = opened.exit.max(opened.print(compare, &context, &mut terminal)?);
    terminal.end()?;
    opened.left_out(compare, &context);
    Ok(exit)
}

/// The files opened, and what each of them is in a few words.
struct OpenedResults {
    bench: Workbench,
    headlines: Vec<String>,
    /// Files that systems put there and no person did; they were left out.
    from_systems: usize,
    exit: ExitStatus,
}

/// What a worker gives back of a file.
struct WorkerResult {
    checked: Checked,
    headline: String,
    refused: Option<String>,
    more: usize,
    left_out: usize,
}

impl OpenedResults {
    fn read(
        &mut self,
        compare: &Compare,
        setup: &ContextFactory,
        context: &mut CheckContext,
        records: &mut Records,
        terminal: &mut Terminal,
    ) -> CliOutcome<()> {
        let found = files::find(&compare.files);
        let mut total = files::count(&found);
        self.from_systems = files::left_out(&found);
        if total == 0 {
            return Err(ErrorMessage::new(Message::NoFiles).into());
        }
        let many = found.iter().any(FoundFile::may_hold_many);
        let workers = worker_pool::worker_count(if many { usize::MAX } else { total });
        let start_worker = || {
            let context = setup.context();
            move |job: Job| {
                let (more, left_out) = (job.more, job.left_out);
                let opened = open::open(job, &context);
                let headline = report::headline(&context, &opened);
                WorkerResult { checked: opened.checked, headline, refused: opened.refused, more, left_out }
            }
        };
        worker_pool::map_ordered(
            workers,
            |jobs| files::read_all(found, waits, jobs),
            start_worker,
            |read: WorkerResult| {
                total += read.more;
                self.from_systems += read.left_out;
                if let Some(problem) = open::not_read(&read.checked.name, read.refused.as_ref()) {
                    terminal.hide();
                    print_warning(&problem.sentences(context.texts));
                    self.exit = ExitStatus::Wrong;
                }
                let own = context.known().own;
                let mut checked = read.checked;
                // A request of one's own among the files is as good as one named; whose it is shows only the key.
                if let Some(Ok(request)) = checked.request.take()
                    && own == Some(request.key)
                {
                    records.add_request(request);
                }
                self.bench.add(checked, &context.catalog);
                self.headlines.push(read.headline);
                terminal.set_progress(self.headlines.len(), total);
                Ok::<(), CliError>(())
            },
        )
    }

    /// The questionnaires to which there are answers that can be compared, or the one asked for.
    fn entries<'a>(&self, compare: &Compare, context: &'a CheckContext) -> Vec<&'a CatalogEntry> {
        let entries = context.catalog.entries.iter().map(AsRef::as_ref);
        let wanted = |entry: &&CatalogEntry| {
            compare.questionnaire.as_deref().is_none_or(|id| entry.questionnaire.id() == id)
                && !self.bench.counted(&entry.questionnaire).is_empty()
        };
        entries.filter(wanted).collect()
    }

    fn print(
        &self,
        compare: &Compare,
        context: &CheckContext,
        terminal: &mut Terminal,
    ) -> CliOutcome<ExitStatus> {
        let entries = self.entries(compare, context);
        if entries.is_empty() {
            print_warning(&ErrorMessage::new(Message::NothingToCompare).sentences(context.texts));
            return Ok(ExitStatus::Not);
        }
        if compare.format == Format::Csv && entries.len() > 1 {
            let ids = entries.iter().map(|entry| entry.questionnaire.id().to_owned()).collect();
            return Err(ErrorMessage::new(Message::OneQuestionnaire).list(ids).into());
        }
        for (number, entry) in entries.into_iter().enumerate() {
            let own = &entry.questionnaire;
            let table = || self.bench.table(own, &Filter::default(), Sort::default());
            let compared = |rows| ComparedOrganisation {
                workbench: &self.bench,
                entry,
                labels: &context.catalog.labels,
                rows,
            };
            match compare.format {
                Format::Table => {
                    let options = terminal.render_options();
                    terminal.print(if number == 0 { "" } else { "\n" })?;
                    terminal.print(
                        &table::table(context, &self.bench, entry, &table(), options).render(options),
                    )?;
                }
                Format::Csv => terminal.print(&answers::table(compared(&table()), context.texts))?,
                Format::Ndjson => terminal.print(&answers::lines(compared(&self.bench.counted(own))))?,
            }
        }
        Ok(ExitStatus::Fine)
    }

    /// Says which files are not compared, and what else to know of those that are.
    fn left_out(&self, compare: &Compare, context: &CheckContext) {
        let compared: Vec<RowIndex> = self
            .entries(compare, context)
            .iter()
            .flat_map(|entry| self.bench.counted(&entry.questionnaire))
            .collect();
        let (mut left_out, mut careful) = (Lines::default(), Lines::default());
        let mut count = 0_u32;
        for ((place, row), headline) in (0..).zip(self.bench.rows()).zip(&self.headlines) {
            let related = self.related(row, context.texts);
            let line = |why: &str| [&*row.name, ": ", why].concat();
            if compared.contains(&place) {
                if let Some(why) = related {
                    careful.item(0, &line(&why));
                }
                continue;
            }
            count += 1;
            let why = match related.filter(|_| row.sound().is_some()) {
                Some(why) => why,
                None if row.sound().is_some() => context.texts.text(Message::OtherQuestionnaire).to_string(),
                None => headline.clone(),
            };
            left_out.item(0, &line(&why));
        }
        let mut text = Lines::default();
        if count > 0 {
            text.add(0, Style::Care, &context.texts.count(CountedMessage::LeftOut, count));
            text.join(left_out);
        }
        text.join(careful);
        print_note(&text);
        aside_left_out(self.from_systems, context.texts);
    }

    /// How a file relates to another one, in the words of the page.
    fn related(&self, row: &FileRow, texts: Words) -> Option<String> {
        let other = row.relation.other().and_then(|place| self.bench.row(place));
        let key = messages::relation(row.relation).filter(|_| row.relation != Relation::Only)?;
        Some(texts.with(key, &[("name", other.map_or("", |other| &*other.name))]).to_string())
    }
}
