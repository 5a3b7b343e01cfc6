// What a careless or hostile host does: the documented error or a clean end, never a crash.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import test from 'node:test'
import { Worker } from 'node:worker_threads'

import { FixedClock, Silvervine, SilvervineError } from '../index.mjs'
import { ada, engine, entry, folder, refusal } from './support.mjs'

/** Runs a program in a Node of its own. */
function child (path, program) {
  const head = `import { Silvervine } from '${entry}'\nconst path = ${JSON.stringify(path)}\n`
  const text = head + program
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', text], {
    encoding: 'utf8', timeout: 60_000
  })
  return { code: done.status, signal: done.signal, out: done.stdout.trim(), error: done.stderr }
}

const cycle = {}
cycle.cycle = cycle
let deep = 1
for (let n = 0; n < 100_000; n++) deep = { deep }

const requests = [
  null, 7, 'text', true, [], Symbol('a'), 1n, () => {},
  { amount: '30' }, { amount: 1.5 }, { amount: NaN }, { amount: Infinity }, { amount: 2 ** 53 },
  { amount: 1n }, { amount: Symbol('a') }, { amount: () => {} }, { amount: new Map() },
  { amount: -1 }, { amount: 1e300 }, { amount: null }, { amount: [30] }, { amount: new Date(30) },
  { idempotencyKey: '\ud800' }, { idempotencyKey: 'a\udc00b' }, { idempotencyKey: 'a\0b' },
  { idempotencyKey: '' }, { idempotencyKey: 'k'.repeat(129) }, { idempotencyKey: 7 },
  { idempotencyKey: undefined }, { userId: 'nobody' }, { userId: undefined }, { note: NaN },
  { note: '\udfff' }, { unknownField: 1 }, { ['\ud800']: 1 }, { note: cycle }, { note: deep },
  { note: new Uint8Array(3) }, { get note () { throw new Error('from a getter') } },
  { note: { toJSON () { throw new Error('from toJSON') } } }
]

test('a request that JSON cannot say, or the engine refuses, is a validation error', async t => {
  const db = await engine(t)
  const userId = await ada(db)
  for (const request of requests) {
    const whole = request?.constructor === Object
      ? Object.defineProperties(
        { userId, amount: 30, idempotencyKey: 'k' }, Object.getOwnPropertyDescriptors(request))
      : request
    for (const way of ['consume', 'consumeSync']) {
      const error = await refusal(() => db.wallet[way](whole))
      assert.ok(error instanceof SilvervineError, String(error))
      assert.equal(error.code, 'validation', error.message)
    }
  }
  assert.equal(db.wallet.balanceSync({ userId }).available, 100)
})

test('free JSON is refused where it holds what JSON cannot say', async t => {
  const db = await engine(t)
  const values = [{ a: [undefined] }, { a: NaN }, { a: () => {} }, new Map(), ['\ud800'], 1n]
  for (const value of values) {
    const error = await refusal(() => db.settings.set({ key: 'a', value }))
    assert.equal(error.code, 'validation')
  }
  const value = { a: [1, 'é漢😀', null, { b: true }] }
  await db.settings.set({ key: 'a', value })
  assert.deepEqual(db.settings.getSync({ key: 'a' }).value, value)
})

test('options and contexts of wrong types are validation errors', async t => {
  const open = [
    undefined, null, 7, {}, { path: 7 }, { path: '' }, { path: 'a\0b' }, { path: '\ud800' },
    { path: ':memory:', rootKey: 'secret' }, { path: ':memory:', rootKey: new Uint8Array(31) },
    { path: ':memory:', durability: 'most' }, { path: ':memory:', readers: -1 },
    { path: ':memory:', role: 'king' }, { path: ':memory:', clock: {} },
    { path: ':memory:', registerBonus: -1 }, { path: ':memory:', sirprise: 1 },
    { path: 'redis://nowhere' }
  ]
  for (const options of open) {
    const error = await refusal(() => Silvervine.open(options))
    assert.equal(error.code, 'validation', `${JSON.stringify(options)}: ${error}`)
  }
  const db = await engine(t)
  const contexts = [null, 7, { actor: 'root' }, { tenant: 'x' }, { device: '\ud800' }, { a: 1 }]
  for (const context of contexts) {
    assert.equal((await refusal(() => db.as(context))).code, 'validation')
  }
  assert.equal((await refusal(() => db.call('wallet.steal', {}))).code, 'unknown_operation')
  assert.equal((await refusal(() => db.call('__proto__', {}))).code, 'unknown_operation')
  assert.equal((await refusal(() => db.plans.list({}, { signal: {} }))).code, 'validation')
  assert.equal((await refusal(() => db.backup('\ud800'))).code, 'validation')
  assert.equal((await refusal(() => db.maintain(-1))).code, 'validation')
  assert.throws(() => new Silvervine(), TypeError)
  assert.throws(() => new FixedClock('now'))
})

