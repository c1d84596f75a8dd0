//! Writes the files that companies would send back into a folder: `returned FOLDER COUNT`.
#![allow(clippy::expect_used, reason = "a tool for tests")]

use candour_files::withhold::Withholding;
use candour_returned::{Company, Requester};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(arguments.next().expect("a folder"));
    let count: u64 = arguments.next().and_then(|count| count.parse().ok()).expect("a number of files");
    std::fs::create_dir_all(&folder).expect("the folder");
    let requester = Requester::new(1);
    let write = |name: &str, content: &str| std::fs::write(folder.join(name), content).expect("a file");
    write("request.json", &requester.request.file());
    for number in 0..count {
        let company = Company::new(number);
        let file = match number % 10 {
            3 => requester.encrypted(&company),
            5 => requester.partial(&company, &Withholding { name: true, ..Withholding::default() }),
            7 => requester.altered(&company, "handbook", "drawer"),
            _ => requester.file(&company),
        };
        write(&format!("company-{number}.json"), &file);
    }
}
