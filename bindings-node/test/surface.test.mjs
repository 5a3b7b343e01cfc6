import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import test from 'node:test'

import silvervine, { FixedClock, Silvervine, SilvervineError, version } from '../index.mjs'
import { ada, engine, folder, refusal, told } from './support.mjs'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

test('the addon has the version of its package', () => {
  assert.equal(version(), manifest.version)
})

test('import and require give the same classes', () => {
  const required = createRequire(import.meta.url)('../index.js')
  assert.equal(required.Silvervine, Silvervine)
  assert.equal(required.SilvervineError, SilvervineError)
  assert.equal(silvervine, required)
})

test('a promise and its sync twin do the same', async t => {
  const db = await engine(t, { clock: new FixedClock(1_768_464_000_000) })
  const userId = await ada(db)
  const first = await db.wallet.consume({ userId, amount: 30, idempotencyKey: 'a' })
  assert.equal(first.balance, 70)
  const again = db.wallet.consumeSync({ userId, amount: 30, idempotencyKey: 'a' })
  assert.deepEqual(again, { ...first, replayed: true })
  assert.deepEqual(await db.wallet.balance({ userId }), db.wallet.balanceSync({ userId }))
  assert.deepEqual(await db.call('wallet.balance', { userId }), db.wallet.balanceSync({ userId }))
})

test('a refusal carries its code and its details on both ways', async t => {
  const db = await engine(t)
  const userId = await ada(db)
  const request = { userId, amount: 101, idempotencyKey: 'a' }
  for (const call of [() => db.wallet.consume(request), () => db.wallet.consumeSync(request)]) {
    const error = await refusal(call)
    assert.ok(error instanceof SilvervineError && error instanceof Error)
    assert.equal(error.name, 'SilvervineError')
    assert.equal(error.code, 'insufficient_points')
    assert.equal(error.number, 2001)
    assert.equal(error.retryable, false)
    assert.deepEqual(error.details, { asset: 'points', available: 100, needed: 101 })
    assert.equal(JSON.parse(JSON.stringify(error)).code, 'insufficient_points')
  }
})

test('the stack of an error leads to the line of the call', async t => {
  const db = await engine(t)
  async function theCaller (call) { return await call() }
  for (const call of [
    () => db.plans.list({ colour: 'red' }), () => db.plans.listSync({ colour: 'red' }),
    () => db.plans.list({ colour: 'red' }, { signal: new AbortController().signal }),
    () => db.call('plans.list', { colour: 'red' }), () => db.backup('/'), () => Silvervine.open({})
  ]) {
    const error = await refusal(() => theCaller(call))
    assert.match(error.stack, /at (async )?theCaller/, call.toString())
  }
})

test('sixty-four promises at once all come back, each with its own outcome', async t => {
  const db = await engine(t, { path: join(folder(t), 'a.db') })
  const userId = await ada(db)
  const all = await Promise.allSettled(Array.from({ length: 164 }, (_, n) =>
    db.wallet.consume({ userId, amount: 1, idempotencyKey: `k${n}` })))
  assert.equal(all.filter(one => one.status === 'fulfilled').length, 100)
  const refused = all.filter(one => one.status === 'rejected')
  assert.ok(refused.every(one => one.reason.code === 'insufficient_points'))
  assert.equal(refused.length, 64)
  assert.equal(db.wallet.balanceSync({ userId }).available, 0)
})

test('a context acts for one person only', async t => {
  const db = await engine(t)
  const userId = await ada(db)
  const other = (await db.users.register({ email: 'bob@example.org' })).user.id
  const acting = db.as({ actor: { type: 'user', id: userId } })
  assert.equal((await acting.wallet.balance({ userId })).available, 100)
  assert.equal(acting.wallet.balanceSync({ userId }).available, 100)
  const error = await refusal(() => acting.wallet.balance({ userId: other }))
  assert.equal(error.code, 'permission_denied')
  assert.equal(db.wallet.balanceSync({ userId: other }).available, 100)
})

test('a list can be walked by page and by item, and ends', async t => {
  const db = await engine(t)
  const userId = await ada(db)
  for (let n = 0; n < 6; n++) {
    db.wallet.consumeSync({ userId, amount: 1, idempotencyKey: `k${n}` })
  }
  const sizes = []
  for await (const page of db.wallet.historyPages({ userId, limit: 3 })) {
    sizes.push(page.items.length)
    assert.ok(sizes.length <= 3, 'the walk does not end')
  }
  assert.deepEqual(sizes, [3, 3, 1])
  const seqs = []
  for await (const record of db.wallet.historyAll({ userId, limit: 2 })) seqs.push(record.seq)
  assert.deepEqual(seqs, [7, 6, 5, 4, 3, 2, 1])
})

