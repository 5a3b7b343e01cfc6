// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.

/** Anything that JSON can say. */
export type Json =
  | null | boolean | number | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** The stable code of an error. */
export type ErrorCode =
  /** The person has checked in for this local date. The next date begins at `availableAtMs`. */
  | 'already_checked_in'
  /** The order was paid under another reference. Refund this second payment at the provider. */
  | 'already_paid'
  /** The sum would pass 2^53-1, the largest whole number that every surface holds exactly. */
  | 'amount_overflow'
  /** The store could not be reached or opened. */
  | 'backend_unavailable'
  /** The store stayed locked, or in conflict, past the time-out. Try again. */
  | 'busy'
  /** The call was cancelled, and has changed nothing. */
  | 'cancelled'
  /** The time zone changed since the last check-in, which is less than 20 hours ago. */
  | 'check_in_too_soon'
  /** The engine was closed. */
  | 'closed'
  /** Something with this identity exists already. */
  | 'conflict'
  /** The page cursor was not made by this list or was damaged. Start again without one. */
  | 'cursor_invalid'
  /** A sealed value does not open: it was damaged or moved. */
  | 'decrypt_failed'
  /** The hold has fewer points open than the call needs. */
  | 'hold_exceeded'
  /** The idempotency key was used before with another request. Use a new key for a new request. */
  | 'idempotency_mismatch'
  /** The packs of the user hold less than the call needs. */
  | 'insufficient_packs'
  /** The wallet has fewer points available than the call needs. */
  | 'insufficient_points'
  /** The engine met a state it must never be in. Report it with the request id. */
  | 'internal'
  /** The state of the thing does not allow this operation. */
  | 'invalid_state'
  /** The root key is not the one which sealed this store. */
  | 'key_mismatch'
  /** The store holds sealed data and no root key was given. Open the engine with its root key. */
  | 'key_unavailable'
  /** A replica may not spend without a lease. Call the authority. */
  | 'lease_required'
  /** What the call names does not exist, or is not visible to the caller. */
  | 'not_found'
  /**
   * The connection to the store was lost while a write was committed: it took effect or it did
   * not. A call with an idempotency key can be made again; read before repeating another.
   */
  | 'outcome_unknown'
  /** The queue of submitted calls is full. Slow down and try again. */
  | 'overloaded'
  /** The request or one of its parts is larger than the limit. Split it. */
  | 'payload_too_large'
  /** The refunds of a payment never exceed it. */
  | 'payment_refund_exceeded'
  /** The caller may not do this. */
  | 'permission_denied'
  /** The allowance of the period is used up. It returns at `resetsAtMs`. */
  | 'quota_exceeded'
  /** Too many hits within a window. The same call passes after `retryAfterMs`. */
  | 'rate_limited'
  /** The store can be read and not written. */
  | 'read_only'
  /** The provider's reference belongs to another order. Look that one up with `payments.find`. */
  | 'reference_taken'
  /** The refunds of a record never exceed it. */
  | 'refund_exceeded'
  /** The store was written by a newer Silvervine. Upgrade this program. */
  | 'schema_newer'
  /** Two transactions met and this one must run again. Drivers retry it themselves. */
  | 'serialization'
  /** The file is damaged or is not a database of this engine. Restore a backup. */
  | 'storage_corrupt'
  /** The disk is full. Free space and try again. */
  | 'storage_full'
  /** Reading or writing the store failed. */
  | 'storage_io'
  /** A unique value was taken. Handlers turn it into an error that names what. */
  | 'unique_violation'
  /** No operation has this name or number. The list is in OPERATIONS.md. */
  | 'unknown_operation'
  /** This backend or role cannot do it. `engine.stats` lists what it can. */
  | 'unsupported'
  /**
   * A field of the request breaks its rule. `field` names it as JSON does; `rule` says what it
   * must be.
   */
  | 'validation'
  /** The wallet is frozen: it accepts credits and refuses debits. */
  | 'wallet_frozen'

/** An event that was delivered. */
export interface AckOutboxRequest {
  /** The event. */
  eventId: EventId
  /** The lease under which it was claimed. */
  lease: string
  /** Whom it is about, as it was handed out. */
  userId: UserId
}

/** How a new user becomes active. */
export type Activation =
  /** At once: whoever registers them vouches for the e-mail address. */
  | 'auto'
  /** By confirming the e-mail address. */
  | 'email_confirm'
  /** By the approval of somebody who may give it. */
  | 'admin_approval'

/** How often an hour of the day saw use. */
export interface ActiveHour {
  /** On how many of the days something was used in it. */
  days: number
  /** The hour on the user's clock, 0 to 23. */
  hour: number
}

/** What a user did, counted. All are zero for a user who has done nothing yet. */
export interface ActivityStats {
  /** Actions that were recorded. */
  actions: number
  /** When their last action was recorded. */
  lastActionAtMs: number | null
  /** When the last message of theirs was written. */
  lastMessageAtMs: number | null
  /** When they last began a session, in milliseconds since the epoch. */
  lastSessionAtMs: number | null
  /** Messages of their sessions. */
  messages: number
  /** How long these took together, in milliseconds. */
  sessionMs: number
  /** Sessions they began. */
  sessions: number
  /** Sessions that ended. */
  sessionsEnded: number
  /** Tokens of these messages. */
  tokens: number
}

/** Who is let into the tenant of the call. */
export interface AddMemberRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Their role: `owner`, `admin`, `member` or one the tenant defined; `member` by default. */
  role?: string | null | undefined
  /** The user. */
  userId: UserId
}

/** Something to be remembered. */
export interface AddMemoryRequest {
  /** What is to be remembered, 1 to 16,384 characters. */
  content: string
  /** When it was made, for memories that were kept elsewhere before; now by default. */
  createdAtMs?: number | null | undefined
  /** The numbers that stand for its meaning, 1 to 4096. */
  embedding?: Array<number> | null | undefined
  /** Its id, where the caller has made one already; else the engine makes it. */
  id?: MemoryId | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** How much it weighs, 0 to 100; 50 by default. */
  importance?: number | null | undefined
  /** What it is: `note` (by default), or a name of the host's own. */
  kind?: string | null | undefined
  /** What the host keeps with it: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** The session it belongs to; none where it is of the person. */
  sessionId?: SessionId | null | undefined
  /** The message it came from. */
  sourceId?: MessageId | null | undefined
  /** Whose it is. */
  userId: UserId
}

/** A memory that was added. */
export interface AddMemoryResponse {
  /** The memory. */
  memory: Memory
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** A correction of a balance. */
export interface AdjustPointsRequest {
  /** How many points come (positive) or go (negative); not 0. */
  amount: number
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** When points that come expire: after now. They last for ever by default. */
  expiresAtMs?: number | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** The kind of points that come; `promo` by default. */
  kind?: GrantKind | null | undefined
  /** Why, 1 to 255 characters. The record carries it as its note. */
  reason: string
  /** The event which caused it, at most 64 bytes. */
  relatedEventId?: string | null | undefined
  /** Whose wallet. */
  userId: UserId
}

/** A balance which was corrected. */
export interface AdjustPointsResponse {
  /** How many points came or went. */
  amount: number
  /** What can be spent after it. */
  available: number
  /** The balance after it. */
  balance: number
  /** The grant of those which came. */
  grantId: GrantId | null
  /** The record of the ledger. */
  recordId: RecordId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Its number. */
  seq: number
}

/** A device whose user has logged in. */
export interface AdoptGuestRequest {
  /** The device: an opaque id of 1 to 64 bytes. */
  deviceId: string
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Who logged in. */
  userId: UserId
}

/** Messages of one session to be appended, all or none. */
export interface AppendManyMessagesRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** The messages in their order, 1 to 1000. */
  messages: Array<MessageDraft>
  /** The session, which must not be ended. */
  sessionId: SessionId
  /** Whose the session is. */
  userId: UserId
}

/** Messages that were appended. */
export interface AppendManyMessagesResponse {
  /** How many of them are new; the others stood there already, just the same. */
  count: number
  /** Their ids, in the order of the request. */
  ids: Array<MessageId>
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** A message to be appended. */
export interface AppendMessageRequest {
  /** What is said, at most 1,048,576 characters; empty only while it is streaming. */
  content: string
  /** What it cost, in millionths of the currency. */
  costMicros?: number | null | undefined
  /**
   * When it was made, for messages that were kept elsewhere before. By default it is now, and
   * after all messages that the session has.
   */
  createdAtMs?: number | null | undefined
  /** Its id, where the caller has made one already; else the engine makes it. */
  id?: MessageId | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** What the host keeps with it: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** The model that spoke. */
  model?: string | null | undefined
  /** The message of the same session that it answers or continues. */
  parentId?: MessageId | null | undefined
  /** Who speaks. */
  role: MessageRole
  /** The session, which must not be ended. */
  sessionId: SessionId
  /** How far it is; complete by default. */
  status?: MessageStatus | null | undefined
  /** How many tokens it took. */
  tokens?: number | null | undefined
  /** Whose the session is. */
  userId: UserId
}

/** A message that was appended. */
export interface AppendMessageResponse {
  /** The message. */
  message: Message
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** The next words of a message. */
export interface AppendToStreamRequest {
  /** The number of the chunk: 0 for the first, then one more for each. */
  chunk: number
  /** The message. */
  messageId: MessageId
  /** The words, 1 to 65,536 characters. */
  text: string
  /** Whose the message is. */
  userId: UserId
}

/** Words that are kept. */
export interface AppendToStreamResponse {
  /** The number of the chunk that is expected next. */
  nextChunk: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** Something wrong in a ledger. */
export interface BadRecord {
  /** What is wrong. */
  reason: string
  /** The record, where it is there to be named. */
  recordId: RecordId | null
  /** The number of the record; that of the last one where the wallet or a grant is wrong. */
  seq: number
}

/** Why an item was refused. */
export interface BatchError {
  /** The stable code. */
  code: string
  /** The values of the error, as they stand in `details` of an error. */
  details: Json
  /** What happened, for a person. */
  message: string
  /** The stable number. */
  number: number
}

/** One thing to be done: exactly one of these, about the user of the batch. */
export interface BatchItem {
  /** Corrects a balance. */
  adjust?: AdjustPointsRequest | null | undefined
  /** Spends reserved points. */
  capture?: CapturePointsRequest | null | undefined
  /** Spends points. */
  consume?: ConsumePointsRequest | null | undefined
  /** Moves the deadline of a hold. */
  extend?: ExtendHoldRequest | null | undefined
  /** Gives points. */
  grant?: GrantPointsRequest | null | undefined
  /** Reserves points. */
  hold?: HoldPointsRequest | null | undefined
  /** Gives spent points back. */
  refund?: RefundPointsRequest | null | undefined
  /** Gives up a hold. */
  release?: ReleaseHoldRequest | null | undefined
}

/** What became of one item: its response, or why it was refused. */
export interface BatchOutcome {
  /** A balance which was corrected. */
  adjust: AdjustPointsResponse | null
  /** Reserved points which were spent. */
  capture: CapturePointsResponse | null
  /** Points which were spent. */
  consume: ConsumePointsResponse | null
  /** Why it was refused. It has changed nothing. */
  error: BatchError | null
  /** A hold whose deadline moved. */
  extend: ExtendHoldResponse | null
  /** Points which arrived. */
  grant: GrantPointsResponse | null
  /** Points which were reserved. */
  hold: HoldPointsResponse | null
  /** Points which were given back. */
  refund: RefundPointsResponse | null
  /** A hold which was given up. */
  release: ReleaseHoldResponse | null
}

/** Several things to be done to the wallets of one user. */
export interface BatchPointsRequest {
  /** Refuses everything where one item is refused. By default each stands for itself. */
  allOrNothing?: boolean | null | undefined
  /** What is to be done, in this order: 1 to 100 items. */
  items: Array<BatchItem>
  /** Whose wallets. */
  userId: UserId
}

/** What became of a batch. */
export interface BatchPointsResponse {
  /** What became of each item, in their order. */
  outcomes: Array<BatchOutcome>
  /** How many were refused. */
  refused: number
}

/** A message on a branch. */
export interface BranchMessage {
  /** The message. */
  message: Message
  /**
   * The ids of all that stand in its place, this one among them, in the order in which they
   * were made; at most 100.
   */
  siblingIds: Array<MessageId>
}

/** The unspent points by the kind of their grants. */
export interface Breakdown {
  /** Given with a registration or a payment. */
  bonus: number
  /** Earned by check-ins. */
  checkin: number
  /** Bought. */
  paid: number
  /** Included in a membership. */
  plan: number
  /** Given by a promotion or an operator. */
  promo: number
  /** Given back. */
  refund: number
}

/** An order to be given up. */
export interface CancelPaymentRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Which. */
  orderId: OrderId
  /** Why, at most 255 characters. */
  reason?: string | null | undefined
  /** Whose order. */
  userId: UserId
}

/** A task that is no longer wanted. */
export interface CancelTaskRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Which. */
  taskId: TaskId
  /** Whose task. */
  userId: UserId
}

/** Reserved points to be spent. */
export interface CapturePointsRequest {
  /** How many, 1 to what is open, which is the default. */
  amount?: number | null | undefined
  /** Which. */
  holdId: HoldId
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** A remark for the record, at most 255 characters; that of the hold by default. */
  note?: string | null | undefined
  /** Also releases the rest, so that the hold ends. */
  releaseRest?: boolean | null | undefined
  /** Whose hold. */
  userId: UserId
}

/** Reserved points which were spent. */
export interface CapturePointsResponse {
  /** How many points were spent. */
  amount: number
  /** What can be spent after it. */
  available: number
  /** The balance after it. */
  balance: number
  /** The hold. */
  holdId: HoldId
  /** The level after it. */
  level: number
  /** What of the hold is still open. */
  open: number
  /** The record of the ledger, of kind `consume`. */
  recordId: RecordId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Its number. */
  seq: number
}

/** What to use of a reservation. */
export interface CaptureQuotaRequest {
  /** How much, at most what it has left; all of that when absent. */
  amount?: number | null | undefined
  /** The reservation. */
  holdId: QuotaHoldId
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Whether to give back what is left then. Otherwise it stays reserved. */
  releaseRest?: boolean | null | undefined
  /** The tokens which the model used for it. */
  tokens?: number | null | undefined
  /** Whose reservation. */
  userId: UserId
}

/** What was used of a reservation. */
export interface CaptureQuotaResponse {
  /** How much was used now. */
  amount: number
  /** The feature. */
  feature: string
  /** How much of it came from packs. */
  fromPacks: number
  /** The reservation. */
  holdId: QuotaHoldId
  /** How much the reservation has left. */
  left: number
  /** The line of the log. */
  logId: QuotaLogId
  /** How much was given back. */
  released: number
  /** How much can be used besides all reservations. */
  remaining: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Where the reservation stands. */
  state: QuotaHoldState
  /** How much was ever used. */
  totalUsed: number
}

/** Which device to read. */
export interface CheckGuestRequest {
  /** The device: an opaque id of 1 to 64 bytes. */
  deviceId: string
}

/** A check-in. */
export interface CheckIn {
  /** When it was made, in milliseconds since the epoch. */
  atMs: number
  /** Its id, which is the event of its record. */
  checkInId: CheckInId
  /** The date for which it was made, as `YYYY-MM-DD`. */
  date: string
  /** How many points it gave. */
  points: number
  /** The record of the ledger. */
  recordId: RecordId
  /** Its number. */
  seq: number
  /** The day of the streak, counted from 1. */
  streak: number
  /** The time zone of that date. */
  timezone: string
}

/** One check-in of a person on one date. */
export type CheckInId = string

/** A page of check-ins. */
export interface CheckInList {
  /** The check-ins, the latest date first. */
  items: Array<CheckIn>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** A check-in for today. */
export interface CheckInRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** A remark for the record, at most 255 characters. */
  note?: string | null | undefined
  /** Who checks in. */
  userId: UserId
}

/** A check-in that was made. */
export interface CheckInResponse {
  /** What can be spent after it. */
  available: number
  /** The balance after it. */
  balance: number
  /** The check-in, which is the event of its record. */
  checkInId: CheckInId
  /** The date for which it was made, as `YYYY-MM-DD`. */
  date: string
  /** When they expire; absent if never. */
  expiresAtMs: number | null
  /** The longest streak so far. */
  longestStreak: number
  /** From when on the next check-in can be made in this time zone. */
  nextAtMs: number
  /** How many points it gave. */
  points: number
  /** The record of the ledger, of kind `checkin`. */
  recordId: RecordId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Its number. */
  seq: number
  /** The day of the streak, counted from 1. */
  streak: number
  /** The time zone of that date. */
  timezone: string
  /** How many check-ins were made so far. */
  total: number
}

/** Where a person stands today. */
export interface CheckInState {
  /** Whether they have checked in for it. */
  checkedIn: boolean
  /** Today's date in their time zone, as `YYYY-MM-DD`. */
  date: string
  /** The last one. */
  last: CheckIn | null
  /** The longest streak so far. */
  longestStreak: number
  /** From when on the next can be made: now, or a moment to come. */
  nextAtMs: number
  /** How many points it gives then. */
  nextPoints: number
  /** Which day of a streak it is if it is made then. */
  nextStreak: number
  /** How many points they gave. */
  pointsTotal: number
  /** The streak that today's check-in made or would continue; 0 where it is broken. */
  streak: number
  /** Their time zone. */
  timezone: string
  /** How many check-ins were made so far. */
  total: number
}

/** How many events to hand out, of which kinds, and for how long. */
export interface ClaimOutboxRequest {
  /** Only events of these kinds, 1 to 8 of them; of all kinds by default. */
  kinds?: Array<string> | null | undefined
  /**
   * How long they belong to the caller, in milliseconds, 1 second to 1 hour; a minute by
   * default.
   */
  leaseMs?: number | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
}

/** The events of a claim. */
export interface ClaimedEvents {
  /** The events, the oldest first; at most one for each user. */
  items: Array<OutboxClaimed>
  /** What to acknowledge them under. */
  lease: string
  /** When others may claim them again, in milliseconds since the epoch. */
  leaseEndsAtMs: number
}

/** A task that has a result. */
export interface CompleteTaskRequest {
  /** What it came to, 0 to what is reserved, which is the default. The rest is released. */
  cost?: number | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** What was made: any JSON of at most 64 KiB. */
  result?: Json | undefined
  /** Which. */
  taskId: TaskId
  /** Whose task. */
  userId: UserId
}

/** A task that ended with its result. */
export interface CompleteTaskResponse {
  /** What can be spent after it. */
  available: number
  /** The balance after it. */
  balance: number
  /** How many points were spent. */
  captured: number
  /** When it ended, in milliseconds since the epoch. */
  endedAtMs: number
  /** The record of the ledger; absent where nothing was spent. */
  recordId: RecordId | null
  /** How many points were given back. */
  released: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Its number. */
  seq: number | null
  /** The task. */
  taskId: TaskId
}

/** A success that a provider reports. The host has verified that it comes from there. */
export interface ConfirmPaymentRequest {
  /** What was paid, in minor units: refused where it is not the order's. */
  amount?: number | null | undefined
  /** In which currency: refused where it is not the order's. */
  currency?: string | null | undefined
  /** Makes a retry answer the first outcome; the reference or the name of the event will do. */
  idempotencyKey: string
  /** Which. */
  orderId: OrderId
  /** The provider, 1 to 50 bytes. */
  provider: string
  /** The provider's own name for the payment, 1 to 255 bytes. It pays one order, once. */
  reference: string
  /** Whose order. */
  userId: UserId
}

/** Points to be spent. */
export interface ConsumePointsRequest {
  /** The task or action which they are spent on, at most 64 bytes. */
  actionId?: string | null | undefined
  /** How many, 1 to 2^53-1. */
  amount: number
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** A remark, at most 255 characters. */
  note?: string | null | undefined
  /** The event which they are spent on, at most 64 bytes. */
  relatedEventId?: string | null | undefined
  /** Spends what is there where that is less than the amount, but at least 1. */
  upTo?: boolean | null | undefined
  /** Whose wallet pays. */
  userId: UserId
}

/** Points which were spent. */
export interface ConsumePointsResponse {
  /** How many points were spent. */
  amount: number
  /** What can be spent after it. */
  available: number
  /** The balance after it. */
  balance: number
  /** The level after it. */
  level: number
  /** The record of the ledger. */
  recordId: RecordId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Its number. */
  seq: number
}

/** Something that was used. */
export interface ConsumeQuotaRequest {
  /** How much, 1 to 2^53-1; 1 when absent. */
  amount?: number | null | undefined
  /** The feature; `chat` when absent. */
  feature?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** The conversation in which it was used. */
  sessionId?: SessionId | null | undefined
  /** The tokens which the model used for it. */
  tokens?: number | null | undefined
  /** Who used it. */
  userId: UserId
}

/** The outcome of a consume. The figures are those of the limit with least left. */
export interface ConsumeQuotaResponse {
  /** Nothing can be used now. */
  exceeded: boolean
  /** The feature. */
  feature: string
  /** How much of this use came from packs. */
  fromPacks: number
  /** How much may be used in this period. */
  limit: number
  /** The line of the log. */
  logId: QuotaLogId
  /** At least 80 % of the plan's allowance are used. */
  low: boolean
  /** The period of the limit with least left. */
  period: string
  /** The plan it was used under. */
  plan: string
  /**
   * The points that were paid instead, because quotas are switched off for the user; then the
   * figures of the quota are as they were.
   */
  points: number | null
  /** How much is left in packs, besides what is reserved. */
  purchased: number
  /** How much can be used now, of the plan and of packs. */
  remaining: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /**
   * When the period ends; for a rolling one, when the oldest use in it leaves it. Absent when
   * nothing will reset.
   */
  resetsAtMs: number | null
  /** How much was ever used, packs included. */
  totalUsed: number
  /** How much is used now. */
  used: number
}

/** Something to be bought. */
export interface CreatePaymentRequest {
  /** The price in minor units of the currency, 1 to 2^53-1. */
  amount: number
  /** The points that are bought, 1 to 2^53-1. */
  basePoints: number
  /** Points that are given with them; none by default. */
  bonusPoints?: number | null | undefined
  /** The currency: three capital letters, as ISO 4217 has them. */
  currency: string
  /**
   * Until when it waits to be paid: after now. Then it is cancelled by itself; a success still
   * pays it. It waits for ever by default.
   */
  expiresAtMs?: number | null | undefined
  /**
   * Points that are given too where it is the first recharge of the user's wallet; none by
   * default.
   */
  firstBonusPoints?: number | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** A remark, at most 255 characters. */
  note?: string | null | undefined
  /** What is bought, as the host names it: 1 to 64 bytes. */
  package: string
  /**
   * The provider that is meant to be paid through, 1 to 50 bytes. The one that is paid through
   * in the end takes its place.
   */
  provider?: string | null | undefined
  /** Who buys, and receives the points. */
  userId: UserId
}

/** A session to be begun. */
export interface CreateSessionRequest {
  /** When it was begun, for sessions that were kept elsewhere before; now by default. */
  createdAtMs?: number | null | undefined
  /** The device it was begun on; that of the context by default. */
  device?: string | null | undefined
  /** Its id, where the caller has made one already; else the engine makes it. */
  id?: SessionId | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** What it is: `chat` (by default), `terminal` or a name of the host's own. */
  kind?: string | null | undefined
  /** What the host keeps with it: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** The model that answers, at most 100 characters. */
  model?: string | null | undefined
  /** What it is about, at most 255 characters. */
  title?: string | null | undefined
  /** Whose it is. */
  userId: UserId
}

/** A session that was begun. */
export interface CreateSessionResponse {
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** The session. */
  session: Session
}

/** A task to be created. */
export interface CreateTaskRequest {
  /** The most it may cost, 1 to 2^53-1 points: they are reserved. */
  cost: number
  /** When it expires unless it has ended: after now, at most 366 days; one hour by default. */
  expiresAtMs?: number | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** What is to be made. */
  kind: TaskKind
  /** What is to be made in detail: any JSON of at most 64 KiB. */
  parameters: Json
  /** Whose task, and whose points. */
  userId: UserId
}

/** A task that was created. */
export interface CreateTaskResponse {
  /** What can be spent besides it. */
  available: number
  /** The balance, which a reservation does not change. */
  balance: number
  /** How many points are reserved. */
  cost: number
  /** Its deadline. */
  expiresAtMs: number
  /** The hold which reserves its points. */
  holdId: HoldId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** The task. */
  taskId: TaskId
}

/** A tenant to be made. */
export interface CreateTenantRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Its name, of 1 to 100 characters. */
  name: string
  /** The user who becomes its first owner. */
  ownerId?: UserId | null | undefined
}

