//! Import circles: files of one crate that need each other, directly or around a corner.
//!
//! Cargo refuses circles between crates; inside a crate nobody does. `cargo modules dependencies
//! --acyclic` (0.28) compares items, not modules: where `a` uses `b` and `b` uses a type of `a`, it
//! finds nothing (its issue 185), and it brings rust-analyzer to build. So this reads the source.
//!
//! What counts: a file needs the file that *defines* what it names, wherever the name is re-exported.
//! `mod` is no need, and a re-export only where its file uses the name itself, so a module may be the front
//! of its parts. Tests are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
    process::Command,
};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Item, ItemUse, UseTree, Visibility, visit::Visit};

use crate::{
    process::{Outcome, output},
    workspace,
};

/// A file of a crate that needs another one, and the first line that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ItemNeed {
    file: String,
    line: usize,
    needs: String,
}

/// Files that need each other.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Circle {
    /// All files that belong to it, sorted.
    files: Vec<String>,
    /// The shortest way around.
    way: Vec<ItemNeed>,
}

impl fmt::Display for Circle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} files import each other in a circle: {}", self.files.len(), self.files.join(", "))?;
        self.way
            .iter()
            .try_for_each(|ItemNeed { file, line, needs }| write!(out, "\n  {file}:{line} uses {needs}"))
    }
}

