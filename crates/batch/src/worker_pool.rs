//! A worker pool: outcomes arrive in the order of the jobs, and a bounded number of them waits.
//!
//! Not `rayon`, whose parallel iterators keep either the order or a bound, not both: memory stays small with
//! 100,000 files.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    },
    thread,
};

/// Jobs that wait for a worker, for each worker: a job may hold a file of some megabytes.
const WAITING: usize = 2;
/// Jobs that may be under way or done and not taken yet, because one before them takes long.
const AHEAD: usize = 512;

/// How many workers there are: as many as there are cores, and no more than there are jobs.
pub fn worker_count(jobs: usize) -> usize {
    thread::available_parallelism().map_or(1, Into::into).min(jobs).max(1)
}

/// Takes jobs one by one.
pub struct JobQueue<J> {
    number: usize,
    to: SyncSender<(usize, J)>,
    tickets: Receiver<()>,
}

impl<J> JobQueue<J> {
    /// Adds a job; `false` if no more are taken.
    #[must_use]
    pub fn push(&mut self, job: J) -> bool {
        // A ticket comes back with each outcome taken.
        let taken = self.tickets.recv().is_ok() && self.to.send((self.number, job)).is_ok();
        self.number += 1;
        taken
    }
}

/// Gets jobs from `find`, does each in one of `workers` threads with what `start_worker` gives that thread, and
/// passes the outcomes to `take` in the order of the jobs, until it says stop with an error.
///
/// # Errors
/// What `take` said.
pub fn map_ordered<J: Send, O: Send, W: FnMut(J) -> O, E>(
    workers: usize,
    find: impl FnOnce(JobQueue<J>) + Send,
    start_worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E> {
    let (to_workers, from_finder) = sync_channel::<(usize, J)>(WAITING * workers);
    let (to_taker, from_workers) = channel::<(usize, O)>();
    let (back, tickets) = sync_channel::<()>(AHEAD);
    for _ in 0..AHEAD {
        // There is room for all of them.
        let _ = back.send(());
    }
    let from_finder = Mutex::new(from_finder);
    thread::scope(|scope| {
        scope.spawn(move || find(JobQueue { number: 0, to: to_workers, tickets }));
        for _ in 0..workers {
            let to_taker = to_taker.clone();
            let (from_finder, start_worker) = (&from_finder, &start_worker);
            scope.spawn(move || work(from_finder, start_worker(), &to_taker));
        }
        drop(to_taker);
        let ended = in_turn(&from_workers, &back, &mut take);
        // With nobody to take outcomes or to give tickets back, finder and workers end by themselves.
        drop((from_workers, back));
        ended
    })
}

fn work<J, O>(from: &Mutex<Receiver<(usize, J)>>, mut work: impl FnMut(J) -> O, to: &Sender<(usize, O)>) {
    loop {
        let next = match from.lock() {
            Ok(from) => from.recv(),
            Err(_) => return,
        };
        let Ok((number, job)) = next else { return };
        if to.send((number, work(job))).is_err() {
            // The finder must not wait for a worker for ever.
            while from.lock().is_ok_and(|from| from.recv().is_ok()) {}
            return;
        }
    }
}

fn in_turn<O, E>(
    from: &Receiver<(usize, O)>,
    back: &SyncSender<()>,
    take: &mut impl FnMut(O) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, outcome) in from {
        early.insert(number, outcome);
        while let Some(outcome) = early.remove(&next) {
            next += 1;
            take(outcome)?;
            // No room only if nobody looks for jobs any more.
            let _ = back.try_send(());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    #[test]
    fn outcomes_come_in_the_order_of_the_jobs() {
        let mut taken = Vec::new();
        let find = |mut jobs: JobQueue<u64>| {
            for job in 0..2_000 {
                assert!(jobs.push(job));
            }
        };
        let start_worker = || {
            |job: u64| {
                thread::sleep(Duration::from_micros(if job.is_multiple_of(100) { 2_000 } else { 1 }));
                job
            }
        };
        let ended: Result<(), ()> = map_ordered(4, find, start_worker, |job| {
            taken.push(job);
            Ok(())
        });
        assert_eq!(ended, Ok(()));
        assert_eq!(taken, (0..2_000).collect::<Vec<_>>());
    }

    #[test]
    fn a_slow_job_does_not_let_the_others_pile_up() {
        let found = AtomicUsize::new(0);
        let mut most = 0;
        let find = |mut jobs: JobQueue<usize>| {
            for job in 0..AHEAD * 4 {
                assert!(jobs.push(job));
                found.fetch_add(1, Ordering::SeqCst);
            }
        };
        let start_worker = || {
            |job: usize| {
                if job == 0 {
                    thread::sleep(Duration::from_millis(200));
                }
                job
            }
        };
        let ended: Result<(), ()> = map_ordered(3, find, start_worker, |job| {
            most = most.max(found.load(Ordering::SeqCst).saturating_sub(job));
            Ok(())
        });
        assert_eq!(ended, Ok(()));
        assert!(most <= AHEAD + 1, "{most}");
    }

    #[test]
    fn the_taker_of_outcomes_can_stop() {
        let find = |mut jobs: JobQueue<usize>| while jobs.push(1) {};
        let mut left = 3;
        let ended = map_ordered(
            2,
            find,
            || |job| job,
            |_| {
                left -= 1;
                if left == 0 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!(ended, Err("enough"));
    }
}
