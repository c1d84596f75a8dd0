//! Many files at once, for the command line and the Python package: finds them in folders and archives, reads
//! them within bounds, and works on them with all cores, with results in the order of the files.
//!
//! It knows the file system and threads, and nothing of what is done with a file.
//!
//! ```
//! use candour_batch::worker_pool::{map_ordered, worker_count};
//!
//! let mut lengths = Vec::new();
//! let names = ["a.json", "answers.json"];
//! map_ordered(
//!     worker_count(names.len()),
//!     |mut queue| {
//!         for name in names {
//!             // `false` once nobody takes outcomes any more.
//!             if !queue.push(name) {
//!                 return;
//!             }
//!         }
//!     },
//!     || str::len,
//!     |length| {
//!         lengths.push(length);
//!         Ok::<(), ()>(())
//!     },
//! )?;
//! assert_eq!(lengths, [6, 12], "in the order of the jobs");
//! # Ok::<(), ()>(())
//! ```

pub mod files;
pub mod waiting;
pub mod worker_pool;
