// Whole files of conversations, from paths and from streams.

import assert from 'node:assert/strict'
import {
  createReadStream, createWriteStream, existsSync, readFileSync, writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

import { ada, engine, folder, refusal } from './support.mjs'

/** An export of ChatGPT with so many conversations. */
function chats (count) {
  const chat = n => ({
    id: `c${n}`,
    title: null,
    create_time: 1700000000 + n,
    mapping: {
      root: { message: null, parent: null },
      a: { parent: 'root', message: { author: { role: 'user' }, content: { parts: ['茶？'] } } },
      b: { parent: 'a', message: { author: { role: 'assistant' }, content: { parts: ['绿茶'] } } }
    }
  })
  return JSON.stringify(Array.from({ length: count }, (_, n) => chat(n)))
}

test('a file is imported from a path, a URL, bytes and a stream, and only once', async t => {
  const place = folder(t)
  const path = join(place, 'conversations.json')
  writeFileSync(path, chats(3))
  const db = await engine(t)
  const userId = await ada(db)
  const steps = []
  const told = []
  db.on('progress', progress => told.push(progress))
  const report = await db.import(path, { userId, onProgress: step => steps.push(step) })
  assert.deepEqual([report.created, report.progress.messages, report.failed], [3, 6, 0])
  assert.deepEqual(report.end, { how: 'complete' })
  assert.ok(steps.length > 0 && told.length === steps.length)
  assert.ok(told.every(progress => progress.what === 'import' && progress.bytes > 0))
  for (const file of [
    pathToFileURL(path), Buffer.from(chats(3)), createReadStream(path), Readable.from([chats(3)])
  ]) {
    const again = await db.import(file, { userId, format: 'chatgpt' })
    assert.deepEqual([again.unchanged, again.progress.messages], [3, 0])
  }
  assert.equal((await db.sessions.list({ userId })).items.length, 3)
})

test('what is exported comes in again, from a path and through a stream', async t => {
  const place = folder(t)
  const db = await engine(t)
  const userId = await ada(db)
  await db.import(Buffer.from(chats(2)), { userId })
  const [lines, piped] = [join(place, 'a.jsonl'), join(place, 'b.jsonl')]
  assert.equal((await db.export(lines, { userId })).messages, 4)
  await db.export(createWriteStream(piped), { userId })
  assert.equal(readFileSync(piped, 'utf8'), readFileSync(lines, 'utf8'))
  const other = await engine(t)
  const twin = await ada(other)
  assert.equal((await other.import(lines, { userId: twin })).created, 2)
  assert.equal((await refusal(() => db.export(lines, { userId }))).details.field, 'path')
  await db.export(join(place, 'a.md'), { userId, format: 'markdown' })
  assert.match(readFileSync(join(place, 'a.md'), 'utf8'), /绿茶/)
})

test('an abort ends an import between conversations, and an export without a file', async t => {
  const place = folder(t)
  const path = join(place, 'conversations.json')
  writeFileSync(path, chats(2000))
  const db = await engine(t)
  const userId = await ada(db)
  const stop = new AbortController()
  const first = { userId, signal: stop.signal, onProgress: () => stop.abort() }
  const report = await db.import(path, first)
  assert.deepEqual(report.end, { how: 'cancelled' })
  assert.ok(report.created > 0 && report.created < 2000)
  const rest = await db.import(path, { userId })
  assert.equal(rest.created + report.created, 2000)
  const end = new AbortController()
  const out = join(place, 'out.jsonl')
  const options = { userId, signal: end.signal, onProgress: () => end.abort() }
  assert.equal((await refusal(() => db.export(out, options))).code, 'cancelled')
  assert.equal(existsSync(out), false)
})

test('what cannot be imported is refused by name', async t => {
  const db = await engine(t)
  const userId = await ada(db)
  for (const [file, options, field] of [
    ['/no/such/file', { userId }, 'path'],
    ['', { userId }, 'file'],
    [7, { userId }, 'file'],
    [new URL('http://example.org/'), { userId }, 'file'],
    [Buffer.from('[]'), {}, 'userId'],
    [Buffer.from('[]'), { userId, format: 'tape' }, 'format'],
    [Buffer.from('PK\x03\x04'), { userId }, 'file']
  ]) {
    const error = await refusal(() => db.import(file, options))
    assert.deepEqual([error.code, error.details.field], ['validation', field], String(file))
  }
})
