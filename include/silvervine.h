// Generated from ffi/src by build.rs. Edit the Rust sources, then run
// `SILVERVINE_REGENERATE=1 cargo test -p silvervine-ffi --test header`.

#ifndef SILVERVINE_H
#define SILVERVINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The person speaks.
 */
#define SV_MESSAGE_ROLE_USER 1

/**
 * The model speaks.
 */
#define SV_MESSAGE_ROLE_ASSISTANT 2

/**
 * The host speaks to the model.
 */
#define SV_MESSAGE_ROLE_SYSTEM 3

/**
 * A tool that the model called answers.
 */
#define SV_MESSAGE_ROLE_TOOL 4

/**
 * The message is whole. The default.
 */
#define SV_MESSAGE_STATUS_COMPLETE 0

/**
 * The message is still being written.
 */
#define SV_MESSAGE_STATUS_STREAMING 1

/**
 * The person stopped the message.
 */
#define SV_MESSAGE_STATUS_STOPPED 2

/**
 * The message broke off.
 */
#define SV_MESSAGE_STATUS_FAILED 3

/**
 * The wallet accepts everything.
 */
#define SV_WALLET_STATUS_ACTIVE 1

/**
 * The wallet accepts credits only.
 */
#define SV_WALLET_STATUS_FROZEN 2

/**
 * The wallet accepts nothing.
 */
#define SV_WALLET_STATUS_CLOSED 3

/**
 * The only engine on its data.
 */
#define SV_ROLE_STANDALONE 0

/**
 * The engine which others sync with, and which owns money and quota.
 */
#define SV_ROLE_AUTHORITY 1

/**
 * A device's copy. It spends money and quota only under a lease.
 */
#define SV_ROLE_REPLICA 2

/**
 * An acknowledged write survives a loss of power.
 */
#define SV_DURABILITY_FULL 0

/**
 * An acknowledged write survives a crash of the program; a loss of power may undo the last ones.
 */
#define SV_DURABILITY_NORMAL 1

/**
 * Nothing is forced to the disk: a loss of power may damage the file. For caches and imports.
 */
#define SV_DURABILITY_OFF 2

/**
 * A submitted call.
 *
 * Made by `sv_submit` for a host that asks for it, ended by `sv_call_free`; it may outlive the
 * call and its engine. Safe to share between threads.
 */
typedef struct SvCall SvCall;

/**
 * An open store. Safe to share between threads.
 *
 * Made by `sv_open`, ended by `sv_close`. A call on one that was closed answers `SV_CLOSED`.
 */
typedef struct SvEngine SvEngine;

/**
 * Why a call failed: a status, a stable code, a sentence for a person, and details.
 *
 * Made by the call that failed, ended by `sv_error_free`. Safe from any thread.
 */
typedef struct SvError SvError;

/**
 * A subscription to the changes of an engine.
 *
 * Made by `sv_subscribe`, ended by `sv_unsubscribe`; it may outlive its engine.
 */
typedef struct SvSubscription SvSubscription;

/**
 * A text which the library gives to the host: `len` bytes of UTF-8, then a NUL that `len` does
 * not count.
 *
 * Begin with `SvBuffer buffer = {0}`. End it with `sv_buffer_free`.
 */
typedef struct {
    /**
     * The first byte, or NULL in an empty buffer.
     */
    char *data;
    /**
     * How many bytes, without the NUL.
     */
    size_t len;
} SvBuffer;

/**
 * A text which the host lends for the time of a call: `len` bytes of UTF-8. No NUL is needed.
 *
 * `{NULL, 0}` is an absent text. See `sv_text` for a text that ends in NUL.
 */
typedef struct {
    /**
     * The first byte; NULL when the text is absent.
     */
    const char *data;
    /**
     * How many bytes.
     */
    size_t len;
} SvText;

/**
 * What a function answers: `SV_OK`, or the number of an error. Bands: 1xxx the request, 11xx
 * access, 2xxx points and allowances, 5xxx keys, 6xxx the store, 7xxx the engine, 9xxx the C
 * interface.
 */
typedef int32_t SvStatus;

/**
 * Answers the time in milliseconds since 1970-01-01T00:00:00Z. Called from any thread, also from
 * several at once; it must not call the library and must not throw.
 */
typedef int64_t (*SvClock)(void *data);

/**
 * How an engine is opened. Begin with `SvOpenOptions options = {0}` and set `struct_size` to
 * `sizeof(SvOpenOptions)`; a field that is zero takes its default.
 */
typedef struct {
    /**
     * `sizeof(SvOpenOptions)`.
     */
    size_t struct_size;
    /**
     * A path, `sqlite://path` or `:memory:`; a file that does not exist is made. Or the URL of a
     * server, `postgres://..` or `mysql://..`, where the library was built for it.
     */
    SvText path;
    /**
     * The 32 bytes that seal personal data, or NULL for a store that is not sealed. They are
     * copied; wipe yours after the call.
     */
    const uint8_t *root_key;
    /**
     * 32, or 0 without a root key.
     */
    size_t root_key_len;
    /**
     * The device whose writes these are, for sync: at most 64 bytes.
     */
    SvText device;
    /**
     * `SV_ROLE_STANDALONE` (the default), `SV_ROLE_AUTHORITY` or `SV_ROLE_REPLICA`.
     */
    int32_t role;
    /**
     * `SV_DURABILITY_FULL` (the default), `SV_DURABILITY_NORMAL` or `SV_DURABILITY_OFF`.
     */
    int32_t durability;
    /**
     * How many calls can read at the same time; by default one per core, up to 4.
     */
    uint32_t readers;
    /**
     * How long a call waits for another process before `SV_BUSY`; 5,000 by default.
     */
    uint32_t busy_timeout_ms;
    /**
     * How many submitted calls may wait before `SV_OVERLOADED`; 1,024 by default.
     */
    uint32_t queued_calls_max;
    /**
     * Not 0: the engine runs its own upkeep on a thread, and `sv_maintain` need not be called.
     */
    uint8_t maintenance_thread;
    /**
     * Not 0: every write is refused.
     */
    uint8_t read_only;
    /**
     * Not 0: a file that does not exist is not made.
     */
    uint8_t must_exist;
    /**
     * Zero.
     */
    uint8_t reserved;
    /**
     * The points that a registration grants; 100 by default, none when it is negative.
     */
    int64_t register_bonus;
    /**
     * Where the time comes from; the system's clock by default. Valid until the engine is closed.
     */
    SvClock clock;
    /**
     * What `clock` is called with.
     */
    void *clock_data;
    /**
     * The most connections to a server, which is how many calls run at a time; 16 by default.
     */
    uint32_t connections_max;
    /**
     * How long opening a connection may take before `SV_BACKEND_UNAVAILABLE`; 10,000 by default.
     */
    uint32_t connect_timeout_ms;
    /**
     * How long a call waits for a connection before `SV_OVERLOADED`; 5,000 by default.
     */
    uint32_t acquire_timeout_ms;
    /**
     * How long one statement on a server may take before `SV_BUSY`; 30,000 by default.
     */
    uint32_t statement_timeout_ms;
    /**
     * How long a call that keeps meeting others is run again before `SV_BUSY`; 10,000 by default.
     */
    uint32_t retry_timeout_ms;
    /**
     * Zero.
     */
    uint32_t reserved_server;
    /**
     * A PEM file with authorities that `sslmode=require` trusts besides those of Mozilla.
     */
    SvText tls_roots_file;
} SvOpenOptions;

/**
 * Hears how far a backup is, in pages; false from it ends the backup with `SV_CANCELLED`. It may
 * be NULL. Called on the thread of the call; it must not throw. It has no business with the
 * engine, which is at work on this thread: a call is refused with `SV_INTERNAL`, and so is a
 * close, which happens when the backup ends. Calls of other threads go on.
 */
typedef bool (*SvProgress)(void *data, uint64_t done, uint64_t all);

/**
 * The id of a user, a session, a message or a record: a UUID as its 16 bytes in the order of its
 * text. All zero is an absent id.
 */
typedef struct {
    /**
     * The bytes.
     */
    uint8_t bytes[16];
} SvId;

/**
 * A message that `sv_messages_append_flat` appends.
 */
