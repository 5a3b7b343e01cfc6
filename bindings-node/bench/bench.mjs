// The addon beside better-sqlite3 by hand (`by_hand.mjs`), doing the same durable work.
//
//   node scripts/build.mjs && (cd bench && npm ci) && node bench/bench.mjs [PART-OF-A-NAME ..]
//
// Both sides start from copies of one file which the engine has filled: the same schema, indexes
// and rows. After the first calls, the lengths of everything written are compared, and a difference
// ends the run. Then rounds alternate, and their medians are compared: microseconds a call.
// Durability is the same on both sides; everything else is as each has it by default.
//
// `consume64` has 64 promises under way on the one side; better-sqlite3 has no other way than one
// after another. The lists read every content. The base reads ids as `lower(hex(id))`, its cheapest
// text; a page of ours holds at most 200, so `list1000` is five calls beside one `.all()`.
//
// BENCH_MS sets the length of a round, BENCH_DIR says on which disk the files are, V=1 prints
// every round.

import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'

import { Silvervine } from '../index.mjs'
import * as hand from './by_hand.mjs'

const ROUNDS = 9
const ROUND_MS = Number(process.env.BENCH_MS ?? 150)
/** Under FULL, a round must hold several checkpoints of each side, or medians leave them out. */
const DISK_ROUND_MS = ROUND_MS * 7
const SAME_CALLS = 200
const USERS = 10_000
const SESSIONS = 1_000
const OUTSTANDING = 64
const LISTED = 16
const AMOUNT = 3

const wanted = process.argv.slice(2)
const runs = name => wanted.length === 0 || wanted.some(part => name.includes(part))
const place = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'silvervine-bench-'))
const median = all => all.toSorted((a, b) => a - b)[all.length >> 1]
const lines = []

/** Users with a wallet and a quota, the first of them with a session. */
function fill (db) {
  return Array.from({ length: USERS }, (_, n) => {
    const userId = db.users.registerSync({ externalId: `u${n}`, plan: 'pro' }).user.id
    const sessionId = n < SESSIONS ? db.sessions.createSync({ userId }).session.id : undefined
    const [user, session] = [userId, sessionId].map(id => id && hand.bytesOf(id))
    return { userId, sessionId, user, session }
  })
}

let pairs = 0
/** Both sides, each open on its copy of the template. */
async function pair (durability, template = 'template.db') {
  const [ours, base] = ['ours', 'base'].map(side => join(place, `${side}-${pairs}.db`))
  pairs++
  copyFileSync(join(place, template), ours)
  copyFileSync(join(place, template), base)
  const db = await Silvervine.open({ path: ours, durability })
  return { db, sql: hand.open(base, durability), ours, base }
}

async function end ({ db, sql }) {
  sql.close()
  await db.close()
}

/** Fails unless both files hold as many rows of these tables, with as much in each column. */
function expectSame ({ ours, sql }, tables) {
  const written = hand.open(ours, 'off')
  for (const table of tables) {
    assert.deepEqual(hand.content(written, table), hand.content(sql, table), table)
  }
  written.close()
}

/** Microseconds a call, over a round of calls one after another. */
const inTurn = (call, ms = ROUND_MS) => () => {
  const began = process.hrtime.bigint()
  let passed = 0n
  let calls = 0
  while (passed < ms * 1e6) {
    for (let n = 0; n < 8; n++) call()
    calls += 8
    passed = process.hrtime.bigint() - began
  }
  return Number(passed) / 1e3 / calls
}

/** The same with many calls under way. */
const together = call => async () => {
  const began = process.hrtime.bigint()
  const until = began + BigInt(ROUND_MS) * 1_000_000n
  let calls = 0
  const lane = async () => {
    while (process.hrtime.bigint() < until) {
      await call()
      calls++
    }
  }
  await Promise.all(Array.from({ length: OUTSTANDING }, lane))
  return Number(process.hrtime.bigint() - began) / 1e3 / calls
}

/** Compares two sides in alternating rounds. */
async function compare (name, ours, base) {
  const [a, b] = [[], []]
  // A first round of each is for the caches and the compiler.
  await ours()
  await base()
  for (let round = 0; round < ROUNDS; round++) {
    a.push(await ours())
    b.push(await base())
  }
  if (process.env.V) console.log(`# ${name} ours=${a.map(Math.round)} base=${b.map(Math.round)}`)
  const [x, y] = [median(a), median(b)]
  const ratio = (x / y).toFixed(3)
  console.log(`# ${name}: ${ratio}`)
  lines.push(`bench ${name} ours=${x.toFixed(2)} base=${y.toFixed(2)} ratio=${ratio}`)
}

/** The same users in the same order on both sides, as numbers that look random. */
function picker (from) {
  let seed = 0x9E3779B9
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return from[(seed >>> 8) % from.length]
  }
}

const key = n => `answer-${String(n).padStart(12, '0')}`

function consumers ({ db, sql }, users) {
  const [ofOurs, ofBase, byHand] = [picker(users), picker(users), hand.consume(sql)]
  let [a, b] = [0, 0]
  return {
    request: () => ({ userId: ofOurs().userId, amount: AMOUNT, idempotencyKey: key(++a) }),
    base: () => {
      const { user, userId } = ofBase()
      return byHand(user, userId, AMOUNT, key(++b))
    }
  }
}

