// Pages that native code makes row by row are those which its JSON text says.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import test from 'node:test'

import { Silvervine } from '../index.mjs'
import { ada, engine, folder, refusal, sql } from './support.mjs'

const require = createRequire(import.meta.url)
const native = require('../lib/native.js')
const { bridge, submit } = require('../lib/bridge.js')
const { numbers } = require('../lib/operations.js')
const { shapes } = require('../lib/pages.js')

const texts = [
  'plain', 'Crème brûlée à ÿ', '你好，世界', 'a mix of 漢字 and plain', '😀 beyond 𠮷',
  '\u2028\u2029\ufeff', '\u007f\u0080\u00ff\u0100', '"quoted" \\ and\nbroken\ttext',
  'x'.repeat(9_999), '漢'.repeat(9_999)
]

/** A conversation in which every field has been given and left out, and the same one as JSON. */
async function conversation (t, count) {
  const path = join(folder(t), 'a.db')
  const db = await engine(t, { path, durability: 'off' })
  const userId = await ada(db)
  const sessionId = db.sessions.createSync({ userId }).session.id
  const messages = Array.from({ length: count }, (_, n) => ({
    role: ['user', 'assistant', 'system', 'tool'][n % 4],
    content: `${n} ${texts[n % texts.length]}`,
    status: ['complete', 'stopped', 'failed', 'streaming'][n % 4],
    ...(n % 3 && { model: n % 2 ? 'model-ä' : 'model-b' }),
    ...(n % 5 && { tokens: n % 2 ? 0 : Number.MAX_SAFE_INTEGER % 1e15 }),
    ...(n % 7 && { costMicros: n }),
    ...(n % 2 && { metadata: [{ a: [1.5, null, '漢'] }, 'text', 0, false, []][n % 5] })
  }))
  const ids = []
  for (const message of messages) {
    const parentId = ids.at(-1)
    const { message: { id } } = db.messages.appendSync(
      { userId, sessionId, ...message, ...(ids.length % 2 && { parentId }) })
    ids.push(id)
  }
  // No operation gives feedback yet.
  if (count > 0 && existsSync(sql)) {
    const feedback = '{"rating":"up","note":"é"}'
    execFileSync(sql, [path, `UPDATE messages SET feedback = '${feedback}' WHERE tokens > 0`])
  }
  const raw = new native.NativeEngine(bridge)
  await submit(number => raw.open(number, JSON.stringify({ path }), undefined, undefined))
  t.after(() => raw.closeSync())
  const asJson = request => raw.callSync(numbers['messages.list'], JSON.stringify(request))
  return { db, userId, sessionId, ids, asJson }
}

test('a page of messages is what its JSON says, on both ways and by name', async t => {
  const { db, userId, sessionId, ids, asJson } = await conversation(t, 150)
  const limits = [1, 2, 63, 64, 65, 128, 149, 150, 151]
  const requests = [
    {}, ...limits.map(limit => ({ limit })), { direction: 'newer', limit: 70 },
    { around: ids[75] }, { around: ids[0], limit: 200 }
  ].map(request => ({ userId, sessionId, ...request }))
  requests.push({ userId, sessionId, cursor: JSON.parse(asJson(requests[2])).nextCursor })
  for (const request of requests) {
    const json = asJson(request)
    const name = JSON.stringify(request)
    assert.equal(JSON.stringify(db.messages.listSync(request)), json, name)
    assert.equal(JSON.stringify(await db.messages.list(request)), json, name)
    assert.equal(JSON.stringify(db.callSync('messages.list', request)), json, name)
    assert.equal(JSON.stringify(await db.call('messages.list', request)), json, name)
  }
})

test('an empty page, and one of somebody else, are as their JSON says', async t => {
  const { db, userId, sessionId, asJson } = await conversation(t, 0)
  const request = { userId, sessionId }
  assert.equal(JSON.stringify(db.messages.listSync(request)), asJson(request))
  const other = (await db.users.register({ email: 'bob@example.org' })).user.id
  for (const way of ['list', 'listSync']) {
    const wrong = [
      [{ userId: other, sessionId }, 'not_found'], [{ userId }, 'validation'],
      [{ ...request, cursor: 'o' }, 'cursor_invalid'], [{ ...request, limit: 201 }, 'validation'],
      [{ ...request, colour: 'red' }, 'validation']
    ]
    for (const [asked, code] of wrong) {
      assert.equal((await refusal(() => db.messages[way](asked))).code, code)
    }
  }
})

test('the items of a walk are all messages, and a walk can be aborted', async t => {
  const { db, userId, sessionId, ids } = await conversation(t, 130)
  const found = []
  const request = { userId, sessionId, direction: 'newer', limit: 65 }
  for await (const { id } of db.messages.listAll(request)) found.push(id)
  assert.deepEqual(found, ids)
  const stop = new AbortController()
  const walk = async () => {
    for await (const page of db.messages.listPages(request, { signal: stop.signal })) {
      assert.equal(page.items.length, 65)
      stop.abort()
    }
  }
  assert.equal((await refusal(walk)).code, 'cancelled')
})

test('many pages under way at once each come to their own call', async t => {
  const { db, userId, sessionId, ids } = await conversation(t, 64)
  const pages = await Promise.all(ids.map(around =>
    db.messages.list({ userId, sessionId, around, limit: 1 })))
  assert.deepEqual(pages.map(page => page.items[0].id), ids)
})

test('what goes wrong while rows are made is an error, and the engine goes on', async t => {
  const { db, userId, sessionId } = await conversation(t, 70)
  const shape = shapes.get(numbers['messages.list'])
  const { add } = shape
  shape.add = () => { throw new Error('while rows are made') }
  try {
    for (const way of ['list', 'listSync']) {
      const error = await refusal(() => db.messages[way]({ userId, sessionId }))
      assert.equal(error.message, 'while rows are made')
    }
  } finally {
    shape.add = add
  }
  assert.equal(db.messages.listSync({ userId, sessionId }).items.length, 50)
})

test('pages of a closed engine are refused', async () => {
  const db = await Silvervine.open({ path: ':memory:' })
  db.closeSync()
  const request = { userId: crypto.randomUUID(), sessionId: crypto.randomUUID() }
  for (const way of ['list', 'listSync']) {
    assert.equal((await refusal(() => db.messages[way](request))).code, 'closed')
  }
})
