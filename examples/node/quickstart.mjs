// The main job in one run, from Node: two people on one file.
//
// They register, spend points down to a refusal, retry with one key, use up a month's chat
// allowance and cross into the next month, and chat in Chinese. The clock is the example's own, so
// every run tells the same story. `node examples/node/quickstart.mjs [DATABASE]`

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// In a program of your own: import { .. } from 'silvervine'
import { FixedClock, Silvervine, SilvervineError } from '../../bindings-node/index.mjs'

const DAY_MS = 86_400_000
const clock = new FixedClock(Date.UTC(2026, 0, 30, 8)) // two days before the month ends
const scratch = mkdtempSync(join(tmpdir(), 'silvervine-'))
const path = process.argv[2] ?? join(scratch, 'app.db')

const heading = text => console.log(`\n${text}\n${'-'.repeat(text.length)}`)

/** The refusal that a call must meet. */
async function refused (call) {
  try {
    await call()
  } catch (error) {
    if (error instanceof SilvervineError) return error
    throw error
  }
  throw new Error('this ought to be refused')
}

const db = await Silvervine.open({ path, rootKey: new Uint8Array(32).fill(42), clock })
console.log('opened a new store; e-mail and phone are sealed')

heading('Two people register')
const ada = (await db.users.register({ email: 'Ada@Example.org', name: 'Ada Lovelace' })).user
const li = (await db.users.register({ phone: '+86 138 0013 8000', name: '李明' })).user
for (const user of [ada, li]) {
  const { available } = await db.wallet.balance({ userId: user.id })
  const { limit } = await db.quota.get({ userId: user.id })
  const reached = user.email ?? user.phone
  console.log(`  ${user.name}, ${reached}: ${available} points, ${limit} AP a month`)
}
const again = await refused(() => db.users.register({ email: 'ADA@example.ORG' }))
console.log(`  the same address again: ${again.code}`)

heading('Ada spends her points')
await db.wallet.grant({ userId: ada.id, amount: 150, idempotencyKey: 'order-7' })
for (const [what, amount] of Object.entries({ portrait: 120, poster: 100 })) {
  const request = { userId: ada.id, amount, idempotencyKey: what, note: what }
  const spent = await db.wallet.consume(request)
  console.log(`  ${what} for ${amount}: ${spent.balance} left`)
}
const poor = await refused(() =>
  db.wallet.consume({ userId: ada.id, amount: 80, idempotencyKey: 'mural' }))
console.log(`  mural for 80: ${poor.code}, ${poor.details.available} available`)

heading('Li\'s network fails, so his client sends the same request three times')
for (let delivery = 1; delivery <= 3; delivery++) {
  const done = db.wallet.consumeSync({ userId: li.id, amount: 30, idempotencyKey: 'poster' })
  console.log(`  delivery ${delivery}: record ${done.seq}, balance ${done.balance}, ` +
    (done.replayed ? 'a replay' : 'done'))
}
const other = await refused(() =>
  db.wallet.consume({ userId: li.id, amount: 31, idempotencyKey: 'poster' }))
console.log(`  the same key for another amount: ${other.code}`)

heading('Ada uses up January and crosses into February')
await db.quota.consume({ userId: ada.id, amount: 100, idempotencyKey: 'a' })
const out = await refused(() => db.quota.consume({ userId: ada.id, idempotencyKey: 'b' }))
console.log(`  30 January: ${out.code}; a plan that suffices: ${out.details.recommendedPlan}`)
clock.advanceMs(3 * DAY_MS)
const february = await db.quota.consume({ userId: ada.id, idempotencyKey: 'b' })
console.log(`  2 February: the retry leaves ${february.remaining} AP`)

heading('Li chats about a film')
const { session } = await db.sessions.create({ userId: li.id, title: '电影', model: 'demo' })
const lines = [
  '你看过《海上钢琴师》吗？', '看过，主角一生没有离开过那艘船。', '你最喜欢哪一段？', '斗琴那一段。'
]
const messages = lines.map((content, n) => ({
  role: n % 2 ? 'assistant' : 'user', content, tokens: content.length
}))
await db.messages.appendMany({ userId: li.id, sessionId: session.id, messages })
const conversation = { userId: li.id, sessionId: session.id }
for await (const { role, content } of db.messages.listAll(conversation)) {
  console.log(`  ${role.padStart(9)}  ${content}`)
}

heading('Ada\'s ledger')
for await (const record of db.wallet.historyAll({ userId: ada.id })) {
  console.log(`  ${record.seq}  ${record.kind.padEnd(14)} ${record.amount}  ${record.note ?? ''}`)
}
for (const user of [ada, li]) {
  const { ok, records } = await db.wallet.verify({ userId: user.id })
  console.log(`  ${user.name}: ${records} records, ${ok ? 'every record checks' : 'DAMAGED'}`)
  if (!ok) process.exitCode = 1
}

await db.close()
rmSync(scratch, { recursive: true, force: true })
