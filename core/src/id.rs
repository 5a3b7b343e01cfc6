//! Names of things: one type for each kind, so that a session is never passed for a user.
//!
//! Ids are UUIDs. Any version is accepted from outside; those made here are version 7, which sort
//! by the time at which they were made and so keep inserts at the right edge of their indexes.

macro_rules! ids {
    ($( $(#[doc = $doc:literal])+ $name:ident; )+) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                uuid::Uuid::try_parse(text)
                    .map($name)
                    .map_err(|_| crate::Error::validation(stringify!($name), "must be a UUID"))
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                $name(id)
            }
        }

        impl From<$name> for crate::store::Param<'_> {
            fn from(id: $name) -> Self {
                crate::store::Param::Id(id.0)
            }
        }
    )+ };
}

ids! {
    /// A person's account.
    UserId;
    /// An organisation.
    TenantId;
    /// One chat or terminal conversation.
    SessionId;
    /// One message of a session.
    MessageId;
    /// One ledger line of a wallet.
    RecordId;
    /// Points received at once, with a kind and maybe an expiry.
    GrantId;
    /// Points reserved until a deadline.
    HoldId;
    /// Something that is bought through a payment provider.
    OrderId;
    /// One consumption of a quota.
    QuotaLogId;
    /// A pack of uses that was bought beside a plan.
    QuotaPackId;
    /// A reservation of quota.
    QuotaHoldId;
    /// An image or a video that is to be made for points.
    TaskId;
    /// One check-in of a person on one date.
    CheckInId;
    /// One event on its way out.
    EventId;
    /// One record of usage.
    UsageId;
    /// Something that is remembered of a person.
    MemoryId;
}