/** Which memory to delete. */
export interface DeleteMemoryRequest {
  /** The memory. */
  memoryId: MemoryId
  /** Whose it is. */
  userId: UserId
}

/** Which message to delete. */
export interface DeleteMessageRequest {
  /** The message. */
  messageId: MessageId
  /** Whose it is. */
  userId: UserId
}

/** Which session to delete. */
export interface DeleteSessionRequest {
  /** The session. */
  sessionId: SessionId
  /** Whose it is. */
  userId: UserId
}

/** What a user used from a device. */
export interface DeviceUsage {
  /** The device; absent for what came from none that is known. */
  device: string | null
  /** The last date on which it was used. */
  lastDate: string
  /** The sums. */
  totals: UsageTotals
}

/** Which way a list is paged. */
export type Direction =
  /** From the newest message to the oldest. */
  | 'older'
  /** From the oldest message to the newest. */
  | 'newer'

/** A new version of a message. */
export interface EditMessageRequest {
  /** What the new version says, 1 to 1,048,576 characters. */
  content: string
  /** What it cost, in millionths of the currency. */
  costMicros?: number | null | undefined
  /** The id of the new version, where the caller has made one already. */
  id?: MessageId | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** The message, or any version of it. */
  messageId: MessageId
  /** What the host keeps with it: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** The model that spoke; none by default. */
  model?: string | null | undefined
  /** How many tokens it took. */
  tokens?: number | null | undefined
  /** Whose the message is. */
  userId: UserId
}

/** Which session to end. */
export interface EndSessionRequest {
  /** The session. */
  sessionId: SessionId
  /** Whose it is. */
  userId: UserId
}

/** A task that ended without a result. */
export interface EndTaskResponse {
  /** What can be spent after it. */
  available: number
  /** The balance after it. */
  balance: number
  /** When it ended, in milliseconds since the epoch. */
  endedAtMs: number
  /** How many of them expired at once, because they would have expired while they were held. */
  expired: number
  /** How many points were given back: all. */
  released: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** How it ended. */
  state: TaskState
  /** The task. */
  taskId: TaskId
}

/** What became of an event. */
export interface EventEnd {
  /** When it is due again, or when it ended, in milliseconds since the epoch. */
  atMs: number
  /** The event. */
  eventId: EventId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Its state. */
  state: OutboxState
  /** How many times it was handed out. */
  tries: number
}

/** One event on its way out. */
export type EventId = string

/** Points which expire together. */
export interface Expiring {
  /** When, in milliseconds since the epoch. */
  atMs: number
  /** How many. */
  points: number
}

/** Which session to export. */
export interface ExportConversationRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many messages, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** The session. */
  sessionId: SessionId
  /** Whose it is. */
  userId: UserId
}

/** A session with a page of its messages. */
export interface ExportConversationResponse {
  /** The session as `imports.conversation` takes it in, with the messages of this page. */
  conversation: ImportedConversation
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** A hold whose deadline moves. */
export interface ExtendHoldRequest {
  /** The new deadline: after the present one, and at most 366 days from now. */
  expiresAtMs: number
  /** Which. */
  holdId: HoldId
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Whose hold. */
  userId: UserId
}

/** A hold whose deadline moved. */
export interface ExtendHoldResponse {
  /** Its deadline now. */
  expiresAtMs: number
  /** The hold. */
  holdId: HoldId
  /** What is open of it. */
  open: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** A task whose deadline moves. */
export interface ExtendTaskRequest {
  /** The new deadline: after the present one, and at most 366 days from now. */
  expiresAtMs: number
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Which. */
  taskId: TaskId
  /** Whose task. */
  userId: UserId
}

/** A task whose deadline moved. */
export interface ExtendTaskResponse {
  /** Its deadline now. */
  expiresAtMs: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** The task. */
  taskId: TaskId
}

/** An event that could not be delivered. */
export interface FailOutboxRequest {
  /** The event. */
  eventId: EventId
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** The lease under which it was claimed. */
  lease: string
  /** Why, at most 255 characters, without anything personal. */
  reason?: string | null | undefined
  /** Whom it is about, as it was handed out. */
  userId: UserId
}

/** A failure that a provider reports. The host has verified that it comes from there. */
export interface FailPaymentRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Which. */
  orderId: OrderId
  /** The provider, 1 to 50 bytes; with its reference. */
  provider?: string | null | undefined
  /** Why, at most 255 characters. */
  reason?: string | null | undefined
  /**
   * The provider's own name for the attempt, 1 to 255 bytes; with the provider. It is noted as
   * the order's, so that `payments.find` finds it.
   */
  reference?: string | null | undefined
  /** Whose order. */
  userId: UserId
}

/** A task that has no result. */
export interface FailTaskRequest {
  /** What went wrong, of 1 to 1000 characters. */
  error: string
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Which. */
  taskId: TaskId
  /** Whose task. */
  userId: UserId
}

/** What a person thinks of an answer. */
export type FeedbackRating =
  /** It helped. */
  | 'up'
  /** It did not. */
  | 'down'

/** Which payment a provider means. */
export interface FindPaymentRequest {
  /** The provider, 1 to 50 bytes. */
  provider: string
  /** Its own name for the payment, 1 to 255 bytes. */
  reference: string
}

/** A session whose user is asked for. */
export interface FindSessionOwnerRequest {
  /** The session. */
  sessionId: SessionId
  /** Who asks for it: theirs is meant where several users have a session of this id. */
  userId?: UserId | null | undefined
}

/** By what to find a user: exactly one of these. */
export interface FindUserRequest {
  /** An e-mail address. */
  email?: string | null | undefined
  /** An id in another system. */
  externalId?: string | null | undefined
  /** Also answers the profile. */
  includeProfile?: boolean | null | undefined
  /** A phone number, with its country code. */
  phone?: string | null | undefined
}

/** How a message came to its end. */
export interface FinishMessageStreamRequest {
  /** What it cost, in millionths of the currency. */
  costMicros?: number | null | undefined
  /** The message. */
  messageId: MessageId
  /** What the host keeps with it, in place of what it gave at the start. */
  metadata?: Json | undefined
  /** `complete`, `stopped` or `failed`. */
  status: MessageStatus
  /** How many tokens it took. */
  tokens?: number | null | undefined
  /** Whose the message is. */
  userId: UserId
}

/** A message that came to its end. */
export interface FinishMessageStreamResponse {
  /** The message. */
  message: Message
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** A wallet that is to refuse debits. */
export interface FreezeWalletRequest {
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Why, for the audit trail, at most 255 characters. */
  reason?: string | null | undefined
  /** Whose. */
  userId: UserId
}

/** Whose balance to read. */
export interface GetBalanceRequest {
  /**
   * The moment to answer for; now by default. Earlier moments are answered from the records,
   * later ones by what will have expired.
   */
  asOfAtMs?: number | null | undefined
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** Also answers how much came from where. Not for a moment that has passed. */
  breakdown?: boolean | null | undefined
  /** Whose. */
  userId: UserId
}

/** Which branch of a session to read. */
export interface GetBranchRequest {
  /** Where the last page ended. Not together with `leafId`. */
  cursor?: string | null | undefined
  /** Where the branch ends; by default where the chosen one does. */
  leafId?: MessageId | null | undefined
  /** At most so many messages, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** The session. */
  sessionId: SessionId
  /** Whose the session is. */
  userId: UserId
}

/** Whose check-ins to read. */
export interface GetCheckInsRequest {
  /** Whose. */
  userId: UserId
}

/** Which hold to read. */
export interface GetHoldRequest {
  /** Which. */
  holdId: HoldId
  /** Whose. */
  userId: UserId
}

/** Which limit to read. */
export interface GetLimitRequest {
  /** For whom. */
  key: string
  /** How many hits may come within the window. May be absent for `code`, `login` and `api`. */
  limit?: number | null | undefined
  /** What is limited. */
  scope: string
  /** How long the window is, in milliseconds. May be absent for those too. */
  windowMs?: number | null | undefined
}

/** Which memory to read. */
export interface GetMemoryRequest {
  /** The memory. */
  memoryId: MemoryId
  /** Whose it is. */
  userId: UserId
}

/** Which message to read. */
export interface GetMessageRequest {
  /** The message. */
  messageId: MessageId
  /** Whose it is. */
  userId: UserId
}

/** Which order to read. */
export interface GetPaymentRequest {
  /** Which. */
  orderId: OrderId
  /** Whose. */
  userId: UserId
}

/** Which days to sum over all users. A day is that of each user's own clock. */
export interface GetPlatformUsageRequest {
  /** The first date, as `YYYY-MM-DD`; so that there are 7 days when absent. */
  fromDate?: string | null | undefined
  /** The last date, which counts; today in UTC when absent. 31 days at most. */
  toDate?: string | null | undefined
}

/** Which price to read. */
export interface GetPriceRequest {
  /** At which moment, in milliseconds since the epoch; now when absent. */
  atMs?: number | null | undefined
  /** The model. */
  model: string
  /** Who offers the model. */
  provider: string
}

/** Asks how quotas are. */
export type GetQuotaHealthRequest = Readonly<Record<string, never>>

/** Whose quota of what to read. */
export interface GetQuotaRequest {
  /** The feature; `chat` when absent. */
  feature?: string | null | undefined
  /** The user. */
  userId: UserId
}

/** What to count. */
export interface GetQuotaStatsRequest {
  /** How many days, 1 to 31; 7 by default. */
  days?: number | null | undefined
  /** The feature; `chat` when absent. */
  feature?: string | null | undefined
  /** The IANA time zone whose days are meant; `UTC` when absent. */
  timezone?: string | null | undefined
  /** The moment in whose day they end; now when absent. */
  toAtMs?: number | null | undefined
}

/** Which session to read. */
export interface GetSessionRequest {
  /** The session. */
  sessionId: SessionId
  /** Whose it is. */
  userId: UserId
}

/** Whose sessions to sum up. */
export interface GetSessionStatsRequest {
  /** Whose they are. */
  userId: UserId
}

/** Which setting to read. */
export interface GetSettingRequest {
  /** Its name. */
  key: string
}

/** Which task to read. */
export interface GetTaskRequest {
  /** Which. */
  taskId: TaskId
  /** Whose. */
  userId: UserId
}

/** Which tenant to read. */
export interface GetTenantRequest {
  /** The tenant. */
  tenantId: TenantId
}

/** What to sum by model: since ever when it names no dates. */
export interface GetUsageByModelRequest {
  /** The first date, as `YYYY-MM-DD`. */
  fromDate?: string | null | undefined
  /** The last date, which counts. 366 days at most. */
  toDate?: string | null | undefined
  /** Whose. */
  userId: UserId
}

/** What to sum by kind: since ever when it names no dates. */
export interface GetUsageByTypeRequest {
  /** The first date, as `YYYY-MM-DD`. */
  fromDate?: string | null | undefined
  /** Only of this kind. */
  kind?: string | null | undefined
  /** The last date, which counts. 366 days at most. */
  toDate?: string | null | undefined
  /** Whose. */
  userId: UserId
}

/** Which days a dashboard is about. */
export interface GetUsageDashboardRequest {
  /** The first date, as `YYYY-MM-DD`; so that there are 30 days when absent. */
  fromDate?: string | null | undefined
  /** The last date, which counts; today on the user's clock when absent. 366 days at most. */
  toDate?: string | null | undefined
  /** Whose. */
  userId: UserId
}

/** Which days to sum. */
export interface GetUsageStatisticsRequest {
  /** The first date, as `YYYY-MM-DD`; so that there are 30 days when absent. */
  fromDate?: string | null | undefined
  /** The last date, which counts; today on the user's clock when absent. 366 days at most. */
  toDate?: string | null | undefined
  /** Whose. */
  userId: UserId
}

/** Which user to read. */
export interface GetUserRequest {
  /** Also answers a user who was deleted or anonymized; open to operators only. */
  includeDeleted?: boolean | null | undefined
  /** Also answers the profile. */
  includeProfile?: boolean | null | undefined
  /** Also answers what the user did, counted. */
  includeStats?: boolean | null | undefined
  /** The user. */
  userId: UserId
}

/** Points received at once, with a kind and maybe an expiry. */
export type GrantId = string

/** Where points came from. Points that were not paid for are spent first, other things equal. */
export type GrantKind =
  /** Bought. */
  | 'paid'
  /** Given with a registration or a payment. */
  | 'bonus'
  /** Given by a promotion or an operator. */
  | 'promo'
  /** Earned by a check-in. */
  | 'checkin'
  /** Included in a membership. */
  | 'plan'
  /** Given back where no earlier grant can take them. */
  | 'refund'

/** Points for somebody. */
export interface GrantPointsRequest {
  /** The task or action which they belong to, at most 64 bytes. */
  actionId?: string | null | undefined
  /** How many, 1 to 2^53-1. */
  amount: number
  /** Which wallet; `points` by default. Another is opened by its first grant. */
  asset?: string | null | undefined
  /**
   * When they took effect: at most now, which is the default. A moment before that of the
   * wallet's last record becomes that moment, so that time never goes back in a ledger.
   */
  effectiveAtMs?: number | null | undefined
  /** When what is left of them expires: after now. They last for ever by default. */
  expiresAtMs?: number | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Where they come from; `promo` by default. `paid` books a recharge: it counts as bought. */
  kind?: GrantKind | null | undefined
  /** A remark, at most 255 characters. */
  note?: string | null | undefined
  /** When they are spent, 0 (first) to 1,000; 100 by default. */
  priority?: number | null | undefined
  /** The event which caused them, at most 64 bytes. */
  relatedEventId?: string | null | undefined
  /** Whose wallet receives them. */
  userId: UserId
}

/** Points which arrived. */
export interface GrantPointsResponse {
  /** How many points. */
  amount: number
  /** What can be spent after it. */
  available: number
  /** The balance after it. */
  balance: number
  /** When they took effect, in milliseconds since the epoch. */
  effectiveAtMs: number
  /** The grant. */
  grantId: GrantId
  /** The record of the ledger. */
  recordId: RecordId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Its number. */
  seq: number
}

/** What became the user's. */
export interface GuestAdoption {
  /**
   * When it was adopted, in milliseconds since the epoch; absent for a device that held
   * nothing.
   */
  adoptedAtMs: number | null
  /** How much of that counts as used by the user now. */
  counted: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** How much the device had used in all. */
  usedCount: number
}

/** What a device may use without an account. */
export interface GuestState {
  /** Whether a user has adopted it. */
  adopted: boolean
  /** Whether nothing is left. */
  exceeded: boolean
  /** When it was last used, in milliseconds since the epoch; absent when it never was. */
  lastUsedAtMs: number | null
  /** How much may be used in that period. */
  limit: number
  /** The period of the limit with least left. */
  period: string
  /** The plan that says how much. */
  plan: string
  /** How much is left. */
  remaining: number
  /** When the period resets, in milliseconds since the epoch; absent when it never does. */
  resetsAtMs: number | null
  /** How much of that is used. */
  used: number
  /** How much the device has used in all. */
  usedCount: number
}

/** A use that was counted. */
export interface GuestUse {
  /** Whether nothing is left. */
  exceeded: boolean
  /** When it was used, in milliseconds since the epoch. */
  lastUsedAtMs: number
  /** How much may be used in that period. */
  limit: number
  /** The period of the limit with least left. */
  period: string
  /** How much is left. */
  remaining: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** When the period resets, in milliseconds since the epoch; absent when it never does. */
  resetsAtMs: number | null
  /** How much of that is used. */
  used: number
  /** How much the device has used in all. */
  usedCount: number
}

/** A hold: `amount = captured + released + open`. */
export interface HeldPoints {
  /** The task or action which it is for. */
  actionId: string | null
  /** How many points it reserved. */
  amount: number
  /** In which wallet. */
  asset: string
  /** How many of them were spent. */
  captured: number
  /** When it ended; absent while it is open. */
  endedAtMs: number | null
  /** Its deadline. */
  expiresAtMs: number
  /** Its id. */
  holdId: HoldId
  /** A remark. */
  note: string | null
  /** How many of them it still reserves. */
  open: number
  /** When it was made, in milliseconds since the epoch. */
  openedAtMs: number
  /** The event which it is for. */
  relatedEventId: string | null
  /** How many of them were given up, by a call or by its deadline. */
  released: number
  /** What became of it, exact whether or not a sweep has passed. */
  state: HoldState
}

/** Something that happens. */
export interface HitLimitRequest {
  /** How many hits it counts as, 1 to the limit; 1 when absent. */
  cost?: number | null | undefined
  /** For whom, 1 to 128 bytes, such as an address or a phone number. A hash is stored. */
  key: string
  /**
   * How many hits may come within the window, 1 to 1,000,000. May be absent for `code`, `login`
   * and `api`.
   */
  limit?: number | null | undefined
  /** What is limited, 1 to 50 bytes, such as `login`. */
  scope: string
  /** How long the window is, in milliseconds, at most 31 days. May be absent for those too. */
  windowMs?: number | null | undefined
}

/** Points reserved until a deadline. */
export type HoldId = string

/** A page of holds. */
export interface HoldList {
  /** The holds. */
  items: Array<HeldPoints>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** Points to be reserved. */
export interface HoldPointsRequest {
  /**
   * The task or action which they are reserved for, at most 64 bytes. The records of its
   * captures carry it.
   */
  actionId?: string | null | undefined
  /** How many, 1 to 2^53-1. */
  amount: number
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** When they are released unless they were captured: after now, at most 366 days. */
  expiresAtMs: number
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** A remark, at most 255 characters. */
  note?: string | null | undefined
  /** The event which they are reserved for, at most 64 bytes. */
  relatedEventId?: string | null | undefined
  /** Whose wallet reserves them. */
  userId: UserId
}

/** Points which were reserved. */
export interface HoldPointsResponse {
  /** How many points it reserves. */
  amount: number
  /** What can be spent besides it. */
  available: number
  /** The balance, which a hold does not change. */
  balance: number
  /** Its deadline. */
  expiresAtMs: number
  /** The hold. */
  holdId: HoldId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** What to reserve. */
export interface HoldQuotaRequest {
  /** How much, 1 to 2^53-1; 1 when absent. */
  amount?: number | null | undefined
  /** When the reservation ends by itself: after now, and within seven days. */
  expiresAtMs: number
  /** The feature; `chat` when absent. */
  feature?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** The conversation for which it is reserved. */
  sessionId?: SessionId | null | undefined
  /** For whom. */
  userId: UserId
}

/** What is reserved. */
export interface HoldQuotaResponse {
  /** How much it reserves. */
  amount: number
  /** When it ends by itself. */
  expiresAtMs: number
  /** The feature. */
  feature: string
  /** How much of it in packs, because the plan had no more. */
  fromPacks: number
  /** How much is reserved in all now. */
  held: number
  /** The reservation. */
  holdId: QuotaHoldId
  /** How much can be used besides. */
  remaining: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** What became of a hold. */
export type HoldState =
  /** Points of it can be captured until its deadline. */
  | 'open'
  /** It ended with a capture. */
  | 'captured'
  /** What was left of it was released. */
  | 'released'
  /** Its deadline came first, and released what was left of it. */
  | 'expired'

/** A conversation to be taken in. */
export interface ImportConversationRequest {
  /** The conversation. */
  conversation: ImportedConversation
  /** Whose it becomes. */
  userId: UserId
}

/** What became of a conversation. */
export interface ImportConversationResponse {
  /** How many messages were added. */
  messagesAdded: number
  /**
   * How many of these are other versions of messages which the session had with the same id.
   * Both are kept, as branches.
   */
  messagesChanged: number
  /** What became of it. */
  outcome: ImportOutcome
  /** The session that it is. */
  sessionId: SessionId
}

/** What became of a conversation. */
export type ImportOutcome =
  /** It became a new session. */
  | 'created'
  /** Its session got the messages which it had not. */
  | 'grown'
  /** All of it was there already. */
  | 'unchanged'
  /** Its session was deleted since, and stays so. */
  | 'deleted'

/** A conversation that was kept elsewhere. A line of an export is one of these. */
export interface ImportedConversation {
  /**
   * The id there of the message at the end of the branch that was shown last. It becomes the
   * `leafId` of the session, unless it is the latest message.
   */
  activeId?: string | null | undefined
  /** Whether another part follows. The last one has the state of the session. */
  continues?: boolean | null | undefined
  /** When it was begun; by default when its first message was made. */
  createdAtMs?: number | null | undefined
  /** The device it was begun on. */
  device?: string | null | undefined
  /** When it was ended. */
  endedAtMs?: number | null | undefined
  /** Its id there: at most 64 bytes. */
  id: string
  /** What it is: `chat` (by default), `terminal` or a name of the host's own. */
  kind?: string | null | undefined
  /** Its messages, each after the one it answers: at most 200,000. */
  messages: Array<ImportedMessage>
  /** What the host keeps with it: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** The model that answers. */
  model?: string | null | undefined
  /** Which part of a session this is that is too long for one; 0 by default. */
  part?: number | null | undefined
  /** Whether the person keeps it on top. */
  pinned?: boolean | null | undefined
  /**
   * Where it was kept: `chatgpt`, `claude`, ... From `silvervine` the ids, which are UUIDs,
   * stay as they are; from elsewhere the engine derives ids of its own from them.
   */
  source: string
  /** Its state; active by default. */
  status?: SessionStatus | null | undefined
  /** What it is about, at most 255 characters. */
  title?: string | null | undefined
  /** When it was last changed; by default when it was begun. */
  updatedAtMs?: number | null | undefined
}

/** One message of a conversation that was kept elsewhere. */
export interface ImportedMessage {
  /** What is said, at most 1,048,576 characters; it may be empty. */
  content: string
  /** What it cost, in millionths of the currency. */
  costMicros?: number | null | undefined
  /** When it was made; by default a millisecond after the one before it. */
  createdAtMs?: number | null | undefined
  /** Its id there, unique in the conversation: at most 64 bytes. */
  id: string
  /** What the host keeps with it: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** The model that spoke. */
  model?: string | null | undefined
  /** What the person said of it. */
  note?: string | null | undefined
  /**
   * The message that it answers or continues: an earlier one of the list, or one that came with
   * the conversation before.
   */
  parentId?: string | null | undefined
  /** Whether the person found that it helped. */
  rating?: FeedbackRating | null | undefined
  /** Who speaks. */
  role: MessageRole
  /** How far it is; complete by default. One that was being written is taken in as stopped. */
  status?: MessageStatus | null | undefined
  /** How many tokens it took. */
  tokens?: number | null | undefined
  /** The first version of it, where it was edited; dropped where the session has it not. */
  versionOf?: string | null | undefined
}

/** Why a user is inactive. */
export type Inactivity =
  /** Switched off, until activated again. */
  | 'deactivated'
  /** Locked out for a time. */
  | 'suspended'
  /** Locked out for good; only `users.reinstate` ends it. */
  | 'banned'

/** A use of a device without an account. */
export interface IncrementGuestRequest {
  /** How much, 1 to 2^53-1; 1 when absent. */
  amount?: number | null | undefined
  /** The device: an opaque id of 1 to 64 bytes. */
  deviceId: string
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
}

/** A batch of users for whom quotas are opened. */
export interface InitQuotasRequest {
  /** Where the last batch of the run ended. Absent, a new run begins. */
  cursor?: string | null | undefined
  /** Looks at so many users at most, 1 to 1000; 500 by default. */
  limit?: number | null | undefined
  /** The plan they get; `free` when absent. */
  plan?: string | null | undefined
}

/** What came and went by one kind of record. */
export interface KindSummary {
  /** How many records. */
  count: number
  /** The kind. */
  kind: RecordKind
  /** The points that came. */
  pointsIn: number
  /** The points that went. */
  pointsOut: number
}

/** What a user used of a kind. */
export interface KindUsage {
  /** The kind. */
  kind: string
  /** Its share of the calls, in hundredths of a percent, rounded down. */
  shareBasisPoints: number
  /** The sums. */
  totals: UsageTotals
}

/** How a limit stands. */
export interface LimitStanding {
  /** When all of the limit is there again, in milliseconds since the epoch. */
  fullAtMs: number
  /** How many hits may come within the window. */
  limit: number
  /** How many hits would pass now. */
  remaining: number
  /** How long until one hit passes, in milliseconds; 0 when it passes now. */
  retryAfterMs: number
  /** What is limited. */
  scope: string
  /** How long the window is, in milliseconds. */
  windowMs: number
}

/** One limit and how much of it is used. */
export interface LimitState {
  /** How much of the limit was carried over from the period before. */
  carried: number
  /** Nothing is left. */
  exceeded: boolean
  /** How much may be used in this period, with what was carried over. */
  limit: number
  /** At least 80 % are used. */
  low: boolean
  /** The share that is used, in whole percent, rounded down. Over 100 after a downgrade. */
  percent: number
  /** How long the allowance lasts. */
  period: string
  /** How much is left. */
  remaining: number
  /**
   * When the period ends; for a rolling one, when the oldest use in it leaves it. Absent when
   * nothing will reset.
   */
  resetsAtMs: number | null
  /** How much is used. */
  used: number
}

/** Which check-ins to list. */
export interface ListCheckInsRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only those of this month, as `YYYY-MM`. */
  month?: string | null | undefined
  /** Whose. */
  userId: UserId
}

/** Which holds to list. */
export interface ListHoldsRequest {
  /** In which wallet; `points` by default. */
  asset?: string | null | undefined
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only those which are open, the next to end first. Otherwise all, newest first. */
  open?: boolean | null | undefined
  /** Whose. */
  userId: UserId
}

/** Which memories to list. */
export interface ListMemoriesRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** Only those of this kind. */
  kind?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only those of this session. Not together with a kind. */
  sessionId?: SessionId | null | undefined
  /** Whose they are. */
  userId: UserId
}

/** The versions of which message to list. */
export interface ListMessageVersionsRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** The message, or any version of it. */
  messageId: MessageId
  /** Whose the message is. */
  userId: UserId
}

/** Which messages to list. */
export interface ListMessagesRequest {
  /** The page in whose middle this message stands. Not together with a cursor. */
  around?: MessageId | null | undefined
  /** Where to go on. A cursor knows its direction, and `direction` is not asked. */
  cursor?: string | null | undefined
  /**
   * Which way to page: `older` (by default) begins with the newest page, `newer` with the
   * oldest.
   */
  direction?: Direction | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** The session. */
  sessionId: SessionId
  /** Whose the session is. */
  userId: UserId
}

/** Which events to list. */
export interface ListOutboxRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** In which state; `pending` by default. */
  state?: OutboxState | null | undefined
}

/** Which orders to list. */
export interface ListPaymentsRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only those in this state. */
  state?: PaymentState | null | undefined
  /** Whose. */
  userId: UserId
}

