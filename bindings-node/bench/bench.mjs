// The addon beside better-sqlite3 by hand: one row updated under a guard and one row inserted per
// call, with an idempotency look-up, in the same transaction and with the same durability.
//
//   node scripts/build.mjs && (cd bench && npm install) && node bench/bench.mjs [WORKLOAD ..]
//
// Both sides work on files which Silvervine made, with the same schema and the same rows. Rounds
// alternate, and medians are compared. The base hashes no chain and checks no plan: where it does
// less than the engine, the ratio is to the engine's disadvantage.

import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'

import { Silvervine } from '../index.mjs'

const Database = createRequire(import.meta.url)('better-sqlite3')
const ROUNDS = 9
const USERS = 100
const OUTSTANDING = 64
const wanted = process.argv.slice(2)
const place = mkdtempSync(join(tmpdir(), 'silvervine-bench-'))
const bytes = id => Buffer.from(id.replaceAll('-', ''), 'hex')
const median = all => all.sort((a, b) => a - b)[all.length >> 1]
const lines = []

/** A file of users with points, a plan and a session each, open on one side or the other. */
async function filled (name, durability) {
  const db = await Silvervine.open({ path: join(place, name), durability, registerBonus: 0 })
  const users = []
  for (let n = 0; n < USERS; n++) {
    const userId = db.users.registerSync({ email: `u${n}@example.org` }).user.id
    db.wallet.grantSync({ userId, amount: 1e9, idempotencyKey: 'g' })
    db.quota.setPlanSync({ userId, plan: 'pro', idempotencyKey: 'p' })
    const { session } = db.sessions.createSync({ userId })
    users.push({ userId, sessionId: session.id })
  }
  return { db, users }
}

async function hand (name, durability) {
  const { db, users } = await filled(name, durability)
  await db.close()
  const sql = new Database(join(place, name))
  sql.pragma('journal_mode = WAL')
  sql.pragma(`synchronous = ${durability}`)
  return { sql, users: users.map(u => ({ id: bytes(u.userId), session: bytes(u.sessionId) })) }
}

function handConsume (sql) {
  const seen = sql.prepare('SELECT receipt FROM point_records WHERE user_id = ? AND replay_key = ?')
  const wallet = sql.prepare(`SELECT balance, held, seq, chain, head_grant_id, head_remaining
    FROM wallets WHERE user_id = ? AND asset = 'points'`)
  const spend = sql.prepare(`UPDATE wallets SET balance = balance - @amount,
    head_remaining = head_remaining - @amount, total_consumed = total_consumed + @amount,
    seq = @seq, chain = @chain, last_at_ms = @now, last_effective_at_ms = @now,
    version = version + 1 WHERE user_id = @id AND asset = 'points' AND status = 'active'
    AND balance - held >= @amount AND head_remaining >= @amount`)
  const record = sql.prepare(`INSERT INTO point_records (user_id, asset, seq, record_id, kind,
    amount, balance_after, effective_at_ms, booked_at_ms, replay_key, allocation, receipt, hash)
    VALUES (?, 'points', ?, ?, 'consume', ?, ?, ?, ?, ?, ?, ?, ?)`)
  return sql.transaction((id, amount, key) => {
    const replay = createHash('sha256').update(key).digest().subarray(0, 16)
    if (seen.get(id, replay)) throw new Error('a key is used once')
    const { balance, seq, chain, head_grant_id: head } = wallet.get(id)
    const now = Date.now()
    const recordId = randomBytes(16)
    const answer = { recordId: recordId.toString('hex'), seq: seq + 1, balance: balance - amount }
    const receipt = Buffer.from(JSON.stringify({ amount, key, ...answer }))
    const hash = createHash('sha256').update(chain).update(replay).update(receipt).digest()
    const done = spend.run({ amount, seq: seq + 1, chain: hash, now, id })
    if (done.changes !== 1) throw new Error('refused')
    const split = Buffer.concat([head, Buffer.alloc(10)])
    record.run(id, seq + 1, recordId, -amount, balance - amount, now, now, replay, split, receipt,
      hash)
    return answer
  }).immediate
}

