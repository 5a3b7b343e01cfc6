//! Where users may go from where they stand: one table.

use crate::error::{ErrorKind, Result};
use crate::users::model::{Inactivity, UserState};

/// Where a user stands: the state, with the reason where it is inactive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Pending,
    Active,
    Deactivated,
    Suspended,
    Banned,
    Deleted,
    Anonymized,
}

/// What is done to a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// They confirmed, or somebody switched them on.
    Activate,
    /// Somebody approved their registration.
    Approve,
    /// Switched off.
    Deactivate,
    /// Locked out for a time.
    Suspend,
    /// Locked out for good.
    Ban,
    /// Let in again after any of the three.
    Reinstate,
    /// Deleted, restorably.
    Delete,
    /// Brought back to where they stood before.
    Restore,
    /// Stripped of everything personal.
    Anonymize,
}

use Act::*;
use Standing::*;

/// Every legal move: the act, from where, to where.
///
/// An act whose outcome stands already succeeds and changes nothing. A banned user is not
/// activated, only reinstated. A restored user stands where they stood when they were deleted.
const MOVES: &[(Act, &[Standing], &[Standing])] = &[
    (Activate, &[Pending, Active, Deactivated], &[Active]),
    (Approve, &[Pending, Active], &[Active]),
    (Deactivate, &[Pending, Active, Deactivated], &[Deactivated]),
    (Suspend, &[Pending, Active, Deactivated, Suspended], &[Suspended]),
    (Ban, &[Pending, Active, Deactivated, Suspended, Banned], &[Banned]),
    (Reinstate, &[Active, Deactivated, Suspended, Banned], &[Active]),
    (Delete, &[Pending, Active, Deactivated, Suspended, Banned, Deleted], &[Deleted]),
    (Restore, &[Deleted], &[Pending, Active, Deactivated, Suspended, Banned]),
    (
        Anonymize,
        &[Pending, Active, Deactivated, Suspended, Banned, Deleted, Anonymized],
        &[Anonymized],
    ),
];

impl Standing {
    /// The standing of a stored row.
    pub(crate) fn of(state: UserState, inactivity: Option<Inactivity>) -> Result<Self> {
        match (state, inactivity) {
            (UserState::Pending, None) => Ok(Pending),
            (UserState::Active, None) => Ok(Active),
            (UserState::Inactive, Some(Inactivity::Deactivated)) => Ok(Deactivated),
            (UserState::Inactive, Some(Inactivity::Suspended)) => Ok(Suspended),
            (UserState::Inactive, Some(Inactivity::Banned)) => Ok(Banned),
            (UserState::Deleted, _) => Ok(Deleted),
            (UserState::Anonymized, _) => Ok(Anonymized),
            _ => Err(ErrorKind::StorageCorrupt { detail: "the state of a user".into() }.into()),
        }
    }

    /// The state that says so.
    pub(crate) fn state(self) -> UserState {
        match self {
            Pending => UserState::Pending,
            Active => UserState::Active,
            Deactivated | Suspended | Banned => UserState::Inactive,
            Deleted => UserState::Deleted,
            Anonymized => UserState::Anonymized,
        }
    }

    /// Whether they are there for others: neither deleted nor anonymized.
    pub(crate) fn is_live(self) -> bool {
        !matches!(self, Deleted | Anonymized)
    }

    fn as_str(self) -> &'static str {
        match self {
            Pending => "pending",
            Active => "active",
            Deactivated => "deactivated",
            Suspended => "suspended",
            Banned => "banned",
            Deleted => "deleted",
            Anonymized => "anonymized",
        }
    }

    /// Where an act leads; fails with `invalid_state` where it is not legal.
    ///
    /// `back_to` is where a restored user stood; other acts ignore it.
    pub(crate) fn after(self, act: Act, back_to: Standing) -> Result<Standing> {
        let rows = || MOVES.iter().filter(|(row, ..)| *row == act);
        let allowed = rows().find(|(_, from, _)| from.contains(&self));
        match allowed.map(|(.., to)| *to) {
            Some([only]) => Ok(*only),
            Some(to) if to.contains(&back_to) => Ok(back_to),
            _ => {
                let from = rows().flat_map(|(_, from, _)| from.iter().map(|one| one.as_str()));
                Err(ErrorKind::InvalidState {
                    what: "the user".into(),
                    state: self.as_str().into(),
                    needed: from.collect::<Vec<_>>().join(" or "),
                }
                .into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::error::ErrorCode;

    const ALL: [Standing; 7] =
        [Pending, Active, Deactivated, Suspended, Banned, Deleted, Anonymized];
    const ACTS: [Act; 9] =
        [Activate, Approve, Deactivate, Suspend, Ban, Reinstate, Delete, Restore, Anonymize];

    /// One line for each act, one column for each standing; a dot is a refusal.
    const MATRIX: [&str; 9] = [
        //             pend act  deac susp ban  del  anon
        /* activate  */
        "A    A    A    .    .    .    .",
        /* approve   */ "A    A    .    .    .    .    .",
        /* deactivate*/ "X    X    X    .    .    .    .",
        /* suspend   */ "S    S    S    S    .    .    .",
        /* ban       */ "B    B    B    B    B    .    .",
        /* reinstate */ ".    A    A    A    A    .    .",
        /* delete    */ "D    D    D    D    D    D    .",
        /* restore   */ ".    .    .    .    .    P    .",
        /* anonymize */ "N    N    N    N    N    N    N",
    ];

    #[test]
    fn every_act_on_every_standing_leads_where_the_matrix_says() {
        for (act, line) in ACTS.iter().zip(MATRIX) {
            for (from, cell) in ALL.iter().zip(line.split_whitespace()) {
                let expected = match cell {
                    "P" => Some(Pending),
                    "A" => Some(Active),
                    "X" => Some(Deactivated),
                    "S" => Some(Suspended),
                    "B" => Some(Banned),
                    "D" => Some(Deleted),
                    "N" => Some(Anonymized),
                    _ => None,
                };
                let found = from.after(*act, Pending);
                assert_eq!(found.as_ref().ok().copied(), expected, "{act:?} on {from:?}");
                if let Err(error) = found {
                    assert_eq!(error.code(), ErrorCode::InvalidState);
                }
            }
        }
    }

    #[test]
    fn a_restored_user_stands_where_they_stood_and_never_stays_deleted() {
        for back_to in ALL {
            let found = Deleted.after(Restore, back_to);
            assert_eq!(found.is_ok(), back_to.is_live(), "{back_to:?}");
            if let Ok(found) = found {
                assert_eq!(found, back_to);
            }
        }
    }

    #[test]
    fn a_stored_row_reads_back_as_its_standing() {
        let reason = |standing| match standing {
            Deactivated => Some(Inactivity::Deactivated),
            Suspended => Some(Inactivity::Suspended),
            Banned => Some(Inactivity::Banned),
            _ => None,
        };
        for standing in ALL {
            assert_eq!(Standing::of(standing.state(), reason(standing)).unwrap(), standing);
        }
        let error = Standing::of(UserState::Inactive, None).unwrap_err();
        assert_eq!(error.code(), ErrorCode::StorageCorrupt);
    }
}
