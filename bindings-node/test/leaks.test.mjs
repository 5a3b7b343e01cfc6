// What is opened and closed ten thousand times leaves nothing behind.

import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

import { Silvervine } from '../index.mjs'
import { folder } from './support.mjs'

const CYCLES = 10_000
/** Engines that are open at the same time: one of them in memory, the others on files. */
const BESIDE = 8
/** What an allocator and a garbage collector may keep; a leak of 4 KB a cycle is past it. */
const GROWN_MB_MAX = 32

const entries = place => existsSync(place) ? readdirSync(place).length : 0

/** What the process holds, when all that was closed has been let go. */
async function held () {
  globalThis.gc?.()
  await new Promise(setImmediate)
  return {
    mb: process.memoryUsage().rss / 2 ** 20,
    files: entries('/proc/self/fd'),
    threads: entries('/proc/self/task')
  }
}

test('ten thousand cycles of open and close leak no memory, file or thread', async t => {
  const place = folder(t)
  const paths = Array.from({ length: BESIDE }, (_, n) => n ? join(place, `${n}.db`) : ':memory:')
  const cycle = async (path, n) => {
    const db = await Silvervine.open({ path, durability: 'off' })
    // Each way to use one, and each way to end it, has its turn.
    if (n % 16 < 2) db.on('change', () => {})
    if (n % 16 < 4) await db.plans.list({}, { signal: new AbortController().signal })
    if (n % 32 < 16) await db.close()
    else db.closeSync()
  }
  let cycles = 0
  const until = async count => {
    for (; cycles < count; cycles += BESIDE) {
      await Promise.all(paths.map((path, n) => cycle(path, n + cycles / BESIDE)))
    }
  }
  await until(CYCLES / 5)
  const before = await held()
  await until(CYCLES)
  let after = await held()
  // The last threads may be on their way out.
  while (after.threads > before.threads) after = await held()
  assert.ok(after.mb - before.mb < GROWN_MB_MAX, `${(after.mb - before.mb).toFixed(1)} MB more`)
  assert.equal(after.files, before.files)
})