/** Which plans to list. */
export interface ListPlansRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
}

/** Of which day to list the users. */
export interface ListPlatformUsersRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** The date, as `YYYY-MM-DD`. */
  date: string
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
}

/** Which records to list. */
export interface ListPointRecordsRequest {
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** Only what took effect at this moment or later. */
  fromAtMs?: number | null | undefined
  /** Only records of this kind. */
  kind?: RecordKind | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only what took effect before this moment. */
  toAtMs?: number | null | undefined
  /** Whose. */
  userId: UserId
}

/** Which prices to list. */
export interface ListPricesRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only of this model of the provider. */
  model?: string | null | undefined
  /** Only of this provider. */
  provider?: string | null | undefined
}

/** Which lines of the log to list. */
export interface ListQuotaLogsRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** The feature; `chat` when absent. */
  feature?: string | null | undefined
  /** Only what was used at this moment or later. */
  fromAtMs?: number | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only what was used before this moment. */
  toAtMs?: number | null | undefined
  /** Whose. */
  userId: UserId
}

/** The history of which session to list. */
export interface ListSessionRecordsRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** The session. */
  sessionId: SessionId
  /** Whose it is. */
  userId: UserId
}

/** Which sessions to list. */
export interface ListSessionsRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only those in this state; all that are not deleted by default. */
  status?: SessionFilter | null | undefined
  /** Whose they are. */
  userId: UserId
}

/** Which settings to list. */
export interface ListSettingsRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
}

/** Which tasks to list. */
export interface ListTasksRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** Only those of this kind. */
  kind?: TaskKind | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only those in this state. */
  state?: TaskState | null | undefined
  /** Whose. */
  userId: UserId
}

/** Which records to list. */
export interface ListUsageRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
  /** Only what was used at or after this moment, in milliseconds since the epoch. */
  fromAtMs?: number | null | undefined
  /** Only of this kind. Not together with `model`. */
  kind?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** Only of this model. Not together with `kind`. */
  model?: string | null | undefined
  /** Only what was used before this moment. */
  toAtMs?: number | null | undefined
  /** Whose. */
  userId: UserId
}

/** A user's place in a tenant. */
export interface Member {
  /** When they joined, in milliseconds since the epoch. */
  joinedAtMs: number
  /** Their role. */
  role: string
  /** The tenant. */
  tenantId: TenantId
  /** The user. */
  userId: UserId
}

/** Something that is remembered. */
export interface Memory {
  /** What is remembered. */
  content: string
  /** When it was made, in milliseconds since the epoch. */
  createdAtMs: number
  /** When it was deleted. */
  deletedAtMs: number | null
  /** How many numbers its embedding has; absent where it has none. */
  dimensions: number | null
  /** The numbers that stand for its meaning. */
  embedding: Array<number> | null
  /** Its id. */
  id: MemoryId
  /** How much it weighs, 0 to 100. */
  importance: number
  /** What it is. */
  kind: string
  /** What the host keeps with it. */
  metadata: Json
  /** The session it belongs to; absent where it is of the person. */
  sessionId: SessionId | null
  /** The message it came from. */
  sourceId: MessageId | null
  /** When it was last changed. */
  updatedAtMs: number
}

/** A field of a memory that may have no value. */
export type MemoryField =
  /** The numbers that stand for its meaning. */
  | 'embedding'
  /** What the host keeps with it. */
  | 'metadata'

/** Something that is remembered of a person. */
export type MemoryId = string

