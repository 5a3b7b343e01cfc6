/// <reference types="node" />

import type { EventEmitter } from 'node:events'

import type { CallOptions, ErrorCode, Json, Nouns, OperationTable } from './lib/operations'

export * from './lib/operations'

/** The version of this addon, as `1.2.3`. */
export function version(): string

/** A refusal of the engine. The same call from any language is refused with the same code. */
export class SilvervineError extends Error {
  private constructor()
  /** What went wrong, as a stable name. */
  readonly code: ErrorCode
  /** What went wrong, as a stable number. */
  readonly number: number
  /** Whether the same call may succeed later without being changed. */
  readonly retryable: boolean
  /** The values that a program needs to react to it, such as `available` and `needed`. */
  readonly details: Readonly<Record<string, Json>>
  /** The wire form, as every other language has it. */
  toJSON(): {
    code: ErrorCode
    number: number
    message: string
    retryable: boolean
    details: Readonly<Record<string, Json>>
  }
}

/** A clock that stands still until it is moved, for tests and demonstrations. */
export class FixedClock {
  /** A clock that shows `nowMs`, in milliseconds since the epoch. */
  constructor(nowMs: number)
  /** The time it shows. */
  nowMs(): number
  /** Shows another time from now on. */
  setMs(nowMs: number): void
  /** Moves the time forward, or back when negative. */
  advanceMs(byMs: number): void
}

/** How an engine is opened. */
export interface OpenOptions {
  /**
   * The file of the store, which is made when there is none; `:memory:` for one without a file. Or
   * the URL of a server, `postgres://..` or `mysql://..`, where the addon was built for it; the
   * `Sync` twins then answer `unsupported`, since they would hold up the event loop.
   */
  readonly path: string
  /** The limits towards a database server. */
  readonly server?: ServerOptions | undefined
  /** 32 bytes that seal personal data. A store keeps the choice it was made with. */
  readonly rootKey?: Uint8Array | undefined
  /**
   * What must have reached the disk before a write is acknowledged: `full` (by default) survives a
   * loss of power; `normal` a crash of the program; `off` may lose the file, for imports.
   */
  readonly durability?: 'full' | 'normal' | 'off' | undefined
  /** How many reads may run beside each other. */
  readonly readers?: number | undefined
  /** What this engine is among those which share a user's data; `standalone` by default. */
  readonly role?: 'standalone' | 'authority' | 'replica' | undefined
  /** The points that a registration grants; 100 by default, 0 for none. */
  readonly registerBonus?: number | undefined
  /** The device whose writes these are, for sync: at most 64 bytes. */
  readonly device?: string | undefined
  /** How many promises may wait for a worker before `overloaded`; 1,024 by default. */
  readonly queuedCallsMax?: number | undefined
  /** Whether the engine does its upkeep by itself, on a thread of its own. */
  readonly maintenanceThread?: boolean | undefined
  /** Takes the time from here instead of the system. */
  readonly clock?: FixedClock | undefined
}

/** The limits of an engine towards its database server. */
export interface ServerOptions {
  /** The most connections, which is how many calls run at a time; 16 by default. */
  readonly connectionsMax?: number | undefined
  /** How long opening a connection may take before `backend_unavailable`; 10,000 by default. */
  readonly connectTimeoutMs?: number | undefined
  /** How long a call waits for a connection before `overloaded`; 5,000 by default. */
  readonly acquireTimeoutMs?: number | undefined
  /** How long one statement may take before `busy`; 30,000 by default. */
  readonly statementTimeoutMs?: number | undefined
  /** How long a call that keeps meeting others is run again before `busy`; 10,000 by default. */
  readonly retryTimeoutMs?: number | undefined
  /** A PEM file with authorities that `sslmode=require` trusts besides those of Mozilla. */
  readonly tlsRootsFile?: string | undefined
}

/** On whose behalf, and from where, a call is made. */
export interface Context {
  /** Who makes the call; the embedding program itself by default, which is trusted. */
  readonly actor?:
    | { readonly type: 'host' | 'anonymous' }
    | { readonly type: 'operator' | 'user'; readonly id: string }
    | undefined
  /** The tenant within which it is made; none means host scope. */
  readonly tenant?: string | null | undefined
  /** The device it comes from: at most 64 bytes. */
  readonly device?: string | null | undefined
  /** The address it comes from. */
  readonly ip?: string | null | undefined
  /** The program it comes from, as that names itself. */
  readonly userAgent?: string | null | undefined
  /** The host's own name for the request, to find it again in logs and audit. */
  readonly requestId?: string | null | undefined
}

