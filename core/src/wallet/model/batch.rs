//! What batches are asked for and answer.

use super::{
    AdjustPointsRequest, AdjustPointsResponse, CapturePointsRequest, CapturePointsResponse,
    ConsumePointsRequest, ConsumePointsResponse, ExtendHoldRequest, ExtendHoldResponse,
    GrantPointsRequest, GrantPointsResponse, HoldPointsRequest, HoldPointsResponse,
    RefundPointsRequest, RefundPointsResponse, ReleaseHoldRequest, ReleaseHoldResponse,
};
use crate::id::UserId;
use crate::limits;
use crate::ops::{Rule, request, response};

request! {
    /// Several things to be done to the wallets of one user.
    pub struct BatchPointsRequest for user_id {
        /// Whose wallets.
        user_id: UserId,
        /// What is to be done, in this order: 1 to 100 items.
        items: Vec<BatchItem> => Rule::Items { min: 1, max: limits::BATCH_ITEMS_MAX };
        /// Refuses everything where one item is refused. By default each stands for itself.
        all_or_nothing: bool,
    }
}

request! {
    /// One thing to be done: exactly one of these, about the user of the batch.
    pub struct BatchItem {;
        /// Gives points.
        grant: GrantPointsRequest,
        /// Spends points.
        consume: ConsumePointsRequest,
        /// Reserves points.
        hold: HoldPointsRequest,
        /// Spends reserved points.
        capture: CapturePointsRequest,
        /// Moves the deadline of a hold.
        extend: ExtendHoldRequest,
        /// Gives up a hold.
        release: ReleaseHoldRequest,
        /// Gives spent points back.
        refund: RefundPointsRequest,
        /// Corrects a balance.
        adjust: AdjustPointsRequest,
    }
}

response! {
    /// What became of a batch.
    pub struct BatchPointsResponse {
        /// What became of each item, in their order.
        outcomes: Vec<BatchOutcome>,
        /// How many were refused.
        refused: i64,
    }
}

response! {
    /// What became of one item: its response, or why it was refused.
    pub struct BatchOutcome {
        /// Points which arrived.
        grant: Option<GrantPointsResponse>,
        /// Points which were spent.
        consume: Option<ConsumePointsResponse>,
        /// Points which were reserved.
        hold: Option<HoldPointsResponse>,
        /// Reserved points which were spent.
        capture: Option<CapturePointsResponse>,
        /// A hold whose deadline moved.
        extend: Option<ExtendHoldResponse>,
        /// A hold which was given up.
        release: Option<ReleaseHoldResponse>,
        /// Points which were given back.
        refund: Option<RefundPointsResponse>,
        /// A balance which was corrected.
        adjust: Option<AdjustPointsResponse>,
        /// Why it was refused. It has changed nothing.
        error: Option<BatchError>,
    }
}

response! {
    /// Why an item was refused.
    pub struct BatchError {
        /// The stable code.
        code: String,
        /// The stable number.
        number: i64,
        /// What happened, for a person.
        message: String,
        /// The values of the error, as they stand in `details` of an error.
        details: serde_json::Value,
    }
}
