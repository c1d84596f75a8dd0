//! What the page is made of, as a list for other programs: a software bill of materials in the form of `CycloneDX` 1.6.
//!
//! <https://cyclonedx.org/docs/1.6/json/>
//!
//! Written as JSON, and validated against the official schema by `cargo xtask test`. Of the crates for this,
//! `cyclonedx-bom` 0.8 ends at version 1.5 of the form, and `serde-cyclonedx` 0.10 brings 36 crates, among them older
//! versions of `syn` and `thiserror`, for the ninety lines that it would replace. `cargo-cyclonedx` does not tell what
//! is in the page from what only builds it.

use candour_proof::digest::{hex, sha256};
use serde_json::{Value, json};

use crate::{
    crates::{self, Crate, Id},
    licences,
    origin::BuildOrigin,
    process::{Outcome, output},
    tools::Tools,
};

/// The list for a page with that digest. The same page of the same commit has the same list.
pub(crate) fn sbom(origin: &BuildOrigin, page: &str, tools: &Tools) -> Outcome<String> {
    let rust = output(std::process::Command::new("rustc").arg("--version"))?;
    let rust = rust.split(' ').nth(1).ok_or("rustc does not report its version")?;
    let crates: Vec<(Id, Crate)> = crates::of_the_page()?.into_iter().collect();
    let mut bill = bill(origin, page, &crates, rust, &tools.versions()?)?;
    let serial = serial(&hex(&sha256(bill.to_string().as_bytes())));
    bill["serialNumber"] = Value::String(serial);
    serde_json::to_string_pretty(&bill).map(|text| text + "\n").map_err(|error| error.to_string())
}

fn bill(
    origin: &BuildOrigin,
    page: &str,
    crates: &[(Id, Crate)],
    rust: &str,
    tools: &[(&str, String)],
) -> Outcome<Value> {
    let own = |id: &Id| id.0 == "candour";
    let (root, about) = crates.iter().find(|(id, _)| own(id)).ok_or("the page is not among its crates")?;
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
    dependencies.push(json!({ "ref": standard, "dependsOn": [] }));
    // Node.js only runs two of them; whoever repeats a release may have another one.
    let mut made_by: Vec<Value> =
        tools.iter().filter(|(name, _)| *name != "node").map(|(name, version)| tool(name, version)).collect();
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
                "name": "candour",
                "version": origin.version,
                "description": "One HTML file; crates that only run at build time have the scope \"excluded\"",
                "hashes": [{ "alg": "SHA-256", "content": page }],
                "licenses": [{ "expression": format!("{} AND CC-BY-4.0", about.licence) }],
                "properties": [{ "name": "candour:commit", "value": origin.commit }],
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

/// What had a hand in the page without being part of it.
fn tool(name: &str, version: &str) -> Value {
    let mut tool = json!({ "type": "application", "name": name, "version": version });
    let address = match name {
        "trunk" => Some(purl("cargo", name, version)),
        "wasm-bindgen" => Some(purl("cargo", "wasm-bindgen-cli", version)),
        "binaryen" | "terser" => Some(purl("npm", name, version)),
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

    use super::{bill, serial};
    use crate::{crates::made, origin::BuildOrigin};

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
        let bill = bill(&origin(), "aa", &crates, "1.95.0", &[]).expect("a list");
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
        let bill = bill(&origin(), "aa", &crates, "1.95.0", &[]).expect("a list");
        assert_eq!(bill["components"][0]["scope"], "excluded");
        assert_eq!(bill["components"][0]["purl"], "pkg:cargo/macro@1.0.0");
        assert_eq!(bill["components"][0]["hashes"][0]["content"], "11");
    }

    #[test]
    fn another_node_makes_the_same_list() {
        let crates = [made("candour", true, &[], None)];
        let with = |node: &str| {
            bill(
                &origin(),
                "aa",
                &crates,
                "1.95.0",
                &[("terser", "5.0.0".to_owned()), ("node", node.to_owned())],
            )
        };
        assert_eq!(with("18.0.0"), with("22.0.0"));
        assert_eq!(
            with("18.0.0").expect("a list")["formulation"][0]["components"][0]["purl"],
            "pkg:npm/terser@5.0.0"
        );
    }

    #[test]
    fn the_serial_number_is_a_uuid() {
        assert_eq!(
            serial("0123456789abcdef0123456789abcdef"),
            "urn:uuid:01234567-89ab-8def-8123-456789abcdef"
        );
    }
}
