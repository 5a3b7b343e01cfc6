//! What tasks and their points do, written down again without the engine's code.

/// One task.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) cost: i64,
    pub(super) deadline: i64,
    /// `pending`, `running`, or how it ended by a call.
    pub(super) state: &'static str,
    pub(super) captured: i64,
    /// Whether the wallet has booked that its deadline came.
    booked: bool,
}

/// One person with their points and tasks.
#[derive(Debug, Clone, Default)]
pub(super) struct Books {
    pub(super) balance: i64,
    pub(super) jobs: Vec<Job>,
    /// The moment of the last write of the wallet.
    last: i64,
}

/// What a call answers: a number that says what it did, or the code of its refusal.
pub(super) type Answer = Result<i64, &'static str>;

const HOUR: i64 = 3_600_000;
const YEAR: i64 = 366 * 24 * HOUR;

impl Books {
    /// The moment of the wallet when the clock shows `now`.
    pub(super) fn moment(&self, now: i64) -> i64 {
        now.max(self.last)
    }

    /// The state of a task as it is seen.
    pub(super) fn state(&self, job: usize, now: i64) -> &'static str {
        let job = &self.jobs[job];
        let open = matches!(job.state, "pending" | "running");
        if open && job.deadline <= self.moment(now) { "expired" } else { job.state }
    }

    pub(super) fn is_open(&self, job: usize, now: i64) -> bool {
        matches!(self.state(job, now), "pending" | "running")
    }

    pub(super) fn held(&self, now: i64) -> i64 {
        let open = (0..self.jobs.len()).filter(|job| self.is_open(*job, now));
        open.map(|job| self.jobs[job].cost).sum()
    }

    fn wrote(&mut self, now: i64) {
        let at = self.moment(now);
        self.last = at;
        for job in &mut self.jobs {
            job.booked |= job.deadline <= at;
        }
    }

    pub(super) fn grant(&mut self, points: i64, now: i64) {
        self.balance += points;
        self.wrote(now);
    }

    /// Ends what is due by the clock; where nothing is, the wallet is not written.
    pub(super) fn sweep(&mut self, now: i64) {
        let due = |job: &Job| {
            !job.booked && job.deadline <= now && matches!(job.state, "pending" | "running")
        };
        if self.jobs.iter().any(due) {
            self.wrote(now);
        }
    }

    pub(super) fn create(&mut self, cost: i64, deadline: Option<i64>, now: i64) -> Answer {
        let at = self.moment(now);
        let deadline = deadline.unwrap_or(at + HOUR);
        if deadline <= at || deadline - at > YEAR {
            return Err("validation");
        }
        if self.balance - self.held(now) < cost {
            return Err("insufficient_points");
        }
        self.wrote(now);
        let (state, captured, booked) = ("pending", 0, false);
        self.jobs.push(Job { cost, deadline, state, captured, booked });
        Ok(deadline)
    }

    pub(super) fn start(&mut self, job: usize, now: i64) -> Answer {
        if self.state(job, now) != "pending" {
            return Err("invalid_state");
        }
        self.jobs[job].state = "running";
        Ok(self.jobs[job].cost)
    }

    pub(super) fn complete(&mut self, job: usize, cost: Option<i64>, now: i64) -> Answer {
        if !self.is_open(job, now) {
            return Err("invalid_state");
        }
        let cost = cost.unwrap_or(self.jobs[job].cost);
        if cost > self.jobs[job].cost {
            return Err("hold_exceeded");
        }
        self.balance -= cost;
        self.jobs[job].captured = cost;
        self.jobs[job].state = "succeeded";
        self.wrote(now);
        Ok(cost)
    }

    pub(super) fn give_up(&mut self, job: usize, state: &'static str, now: i64) -> Answer {
        if !self.is_open(job, now) {
            return Err("invalid_state");
        }
        self.jobs[job].state = state;
        self.wrote(now);
        Ok(self.jobs[job].cost)
    }

    pub(super) fn extend(&mut self, job: usize, deadline: i64, now: i64) -> Answer {
        if !self.is_open(job, now) {
            return Err("invalid_state");
        }
        let at = self.moment(now);
        if deadline <= at || deadline - at > YEAR || deadline <= self.jobs[job].deadline {
            return Err("validation");
        }
        self.wrote(now);
        self.jobs[job].deadline = deadline;
        Ok(deadline)
    }
}