function consumeSync (both, users) {
  const { request, base } = consumers(both, users)
  const ours = () => both.db.wallet.consumeSync(request())
  return { ours, base, tables: ['wallets', 'point_records'] }
}

function quotaSync ({ db, sql }, users) {
  const [ofOurs, ofBase, byHand] = [picker(users), picker(users), hand.quota(sql)]
  let [a, b] = [0, 0]
  const ours = () => db.quota.consumeSync({ userId: ofOurs().userId, idempotencyKey: key(++a) })
  const base = () => {
    const { user, userId } = ofBase()
    return byHand(user, userId, key(++b))
  }
  return { ours, base, tables: ['quotas', 'quota_logs'] }
}

const english =
  'All happy families are alike; each unhappy family is unhappy in its own way. '.repeat(5)
const chinese = [
  '你知道这部电影是哪一年上映的吗？我记得小时候和家人一起在电影院看过，当时整个大厅都坐满了人。',
  '是二〇〇四年六月上映的，改编自同名小说，讲的是一对年轻人在战后重逢的故事，结局非常感人。',
  '原来如此，难怪我一直忘不了最后那一幕。导演后来还拍过别的爱情片吗？有没有值得推荐的？'
].join('')

function appendSync ({ db, sql }, users) {
  const speakers = users.slice(0, SESSIONS)
  const [ofOurs, ofBase, byHand] = [picker(speakers), picker(speakers), hand.append(sql)]
  const ours = () => {
    const { userId, sessionId } = ofOurs()
    return db.messages.appendSync({ userId, sessionId, role: 'user', content: english })
  }
  const base = () => {
    const { user, session, sessionId } = ofBase()
    return byHand(user, session, sessionId, 'user', english)
  }
  return { ours, base, tables: ['messages', 'session_stats', 'activity_stats', 'sync_head'] }
}

async function writes (users) {
  for (const durability of ['off', 'normal', 'full']) {
    for (const workload of [consumeSync, appendSync, quotaSync]) {
      const name = `${workload.name}_${durability}`
      if (!runs(name)) continue
      const both = await pair(durability)
      const { ours, base, tables } = workload(both, users)
      for (let n = 0; n < SAME_CALLS; n++) ours()
      for (let n = 0; n < SAME_CALLS; n++) base()
      expectSame(both, tables)
      const ms = durability === 'full' ? DISK_ROUND_MS : ROUND_MS
      await compare(name, inTurn(ours, ms), inTurn(base, ms))
      await end(both)
    }
  }
}

async function promises (users) {
  for (const [name, among] of [['consume64', users], ['consume64_hot', users.slice(0, 1)]]) {
    if (!runs(name)) continue
    const both = await pair('full')
    const { request, base } = consumers(both, among)
    await compare(name, together(() => both.db.wallet.consume(request())), inTurn(base))
    console.log(`# ${name}: WAL of ${statSync(`${both.ours}-wal`).size >> 20} MB`)
    await end(both)
  }
}

async function lists (users) {
  for (const [kind, text] of [['', english], ['_zh', chinese]]) {
    const names = [`list50${kind}`, `list1000${kind}`]
    if (!names.some(runs)) continue
    const speakers = users.slice(0, LISTED)
    copyFileSync(join(place, 'template.db'), join(place, `list${kind}.db`))
    const filler = await Silvervine.open({ path: join(place, `list${kind}.db`), durability: 'off' })
    // Ten for each by turns, as messages come to several sessions in life.
    for (let n = 0; n < 1000; n += 10) {
      for (const { userId, sessionId } of speakers) {
        const messages = Array.from({ length: 10 }, (_, m) => ({
          role: m % 2 ? 'assistant' : 'user', content: `${n + m} ${text}`
        }))
        filler.messages.appendManySync({ userId, sessionId, messages })
      }
    }
    await filler.close()
    const both = await pair('full', `list${kind}.db`)
    const [ofOurs, ofBase, page] = [picker(speakers), picker(speakers), hand.list(both.sql)]
    const read = items => items.reduce((sum, item) => sum + item.content.charCodeAt(99), 0)
    const walk = pages => {
      const { userId, sessionId } = ofOurs()
      let cursor
      for (let n = 0; n < pages; n++) {
        const limit = pages === 1 ? 50 : 200
        const got = both.db.messages.listSync({ userId, sessionId, limit, cursor })
        assert.equal(got.items.length, limit)
        read(got.items)
        cursor = got.nextCursor
      }
    }
    const all = limit => {
      const { user, session } = ofBase()
      const got = page(user, session, limit)
      assert.equal(got.length, limit)
      read(got)
    }
    const workloads = [[1, 50], [5, 1000]]
    for (const [n, [pages, limit]] of workloads.entries()) {
      if (!runs(names[n])) continue
      await compare(names[n], inTurn(() => walk(pages)), inTurn(() => all(limit)))
    }
    await end(both)
  }
}

try {
  const db = await Silvervine.open({
    path: join(place, 'template.db'), durability: 'off', registerBonus: 1e12
  })
  const users = fill(db)
  await db.close()
  console.log(`# node ${process.versions.node}, ${cpus().length} processors, ${USERS} users, ` +
    `${ROUNDS} rounds of ${ROUND_MS} ms each`)
  await writes(users)
  await promises(users)
  await lists(users)
} finally {
  rmSync(place, { recursive: true, force: true })
}
lines.forEach(line => console.log(line))
