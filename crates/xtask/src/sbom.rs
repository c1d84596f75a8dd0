//! What a file of a release is made of, as a list for other programs: a software bill of materials in the form of
//! `CycloneDX` 1.6.
//!
//! <https://cyclonedx.org/docs/1.6/json/>
//!
//! Written as JSON, and validated against the official schema by `cargo xtask test`. Of the crates for this,
//! `cyclonedx-bom` 0.8 ends at version 1.5 of the form, and `serde-cyclonedx` 0.10 brings 36 crates, among them older
//! versions of `syn` and `thiserror`, for the ninety lines that it would replace. `cargo-cyclonedx` does not tell what
//! is in a program from what only builds it.

use candour_proof::digest::{hex, sha256};
use serde_json::{Value, json};

use crate::{
    crates::{self, Crate, Id},
    licences,
    origin::BuildOrigin,
    process::{Outcome, output},
    tools::Tools,
};

/// A kind of file that is built from crates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ProductKind {
    Page,
    Command,
    NpmPackage,
    Wheel,
}

impl ProductKind {
    /// Its crate in this workspace.
    pub(crate) fn package(self) -> &'static str {
        match self {
            Self::Page => "candour",
            Self::Command => "candour-cli",
            Self::NpmPackage => "candour-verify",
            Self::Wheel => "candour-python",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Page => "One HTML file",
            Self::Command => "The command line, a static program for Linux",
            Self::NpmPackage => "The package for Node.js and browsers",
            Self::Wheel => "The package for Python",
        }
    }

    /// The tools that make it, beside Rust.
    fn tools(self) -> &'static [&'static str] {
        match self {
            Self::Page => &["trunk", "wasm-bindgen", "binaryen", "terser"],
            Self::Command => &[],
            Self::NpmPackage => &["wasm-pack", "wasm-bindgen", "binaryen"],
            Self::Wheel => &["maturin", "zig"],
        }
    }
}

/// A file that is built from crates.
pub(crate) struct Product {
    pub(crate) kind: ProductKind,
    /// What it is compiled for.
    pub(crate) target: &'static str,
    /// The name of the file.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// The list for a file. The same file of the same commit has the same list.
pub(crate) fn sbom(origin: &BuildOrigin, product: &Product, tools: &Tools) -> Outcome<String> {
    let rust = output(std::process::Command::new("rustc").arg("--version"))?;
    let rust = rust.split(' ').nth(1).ok_or("rustc does not report its version")?;
    let crates: Vec<(Id, Crate)> =
        crates::of_package(product.kind.package(), product.target)?.into_iter().collect();
    let mut bill = bill(origin, product, &crates, rust, &tools.versions()?)?;
    let serial = serial(&hex(&sha256(bill.to_string().as_bytes())));
    bill["serialNumber"] = Value::String(serial);
    serde_json::to_string_pretty(&bill).map(|text| text + "\n").map_err(|error| error.to_string())
}

fn bill(
    origin: &BuildOrigin,
    product: &Product,
    crates: &[(Id, Crate)],
    rust: &str,
    tools: &[(&str, String)],
) -> Outcome<Value> {
    let own = |id: &Id| id.0 == product.kind.package();
    let (root, about) =
        crates.iter().find(|(id, _)| own(id)).ok_or("the crate of a file is not among its crates")?;
    let mut components: Vec<Value> =
        crates.iter().filter(|(id, _)| !own(id)).map(|(id, about)| component(id, about)).collect();
    let standard = format!("rust-standard-library@{rust}");
    components.push(json!({
        "type": "library",
        "bom-ref": standard,
        "name": "rust-standard-library",
        "version": rust,
        "description": "core, alloc, std and compiler-builtins, as compiled with Rust",
        "scope": "required",
        "licenses": [{ "expression": licences::STANDARD_LIBRARY }],
        "externalReferences": [{ "type": "vcs", "url": "https://github.com/rust-lang/rust" }],
    }));
    let mut below_standard = Vec::new();
    if product.kind == ProductKind::Command {
        below_standard.push("musl");
        components.push(json!({
            "type": "library",
            "bom-ref": "musl",
            "name": "musl",
            "description": format!("the C library, as it comes with Rust {rust}"),
            "scope": "required",
            "licenses": [{ "expression": "MIT" }],
            "externalReferences": [{ "type": "website", "url": "https://musl.libc.org" }],
        }));
    }
    let mut dependencies: Vec<Value> = crates
        .iter()
        .map(|(id, about)| {
            let mut needs: Vec<String> = about.needs.iter().map(|need| reference(need, crates)).collect();
            if about.inside {
                needs.push(standard.clone());
            }
            json!({ "ref": reference(id, crates), "dependsOn": needs })
        })
        .collect();
    dependencies.extend(below_standard.iter().map(|name| json!({ "ref": name, "dependsOn": [] })));
    dependencies.push(json!({ "ref": standard, "dependsOn": below_standard }));
    let used = tools.iter().filter(|(name, _)| product.kind.tools().contains(name));
    let mut made_by: Vec<Value> = used.map(|(name, version)| tool(name, version)).collect();
    made_by.push(json!({ "type": "application", "name": "rustc", "version": rust }));
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": origin.date,
            "lifecycles": [{ "phase": "build" }],
            "component": {
                "type": "application",
                "bom-ref": reference(root, crates),
                "name": product.name,
                "version": origin.version,
                "description":
                    format!("{}; crates that only run at build time have the scope \"excluded\"", product.kind.description()),
                "hashes": [{ "alg": "SHA-256", "content": hex(&sha256(&product.bytes)) }],
                "licenses": [{ "expression": format!("{} AND CC-BY-4.0", about.licence) }],
                "properties": [
                    { "name": "candour:commit", "value": origin.commit },
                    { "name": "candour:target", "value": product.target },
                ],
            },
        },
        "components": components,
        "dependencies": dependencies,
        "compositions": [{ "aggregate": "complete", "dependencies": [reference(root, crates)] }],
        "formulation": [{ "components": made_by }],
    }))
}

