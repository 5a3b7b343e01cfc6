// What a careful programmer writes with better-sqlite3: one connection, every statement prepared
// once and held, `BEGIN IMMEDIATE`, SQLite's automatic checkpoint. Each call leaves the same rows
// with as many bytes as the engine's, receipt and hash chain included, and answers the same
// figures. It knows the asset, the feature and the plan it works with, and has no layers.

import * as crypto from 'node:crypto'
import { createRequire } from 'node:module'

const Database = createRequire(import.meta.url)('better-sqlite3')

const CONSUME_POINTS = 203
const CONSUME_QUOTA = 302
const LEVELS = [100, 500, 2_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000]
const DAY_MS = 86_400_000
/** What the plan `pro` allows in a month. */
const PRO_LIMIT = 3_000
const NOTHING = 0xffffffff

/** Node 20 has the quick way from 20.12. */
const sha256 = crypto.hash === undefined
  ? bytes => crypto.createHash('sha256').update(bytes).digest()
  : bytes => crypto.hash('sha256', bytes, 'buffer')

export function open (path, durability) {
  const sql = new Database(path)
  sql.pragma('journal_mode = WAL')
  sql.pragma(`synchronous = ${durability}`)
  return sql
}

export const bytesOf = id => Buffer.from(id.replaceAll('-', ''), 'hex')

let last = 0n
/** A new id, which sorts after those before as version 7 does. */
function newId () {
  const id = Buffer.allocUnsafe(16)
  id.writeBigUInt64BE((1n << 56n) + ++last)
  id.writeBigUInt64BE(BigInt.asUintN(64, last * 0xD134_2543_DE82_EF95n), 8)
  return id
}