function handAppend (sql) {
  const head = sql.prepare(`UPDATE sync_head SET seq = seq + 1, clock = clock + 1
    WHERE user_id = ? RETURNING seq, clock`)
  const session = sql.prepare(`SELECT s.status, c.last_message_at_ms FROM sessions s
    JOIN session_stats c ON c.user_id = s.user_id AND c.session_id = s.id
    WHERE s.user_id = ? AND s.id = ?`)
  const message = sql.prepare(`INSERT INTO messages (user_id, id, session_id, role, content, status,
    created_at_ms, sync_seq, sync_clock) VALUES (?, ?, ?, 'user', ?, 'complete', ?, ?, ?)`)
  const count = sql.prepare(`UPDATE session_stats SET message_count = message_count + 1,
    last_message_at_ms = ?, last_message_id = ? WHERE user_id = ? AND session_id = ?`)
  const activity = sql.prepare(`UPDATE activity_stats SET messages = messages + 1,
    last_message_at_ms = ? WHERE user_id = ?`)
  let last = 0n
  return sql.transaction((user, sessionId, content) => {
    const { seq } = head.get(user)
    const before = session.get(user, sessionId)
    const now = Math.max(Date.now(), (before.last_message_at_ms ?? 0) + 1)
    const id = randomBytes(16)
    id.writeBigUInt64BE((BigInt(now) << 16n) + (last++ & 0xffffn))
    message.run(user, id, sessionId, content, now, seq, Buffer.alloc(13))
    count.run(now, id, user, sessionId)
    activity.run(now, user)
    return { id: id.toString('hex'), createdAtMs: now }
  }).immediate
}

function handQuota (sql) {
  const seen = sql.prepare('SELECT receipt FROM quota_logs WHERE user_id = ? AND replay_key = ?')
  const quota = sql.prepare(`SELECT q.plan, q.counters, q.total_used, q.version, (SELECT p.limits
    FROM plans p WHERE p.name = q.plan) AS limits FROM quotas q
    WHERE q.user_id = ? AND q.feature = 'chat'`)
  const use = sql.prepare(`UPDATE quotas SET counters = ?, total_used = ?, last_at_ms = ?,
    version = version + 1 WHERE user_id = ? AND feature = 'chat' AND version = ?`)
  const log = sql.prepare(`INSERT INTO quota_logs (user_id, feature, at_ms, log_id, kind, amount,
    plan, period_start_ms, replay_key, receipt) VALUES (?, 'chat', ?, ?, 'consume', 1, ?, ?, ?, ?)`)
  return sql.transaction((id, key) => {
    const replay = createHash('sha256').update(key).digest().subarray(0, 16)
    if (seen.get(id, replay)) throw new Error('a key is used once')
    const { plan, counters, total_used: used, version } = quota.get(id)
    const now = Date.now()
    const logId = randomBytes(16)
    const answer = { logId: logId.toString('hex'), plan, used: used + 1 }
    use.run(counters, used + 1, now, id, version)
    log.run(id, now, logId, plan, now, replay, Buffer.from(JSON.stringify({ key, ...answer })))
    return answer
  }).immediate
}

/** Compares what `ours` and `base` take for each of `calls` calls, in alternating rounds. */
async function compare (name, calls, ours, base) {
  const took = async work => {
    const began = process.hrtime.bigint()
    await work(calls)
    return Number(process.hrtime.bigint() - began) / 1e3 / calls
  }
  const [a, b] = [[], []]
  await ours(calls >> 2)
  await base(calls >> 2)
  for (let round = 0; round < ROUNDS; round++) {
    a.push(await took(ours))
    b.push(await took(base))
  }
  const [x, y] = [median(a), median(b)]
  const line = `bench ${name} ours=${x.toFixed(2)} base=${y.toFixed(2)} ratio=${(x / y).toFixed(3)}`
  lines.push(line)
}

const runs = name => wanted.length === 0 || wanted.includes(name)
const repeat = work => calls => { for (let n = 0; n < calls; n++) work() }