/** One changed row. */
export interface Change {
  /** What kind of thing it is: `wallet`, `session`, `message`, ... */
  readonly noun: string
  /** Whose it is; null for what belongs to no person. */
  readonly userId: string | null
  /** Its id, or its name where it has one instead. */
  readonly id: string
  /** What happened. */
  readonly kind: 'put' | 'delete'
}

/** What changed since the last event, each row once. */
export interface Changes {
  /** The changed rows, in the order of their first change. */
  readonly changes: readonly Change[]
  /** True when there were too many to list: read everything again. */
  readonly everything: boolean
}

/** How far work is. */
export interface Progress {
  /** Pages which are done. */
  readonly done: number
  /** Pages in all. */
  readonly total: number
}

/** How far an import or export is. */
export interface TransferProgress {
  /** Bytes of the file that were read or written. */
  readonly bytes: number
  /** Conversations, whatever became of them. */
  readonly conversations: number
  /** Messages that were added or written. */
  readonly messages: number
}

/** How a file is imported. */
export interface ImportOptions extends CallOptions {
  /** Whose the conversations become. */
  readonly userId: string
  /** How the file is written; each conversation tells by default. */
  readonly format?:
    | 'auto'
    | 'chatgpt'
    | 'claude'
    | 'open_webui'
    | 'librechat'
    | 'nextchat'
    | 'messages'
    | 'jsonl'
    | undefined
  /** Only says what would be done. */
  readonly dryRun?: boolean | undefined
  /** The largest conversation that is taken in, in bytes of JSON: 64 MiB by default and at most. */
  readonly conversationBytesMax?: number | undefined
  /** Hears how far it is. */
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined
}

/** What an import did. */
export interface ImportReport {
  /** How far it came. */
  readonly progress: TransferProgress
  /** Conversations that became sessions. */
  readonly created: number
  /** Conversations whose session got more messages. */
  readonly grown: number
  /** Conversations that were there already. */
  readonly unchanged: number
  /** Conversations whose session was deleted since, and stays so. */
  readonly deleted: number
  /** Conversations that were not taken in. */
  readonly failed: number
  /** Sessions of an export that go on in another part, which the file has not. */
  readonly incomplete: number
  /** Messages that were added beside other words under the same id. */
  readonly changedMessages: number
  /** The first 1,000 of those that were not taken in, or not all of them, and why. */
  readonly problems: ReadonlyArray<{
    /** Which conversation of the file it is, counted from 1. */
    readonly conversation: number
    /** The place of its first byte in the file. */
    readonly byte: number
    /** Its id where it was kept, if that could be read. */
    readonly id: string | null
    /** The code of the error. */
    readonly code: string
    /** What is wrong with it. */
    readonly reason: string
  }>
  /** Values that were too large to be kept in the metadata, where each is replaced by its size. */
  readonly omitted: number
  /** The first 1,000 of these. */
  readonly omissions: ReadonlyArray<{
    /** Which conversation of the file it is, counted from 1. */
    readonly conversation: number
    /** Its id where it was kept. */
    readonly id: string
    /** The id there of the message; null for what stood beside all messages. */
    readonly message: string | null
    /** The field of `import` in the metadata in which it would stand. */
    readonly field: string
    /** How large it is, as JSON. */
    readonly bytes: number
  }>
  /** How it ended. */
  readonly end:
    | { readonly how: 'complete' | 'cancelled' }
    | { readonly how: 'broken'; readonly byte: number; readonly reason: string }
  /** Whether nothing was written because only a dry run was asked for. */
  readonly dryRun: boolean
}

/** How conversations are exported. */
export interface ExportOptions extends CallOptions {
  /** Whose they are. */
  readonly userId: string
  /** How they are written; as JSON lines by default, which can be imported again. */
  readonly format?: 'jsonl' | 'markdown' | 'chatgpt' | undefined
  /** Only this session. */
  readonly sessionId?: string | undefined
  /** Hears how far it is. */
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined
}

/** What a round of upkeep did. */
export interface Maintained {
  /** Whether nothing is left that is due now. */
  readonly done: boolean
  /** Rows that were swept. */
  readonly rows: number
  /** When the next round is due, in milliseconds since the epoch. */
  readonly nextAtMs: number
}

