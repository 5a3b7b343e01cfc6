// Every vector of tests/vectors, through the addon: the promise and its sync twin.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

import { createRequire } from 'node:module'

import { FixedClock, Silvervine } from '../index.mjs'
import { folder, refusal, root, sql } from './support.mjs'

const { numbers } = createRequire(import.meta.url)('../lib/operations.js')
const BEGIN_MS = 1_768_464_000_000
const vectors = join(root, 'tests/vectors')

class Run {
  saved = {}

  static async begin (t, steps) {
    const run = new Run()
    run.path = join(folder(t), 'vector.db')
    run.db = await Silvervine.open({
      path: run.path, durability: 'off', clock: new FixedClock(BEGIN_MS)
    })
    run.steps(steps ?? [])
    return run
  }

  fill (value) {
    if (typeof value === 'string' && value.startsWith('$')) {
      assert.ok(value.slice(1) in this.saved, `nothing saved ${value}`)
      return this.saved[value.slice(1)]
    }
    if (Array.isArray(value)) return value.map(item => this.fill(item))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.fill(item)]))
  }

  /** The method of an operation, as people call it: `db.wallet.consume`. */
  method (name, context, sync) {
    const on = context ? this.db.as(this.fill(context)) : this.db
    const camel = part => part.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
    const [noun, verb] = name.split('.').map(camel)
    return request => on[noun][sync ? `${verb}Sync` : verb](request)
  }

  steps (steps) {
    for (const step of steps) {
      if (step.sql) {
        const changed = execFileSync(sql, [this.path, step.sql], { encoding: 'utf8' })
        assert.ok(Number(changed) > 0, `${step.sql} changed nothing`)
        continue
      }
      const response = this.method(step.call, step.context, true)(this.fill(step.request))
      for (const [name, pointer] of Object.entries(step.save ?? {})) {
        this.saved[name] = at(response, pointer)
      }
    }
  }
}

function at (value, pointer) {
  return pointer.split('/').slice(1).reduce((inner, key) => inner?.[key], value) ?? null
}

test('every operation has a vector', () => {
  const files = readdirSync(vectors).map(file => file.replace(/\.json$/, ''))
  assert.deepEqual(files.sort(), Object.keys(numbers).sort())
})

for (const name of Object.keys(numbers)) {
  const vector = JSON.parse(readFileSync(join(vectors, `${name}.json`), 'utf8'))
  for (const sync of [false, true]) {
    const way = sync ? 'at once' : 'as a promise'

    test(`${name} does what its vector says, ${way}`, async t => {
      const run = await Run.begin(t, vector.setup)
      const call = run.method(name, vector.context, sync)
      const response = await call(run.fill(vector.request))
      for (const [pointer, expected] of Object.entries(vector.expect)) {
        assert.deepEqual(at(response, pointer), run.fill(expected), `${name} ${pointer}`)
      }
      if (vector.request.idempotencyKey !== undefined) {
        const again = await call(run.fill(vector.request))
        assert.deepEqual({ ...again, replayed: null }, { ...response, replayed: null })
      }
      await run.db.close()
    })

    test(`${name} refuses what its vector says, ${way}`, async t => {
      for (const refused of vector.refused ?? []) {
        const steps = [...(vector.setup ?? []), ...(refused.setup ?? [])]
        if (steps.some(step => step.sql) && !existsSync(sql)) {
          t.skip('cargo build -p silvervine-node --examples')
          continue
        }
        const run = await Run.begin(t, steps)
        const call = run.method(name, refused.context, sync)
        const error = await refusal(() => call(run.fill(refused.request)))
        assert.equal(error.code, refused.code, `${JSON.stringify(refused.request)}: ${error}`)
        for (const [field, expected] of Object.entries(refused.details ?? {})) {
          assert.deepEqual(error.details[field], run.fill(expected))
        }
        await run.db.close()
      }
    })
  }
}
