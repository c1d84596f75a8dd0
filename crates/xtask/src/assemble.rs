//! What Trunk calls after each build: makes the one file out of what it compiled.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use candour_content::catalog::catalog;
use candour_proof::digest::{hex, sha256};
use candour_words::{Key, Text as _, Words};

use crate::{
    document,
    page::{self, BuiltPage, Parts},
    process::{Outcome, output, run},
    questionnaires,
    tools::Tools,
    workspace::{entries, make_folder, read, root, write},
};

/// Set by `build`, which keeps this machine's folders out of the program.
pub(crate) const PATHS_REMAPPED: &str = "CANDOUR_PATHS_REMAPPED";

/// Set by `build --quick`: wasm-opt is left out.
pub(crate) const NOT_OPTIMISED: &str = "CANDOUR_NOT_OPTIMISED";

/// Runs as Trunk's `post_build` hook.
pub(crate) fn assemble() -> Outcome<()> {
    let variable =
        |name| std::env::var_os(name).ok_or_else(|| format!("Trunk calls this; `{name}` is not set"));
    let staging = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let root = root()?;
    if variable("TRUNK_PROFILE")? == "debug" {
        // Live reload is Trunk's; only the words are filled in and the program is started.
        let page = staging.join("index.html");
        // Without the document: it would have to be compiled for this machine on each change.
        return write(&page, started_by_glue(&page::fill_words(&read(&page)?, &words(), "")?)?);
    }
    if std::env::var_os(PATHS_REMAPPED).is_none() {
        println!(
            "note: this file works, but contains folder names of this machine; `cargo xtask build` makes the published bytes"
        );
    }
    let page = release(&root, &staging, &Tools::for_building()?)?;
    for path in entries(&staging)? {
        let removed =
            if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        removed.map_err(|error| format!("cannot remove `{}`: {error}", path.display()))?;
    }
    publish(&root, &staging, &page)
}

/// Trunk starts every program as a module; ours comes as a plain script, which a page opened from
/// disk can hold too, so a development page starts it that way.
fn started_by_glue(html: &str) -> Outcome<String> {
    let module = html.find("<script type=\"module\">\nimport init").and_then(|start| {
        let end = html.get(start..)?.find("</script>")? + start + "</script>".len();
        Some((html.get(..start)?, html.get(end..)?))
    });
    let (before, after) =
        module.ok_or("Trunk's start script was not found in the page; was Trunk's version changed?")?;
    let start = "<script src=\"/page.js\"></script>\n<script>addEventListener(\"DOMContentLoaded\", \
                 () => wasm_bindgen({ module_or_path: \"/page_bg.wasm\" }));</script>";
    Ok(format!("{before}{start}{after}"))
}

/// Refuses a program that holds the wording of a questionnaire, which it reads from the document.
fn check_wording(program: &[u8]) -> Outcome<()> {
    let program = String::from_utf8_lossy(program);
    for entry in catalog(Words::english()).entries {
        let reasons =
            entry.questionnaire.questions().map(|question| &entry.wording.question(&question.id).why);
        // In JSON, quotes are written in another way.
        let longest = reasons.filter(|why| !why.contains('"')).max_by_key(|why| why.len());
        if longest.is_some_and(|why| program.contains(why.as_str())) {
            return Err(format!("the program holds the wording of `{}` a second time", entry.card.id));
        }
    }
    Ok(())
}

/// Makes the page out of what Trunk left in a folder.
fn release(root: &Path, staging: &Path, tools: &Tools) -> Outcome<BuiltPage> {
    let source = root.join("src");
    let program = staging.join("page_bg.wasm");
    let program = if std::env::var_os(NOT_OPTIMISED).is_some() {
        std::fs::read(&program).map_err(|error| format!("cannot read `{}`: {error}", program.display()))?
    } else {
        optimised(&program, tools)?
    };
    check_wording(&program)?;
    let glue = staging.join("page.js");
    write(&glue, page::without_look_up(&read(&glue)?)?)?;
    page::assemble(&Parts {
        template: page::fill_words(&read(&root.join("index.html"))?, &words(), page::DOCUMENT)?,
        document: document::element(&document::screens(root)?, &document::questionnaires())?,
        early: minified(&[source.join("early.js")], &["--enclose"], tools)?,
        style: read(&source.join("start.css"))? + &read(&source.join("style.css"))?,
        program,
        glue: minified(&[glue], &[], tools)?,
        // In a scope of their own; the glue is what they find in the page's.
        start: minified(
            &[source.join("unpack.js"), source.join("join.js"), source.join("start.js")],
            &["--enclose"],
            tools,
        )?,
    })
}