typedef struct {
    /**
     * `sizeof(SvMessagesAppendRequest)`.
     */
    size_t struct_size;
    /**
     * Whose the session is.
     */
    SvId user_id;
    /**
     * The session, which must not be ended.
     */
    SvId session_id;
    /**
     * What is said, at most 1,048,576 characters; empty only while it is streaming.
     */
    SvText content;
    /**
     * Who speaks: one of `SV_MESSAGE_ROLE_*`.
     */
    int32_t role;
    /**
     * How far it is: one of `SV_MESSAGE_STATUS_*`.
     */
    int32_t status;
    /**
     * Its id, where the caller has made one already; may be absent.
     */
    SvId id;
    /**
     * The message of the same session that it answers or continues; may be absent.
     */
    SvId parent_id;
    /**
     * The model that spoke; may be absent.
     */
    SvText model;
    /**
     * What the host keeps with it: any JSON of at most 64 KiB; may be absent.
     */
    SvText metadata;
    /**
     * Makes a retry answer the first outcome; may be absent.
     */
    SvText idempotency_key;
    /**
     * How many tokens it took; 0 when they are not known.
     */
    int64_t tokens;
    /**
     * What it cost, in millionths of the currency; 0 when it is not known.
     */
    int64_t cost_micros;
    /**
     * When it was made, in milliseconds since the epoch; now, after all others, when 0.
     */
    int64_t created_at_ms;
} SvMessagesAppendRequest;

/**
 * A message that was appended.
 */
typedef struct {
    /**
     * `sizeof(SvMessagesAppendResponse)`, set before the call.
     */
    size_t struct_size;
    /**
     * Its id.
     */
    SvId id;
    /**
     * When it was made, in milliseconds since the epoch.
     */
    int64_t created_at_ms;
    /**
     * True when it stood there already, or this is the stored outcome of an earlier call.
     */
    bool replayed;
} SvMessagesAppendResponse;

/**
 * Whose quota of what `sv_quota_get_flat` reads.
 */
typedef struct {
    /**
     * `sizeof(SvQuotaGetRequest)`.
     */
    size_t struct_size;
    /**
     * The user.
     */
    SvId user_id;
    /**
     * The feature; `chat` when absent.
     */
    SvText feature;
} SvQuotaGetRequest;

/**
 * What is used and left of a feature: the figures of the limit with least left. The names of the
 * plan and of the period, and the other limits, have only the JSON function.
 */
typedef struct {
    /**
     * `sizeof(SvQuotaGetResponse)`, set before the call.
     */
    size_t struct_size;
    /**
     * How much may be used in this period.
     */
    int64_t limit;
    /**
     * How much is used.
     */
    int64_t used;
    /**
     * How much is left.
     */
    int64_t remaining;
    /**
     * When the period ends, in milliseconds since the epoch; 0 when nothing will reset.
     */
    int64_t resets_at_ms;
    /**
     * The share that is used, in whole percent, rounded down. Over 100 after a downgrade.
     */
    int64_t percent;
    /**
     * How much was used today, by the calendar of the quota's time zone.
     */
    int64_t today;
    /**
     * How much was ever used.
     */
    int64_t total_used;
    /**
     * How much is reserved and not yet used.
     */
    int64_t held;
    /**
     * At least 80 % are used.
     */
    bool low;
    /**
     * Nothing is left.
     */
    bool exceeded;
} SvQuotaGetResponse;

/**
 * What `sv_quota_consume_flat` uses.
 */
typedef struct {
    /**
     * `sizeof(SvQuotaConsumeRequest)`.
     */
    size_t struct_size;
    /**
     * Who used it.
     */
    SvId user_id;
    /**
     * Makes a retry answer the first outcome: 1 to 128 bytes.
     */
    SvText idempotency_key;
    /**
     * The feature; `chat` when absent.
     */
    SvText feature;
    /**
     * How much, 1 to 2^53-1; 1 when it is 0.
     */
    int64_t amount;
    /**
     * The conversation in which it was used; may be absent.
     */
    SvId session_id;
    /**
     * The tokens which the model used for it; 0 when they are not known.
     */
    int64_t tokens;
} SvQuotaConsumeRequest;

/**
 * The outcome of a consume: the figures of the limit with least left.
 */
typedef struct {
    /**
     * `sizeof(SvQuotaConsumeResponse)`, set before the call.
     */
    size_t struct_size;
    /**
     * The line of the log.
     */
    SvId log_id;
    /**
     * How much may be used in this period.
     */
    int64_t limit;
    /**
     * How much is used now.
     */
    int64_t used;
    /**
     * How much is left.
     */
    int64_t remaining;
    /**
     * When the period ends, in milliseconds since the epoch; 0 when nothing will reset.
     */
    int64_t resets_at_ms;
    /**
     * How much was ever used.
     */
    int64_t total_used;
    /**
     * At least 80 % are used.
     */
    bool low;
    /**
     * Nothing is left.
     */
    bool exceeded;
    /**
     * True when this is the stored outcome of an earlier call with the same key.
     */
    bool replayed;
} SvQuotaConsumeResponse;

/**
 * Which balance `sv_wallet_balance_flat` reads. A breakdown has only the JSON function.
 */
typedef struct {
    /**
     * `sizeof(SvWalletBalanceRequest)`.
     */
    size_t struct_size;
    /**
     * Whose.
     */
    SvId user_id;
    /**
     * Which wallet; `points` when absent.
     */
    SvText asset;
    /**
     * The moment to answer for, in milliseconds since the epoch; now when 0.
     */
    int64_t as_of_at_ms;
} SvWalletBalanceRequest;

/**
 * The state of a wallet.
 */
typedef struct {
    /**
     * `sizeof(SvWalletBalanceResponse)`, set before the call.
     */
    size_t struct_size;
    /**
     * The moment this is the answer for, in milliseconds since the epoch.
     */
    int64_t as_of_at_ms;
    /**
     * The points in it. Negative while a claw-back is owed.
     */
    int64_t balance;
    /**
     * The points which open holds reserve.
     */
    int64_t held;
    /**
     * What can be spent.
     */
    int64_t available;
    /**
     * The level, from 1 up.
     */
    int64_t level;
    /**
     * All that was consumed so far.
     */
    int64_t total_consumed;
    /**
     * All that was bought so far.
     */
    int64_t total_recharged;
    /**
     * When points were bought for the first time; 0 for never.
     */
    int64_t first_recharged_at_ms;
    /**
     * The number of the last record; 0 when there is none.
     */
    int64_t seq;
    /**
     * When points expire next; 0 when none do.
     */
    int64_t expiring_at_ms;
    /**
     * How many points expire then.
     */
    int64_t expiring_points;
    /**
     * One of `SV_WALLET_STATUS_*`; 0 for one that this library does not know.
     */
    int32_t status;
} SvWalletBalanceResponse;

/**
 * Points to be spent by `sv_wallet_consume_flat`.
 */
typedef struct {
    /**
     * `sizeof(SvWalletConsumeRequest)`.
     */
    size_t struct_size;
    /**
     * Whose wallet pays.
     */
    SvId user_id;
    /**
     * How many, 1 to 2^53-1.
     */
    int64_t amount;
    /**
     * Makes a retry answer the first outcome: 1 to 128 bytes.
     */
    SvText idempotency_key;
    /**
     * Which wallet; `points` when absent.
     */
    SvText asset;
    /**
     * The event which they are spent on; may be absent.
     */
    SvText related_event_id;
    /**
     * The task or action which they are spent on; may be absent.
     */
    SvText action_id;
    /**
     * A remark; may be absent.
     */
    SvText note;
    /**
     * Not 0: spends what is there where that is less than the amount, but at least 1.
     */
    uint8_t up_to;
} SvWalletConsumeRequest;

/**
 * Points which were spent.
 */
typedef struct {
    /**
     * `sizeof(SvWalletConsumeResponse)`, set before the call.
     */
    size_t struct_size;
    /**
     * The record of the ledger.
     */
    SvId record_id;
    /**
     * Its number.
     */
    int64_t seq;
    /**
     * How many points were spent.
     */
    int64_t amount;
    /**
     * The balance after it.
     */
    int64_t balance;
    /**
     * What can be spent after it.
     */
    int64_t available;
    /**
     * The level after it.
     */
    int64_t level;
    /**
     * True when this is the stored outcome of an earlier call with the same key.
     */
    bool replayed;
} SvWalletConsumeResponse;

/**
 * Hears the outcome of a submitted call: its JSON response with `SV_OK`, or its error. Both are
 * lent until the callback returns. It runs on a thread of the library, may call the library, also
 * to close the engine, and must not throw.
 */
typedef void (*SvCallback)(void *data, SvStatus status, SvText response, const SvError *error);

/**
 * Hears what changed, as JSON:
 * `{"changes": [{"noun", "userId", "id", "kind"}], "everything"}`, lent until the callback
 * returns. It runs on a thread of the library, may call the library, and must not throw.
 */
typedef void (*SvChanged)(void *data, SvText changes);

/**
 * Hears how far an import or export is: bytes, conversations and messages. It is called after each
 * conversation, on the thread of the call; false from it ends the work there. It may be NULL, may
 * call the engine, and must not throw.
 */