/// Refuses import circles in any crate of the workspace; gives the number of crates.
pub(crate) fn check() -> Outcome<usize> {
    let answer =
        output(Command::new("cargo").args(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&answer).map_err(|error| error.to_string())?;
    let root = workspace::root()?;
    let name = |path: &Path| path.strip_prefix(&root).unwrap_or(path).display().to_string();
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let targets: Vec<serde_json::Value> =
        list(&metadata["packages"]).iter().flat_map(|package| list(&package["targets"])).collect();
    let kinds = ["lib", "rlib", "cdylib", "bin"];
    let shipped = |target: &&serde_json::Value| {
        list(&target["kind"]).iter().any(|kind| kinds.contains(&kind.as_str().unwrap_or_default()))
    };
    let mut crates = 0;
    let mut found = Vec::new();
    for target in targets.iter().filter(shipped) {
        let first = target["src_path"].as_str().ok_or("cargo reports no root file of a crate")?;
        crates += 1;
        found.extend(SourceCrate::read(Path::new(first), &on_disk)?.circles(&name));
    }
    match found.as_slice() {
        [] => Ok(crates),
        found => Err(found.iter().map(Circle::to_string).collect::<Vec<_>>().join("\n")),
    }
}

fn on_disk(path: &Path) -> Option<Outcome<String>> {
    path.is_file().then(|| workspace::read(path))
}

/// The text of a file; `None` if there is none.
type Sources<'a> = &'a dyn Fn(&Path) -> Option<Outcome<String>>;

/// `crate::table::Table`, word by word.
type PathWords = Vec<String>;

/// A `use`, with `*` for its last word if it takes everything.
#[derive(Debug)]
struct Import {
    /// The name by which it is known here.
    name: String,
    path: PathWords,
    line: usize,
    is_private: bool,
}

#[derive(Debug, Default)]
struct Module {
    file: usize,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    items: BTreeSet<String>,
    imports: Vec<Import>,
    /// Paths of two words and more that stand in the code.
    paths: Vec<(PathWords, usize)>,
    /// Every single word of the code.
    words: BTreeSet<String>,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Module(usize),
    /// Something that this file defines.
    Item(usize),
}

#[derive(Debug, Default)]
struct SourceCrate {
    files: Vec<PathBuf>,
    modules: Vec<Module>,
}

impl SourceCrate {
    fn read(root: &Path, sources: Sources<'_>) -> Outcome<Self> {
        let mut krate = Self::default();
        krate.read_file(root, None, root.parent().unwrap_or(root), sources)?;
        Ok(krate)
    }

    /// Reads a file as a module, with those below it; `folder` is where theirs are.
    fn read_file(
        &mut self,
        path: &Path,
        parent: Option<usize>,
        folder: &Path,
        sources: Sources<'_>,
    ) -> Outcome<usize> {
        let text = sources(path).ok_or_else(|| format!("there is no `{}`", path.display()))??;
        let parsed = syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        self.files.push(path.to_owned());
        self.read_module(parsed.items, self.files.len() - 1, parent, folder, sources)
    }

    fn read_module(
        &mut self,
        items: Vec<Item>,
        file: usize,
        parent: Option<usize>,
        folder: &Path,
        sources: Sources<'_>,
    ) -> Outcome<usize> {
        let id = self.modules.len();
        self.modules.push(Module { file, parent, ..Module::default() });
        for item in items.into_iter().filter(|item| !is_for_tests(attributes(item))) {
            match item {
                Item::Mod(module) => {
                    let name = module.ident.to_string();
                    let below = folder.join(&name);
                    let child = if let Some((_, items)) = module.content {
                        self.read_module(items, file, Some(id), &below, sources)?
                    } else {
                        let flat = folder.join(format!("{name}.rs"));
                        let path = if sources(&flat).is_some() { flat } else { below.join("mod.rs") };
                        self.read_file(&path, Some(id), &below, sources)?
                    };
                    self.module(id).children.insert(name, child);
                }
                other => self.module(id).add(&other),
            }
        }
        Ok(id)
    }

    fn module(&mut self, id: usize) -> &mut Module {
        &mut self.modules[id]
    }

    /// Where a path leads that stands in a module; `None` if out of the crate. With `depth` it cannot go
    /// round for ever where re-exports do.
    fn target(&self, module: usize, path: &[String], depth: usize) -> Option<Target> {
        let depth = depth.checked_sub(1)?;
        let (first, mut rest) = path.split_first()?;
        let mut here = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(module),
            "super" => Target::Module(self.modules[module].parent?),
            name => self.named(module, name, rest.is_empty(), depth)?,
        };
        while let (Target::Module(module), Some((name, others))) = (here, rest.split_first()) {
            here = match name.as_str() {
                "super" => Target::Module(self.modules[module].parent?),
                "self" => here,
                // What a macro makes has no name that could be read here.
                name => self
                    .named(module, name, others.is_empty(), depth)
                    .unwrap_or(Target::Item(self.modules[module].file)),
            };
            rest = others;
        }
        Some(here)
    }

    /// What a name means in a module. A module and a function may have the same: the last word of a path
    /// means the function.
    fn named(&self, id: usize, name: &str, is_last: bool, depth: usize) -> Option<Target> {
        let module = &self.modules[id];
        let child = module.children.get(name).map(|child| Target::Module(*child));
        let item = || module.items.contains(name).then_some(Target::Item(module.file));
        let import = || {
            let mut named = module.imports.iter().filter(|import| import.name == name);
            // Not `use answers` for `answers` itself.
            named.find_map(|import| self.target(id, &import.path, depth).filter(|to| Some(*to) != child))
        };
        let all = || {
            module.imports.iter().filter(|import| import.name == "*").find_map(|import| {
                match self.target(id, &import.path, depth)? {
                    Target::Module(from) if from != id => {
                        self.named(from, name, is_last, depth.checked_sub(1)?)
                    }
                    _ => None,
                }
            })
        };
        if is_last {
            item().or_else(import).or(child).or_else(all)
        } else {
            child.or_else(item).or_else(import).or_else(all)
        }
    }

    /// For each file the files it needs, with the first line that does.
    fn needs(&self) -> Vec<BTreeMap<usize, usize>> {
        const DEPTH: usize = 16;
        let mut needs = vec![BTreeMap::new(); self.files.len()];
        for (id, module) in self.modules.iter().enumerate() {
            let file = module.file;
            let mut add = |to: usize, line: usize| {
                if to != file {
                    let first: &mut usize = needs[file].entry(to).or_insert(line);
                    *first = line.min(*first);
                }
            };
            // What is re-exported is needed here only if it is used here.
            let used = |import: &&Import| import.is_private || module.words.contains(&import.name);
            for import in module.imports.iter().filter(used) {
                match self.target(id, &import.path, DEPTH) {
                    Some(Target::Item(to)) => add(to, import.line),
                    Some(Target::Module(to)) if import.name == "*" => add(self.modules[to].file, import.line),
                    // Only a name to reach others by; those are among the paths.
                    Some(Target::Module(_)) | None => {}
                }
            }
            for (path, line) in &module.paths {
                // Behind a type there are its functions and variants, which are no files.
                let first = path.split_at(1).0;
                let leads_on = matches!(path[0].as_str(), "crate" | "self" | "super")
                    || matches!(self.target_of_first(id, first, DEPTH), Some(Target::Module(_)));
                if leads_on && let Some(Target::Item(to)) = self.target(id, path, DEPTH) {
                    add(to, *line);
                }
            }
        }
        needs
    }

    /// The first word of a longer path: rather a module than a function of the same name.
    fn target_of_first(&self, module: usize, first: &[String], depth: usize) -> Option<Target> {
        self.named(module, first.first()?, false, depth)
    }

    fn circles(&self, name: &dyn Fn(&Path) -> String) -> Vec<Circle> {
        let needs = self.needs();
        let reached: Vec<BTreeSet<usize>> = (0..needs.len()).map(|file| reached(&needs, file)).collect();
        let mut done: BTreeSet<usize> = BTreeSet::new();
        let mut circles = Vec::new();
        for file in 0..needs.len() {
            if !reached[file].contains(&file) || done.contains(&file) {
                continue;
            }
            let of_it = |other: &usize| reached[file].contains(other) && reached[*other].contains(&file);
            let members: Vec<usize> = (0..needs.len()).filter(of_it).collect();
            done.extend(&members);
            let shortest = members.iter().map(|start| way_back(&needs, *start)).min_by_key(Vec::len);
            let named = |file: usize| name(&self.files[file]);
            let way = shortest.unwrap_or_default().into_iter().map(|(from, to)| ItemNeed {
                file: named(from),
                line: needs[from][&to],
                needs: named(to),
            });
            let mut files: Vec<String> = members.iter().map(|file| named(*file)).collect();
            files.sort();
            circles.push(Circle { files, way: way.collect() });
        }
        circles
    }
}