test('after its end an engine answers `closed`, and may be closed again', async () => {
  const db = await Silvervine.open({ path: ':memory:' })
  const acting = db.as({})
  // Heard from the start: whether it still answers or is refused is a matter of moments.
  const late = db.plans.list().catch(error => assert.equal(error.code, 'closed'))
  const closing = db.close()
  assert.equal(db.close(), closing)
  await closing
  await late
  db.closeSync()
  for (const call of [
    () => db.plans.list(), () => db.plans.listSync(), () => acting.plans.listSync(),
    () => db.maintain(), () => db.checkIntegrity(), () => db.backup('nowhere.db')
  ]) {
    assert.equal((await refusal(call)).code, 'closed')
  }
})

test('an aborted signal stops a call before it begins', async t => {
  const db = await engine(t)
  const userId = await ada(db)
  const signal = AbortSignal.abort(new Error('enough'))
  const error = await refusal(() =>
    db.wallet.consume({ userId, amount: 30, idempotencyKey: 'a' }, { signal }))
  assert.equal(error.code, 'cancelled')
  assert.equal(error.cause.message, 'enough')
  assert.equal(db.wallet.balanceSync({ userId }).available, 100)
})

test('a promise that is aborted tells the truth about its write', async t => {
  const db = await engine(t, { path: join(folder(t), 'a.db') })
  const userId = await ada(db)
  const stop = new AbortController()
  const calls = Array.from({ length: 90 }, (_, n) =>
    db.wallet.consume({ userId, amount: 1, idempotencyKey: `k${n}` }, { signal: stop.signal }))
  stop.abort()
  const outcomes = await Promise.allSettled(calls)
  const done = outcomes.filter(one => one.status === 'fulfilled').length
  assert.ok(outcomes.every(one => one.status === 'fulfilled' || one.reason.code === 'cancelled'))
  assert.equal(db.wallet.balanceSync({ userId }).available, 100 - done)
})

test('a full queue answers `overloaded` and goes on', async t => {
  const db = await engine(t, { path: join(folder(t), 'a.db'), queuedCallsMax: 1 })
  const userId = await ada(db)
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, n) =>
    db.wallet.consume({ userId, amount: 1, idempotencyKey: `k${n}` })))
  assert.ok(outcomes.every(one => one.status === 'fulfilled' || one.reason.code === 'overloaded'))
  assert.equal(db.wallet.consumeSync({ userId, amount: 1, idempotencyKey: 'last' }).replayed, false)
})

test('a program ends by itself without closing, and loses nothing', async t => {
  const path = join(folder(t), 'a.db')
  const ended = child(path, `
    const db = await Silvervine.open({ path })
    db.on('change', () => {})
    const { user } = await db.users.register({ email: 'ada@example.org' })
    console.log(user.id)`)
  assert.deepEqual([ended.code, ended.error], [0, ''])
  const db = await engine(t, { path })
  assert.equal(db.wallet.balanceSync({ userId: ended.out }).available, 100)
})

