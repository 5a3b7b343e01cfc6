import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import test from 'node:test'

import silvervine from '../index.cjs'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

test('the addon has the version of its package', () => {
  assert.equal(silvervine.version(), manifest.version)
})

test('import and require give the same module', () => {
  assert.equal(createRequire(import.meta.url)('../index.cjs'), silvervine)
})