fn component((name, version): &Id, about: &Crate) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": format!("{name}@{version}"),
        "name": name,
        "version": version,
        "scope": if about.inside { "required" } else { "excluded" },
        "licenses": [{ "expression": about.licence }],
    });
    if let Some(checksum) = &about.checksum {
        let address = purl("cargo", name, version);
        component["bom-ref"] = Value::String(address.clone());
        component["purl"] = Value::String(address);
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(repository) = &about.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

/// What makes a file without being part of it.
fn tool(name: &str, version: &str) -> Value {
    let mut tool = json!({ "type": "application", "name": name, "version": version });
    let address = match name {
        "trunk" | "wasm-pack" => Some(purl("cargo", name, version)),
        "wasm-bindgen" => Some(purl("cargo", "wasm-bindgen-cli", version)),
        "binaryen" | "terser" => Some(purl("npm", name, version)),
        "maturin" => Some(purl("pypi", name, version)),
        "zig" => Some(purl("pypi", "ziglang", version)),
        _ => None,
    };
    if let Some(address) = address {
        tool["purl"] = Value::String(address);
    }
    tool
}

/// <https://github.com/package-url/purl-spec>
fn purl(kind: &str, name: &str, version: &str) -> String {
    format!("pkg:{kind}/{name}@{}", version.replace('+', "%2B"))
}

/// How a component is called within the list.
fn reference(id: &Id, crates: &[(Id, Crate)]) -> String {
    let (name, version) = id;
    let ours = crates.iter().any(|(other, about)| other == id && about.checksum.is_none());
    if ours { format!("{name}@{version}") } else { purl("cargo", name, version) }
}

/// A UUID of version 8 (RFC 9562, section 5.8) out of the list's own digest, where others take a random one.
fn serial(digest: &str) -> String {
    let digits = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        digits(0, 8),
        digits(8, 12),
        digits(13, 16),
        digits(17, 20),
        digits(20, 32)
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Product, ProductKind, bill, serial};
    use crate::{crates::made, origin::BuildOrigin};

    fn product(kind: ProductKind) -> Product {
        Product { kind, target: "a-target", name: "a-file".to_owned(), bytes: b"bytes".to_vec() }
    }

    fn origin() -> BuildOrigin {
        BuildOrigin {
            version: "1.0.0".to_owned(),
            commit: "c0ffee".to_owned(),
            date: "2026-11-22T00:00:00Z".to_owned(),
            seconds: 1_795_305_600,
        }
    }

    #[test]
    fn every_reference_in_the_list_is_that_of_a_component() {
        let crates = [
            made("candour", true, &["ours", "theirs"], None),
            made("ours", true, &["macro"], None),
            made("theirs", true, &[], Some("00")),
            made("macro", false, &[], Some("11")),
        ];
        let bill = bill(&origin(), &product(ProductKind::Page), &crates, "1.95.0", &[]).expect("a list");
        let mut known: BTreeSet<&str> = bill["components"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|it| it["bom-ref"].as_str())
            .collect();
        assert_eq!(known.len(), 4, "three crates and the standard library");
        known.extend(bill["metadata"]["component"]["bom-ref"].as_str());
        let mut named = BTreeSet::new();
        for row in bill["dependencies"].as_array().expect("a list") {
            named.extend(row["ref"].as_str());
            named.extend(row["dependsOn"].as_array().expect("a list").iter().filter_map(|it| it.as_str()));
        }
        assert_eq!(named, known);
    }

    #[test]
    fn what_only_runs_while_the_page_is_built_is_told_apart() {
        let crates = [made("candour", true, &["macro"], None), made("macro", false, &[], Some("11"))];
        let bill = bill(&origin(), &product(ProductKind::Page), &crates, "1.95.0", &[]).expect("a list");
        assert_eq!(bill["components"][0]["scope"], "excluded");
        assert_eq!(bill["components"][0]["purl"], "pkg:cargo/macro@1.0.0");
        assert_eq!(bill["components"][0]["hashes"][0]["content"], "11");
    }

    #[test]
    fn each_kind_of_file_lists_the_tools_that_make_it() {
        let tools =
            ["trunk", "terser", "maturin", "zig", "wasm-pack", "node"].map(|name| (name, "1".to_owned()));
        for (kind, expected) in [
            (ProductKind::Page, &["pkg:cargo/trunk@1", "pkg:npm/terser@1"][..]),
            (ProductKind::Command, &[]),
            (ProductKind::NpmPackage, &["pkg:cargo/wasm-pack@1"]),
            (ProductKind::Wheel, &["pkg:pypi/maturin@1", "pkg:pypi/ziglang@1"]),
        ] {
            let crates = [made(kind.package(), true, &[], None)];
            let bill = bill(&origin(), &product(kind), &crates, "1.95.0", &tools).expect("a list");
            let made_by = bill["formulation"][0]["components"].as_array().expect("a list");
            let listed: Vec<&str> = made_by.iter().filter_map(|tool| tool["purl"].as_str()).collect();
            assert_eq!(listed, expected, "{kind:?}");
            let linked = bill["components"].as_array().expect("a list");
            assert_eq!(linked.iter().any(|it| it["name"] == "musl"), kind == ProductKind::Command);
        }
    }

    #[test]
    fn the_serial_number_is_a_uuid() {
        assert_eq!(
            serial("0123456789abcdef0123456789abcdef"),
            "urn:uuid:01234567-89ab-8def-8123-456789abcdef"
        );
    }
}
