// Engines on database servers, where SILVERVINE_TEST_POSTGRES and SILVERVINE_TEST_MYSQL name them.

import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import test from 'node:test'

import { Silvervine } from '../index.mjs'
import { engine, refusal } from './support.mjs'

const servers = {
  postgres: process.env.SILVERVINE_TEST_POSTGRES,
  mysql: process.env.SILVERVINE_TEST_MYSQL
}

for (const [backend, url] of Object.entries(servers)) {
  const told = url ? false : `SILVERVINE_TEST_${backend.toUpperCase()} names no server`
  if (told && process.env.SILVERVINE_SKIPS) {
    appendFileSync(process.env.SILVERVINE_SKIPS, `Node on ${backend}: ${told}\n`)
  }

  const works = `promises work on ${backend}, and twins that would hold up the event loop refuse`
  test(works, { skip: told }, async t => {
    const db = await engine(t, { path: url, server: { connectionsMax: 4 } })
    assert.equal(db.stats().backend, backend)
    const email = `${randomUUID()}@example.org`
    const { user } = await db.users.register({ email })
    const order = { userId: user.id, amount: 30, idempotencyKey: 'order-1' }
    const spent = await Promise.all([1, 2, 3].map(() => db.wallet.consume(order)))
    assert.deepEqual(spent.map(one => one.balance), [70, 70, 70])
    assert.equal(spent.filter(one => !one.replayed).length, 1)
    const more = { ...order, amount: 71, idempotencyKey: 'order-2' }
    const short = await refusal(() => db.wallet.consume(more))
    assert.equal(short.code, 'insufficient_points')
    const session = await db.sessions.create({ userId: user.id, title: '茶' })
    await db.messages.append({
      userId: user.id, sessionId: session.session.id, role: 'user', content: '绿茶还是红茶？'
    })
    const page = await db.messages.list({ userId: user.id, sessionId: session.session.id })
    assert.equal(page.items[0].content, '绿茶还是红茶？')
    for (const call of [
      () => db.wallet.balanceSync({ userId: user.id }),
      () => db.messages.listSync({ userId: user.id, sessionId: session.session.id })
    ]) {
      const refused = await refusal(call)
      assert.equal(refused.code, 'unsupported')
      assert.deepEqual(refused.details, { capability: 'sync_calls' })
    }
  })

  const away = `a server of ${backend} that is away is told as such, without its password`
  test(away, { skip: told }, async () => {
    const path = `${backend}://ada:hush@127.0.0.1:1/silvervine`
    const server = { connectTimeoutMs: 500 }
    const error = await refusal(() => Silvervine.open({ path, server }))
    assert.equal(error.code, 'backend_unavailable')
    assert.ok(error.retryable && !error.message.includes('hush'))
  })
}

test('limits of a server that make no sense are refused by their name', async () => {
  for (const server of [{ connections: 4 }, { connectionsMax: '4' }, { connectTimeoutMs: -1 }]) {
    const error = await refusal(() => Silvervine.open({ path: ':memory:', server }))
    assert.equal(error.code, 'validation')
  }
})
