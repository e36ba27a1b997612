//! What a session's clock ran on from its beginning: stretches of accounts, and how much of each
//! account lies before each stretch, so that a time is found without adding up all before it.

use std::time::Duration;

use crate::time::Elapsed;

/// What the clock was running on; every moment belongs to exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Account {
    /// Inside a slot.
    Running,
    /// Outside slots: intro, breaks, review and rating.
    Waiting,
    /// Paused by the candidate.
    Paused,
    /// The tool did not run.
    Gap,
}

/// A stretch of time on one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accounted {
    /// Its beginning.
    pub(crate) from: Elapsed,
    /// Its end, never before its beginning.
    pub(crate) to: Elapsed,
    /// What it counts as.
    pub(crate) account: Account,
}

/// How many accounts there are.
const ACCOUNTS: usize = 4;

/// Stretches from the session's beginning on: adjoining, in order, no two neighbours on one
/// account.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Ledger {
    spans: Vec<Accounted>,
    /// For each stretch, the time on each account before it.
    before: Vec<[Duration; ACCOUNTS]>,
}

impl Ledger {
    /// The stretches, in order.
    pub(super) fn spans(&self) -> &[Accounted] {
        &self.spans
    }

    /// Adds a stretch behind the last one; it ends where this one begins.
    pub(super) fn push(&mut self, span: Accounted) {
        match self.spans.last_mut() {
            Some(last) if last.account == span.account => last.to = span.to,
            last => {
                let mut before = self.before.last().copied().unwrap_or_default();
                if let Some(last) = last {
                    before[last.account as usize] += last.to - last.from;
                }
                self.before.push(before);
                self.spans.push(span);
            }
        }
    }

    /// Time on an account before a point.
    pub(super) fn until(&self, account: Account, at: Elapsed) -> Duration {
        // The stretch that the point is in, or the last one.
        let next = self.spans.partition_point(|span| span.from < at);
        let Some(n) = next.checked_sub(1) else { return Duration::ZERO };
        let within = self.within(n, account);
        self.before[n][account as usize] + within.min(at - self.spans[n].from)
    }

    /// The point at which so much time on an account has passed since another; or else how much
    /// of it is left at the end.
    pub(super) fn point(
        &self,
        account: Account,
        from: Elapsed,
        time: Duration,
    ) -> Result<Elapsed, Duration> {
        let wanted = self.until(account, from).saturating_add(time);
        let first = self.spans.partition_point(|span| span.to <= from);
        let reached = |n: &usize| self.before[*n][account as usize] + self.within(*n, account);
        let mut low = first;
        let mut high = self.spans.len();
        while low < high {
            let middle = low + (high - low) / 2;
            if reached(&middle) < wanted { low = middle + 1 } else { high = middle }
        }
        let rest = self.spans.iter().enumerate().skip(low);
        match rest.filter(|(_, span)| span.account == account).map(|(n, _)| n).next() {
            Some(n) => {
                let begin = self.spans[n].from.max(from);
                Ok(begin + wanted.saturating_sub(self.until(account, begin)))
            }
            None => {
                let all = self.spans.len().checked_sub(1).map_or(Duration::ZERO, |n| reached(&n));
                Err(wanted.saturating_sub(all))
            }
        }
    }

    /// How much of a stretch is on an account.
    fn within(&self, n: usize, account: Account) -> Duration {
        let span = self.spans[n];
        if span.account == account { span.to - span.from } else { Duration::ZERO }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Account; ACCOUNTS] =
        [Account::Running, Account::Waiting, Account::Paused, Account::Gap];

    fn ledger(stretches: &[(usize, u64)]) -> Ledger {
        let mut ledger = Ledger::default();
        let mut now = Elapsed::ZERO;
        for &(account, seconds) in stretches {
            let to = now + Duration::from_secs(seconds);
            ledger.push(Accounted { from: now, to, account: ALL[account] });
            now = to;
        }
        ledger
    }

    proptest! {
        #[test]
        fn sums_and_points_are_as_if_every_stretch_were_looked_at(
            stretches in prop::collection::vec((0..ACCOUNTS, 1..50_u64), 0..20),
            account in 0..ACCOUNTS, from in 0..400_u64, to in 0..400_u64, time in 0..200_u64,
        ) {
            let (ledger, account) = (ledger(&stretches), ALL[account]);
            let (from, to) = (Elapsed::from_secs(from), Elapsed::from_secs(to));
            let own = || ledger.spans().iter().filter(|span| span.account == account);
            let until: Duration = own().map(|span| span.to.min(to) - span.from).sum();
            prop_assert_eq!(ledger.until(account, to), until);

            let mut left = Duration::from_secs(time);
            let mut point = None;
            for span in own().filter(|span| span.to > from) {
                let begin = span.from.max(from);
                if left <= span.to - begin {
                    point = Some(begin + left);
                    break;
                }
                left -= span.to - begin;
            }
            let found = ledger.point(account, from, Duration::from_secs(time));
            prop_assert_eq!(found, point.ok_or(left));
        }
    }
}