/** A page of memories. */
export interface MemoryList {
  /** The memories, the newest first, without their embeddings. */
  items: Array<Memory>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** A memory that a search found. */
export interface MemoryMatch {
  /** The memory, without its embedding. */
  memory: Memory
  /** How alike it is by the measure that was asked for. */
  score: number
}

/** What a search found. */
export interface MemoryMatches {
  /**
   * The memories, the most alike first; of those that are as alike the one with the greater id,
   * which is the later, comes first.
   */
  items: Array<MemoryMatch>
}

/** How likeness of embeddings is measured. */
export type MemoryMetric =
  /**
   * By their angle: 1 where they point the same way, -1 where they point opposite ways, 0 where
   * one of them is all zeros.
   */
  | 'cosine'
  /** By their product, which also grows with their lengths. */
  | 'dot'

/** A message. */
export interface Message {
  /** What is said. */
  content: string
  /** What it cost, in millionths of the currency. */
  costMicros: number | null
  /** When it was made, in milliseconds since the epoch. */
  createdAtMs: number
  /** What the person said of it. */
  feedback: MessageFeedback | null
  /** Its id. */
  id: MessageId
  /** What the host keeps with it. */
  metadata: Json
  /** The model that spoke. */
  model: string | null
  /** The message that it answers or continues. */
  parentId: MessageId | null
  /** Who speaks. */
  role: MessageRole
  /** The session it belongs to. */
  sessionId: SessionId
  /** How far it is. */
  status: MessageStatus
  /** How many tokens it took. */
  tokens: number | null
  /** The first version of it, where it is a later one. */
  versionOf: MessageId | null
}

/** A branch of a session, or the page of it that was asked for. */
export interface MessageBranch {
  /** The messages, each before those that answer it. */
  items: Array<BranchMessage>
  /** Where the branch ends; absent in a session without messages. */
  leafId: MessageId | null
  /** Goes on towards the beginning of the conversation; absent there. */
  nextCursor: string | null
}

/** One of several messages to be appended. */
export interface MessageDraft {
  /** What is said, at most 1,048,576 characters; empty only while it is streaming. */
  content: string
  /** What it cost, in millionths of the currency. */
  costMicros?: number | null | undefined
  /** When it was made; by default now, and after all messages before it. */
  createdAtMs?: number | null | undefined
  /** Its id, where the caller has made one already; else the engine makes it. */
  id?: MessageId | null | undefined
  /** What the host keeps with it: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** The model that spoke. */
  model?: string | null | undefined
  /**
   * The message that it answers or continues: one of the session, or an earlier one of the same
   * call.
   */
  parentId?: MessageId | null | undefined
  /** Who speaks. */
  role: MessageRole
  /** How far it is; complete by default. */
  status?: MessageStatus | null | undefined
  /** How many tokens it took. */
  tokens?: number | null | undefined
}

/** What a person said of an answer. */
export interface MessageFeedback {
  /** Why. */
  note: string | null
  /** Whether it helped. */
  rating: FeedbackRating | null
}

/** A message that was found. */
export interface MessageHit {
  /** When it was made, in milliseconds since the epoch. */
  createdAtMs: number
  /** Its id. */
  messageId: MessageId
  /** Who speaks. */
  role: MessageRole
  /** The session it belongs to; `messages.list` with `around` shows it there. */
  sessionId: SessionId
  /**
   * The part of it, at most 160 characters, in which the first of the words was found: joined,
   * its pieces are the text.
   */
  snippet: Array<SnippetPart>
}

/** One message of a session. */
export type MessageId = string

/**
 * A page of messages.
 * The messages of a page are in the order of the conversation, whichever way it is paged.
 */
export interface MessageList {
  /** The messages, each before those that were made after it. */
  items: Array<Message>
  /** Goes on the way this page was read; absent at that end of the conversation. */
  nextCursor: string | null
  /** Turns to the other side of this page; absent where nothing was left there. */
  previousCursor: string | null
}

/** Where a message is: in its session or in the trash. */
export interface MessagePlace {
  /** When it was deleted, in milliseconds since the epoch; absent while it is shown. */
  deletedAtMs: number | null
  /** The message. */
  messageId: MessageId
  /** Its session. */
  sessionId: SessionId
}

/** Who speaks in a message. */
export type MessageRole =
  /** The person. */
  | 'user'
  /** The model. */
  | 'assistant'
  /** The host, to the model. */
  | 'system'
  /** A tool that the model called. */
  | 'tool'

/** How far a message is. */
export type MessageStatus =
  /** It is still being written. */
  | 'streaming'
  /** It is whole. */
  | 'complete'
  /** The person stopped it. */
  | 'stopped'
  /** It broke off. */
  | 'failed'

/** A page of the versions of a message. */
export interface MessageVersions {
  /** The versions that are not deleted, the first of them first. */
  items: Array<Message>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** What a user used of a model. */
export interface ModelUsage {
  /** The model. */
  model: string
  /** Who offers the model. */
  provider: string
  /** Its share of the tokens, in hundredths of a percent, rounded down. */
  shareBasisPoints: number
  /** The sums. */
  totals: UsageTotals
}

/** Something that is bought through a payment provider. */
export type OrderId = string

/** An event that belongs to the caller for a while. */
export interface OutboxClaimed {
  /** The event. A deliverer that was handed it before may know it by this. */
  eventId: EventId
  /** What it tells, such as `quota_low`. */
  kind: string
  /** The particulars. */
  payload: Json
  /** When it came about, in milliseconds since the epoch. */
  raisedAtMs: number
  /** How many times it was handed out, this time among them. */
  tries: number
  /** Whom it is about; the nil id for nobody. */
  userId: UserId
}

/** An event as it stands. */
export interface OutboxEvent {
  /** When it is due, when its lease ends, or when it ended, in milliseconds since the epoch. */
  atMs: number
  /** The event. */
  eventId: EventId
  /** What it tells. */
  kind: string
  /** Whether it belongs to a claimer. */
  leased: boolean
  /** The particulars; absent once it was acknowledged, and where they do not open. */
  payload: Json
  /** When it came about, in milliseconds since the epoch. */
  raisedAtMs: number
  /** Why the last try failed, where that was told. */
  reason: string | null
  /** Its state. */
  state: OutboxState
  /** How many times it was handed out. */
  tries: number
  /** Whom it is about; the nil id for nobody. */
  userId: UserId
}

/** A page of events. */
export interface OutboxList {
  /** The events, in the order of their moments. */
  items: Array<OutboxEvent>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** What has become of an event. */
export type OutboxState =
  /** It waits to be handed out or acknowledged. */
  | 'pending'
  /** It was acknowledged. */
  | 'done'
  /** It was given up. */
  | 'dead'

/** An order. */
export interface Payment {
  /** The price in minor units of the currency. */
  amount: number
  /** The points that are bought. */
  basePoints: number
  /** The record of the base points, once it is paid. */
  baseRecordId: RecordId | null
  /** Points that are given with them. */
  bonusPoints: number
  /** The record of the bonus points. */
  bonusRecordId: RecordId | null
  /** How many of the base points refunds have taken back. */
  clawedBasePoints: number
  /** How many of the bonus points refunds have taken back. */
  clawedBonusPoints: number
  /** How many of the points for a first recharge refunds have taken back. */
  clawedFirstBonusPoints: number
  /** When it was made, in milliseconds since the epoch. */
  createdAtMs: number
  /** The currency. */
  currency: string
  /** Until when it waits to be paid. */
  expiresAtMs: number | null
  /** Points that are given too where it is the first recharge. */
  firstBonusPoints: number
  /** The record of the points for a first recharge. */
  firstBonusRecordId: RecordId | null
  /** Whether it was the first recharge of the user's wallet. */
  firstRecharge: boolean
  /** Its id, which the records of its points name as their event. */
  id: OrderId
  /** The remark with which it was made. */
  note: string | null
  /** What is bought. */
  package: string
  /** When it was paid. */
  paidAtMs: number | null
  /** The provider: the one that was meant, then the one that was paid through. */
  provider: string | null
  /**
   * Why it failed, was given up (`expired` where it was by itself) or was last refunded, where
   * somebody said so.
   */
  reason: string | null
  /** The provider's name for the payment, once it is paid. */
  reference: string | null
  /** How much was paid back, in minor units. */
  refundedAmount: number
  /** How far it has come. */
  state: PaymentState
  /** When it last changed. */
  updatedAtMs: number
  /** Who buys. */
  userId: UserId
}

/** A page of orders. */
export interface PaymentList {
  /** The orders, newest first. */
  items: Array<Payment>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** An order after a call. */
export interface PaymentResponse {
  /** The order. */
  payment: Payment
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** How far an order has come. */
export type PaymentState =
  /** It waits for its provider. */
  | 'pending'
  /** It was paid, and its points were credited. */
  | 'paid'
  /** Its provider reported a failure. A success still pays it. */
  | 'failed'
  /** It was given up. A success still pays it. */
  | 'cancelled'
  /** All of it was paid back. */
  | 'refunded'
  /** A part of it was paid back. */
  | 'partly_refunded'

/** A plan. */
export interface Plan {
  /** True while it is as the engine brings it. */
  builtIn: boolean
  /** Its limits. */
  limits: Array<PlanLimit>
  /** Its name. */
  name: string
  /** What one use costs in points while quotas are switched off. */
  pointsPerUse: number
  /** Its place among the plans, the cheapest first; absent when it is never recommended. */
  priceOrder: number | null
  /** When it was last set, in milliseconds since the epoch; absent when it is built in. */
  updatedAtMs: number | null
  /** How often it was set; 0 when it is built in. */
  version: number
}

/** How much of a feature a plan allows in each period. */
export interface PlanLimit {
  /**
   * How much of what is left at the end of a period may be carried into the next, at most.
   * Absent, nothing is. Only for periods that end.
   */
  carryOver?: number | null | undefined
  /** The feature, 1 to 50 bytes, such as `chat`. */
  feature: string
  /** How much may be used in each period, 0 to 2^53-1. */
  limit: number
  /** How long the allowance lasts. */
  period: string
}

/** A page of plans. */
export interface PlanList {
  /** The plans, in the order of their names. */
  items: Array<Plan>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** What was used under one plan. */
export interface PlanUse {
  /** How much. */
  amount: number
  /** How much of it counts in no quota, because points were paid instead. */
  charged: number
  /** How much of it came from packs. */
  fromPacks: number
  /** The plan. */
  plan: string
  /** The points that were paid for that. */
  points: number
  /** The tokens which models used for it. */
  tokens: number
  /** By how many users on that day. In the sum of all days, by the most on one day. */
  users: number
  /** How often. */
  uses: number
  /**
   * The points that would have been paid for the rest, as far as it was used while both ways
   * were compared.
   */
  wouldPoints: number
}

/** What was used on a day. */
export interface PlatformDay {
  /** How long they used, in minutes; one that has begun counts. */
  activeMinutes: number
  /** The date on each user's own clock. */
  date: string
  /** How many models they used. */
  models: number
  /** How many sessions their records name. */
  sessions: number
  /** The sums. */
  totals: UsageTotals
  /** How many users used something. */
  users: number
}

/** What was used within a tenant, by day. */
export interface PlatformUsage {
  /** The days on which something was used, the first first. */
  days: Array<PlatformDay>
  /** The first date. */
  fromDate: string
  /** The last date. */
  toDate: string
}

/** What one user used on a day within a tenant. */
export interface PlatformUser {
  /** How long they used, in minutes; one that has begun counts. */
  activeMinutes: number
  /** How many models they used. */
  models: number
  /** How many sessions their records name. */
  sessions: number
  /** The sums. */
  totals: UsageTotals
  /** The user. */
  userId: UserId
}

/** A page of users. */
export interface PlatformUserList {
  /** The date. */
  date: string
  /** The users, in the order of their ids. */
  items: Array<PlatformUser>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** One line of the ledger. */
export interface PointRecord {
  /** The task or action which it belongs to. */
  actionId: string | null
  /** How many points came (positive) or went (negative). */
  amount: number
  /** The balance after it. */
  balanceAfter: number
  /** When it was written. */
  bookedAtMs: number
  /** When it took effect, in milliseconds since the epoch. */
  effectiveAtMs: number
  /** Its id. */
  id: RecordId
  /** What it is about. */
  kind: RecordKind
  /** A remark. */
  note: string | null
  /**
   * The record which this one gives back or takes back, or, of points received, that of the
   * sender.
   */
  originalRecordId: RecordId | null
  /** The event which caused it. */
  relatedEventId: string | null
  /** Its number within the wallet, from 1 up without gaps. */
  seq: number
}

/** A page of the ledger. */
export interface PointRecordList {
  /** The records, newest first. */
  items: Array<PointRecord>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** One version of the price of a model. */
export interface Price {
  /** The currency. */
  currency: string
  /** From when it is charged, in milliseconds since the epoch. */
  effectiveAtMs: number
  /** What a million input tokens cost, in micro-units of the currency. */
  inputPerMillionMicros: number
  /** The model. */
  model: string
  /** What a million output tokens cost, in micro-units of the currency. */
  outputPerMillionMicros: number
  /** Who offers the model. */
  provider: string
  /** When it was set. */
  setAtMs: number
  /** Counts the prices that were set for the model, from 1. */
  version: number
}

/** A page of prices. */
export interface PriceList {
  /** The versions, in the order of provider, model and version. */
  items: Array<Price>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** How a user presents themselves, and how their client behaves. */
export interface Profile {
  /** What they say of themselves. */
  bio: string | null
  /** The name that others see. */
  displayName: string | null
  /** Their language as a BCP 47 tag; `zh-CN` by default. */
  language: string
  /** Where they are, as they write it. */
  location: string | null
  /** Whether they are notified; they are by default. */
  notificationsEnabled: boolean
  /** Words by which they are grouped. */
  tags: Array<string>
  /** How their client looks; light by default. */
  theme: Theme
  /** Their IANA time zone, in which their days begin; `Asia/Shanghai` by default. */
  timezone: string
}

/** A pack that was bought. */
export interface PurchaseQuotaRequest {
  /** How many uses it holds, 1 to 2^53-1. */
  amount: number
  /** When what is left of it expires; never when absent. */
  expiresAtMs?: number | null | undefined
  /** The feature; `chat` when absent. */
  feature?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Its place among the user's packs, 0 to 1000: the lowest is used first. 100 when absent. */
  priority?: number | null | undefined
  /** Who bought it. */
  userId: UserId
}

/** A pack that was bought. */
export interface PurchaseQuotaResponse {
  /** How many uses it holds. */
  amount: number
  /** When what is left of it expires; absent when it never does. */
  expiresAtMs: number | null
  /** The feature. */
  feature: string
  /** The pack. */
  packId: QuotaPackId
  /** Its place among the user's packs. */
  priority: number
  /** What is left in all packs now, besides what is reserved. */
  purchased: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** Which session to remove for good. */
export interface PurgeSessionRequest {
  /** At most so many rows in this call, 1 to 500, which is the default. */
  limit?: number | null | undefined
  /** The session, which must be in the trash. */
  sessionId: SessionId
  /** Whose it is. */
  userId: UserId
}

/** How far the removal of a session has come. */
export interface PurgeSessionResponse {
  /**
   * Whether nothing of it is left. Else call again, or leave the rest to upkeep; the session is
   * gone either way.
   */
  done: boolean
  /** Rows that this call removed. */
  rows: number
}

/** What the badge of a quota shows. */
export type QuotaBadge =
  /** Less than 80 % of the plan's allowance are used. */
  | 'ok'
  /** At least 80 % of it are used. */
  | 'low'
  /** Nothing can be used now. */
  | 'exceeded'
  /** Uses are paid with points instead: the quota is switched off for the user. */
  | 'charged'

/** What a batch did. */
export interface QuotaBatch {
  /** Where the next batch begins; absent when the run has come to its end. */
  nextCursor: string | null
  /** How far the run has come. */
  run: QuotaRun
  /** How many rows it wrote. Rows that others wrote meanwhile are not among them. */
  written: number
}

/** What a use costs while it is paid with points, and whether it can be. */
export interface QuotaCharge {
  /** Whether the next use can be paid. */
  affordable: boolean
  /** The points that can be spent now. */
  pointsAvailable: number
  /** What one use costs. */
  pointsPerUse: number
}

/** What was used on one day. */
export interface QuotaDay {
  /** The date, as `YYYY-MM-DD`. */
  date: string
  /** What was used under each plan, in the order of their names. */
  plans: Array<PlanUse>
}

/**
 * How quotas are. Rows that are past their reset are no fault: whoever touches one finds it
 * reset.
 */
export interface QuotaHealth {
  /** The last run of `quota.init_all`; absent before the first. */
  lastInit: QuotaRun | null
  /** The last run of `quota.reset_expired` or of upkeep; absent before the first. */
  lastReset: QuotaRun | null
  /** The earliest of those resets. */
  oldestResetAtMs: number | null
  /** How many rows are past their reset; counting stops at a million. */
  overdue: number
}

/** A reservation of quota. */
export type QuotaHoldId = string

/** Where a reservation stands. */
export type QuotaHoldState =
  /** It reserves. */
  | 'open'
  /** All of it was used, or a part and the rest given back. */
  | 'captured'
  /** It was given back. */
  | 'released'
  /** Its deadline passed. */
  | 'expired'

/** One line of the log. */
export interface QuotaLog {
  /** How much. */
  amount: number
  /** When, in milliseconds since the epoch. */
  atMs: number
  /** How much of it came from packs. */
  fromPacks: number
  /** Its id. */
  id: QuotaLogId
  /** How it was used. */
  kind: QuotaLogKind
  /** When the period of the plan's first limit began. */
  periodBeganAtMs: number
  /** The plan then. */
  plan: string
  /** The points that were paid instead, while quotas were switched off for the user. */
  points: number | null
  /** The conversation in which it was used. */
  sessionId: SessionId | null
  /** The tokens which the model used for it. */
  tokens: number | null
  /**
   * The points that the wallet would have been asked for, of a use that counted while both ways
   * were compared.
   */
  wouldPoints: number | null
}

/** One consumption of a quota. */
export type QuotaLogId = string

/** How something was used. */
export type QuotaLogKind =
  /** At once. */
  | 'consume'
  /** From a reservation. */
  | 'capture'
  /** Paid with points, while quotas were switched off for the user. */
  | 'charge'
  /** By a device, before its user had an account or was logged in. */
  | 'adopt'

/** A page of the log, newest first. */
export interface QuotaLogList {
  /** The lines. */
  items: Array<QuotaLog>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** A pack of uses that was bought beside a plan. */
export type QuotaPackId = string

/** The plan of one feature. */
export interface QuotaPlan {
  /** The feature. */
  feature: string
  /** The plan which a pending change brings. */
  nextPlan: string | null
  /** When it does. */
  nextPlanAtMs: number | null
  /** The plan that holds now. */
  plan: string
}

/** How far a run of upkeep has come. */
export interface QuotaRun {
  /** When it began, in milliseconds since the epoch. */
  beganAtMs: number
  /** How many of them it has come past. */
  done: number
  /** How many of those are damaged and were left as they are. */
  failed: number
  /** When it came to its end; absent while it has not. */
  finishedAtMs: number | null
  /** How many rows it was about when it began; counting stops at a million. */
  total: number
  /** When its last batch was made. */
  updatedAtMs: number
}

/** The quota of one feature. The figures at the top are those of the limit with least left. */
export interface QuotaState {
  /** Nothing can be used now. */
  exceeded: boolean
  /** The feature. */
  feature: string
  /** How much is reserved and not yet used. */
  held: number
  /** How much may be used in this period. */
  limit: number
  /** Every limit on the feature, in the order of the plan. */
  limits: Array<LimitState>
  /** At least 80 % of the plan's allowance are used. */
  low: boolean
  /** The plan which a pending change brings. */
  nextPlan: string | null
  /** When it does. */
  nextPlanAtMs: number | null
  /** The share that is used, in whole percent, rounded down. Over 100 after a downgrade. */
  percent: number
  /** The period of the limit with least left. */
  period: string
  /** The plan. */
  plan: string
  /** How much is left in packs, besides what is reserved. */
  purchased: number
  /**
   * The cheapest plan above this one that would have sufficed at the present rate, the largest
   * if none would. Absent while this one does, and on the largest.
   */
  recommendedPlan: string | null
  /** How much can be used now, of the plan and of packs. */
  remaining: number
  /**
   * When the period ends; for a rolling one, when the oldest use in it leaves it. Absent when
   * nothing will reset.
   */
  resetsAtMs: number | null
  /** The time zone in which periods are counted. */
  timezone: string
  /** How much of the plan's allowance was used today, by the calendar of the quota's time zone. */
  today: number
  /** How much was ever used, packs included. */
  totalUsed: number
  /** How much is used. */
  used: number
}

/** What was used of a feature, by day and by plan. */
export interface QuotaStats {
  /** The days, the earliest first, those on which nothing was used among them. */
  days: Array<QuotaDay>
  /** The feature. */
  feature: string
  /** The sums of all days under each plan, in the order of their names. */
  plans: Array<PlanUse>
  /** The time zone whose days are meant. */
  timezone: string
}

/**
 * All that a client needs to draw the badge, the dialog and the input of a feature. The figures
 * are those of the limit with least left.
 */
export interface QuotaView {
  /** What the badge shows. */
  badge: QuotaBadge
  /** What is paid instead; absent while uses count in the quota. */
  charge: QuotaCharge | null
  /** The feature. */
  feature: string
  /** Whether the next use would be refused, so that the input is closed. */
  inputDisabled: boolean
  /** How much may be used in this period. */
  limit: number
  /** How full a bar is, 0 to 100: the share that is used, rounded down. */
  percent: number
  /** The period of the limit. */
  period: string
  /** The plan. */
  plan: string
  /** Where plans are sold, by the setting `quota.pricing_url`. */
  pricingUrl: string | null
  /**
   * When to ask again though nobody used anything: something ends by itself then. Absent when
   * nothing will.
   */
  refreshAtMs: number | null
  /** How much can be used now, of the plan and of packs. */
  remaining: number
  /**
   * When the period ends; for a rolling one, when the oldest use in it leaves it. Absent when
   * nothing will reset.
   */
  resetsAtMs: number | null
  /** How much of the plan's allowance was used today, by the calendar of the quota's time zone. */
  today: number
  /** How much was ever used, packs included. */
  total: number
  /**
   * The plan to offer; absent while the present one suffices, on the largest, and while uses
   * are paid with points.
   */
  upgrade: string | null
  /** How much is used. */
  used: number
  /** What to warn of. */
  warning: QuotaWarning
}

/** What to warn the user of. */
export type QuotaWarning =
  /** Nothing. */
  | 'none'
  /** Little is left. */
  | 'low'
  /** The next use will be refused. */
  | 'exceeded'

/** Whose sums to count again. */
export interface RebuildUsageRequest {
  /** Where the last step ended. */
  cursor?: string | null | undefined
  /** At most so many days at a time, 1 to 31; 31 by default. */
  limit?: number | null | undefined
  /** Whose. */
  userId: UserId
}

/** What a step of counting again has found. */
export interface RebuildUsageResponse {
  /** How many sums were missing. */
  added: number
  /** The dates of what it changed; `all` stands for the sums of all days together. */
  changed: Array<string>
  /** How many sums were wrong. */
  corrected: number
  /** How many days it looked at. */
  days: number
  /** Where the next step begins; absent when all is done. */
  nextCursor: string | null
  /** How many records it read. */
  records: number
  /** How many sums stood for no record. */
  removed: number
}

/** Which wallet to compute anew. */
export interface RecomputeWalletRequest {
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** Whose. */
  userId: UserId
}

/** A wallet as its records alone have it. */
export interface RecomputedWallet {
  /** Which wallet. */
  asset: string
  /** The sum of the records, without what has expired and is not booked. */
  balance: number
  /** Whether the wallet says the same. If not, `wallet.verify` tells what is wrong. */
  matches: boolean
  /** How many records there are. */
  records: number
  /** All that was consumed. */
  totalConsumed: number
  /** All that was bought. */
  totalRecharged: number
}

/** One ledger line of a wallet. */
export type RecordId = string

/** What a record of the ledger is about. */
export type RecordKind =
  /** Points given at registration. */
  | 'register_bonus'
  /** Points given. */
  | 'grant'
  /** Points bought. */
  | 'recharge'
  /** Points given with a purchase. */
  | 'recharge_bonus'
  /** Points spent. */
  | 'consume'
  /** Spent points given back. */
  | 'refund'
  /** Points earned by a check-in. */
  | 'checkin'
  /** Points earned by an invitation. */
  | 'invite_reward'
  /** Points which expired. */
  | 'expire'
  /** A correction by an operator. */
  | 'adjust'
  /** Points taken back after a refunded payment. */
  | 'clawback'
  /** Points sent to somebody. */
  | 'transfer_out'
  /** Points received from somebody. */
  | 'transfer_in'

/** Uses to be recorded, such as those that a device collected. */
export interface RecordManyUsageRequest {
  /** What was used, 1 to 200 events, in this order. */
  events: Array<UsageEvent>
  /** Who used something. */
  userId: UserId
}

/** What became of many uses. */
export interface RecordManyUsageResponse {
  /** What became of each, in their order. */
  outcomes: Array<UsageOutcome>
  /** How many are recorded now that were not before. */
  recorded: number
  /** How many were refused. */
  refused: number
  /** How many had been recorded before. */
  replayed: number
}

/** One use to be recorded. */
export interface RecordUsageRequest {
  /** What it cost; by the price of the model when absent, and unknown where there is none. */
  cost?: UsageCost | null | undefined
  /** From which device, 1 to 64 bytes; the one the call comes from when absent. */
  device?: string | null | undefined
  /** How long it took, in milliseconds. */
  durationMs: number
  /** The caller's name for it, 1 to 64 bytes. It is counted once. */
  eventId: string
  /** Tokens that went in. */
  inputTokens: number
  /** Which feature was used, 1 to 50 bytes, such as `chat`. */
  kind: string
  /** The model, 1 to 100 bytes. */
  model: string
  /** When it was used, in milliseconds since the epoch; now when absent. */
  occurredAtMs?: number | null | undefined
  /** Tokens that came out. */
  outputTokens: number
  /** Who offers the model, 1 to 50 bytes. */
  provider: string
  /** In which session. */
  sessionId?: SessionId | null | undefined
  /** Who used something. */
  userId: UserId
}

/** What was recorded. */
export interface RecordUsageResponse {
  /** The record. */
  record: UsageRecord
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** Money that the provider has paid back. */
export interface RefundPaymentRequest {
  /** How much in minor units, 1 to what was not paid back yet, which is the default. */
  amount?: number | null | undefined
  /** Makes a retry answer the first outcome; the provider's name for the refund will do. */
  idempotencyKey: string
  /** Which. */
  orderId: OrderId
  /** Why, at most 255 characters. */
  reason?: string | null | undefined
  /** Whose order. */
  userId: UserId
}

/** What a refund did. */
export interface RefundPaymentResponse {
  /** How much was paid back, in minor units. */
  amount: number
  /** How many of the base points were taken back, or are owed. */
  basePoints: number
  /** How many of the bonus points. */
  bonusPoints: number
  /** How many of the points for a first recharge. */
  firstBonusPoints: number
  /** The order after it. */
  payment: Payment
  /**
   * The record of what was taken; absent where nothing was, because it rounds to no point or
   * all of it is held and owed.
   */
  recordId: RecordId | null
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** Spent points to be given back. */
export interface RefundPointsRequest {
  /** How many, 1 to what was not given back yet, which is the default. */
  amount?: number | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /**
   * Points that have expired meanwhile expire at once, unless this gives them a new moment:
   * after now.
   */
  newExpiresAtMs?: number | null | undefined
  /** A remark, at most 255 characters. */
  note?: string | null | undefined
  /** The record by which they were spent, of kind `consume`. */
  recordId: RecordId
  /** Whose wallet receives them. */
  userId: UserId
}

/** Points which were given back. */
export interface RefundPointsResponse {
  /** How many points were given back. */
  amount: number
  /** What can be spent after it. */
  available: number
  /** The balance after it. */
  balance: number
  /** How many of them expired at once, in a record of their own. */
  expired: number
  /** The grant of those which got a new expiry. */
  grantId: GrantId | null
  /** The record of the ledger. */
  recordId: RecordId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Its number. */
  seq: number
}

/** A user to be made. At least one of e-mail address, phone number and external id must stand. */
export interface RegisterUserRequest {
  /**
   * How they become active: at once by default, or by confirmation where the setting
   * `auto_activate` of the tenant (or of the host) is false.
   */
  activation?: Activation | null | undefined
  /** Where their picture is, at most 255 characters. */
  avatarUrl?: string | null | undefined
  /** What they say of themselves, at most 255 characters. */
  bio?: string | null | undefined
  /**
   * Who registers them, where the embedding program or an operator says so; a user who
   * registers others is named by the context.
   */
  createdBy?: UserId | null | undefined
  /** Their e-mail address, at most 255 characters. */
  email?: string | null | undefined
  /** Their id in another system, at most 64 bytes. */
  externalId?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Their language as a BCP 47 tag; `zh-CN` by default. */
  language?: string | null | undefined
  /** Their name, of 2 to 100 characters. */
  name?: string | null | undefined
  /** What they are called, of 1 to 50 characters. */
  nickname?: string | null | undefined
  /** Their phone number, with its country code. */
  phone?: string | null | undefined
  /** Their quota plan; `free` by default. */
  plan?: string | null | undefined
  /** Their IANA time zone; `Asia/Shanghai` by default. */
  timezone?: string | null | undefined
}

/** What a registration came to. */
export interface RegisterUserResponse {
  /** The points that the registration granted. */
  bonusPoints: number
  /** True for a new user; false for one who was known and joined the tenant. */
  created: boolean
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Whether they must confirm their e-mail address or be approved before they are active. */
  requiresVerification: boolean
  /** The user. */
  user: User
}

/** A hold to be given up. */
export interface ReleaseHoldRequest {
  /** Which. */
  holdId: HoldId
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Whose hold. */
  userId: UserId
}

/** A hold which was given up. */
export interface ReleaseHoldResponse {
  /** What can be spent after it. */
  available: number
  /** The balance after it. */
  balance: number
  /** How many of them expired at once, because they would have expired while they were held. */
  expired: number
  /** The hold. */
  holdId: HoldId
  /** How many points it no longer reserves. */
  released: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** A reservation to give back. */
export interface ReleaseQuotaRequest {
  /** The reservation. */
  holdId: QuotaHoldId
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Whose reservation. */
  userId: UserId
}

/** What was given back. */
export interface ReleaseQuotaResponse {
  /** The feature. */
  feature: string
  /** How much is reserved in all now. */
  held: number
  /** The reservation. */
  holdId: QuotaHoldId
  /** How much was given back. What of it was held in a pack that has expired is lost. */
  released: number
  /** How much can be used besides. */
  remaining: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Where the reservation stands: `captured` where a part of it was used before. */
  state: QuotaHoldState
}

/** Which key to forget. */
export interface ResetLimitRequest {
  /** For whom. */
  key: string
  /** What is limited. */
  scope: string
}

/** What was forgotten. */
export interface ResetLimitResponse {
  /** Whether anything was counted. */
  reset: boolean
}

/** A batch of resets. */
export interface ResetQuotasRequest {
  /** Where the last batch of the run ended. Absent, a new run begins. */
  cursor?: string | null | undefined
  /** At most so many rows, 1 to 1000; 500 by default. */
  limit?: number | null | undefined
}

/** Which memory to take out of the trash. */
export interface RestoreMemoryRequest {
  /** The memory. */
  memoryId: MemoryId
  /** Whose it is. */
  userId: UserId
}

/** Which message to take out of the trash. */
export interface RestoreMessageRequest {
  /** The message. */
  messageId: MessageId
  /** Whose it is. */
  userId: UserId
}

/** Which session to take out of the trash. */
export interface RestoreSessionRequest {
  /** The session. */
  sessionId: SessionId
  /** Whose it is. */
  userId: UserId
}

/** What to look for among the memories of a user. */
export interface SearchMemoriesRequest {
  /**
   * The numbers that stand for what is looked for, 1 to 4096. Only memories with as many are
   * compared.
   */
  embedding: Array<number>
  /** Only those of this kind. */
  kind?: string | null | undefined
  /** At most so many, 1 to 100; 10 by default. */
  limit?: number | null | undefined
  /** How likeness is measured; `cosine` by default. */
  metric?: MemoryMetric | null | undefined
  /** Only those of this session. */
  sessionId?: SessionId | null | undefined
  /** Whose they are. */
  userId: UserId
}

/** Which messages to find. */
export interface SearchMessagesRequest {
  /** Where to go on. */
  cursor?: string | null | undefined
  /** At most so many, 1 to 200; 50 by default. */
  limit?: number | null | undefined
  /** What they must hold, 1 to 200 characters. It has no syntax. */
  query: string
  /** Only messages of this speaker. */
  role?: MessageRole | null | undefined
  /** Only messages of this session. */
  sessionId?: SessionId | null | undefined
  /** Only messages made at this moment or later. */
  sinceAtMs?: number | null | undefined
  /** Whose messages. */
  userId: UserId
}

/** A page of what was found. */
export interface SearchMessagesResponse {
  /**
   * False where the call had looked at as many messages as one call may before the page was
   * full: `nextCursor` goes on.
   */
  complete: boolean
  /** The messages, the newest first. */
  items: Array<MessageHit>
  /** Goes on to older messages; absent where there are no more. */
  nextCursor: string | null
}

/** Which branch of a session to choose. */
export interface SelectBranchRequest {
  /** A message on the branch. */
  messageId: MessageId
  /** The session. */
  sessionId: SessionId
  /** Whose the session is. */
  userId: UserId
}

/** A session with its counters. */
export interface Session {
  /** When it was begun, in milliseconds since the epoch. */
  createdAtMs: number
  /** When it was deleted. */
  deletedAtMs: number | null
  /** The device it was begun on. */
  device: string | null
  /** From its beginning to its end, or to its latest message while it goes on. */
  durationMs: number
  /** When it was ended. */
  endedAtMs: number | null
  /** Its id. */
  id: SessionId
  /** What it is: `chat`, `terminal` or a name of the host's own. */
  kind: string
  /** When its latest message was made. */
  lastMessageAtMs: number | null
  /** The end of the branch that the person chose; absent where it is the latest message. */
  leafId: MessageId | null
  /** How many messages it has that are not deleted. */
  messageCount: number
  /** What the host keeps with it. */
  metadata: Json
  /** The model that answers. */
  model: string | null
  /** Whether the person keeps it on top. */
  pinned: boolean
  /** Its state. */
  status: SessionStatus
  /** What it is about. */
  title: string | null
  /** The sum of their cost, in millionths of the currency. */
  totalCostMicros: number
  /** The sum of their tokens. */
  totalTokens: number
  /** When it was last changed; messages do not change it. */
  updatedAtMs: number
  /** Whose it is. */
  userId: UserId
}

/** A field of a session that may have no value. */
export type SessionField =
  /** What it is about. */
  | 'title'
  /** The model that answers. */
  | 'model'
  /** What the host keeps with it. */
  | 'metadata'

/** Which sessions a list shows. */
export type SessionFilter =
  /** All that are not deleted. */
  | 'all'
  /** Those that go on. */
  | 'active'
  /** Those that rest. */
  | 'paused'
  /** Those that are closed. */
  | 'ended'
  /** Those that were filed away. */
  | 'archived'
  /** Those in the trash. */
  | 'deleted'

/** One chat or terminal conversation. */
export type SessionId = string

/** A page of sessions. */
export interface SessionList {
  /** The sessions, the newest first. */
  items: Array<Session>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** Whose a session is. */
export interface SessionOwner {
  /** The user. */
  userId: UserId
}

/** A state that a session entered. */
export interface SessionRecord {
  /** Since when, in milliseconds since the epoch. */
  atMs: number
  /** Its number in the history of the session, from 1 without gaps. */
  n: number
  /** The state. */
  status: SessionStatus
}

/** A page of the history of a session. */
export interface SessionRecordList {
  /** The records, the latest first. */
  items: Array<SessionRecord>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** The sessions of a user, summed up. */
export interface SessionStats {
  /** Of those, how many go on. */
  active: number
  /** How many were filed away. */
  archived: number
  /** The sum of their cost, in millionths of the currency. */
  costMicros: number
  /** Sessions in the trash. */
  deleted: number
  /** How many are closed. */
  ended: number
  /** When a message was last written. */
  lastMessageAtMs: number | null
  /** When a session was last begun, in milliseconds since the epoch. */
  lastSessionAtMs: number | null
  /**
   * How long a session took on average that was ended, deleted ones among them; absent while
   * none was.
   */
  meanDurationMs: number | null
  /** Messages of the sessions that are not deleted. */
  messages: number
  /** How many rest. */
  paused: number
  /** Sessions that are not deleted. */
  sessions: number
  /** The sum of their tokens. */
  tokens: number
}

/** The state of a session. */
export type SessionStatus =
  /** It goes on. */
  | 'active'
  /** It rests and may go on. */
  | 'paused'
  /** It is closed and takes no more messages. */
  | 'ended'
  /** It was filed away. */
  | 'archived'

/** The floor of a wallet. */
export interface SetFloorRequest {
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /**
   * Below so many points that can be spent the wallet is low, 1 to 2^53-1; no floor when
   * absent.
   */
  floor?: number | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Whose wallet. */
  userId: UserId
}

/** Which role a member is to have. */
export interface SetMemberRoleRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Their new role: `owner`, `admin`, `member` or one the tenant defined. */
  role: string
  /** The member. */
  userId: UserId
}

/** What a person says of an answer. Without a rating and a note, what they said is taken back. */
export interface SetMessageFeedbackRequest {
  /** The message. */
  messageId: MessageId
  /** Why, at most 1000 characters. */
  note?: string | null | undefined
  /** Whether it helped. */
  rating?: FeedbackRating | null | undefined
  /** Whose the message is. */
  userId: UserId
}

/** A plan to be stored. It replaces the one of its name whole. */
export interface SetPlanRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Its limits, 1 to 32; one at most for each feature and period. */
  limits: Array<PlanLimit>
  /** Its name, 1 to 50 bytes. */
  name: string
  /** What one use costs in points while quotas are switched off, 0 to 2^53-1; 1 when absent. */
  pointsPerUse?: number | null | undefined
  /** Its place among the plans, the cheapest first. Without one it is never recommended. */
  priceOrder?: number | null | undefined
}

/** A price to be charged. */
export interface SetPriceRequest {
  /** Three capital letters, as ISO 4217 has them. */
  currency: string
  /** From when it is charged, in milliseconds since the epoch; from now when absent. */
  effectiveAtMs?: number | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** What a million input tokens cost, in micro-units of the currency. */
  inputPerMillionMicros: number
  /** The model, 1 to 100 bytes. */
  model: string
  /** What a million output tokens cost, in micro-units of the currency. */
  outputPerMillionMicros: number
  /** Who offers the model, 1 to 50 bytes. */
  provider: string
}

/** A user's plan from now on. */
export interface SetQuotaPlanRequest {
  /**
   * The day of the month, 1 to 31, on which months begin, the last day where a month has no
   * such day. Absent keeps what stands, 1 at first. It holds at once.
   */
  anchorDay?: number | null | undefined
  /** When the plan holds from; at once when absent. A change at once cancels a pending one. */
  at?: When | null | undefined
  /** Only this feature; every feature of the user when absent. */
  feature?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** The name of the plan. */
  plan: string
  /**
   * The IANA time zone in which periods are counted. Absent keeps what stands, `UTC` at first.
   * It holds at once.
   */
  timezone?: string | null | undefined
  /** The user. */
  userId: UserId
}

/** The plans of a user after a change. */
export interface SetQuotaPlanResponse {
  /** The day of the month on which months begin. */
  anchorDay: number
  /** The changed features, in the order of their names. */
  features: Array<QuotaPlan>
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** The time zone in which periods are counted; of `chat` when every feature was changed. */
  timezone: string
  /** The user. */
  userId: UserId
}

/** A state for a session. */
export interface SetSessionStatusRequest {
  /** The session. */
  sessionId: SessionId
  /** The state it is to have. */
  status: SessionStatus
  /** Whose it is. */
  userId: UserId
}

/** A setting to be stored. */
export interface SetSettingRequest {
  /** What it is for, at most 255 characters. Absent keeps what stands. */
  description?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Its name, of 1 to 100 characters. */
  key: string
  /** Its value: any JSON of at most 64 KiB. */
  value: Json
}

/** A setting. */
export interface Setting {
  /** What it is for. */
  description: string | null
  /** Its name. */
  key: string
  /** The type of its value. */
  type: SettingType
  /** When it was last set, in milliseconds since the epoch. */
  updatedAtMs: number
  /** Its value. */
  value: Json
}

/** A page of settings. */
export interface SettingList {
  /** The settings, in the order of their keys. */
  items: Array<Setting>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** The type of a setting's value. */
export type SettingType =
  /** Text. */
  | 'string'
  /** A number. */
  | 'number'
  /** True or false. */
  | 'boolean'
  /** A list. */
  | 'array'
  /** An object. */
  | 'object'
  /** Nothing. */
  | 'null'

/** A piece of a snippet. */
export interface SnippetPart {
  /** Whether this is what the query found. */
  isMatch: boolean
  /** The text, as it stands in the message. */
  text: string
}

/** A message that is about to be written. */
export interface StartMessageStreamRequest {
  /** Its id, where the caller has made one already; else the engine makes it. */
  id?: MessageId | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** What the host keeps with it: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** The model that speaks. */
  model?: string | null | undefined
  /** The message of the same session that it answers. */
  parentId?: MessageId | null | undefined
  /** Who speaks; the assistant by default. */
  role?: MessageRole | null | undefined
  /** The session, which must not be ended. */
  sessionId: SessionId
  /** Whose the session is. */
  userId: UserId
}

/** A message that is being written. */
export interface StartMessageStreamResponse {
  /** The message, which is `streaming`. */
  message: Message
  /** The number of the chunk that is expected next. */
  nextChunk: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** A task that begins to run. */
export interface StartTaskRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Which. */
  taskId: TaskId
  /** Whose task. */
  userId: UserId
}

/** Which part of a ledger to sum up. */
export interface SummarizeWalletRequest {
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** From this moment on; from the first record by default. */
  fromAtMs?: number | null | undefined
  /** Up to the moment before this one; up to now by default. */
  toAtMs?: number | null | undefined
  /** Whose. */
  userId: UserId
}

/** How much to sweep. */
export interface SweepExpiredRequest {
  /** At most so many records and holds, 1 to 500; 500 by default. */
  limit?: number | null | undefined
}

/** What was swept. */
export interface SweepExpiredResponse {
  /** Whether nothing is left that is due. */
  done: boolean
  /** How many records were booked and holds were ended. */
  rows: number
}

/** A task: `cost = captured + released + open`. */
export interface Task {
  /** How many of them were spent. */
  captured: number
  /** How many points were reserved for it. */
  cost: number
  /** When it was created, in milliseconds since the epoch. */
  createdAtMs: number
  /** When it ended. */
  endedAtMs: number | null
  /** What went wrong. */
  error: string | null
  /** Its deadline. */
  expiresAtMs: number
  /** The hold which reserves them. */
  holdId: HoldId
  /** What is made. */
  kind: TaskKind
  /** How many of them are still reserved. */
  open: number
  /** What is to be made in detail. */
  parameters: Json
  /** The record of the ledger that spent them; absent where none were. */
  recordId: RecordId | null
  /** How many of them were given back. */
  released: number
  /** What was made. */
  result: Json
  /** When it was started. */
  startedAtMs: number | null
  /** Where it stands, exact whether or not a sweep has passed. */
  state: TaskState
  /** Its id. */
  taskId: TaskId
}

/** An image or a video that is to be made for points. */
export type TaskId = string

/** What is made. */
export type TaskKind =
  /** An image. */
  | 'image'
  /** A video. */
  | 'video'

/** A page of tasks. */
export interface TaskList {
  /** The tasks, newest first. */
  items: Array<Task>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** Where a task stands. */
export type TaskState =
  /** Created, and not started. */
  | 'pending'
  /** Started. */
  | 'running'
  /** Ended with a result. */
  | 'succeeded'
  /** Ended without a result. */
  | 'failed'
  /** Ended because the person no longer wanted it. */
  | 'cancelled'
  /** Its deadline came first. */
  | 'expired'

/** An organisation. */
export interface Tenant {
  /** When it was made, in milliseconds since the epoch. */
  createdAtMs: number
  /** Its id. */
  id: TenantId
  /** Its name. */
  name: string
}

/** An organisation. */
export type TenantId = string

/** How a client looks. */
export type Theme =
  /** Dark on light. */
  | 'light'
  /** Light on dark. */
  | 'dark'
  /** As the system is set. */
  | 'system'

/** Points for somebody else. */
export interface TransferPointsRequest {
  /** How many, 1 to 2^53-1. */
  amount: number
  /** Of which wallets; `points` by default. The receiver's is opened where it is not. */
  asset?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** A remark for the records of both, at most 255 characters. */
  note?: string | null | undefined
  /** The event which caused it, at most 64 bytes. The records of both carry it. */
  relatedEventId?: string | null | undefined
  /** Who receives them; somebody else. */
  toUserId: UserId
  /** Who sends them. */
  userId: UserId
}

/** Points which were sent. */
export interface TransferPointsResponse {
  /** How many points were sent. */
  amount: number
  /** What the sender can spend after it. */
  available: number
  /** The sender's balance after it. */
  balance: number
  /** The sender's record, which the receiver's name as their original. */
  recordId: RecordId
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
  /** Its number. */
  seq: number
}

/** Uses that one user gives to another, from their packs. */
export interface TransferQuotaRequest {
  /** How many, 1 to 2^53-1. They are taken in the order of use. */
  amount: number
  /** The feature; `chat` when absent. */
  feature?: string | null | undefined
  /** Who gives. */
  fromUserId: UserId
  /** Makes a retry answer the first outcome. */
  idempotencyKey: string
  /** Who receives. */
  toUserId: UserId
}

/** Uses that were given. */
export interface TransferQuotaResponse {
  /** How many. */
  amount: number
  /** The feature. */
  feature: string
  /** What is left in the packs of the one who gave, besides what is reserved. */
  purchased: number
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** A wallet that is to accept debits again. */
export interface UnfreezeWalletRequest {
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Why, for the audit trail, at most 255 characters. */
  reason?: string | null | undefined
  /** Whose. */
  userId: UserId
}

/** What is to be changed of a memory. */
export interface UpdateMemoryRequest {
  /** Fields that shall have no value any more; none of them may be given one too. */
  clear?: Array<MemoryField> | null | undefined
  /** What is to be remembered, 1 to 16,384 characters. */
  content?: string | null | undefined
  /** The numbers that stand for its meaning, 1 to 4096. */
  embedding?: Array<number> | null | undefined
  /** How much it weighs, 0 to 100. */
  importance?: number | null | undefined
  /** What it is. */
  kind?: string | null | undefined
  /** The memory. */
  memoryId: MemoryId
  /** What the host keeps with it, in place of all that it kept: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** Whose it is. */
  userId: UserId
}

/** What is to be changed of a session. What is not given stays as it is. */
export interface UpdateSessionRequest {
  /** Fields that shall have no value any more; none of them may be given one too. */
  clear?: Array<SessionField> | null | undefined
  /** What it is: `chat`, `terminal` or a name of the host's own. */
  kind?: string | null | undefined
  /** What the host keeps with it, in place of all that it kept: any JSON of at most 64 KiB. */
  metadata?: Json | undefined
  /** The model that answers, at most 100 characters. */
  model?: string | null | undefined
  /** Whether the person keeps it on top. */
  pinned?: boolean | null | undefined
  /** The session. */
  sessionId: SessionId
  /** What it is about, at most 255 characters. */
  title?: string | null | undefined
  /** Whose it is. */
  userId: UserId
}

/** What a user used, by model. */
export interface UsageByModel {
  /** The first date; absent for all there are. */
  fromDate: string | null
  /** The models, the one with the most tokens first. */
  models: Array<ModelUsage>
  /** The last date. */
  toDate: string | null
}

/** What a user used, by kind. */
export interface UsageByType {
  /** The first date; absent for all there are. */
  fromDate: string | null
  /** The kinds, the most called first. */
  kinds: Array<KindUsage>
  /** The last date. */
  toDate: string | null
}

/** What something cost. */
export interface UsageCost {
  /** In micro-units of the currency, 0 to 2^53-1: a dollar is 1,000,000 of them. */
  amountMicros: number
  /** Three capital letters, as ISO 4217 has them. */
  currency: string
}

/** Everything that a page about a user's usage shows. */
export interface UsageDashboard {
  /** On how many of these days something was used. */
  activeDays: number
  /** The hours in which something was used, in their order. */
  activeHours: Array<ActiveHour>
  /** The sums since ever. */
  allTime: UsageTotals
  /** The days on which something was used, the first first. */
  days: Array<UsageDay>
  /** The devices, the most called first. */
  devices: Array<DeviceUsage>
  /** How often each feature was used, the most called first. */
  features: Array<KindUsage>
  /** The first date. */
  fromDate: string
  /** The models, the one with the most tokens first. */
  models: Array<ModelUsage>
  /** The zone of the user's clock at present. */
  timezone: string
  /** The last date. */
  toDate: string
  /** The sums of these days; `durationMs` is how long was used. */
  totals: UsageTotals
}

/** What a user used on a day. */
export interface UsageDay {
  /** The date on the user's clock. */
  date: string
  /** The sums. */
  totals: UsageTotals
}

/** One of many uses to be recorded. */
export interface UsageEvent {
  /** What it cost; by the price of the model when absent, and unknown where there is none. */
  cost?: UsageCost | null | undefined
  /** From which device, 1 to 64 bytes; the one the call comes from when absent. */
  device?: string | null | undefined
  /** How long it took, in milliseconds. */
  durationMs: number
  /** The caller's name for it, 1 to 64 bytes. It is counted once. */
  eventId: string
  /** Tokens that went in. */
  inputTokens: number
  /** Which feature was used, 1 to 50 bytes, such as `chat`. */
  kind: string
  /** The model, 1 to 100 bytes. */
  model: string
  /** When it was used, in milliseconds since the epoch; now when absent. */
  occurredAtMs?: number | null | undefined
  /** Tokens that came out. */
  outputTokens: number
  /** Who offers the model, 1 to 50 bytes. */
  provider: string
  /** In which session. */
  sessionId?: SessionId | null | undefined
}

/** One record of usage. */
export type UsageId = string

/** A page of records. */
export interface UsageList {
  /** The records, the latest use first. */
  items: Array<UsageRecord>
  /** Where the next page begins; absent on the last. */
  nextCursor: string | null
}

/** What became of one use: its record, or why it was refused. */
export interface UsageOutcome {
  /** Why it was refused. It has changed nothing. */
  error: UsageRefusal | null
  /** The record. */
  record: UsageRecord | null
  /** True when it had been recorded before. */
  replayed: boolean
}

/** The price by which a cost was reckoned. */
export interface UsagePrice {
  /** What a million input tokens cost, in micro-units of the cost's currency. */
  inputPerMillionMicros: number
  /** What a million output tokens cost, in micro-units of the cost's currency. */
  outputPerMillionMicros: number
  /** Which version of the model's price. */
  version: number
}

/** One use, as it was recorded. */
export interface UsageRecord {
  /** When it was used, in milliseconds since the epoch. */
  atMs: number
  /** What it cost; absent where nothing told. */
  cost: UsageCost | null
  /** The date on the user's clock when it was used. */
  date: string
  /** From which device. */
  device: string | null
  /** How long it took, in milliseconds. */
  durationMs: number
  /** The caller's name for it. */
  eventId: string
  /** Its id. */
  id: UsageId
  /** Tokens that went in. */
  inputTokens: number
  /** Which feature was used. */
  kind: string
  /** The model. */
  model: string
  /** Tokens that came out. */
  outputTokens: number
  /** The price by which the cost was reckoned; absent where the cost was given. */
  price: UsagePrice | null
  /** Who offers the model. */
  provider: string
  /** When it was recorded. */
  recordedAtMs: number
  /** In which session. */
  sessionId: SessionId | null
  /** The zone of that clock. */
  timezone: string
}

/** Why a use was refused. */
export interface UsageRefusal {
  /** The stable code. */
  code: string
  /** The values of the error, as they stand in `details` of an error. */
  details: Json
  /** What happened, for a person. */
  message: string
  /** The stable number. */
  number: number
}

/** What a user used, by day. */
export interface UsageStatistics {
  /** The days on which something was used, the first first. */
  days: Array<UsageDay>
  /** The first date. */
  fromDate: string
  /** The zone of the user's clock at present. */
  timezone: string
  /** The last date. */
  toDate: string
  /** The sums of all these days. */
  totals: UsageTotals
}

/** Sums of records. */
export interface UsageTotals {
  /** How many records. */
  calls: number
  /** What they cost, for each currency in the order of the alphabet. */
  costs: Array<UsageCost>
  /** How long they took, in milliseconds. */
  durationMs: number
  /** Tokens that went in. */
  inputTokens: number
  /** Tokens that came out. */
  outputTokens: number
  /** Both together. */
  totalTokens: number
}

/** A user. */
export interface User {
  /** When they last became active. */
  activatedAtMs: number | null
  /** Who activated them. */
  activatedBy: UserId | null
  /** Where their picture is. */
  avatarUrl: string | null
  /** What they say of themselves. */
  bio: string | null
  /** When they were registered, in milliseconds since the epoch, as are all times here. */
  createdAtMs: number
  /** Who registered them. */
  createdBy: UserId | null
  /** When they last became inactive. */
  deactivatedAtMs: number | null
  /** Who made them inactive. */
  deactivatedBy: UserId | null
  /** What was given as the reason for it. */
  deactivationReason: string | null
  /** When they were deleted. */
  deletedAtMs: number | null
  /** Who deleted them. */
  deletedBy: UserId | null
  /** Their e-mail address. */
  email: string | null
  /** Whether the e-mail address is known to be theirs. */
  emailVerified: boolean
  /** Their id in another system. */
  externalId: string | null
  /** Their id. */
  id: UserId
  /** Why they are inactive, where they are. */
  inactivity: Inactivity | null
  /** When they were last seen. */
  lastActiveAtMs: number | null
  /** When they last logged in. */
  lastLoginAtMs: number | null
  /** Their name. */
  name: string | null
  /** What they are called. */
  nickname: string | null
  /** Their phone number in E.164. */
  phone: string | null
  /** Whether the phone number is known to be theirs. */
  phoneVerified: boolean
  /** Their profile, where the call asked for it. */
  profile: Profile | null
  /** Where they stand. */
  state: UserState
  /** What they did, counted, where the call asked for it. */
  stats: ActivityStats | null
  /** Until when they are suspended, in milliseconds since the epoch. */
  suspendedUntilAtMs: number | null
  /** When their account last changed. */
  updatedAtMs: number
  /** Who changed it. */
  updatedBy: UserId | null
}

/** A person's account. */
export type UserId = string

/** Where a user stands. */
export type UserState =
  /** Registered and not yet active. */
  | 'pending'
  /** In use. */
  | 'active'
  /** Deactivated, suspended or banned. */
  | 'inactive'
  /** Deleted, and restorable for a while. */
  | 'deleted'
  /** Stripped of everything that tells who it was. */
  | 'anonymized'

/** Which ledger to check. */
export interface VerifyWalletRequest {
  /** Which wallet; `points` by default. */
  asset?: string | null | undefined
  /** Whose. */
  userId: UserId
}

/** What the check of a ledger found. */
export interface VerifyWalletResponse {
  /** The first thing that is wrong. */
  firstBad: BadRecord | null
  /** Whether records, grants and wallet agree. */
  ok: boolean
  /** How many records were sound. */
  records: number
}

/** Whose quota of what to draw. */
export interface ViewQuotaRequest {
  /** The feature; `chat` when absent. */
  feature?: string | null | undefined
  /** The user. */
  userId: UserId
}

/** The floor of a wallet as it stands. */
export interface WalletFloor {
  /** Which wallet. */
  asset: string
  /** What can be spent now. */
  available: number
  /** The floor; absent when there is none. */
  floor: number | null
  /** Whether that is below the floor. */
  low: boolean
  /** True when this is the stored outcome of an earlier call with the same key. */
  replayed: boolean | null
}

/** The state of a wallet. */
export interface WalletState {
  /** The moment this is the answer for, in milliseconds since the epoch. */
  asOfAtMs: number
  /** Which wallet. */
  asset: string
  /** What can be spent: the balance less what is held and what is owed. */
  available: number
  /** The points in it, without those which have expired. Negative while a claw-back is owed. */
  balance: number
  /** How much came from where, when asked for. */
  breakdown: Breakdown | null
  /** What expires next. Absent when nothing does, or for a moment that has passed. */
  expiring: Expiring | null
  /** When points were bought for the first time. */
  firstRechargedAtMs: number | null
  /**
   * The points which open holds reserve: of a moment to come, those that are open till then. 0
   * for a moment that has passed.
   */
  held: number
  /** The level at present, from 1 up. */
  level: number
  /**
   * What a claw-back is still to take of the balance, because it was held; 0 for a moment that
   * has passed.
   */
  owed: number
  /** The number of the last record; 0 when there is none. */
  seq: number
  /** What it accepts. */
  status: WalletStatus
  /** All that was consumed so far. */
  totalConsumed: number
  /** All that was bought so far. */
  totalRecharged: number
}

/** What a wallet accepts. */
export type WalletStatus =
  /** Everything. */
  | 'active'
  /** Credits only. */
  | 'frozen'
  /** Nothing. */
  | 'closed'

/** What came and went, the same whether or not a sweep has booked what expired. */
export interface WalletSummary {
  /** Which wallet. */
  asset: string
  /** How many records. */
  count: number
  /** The kinds of records there are, in the order of their names. */
  kinds: Array<KindSummary>
  /** The points that came. */
  pointsIn: number
  /** The points that went. */
  pointsOut: number
}

/** When a change of plan holds from. */
export type When =
  /** At once. */
  | 'now'
  /** From the end of the longest period of the present plan. */
  | 'next_period'

/** How a promise may be given up. */
export interface CallOptions {
  /**
   * Aborting it cancels the call: its promise rejects with `cancelled`, and nothing was changed. A
   * write that has begun completes, and its promise tells how.
   */
  readonly signal?: AbortSignal | undefined
}

/** The operations on `checkins`. */
export interface CheckinsOperations {
  /**
   * Checks in for today's date in the person's time zone, and gives the points of the day.
   *
   * `checkins.check_in`, since 0.1.0. Errors of its own: `already_checked_in`,
   * `check_in_too_soon`, `amount_overflow`, `invalid_state`, `idempotency_mismatch`.
   */
  checkIn(request: CheckInRequest, options?: CallOptions): Promise<CheckInResponse>
  /** The same as `checkIn`, before it returns. */
  checkInSync(request: CheckInRequest): CheckInResponse
  /**
   * Reads where a person stands today: whether they checked in, their streak, and what the next
   * check-in gives.
   *
   * `checkins.get`, since 0.1.0.
   */
  get(request: GetCheckInsRequest, options?: CallOptions): Promise<CheckInState>
  /** The same as `get`, before it returns. */
  getSync(request: GetCheckInsRequest): CheckInState
  /**
   * Lists check-ins, the latest date first: all, or those of a calendar month.
   *
   * `checkins.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request: ListCheckInsRequest, options?: CallOptions): Promise<CheckInList>
  /** The same as `list`, before it returns. */
  listSync(request: ListCheckInsRequest): CheckInList
  /** Every page of `list`, one after the other. */
  listPages(request: ListCheckInsRequest, options?: CallOptions): AsyncGenerator<CheckInList, void>
  /** Every item of `list`, page by page. */
  listAll(request: ListCheckInsRequest, options?: CallOptions): AsyncGenerator<CheckIn, void>
}

/** The operations on `exports`. */
export interface ExportsOperations {
  /**
   * Reads a session in the form in which `imports.conversation` takes it in, a page of its
   * messages at a time. A surface writes whole files by its own `export`.
   *
   * `exports.conversation`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  conversation(
    request: ExportConversationRequest,
    options?: CallOptions,
  ): Promise<ExportConversationResponse>
  /** The same as `conversation`, before it returns. */
  conversationSync(request: ExportConversationRequest): ExportConversationResponse
  /** Every page of `conversation`, one after the other. */
  conversationPages(
    request: ExportConversationRequest,
    options?: CallOptions,
  ): AsyncGenerator<ExportConversationResponse, void>
  /** Every item of `conversation`, page by page. */
  conversationAll(
    request: ExportConversationRequest,
    options?: CallOptions,
  ): AsyncGenerator<Json, void>
}

/** The operations on `guests`. */
export interface GuestsOperations {
  /**
   * Makes what a device holds the user's, when they log in. Doing it twice is doing it once;
   * another user is refused. On a sharded store the device is on the first shard, so it is a
   * distributed transaction.
   *
   * `guests.adopt`, since 0.1.0. Errors of its own: `conflict`, `idempotency_mismatch`.
   */
  adopt(request: AdoptGuestRequest, options?: CallOptions): Promise<GuestAdoption>
  /** The same as `adopt`, before it returns. */
  adoptSync(request: AdoptGuestRequest): GuestAdoption
  /**
   * Reads what a device may still use. One that was never seen may use all of it.
   *
   * `guests.check`, since 0.1.0.
   */
  check(request: CheckGuestRequest, options?: CallOptions): Promise<GuestState>
  /** The same as `check`, before it returns. */
  checkSync(request: CheckGuestRequest): GuestState
  /**
   * Counts a use of a device, or refuses it when its allowance is used up.
   *
   * `guests.increment`, since 0.1.0. Errors of its own: `quota_exceeded`, `amount_overflow`,
   * `rate_limited`, `idempotency_mismatch`.
   */
  increment(request: IncrementGuestRequest, options?: CallOptions): Promise<GuestUse>
  /** The same as `increment`, before it returns. */
  incrementSync(request: IncrementGuestRequest): GuestUse
}

/** The operations on `imports`. */
export interface ImportsOperations {
  /**
   * Takes in a conversation that was kept elsewhere, whole or not at all.
   * Made again it changes nothing; made again with more messages it adds those. A message whose
   * words differ from those under its id is added beside it, as another branch. A session that
   * was deleted since stays deleted. A surface takes whole files by its own `import`.
   *
   * `imports.conversation`, since 0.1.0. Errors of its own: `conflict`, `invalid_state`,
   * `amount_overflow`.
   */
  conversation(
    request: ImportConversationRequest,
    options?: CallOptions,
  ): Promise<ImportConversationResponse>
  /** The same as `conversation`, before it returns. */
  conversationSync(request: ImportConversationRequest): ImportConversationResponse
  /**
   * Says what taking in a conversation would do. It refuses what that would refuse.
   *
   * `imports.preview`, since 0.1.0. Errors of its own: `conflict`, `invalid_state`,
   * `amount_overflow`.
   */
  preview(
    request: ImportConversationRequest,
    options?: CallOptions,
  ): Promise<ImportConversationResponse>
  /** The same as `preview`, before it returns. */
  previewSync(request: ImportConversationRequest): ImportConversationResponse
}

/** The operations on `limits`. */
export interface LimitsOperations {
  /**
   * Reads how a limit stands, without counting.
   *
   * `limits.get`, since 0.1.0.
   */
  get(request: GetLimitRequest, options?: CallOptions): Promise<LimitStanding>
  /** The same as `get`, before it returns. */
  getSync(request: GetLimitRequest): LimitStanding
  /**
   * Counts a hit, or refuses it with the time to wait. A refusal changes nothing.
   *
   * `limits.hit`, since 0.1.0. Errors of its own: `rate_limited`.
   */
  hit(request: HitLimitRequest, options?: CallOptions): Promise<LimitStanding>
  /** The same as `hit`, before it returns. */
  hitSync(request: HitLimitRequest): LimitStanding
  /**
   * Forgets every hit of a key, such as after a login that succeeded.
   *
   * `limits.reset`, since 0.1.0.
   */
  reset(request: ResetLimitRequest, options?: CallOptions): Promise<ResetLimitResponse>
  /** The same as `reset`, before it returns. */
  resetSync(request: ResetLimitRequest): ResetLimitResponse
}

/** The operations on `members`. */
export interface MembersOperations {
  /**
   * Lets a user into the tenant of the call.
   *
   * `members.add`, since 0.1.0. Errors of its own: `conflict`, `idempotency_mismatch`.
   */
  add(request: AddMemberRequest, options?: CallOptions): Promise<Member>
  /** The same as `add`, before it returns. */
  addSync(request: AddMemberRequest): Member
  /**
   * Gives a member another role.
   *
   * `members.set_role`, since 0.1.0. Errors of its own: `invalid_state`,
   * `idempotency_mismatch`.
   */
  setRole(request: SetMemberRoleRequest, options?: CallOptions): Promise<Member>
  /** The same as `setRole`, before it returns. */
  setRoleSync(request: SetMemberRoleRequest): Member
}

/** The operations on `memories`. */
export interface MemoriesOperations {
  /**
   * Adds a memory.
   * An `id` that is taken by the very same memory answers it, marked as replayed; taken by
   * another it is a `conflict`.
   *
   * `memories.add`, since 0.1.0. Errors of its own: `conflict`, `idempotency_mismatch`.
   */
  add(request: AddMemoryRequest, options?: CallOptions): Promise<AddMemoryResponse>
  /** The same as `add`, before it returns. */
  addSync(request: AddMemoryRequest): AddMemoryResponse
  /**
   * Deletes a memory: it goes to the trash, from which upkeep removes it thirty days later.
   *
   * `memories.delete`, since 0.1.0.
   */
  delete(request: DeleteMemoryRequest, options?: CallOptions): Promise<Memory>
  /** The same as `delete`, before it returns. */
  deleteSync(request: DeleteMemoryRequest): Memory
  /**
   * Reads a memory. A deleted one is not found.
   *
   * `memories.get`, since 0.1.0.
   */
  get(request: GetMemoryRequest, options?: CallOptions): Promise<Memory>
  /** The same as `get`, before it returns. */
  getSync(request: GetMemoryRequest): Memory
  /**
   * Lists memories, the newest first: all of a user, those of a session or those of a kind.
   *
   * `memories.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request: ListMemoriesRequest, options?: CallOptions): Promise<MemoryList>
  /** The same as `list`, before it returns. */
  listSync(request: ListMemoriesRequest): MemoryList
  /** Every page of `list`, one after the other. */
  listPages(request: ListMemoriesRequest, options?: CallOptions): AsyncGenerator<MemoryList, void>
  /** Every item of `list`, page by page. */
  listAll(request: ListMemoriesRequest, options?: CallOptions): AsyncGenerator<Memory, void>
  /**
   * Takes a memory out of the trash. One that is not deleted stays as it is.
   *
   * `memories.restore`, since 0.1.0.
   */
  restore(request: RestoreMemoryRequest, options?: CallOptions): Promise<Memory>
  /** The same as `restore`, before it returns. */
  restoreSync(request: RestoreMemoryRequest): Memory
  /**
   * Finds the memories whose embeddings are most like the one that is given, the most alike
   * first.
   *
   * `memories.search`, since 0.1.0.
   */
  search(request: SearchMemoriesRequest, options?: CallOptions): Promise<MemoryMatches>
  /** The same as `search`, before it returns. */
  searchSync(request: SearchMemoriesRequest): MemoryMatches
  /**
   * Changes a memory. What is not given stays as it is, but for an embedding whose words
   * change.
   *
   * `memories.update`, since 0.1.0.
   */
  update(request: UpdateMemoryRequest, options?: CallOptions): Promise<Memory>
  /** The same as `update`, before it returns. */
  updateSync(request: UpdateMemoryRequest): Memory
}

/** The operations on `messages`. */
export interface MessagesOperations {
  /**
   * Appends a message to a session.
   * An ended session refuses it with `invalid_state`; one that is paused or archived takes it.
   * The parent must be a message of the same session. An `id` that is taken by the same message
   * answers it, marked as replayed; taken by another it is a `conflict`.
   *
   * `messages.append`, since 0.1.0. Errors of its own: `conflict`, `invalid_state`,
   * `amount_overflow`, `idempotency_mismatch`.
   */
  append(request: AppendMessageRequest, options?: CallOptions): Promise<AppendMessageResponse>
  /** The same as `append`, before it returns. */
  appendSync(request: AppendMessageRequest): AppendMessageResponse
  /**
   * Appends up to 1000 messages to a session, all or none.
   * Each follows the rules of `messages.append`; those whose id is taken by the same message
   * are left as they stand and not counted. A repeated key answers the first ids while one of
   * the messages is left, and after that a `conflict`.
   *
   * `messages.append_many`, since 0.1.0. Errors of its own: `conflict`, `invalid_state`,
   * `amount_overflow`, `idempotency_mismatch`.
   */
  appendMany(
    request: AppendManyMessagesRequest,
    options?: CallOptions,
  ): Promise<AppendManyMessagesResponse>
  /** The same as `appendMany`, before it returns. */
  appendManySync(request: AppendManyMessagesRequest): AppendManyMessagesResponse
  /**
   * Reads a branch of a session from its end upwards, with what else stands in the place of
   * each message.
   * Without `leafId` it is the branch that was chosen, or else that of the latest message.
   *
   * `messages.branch`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  branch(request: GetBranchRequest, options?: CallOptions): Promise<MessageBranch>
  /** The same as `branch`, before it returns. */
  branchSync(request: GetBranchRequest): MessageBranch
  /** Every page of `branch`, one after the other. */
  branchPages(request: GetBranchRequest, options?: CallOptions): AsyncGenerator<MessageBranch, void>
  /** Every item of `branch`, page by page. */
  branchAll(request: GetBranchRequest, options?: CallOptions): AsyncGenerator<BranchMessage, void>
  /**
   * Deletes a message: it goes to the trash, and the counters of its session follow.
   * Upkeep removes it for good thirty days later. Deleting a deleted message changes nothing.
   *
   * `messages.delete`, since 0.1.0.
   */
  delete(request: DeleteMessageRequest, options?: CallOptions): Promise<MessagePlace>
  /** The same as `delete`, before it returns. */
  deleteSync(request: DeleteMessageRequest): MessagePlace
  /**
   * Edits a message: appends a new version of it and keeps the old one.
   * The new version answers what the old one answers, so it begins a branch of its own, and
   * follows the rules of `messages.append`. A message that is still being written is refused
   * with `invalid_state`.
   *
   * `messages.edit`, since 0.1.0. Errors of its own: `conflict`, `invalid_state`,
   * `amount_overflow`, `idempotency_mismatch`.
   */
  edit(request: EditMessageRequest, options?: CallOptions): Promise<AppendMessageResponse>
  /** The same as `edit`, before it returns. */
  editSync(request: EditMessageRequest): AppendMessageResponse
  /**
   * Notes what a person says of an answer, or takes it back.
   *
   * `messages.feedback`, since 0.1.0.
   */
  feedback(request: SetMessageFeedbackRequest, options?: CallOptions): Promise<Message>
  /** The same as `feedback`, before it returns. */
  feedbackSync(request: SetMessageFeedbackRequest): Message
  /**
   * Reads a message, with what has come of it where it is still being written.
   *
   * `messages.get`, since 0.1.0.
   */
  get(request: GetMessageRequest, options?: CallOptions): Promise<Message>
  /** The same as `get`, before it returns. */
  getSync(request: GetMessageRequest): Message
  /**
   * Lists the messages of a session: the newest page first, each page in the order of the
   * conversation.
   * `nextCursor` goes on to older messages (to newer ones with `direction: newer`),
   * `previousCursor` turns back. With `around` the page holds the messages on both sides of one
   * and the cursors lead out of it both ways. Deleted messages are not shown.
   *
   * `messages.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request: ListMessagesRequest, options?: CallOptions): Promise<MessageList>
  /** The same as `list`, before it returns. */
  listSync(request: ListMessagesRequest): MessageList
  /** Every page of `list`, one after the other. */
  listPages(request: ListMessagesRequest, options?: CallOptions): AsyncGenerator<MessageList, void>
  /** Every item of `list`, page by page. */
  listAll(request: ListMessagesRequest, options?: CallOptions): AsyncGenerator<Message, void>
  /**
   * Takes a message out of the trash. One that is not deleted stays as it is.
   *
   * `messages.restore`, since 0.1.0. Errors of its own: `amount_overflow`.
   */
  restore(request: RestoreMessageRequest, options?: CallOptions): Promise<MessagePlace>
  /** The same as `restore`, before it returns. */
  restoreSync(request: RestoreMessageRequest): MessagePlace
  /**
   * Finds messages by their words, the newest first.
   * All words of the query must stand in a message: a word of letters or digits as the
   * beginning of a word, Chinese and other text without spaces anywhere. Case, width and
   * accents do not matter, and punctuation, quotes and operators only separate. Messages that
   * are deleted or whose session is are not found. One call looks at a bounded number of
   * messages; where `complete` is false, `nextCursor` goes on.
   *
   * `messages.search`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  search(request: SearchMessagesRequest, options?: CallOptions): Promise<SearchMessagesResponse>
  /** The same as `search`, before it returns. */
  searchSync(request: SearchMessagesRequest): SearchMessagesResponse
  /** Every page of `search`, one after the other. */
  searchPages(
    request: SearchMessagesRequest,
    options?: CallOptions,
  ): AsyncGenerator<SearchMessagesResponse, void>
  /** Every item of `search`, page by page. */
  searchAll(request: SearchMessagesRequest, options?: CallOptions): AsyncGenerator<MessageHit, void>
  /**
   * Chooses the branch that a session shows: that of a message and its newest answers.
   * It stays chosen until something is said. The way down is followed for 1000 messages.
   *
   * `messages.select_branch`, since 0.1.0.
   */
  selectBranch(request: SelectBranchRequest, options?: CallOptions): Promise<Session>
  /** The same as `selectBranch`, before it returns. */
  selectBranchSync(request: SelectBranchRequest): Session
  /**
   * Adds words to a message that is being written. What was acknowledged is kept.
   * A chunk that has come before changes nothing; one that is ahead is a `conflict`. After
   * fifteen minutes of silence the message has failed and takes no more: `invalid_state`.
   *
   * `messages.stream_append`, since 0.1.0. Errors of its own: `conflict`, `invalid_state`.
   */
  streamAppend(
    request: AppendToStreamRequest,
    options?: CallOptions,
  ): Promise<AppendToStreamResponse>
  /** The same as `streamAppend`, before it returns. */
  streamAppendSync(request: AppendToStreamRequest): AppendToStreamResponse
  /**
   * Finishes a message that was being written, and counts its tokens and its cost.
   * Finished just so before, it is answered again; else a message that is finished is refused
   * with `invalid_state`.
   *
   * `messages.stream_finish`, since 0.1.0. Errors of its own: `invalid_state`,
   * `amount_overflow`.
   */
  streamFinish(
    request: FinishMessageStreamRequest,
    options?: CallOptions,
  ): Promise<FinishMessageStreamResponse>
  /** The same as `streamFinish`, before it returns. */
  streamFinishSync(request: FinishMessageStreamRequest): FinishMessageStreamResponse
  /**
   * Begins a message that is written bit by bit.
   * It stands in its session at once, with the status `streaming`. It follows the rules of
   * `messages.append`.
   *
   * `messages.stream_start`, since 0.1.0. Errors of its own: `conflict`, `invalid_state`,
   * `idempotency_mismatch`.
   */
  streamStart(
    request: StartMessageStreamRequest,
    options?: CallOptions,
  ): Promise<StartMessageStreamResponse>
  /** The same as `streamStart`, before it returns. */
  streamStartSync(request: StartMessageStreamRequest): StartMessageStreamResponse
  /**
   * Lists the versions of a message that are not deleted, the first of them first.
   *
   * `messages.versions`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  versions(request: ListMessageVersionsRequest, options?: CallOptions): Promise<MessageVersions>
  /** The same as `versions`, before it returns. */
  versionsSync(request: ListMessageVersionsRequest): MessageVersions
  /** Every page of `versions`, one after the other. */
  versionsPages(
    request: ListMessageVersionsRequest,
    options?: CallOptions,
  ): AsyncGenerator<MessageVersions, void>
  /** Every item of `versions`, page by page. */
  versionsAll(
    request: ListMessageVersionsRequest,
    options?: CallOptions,
  ): AsyncGenerator<Message, void>
}

/** The operations on `outbox`. */
export interface OutboxOperations {
  /**
   * Says that an event was delivered. Its payload is emptied. Doing it twice is doing it once;
   * it is refused when somebody else has claimed the event since.
   *
   * `outbox.ack`, since 0.1.0. Errors of its own: `invalid_state`.
   */
  ack(request: AckOutboxRequest, options?: CallOptions): Promise<EventEnd>
  /** The same as `ack`, before it returns. */
  ackSync(request: AckOutboxRequest): EventEnd
  /**
   * Hands out events that are due, the oldest first and one for each user. They belong to the
   * caller until the lease ends.
   *
   * `outbox.claim`, since 0.1.0.
   */
  claim(request?: ClaimOutboxRequest, options?: CallOptions): Promise<ClaimedEvents>
  /** The same as `claim`, before it returns. */
  claimSync(request?: ClaimOutboxRequest): ClaimedEvents
  /**
   * Says that an event could not be delivered. It is tried again later, five times in all; then
   * it is a dead letter.
   *
   * `outbox.fail`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  fail(request: FailOutboxRequest, options?: CallOptions): Promise<EventEnd>
  /** The same as `fail`, before it returns. */
  failSync(request: FailOutboxRequest): EventEnd
  /**
   * Lists the events of a state: those that wait by when they are due, the others by when they
   * ended.
   *
   * `outbox.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request?: ListOutboxRequest, options?: CallOptions): Promise<OutboxList>
  /** The same as `list`, before it returns. */
  listSync(request?: ListOutboxRequest): OutboxList
  /** Every page of `list`, one after the other. */
  listPages(request?: ListOutboxRequest, options?: CallOptions): AsyncGenerator<OutboxList, void>
  /** Every item of `list`, page by page. */
  listAll(request?: ListOutboxRequest, options?: CallOptions): AsyncGenerator<OutboxEvent, void>
}

/** The operations on `payments`. */
export interface PaymentsOperations {
  /**
   * Gives up an order that is pending. Cancelling twice is cancelling once.
   *
   * `payments.cancel`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  cancel(request: CancelPaymentRequest, options?: CallOptions): Promise<PaymentResponse>
  /** The same as `cancel`, before it returns. */
  cancelSync(request: CancelPaymentRequest): PaymentResponse
  /**
   * Takes the success that a provider reports: the order is paid and its points credited.
   * It wins over `failed` and `cancelled`. The same reference again changes nothing and answers
   * the order, marked as replayed.
   *
   * `payments.confirm`, since 0.1.0. Errors of its own: `already_paid`, `reference_taken`,
   * `amount_overflow`, `invalid_state`, `idempotency_mismatch`.
   */
  confirm(request: ConfirmPaymentRequest, options?: CallOptions): Promise<PaymentResponse>
  /** The same as `confirm`, before it returns. */
  confirmSync(request: ConfirmPaymentRequest): PaymentResponse
  /**
   * Opens an order: what is to be paid, and the points that it will bring.
   * Whoever calls it sets the price, so it is not for the person who pays.
   *
   * `payments.create`, since 0.1.0. Errors of its own: `amount_overflow`,
   * `idempotency_mismatch`.
   */
  create(request: CreatePaymentRequest, options?: CallOptions): Promise<PaymentResponse>
  /** The same as `create`, before it returns. */
  createSync(request: CreatePaymentRequest): PaymentResponse
  /**
   * Takes the failure that a provider reports, for an order that is pending.
   * A failure of a failed order notes its reference and changes nothing else.
   *
   * `payments.fail`, since 0.1.0. Errors of its own: `invalid_state`, `reference_taken`,
   * `idempotency_mismatch`.
   */
  fail(request: FailPaymentRequest, options?: CallOptions): Promise<PaymentResponse>
  /** The same as `fail`, before it returns. */
  failSync(request: FailPaymentRequest): PaymentResponse
  /**
   * Finds the order that a provider means by a reference, once a success or a failure has told
   * whose it is.
   *
   * `payments.find`, since 0.1.0.
   */
  find(request: FindPaymentRequest, options?: CallOptions): Promise<Payment>
  /** The same as `find`, before it returns. */
  findSync(request: FindPaymentRequest): Payment
  /**
   * Reads an order.
   *
   * `payments.get`, since 0.1.0.
   */
  get(request: GetPaymentRequest, options?: CallOptions): Promise<Payment>
  /** The same as `get`, before it returns. */
  getSync(request: GetPaymentRequest): Payment
  /**
   * Lists the orders of somebody, newest first: all, or those in one state.
   * What has expired is among the cancelled, whether or not a sweep has passed.
   *
   * `payments.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request: ListPaymentsRequest, options?: CallOptions): Promise<PaymentList>
  /** The same as `list`, before it returns. */
  listSync(request: ListPaymentsRequest): PaymentList
  /** Every page of `list`, one after the other. */
  listPages(request: ListPaymentsRequest, options?: CallOptions): AsyncGenerator<PaymentList, void>
  /** Every item of `list`, page by page. */
  listAll(request: ListPaymentsRequest, options?: CallOptions): AsyncGenerator<Payment, void>
  /**
   * Books what the provider has paid back, all or part of it, and takes back the points in
   * proportion. What of them is spent becomes a debt which later credits pay first.
   *
   * `payments.refund`, since 0.1.0. Errors of its own: `invalid_state`,
   * `payment_refund_exceeded`, `amount_overflow`, `idempotency_mismatch`.
   */
  refund(request: RefundPaymentRequest, options?: CallOptions): Promise<RefundPaymentResponse>
  /** The same as `refund`, before it returns. */
  refundSync(request: RefundPaymentRequest): RefundPaymentResponse
}

/** The operations on `plans`. */
export interface PlansOperations {
  /**
   * Lists the plans, the built-in ones among them, in the order of their names.
   *
   * `plans.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request?: ListPlansRequest, options?: CallOptions): Promise<PlanList>
  /** The same as `list`, before it returns. */
  listSync(request?: ListPlansRequest): PlanList
  /** Every page of `list`, one after the other. */
  listPages(request?: ListPlansRequest, options?: CallOptions): AsyncGenerator<PlanList, void>
  /** Every item of `list`, page by page. */
  listAll(request?: ListPlansRequest, options?: CallOptions): AsyncGenerator<Plan, void>
  /**
   * Stores a plan, or replaces it whole. It applies at once to everybody who has it.
   *
   * `plans.set`, since 0.1.0. Errors of its own: `idempotency_mismatch`.
   */
  set(request: SetPlanRequest, options?: CallOptions): Promise<Plan>
  /** The same as `set`, before it returns. */
  setSync(request: SetPlanRequest): Plan
}

/** The operations on `prices`. */
export interface PricesOperations {
  /**
   * Reads the price of a model that is charged at a moment. `not_found` where none is.
   *
   * `prices.get`, since 0.1.0. Errors of its own: `not_found`.
   */
  get(request: GetPriceRequest, options?: CallOptions): Promise<Price>
  /** The same as `get`, before it returns. */
  getSync(request: GetPriceRequest): Price
  /**
   * Lists the versions of prices, in the order of provider, model and version.
   *
   * `prices.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request?: ListPricesRequest, options?: CallOptions): Promise<PriceList>
  /** The same as `list`, before it returns. */
  listSync(request?: ListPricesRequest): PriceList
  /** Every page of `list`, one after the other. */
  listPages(request?: ListPricesRequest, options?: CallOptions): AsyncGenerator<PriceList, void>
  /** Every item of `list`, page by page. */
  listAll(request?: ListPricesRequest, options?: CallOptions): AsyncGenerator<Price, void>
  /**
   * Adds a version to the price of a model. Records that stand keep theirs.
   *
   * `prices.set`, since 0.1.0. Errors of its own: `idempotency_mismatch`.
   */
  set(request: SetPriceRequest, options?: CallOptions): Promise<Price>
  /** The same as `set`, before it returns. */
  setSync(request: SetPriceRequest): Price
}

/** The operations on `quota`. */
export interface QuotaOperations {
  /**
   * Uses what was reserved, all of it or a part. It counts in the present period.
   *
   * `quota.capture`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  capture(request: CaptureQuotaRequest, options?: CallOptions): Promise<CaptureQuotaResponse>
  /** The same as `capture`, before it returns. */
  captureSync(request: CaptureQuotaRequest): CaptureQuotaResponse
  /**
   * Uses some of a feature, of the plan first and then of packs. Where several limits stand on
   * it, all must pass; a refusal names the first that does not. Where the setting
   * `quota.enabled` switches quotas off for the user, points are paid instead.
   *
   * `quota.consume`, since 0.1.0. Errors of its own: `quota_exceeded`, `amount_overflow`,
   * `insufficient_points`, `wallet_frozen`, `invalid_state`, `idempotency_mismatch`.
   */
  consume(request: ConsumeQuotaRequest, options?: CallOptions): Promise<ConsumeQuotaResponse>
  /** The same as `consume`, before it returns. */
  consumeSync(request: ConsumeQuotaRequest): ConsumeQuotaResponse
  /**
   * Reads what is used and left of a feature, with the moment at which it resets and the plan
   * to upgrade to. `not_found` for a user without quotas, and for a feature which their plan
   * has no limit for.
   *
   * `quota.get`, since 0.1.0.
   */
  get(request: GetQuotaRequest, options?: CallOptions): Promise<QuotaState>
  /** The same as `get`, before it returns. */
  getSync(request: GetQuotaRequest): QuotaState
  /**
   * Reads how many quotas are past their reset, and how the last runs of upkeep went.
   *
   * `quota.health`, since 0.1.0.
   */
  health(request?: GetQuotaHealthRequest, options?: CallOptions): Promise<QuotaHealth>
  /** The same as `health`, before it returns. */
  healthSync(request?: GetQuotaHealthRequest): QuotaHealth
  /**
   * Reserves some of a feature until a deadline, so that two calls cannot both pass on the same
   * room. Refused where the setting `quota.enabled` switches quotas off for the user.
   *
   * `quota.hold`, since 0.1.0. Errors of its own: `quota_exceeded`, `amount_overflow`,
   * `invalid_state`, `idempotency_mismatch`.
   */
  hold(request: HoldQuotaRequest, options?: CallOptions): Promise<HoldQuotaResponse>
  /** The same as `hold`, before it returns. */
  holdSync(request: HoldQuotaRequest): HoldQuotaResponse
  /**
   * Opens quotas for a batch of the users who predate them, in the time zone of their profile.
   * Begins a run without a cursor, and goes on with the one it answered.
   *
   * `quota.init_all`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  initAll(request?: InitQuotasRequest, options?: CallOptions): Promise<QuotaBatch>
  /** The same as `initAll`, before it returns. */
  initAllSync(request?: InitQuotasRequest): QuotaBatch
  /** Every page of `initAll`, one after the other. */
  initAllPages(request?: InitQuotasRequest, options?: CallOptions): AsyncGenerator<QuotaBatch, void>
  /** Every item of `initAll`, page by page. */
  initAllAll(request?: InitQuotasRequest, options?: CallOptions): AsyncGenerator<Json, void>
  /**
   * Lists what was used of a feature, newest first.
   *
   * `quota.logs`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  logs(request: ListQuotaLogsRequest, options?: CallOptions): Promise<QuotaLogList>
  /** The same as `logs`, before it returns. */
  logsSync(request: ListQuotaLogsRequest): QuotaLogList
  /** Every page of `logs`, one after the other. */
  logsPages(
    request: ListQuotaLogsRequest,
    options?: CallOptions,
  ): AsyncGenerator<QuotaLogList, void>
  /** Every item of `logs`, page by page. */
  logsAll(request: ListQuotaLogsRequest, options?: CallOptions): AsyncGenerator<QuotaLog, void>
  /**
   * Adds a pack, which is used when the plan's allowance is used up.
   *
   * `quota.purchase`, since 0.1.0. Errors of its own: `amount_overflow`, `invalid_state`,
   * `idempotency_mismatch`.
   */
  purchase(request: PurchaseQuotaRequest, options?: CallOptions): Promise<PurchaseQuotaResponse>
  /** The same as `purchase`, before it returns. */
  purchaseSync(request: PurchaseQuotaRequest): PurchaseQuotaResponse
  /**
   * Gives back what a reservation has left. It is made for a service that relies on it, so the
   * person whom it is about can neither give it back nor use it up.
   *
   * `quota.release`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  release(request: ReleaseQuotaRequest, options?: CallOptions): Promise<ReleaseQuotaResponse>
  /** The same as `release`, before it returns. */
  releaseSync(request: ReleaseQuotaRequest): ReleaseQuotaResponse
  /**
   * Resets a batch of the quotas that are past their period, ahead of their next touch. Begins
   * a run without a cursor, and goes on with the one it answered.
   *
   * `quota.reset_expired`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  resetExpired(request?: ResetQuotasRequest, options?: CallOptions): Promise<QuotaBatch>
  /** The same as `resetExpired`, before it returns. */
  resetExpiredSync(request?: ResetQuotasRequest): QuotaBatch
  /** Every page of `resetExpired`, one after the other. */
  resetExpiredPages(
    request?: ResetQuotasRequest,
    options?: CallOptions,
  ): AsyncGenerator<QuotaBatch, void>
  /** Every item of `resetExpired`, page by page. */
  resetExpiredAll(request?: ResetQuotasRequest, options?: CallOptions): AsyncGenerator<Json, void>
  /**
   * Gives a user another plan, time zone or anchor day. What is used carries over, so a
   * downgrade may leave more used than allowed; then consuming is refused until the reset.
   *
   * `quota.set_plan`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  setPlan(request: SetQuotaPlanRequest, options?: CallOptions): Promise<SetQuotaPlanResponse>
  /** The same as `setPlan`, before it returns. */
  setPlanSync(request: SetQuotaPlanRequest): SetQuotaPlanResponse
  /**
   * Counts what was used of a feature over all users, by day and by plan.
   *
   * `quota.stats`, since 0.1.0.
   */
  stats(request?: GetQuotaStatsRequest, options?: CallOptions): Promise<QuotaStats>
  /** The same as `stats`, before it returns. */
  statsSync(request?: GetQuotaStatsRequest): QuotaStats
  /**
   * Gives uses from the packs of one user to another, with their priority and expiry. On a
   * sharded store both users must share a shard.
   *
   * `quota.transfer`, since 0.1.0. Errors of its own: `insufficient_packs`, `amount_overflow`,
   * `invalid_state`, `idempotency_mismatch`.
   */
  transfer(request: TransferQuotaRequest, options?: CallOptions): Promise<TransferQuotaResponse>
  /** The same as `transfer`, before it returns. */
  transferSync(request: TransferQuotaRequest): TransferQuotaResponse
  /**
   * Reads all that a client needs to draw the badge, the dialog and the input of a feature, and
   * what a use costs while it is paid with points.
   *
   * `quota.view`, since 0.1.0.
   */
  view(request: ViewQuotaRequest, options?: CallOptions): Promise<QuotaView>
  /** The same as `view`, before it returns. */
  viewSync(request: ViewQuotaRequest): QuotaView
}

/** The operations on `sessions`. */
export interface SessionsOperations {
  /**
   * Begins a session, with its history and its counters.
   * An `id` that is taken by the very same session answers it, marked as replayed; taken by
   * another it is a `conflict`.
   *
   * `sessions.create`, since 0.1.0. Errors of its own: `conflict`, `idempotency_mismatch`.
   */
  create(request: CreateSessionRequest, options?: CallOptions): Promise<CreateSessionResponse>
  /** The same as `create`, before it returns. */
  createSync(request: CreateSessionRequest): CreateSessionResponse
  /**
   * Deletes a session: it goes to the trash, and its messages with it.
   * Upkeep removes it for good thirty days later. Deleting a deleted session changes nothing.
   *
   * `sessions.delete`, since 0.1.0.
   */
  delete(request: DeleteSessionRequest, options?: CallOptions): Promise<Session>
  /** The same as `delete`, before it returns. */
  deleteSync(request: DeleteSessionRequest): Session
  /**
   * Ends a session and closes its history. Ending an ended session changes nothing.
   *
   * `sessions.end`, since 0.1.0.
   */
  end(request: EndSessionRequest, options?: CallOptions): Promise<Session>
  /** The same as `end`, before it returns. */
  endSync(request: EndSessionRequest): Session
  /**
   * Reads a session with its counters. A deleted one is not found.
   *
   * `sessions.get`, since 0.1.0.
   */
  get(request: GetSessionRequest, options?: CallOptions): Promise<Session>
  /** The same as `get`, before it returns. */
  getSync(request: GetSessionRequest): Session
  /**
   * Lists sessions, the newest first.
   *
   * `sessions.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request: ListSessionsRequest, options?: CallOptions): Promise<SessionList>
  /** The same as `list`, before it returns. */
  listSync(request: ListSessionsRequest): SessionList
  /** Every page of `list`, one after the other. */
  listPages(request: ListSessionsRequest, options?: CallOptions): AsyncGenerator<SessionList, void>
  /** Every item of `list`, page by page. */
  listAll(request: ListSessionsRequest, options?: CallOptions): AsyncGenerator<Session, void>
  /**
   * Finds whose a session is, deleted or not, for a route that names the session alone.
   * Ids of sessions are each user's own, and an export that somebody else takes in keeps them.
   * Where several users have a session of this id, it is that of the user who asks (`userId`),
   * so a service names whom it has authenticated; where it names nobody, or somebody who has
   * none, it is a `conflict`.
   *
   * `sessions.owner`, since 0.1.0. Errors of its own: `conflict`.
   */
  owner(request: FindSessionOwnerRequest, options?: CallOptions): Promise<SessionOwner>
  /** The same as `owner`, before it returns. */
  ownerSync(request: FindSessionOwnerRequest): SessionOwner
  /**
   * Removes a deleted session for good, with its messages, its history and its memories.
   * The session is gone with the first call. Each call removes a bounded number of rows and
   * says whether that was all; upkeep does the rest, too. What was kept of it for repeated
   * idempotency keys goes with it: they answer a `conflict` from then on. A session that is not
   * in the trash is refused with `invalid_state`.
   *
   * `sessions.purge`, since 0.1.0. Errors of its own: `invalid_state`.
   */
  purge(request: PurgeSessionRequest, options?: CallOptions): Promise<PurgeSessionResponse>
  /** The same as `purge`, before it returns. */
  purgeSync(request: PurgeSessionRequest): PurgeSessionResponse
  /**
   * Lists the states that a session was in, the latest first.
   *
   * `sessions.records`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  records(request: ListSessionRecordsRequest, options?: CallOptions): Promise<SessionRecordList>
  /** The same as `records`, before it returns. */
  recordsSync(request: ListSessionRecordsRequest): SessionRecordList
  /** Every page of `records`, one after the other. */
  recordsPages(
    request: ListSessionRecordsRequest,
    options?: CallOptions,
  ): AsyncGenerator<SessionRecordList, void>
  /** Every item of `records`, page by page. */
  recordsAll(
    request: ListSessionRecordsRequest,
    options?: CallOptions,
  ): AsyncGenerator<SessionRecord, void>
  /**
   * Takes a session out of the trash. One that is not deleted stays as it is.
   *
   * `sessions.restore`, since 0.1.0.
   */
  restore(request: RestoreSessionRequest, options?: CallOptions): Promise<Session>
  /** The same as `restore`, before it returns. */
  restoreSync(request: RestoreSessionRequest): Session
  /**
   * Moves a session to another state.
   * A session that has ended takes no other state than `ended` and `archived`: `invalid_state`.
   * A state that it has already changes nothing.
   *
   * `sessions.set_status`, since 0.1.0. Errors of its own: `invalid_state`.
   */
  setStatus(request: SetSessionStatusRequest, options?: CallOptions): Promise<Session>
  /** The same as `setStatus`, before it returns. */
  setStatusSync(request: SetSessionStatusRequest): Session
  /**
   * Sums up the sessions of a user: how many are in each state, their messages, tokens and
   * cost, and how long they take.
   *
   * `sessions.stats`, since 0.1.0.
   */
  stats(request: GetSessionStatsRequest, options?: CallOptions): Promise<SessionStats>
  /** The same as `stats`, before it returns. */
  statsSync(request: GetSessionStatsRequest): SessionStats
  /**
   * Changes what a session is about. What is not given stays as it is.
   *
   * `sessions.update`, since 0.1.0.
   */
  update(request: UpdateSessionRequest, options?: CallOptions): Promise<Session>
  /** The same as `update`, before it returns. */
  updateSync(request: UpdateSessionRequest): Session
}

/** The operations on `settings`. */
export interface SettingsOperations {
  /**
   * Reads a setting. A name that was never set answers `not_found`.
   *
   * `settings.get`, since 0.1.0.
   */
  get(request: GetSettingRequest, options?: CallOptions): Promise<Setting>
  /** The same as `get`, before it returns. */
  getSync(request: GetSettingRequest): Setting
  /**
   * Lists settings in the order of their keys.
   *
   * `settings.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request?: ListSettingsRequest, options?: CallOptions): Promise<SettingList>
  /** The same as `list`, before it returns. */
  listSync(request?: ListSettingsRequest): SettingList
  /** Every page of `list`, one after the other. */
  listPages(request?: ListSettingsRequest, options?: CallOptions): AsyncGenerator<SettingList, void>
  /** Every item of `list`, page by page. */
  listAll(request?: ListSettingsRequest, options?: CallOptions): AsyncGenerator<Setting, void>
  /**
   * Stores a setting, whether or not it stood before.
   *
   * `settings.set`, since 0.1.0. Errors of its own: `idempotency_mismatch`.
   */
  set(request: SetSettingRequest, options?: CallOptions): Promise<Setting>
  /** The same as `set`, before it returns. */
  setSync(request: SetSettingRequest): Setting
}

/** The operations on `tasks`. */
export interface TasksOperations {
  /**
   * Ends a task because the person no longer wants it, and releases every point.
   *
   * `tasks.cancel`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  cancel(request: CancelTaskRequest, options?: CallOptions): Promise<EndTaskResponse>
  /** The same as `cancel`, before it returns. */
  cancelSync(request: CancelTaskRequest): EndTaskResponse
  /**
   * Ends a task with its result: spends what it came to, and releases the rest.
   *
   * `tasks.complete`, since 0.1.0. Errors of its own: `invalid_state`, `hold_exceeded`,
   * `wallet_frozen`, `amount_overflow`, `idempotency_mismatch`.
   */
  complete(request: CompleteTaskRequest, options?: CallOptions): Promise<CompleteTaskResponse>
  /** The same as `complete`, before it returns. */
  completeSync(request: CompleteTaskRequest): CompleteTaskResponse
  /**
   * Creates a task, and reserves what it costs until its deadline.
   * Whoever calls it sets the price, so it is not for the person who pays.
   *
   * `tasks.create`, since 0.1.0. Errors of its own: `insufficient_points`, `wallet_frozen`,
   * `invalid_state`, `idempotency_mismatch`.
   */
  create(request: CreateTaskRequest, options?: CallOptions): Promise<CreateTaskResponse>
  /** The same as `create`, before it returns. */
  createSync(request: CreateTaskRequest): CreateTaskResponse
  /**
   * Moves the deadline of a task to a later moment, and with it that of its points.
   *
   * `tasks.extend`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  extend(request: ExtendTaskRequest, options?: CallOptions): Promise<ExtendTaskResponse>
  /** The same as `extend`, before it returns. */
  extendSync(request: ExtendTaskRequest): ExtendTaskResponse
  /**
   * Ends a task without a result, and releases every point.
   *
   * `tasks.fail`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  fail(request: FailTaskRequest, options?: CallOptions): Promise<EndTaskResponse>
  /** The same as `fail`, before it returns. */
  failSync(request: FailTaskRequest): EndTaskResponse
  /**
   * Reads a task.
   *
   * `tasks.get`, since 0.1.0.
   */
  get(request: GetTaskRequest, options?: CallOptions): Promise<Task>
  /** The same as `get`, before it returns. */
  getSync(request: GetTaskRequest): Task
  /**
   * Lists tasks, newest first: all, or those of one kind or in one state.
   *
   * `tasks.list`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  list(request: ListTasksRequest, options?: CallOptions): Promise<TaskList>
  /** The same as `list`, before it returns. */
  listSync(request: ListTasksRequest): TaskList
  /** Every page of `list`, one after the other. */
  listPages(request: ListTasksRequest, options?: CallOptions): AsyncGenerator<TaskList, void>
  /** Every item of `list`, page by page. */
  listAll(request: ListTasksRequest, options?: CallOptions): AsyncGenerator<Task, void>
  /**
   * Marks a task as running. Of two callers that start it, one is refused.
   *
   * `tasks.start`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  start(request: StartTaskRequest, options?: CallOptions): Promise<Task>
  /** The same as `start`, before it returns. */
  startSync(request: StartTaskRequest): Task
}

/** The operations on `tenants`. */
export interface TenantsOperations {
  /**
   * Makes a tenant, with its first owner if one is named.
   *
   * `tenants.create`, since 0.1.0. Errors of its own: `idempotency_mismatch`.
   */
  create(request: CreateTenantRequest, options?: CallOptions): Promise<Tenant>
  /** The same as `create`, before it returns. */
  createSync(request: CreateTenantRequest): Tenant
  /**
   * Reads a tenant. Its members see no other.
   *
   * `tenants.get`, since 0.1.0.
   */
  get(request: GetTenantRequest, options?: CallOptions): Promise<Tenant>
  /** The same as `get`, before it returns. */
  getSync(request: GetTenantRequest): Tenant
}

/** The operations on `usage`. */
export interface UsageOperations {
  /**
   * Sums what a user used, by model, with its share: since ever, or over some days.
   *
   * `usage.by_model`, since 0.1.0.
   */
  byModel(request: GetUsageByModelRequest, options?: CallOptions): Promise<UsageByModel>
  /** The same as `byModel`, before it returns. */
  byModelSync(request: GetUsageByModelRequest): UsageByModel
  /**
   * Everything that a page about a user's usage shows, in one answer.
   *
   * `usage.dashboard`, since 0.1.0.
   */
  dashboard(request: GetUsageDashboardRequest, options?: CallOptions): Promise<UsageDashboard>
  /** The same as `dashboard`, before it returns. */
  dashboardSync(request: GetUsageDashboardRequest): UsageDashboard
  /**
   * Lists the records of a user, the latest use first.
   *
   * `usage.history`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  history(request: ListUsageRequest, options?: CallOptions): Promise<UsageList>
  /** The same as `history`, before it returns. */
  historySync(request: ListUsageRequest): UsageList
  /** Every page of `history`, one after the other. */
  historyPages(request: ListUsageRequest, options?: CallOptions): AsyncGenerator<UsageList, void>
  /** Every item of `history`, page by page. */
  historyAll(request: ListUsageRequest, options?: CallOptions): AsyncGenerator<UsageRecord, void>
  /**
   * Sums what was recorded within the tenant of the call, or in host scope, by day.
   *
   * `usage.platform`, since 0.1.0.
   */
  platform(request?: GetPlatformUsageRequest, options?: CallOptions): Promise<PlatformUsage>
  /** The same as `platform`, before it returns. */
  platformSync(request?: GetPlatformUsageRequest): PlatformUsage
  /**
   * Lists the users who used something on a day within the tenant of the call, or in host
   * scope, with what each used.
   *
   * `usage.platform_users`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  platformUsers(request: ListPlatformUsersRequest, options?: CallOptions): Promise<PlatformUserList>
  /** The same as `platformUsers`, before it returns. */
  platformUsersSync(request: ListPlatformUsersRequest): PlatformUserList
  /** Every page of `platformUsers`, one after the other. */
  platformUsersPages(
    request: ListPlatformUsersRequest,
    options?: CallOptions,
  ): AsyncGenerator<PlatformUserList, void>
  /** Every item of `platformUsers`, page by page. */
  platformUsersAll(
    request: ListPlatformUsersRequest,
    options?: CallOptions,
  ): AsyncGenerator<PlatformUser, void>
  /**
   * Counts the sums of a user again from the records, some days at a time, and corrects those
   * that are wrong. Begins without a cursor, and goes on with the one it answered; the sums of
   * all days together come last.
   *
   * `usage.rebuild`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  rebuild(request: RebuildUsageRequest, options?: CallOptions): Promise<RebuildUsageResponse>
  /** The same as `rebuild`, before it returns. */
  rebuildSync(request: RebuildUsageRequest): RebuildUsageResponse
  /** Every page of `rebuild`, one after the other. */
  rebuildPages(
    request: RebuildUsageRequest,
    options?: CallOptions,
  ): AsyncGenerator<RebuildUsageResponse, void>
  /** Every item of `rebuild`, page by page. */
  rebuildAll(request: RebuildUsageRequest, options?: CallOptions): AsyncGenerator<Json, void>
  /**
   * Records one use, once for each event of the user. The same event again answers the first
   * record; with another content it is refused with the first field that differs.
   *
   * `usage.record`, since 0.1.0. Errors of its own: `amount_overflow`, `idempotency_mismatch`.
   */
  record(request: RecordUsageRequest, options?: CallOptions): Promise<RecordUsageResponse>
  /** The same as `record`, before it returns. */
  recordSync(request: RecordUsageRequest): RecordUsageResponse
  /**
   * Records many uses, such as those that a device collected while it was offline. Each stands
   * for itself: one that is refused changes nothing, and the others stand.
   *
   * `usage.record_many`, since 0.1.0.
   */
  recordMany(
    request: RecordManyUsageRequest,
    options?: CallOptions,
  ): Promise<RecordManyUsageResponse>
  /** The same as `recordMany`, before it returns. */
  recordManySync(request: RecordManyUsageRequest): RecordManyUsageResponse
  /**
   * Sums what a user used, by local day.
   *
   * `usage.statistics`, since 0.1.0.
   */
  statistics(request: GetUsageStatisticsRequest, options?: CallOptions): Promise<UsageStatistics>
  /** The same as `statistics`, before it returns. */
  statisticsSync(request: GetUsageStatisticsRequest): UsageStatistics
  /**
   * Sums what a user used, by kind: since ever, or over some days.
   *
   * `usage.totals_by_type`, since 0.1.0.
   */
  totalsByType(request: GetUsageByTypeRequest, options?: CallOptions): Promise<UsageByType>
  /** The same as `totalsByType`, before it returns. */
  totalsByTypeSync(request: GetUsageByTypeRequest): UsageByType
}

/** The operations on `users`. */
export interface UsersOperations {
  /**
   * Finds the user to whom an identifier belongs.
   *
   * `users.find`, since 0.1.0.
   */
  find(request?: FindUserRequest, options?: CallOptions): Promise<User>
  /** The same as `find`, before it returns. */
  findSync(request?: FindUserRequest): User
  /**
   * Reads a user.
   *
   * `users.get`, since 0.1.0.
   */
  get(request: GetUserRequest, options?: CallOptions): Promise<User>
  /** The same as `get`, before it returns. */
  getSync(request: GetUserRequest): User
  /**
   * Makes a user with everything that belongs to one: profile, wallet with the register bonus,
   * quota and activity counters.
   * Within a tenant the user becomes a member; an e-mail address that is known outside it lets
   * its user join instead, and nothing else of theirs changes. An identifier that is taken
   * answers `conflict`, which names its kind.
   *
   * `users.register`, since 0.1.0. Errors of its own: `conflict`, `idempotency_mismatch`.
   */
  register(request?: RegisterUserRequest, options?: CallOptions): Promise<RegisterUserResponse>
  /** The same as `register`, before it returns. */
  registerSync(request?: RegisterUserRequest): RegisterUserResponse
}

/** The operations on `wallet`. */
export interface WalletOperations {
  /**
   * Corrects a balance, with a reason.
   *
   * `wallet.adjust`, since 0.1.0. Errors of its own: `insufficient_points`, `wallet_frozen`,
   * `amount_overflow`, `invalid_state`, `idempotency_mismatch`.
   */
  adjust(request: AdjustPointsRequest, options?: CallOptions): Promise<AdjustPointsResponse>
  /** The same as `adjust`, before it returns. */
  adjustSync(request: AdjustPointsRequest): AdjustPointsResponse
  /**
   * Reads a balance: now, at a moment that has passed, or at one to come.
   *
   * `wallet.balance`, since 0.1.0.
   */
  balance(request: GetBalanceRequest, options?: CallOptions): Promise<WalletState>
  /** The same as `balance`, before it returns. */
  balanceSync(request: GetBalanceRequest): WalletState
  /**
   * Does several things to the wallets of one user in one commit: each for itself, or all or
   * nothing; then a refusal names its item (`items[2]`) as `item` in its details. Each carries
   * its own idempotency key, so a batch can be sent again.
   *
   * `wallet.batch`, since 0.1.0. Errors of its own: `insufficient_points`, `wallet_frozen`,
   * `amount_overflow`, `invalid_state`, `hold_exceeded`, `refund_exceeded`,
   * `idempotency_mismatch`.
   */
  batch(request: BatchPointsRequest, options?: CallOptions): Promise<BatchPointsResponse>
  /** The same as `batch`, before it returns. */
  batchSync(request: BatchPointsRequest): BatchPointsResponse
  /**
   * Spends reserved points: all that are open, or part of them, several times.
   *
   * `wallet.capture`, since 0.1.0. Errors of its own: `invalid_state`, `hold_exceeded`,
   * `wallet_frozen`, `amount_overflow`, `idempotency_mismatch`.
   */
  capture(request: CapturePointsRequest, options?: CallOptions): Promise<CapturePointsResponse>
  /** The same as `capture`, before it returns. */
  captureSync(request: CapturePointsRequest): CapturePointsResponse
  /**
   * Spends points: exactly so many, or up to so many.
   *
   * `wallet.consume`, since 0.1.0. Errors of its own: `insufficient_points`, `wallet_frozen`,
   * `amount_overflow`, `invalid_state`, `idempotency_mismatch`.
   */
  consume(request: ConsumePointsRequest, options?: CallOptions): Promise<ConsumePointsResponse>
  /** The same as `consume`, before it returns. */
  consumeSync(request: ConsumePointsRequest): ConsumePointsResponse
  /**
   * Moves the deadline of a hold to a later moment.
   *
   * `wallet.extend`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  extend(request: ExtendHoldRequest, options?: CallOptions): Promise<ExtendHoldResponse>
  /** The same as `extend`, before it returns. */
  extendSync(request: ExtendHoldRequest): ExtendHoldResponse
  /**
   * Makes a wallet refuse debits. It still accepts credits.
   *
   * `wallet.freeze`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  freeze(request: FreezeWalletRequest, options?: CallOptions): Promise<WalletState>
  /** The same as `freeze`, before it returns. */
  freezeSync(request: FreezeWalletRequest): WalletState
  /**
   * Reads a hold.
   *
   * `wallet.get_hold`, since 0.1.0.
   */
  getHold(request: GetHoldRequest, options?: CallOptions): Promise<HeldPoints>
  /** The same as `getHold`, before it returns. */
  getHoldSync(request: GetHoldRequest): HeldPoints
  /**
   * Gives points. Of kind `paid` it is a recharge.
   *
   * `wallet.grant`, since 0.1.0. Errors of its own: `amount_overflow`, `invalid_state`,
   * `idempotency_mismatch`.
   */
  grant(request: GrantPointsRequest, options?: CallOptions): Promise<GrantPointsResponse>
  /** The same as `grant`, before it returns. */
  grantSync(request: GrantPointsRequest): GrantPointsResponse
  /**
   * Lists the records of a ledger, newest first. What has expired is listed once booked.
   *
   * `wallet.history`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  history(request: ListPointRecordsRequest, options?: CallOptions): Promise<PointRecordList>
  /** The same as `history`, before it returns. */
  historySync(request: ListPointRecordsRequest): PointRecordList
  /** Every page of `history`, one after the other. */
  historyPages(
    request: ListPointRecordsRequest,
    options?: CallOptions,
  ): AsyncGenerator<PointRecordList, void>
  /** Every item of `history`, page by page. */
  historyAll(
    request: ListPointRecordsRequest,
    options?: CallOptions,
  ): AsyncGenerator<PointRecord, void>
  /**
   * Reserves points until a deadline. No record tells of it.
   *
   * `wallet.hold`, since 0.1.0. Errors of its own: `insufficient_points`, `wallet_frozen`,
   * `invalid_state`, `idempotency_mismatch`.
   */
  hold(request: HoldPointsRequest, options?: CallOptions): Promise<HoldPointsResponse>
  /** The same as `hold`, before it returns. */
  holdSync(request: HoldPointsRequest): HoldPointsResponse
  /**
   * Lists holds: all, newest first, or those that are open, the next to end first.
   *
   * `wallet.list_holds`, since 0.1.0. Errors of its own: `cursor_invalid`.
   */
  listHolds(request: ListHoldsRequest, options?: CallOptions): Promise<HoldList>
  /** The same as `listHolds`, before it returns. */
  listHoldsSync(request: ListHoldsRequest): HoldList
  /** Every page of `listHolds`, one after the other. */
  listHoldsPages(request: ListHoldsRequest, options?: CallOptions): AsyncGenerator<HoldList, void>
  /** Every item of `listHolds`, page by page. */
  listHoldsAll(request: ListHoldsRequest, options?: CallOptions): AsyncGenerator<HeldPoints, void>
  /**
   * Computes a wallet from its records alone, and tells whether it says the same.
   *
   * `wallet.recompute`, since 0.1.0.
   */
  recompute(request: RecomputeWalletRequest, options?: CallOptions): Promise<RecomputedWallet>
  /** The same as `recompute`, before it returns. */
  recomputeSync(request: RecomputeWalletRequest): RecomputedWallet
  /**
   * Gives spent points back to the grants they came from: all of a record, or part of it.
   *
   * `wallet.refund`, since 0.1.0. Errors of its own: `refund_exceeded`, `invalid_state`,
   * `amount_overflow`, `idempotency_mismatch`.
   */
  refund(request: RefundPointsRequest, options?: CallOptions): Promise<RefundPointsResponse>
  /** The same as `refund`, before it returns. */
  refundSync(request: RefundPointsRequest): RefundPointsResponse
  /**
   * Gives up what a hold still reserves.
   *
   * `wallet.release`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  release(request: ReleaseHoldRequest, options?: CallOptions): Promise<ReleaseHoldResponse>
  /** The same as `release`, before it returns. */
  releaseSync(request: ReleaseHoldRequest): ReleaseHoldResponse
  /**
   * Sets the floor of a wallet, or takes it away. Falling below it raises one event
   * `points_low`, whatever takes the points (a debit, a hold, an expiry, a claw-back), and none
   * again before the wallet has risen to the floor. A floor above what is there now raises
   * none: nothing fell.
   *
   * `wallet.set_floor`, since 0.1.0. Errors of its own: `invalid_state`,
   * `idempotency_mismatch`.
   */
  setFloor(request: SetFloorRequest, options?: CallOptions): Promise<WalletFloor>
  /** The same as `setFloor`, before it returns. */
  setFloorSync(request: SetFloorRequest): WalletFloor
  /**
   * Sums up what came and went within some time, by the kind of the records.
   *
   * `wallet.summary`, since 0.1.0.
   */
  summary(request: SummarizeWalletRequest, options?: CallOptions): Promise<WalletSummary>
  /** The same as `summary`, before it returns. */
  summarySync(request: SummarizeWalletRequest): WalletSummary
  /**
   * Books what has expired and ends the holds that are due, in all wallets. Nothing depends on
   * it; `engine.maintain` does the same.
   *
   * `wallet.sweep_expired`, since 0.1.0.
   */
  sweepExpired(request?: SweepExpiredRequest, options?: CallOptions): Promise<SweepExpiredResponse>
  /** The same as `sweepExpired`, before it returns. */
  sweepExpiredSync(request?: SweepExpiredRequest): SweepExpiredResponse
  /**
   * Sends points to somebody else. Their kind and expiry travel with them.
   *
   * `wallet.transfer`, since 0.1.0. Errors of its own: `insufficient_points`, `wallet_frozen`,
   * `amount_overflow`, `invalid_state`, `idempotency_mismatch`.
   */
  transfer(request: TransferPointsRequest, options?: CallOptions): Promise<TransferPointsResponse>
  /** The same as `transfer`, before it returns. */
  transferSync(request: TransferPointsRequest): TransferPointsResponse
  /**
   * Makes a wallet accept debits again.
   *
   * `wallet.unfreeze`, since 0.1.0. Errors of its own: `invalid_state`, `idempotency_mismatch`.
   */
  unfreeze(request: UnfreezeWalletRequest, options?: CallOptions): Promise<WalletState>
  /** The same as `unfreeze`, before it returns. */
  unfreezeSync(request: UnfreezeWalletRequest): WalletState
  /**
   * Checks a ledger: its chain, its sums, its grants and its wallet. Names what is wrong.
   *
   * `wallet.verify`, since 0.1.0.
   */
  verify(request: VerifyWalletRequest, options?: CallOptions): Promise<VerifyWalletResponse>
  /** The same as `verify`, before it returns. */
  verifySync(request: VerifyWalletRequest): VerifyWalletResponse
}

/** Every operation, by noun. */
export interface Nouns {
  /** The operations on `checkins`. */
  readonly checkins: CheckinsOperations
  /** The operations on `exports`. */
  readonly exports: ExportsOperations
  /** The operations on `guests`. */
  readonly guests: GuestsOperations
  /** The operations on `imports`. */
  readonly imports: ImportsOperations
  /** The operations on `limits`. */
  readonly limits: LimitsOperations
  /** The operations on `members`. */
  readonly members: MembersOperations
  /** The operations on `memories`. */
  readonly memories: MemoriesOperations
  /** The operations on `messages`. */
  readonly messages: MessagesOperations
  /** The operations on `outbox`. */
  readonly outbox: OutboxOperations
  /** The operations on `payments`. */
  readonly payments: PaymentsOperations
  /** The operations on `plans`. */
  readonly plans: PlansOperations
  /** The operations on `prices`. */
  readonly prices: PricesOperations
  /** The operations on `quota`. */
  readonly quota: QuotaOperations
  /** The operations on `sessions`. */
  readonly sessions: SessionsOperations
  /** The operations on `settings`. */
  readonly settings: SettingsOperations
  /** The operations on `tasks`. */
  readonly tasks: TasksOperations
  /** The operations on `tenants`. */
  readonly tenants: TenantsOperations
  /** The operations on `usage`. */
  readonly usage: UsageOperations
  /** The operations on `users`. */
  readonly users: UsersOperations
  /** The operations on `wallet`. */
  readonly wallet: WalletOperations
}

/** The request and the response of each operation, by its name. */
export interface OperationTable {
  'checkins.check_in': {
    request: CheckInRequest
    response: CheckInResponse
  }
  'checkins.get': {
    request: GetCheckInsRequest
    response: CheckInState
  }
  'checkins.list': {
    request: ListCheckInsRequest
    response: CheckInList
  }
  'exports.conversation': {
    request: ExportConversationRequest
    response: ExportConversationResponse
  }
  'guests.adopt': {
    request: AdoptGuestRequest
    response: GuestAdoption
  }
  'guests.check': {
    request: CheckGuestRequest
    response: GuestState
  }
  'guests.increment': {
    request: IncrementGuestRequest
    response: GuestUse
  }
  'imports.conversation': {
    request: ImportConversationRequest
    response: ImportConversationResponse
  }
  'imports.preview': {
    request: ImportConversationRequest
    response: ImportConversationResponse
  }
  'limits.get': {
    request: GetLimitRequest
    response: LimitStanding
  }
  'limits.hit': {
    request: HitLimitRequest
    response: LimitStanding
  }
  'limits.reset': {
    request: ResetLimitRequest
    response: ResetLimitResponse
  }
  'members.add': {
    request: AddMemberRequest
    response: Member
  }
  'members.set_role': {
    request: SetMemberRoleRequest
    response: Member
  }
  'memories.add': {
    request: AddMemoryRequest
    response: AddMemoryResponse
  }
  'memories.delete': {
    request: DeleteMemoryRequest
    response: Memory
  }
  'memories.get': {
    request: GetMemoryRequest
    response: Memory
  }
  'memories.list': {
    request: ListMemoriesRequest
    response: MemoryList
  }
  'memories.restore': {
    request: RestoreMemoryRequest
    response: Memory
  }
  'memories.search': {
    request: SearchMemoriesRequest
    response: MemoryMatches
  }
  'memories.update': {
    request: UpdateMemoryRequest
    response: Memory
  }
  'messages.append': {
    request: AppendMessageRequest
    response: AppendMessageResponse
  }
  'messages.append_many': {
    request: AppendManyMessagesRequest
    response: AppendManyMessagesResponse
  }
  'messages.branch': {
    request: GetBranchRequest
    response: MessageBranch
  }
  'messages.delete': {
    request: DeleteMessageRequest
    response: MessagePlace
  }
  'messages.edit': {
    request: EditMessageRequest
    response: AppendMessageResponse
  }
  'messages.feedback': {
    request: SetMessageFeedbackRequest
    response: Message
  }
  'messages.get': {
    request: GetMessageRequest
    response: Message
  }
  'messages.list': {
    request: ListMessagesRequest
    response: MessageList
  }
  'messages.restore': {
    request: RestoreMessageRequest
    response: MessagePlace
  }
  'messages.search': {
    request: SearchMessagesRequest
    response: SearchMessagesResponse
  }
  'messages.select_branch': {
    request: SelectBranchRequest
    response: Session
  }
  'messages.stream_append': {
    request: AppendToStreamRequest
    response: AppendToStreamResponse
  }
  'messages.stream_finish': {
    request: FinishMessageStreamRequest
    response: FinishMessageStreamResponse
  }
  'messages.stream_start': {
    request: StartMessageStreamRequest
    response: StartMessageStreamResponse
  }
  'messages.versions': {
    request: ListMessageVersionsRequest
    response: MessageVersions
  }
  'outbox.ack': {
    request: AckOutboxRequest
    response: EventEnd
  }
  'outbox.claim': {
    request: ClaimOutboxRequest
    response: ClaimedEvents
  }
  'outbox.fail': {
    request: FailOutboxRequest
    response: EventEnd
  }
  'outbox.list': {
    request: ListOutboxRequest
    response: OutboxList
  }
  'payments.cancel': {
    request: CancelPaymentRequest
    response: PaymentResponse
  }
  'payments.confirm': {
    request: ConfirmPaymentRequest
    response: PaymentResponse
  }
  'payments.create': {
    request: CreatePaymentRequest
    response: PaymentResponse
  }
  'payments.fail': {
    request: FailPaymentRequest
    response: PaymentResponse
  }
  'payments.find': {
    request: FindPaymentRequest
    response: Payment
  }
  'payments.get': {
    request: GetPaymentRequest
    response: Payment
  }
  'payments.list': {
    request: ListPaymentsRequest
    response: PaymentList
  }
  'payments.refund': {
    request: RefundPaymentRequest
    response: RefundPaymentResponse
  }
  'plans.list': {
    request: ListPlansRequest
    response: PlanList
  }
  'plans.set': {
    request: SetPlanRequest
    response: Plan
  }
  'prices.get': {
    request: GetPriceRequest
    response: Price
  }
  'prices.list': {
    request: ListPricesRequest
    response: PriceList
  }
  'prices.set': {
    request: SetPriceRequest
    response: Price
  }
  'quota.capture': {
    request: CaptureQuotaRequest
    response: CaptureQuotaResponse
  }
  'quota.consume': {
    request: ConsumeQuotaRequest
    response: ConsumeQuotaResponse
  }
  'quota.get': {
    request: GetQuotaRequest
    response: QuotaState
  }
  'quota.health': {
    request: GetQuotaHealthRequest
    response: QuotaHealth
  }
  'quota.hold': {
    request: HoldQuotaRequest
    response: HoldQuotaResponse
  }
  'quota.init_all': {
    request: InitQuotasRequest
    response: QuotaBatch
  }
  'quota.logs': {
    request: ListQuotaLogsRequest
    response: QuotaLogList
  }
  'quota.purchase': {
    request: PurchaseQuotaRequest
    response: PurchaseQuotaResponse
  }
  'quota.release': {
    request: ReleaseQuotaRequest
    response: ReleaseQuotaResponse
  }
  'quota.reset_expired': {
    request: ResetQuotasRequest
    response: QuotaBatch
  }
  'quota.set_plan': {
    request: SetQuotaPlanRequest
    response: SetQuotaPlanResponse
  }
  'quota.stats': {
    request: GetQuotaStatsRequest
    response: QuotaStats
  }
  'quota.transfer': {
    request: TransferQuotaRequest
    response: TransferQuotaResponse
  }
  'quota.view': {
    request: ViewQuotaRequest
    response: QuotaView
  }
  'sessions.create': {
    request: CreateSessionRequest
    response: CreateSessionResponse
  }
  'sessions.delete': {
    request: DeleteSessionRequest
    response: Session
  }
  'sessions.end': {
    request: EndSessionRequest
    response: Session
  }
  'sessions.get': {
    request: GetSessionRequest
    response: Session
  }
  'sessions.list': {
    request: ListSessionsRequest
    response: SessionList
  }
  'sessions.owner': {
    request: FindSessionOwnerRequest
    response: SessionOwner
  }
  'sessions.purge': {
    request: PurgeSessionRequest
    response: PurgeSessionResponse
  }
  'sessions.records': {
    request: ListSessionRecordsRequest
    response: SessionRecordList
  }
  'sessions.restore': {
    request: RestoreSessionRequest
    response: Session
  }
  'sessions.set_status': {
    request: SetSessionStatusRequest
    response: Session
  }
  'sessions.stats': {
    request: GetSessionStatsRequest
    response: SessionStats
  }
  'sessions.update': {
    request: UpdateSessionRequest
    response: Session
  }
  'settings.get': {
    request: GetSettingRequest
    response: Setting
  }
  'settings.list': {
    request: ListSettingsRequest
    response: SettingList
  }
  'settings.set': {
    request: SetSettingRequest
    response: Setting
  }
  'tasks.cancel': {
    request: CancelTaskRequest
    response: EndTaskResponse
  }
  'tasks.complete': {
    request: CompleteTaskRequest
    response: CompleteTaskResponse
  }
  'tasks.create': {
    request: CreateTaskRequest
    response: CreateTaskResponse
  }
  'tasks.extend': {
    request: ExtendTaskRequest
    response: ExtendTaskResponse
  }
  'tasks.fail': {
    request: FailTaskRequest
    response: EndTaskResponse
  }
  'tasks.get': {
    request: GetTaskRequest
    response: Task
  }
  'tasks.list': {
    request: ListTasksRequest
    response: TaskList
  }
  'tasks.start': {
    request: StartTaskRequest
    response: Task
  }
  'tenants.create': {
    request: CreateTenantRequest
    response: Tenant
  }
  'tenants.get': {
    request: GetTenantRequest
    response: Tenant
  }
  'usage.by_model': {
    request: GetUsageByModelRequest
    response: UsageByModel
  }
  'usage.dashboard': {
    request: GetUsageDashboardRequest
    response: UsageDashboard
  }
  'usage.history': {
    request: ListUsageRequest
    response: UsageList
  }
  'usage.platform': {
    request: GetPlatformUsageRequest
    response: PlatformUsage
  }
  'usage.platform_users': {
    request: ListPlatformUsersRequest
    response: PlatformUserList
  }
  'usage.rebuild': {
    request: RebuildUsageRequest
    response: RebuildUsageResponse
  }
  'usage.record': {
    request: RecordUsageRequest
    response: RecordUsageResponse
  }
  'usage.record_many': {
    request: RecordManyUsageRequest
    response: RecordManyUsageResponse
  }
  'usage.statistics': {
    request: GetUsageStatisticsRequest
    response: UsageStatistics
  }
  'usage.totals_by_type': {
    request: GetUsageByTypeRequest
    response: UsageByType
  }
  'users.find': {
    request: FindUserRequest
    response: User
  }
  'users.get': {
    request: GetUserRequest
    response: User
  }
  'users.register': {
    request: RegisterUserRequest
    response: RegisterUserResponse
  }
  'wallet.adjust': {
    request: AdjustPointsRequest
    response: AdjustPointsResponse
  }
  'wallet.balance': {
    request: GetBalanceRequest
    response: WalletState
  }
  'wallet.batch': {
    request: BatchPointsRequest
    response: BatchPointsResponse
  }
  'wallet.capture': {
    request: CapturePointsRequest
    response: CapturePointsResponse
  }
  'wallet.consume': {
    request: ConsumePointsRequest
    response: ConsumePointsResponse
  }
  'wallet.extend': {
    request: ExtendHoldRequest
    response: ExtendHoldResponse
  }
  'wallet.freeze': {
    request: FreezeWalletRequest
    response: WalletState
  }
  'wallet.get_hold': {
    request: GetHoldRequest
    response: HeldPoints
  }
  'wallet.grant': {
    request: GrantPointsRequest
    response: GrantPointsResponse
  }
  'wallet.history': {
    request: ListPointRecordsRequest
    response: PointRecordList
  }
  'wallet.hold': {
    request: HoldPointsRequest
    response: HoldPointsResponse
  }
  'wallet.list_holds': {
    request: ListHoldsRequest
    response: HoldList
  }
  'wallet.recompute': {
    request: RecomputeWalletRequest
    response: RecomputedWallet
  }
  'wallet.refund': {
    request: RefundPointsRequest
    response: RefundPointsResponse
  }
  'wallet.release': {
    request: ReleaseHoldRequest
    response: ReleaseHoldResponse
  }
  'wallet.set_floor': {
    request: SetFloorRequest
    response: WalletFloor
  }
  'wallet.summary': {
    request: SummarizeWalletRequest
    response: WalletSummary
  }
  'wallet.sweep_expired': {
    request: SweepExpiredRequest
    response: SweepExpiredResponse
  }
  'wallet.transfer': {
    request: TransferPointsRequest
    response: TransferPointsResponse
  }
  'wallet.unfreeze': {
    request: UnfreezeWalletRequest
    response: WalletState
  }
  'wallet.verify': {
    request: VerifyWalletRequest
    response: VerifyWalletResponse
  }
}
