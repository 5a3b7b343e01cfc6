// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.

/** Anything that JSON can say. */
export type Json =
  | null | boolean | number | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** The stable code of an error. */
export type ErrorCode =
  /** The sum would pass 2^53-1, the largest whole number that every surface holds exactly. */
  | 'amount_overflow'
  /** The store could not be reached or opened. */
  | 'backend_unavailable'
  /** The store stayed locked, or in conflict, past the time-out. Try again. */
  | 'busy'
  /** The call was cancelled, and has changed nothing. */
  | 'cancelled'
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
  /** The caller may not do this. */
  | 'permission_denied'
  /** The allowance of the period is used up. It returns at `resetsAtMs`. */
  | 'quota_exceeded'
  /** The store can be read and not written. */
  | 'read_only'
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

/** How a new user becomes active. */
export type Activation =
  /** At once: whoever registers them vouches for the e-mail address. */
  | 'auto'
  /** By confirming the e-mail address. */
  | 'email_confirm'
  /** By the approval of somebody who may give it. */
  | 'admin_approval'

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

/** A tenant to be made. */
export interface CreateTenantRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Its name, of 1 to 100 characters. */
  name: string
  /** The user who becomes its first owner. */
  ownerId?: UserId | null | undefined
}

/** Which way a list is paged. */
export type Direction =
  /** From the newest message to the oldest. */
  | 'older'
  /** From the oldest message to the newest. */
  | 'newer'

/** Which session to end. */
export interface EndSessionRequest {
  /** The session. */
  sessionId: SessionId
  /** Whose it is. */
  userId: UserId
}

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

/** What a person thinks of an answer. */
export type FeedbackRating =
  /** It helped. */
  | 'up'
  /** It did not. */
  | 'down'

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

/** Which hold to read. */
export interface GetHoldRequest {
  /** Which. */
  holdId: HoldId
  /** Whose. */
  userId: UserId
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

/** Which setting to read. */
export interface GetSettingRequest {
  /** Its name. */
  key: string
}

/** Which tenant to read. */
export interface GetTenantRequest {
  /** The tenant. */
  tenantId: TenantId
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
   * The id there of the message at the end of the branch that was shown last. It is kept as
   * `activeMessageId` in the metadata of the session.
   */
  activeId?: string | null | undefined
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
  /** How far it is; complete by default. */
  status?: MessageStatus | null | undefined
  /** How many tokens it took. */
  tokens?: number | null | undefined
}

/** Why a user is inactive. */
export type Inactivity =
  /** Switched off, until activated again. */
  | 'deactivated'
  /** Locked out for a time. */
  | 'suspended'
  /** Locked out for good; only `users.reinstate` ends it. */
  | 'banned'

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

/** Which plans to list. */
export interface ListPlansRequest {
  /** Where the last page ended. */
  cursor?: string | null | undefined
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
  /** How much of it came from packs. */
  fromPacks: number
  /** The plan. */
  plan: string
  /** The points that were paid instead, for users for whom quotas are switched off. */
  points: number
  /** The tokens which models used for it. */
  tokens: number
  /** By how many users on that day. In the sum of all days, by the most on one day. */
  users: number
  /** How often. */
  uses: number
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
  /** The record which this one gives back, or, of points received, that of the sender. */
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

/** What a batch did. */
export interface QuotaBatch {
  /** Where the next batch begins; absent when the run has come to its end. */
  nextCursor: string | null
  /** How far the run has come. */
  run: QuotaRun
  /** How many rows it wrote. Rows that others wrote meanwhile are not among them. */
  written: number
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

/** A batch of resets. */
export interface ResetQuotasRequest {
  /** Where the last batch of the run ended. Absent, a new run begins. */
  cursor?: string | null | undefined
  /** At most so many rows, 1 to 1000; 500 by default. */
  limit?: number | null | undefined
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
  /** How many messages it has. */
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

/** Which role a member is to have. */
export interface SetMemberRoleRequest {
  /** Makes a retry answer the first outcome. */
  idempotencyKey?: string | null | undefined
  /** Their new role: `owner`, `admin`, `member` or one the tenant defined. */
  role: string
  /** The member. */
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
   * Says what taking in a conversation would do.
   *
   * `imports.preview`, since 0.1.0. Errors of its own: `conflict`.
   */
  preview(
    request: ImportConversationRequest,
    options?: CallOptions,
  ): Promise<ImportConversationResponse>
  /** The same as `preview`, before it returns. */
  previewSync(request: ImportConversationRequest): ImportConversationResponse
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
   * are left as they stand and not counted.
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
   * Gives back what a reservation has left.
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
   * `quota.set_plan`, since 0.1.0. Errors of its own: `idempotency_mismatch`.
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
   * nothing. Each carries its own idempotency key, so a batch can be sent again.
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
  /** The operations on `exports`. */
  readonly exports: ExportsOperations
  /** The operations on `imports`. */
  readonly imports: ImportsOperations
  /** The operations on `members`. */
  readonly members: MembersOperations
  /** The operations on `messages`. */
  readonly messages: MessagesOperations
  /** The operations on `plans`. */
  readonly plans: PlansOperations
  /** The operations on `quota`. */
  readonly quota: QuotaOperations
  /** The operations on `sessions`. */
  readonly sessions: SessionsOperations
  /** The operations on `settings`. */
  readonly settings: SettingsOperations
  /** The operations on `tenants`. */
  readonly tenants: TenantsOperations
  /** The operations on `users`. */
  readonly users: UsersOperations
  /** The operations on `wallet`. */
  readonly wallet: WalletOperations
}

/** The request and the response of each operation, by its name. */
export interface OperationTable {
  'exports.conversation': {
    request: ExportConversationRequest
    response: ExportConversationResponse
  }
  'imports.conversation': {
    request: ImportConversationRequest
    response: ImportConversationResponse
  }
  'imports.preview': {
    request: ImportConversationRequest
    response: ImportConversationResponse
  }
  'members.add': {
    request: AddMemberRequest
    response: Member
  }
  'members.set_role': {
    request: SetMemberRoleRequest
    response: Member
  }
  'messages.append': {
    request: AppendMessageRequest
    response: AppendMessageResponse
  }
  'messages.append_many': {
    request: AppendManyMessagesRequest
    response: AppendManyMessagesResponse
  }
  'messages.list': {
    request: ListMessagesRequest
    response: MessageList
  }
  'plans.list': {
    request: ListPlansRequest
    response: PlanList
  }
  'plans.set': {
    request: SetPlanRequest
    response: Plan
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
  'sessions.create': {
    request: CreateSessionRequest
    response: CreateSessionResponse
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
  'tenants.create': {
    request: CreateTenantRequest
    response: Tenant
  }
  'tenants.get': {
    request: GetTenantRequest
    response: Tenant
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
