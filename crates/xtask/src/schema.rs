//! Writes the JSON Schemas of the files.

use candour_authoring::schema;

use crate::{
    process::Outcome,
    workspace::{make_folder, root, write},
};

/// Writes `schema/`, and what stands beside the questionnaires for their editors.
pub(crate) fn schema() -> Outcome<()> {
    for (folder, files) in [("schema", schema::all()), ("questionnaires", schema::beside_questionnaires())] {
        let path = root()?.join(folder);
        make_folder(&path)?;
        for (name, schema) in files {
            write(&path.join(&name), schema.pretty())?;
            println!("{folder}/{name}");
        }
    }
    Ok(())
}
