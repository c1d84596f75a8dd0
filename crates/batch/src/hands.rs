//! Work done on all cores, with outcomes in the order of the work and a bound on how many wait.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    },
    thread,
};

/// Jobs that wait for a hand, for each of them: a job may hold a file of some megabytes.
const WAITING: usize = 2;
/// Jobs that may be under way or done and not taken yet, because one before them takes long.
const AHEAD: usize = 512;

/// How many work at a time: as many as there are cores, and no more than there are jobs.
pub fn hands(jobs: usize) -> usize {
    thread::available_parallelism().map_or(1, Into::into).min(jobs).max(1)
}

/// Takes jobs one by one.
pub struct Jobs<J> {
    number: usize,
    to: SyncSender<(usize, J)>,
    tickets: Receiver<()>,
}

impl<J> Jobs<J> {
    /// Hands a job on; `false` if nobody takes any more.
    #[must_use]
    pub fn give(&mut self, job: J) -> bool {
        // A ticket comes back with each outcome taken.
        let taken = self.tickets.recv().is_ok() && self.to.send((self.number, job)).is_ok();
        self.number += 1;
        taken
    }
}

/// Gets jobs from `find`, does each in one of `hands` threads with what `hire` gives that thread, and
/// hands the outcomes to `take` in the order of the jobs, until it says stop with an error.
///
/// # Errors
/// What `take` said.
pub fn in_order<J: Send, O: Send, W: FnMut(J) -> O, E>(
    hands: usize,
    find: impl FnOnce(Jobs<J>) + Send,
    hire: impl Fn() -> W + Sync,
    mut take: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E> {
    let (to_hands, from_finder) = sync_channel::<(usize, J)>(WAITING * hands);
    let (to_taker, from_hands) = channel::<(usize, O)>();
    let (back, tickets) = sync_channel::<()>(AHEAD);
    for _ in 0..AHEAD {
        // There is room for all of them.
        let _ = back.send(());
    }
    let from_finder = Mutex::new(from_finder);
    thread::scope(|scope| {
        scope.spawn(move || find(Jobs { number: 0, to: to_hands, tickets }));
        for _ in 0..hands {
            let to_taker = to_taker.clone();
            let (from_finder, hire) = (&from_finder, &hire);
            scope.spawn(move || work(from_finder, hire(), &to_taker));
        }
        drop(to_taker);
        let ended = in_turn(&from_hands, &back, &mut take);
        // With nobody to take outcomes or to give tickets back, finder and hands end by themselves.
        drop((from_hands, back));
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
            // Whoever finds jobs must not wait for a hand for ever.
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
        let find = |mut jobs: Jobs<u64>| {
            for job in 0..2_000 {
                assert!(jobs.give(job));
            }
        };
        let hire = || {
            |job: u64| {
                thread::sleep(Duration::from_micros(if job.is_multiple_of(100) { 2_000 } else { 1 }));
                job
            }
        };
        let ended: Result<(), ()> = in_order(4, find, hire, |job| {
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
        let find = |mut jobs: Jobs<usize>| {
            for job in 0..AHEAD * 4 {
                assert!(jobs.give(job));
                found.fetch_add(1, Ordering::SeqCst);
            }
        };
        let hire = || {
            |job: usize| {
                if job == 0 {
                    thread::sleep(Duration::from_millis(200));
                }
                job
            }
        };
        let ended: Result<(), ()> = in_order(3, find, hire, |job| {
            most = most.max(found.load(Ordering::SeqCst).saturating_sub(job));
            Ok(())
        });
        assert_eq!(ended, Ok(()));
        assert!(most <= AHEAD + 1, "{most}");
    }

    #[test]
    fn whoever_takes_outcomes_can_stop() {
        let find = |mut jobs: Jobs<usize>| while jobs.give(1) {};
        let mut left = 3;
        let ended = in_order(
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