async function writes (durability) {
  const suffix = durability
  const names = ['consumeSync', 'appendSync', 'quotaSync'].map(name => `${name}_${suffix}`)
  if (!names.some(runs)) return
  const a = await filled(`ours-${suffix}.db`, durability)
  const b = await hand(`base-${suffix}.db`, durability)
  const calls = durability === 'full' ? 300 : 1000
  let n = 0
  const { db } = a
  if (runs(names[0])) {
    const consume = handConsume(b.sql)
    await compare(names[0], calls, repeat(() => db.wallet.consumeSync({
      userId: a.users[++n % USERS].userId, amount: 1, idempotencyKey: `k${n}`
    })), repeat(() => consume(b.users[++n % USERS].id, 1, `k${n}`)))
  }
  if (runs(names[1])) {
    const append = handAppend(b.sql)
    const content = 'what is said in a message of the usual length, '.repeat(8)
    await compare(names[1], calls, repeat(() => db.messages.appendSync({
      ...a.users[++n % USERS], role: 'user', content
    })), repeat(() => {
      const { id, session } = b.users[++n % USERS]
      return append(id, session, content)
    }))
  }
  if (runs(names[2])) {
    const use = handQuota(b.sql)
    await compare(names[2], calls, repeat(() => db.quota.consumeSync({
      userId: a.users[++n % USERS].userId, idempotencyKey: `q${n}`
    })), repeat(() => use(b.users[++n % USERS].id, `q${n}`)))
  }
  await db.close()
  b.sql.close()
}

async function promises () {
  if (!runs('consume64_full')) return
  const a = await filled('ours-64.db', 'full')
  const b = await hand('base-64.db', 'full')
  const consume = handConsume(b.sql)
  let n = 0
  const one = () => a.db.wallet.consume({
    userId: a.users[++n % USERS].userId, amount: 1, idempotencyKey: `k${n}`
  })
  await compare('consume64_full', 1280, async calls => {
    let left = calls
    const lane = async () => { while (left-- > 0) await one() }
    await Promise.all(Array.from({ length: OUTSTANDING }, lane))
  }, repeat(() => consume(b.users[++n % USERS].id, 1, `k${n}`)))
  await a.db.close()
  b.sql.close()
}

async function lists () {
  const texts = { '': 'what is said in a message ', _zh: '这是一条普通长度的消息内容' }
  for (const [kind, text] of Object.entries(texts)) {
    const names = [`list50${kind}`, `list1000${kind}`]
    if (!names.some(runs)) continue
    const { db, users: [{ userId, sessionId }] } = await filled(`list${kind}.db`, 'normal')
    const messages = Array.from({ length: 1000 }, (_, n) => ({
      role: n % 2 ? 'assistant' : 'user', content: `${n} ${text.repeat(8)}`
    }))
    db.messages.appendManySync({ userId, sessionId, messages })
    const sql = new Database(join(place, `list${kind}.db`))
    const page = sql.prepare(`SELECT lower(hex(id)) AS id, role, content, model, tokens,
      cost_micros AS costMicros, status, created_at_ms AS createdAtMs FROM messages
      WHERE user_id = ? AND session_id = ? AND trashed = 0
      ORDER BY created_at_ms DESC, id DESC LIMIT ?`)
    const [user, session] = [bytes(userId), bytes(sessionId)]
    const read = items => items.reduce((sum, item) => sum + item.content.charCodeAt(5), 0)
    if (runs(names[0])) {
      await compare(names[0], 300,
        repeat(() => read(db.messages.listSync({ userId, sessionId, limit: 50 }).items)),
        repeat(() => read(page.all(user, session, 50))))
    }
    if (runs(names[1])) {
      // A page holds at most 200, so a thousand are five calls.
      await compare(names[1], 20, repeat(() => {
        let cursor
        do {
          const got = db.messages.listSync({ userId, sessionId, limit: 200, cursor })
          read(got.items)
          cursor = got.nextCursor
        } while (cursor !== null)
      }), repeat(() => read(page.all(user, session, 1000))))
    }
    sql.close()
    await db.close()
  }
}

try {
  for (const durability of ['off', 'normal', 'full']) await writes(durability)
  await promises()
  await lists()
} finally {
  rmSync(place, { recursive: true, force: true })
}
const { node } = process.versions
console.log(`node ${node}, ${cpus().length} processors, better-sqlite3 by hand, ${USERS} users, ` +
  `${ROUNDS} rounds each, microseconds a call`)
lines.forEach(line => console.log(line))