typedef bool (*SvTransferProgress)(void *data,
                                   uint64_t bytes,
                                   uint64_t conversations,
                                   uint64_t messages);

/**
 * A field of the request breaks its rule. `field` names it as JSON does; `rule` says what it
 * must be.
 */
#define SV_VALIDATION 1001

/**
 * No operation has this name or number. The list is in OPERATIONS.md.
 */
#define SV_UNKNOWN_OPERATION 1002

/**
 * What the call names does not exist, or is not visible to the caller.
 */
#define SV_NOT_FOUND 1003

/**
 * Something with this identity exists already.
 */
#define SV_CONFLICT 1004

/**
 * The state of the thing does not allow this operation.
 */
#define SV_INVALID_STATE 1005

/**
 * The request or one of its parts is larger than the limit. Split it.
 */
#define SV_PAYLOAD_TOO_LARGE 1006

/**
 * The page cursor was not made by this list or was damaged. Start again without one.
 */
#define SV_CURSOR_INVALID 1007

/**
 * The idempotency key was used before with another request. Use a new key for a new request.
 */
#define SV_IDEMPOTENCY_MISMATCH 1008

/**
 * The sum would pass 2^53-1, the largest whole number that every surface holds exactly.
 */
#define SV_AMOUNT_OVERFLOW 1009

/**
 * This backend or role cannot do it. `engine.stats` lists what it can.
 */
#define SV_UNSUPPORTED 1010

/**
 * The caller may not do this.
 */
#define SV_PERMISSION_DENIED 1101

/**
 * A replica may not spend without a lease. Call the authority.
 */
#define SV_LEASE_REQUIRED 1102

/**
 * The wallet has fewer points available than the call needs.
 */
#define SV_INSUFFICIENT_POINTS 2001

/**
 * The wallet is frozen: it accepts credits and refuses debits.
 */
#define SV_WALLET_FROZEN 2002

/**
 * The hold has fewer points open than the call needs.
 */
#define SV_HOLD_EXCEEDED 2003

/**
 * The refunds of a record never exceed it.
 */
#define SV_REFUND_EXCEEDED 2004

/**
 * The allowance of the period is used up. It returns at `resetsAtMs`.
 */
#define SV_QUOTA_EXCEEDED 2101

/**
 * The packs of the user hold less than the call needs.
 */
#define SV_INSUFFICIENT_PACKS 2102

/**
 * The provider's reference belongs to another order. Look that one up with `payments.find`.
 */
#define SV_REFERENCE_TAKEN 2201

/**
 * The order was paid under another reference. Refund this second payment at the provider.
 */
#define SV_ALREADY_PAID 2202

/**
 * The refunds of a payment never exceed it.
 */
#define SV_PAYMENT_REFUND_EXCEEDED 2203

/**
 * The person has checked in for this local date. The next date begins at `availableAtMs`.
 */
#define SV_ALREADY_CHECKED_IN 2221

/**
 * The time zone changed since the last check-in, which is less than 20 hours ago.
 */
#define SV_CHECK_IN_TOO_SOON 2222

/**
 * Too many hits within a window. The same call passes after `retryAfterMs`.
 */
#define SV_RATE_LIMITED 2231

/**
 * The store holds sealed data and no root key was given. Open the engine with its root key.
 */
#define SV_KEY_UNAVAILABLE 5001

/**
 * The root key is not the one which sealed this store.
 */
#define SV_KEY_MISMATCH 5002

/**
 * A sealed value does not open: it was damaged or moved.
 */
#define SV_DECRYPT_FAILED 5003

/**
 * The store stayed locked, or in conflict, past the time-out. Try again.
 */
#define SV_BUSY 6001

/**
 * The disk is full. Free space and try again.
 */
#define SV_STORAGE_FULL 6002

/**
 * The file is damaged or is not a database of this engine. Restore a backup.
 */
#define SV_STORAGE_CORRUPT 6003

/**
 * The store can be read and not written.
 */
#define SV_READ_ONLY 6004

/**
 * The store was written by a newer Silvervine. Upgrade this program.
 */
#define SV_SCHEMA_NEWER 6005

/**
 * The store could not be reached or opened.
 */
#define SV_BACKEND_UNAVAILABLE 6006

/**
 * Reading or writing the store failed.
 */
#define SV_STORAGE_IO 6007

/**
 * A unique value was taken. Handlers turn it into an error that names what.
 */
#define SV_UNIQUE_VIOLATION 6008

/**
 * Two transactions met and this one must run again. Drivers retry it themselves.
 */
#define SV_SERIALIZATION 6009

/**
 * The connection to the store was lost while a write was committed: it took effect or it did
 * not. A call with an idempotency key can be made again; read before repeating another.
 */
#define SV_OUTCOME_UNKNOWN 6010

/**
 * The queue of submitted calls is full. Slow down and try again.
 */
#define SV_OVERLOADED 7001

/**
 * The engine was closed.
 */
#define SV_CLOSED 7002

/**
 * The call was cancelled, and has changed nothing.
 */
#define SV_CANCELLED 7003

/**
 * The engine met a state it must never be in. Report it with the request id.
 */
#define SV_INTERNAL 7004

/**
 * The call did what it says.
 */
#define SV_OK 0

/**
 * A pointer is NULL that must not be, or a structure or a number makes no sense.
 */
#define SV_INVALID_ARGUMENT 9001

/**
 * A text is not UTF-8.
 */
#define SV_INVALID_UTF8 9002

/**
 * A handle was not made by this library, or is of another kind.
 */
#define SV_INVALID_HANDLE 9003

/**
 * The library met a defect of its own. The transaction was rolled back, and the engine can still
 * be used. Please report it. A submitted call that meets one is answered with `SV_INTERNAL`.
 */
#define SV_PANIC 9900

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of this library, as `1.2.3`.
 *
 * The text is static: it is valid for as long as the library is loaded, ends in NUL, and is never
 * freed. Safe from any thread.
 */
const char *sv_version(void);

/**
 * The version of the binary interface.
 *
 * It grows when something is added and never because something went or changed its meaning: a
 * program built against interface N runs with every library whose number is N or more. Safe from
 * any thread.
 */
uint32_t sv_abi_version(void);

/**
 * Frees what a buffer holds and empties it. Nothing happens for NULL, for an empty buffer and for
 * one that was freed before.
 */
void sv_buffer_free(SvBuffer *buffer);

/**
 * The text of a buffer, to be passed on. It is valid until the buffer is freed.
 */
SvText sv_buffer_text(SvBuffer buffer);

/**
 * Runs an operation by its name, such as `wallet.consume`, and waits for its outcome.
 *
 * `context` says on whose behalf, as JSON such as
 * `{"actor":{"type":"user","id":"018f..."},"tenant":"018f..."}`; absent, it is the embedding
 * program itself. `request` is the JSON object that the operation's reference describes. `out`
 * receives its JSON response, only on success; free it with `sv_buffer_free`.
 */
SvStatus sv_call(const SvEngine *engine,
                 SvText context,
                 SvText operation,
                 SvText request,
                 SvBuffer *out,
                 SvError **error);

/**
 * Opens a store. `out` is written only on success; end the engine with `sv_close`.
 *
 * An older schema is brought up to date; a newer one is refused with `SV_SCHEMA_NEWER`.
 */
SvStatus sv_open(const SvOpenOptions *options, SvEngine **out, SvError **error);

/**
 * Ends an engine and releases its store.
 *
 * Calls which have begun complete. Submitted calls which have not fail with `SV_CLOSED`, and every
 * callback has returned when this does, unless it is itself called from a callback. Closing NULL
 * or an engine that was closed is no error and does nothing.
 */
SvStatus sv_close(SvEngine *engine, SvError **error);

/**
 * Does upkeep for about `budget_ms` in small transactions: call it when the host is idle, or set
 * `maintenance_thread`. `out`, which may be NULL, receives `{"done", "rows", "nextAtMs"}`.
 */
SvStatus sv_maintain(const SvEngine *engine, uint32_t budget_ms, SvBuffer *out, SvError **error);

/**
 * Copies a consistent point of the store to a new file while it is in use.
 */
SvStatus sv_backup(const SvEngine *engine,
                   SvText path,
                   SvProgress progress,
                   void *data,
                   SvError **error);

/**
 * What the engine says about itself, as JSON: version, backend, role, capabilities, counters. It
 * reads no data and waits for nothing. `out` is written only on success.
 */
SvStatus sv_stats(const SvEngine *engine, SvBuffer *out, SvError **error);