function textOf (id) {
  const hex = id.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-` +
    hex.slice(20)
}

/** The key under which the outcome is found again: operation, host scope, key. */
const replayKey = (operation, key) =>
  Buffer.from(`${String.fromCharCode(operation >> 8, operation & 255)}\0${key}`, 'latin1')

/** Its form, the length of the request, request, outcome. */
function receiptOf (request, outcome) {
  const bytes = Buffer.allocUnsafe(5 + request.length + outcome.length)
  bytes[0] = 0
  bytes.writeUInt32BE(request.length, 1)
  bytes.write(request, 5, 'latin1')
  bytes.write(outcome, 5 + request.length, 'latin1')
  return bytes
}

const ASSET = Buffer.from('points')
const KIND = Buffer.from('consume')

/** The hash of a record: the one before it, each column behind its length, and where it stands. */
function linkHash (chain, columns, seq, balance) {
  let length = 32 + 16
  for (const column of columns) length += column === null ? 4 : 4 + column.length
  const bytes = Buffer.allocUnsafe(length)
  let at = chain.copy(bytes)
  for (const column of columns) {
    at = bytes.writeUInt32BE(column === null ? NOTHING : column.length, at)
    if (column !== null) at += column.copy(bytes, at)
  }
  at = bytes.writeBigInt64BE(BigInt(seq), at)
  bytes.writeBigInt64BE(BigInt(balance), at)
  return sha256(bytes)
}

function big (number) {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigInt64BE(BigInt(number))
  return bytes
}

export function consume (sql) {
  const seen = sql.prepare('SELECT receipt FROM point_records WHERE user_id = ? AND replay_key = ?')
  const read = sql.prepare(`SELECT balance, held, level, total_consumed, status, seq, chain,
    last_at_ms, next_expiry_at_ms, head_grant_id, head_remaining FROM wallets
    WHERE user_id = ? AND asset = 'points'`)
  const spend = sql.prepare(`UPDATE wallets SET balance = balance - ?,
    head_remaining = head_remaining - ?, level = ?, total_consumed = ?, seq = ?, chain = ?,
    last_at_ms = ?, last_effective_at_ms = ?, version = version + 1
    WHERE user_id = ? AND asset = 'points' AND status = 'active' AND balance - held >= ?
    AND head_remaining >= ?`)
  const record = sql.prepare(`INSERT INTO point_records (user_id, asset, seq, record_id, kind,
    amount, balance_after, effective_at_ms, booked_at_ms, replay_key, allocation, receipt, hash)
    VALUES (?, 'points', ?, ?, 'consume', ?, ?, ?, ?, ?, ?, ?, ?)`)
  return sql.transaction((id, userId, amount, key) => {
    const replay = replayKey(CONSUME_POINTS, key)
    if (seen.get(id, replay)) throw new Error('a key is used once')
    const wallet = read.get(id)
    const now = Math.max(Date.now(), wallet.last_at_ms)
    const { next_expiry_at_ms: expiry } = wallet
    if (wallet.status !== 'active' || (expiry !== null && expiry <= now) ||
      wallet.balance - wallet.held < amount || wallet.head_remaining < amount) {
      throw new Error('refused')
    }
    const recordId = newId()
    const balance = wallet.balance - amount
    const seq = wallet.seq + 1
    const consumed = wallet.total_consumed + amount
    let level = 1
    for (const from of LEVELS) level += from <= consumed ? 1 : 0
    level = Math.max(level, wallet.level)
    const available = balance - wallet.held
    const answer = { recordId: textOf(recordId), seq, amount, balance, available, level }
    const receipt = receiptOf(
      `{"userId":"${userId}","amount":${amount},"idempotencyKey":"${key}"}`,
      JSON.stringify({ ...answer, replayed: false }))
    const split = Buffer.alloc(26)
    split[0] = 1
    wallet.head_grant_id.copy(split, 1)
    split.writeBigInt64BE(BigInt(-amount), 17)
    const at = big(now)
    const hash = linkHash(wallet.chain, [id, ASSET, recordId, KIND, big(-amount), null, null, null,
      null, at, at, replay, receipt, split], seq, balance)
    const spent = spend.run(amount, amount, level, consumed, seq, hash, now, now, id, amount,
      amount)
    if (spent.changes !== 1) throw new Error('refused')
    record.run(id, seq, recordId, -amount, balance, now, now, replay, split, receipt, hash)
    return answer
  }).immediate
}

export function append (sql) {
  const head = sql.prepare(`UPDATE sync_head SET seq = seq + 1,
    clock = CASE WHEN clock >= ? THEN clock + 1 ELSE ? END WHERE user_id = ?
    RETURNING seq, clock`).safeIntegers()
  const read = sql.prepare(`SELECT s.status, c.last_message_at_ms, c.last_message_id
    FROM sessions s JOIN session_stats c ON c.user_id = s.user_id AND c.session_id = s.id
    WHERE s.user_id = ? AND s.id = ? AND s.deleted_at_ms IS NULL`)
  const message = sql.prepare(`INSERT INTO messages (user_id, id, session_id, role, content, status,
    created_at_ms, sync_seq, sync_clock) VALUES (?, ?, ?, ?, ?, 'complete', ?, ?, ?)`)
  const count = sql.prepare(`UPDATE session_stats SET message_count = message_count + 1,
    last_message_at_ms = ?, last_message_id = ? WHERE user_id = ? AND session_id = ?`)
  const activity = sql.prepare(`UPDATE activity_stats SET messages = messages + 1,
    last_message_at_ms = MAX(COALESCE(last_message_at_ms, ?), ?) WHERE user_id = ?`)
  return sql.transaction((user, session, sessionId, role, content) => {
    const now = Date.now()
    const tick = BigInt(now) << 16n
    const { seq, clock } = head.get(tick, tick, user)
    const stamp = Buffer.allocUnsafe(13)
    stamp[0] = 0
    stamp.writeBigInt64BE(clock, 1)
    stamp.writeUInt32BE(0xffffffff, 9)
    const before = read.get(user, session)
    if (before.status !== 'active') throw new Error('refused')
    const id = newId()
    let at = Math.max(now, before.last_message_at_ms ?? 0)
    // A message stands after all that the session has, even where the clock went back.
    if (at === before.last_message_at_ms && id.compare(before.last_message_id) <= 0) at++
    message.run(user, id, session, role, content, at, seq, stamp)
    count.run(at, id, user, session)
    activity.run(at, at, user)
    return { id: textOf(id), sessionId, role, content, status: 'complete', createdAtMs: at }
  }).immediate
}

const counterOf = text => text.split(' ').slice(1).map(Number)

export function quota (sql) {
  const seen = sql.prepare('SELECT receipt FROM quota_logs WHERE user_id = ? AND replay_key = ?')
  const read = sql.prepare(`SELECT q.plan, q.next_plan_at_ms, q.timezone, q.counters, q.total_used,
    q.held, q.resets_at_ms, q.last_at_ms, q.version, (SELECT p.limits FROM plans p
    WHERE p.name = q.plan) AS limits FROM quotas q WHERE q.user_id = ? AND q.feature = 'chat'`)
  const use = sql.prepare(`UPDATE quotas SET counters = ?, total_used = ?, last_at_ms = ?,
    version = version + 1 WHERE user_id = ? AND feature = 'chat' AND version = ?`)
  const log = sql.prepare(`INSERT INTO quota_logs (user_id, feature, at_ms, log_id, kind, amount,
    plan, period_start_ms, replay_key, receipt) VALUES (?, 'chat', ?, ?, 'consume', 1, ?, ?, ?, ?)`)
  return sql.transaction((id, userId, key) => {
    const replay = replayKey(CONSUME_QUOTA, key)
    if (seen.get(id, replay)) throw new Error('a key is used once')
    const row = read.get(id)
    const now = Math.max(Date.now(), row.last_at_ms)
    const [month, day] = row.counters.split(';').map(counterOf)
    if (now >= day[0] + DAY_MS) day.splice(0, 4, now - now % DAY_MS, 0, 0, 0)
    if (row.next_plan_at_ms !== null || row.limits !== null || now >= row.resets_at_ms ||
      PRO_LIMIT + month[2] - month[1] - row.held < 1) {
      throw new Error('refused')
    }
    month[1]++
    day[1]++
    const totalUsed = row.total_used + 1
    const counters = `month ${month.join(' ')};day ${day.join(' ')}`
    if (use.run(counters, totalUsed, now, id, row.version).changes !== 1) throw new Error('again')
    const logId = newId()
    const remaining = PRO_LIMIT + month[2] - month[1] - row.held
    const answer = {
      logId: textOf(logId), feature: 'chat', plan: row.plan, period: 'month', limit: PRO_LIMIT,
      used: month[1], remaining, resetsAtMs: row.resets_at_ms, low: false, exceeded: false,
      totalUsed, replayed: false
    }
    const receipt = receiptOf(`{"userId":"${userId}","idempotencyKey":"${key}"}`,
      JSON.stringify(answer))
    log.run(id, now, logId, row.plan, month[0], replay, receipt)
    return answer
  }).immediate
}

/** The last messages of a session, every column of theirs that people see. */
export function list (sql) {
  const page = sql.prepare(`SELECT lower(hex(id)) AS id, role, content, model, tokens,
    cost_micros AS costMicros, parent_id AS parentId, status, metadata, feedback,
    created_at_ms AS createdAtMs FROM messages
    WHERE user_id = ? AND session_id = ? AND trashed = 0
    ORDER BY created_at_ms DESC, id DESC LIMIT ?`)
  return (user, session, limit) => page.all(user, session, limit)
}

/** Each column's name, how many values it holds, and their bytes where they are text or blobs. */
export function content (sql, table) {
  const columns = sql.pragma(`table_info(${table})`).map(column => column.name)
  return columns.map(name => ({
    name,
    ...sql.prepare(`SELECT COUNT(${name}) AS count, TOTAL(CASE WHEN typeof(${name})
      IN ('text', 'blob') THEN LENGTH(CAST(${name} AS BLOB)) END) AS bytes FROM ${table}`).get()
  }))
}