/// Writes the page and what is published beside it.
fn publish(root: &Path, folder: &Path, page: &BuiltPage) -> Outcome<()> {
    let mut files =
        vec![("_headers".to_owned(), page.headers.clone()), ("index.html".to_owned(), page.html.clone())];
    let forms = questionnaires::canonical_files(&questionnaires::read_all(root)?);
    files.extend(forms.into_iter().map(|(name, text)| (format!("questionnaires/{name}"), text)));
    make_folder(&folder.join("questionnaires"))?;
    for (name, text) in &files {
        write(&folder.join(name), text)?;
    }
    write(&folder.join("SHA256SUMS"), sums(&files))
}

/// In the form that `sha256sum --check` reads.
pub(crate) fn sums<Bytes: AsRef<[u8]>>(files: &[(String, Bytes)]) -> String {
    files.iter().map(|(name, bytes)| format!("{}  {name}\n", hex(&sha256(bytes.as_ref())))).collect()
}

fn words() -> BTreeMap<String, String> {
    Key::ALL.iter().map(|key| (key.as_str().to_owned(), key.english().to_owned())).collect()
}

/// The program made smaller, with the features that today's browsers ship and no others:
/// `--all-features` would let wasm-opt write proposals that no browser reads.
///
/// `-O1` and not `-Oz`: of 1.9 MB its program has 42 kB more, and packed it has less, 3 kB by LZMA and 7 kB by gzip.
/// Functions in the order of their names, so that those of a crate stand together, save 4 kB more, and three more
/// passes 1 kB.
pub(crate) fn optimised(program: &Path, tools: &Tools) -> Outcome<Vec<u8>> {
    let small = program.with_extension("small.wasm");
    let mut command = tools.node_program("binaryen/bin/wasm-opt");
    for feature in [
        "bulk-memory",
        "sign-ext",
        "nontrapping-float-to-int",
        "mutable-globals",
        "reference-types",
        "multivalue",
    ] {
        command.arg(format!("--enable-{feature}"));
    }
    run(command
        .args([
            "-O1",
            "--dae-optimizing",
            "--rse",
            "--vacuum",
            "--reorder-functions-by-name",
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .arg(program)
        .arg("-o")
        .arg(&small))?;
    std::fs::read(&small).map_err(|error| format!("cannot read `{}`: {error}", small.display()))
}

/// Scripts made one, without comments and with short names inside their functions.
fn minified(scripts: &[PathBuf], options: &[&str], tools: &Tools) -> Outcome<String> {
    let mut terser = tools.node_program("terser/bin/terser");
    output(terser.args(scripts).args(options).args(["--compress", "passes=2", "--mangle"]))
}

#[cfg(test)]
mod tests {
    use candour_content::catalog::catalog;
    use candour_words::Words;

    use super::{check_wording, started_by_glue, sums};

    #[test]
    fn a_program_with_the_wording_in_it_is_refused() {
        assert_eq!(check_wording(b"\0asm and \xff"), Ok(()));
        for entry in catalog(Words::english()).entries {
            let program = ["\0asm", entry.wording.canonical()].concat();
            assert!(check_wording(program.as_bytes()).is_err(), "{}", entry.card.id);
        }
    }

    #[test]
    fn a_development_page_starts_the_program_as_a_plain_script() {
        let html = "<head>\n<script type=\"module\">\nimport init from '/page.js';\n</script>\n</head>";
        let started = started_by_glue(html).expect("Trunk's script is there");
        assert!(!started.contains("import init") && started.contains("wasm_bindgen("));
        assert!(started.starts_with("<head>") && started.ends_with("</head>"));
        assert!(started_by_glue("<head></head>").is_err());
    }

    #[test]
    fn the_sums_are_in_the_form_that_sha256sum_checks() {
        let files = [("index.html".to_owned(), String::new())];
        assert_eq!(
            sums(&files),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  index.html\n"
        );
    }
}