/**
 * Reads the whole store and reports what is damaged as a JSON array of sentences; `[]` means
 * sound.
 * `out` is written only on success.
 */
SvStatus sv_check_integrity(const SvEngine *engine, SvBuffer *out, SvError **error);

/**
 * The status of an error, the same that the call answered. `SV_OK` for NULL.
 */
SvStatus sv_error_status(const SvError *error);

/**
 * The stable code of an error, such as `insufficient_points`: a text that ends in NUL and is valid
 * until the error is freed. An empty text for NULL and for an error that was freed.
 */
const char *sv_error_code(const SvError *error);

/**
 * What happened and what to do, for a person: a text that ends in NUL and is valid until the error
 * is freed. It never holds a secret. An empty text for NULL and for an error that was freed.
 */
const char *sv_error_message(const SvError *error);

/**
 * Whether the same call may succeed later without being changed.
 */
bool sv_error_retryable(const SvError *error);

/**
 * The error as JSON: `{"code", "number", "message", "retryable", "details"}`, with the values that
 * a program needs to react in `details`. `out` is written only on success and is freed with
 * `sv_buffer_free`.
 */
SvStatus sv_error_json(const SvError *error, SvBuffer *out);

/**
 * Ends an error. Nothing happens for NULL and for one that was freed before.
 */
void sv_error_free(SvError *error);

/**
 * Appends a message to a session.
 */
SvStatus sv_messages_append_flat(const SvEngine *engine,
                                 SvText context,
                                 const SvMessagesAppendRequest *request,
                                 SvMessagesAppendResponse *response,
                                 SvError **error);

/**
 * Reads what is used and left of a feature.
 */
SvStatus sv_quota_get_flat(const SvEngine *engine,
                           SvText context,
                           const SvQuotaGetRequest *request,
                           SvQuotaGetResponse *response,
                           SvError **error);

/**
 * Uses some of a feature.
 */
SvStatus sv_quota_consume_flat(const SvEngine *engine,
                               SvText context,
                               const SvQuotaConsumeRequest *request,
                               SvQuotaConsumeResponse *response,
                               SvError **error);

/**
 * Reads a balance: now, at a moment that has passed, or at one to come.
 */
SvStatus sv_wallet_balance_flat(const SvEngine *engine,
                                SvText context,
                                const SvWalletBalanceRequest *request,
                                SvWalletBalanceResponse *response,
                                SvError **error);

/**
 * Spends points: exactly so many, or up to so many.
 */
SvStatus sv_wallet_consume_flat(const SvEngine *engine,
                                SvText context,
                                const SvWalletConsumeRequest *request,
                                SvWalletConsumeResponse *response,
                                SvError **error);

/**
 * Makes a user with everything that belongs to one: profile, wallet with the register
 * bonus, quota and activity counters.
 *
 * Within a tenant the user becomes a member; an e-mail address that is known outside it
 * lets its user join instead, and nothing else of theirs changes. An identifier that is
 * taken answers `conflict`, which names its kind.
 *
 * `users.register`: JSON `RegisterUserRequest` in, `RegisterUserResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_users_register(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Reads a user.
 *
 * `users.get`: JSON `GetUserRequest` in, `User` out.
 */
SvStatus sv_users_get(const SvEngine *engine,
                      SvText context,
                      SvText request,
                      SvBuffer *out,
                      SvError **error);

/**
 * Finds the user to whom an identifier belongs.
 *
 * `users.find`: JSON `FindUserRequest` in, `User` out.
 */