/** The state of an engine, for health checks and support. */
export interface EngineStats {
  /** The version of the library. */
  readonly version: string
  /** `sqlite`, `postgres` or `mysql`. */
  readonly backend: string
  /** The number of the newest migration. */
  readonly schemaVersion: number
  /** What the engine is among those which share a user's data. */
  readonly role: 'standalone' | 'authority' | 'replica'
  /** Whether personal data is sealed by a root key. */
  readonly sealed: boolean
  /** What the engine can do beyond its operations. */
  readonly capabilities: readonly string[]
  /** What the store can do. */
  readonly limits: Readonly<Record<string, Json>>
  /** Calls which ended, refused or not. */
  readonly calls: number
  /** Calls which ended with an error. */
  readonly refusals: number
  /** Rounds of upkeep which failed. Each is tried again in the next round. */
  readonly maintenanceFailures: number
  /** The code of the error with which the last of them failed. */
  readonly maintenanceLastError: string | null
  /** Promises which wait for a worker. */
  readonly queued: number
  /** Counters of the store, by name. */
  readonly counters: Readonly<Record<string, number>>
  /** Whether the engine was closed. */
  readonly closed: boolean
}

/** What can be called by name. */
export interface Calls {
  /** Runs an operation by its name. */
  call<N extends keyof OperationTable>(
    name: N,
    request: OperationTable[N]['request'],
    options?: CallOptions,
  ): Promise<OperationTable[N]['response']>
  /** The same as `call`, before it returns. */
  callSync<N extends keyof OperationTable>(
    name: N,
    request: OperationTable[N]['request'],
  ): OperationTable[N]['response']
}

/** The operations of an engine on behalf of somebody. */
export interface Acting extends Nouns, Calls {}

/** The events of an engine. */
export interface Events {
  /** Rows changed, by whichever call. Listening does not keep the process alive. */
  change: [changes: Changes]
  /** Work that takes long went on. */
  progress: [
    progress:
      | (Progress & { readonly what: 'backup' })
      | (TransferProgress & { readonly what: 'import' | 'export' }),
  ]
}

export interface Silvervine extends Nouns, Calls {}

/**
 * An open store.
 *
 * A promise is settled by the engine's own threads, so the event loop stays free; many writes at
 * once share one commit. The twin that ends in `Sync` does the same before it returns, and is the
 * faster of the two for a single short call. An engine stays open until it is closed or the process
 * ends; ending without closing loses nothing that was acknowledged.
 */
export class Silvervine extends EventEmitter {
  private constructor()
  /** Opens a store. */
  static open(options: OpenOptions): Promise<Silvervine>
  /** The same engine, used on behalf of somebody. */
  as(context: Context): Acting
  /** Does upkeep for about so long, in small steps; 100 ms by default. */
  maintain(budgetMs?: number): Promise<Maintained>
  /** Copies a consistent point of the store to a new file while it is in use. */
  backup(
    to: string,
    options?: CallOptions & { readonly onProgress?: ((progress: Progress) => void) | undefined },
  ): Promise<void>
  /**
   * Imports the conversations of a file: an export of ChatGPT, Claude, Open WebUI, LibreChat or
   * NextChat, or of this library. Each is taken in whole or not at all; a file that is imported
   * again adds what is new. An abort ends it between two conversations, and the report says so.
   */
  import(
    file: string | URL | Uint8Array | Iterable<Uint8Array | string>
      | AsyncIterable<Uint8Array | string>,
    options: ImportOptions,
  ): Promise<ImportReport>
  /** Writes the conversations of a user to a new file, or into a stream. */
  export(
    file: string | URL | NodeJS.WritableStream,
    options: ExportOptions,
  ): Promise<TransferProgress>
  /** Reads the whole store and lists what is damaged; an empty list means sound. */
  checkIntegrity(): Promise<string[]>
  /** The state of the engine. It reads no data and waits for nothing. */
  stats(): EngineStats
  /** Ends all work: calls which have begun complete, others reject with `closed`. */
  close(): Promise<void>
  /** The same as `close`, before it returns. */
  closeSync(): void
  /** Closes at the end of a `using` block. */
  [Symbol.dispose](): void
  /** Closes at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void>

  on<E extends keyof Events>(event: E, listener: (...told: Events[E]) => void): this
  once<E extends keyof Events>(event: E, listener: (...told: Events[E]) => void): this
  off<E extends keyof Events>(event: E, listener: (...told: Events[E]) => void): this
}