test('process.exit amid writes loses nothing that was acknowledged', async t => {
  const path = join(folder(t), 'a.db')
  const ended = child(path, `
    import { writeSync } from 'node:fs'
    const db = await Silvervine.open({ path })
    const { user } = await db.users.register({ email: 'ada@example.org' })
    await db.wallet.grant({ userId: user.id, amount: 10000, idempotencyKey: 'g' })
    let done = 0
    process.on('exit', () => writeSync(1, user.id + ' ' + done))
    for (let n = 0; n < 500; n++) {
      db.wallet.consume({ userId: user.id, amount: 1, idempotencyKey: 'k' + n }).then(() => {
        if (++done === 100) process.exit(0)
      }, () => {})
    }`)
  assert.deepEqual([ended.code, ended.error], [0, ''])
  const [userId, done] = ended.out.split(' ')
  const db = await engine(t, { path })
  assert.ok(db.wallet.balanceSync({ userId }).available <= 10_100 - Number(done))
  assert.equal(db.wallet.verifySync({ userId }).ok, true)
  assert.deepEqual(await db.checkIntegrity(), [])
})

test('a listener that throws is an uncaught exception, and takes nothing else with it', t => {
  const ended = child(join(folder(t), 'a.db'), `
    const db = await Silvervine.open({ path })
    let thrown
    process.on('uncaughtException', error => { thrown = error.message })
    db.on('change', () => { throw new Error('from the listener') })
    for (let n = 0; !thrown; n++) await db.settings.set({ key: 'a', value: n })
    console.log(thrown)`)
  assert.deepEqual([ended.code, ended.out, ended.error], [0, 'from the listener', ''])
})

test('worker threads share a file, and each has its own engine', async t => {
  const path = join(folder(t), 'a.db')
  const db = await engine(t, { path })
  const userId = await ada(db)
  await Promise.all([1, 2].map(async name => {
    const worker = new Worker(`
      const { workerData } = require('node:worker_threads')
      import(workerData.entry).then(async ({ Silvervine }) => {
        const { path, userId, name } = workerData
        const db = await Silvervine.open({ path })
        for (let n = 0; n < 20; n++) {
          await db.wallet.consume({ userId, amount: 1, idempotencyKey: name + '-' + n })
        }
      })`, { eval: true, workerData: { entry, path, userId, name } })
    const code = await new Promise((resolve, reject) => {
      worker.on('exit', resolve)
      worker.on('error', reject)
    })
    assert.equal(code, 0)
  }))
  assert.equal(db.wallet.balanceSync({ userId }).available, 60)
})

test('worker.terminate amid calls leaves the process and the file sound', async t => {
  const path = join(folder(t), 'a.db')
  const db = await engine(t, { path })
  const userId = await ada(db)
  await db.wallet.grant({ userId, amount: 100_000, idempotencyKey: 'g' })
  const sessionId = db.sessions.createSync({ userId }).session.id
  const messages = Array.from({ length: 100 }, (_, n) => ({ role: 'user', content: `漢 ${n}` }))
  db.messages.appendManySync({ userId, sessionId, messages })
  for (let round = 0; round < 8; round++) {
    const worker = new Worker(`
      const { parentPort, workerData } = require('node:worker_threads')
      import(workerData.entry).then(async ({ Silvervine }) => {
        const { path, userId, sessionId, round } = workerData
        const db = await Silvervine.open({ path })
        db.on('change', () => {})
        for (let n = 0; ; n++) {
          const key = round + '-' + n
          const call = db.wallet.consume({ userId, amount: 1, idempotencyKey: key })
          if (round % 2) db.wallet.consumeSync({ userId, amount: 1, idempotencyKey: 's' + key })
          db.messages.list({ userId, sessionId, limit: 200 }).catch(() => {})
          if (round % 4 > 1) db.messages.listSync({ userId, sessionId, limit: 200 })
          if (n % 32 === 31) await call
          else call.catch(() => {})
          if (n === 64) parentPort.postMessage('busy')
        }
      })`, { eval: true, workerData: { entry, path, userId, sessionId, round } })
    worker.on('error', error => { throw error })
    await new Promise(resolve => worker.once('message', resolve))
    await worker.terminate()
  }
  assert.equal(db.wallet.verifySync({ userId }).ok, true)
  assert.deepEqual(await db.checkIntegrity(), [])
})