SvStatus sv_users_find(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Makes a tenant, with its first owner if one is named.
 *
 * `tenants.create`: JSON `CreateTenantRequest` in, `Tenant` out.
 *
 * Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_tenants_create(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Reads a tenant. Its members see no other.
 *
 * `tenants.get`: JSON `GetTenantRequest` in, `Tenant` out.
 */
SvStatus sv_tenants_get(const SvEngine *engine,
                        SvText context,
                        SvText request,
                        SvBuffer *out,
                        SvError **error);

/**
 * Lets a user into the tenant of the call.
 *
 * `members.add`: JSON `AddMemberRequest` in, `Member` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_members_add(const SvEngine *engine,
                        SvText context,
                        SvText request,
                        SvBuffer *out,
                        SvError **error);

/**
 * Gives a member another role.
 *
 * `members.set_role`: JSON `SetMemberRoleRequest` in, `Member` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_members_set_role(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Reads a balance: now, at a moment that has passed, or at one to come.
 *
 * `wallet.balance`: JSON `GetBalanceRequest` in, `WalletState` out.
 */
SvStatus sv_wallet_balance(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Gives points. Of kind `paid` it is a recharge.
 *
 * `wallet.grant`: JSON `GrantPointsRequest` in, `GrantPointsResponse` out.
 *
 * Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_grant(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Spends points: exactly so many, or up to so many.
 *
 * `wallet.consume`: JSON `ConsumePointsRequest` in, `ConsumePointsResponse` out.
 *
 * Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
 * `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_consume(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Lists the records of a ledger, newest first. What has expired is listed once booked.
 *
 * `wallet.history`: JSON `ListPointRecordsRequest` in, `PointRecordList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_wallet_history(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Checks a ledger: its chain, its sums, its grants and its wallet. Names what is wrong.
 *
 * `wallet.verify`: JSON `VerifyWalletRequest` in, `VerifyWalletResponse` out.
 */
SvStatus sv_wallet_verify(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Reserves points until a deadline. No record tells of it.
 *
 * `wallet.hold`: JSON `HoldPointsRequest` in, `HoldPointsResponse` out.
 *
 * Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_INVALID_STATE`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_hold(const SvEngine *engine,
                        SvText context,
                        SvText request,
                        SvBuffer *out,
                        SvError **error);

/**
 * Spends reserved points: all that are open, or part of them, several times.
 *
 * `wallet.capture`: JSON `CapturePointsRequest` in, `CapturePointsResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_WALLET_FROZEN`,
 * `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_capture(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Moves the deadline of a hold to a later moment.
 *
 * `wallet.extend`: JSON `ExtendHoldRequest` in, `ExtendHoldResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_extend(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Gives up what a hold still reserves.
 *
 * `wallet.release`: JSON `ReleaseHoldRequest` in, `ReleaseHoldResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_release(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Reads a hold.
 *
 * `wallet.get_hold`: JSON `GetHoldRequest` in, `HeldPoints` out.
 */
SvStatus sv_wallet_get_hold(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Lists holds: all, newest first, or those that are open, the next to end first.
 *
 * `wallet.list_holds`: JSON `ListHoldsRequest` in, `HoldList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_wallet_list_holds(const SvEngine *engine,
                              SvText context,
                              SvText request,
                              SvBuffer *out,
                              SvError **error);

/**
 * Makes a wallet refuse debits. It still accepts credits.
 *
 * `wallet.freeze`: JSON `FreezeWalletRequest` in, `WalletState` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_freeze(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Makes a wallet accept debits again.
 *
 * `wallet.unfreeze`: JSON `UnfreezeWalletRequest` in, `WalletState` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_unfreeze(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Gives spent points back to the grants they came from: all of a record, or part of it.
 *
 * `wallet.refund`: JSON `RefundPointsRequest` in, `RefundPointsResponse` out.
 *
 * Errors of its own: `SV_REFUND_EXCEEDED`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_refund(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Corrects a balance, with a reason.
 *
 * `wallet.adjust`: JSON `AdjustPointsRequest` in, `AdjustPointsResponse` out.
 *
 * Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
 * `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_adjust(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Sends points to somebody else. Their kind and expiry travel with them.
 *
 * `wallet.transfer`: JSON `TransferPointsRequest` in, `TransferPointsResponse` out.
 *
 * Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
 * `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_transfer(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Sums up what came and went within some time, by the kind of the records.
 *
 * `wallet.summary`: JSON `SummarizeWalletRequest` in, `WalletSummary` out.
 */
SvStatus sv_wallet_summary(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Computes a wallet from its records alone, and tells whether it says the same.
 *
 * `wallet.recompute`: JSON `RecomputeWalletRequest` in, `RecomputedWallet` out.
 */
SvStatus sv_wallet_recompute(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Books what has expired and ends the holds that are due, in all wallets. Nothing depends
 * on it; `engine.maintain` does the same.
 *
 * `wallet.sweep_expired`: JSON `SweepExpiredRequest` in, `SweepExpiredResponse` out.
 */
SvStatus sv_wallet_sweep_expired(const SvEngine *engine,
                                 SvText context,
                                 SvText request,
                                 SvBuffer *out,
                                 SvError **error);

/**
 * Does several things to the wallets of one user in one commit: each for itself, or all
 * or nothing; then a refusal names its item (`items[2]`) as `item` in its details. Each
 * carries its own idempotency key, so a batch can be sent again.
 *
 * `wallet.batch`: JSON `BatchPointsRequest` in, `BatchPointsResponse` out.
 *
 * Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_AMOUNT_OVERFLOW`,
 * `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_REFUND_EXCEEDED`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_batch(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Sets the floor of a wallet, or takes it away. Falling below it raises one event
 * `points_low`, whatever takes the points (a debit, a hold, an expiry, a claw-back), and
 * none again before the wallet has risen to the floor. A floor above what is there now
 * raises none: nothing fell.
 *
 * `wallet.set_floor`: JSON `SetFloorRequest` in, `WalletFloor` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_wallet_set_floor(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Creates a task, and reserves what it costs until its deadline.
 *
 * Whoever calls it sets the price, so it is not for the person who pays.
 *
 * `tasks.create`: JSON `CreateTaskRequest` in, `CreateTaskResponse` out.
 *
 * Errors of its own: `SV_INSUFFICIENT_POINTS`, `SV_WALLET_FROZEN`, `SV_INVALID_STATE`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_tasks_create(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Marks a task as running. Of two callers that start it, one is refused.
 *
 * `tasks.start`: JSON `StartTaskRequest` in, `Task` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_tasks_start(const SvEngine *engine,
                        SvText context,
                        SvText request,
                        SvBuffer *out,
                        SvError **error);

/**
 * Ends a task with its result: spends what it came to, and releases the rest.
 *
 * `tasks.complete`: JSON `CompleteTaskRequest` in, `CompleteTaskResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_HOLD_EXCEEDED`, `SV_WALLET_FROZEN`,
 * `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_tasks_complete(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Ends a task without a result, and releases every point.
 *
 * `tasks.fail`: JSON `FailTaskRequest` in, `EndTaskResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_tasks_fail(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Ends a task because the person no longer wants it, and releases every point.
 *
 * `tasks.cancel`: JSON `CancelTaskRequest` in, `EndTaskResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_tasks_cancel(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Moves the deadline of a task to a later moment, and with it that of its points.
 *
 * `tasks.extend`: JSON `ExtendTaskRequest` in, `ExtendTaskResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_tasks_extend(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Reads a task.
 *
 * `tasks.get`: JSON `GetTaskRequest` in, `Task` out.
 */
SvStatus sv_tasks_get(const SvEngine *engine,
                      SvText context,
                      SvText request,
                      SvBuffer *out,
                      SvError **error);

/**
 * Lists tasks, newest first: all, or those of one kind or in one state.
 *
 * `tasks.list`: JSON `ListTasksRequest` in, `TaskList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_tasks_list(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Opens an order: what is to be paid, and the points that it will bring.
 *
 * Whoever calls it sets the price, so it is not for the person who pays.
 *
 * `payments.create`: JSON `CreatePaymentRequest` in, `PaymentResponse` out.
 *
 * Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_payments_create(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Takes the success that a provider reports: the order is paid and its points credited.
 *
 * It wins over `failed` and `cancelled`. The same reference again changes nothing and
 * answers the order, marked as replayed.
 *
 * `payments.confirm`: JSON `ConfirmPaymentRequest` in, `PaymentResponse` out.
 *
 * Errors of its own: `SV_ALREADY_PAID`, `SV_REFERENCE_TAKEN`, `SV_AMOUNT_OVERFLOW`,
 * `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_payments_confirm(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Takes the failure that a provider reports, for an order that is pending.
 *
 * A failure of a failed order notes its reference and changes nothing else.
 *
 * `payments.fail`: JSON `FailPaymentRequest` in, `PaymentResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_REFERENCE_TAKEN`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_payments_fail(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Gives up an order that is pending. Cancelling twice is cancelling once.
 *
 * `payments.cancel`: JSON `CancelPaymentRequest` in, `PaymentResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_payments_cancel(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Books what the provider has paid back, all or part of it, and takes back the points in
 * proportion. What of them is spent becomes a debt which later credits pay first.
 *
 * `payments.refund`: JSON `RefundPaymentRequest` in, `RefundPaymentResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_PAYMENT_REFUND_EXCEEDED`, `SV_AMOUNT_OVERFLOW`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_payments_refund(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Reads an order.
 *
 * `payments.get`: JSON `GetPaymentRequest` in, `Payment` out.
 */
SvStatus sv_payments_get(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Lists the orders of somebody, newest first: all, or those in one state.
 *
 * What has expired is among the cancelled, whether or not a sweep has passed.
 *
 * `payments.list`: JSON `ListPaymentsRequest` in, `PaymentList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_payments_list(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Finds the order that a provider means by a reference, once a success or a failure has
 * told whose it is.
 *
 * `payments.find`: JSON `FindPaymentRequest` in, `Payment` out.
 */
SvStatus sv_payments_find(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Reads what is used and left of a feature, with the moment at which it resets and the
 * plan to upgrade to. `not_found` for a user without quotas, and for a feature which
 * their plan has no limit for.
 *
 * `quota.get`: JSON `GetQuotaRequest` in, `QuotaState` out.
 */
SvStatus sv_quota_get(const SvEngine *engine,
                      SvText context,
                      SvText request,
                      SvBuffer *out,
                      SvError **error);

/**
 * Uses some of a feature, of the plan first and then of packs. Where several limits stand
 * on it, all must pass; a refusal names the first that does not. Where the setting
 * `quota.enabled` switches quotas off for the user, points are paid instead.
 *
 * `quota.consume`: JSON `ConsumeQuotaRequest` in, `ConsumeQuotaResponse` out.
 *
 * Errors of its own: `SV_QUOTA_EXCEEDED`, `SV_AMOUNT_OVERFLOW`, `SV_INSUFFICIENT_POINTS`,
 * `SV_WALLET_FROZEN`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_quota_consume(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Gives a user another plan, time zone or anchor day. What is used carries over, so a
 * downgrade may leave more used than allowed; then consuming is refused until the reset.
 *
 * `quota.set_plan`: JSON `SetQuotaPlanRequest` in, `SetQuotaPlanResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_quota_set_plan(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Lists what was used of a feature, newest first.
 *
 * `quota.logs`: JSON `ListQuotaLogsRequest` in, `QuotaLogList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_quota_logs(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Counts what was used of a feature over all users, by day and by plan.
 *
 * `quota.stats`: JSON `GetQuotaStatsRequest` in, `QuotaStats` out.
 */
SvStatus sv_quota_stats(const SvEngine *engine,
                        SvText context,
                        SvText request,
                        SvBuffer *out,
                        SvError **error);

/**
 * Adds a pack, which is used when the plan's allowance is used up.
 *
 * `quota.purchase`: JSON `PurchaseQuotaRequest` in, `PurchaseQuotaResponse` out.
 *
 * Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_quota_purchase(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Reserves some of a feature until a deadline, so that two calls cannot both pass on the
 * same room. Refused where the setting `quota.enabled` switches quotas off for the user.
 *
 * `quota.hold`: JSON `HoldQuotaRequest` in, `HoldQuotaResponse` out.
 *
 * Errors of its own: `SV_QUOTA_EXCEEDED`, `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_quota_hold(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Uses what was reserved, all of it or a part. It counts in the present period.
 *
 * `quota.capture`: JSON `CaptureQuotaRequest` in, `CaptureQuotaResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_quota_capture(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Gives back what a reservation has left. It is made for a service that relies on it, so
 * the person whom it is about can neither give it back nor use it up.
 *
 * `quota.release`: JSON `ReleaseQuotaRequest` in, `ReleaseQuotaResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_quota_release(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Gives uses from the packs of one user to another, with their priority and expiry. On a
 * sharded store both users must share a shard.
 *
 * `quota.transfer`: JSON `TransferQuotaRequest` in, `TransferQuotaResponse` out.
 *
 * Errors of its own: `SV_INSUFFICIENT_PACKS`, `SV_AMOUNT_OVERFLOW`, `SV_INVALID_STATE`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_quota_transfer(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Resets a batch of the quotas that are past their period, ahead of their next touch.
 * Begins a run without a cursor, and goes on with the one it answered.
 *
 * `quota.reset_expired`: JSON `ResetQuotasRequest` in, `QuotaBatch` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_quota_reset_expired(const SvEngine *engine,
                                SvText context,
                                SvText request,
                                SvBuffer *out,
                                SvError **error);

/**
 * Reads how many quotas are past their reset, and how the last runs of upkeep went.
 *
 * `quota.health`: JSON `GetQuotaHealthRequest` in, `QuotaHealth` out.
 */
SvStatus sv_quota_health(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Opens quotas for a batch of the users who predate them, in the time zone of their
 * profile. Begins a run without a cursor, and goes on with the one it answered.
 *
 * `quota.init_all`: JSON `InitQuotasRequest` in, `QuotaBatch` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_quota_init_all(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Reads all that a client needs to draw the badge, the dialog and the input of a feature,
 * and what a use costs while it is paid with points.
 *
 * `quota.view`: JSON `ViewQuotaRequest` in, `QuotaView` out.
 */
SvStatus sv_quota_view(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Stores a plan, or replaces it whole. It applies at once to everybody who has it.
 *
 * `plans.set`: JSON `SetPlanRequest` in, `Plan` out.
 *
 * Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_plans_set(const SvEngine *engine,
                      SvText context,
                      SvText request,
                      SvBuffer *out,
                      SvError **error);

/**
 * Lists the plans, the built-in ones among them, in the order of their names.
 *
 * `plans.list`: JSON `ListPlansRequest` in, `PlanList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_plans_list(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Checks in for today's date in the person's time zone, and gives the points of the day.
 *
 * `checkins.check_in`: JSON `CheckInRequest` in, `CheckInResponse` out.
 *
 * Errors of its own: `SV_ALREADY_CHECKED_IN`, `SV_CHECK_IN_TOO_SOON`, `SV_AMOUNT_OVERFLOW`,
 * `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_checkins_check_in(const SvEngine *engine,
                              SvText context,
                              SvText request,
                              SvBuffer *out,
                              SvError **error);

/**
 * Reads where a person stands today: whether they checked in, their streak, and what the
 * next check-in gives.
 *
 * `checkins.get`: JSON `GetCheckInsRequest` in, `CheckInState` out.
 */
SvStatus sv_checkins_get(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Lists check-ins, the latest date first: all, or those of a calendar month.
 *
 * `checkins.list`: JSON `ListCheckInsRequest` in, `CheckInList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_checkins_list(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Reads what a device may still use. One that was never seen may use all of it.
 *
 * `guests.check`: JSON `CheckGuestRequest` in, `GuestState` out.
 */
SvStatus sv_guests_check(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Counts a use of a device, or refuses it when its allowance is used up.
 *
 * `guests.increment`: JSON `IncrementGuestRequest` in, `GuestUse` out.
 *
 * Errors of its own: `SV_QUOTA_EXCEEDED`, `SV_AMOUNT_OVERFLOW`, `SV_RATE_LIMITED`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_guests_increment(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Makes what a device holds the user's, when they log in. Doing it twice is doing it once;
 * another user is refused. On a sharded store the device is on the first shard, so it is
 * a distributed transaction.
 *
 * `guests.adopt`: JSON `AdoptGuestRequest` in, `GuestAdoption` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_guests_adopt(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Counts a hit, or refuses it with the time to wait. A refusal changes nothing.
 *
 * `limits.hit`: JSON `HitLimitRequest` in, `LimitStanding` out.
 *
 * Errors of its own: `SV_RATE_LIMITED`.
 */
SvStatus sv_limits_hit(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Reads how a limit stands, without counting.
 *
 * `limits.get`: JSON `GetLimitRequest` in, `LimitStanding` out.
 */
SvStatus sv_limits_get(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Forgets every hit of a key, such as after a login that succeeded.
 *
 * `limits.reset`: JSON `ResetLimitRequest` in, `ResetLimitResponse` out.
 */
SvStatus sv_limits_reset(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Begins a session, with its history and its counters.
 *
 * An `id` that is taken by the very same session answers it, marked as replayed; taken by
 * another it is a `conflict`.
 *
 * `sessions.create`: JSON `CreateSessionRequest` in, `CreateSessionResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_sessions_create(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Reads a session with its counters. A deleted one is not found.
 *
 * `sessions.get`: JSON `GetSessionRequest` in, `Session` out.
 */
SvStatus sv_sessions_get(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Lists sessions, the newest first.
 *
 * `sessions.list`: JSON `ListSessionsRequest` in, `SessionList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_sessions_list(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Ends a session and closes its history. Ending an ended session changes nothing.
 *
 * `sessions.end`: JSON `EndSessionRequest` in, `Session` out.
 */
SvStatus sv_sessions_end(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Changes what a session is about. What is not given stays as it is.
 *
 * `sessions.update`: JSON `UpdateSessionRequest` in, `Session` out.
 */
SvStatus sv_sessions_update(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Moves a session to another state.
 *
 * A session that has ended takes no other state than `ended` and `archived`:
 * `invalid_state`. A state that it has already changes nothing.
 *
 * `sessions.set_status`: JSON `SetSessionStatusRequest` in, `Session` out.
 *
 * Errors of its own: `SV_INVALID_STATE`.
 */
SvStatus sv_sessions_set_status(const SvEngine *engine,
                                SvText context,
                                SvText request,
                                SvBuffer *out,
                                SvError **error);

/**
 * Deletes a session: it goes to the trash, and its messages with it.
 *
 * Upkeep removes it for good thirty days later. Deleting a deleted session changes
 * nothing.
 *
 * `sessions.delete`: JSON `DeleteSessionRequest` in, `Session` out.
 */
SvStatus sv_sessions_delete(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Takes a session out of the trash. One that is not deleted stays as it is.
 *
 * `sessions.restore`: JSON `RestoreSessionRequest` in, `Session` out.
 */
SvStatus sv_sessions_restore(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Removes a deleted session for good, with its messages, its history and its memories.
 *
 * The session is gone with the first call. Each call removes a bounded number of rows and
 * says whether that was all; upkeep does the rest, too. What was kept of it for repeated
 * idempotency keys goes with it: they answer a `conflict` from then on. A session that is
 * not in the trash is refused with `invalid_state`.
 *
 * `sessions.purge`: JSON `PurgeSessionRequest` in, `PurgeSessionResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`.
 */
SvStatus sv_sessions_purge(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Lists the states that a session was in, the latest first.
 *
 * `sessions.records`: JSON `ListSessionRecordsRequest` in, `SessionRecordList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_sessions_records(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Sums up the sessions of a user: how many are in each state, their messages, tokens and
 * cost, and how long they take.
 *
 * `sessions.stats`: JSON `GetSessionStatsRequest` in, `SessionStats` out.
 */
SvStatus sv_sessions_stats(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Finds whose a session is, deleted or not, for a route that names the session alone.
 *
 * Ids of sessions are each user's own, and an export that somebody else takes in keeps
 * them. Where several users have a session of this id, it is that of the user who asks
 * (`userId`), so a service names whom it has authenticated; where it names nobody, or
 * somebody who has none, it is a `conflict`.
 *
 * `sessions.owner`: JSON `FindSessionOwnerRequest` in, `SessionOwner` out.
 *
 * Errors of its own: `SV_CONFLICT`.
 */
SvStatus sv_sessions_owner(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Appends a message to a session.
 *
 * An ended session refuses it with `invalid_state`; one that is paused or archived takes
 * it. The parent must be a message of the same session. An `id` that is taken by the same
 * message answers it, marked as replayed; taken by another it is a `conflict`.
 *
 * `messages.append`: JSON `AppendMessageRequest` in, `AppendMessageResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_messages_append(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Appends up to 1000 messages to a session, all or none.
 *
 * Each follows the rules of `messages.append`; those whose id is taken by the same
 * message are left as they stand and not counted. A repeated key answers the first ids
 * while one of the messages is left, and after that a `conflict`.
 *
 * `messages.append_many`: JSON `AppendManyMessagesRequest` in, `AppendManyMessagesResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_messages_append_many(const SvEngine *engine,
                                 SvText context,
                                 SvText request,
                                 SvBuffer *out,
                                 SvError **error);

/**
 * Lists the messages of a session: the newest page first, each page in the order of the
 * conversation.
 *
 * `nextCursor` goes on to older messages (to newer ones with `direction: newer`),
 * `previousCursor` turns back. With `around` the page holds the messages on both sides of
 * one and the cursors lead out of it both ways. Deleted messages are not shown.
 *
 * `messages.list`: JSON `ListMessagesRequest` in, `MessageList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_messages_list(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Reads a message, with what has come of it where it is still being written.
 *
 * `messages.get`: JSON `GetMessageRequest` in, `Message` out.
 */
SvStatus sv_messages_get(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Edits a message: appends a new version of it and keeps the old one.
 *
 * The new version answers what the old one answers, so it begins a branch of its own, and
 * follows the rules of `messages.append`. A message that is still being written is refused
 * with `invalid_state`.
 *
 * `messages.edit`: JSON `EditMessageRequest` in, `AppendMessageResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`,
 * `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_messages_edit(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Lists the versions of a message that are not deleted, the first of them first.
 *
 * `messages.versions`: JSON `ListMessageVersionsRequest` in, `MessageVersions` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_messages_versions(const SvEngine *engine,
                              SvText context,
                              SvText request,
                              SvBuffer *out,
                              SvError **error);

/**
 * Deletes a message: it goes to the trash, and the counters of its session follow.
 *
 * Upkeep removes it for good thirty days later. Deleting a deleted message changes
 * nothing.
 *
 * `messages.delete`: JSON `DeleteMessageRequest` in, `MessagePlace` out.
 */
SvStatus sv_messages_delete(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Takes a message out of the trash. One that is not deleted stays as it is.
 *
 * `messages.restore`: JSON `RestoreMessageRequest` in, `MessagePlace` out.
 *
 * Errors of its own: `SV_AMOUNT_OVERFLOW`.
 */
SvStatus sv_messages_restore(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Notes what a person says of an answer, or takes it back.
 *
 * `messages.feedback`: JSON `SetMessageFeedbackRequest` in, `Message` out.
 */
SvStatus sv_messages_feedback(const SvEngine *engine,
                              SvText context,
                              SvText request,
                              SvBuffer *out,
                              SvError **error);

/**
 * Reads a branch of a session from its end upwards, with what else stands in the place of
 * each message.
 *
 * Without `leafId` it is the branch that was chosen, or else that of the latest message.
 *
 * `messages.branch`: JSON `GetBranchRequest` in, `MessageBranch` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_messages_branch(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Chooses the branch that a session shows: that of a message and its newest answers.
 *
 * It stays chosen until something is said. The way down is followed for 1000 messages.
 *
 * `messages.select_branch`: JSON `SelectBranchRequest` in, `Session` out.
 */
SvStatus sv_messages_select_branch(const SvEngine *engine,
                                   SvText context,
                                   SvText request,
                                   SvBuffer *out,
                                   SvError **error);

/**
 * Begins a message that is written bit by bit.
 *
 * It stands in its session at once, with the status `streaming`. It follows the rules of
 * `messages.append`.
 *
 * `messages.stream_start`: JSON `StartMessageStreamRequest` in, `StartMessageStreamResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_messages_stream_start(const SvEngine *engine,
                                  SvText context,
                                  SvText request,
                                  SvBuffer *out,
                                  SvError **error);

/**
 * Adds words to a message that is being written. What was acknowledged is kept.
 *
 * A chunk that has come before changes nothing; one that is ahead is a `conflict`. After
 * fifteen minutes of silence the message has failed and takes no more: `invalid_state`.
 *
 * `messages.stream_append`: JSON `AppendToStreamRequest` in, `AppendToStreamResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`.
 */
SvStatus sv_messages_stream_append(const SvEngine *engine,
                                   SvText context,
                                   SvText request,
                                   SvBuffer *out,
                                   SvError **error);

/**
 * Finishes a message that was being written, and counts its tokens and its cost.
 *
 * Finished just so before, it is answered again; else a message that is finished is
 * refused with `invalid_state`.
 *
 * `messages.stream_finish`: JSON `FinishMessageStreamRequest` in, `FinishMessageStreamResponse` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`.
 */
SvStatus sv_messages_stream_finish(const SvEngine *engine,
                                   SvText context,
                                   SvText request,
                                   SvBuffer *out,
                                   SvError **error);

/**
 * Finds messages by their words, the newest first.
 *
 * All words of the query must stand in a message: a word of letters or digits as the
 * beginning of a word, Chinese and other text without spaces anywhere. Case, width and
 * accents do not matter, and punctuation, quotes and operators only separate. Messages
 * that are deleted or whose session is are not found. One call looks at a bounded number
 * of messages; where `complete` is false, `nextCursor` goes on.
 *
 * `messages.search`: JSON `SearchMessagesRequest` in, `SearchMessagesResponse` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_messages_search(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Adds a memory.
 *
 * An `id` that is taken by the very same memory answers it, marked as replayed; taken by
 * another it is a `conflict`.
 *
 * `memories.add`: JSON `AddMemoryRequest` in, `AddMemoryResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_memories_add(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Lists memories, the newest first: all of a user, those of a session or those of a kind.
 *
 * `memories.list`: JSON `ListMemoriesRequest` in, `MemoryList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_memories_list(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Changes a memory. What is not given stays as it is, but for an embedding whose words
 * change.
 *
 * `memories.update`: JSON `UpdateMemoryRequest` in, `Memory` out.
 */
SvStatus sv_memories_update(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Deletes a memory: it goes to the trash, from which upkeep removes it thirty days later.
 *
 * `memories.delete`: JSON `DeleteMemoryRequest` in, `Memory` out.
 */
SvStatus sv_memories_delete(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Finds the memories whose embeddings are most like the one that is given, the most alike
 * first.
 *
 * `memories.search`: JSON `SearchMemoriesRequest` in, `MemoryMatches` out.
 */
SvStatus sv_memories_search(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Reads a memory. A deleted one is not found.
 *
 * `memories.get`: JSON `GetMemoryRequest` in, `Memory` out.
 */
SvStatus sv_memories_get(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Takes a memory out of the trash. One that is not deleted stays as it is.
 *
 * `memories.restore`: JSON `RestoreMemoryRequest` in, `Memory` out.
 */
SvStatus sv_memories_restore(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Records one use, once for each event of the user. The same event again answers the
 * first record; with another content it is refused with the first field that differs.
 *
 * `usage.record`: JSON `RecordUsageRequest` in, `RecordUsageResponse` out.
 *
 * Errors of its own: `SV_AMOUNT_OVERFLOW`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_usage_record(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Records many uses, such as those that a device collected while it was offline. Each
 * stands for itself: one that is refused changes nothing, and the others stand.
 *
 * `usage.record_many`: JSON `RecordManyUsageRequest` in, `RecordManyUsageResponse` out.
 */
SvStatus sv_usage_record_many(const SvEngine *engine,
                              SvText context,
                              SvText request,
                              SvBuffer *out,
                              SvError **error);

/**
 * Lists the records of a user, the latest use first.
 *
 * `usage.history`: JSON `ListUsageRequest` in, `UsageList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_usage_history(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Sums what a user used, by local day.
 *
 * `usage.statistics`: JSON `GetUsageStatisticsRequest` in, `UsageStatistics` out.
 */
SvStatus sv_usage_statistics(const SvEngine *engine,
                             SvText context,
                             SvText request,
                             SvBuffer *out,
                             SvError **error);

/**
 * Sums what a user used, by kind: since ever, or over some days.
 *
 * `usage.totals_by_type`: JSON `GetUsageByTypeRequest` in, `UsageByType` out.
 */
SvStatus sv_usage_totals_by_type(const SvEngine *engine,
                                 SvText context,
                                 SvText request,
                                 SvBuffer *out,
                                 SvError **error);

/**
 * Sums what a user used, by model, with its share: since ever, or over some days.
 *
 * `usage.by_model`: JSON `GetUsageByModelRequest` in, `UsageByModel` out.
 */
SvStatus sv_usage_by_model(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Everything that a page about a user's usage shows, in one answer.
 *
 * `usage.dashboard`: JSON `GetUsageDashboardRequest` in, `UsageDashboard` out.
 */
SvStatus sv_usage_dashboard(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Sums what was recorded within the tenant of the call, or in host scope, by day.
 *
 * `usage.platform`: JSON `GetPlatformUsageRequest` in, `PlatformUsage` out.
 */
SvStatus sv_usage_platform(const SvEngine *engine,
                           SvText context,
                           SvText request,
                           SvBuffer *out,
                           SvError **error);

/**
 * Lists the users who used something on a day within the tenant of the call, or in host
 * scope, with what each used.
 *
 * `usage.platform_users`: JSON `ListPlatformUsersRequest` in, `PlatformUserList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_usage_platform_users(const SvEngine *engine,
                                 SvText context,
                                 SvText request,
                                 SvBuffer *out,
                                 SvError **error);

/**
 * Counts the sums of a user again from the records, some days at a time, and corrects
 * those that are wrong. Begins without a cursor, and goes on with the one it answered;
 * the sums of all days together come last.
 *
 * `usage.rebuild`: JSON `RebuildUsageRequest` in, `RebuildUsageResponse` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_usage_rebuild(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Adds a version to the price of a model. Records that stand keep theirs.
 *
 * `prices.set`: JSON `SetPriceRequest` in, `Price` out.
 *
 * Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_prices_set(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Reads the price of a model that is charged at a moment. `not_found` where none is.
 *
 * `prices.get`: JSON `GetPriceRequest` in, `Price` out.
 *
 * Errors of its own: `SV_NOT_FOUND`.
 */
SvStatus sv_prices_get(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Lists the versions of prices, in the order of provider, model and version.
 *
 * `prices.list`: JSON `ListPricesRequest` in, `PriceList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_prices_list(const SvEngine *engine,
                        SvText context,
                        SvText request,
                        SvBuffer *out,
                        SvError **error);

/**
 * Takes in a conversation that was kept elsewhere, whole or not at all.
 *
 * Made again it changes nothing; made again with more messages it adds those. A message
 * whose words differ from those under its id is added beside it, as another branch. A
 * session that was deleted since stays deleted. A surface takes whole files by its own
 * `import`.
 *
 * `imports.conversation`: JSON `ImportConversationRequest` in, `ImportConversationResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`.
 */
SvStatus sv_imports_conversation(const SvEngine *engine,
                                 SvText context,
                                 SvText request,
                                 SvBuffer *out,
                                 SvError **error);

/**
 * Says what taking in a conversation would do. It refuses what that would refuse.
 *
 * `imports.preview`: JSON `ImportConversationRequest` in, `ImportConversationResponse` out.
 *
 * Errors of its own: `SV_CONFLICT`, `SV_INVALID_STATE`, `SV_AMOUNT_OVERFLOW`.
 */
SvStatus sv_imports_preview(const SvEngine *engine,
                            SvText context,
                            SvText request,
                            SvBuffer *out,
                            SvError **error);

/**
 * Reads a session in the form in which `imports.conversation` takes it in, a page of its
 * messages at a time. A surface writes whole files by its own `export`.
 *
 * `exports.conversation`: JSON `ExportConversationRequest` in, `ExportConversationResponse` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_exports_conversation(const SvEngine *engine,
                                 SvText context,
                                 SvText request,
                                 SvBuffer *out,
                                 SvError **error);

/**
 * Stores a setting, whether or not it stood before.
 *
 * `settings.set`: JSON `SetSettingRequest` in, `Setting` out.
 *
 * Errors of its own: `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_settings_set(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Reads a setting. A name that was never set answers `not_found`.
 *
 * `settings.get`: JSON `GetSettingRequest` in, `Setting` out.
 */
SvStatus sv_settings_get(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Lists settings in the order of their keys.
 *
 * `settings.list`: JSON `ListSettingsRequest` in, `SettingList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_settings_list(const SvEngine *engine,
                          SvText context,
                          SvText request,
                          SvBuffer *out,
                          SvError **error);

/**
 * Hands out events that are due, the oldest first and one for each user. They belong to
 * the caller until the lease ends.
 *
 * `outbox.claim`: JSON `ClaimOutboxRequest` in, `ClaimedEvents` out.
 */
SvStatus sv_outbox_claim(const SvEngine *engine,
                         SvText context,
                         SvText request,
                         SvBuffer *out,
                         SvError **error);

/**
 * Says that an event was delivered. Its payload is emptied. Doing it twice is doing it
 * once; it is refused when somebody else has claimed the event since.
 *
 * `outbox.ack`: JSON `AckOutboxRequest` in, `EventEnd` out.
 *
 * Errors of its own: `SV_INVALID_STATE`.
 */
SvStatus sv_outbox_ack(const SvEngine *engine,
                       SvText context,
                       SvText request,
                       SvBuffer *out,
                       SvError **error);

/**
 * Says that an event could not be delivered. It is tried again later, five times in all;
 * then it is a dead letter.
 *
 * `outbox.fail`: JSON `FailOutboxRequest` in, `EventEnd` out.
 *
 * Errors of its own: `SV_INVALID_STATE`, `SV_IDEMPOTENCY_MISMATCH`.
 */
SvStatus sv_outbox_fail(const SvEngine *engine,
                        SvText context,
                        SvText request,
                        SvBuffer *out,
                        SvError **error);

/**
 * Lists the events of a state: those that wait by when they are due, the others by when
 * they ended.
 *
 * `outbox.list`: JSON `ListOutboxRequest` in, `OutboxList` out.
 *
 * Errors of its own: `SV_CURSOR_INVALID`.
 */
SvStatus sv_outbox_list(const SvEngine *engine,
                        SvText context,
                        SvText request,
                        SvBuffer *out,
                        SvError **error);

/**
 * Reads an id from its text, such as `018f4e9e-0000-7000-8000-000000000001`. `out` is written only
 * on success.
 */
SvStatus sv_id_parse(SvText text, SvId *out, SvError **error);

/**
 * Reads an id from a response: `json` is its text, and `pointer` the place by RFC 6901, such as
 * `/user/id` in what `users.register` answers. So a host needs no JSON library to pass ids on.
 * `out` is written only on success.
 */
SvStatus sv_id_in(SvText json, SvText pointer, SvId *out, SvError **error);

/**
 * Writes the text of an id, 36 characters and a NUL, to `out`, which must have room for 37 bytes.
 */
SvStatus sv_id_format(SvId id, char *out);

/**
 * Queues an operation by its name and answers at once; `callback` hears its outcome.
 *
 * Texts are as in `sv_call` and copied. When this answers `SV_OK`, the callback is called exactly
 * once, whatever becomes of the call or of the engine, and in no promised order; when it answers
 * anything else, never. Calls that are queued together share one commit.
 *
 * `out`, which may be NULL, receives what `sv_call_cancel` takes, before the callback can be
 * called; end it with `sv_call_free`. It is written only on success.
 */
SvStatus sv_submit(const SvEngine *engine,
                   SvText context,
                   SvText operation,
                   SvText request,
                   SvCallback callback,
                   void *data,
                   SvCall **out,
                   SvError **error);

/**
 * Cancels a submitted call if it has not begun.
 *
 * It answers at once, and the callback hears what became of the call: `SV_CANCELLED` when the
 * queue comes to it, and the call had no effect; or its outcome, when it had begun. Nothing
 * happens to a call that was answered. `SV_CLOSED` when `call` was freed.
 */
SvStatus sv_call_cancel(const SvCall *call, SvError **error);

/**
 * Ends a handle of a call, at any time. The call goes on, and its callback is called. Nothing
 * happens for NULL and for a handle that was freed before.
 */
void sv_call_free(SvCall *call);

/**
 * Hears of changes after each commit: of those of one user, whose id is the text `user`, or of
 * everybody's when it is absent.
 *
 * With a callback, a thread of the library calls it, one call at a time. Without, ask with
 * `sv_subscription_poll`. One who falls behind hears `"everything": true` once. `out` is written
 * only on success.
 */
SvStatus sv_subscribe(const SvEngine *engine,
                      SvText user,
                      SvChanged callback,
                      void *data,
                      SvSubscription **out,
                      SvError **error);

/**
 * Waits for a change for at most `timeout_ms`. `out` receives it as JSON, as a callback would hear
 * it, or an empty buffer when there was none. `SV_CLOSED` when the engine is closed and everything
 * was heard.
 */
SvStatus sv_subscription_poll(const SvSubscription *subscription,
                              uint32_t timeout_ms,
                              SvBuffer *out,
                              SvError **error);

/**
 * Ends a subscription. Its callback is not running and will not be called when this returns,
 * unless it is itself called from that callback. Nothing happens for NULL and for a subscription
 * that was ended before.
 */
SvStatus sv_unsubscribe(SvSubscription *subscription, SvError **error);

/**
 * The text that ends in NUL at `text`. NULL is an absent text.
 */
SvText sv_text(const char *text);

/**
 * Imports the conversations of a file of another program, or of `sv_export`, for a user.
 *
 * Each conversation is taken in whole or not at all, and a file that is imported again adds what
 * is new. `context` is that of a call, absent for the program itself; `options` is JSON such as
 * `{"format":"chatgpt","dryRun":true}`, or absent. `out`, which may be NULL, receives the report:
 * what was created, what was there already, what was refused and why, and whether `progress` ended
 * it.
 */
SvStatus sv_import(const SvEngine *engine,
                   SvText context,
                   SvText user_id,
                   SvText path,
                   SvText options,
                   SvTransferProgress progress,
                   void *data,
                   SvBuffer *out,
                   SvError **error);

/**
 * Writes the conversations of a user to a new file. A call that fails leaves no file.
 *
 * `options` is JSON such as `{"format":"markdown","sessionId":"018f..."}`, or absent for all of
 * them as JSON lines. `out`, which may be NULL, receives how much was written. False from
 * `progress` ends it with `SV_CANCELLED`.
 */
SvStatus sv_export(const SvEngine *engine,
                   SvText context,
                   SvText user_id,
                   SvText path,
                   SvText options,
                   SvTransferProgress progress,
                   void *data,
                   SvBuffer *out,
                   SvError **error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SILVERVINE_H */