/// Every file that one needs, directly or not.
fn reached(needs: &[BTreeMap<usize, usize>], file: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<usize> = needs[file].keys().copied().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(needs[next].keys());
        }
    }
    reached
}

/// The shortest way from a file back to it, as steps.
fn way_back(needs: &[BTreeMap<usize, usize>], start: usize) -> Vec<(usize, usize)> {
    let mut came_from = BTreeMap::new();
    let mut ring = vec![start];
    while !ring.is_empty() && !came_from.contains_key(&start) {
        let mut next = Vec::new();
        for from in ring {
            for to in needs[from].keys() {
                if !came_from.contains_key(to) {
                    came_from.insert(*to, from);
                    next.push(*to);
                }
            }
        }
        ring = next;
    }
    let mut way = Vec::new();
    let mut to = start;
    while let Some(from) = came_from.get(&to) {
        way.push((*from, to));
        to = *from;
        if to == start {
            break;
        }
    }
    way.reverse();
    way
}

impl Module {
    fn add(&mut self, item: &Item) {
        if let Item::Use(item) = item {
            self.import(item, matches!(item.vis, Visibility::Inherited));
            return;
        }
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Macro(item) => item.ident.as_ref(),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        self.items.extend(name.map(ToString::to_string));
        let mut inner = InnerUses(Vec::new());
        inner.visit_item(item);
        for item in &inner.0 {
            self.import(item, true);
        }
        self.scan(item.to_token_stream());
    }

    fn import(&mut self, item: &ItemUse, is_private: bool) {
        // `use ::name` is another crate for sure.
        if item.leading_colon.is_none() {
            let line = item.use_token.span.start().line;
            self.import_tree(&item.tree, &mut Vec::new(), line, is_private);
        }
    }

    fn import_tree(&mut self, tree: &UseTree, path: &mut PathWords, line: usize, is_private: bool) {
        let mut import = |name: String, path: PathWords| {
            self.imports.push(Import { name, path, line, is_private });
        };
        match tree {
            UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                self.import_tree(&inner.tree, path, inner.ident.span().start().line, is_private);
                path.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import_tree(tree, path, line, is_private);
                }
            }
            UseTree::Glob(_) => import("*".to_owned(), path.clone()),
            UseTree::Name(name) if name.ident == "self" => {
                import(path.last().cloned().unwrap_or_default(), path.clone());
            }
            UseTree::Name(name) => {
                import(name.ident.to_string(), [path.as_slice(), &[name.ident.to_string()]].concat());
            }
            UseTree::Rename(name) if name.ident == "self" => import(name.rename.to_string(), path.clone()),
            UseTree::Rename(name) => {
                import(name.rename.to_string(), [path.as_slice(), &[name.ident.to_string()]].concat());
            }
        }
    }

    /// Collects the paths in code, those within macros too.
    fn scan(&mut self, tokens: TokenStream) {
        let mut words: PathWords = Vec::new();
        let mut line = 0;
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(word) => {
                    if colons != 2 {
                        self.end_path(&mut words, line);
                        line = word.span().start().line;
                    }
                    self.words.insert(word.to_string());
                    words.push(word.to_string());
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' && !words.is_empty() => colons += 1,
                TokenTree::Group(group) => {
                    self.end_path(&mut words, line);
                    colons = 0;
                    self.scan(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.end_path(&mut words, line);
                    colons = 0;
                }
            }
        }
        self.end_path(&mut words, line);
    }

    fn end_path(&mut self, words: &mut PathWords, line: usize) {
        let path = std::mem::take(words);
        if path.len() > 1 {
            self.paths.push((path, line));
        }
    }
}

