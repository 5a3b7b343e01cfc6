// What the tests share: engines on files that are cleaned up, and the path of a vector.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { Silvervine } from '../index.mjs'

export const root = fileURLToPath(new URL('../../', import.meta.url))
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
/** Runs a statement on a file, for states that no operation reaches. */
export const sql = join(target, 'debug/examples', process.platform === 'win32' ? 'sql.exe' : 'sql')
export const entry = new URL('../index.mjs', import.meta.url).href

/** A folder that is gone when the test is over. */
export function folder (t) {
  const path = mkdtempSync(join(tmpdir(), 'silvervine-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** An engine that is closed when the test is over. */
export async function engine (t, options = {}) {
  const db = await Silvervine.open({ path: ':memory:', ...options })
  t.after(() => db.close())
  return db
}

/** The id of a new user with 100 points. */
export async function ada (db) {
  return (await db.users.register({ email: 'ada@example.org' })).user.id
}

/** The error that `work` meets. */
export async function refusal (work) {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('this ought to be refused')
}

/** What is told next. Listening keeps no process alive, so a timer does. */
export function told (listen) {
  const alive = setInterval(() => {}, 2 ** 30)
  return new Promise(listen).finally(() => clearInterval(alive))
}