test('changes are told after their commit, each row once', async t => {
  const db = await engine(t)
  const userId = await ada(db)
  const change = told(resolve => db.on('change', resolve))
  db.wallet.consumeSync({ userId, amount: 1, idempotencyKey: 'a' })
  db.wallet.consumeSync({ userId, amount: 1, idempotencyKey: 'b' })
  const { changes, everything } = await change
  assert.equal(everything, false)
  const wallets = changes.filter(change => change.noun === 'wallet')
  assert.deepEqual(wallets, [{ noun: 'wallet', userId, id: 'points', kind: 'put' }])
})

test('a write that follows `on` at once is heard, and one before it is not', async t => {
  const db = await engine(t)
  const ways = ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener']
  for (let n = 0; n < 200; n++) {
    db.settings.setSync({ key: 'before', value: n })
    const change = told(resolve => db[ways[n % ways.length]]('change', resolve))
    db.settings.setSync({ key: 'after', value: n })
    assert.deepEqual((await change).changes.map(change => change.id), ['after'])
    db.removeAllListeners()
  }
})

const tasks = '/proc/self/task'
const linux = { skip: existsSync(tasks) ? false : 'threads are counted on Linux' }

test('the thread that listens ends with the last listener', linux, async t => {
  const threads = () => readdirSync(tasks).length
  const turn = () => new Promise(setImmediate)
  const ours = id => {
    // A thread that has ended since it was listed has no name any more.
    try { return readFileSync(join(tasks, id, 'comm'), 'utf8').startsWith('silvervine') } catch {}
  }
  while (readdirSync(tasks).some(ours)) await turn()
  const db = await engine(t)
  while (readdirSync(tasks).some(ours)) await turn()
  const before = threads()
  for (const leave of ['off', 'removeListener', 'removeAllListeners']) {
    const listener = () => {}
    db.on('change', listener).on('change', listener)
    assert.equal(threads(), before + 1)
    db.off('change', listener)
    assert.equal(threads(), before + 1)
    db[leave]('change', listener)
    while (threads() > before) await turn()
  }
})

test('one signal may stand on many calls, and keeps nothing of them', async t => {
  const db = await engine(t)
  const { signal } = new AbortController()
  const warned = []
  const warn = warning => warned.push(warning.message)
  process.on('warning', warn)
  t.after(() => process.off('warning', warn))
  await Promise.all(Array.from({ length: 100 }, () => db.plans.list({}, { signal })))
  await new Promise(setImmediate)
  assert.deepEqual(warned, [])
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

test('a backup opens and tells how far it is', async t => {
  const place = folder(t)
  const db = await engine(t, { path: join(place, 'a.db') })
  const userId = await ada(db)
  const steps = []
  let events = 0
  db.on('progress', () => { events++ })
  await db.backup(join(place, 'b.db'), { onProgress: step => steps.push(step) })
  assert.ok(steps.length > 0 && events === steps.length)
  assert.equal(steps.at(-1).done, steps.at(-1).total)
  const copy = await engine(t, { path: join(place, 'b.db') })
  assert.equal(copy.wallet.balanceSync({ userId }).available, 100)
  assert.deepEqual(await copy.checkIntegrity(), [])
})

test('upkeep and the state of the engine can be asked for', async t => {
  const db = await engine(t)
  assert.equal((await db.maintain()).done, true)
  const stats = db.stats()
  assert.equal(stats.backend, 'sqlite')
  assert.equal(stats.sealed, false)
  assert.equal(stats.version, version())
})

test('options reach the engine', async t => {
  const clock = new FixedClock(1_768_464_000_000)
  const path = join(folder(t), 'a.db')
  const rootKey = new Uint8Array(32).fill(7)
  const options = { path, rootKey, clock, registerBonus: 5, durability: 'off', readers: 2 }
  const db = await Silvervine.open(options)
  const userId = await ada(db)
  assert.equal(db.wallet.balanceSync({ userId }).available, 5)
  assert.equal(db.stats().sealed, true)
  clock.advanceMs(1000)
  assert.equal((await db.settings.set({ key: 'a', value: 1 })).updatedAtMs, clock.nowMs())
  await db.close()
  const error = await refusal(() => Silvervine.open({ path }))
  assert.equal(error.code, 'key_unavailable')
})

test('a block that disposes closes', async () => {
  const db = await Silvervine.open({ path: ':memory:' })
  db[Symbol.dispose]()
  await db[Symbol.asyncDispose]()
  assert.equal((await refusal(() => db.plans.list())).code, 'closed')
})