/// `use` within functions.
struct InnerUses(Vec<ItemUse>);

impl<'ast> Visit<'ast> for InnerUses {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.0.push(item.clone());
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// `#[cfg(test)]`, alone or beside a feature that other crates' tests use.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let words = attribute.meta.to_token_stream().to_string();
        attribute.path().is_ident("cfg")
            && !words.contains("not")
            && words.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "test")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The circles of a crate whose files are these, as lists of files.
    fn circles(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let text = |path: &Path| {
            let found = files.iter().find(|(name, _)| Path::new(name) == path);
            found.map(|(_, text)| Ok((*text).to_owned()))
        };
        let read = SourceCrate::read(Path::new("lib.rs"), &text).expect("a crate");
        let circles = read.circles(&|path| path.display().to_string());
        circles.into_iter().map(|circle| circle.files).collect()
    }

    #[test]
    fn no_crate_has_an_import_circle() {
        let found = super::check();
        assert!(found.as_ref().is_ok_and(|crates| *crates > 10), "{found:?}");
    }

    #[test]
    fn two_files_that_use_each_other_are_a_circle() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "use super::a::A; pub struct B;"),
        ];
        assert_eq!(circles(&files), [["a.rs", "b.rs"]]);
    }

    #[test]
    fn a_way_around_several_files_is_a_circle() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "pub fn a() { crate::b::b() }"),
            ("b.rs", "use crate::c; pub fn b() { c::c() }"),
            ("c.rs", "pub fn c() { println!(\"{}\", super::a::a()) }"),
        ];
        assert_eq!(circles(&files), [["a.rs", "b.rs", "c.rs"]]);
    }

    #[test]
    fn a_use_leads_to_the_file_that_defines_the_name() {
        // `b` needs what `a` defines, though it takes it from their front.
        let through_the_front = [
            ("lib.rs", "mod front;"),
            ("front.rs", "mod a; mod b; pub use a::A; pub use b::B;"),
            ("front/a.rs", "pub struct A;"),
            ("front/b.rs", "use super::A; pub struct B(A);"),
        ];
        assert!(circles(&through_the_front).is_empty());
        let back = ("front/a.rs", "pub struct A(super::B);");
        let [first, second, _, last] = through_the_front;
        assert_eq!(circles(&[first, second, back, last]), [["front/a.rs", "front/b.rs"]]);
    }

    #[test]
    fn a_front_that_works_with_its_part_must_not_be_used_by_it() {
        let files = |front| [("lib.rs", front), ("part.rs", "use crate::Limit; pub fn part(_: Limit) {}")];
        assert!(circles(&files("mod part; pub use part::part; pub struct Limit;")).is_empty());
        let working = "mod part; pub use part::part; pub struct Limit; fn work() { part(Limit) }";
        assert_eq!(circles(&files(working)), [["lib.rs", "part.rs"]]);
    }

    #[test]
    fn tests_may_use_everything() {
        let test = "#[cfg(test)] mod tests { use super::*; use crate::b::B; } pub struct A;";
        let files =
            [("lib.rs", "mod a; mod b;"), ("a.rs", test), ("b.rs", "use crate::a::A; pub struct B(A);")];
        assert!(circles(&files).is_empty());
    }

    #[test]
    fn a_module_and_a_function_of_one_name_are_told_apart() {
        let files = [
            ("lib.rs", "mod plan; mod view;"),
            ("plan.rs", "mod steps; pub use steps::steps; pub fn plan() {}"),
            ("plan/steps.rs", "pub fn steps() {}"),
            ("view.rs", "use crate::plan::{plan, steps}; pub fn view() { plan(); steps() }"),
        ];
        assert!(circles(&files).is_empty());
    }

    #[test]
    fn a_circle_says_where_its_shortest_way_begins() {
        let circle = Circle {
            files: vec!["a.rs".to_owned(), "b.rs".to_owned()],
            way: vec![ItemNeed { file: "a.rs".to_owned(), line: 3, needs: "b.rs".to_owned() }],
        };
        assert_eq!(
            circle.to_string(),
            "2 files import each other in a circle: a.rs, b.rs\n  a.rs:3 uses b.rs"
        );
    }
}
