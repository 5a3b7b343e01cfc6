// Electron keeps JavaScript in a memory cage and refuses buffers from outside of it. Here a
// preloaded library refuses them in Node.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'

import { folder } from './support.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const NO_EXTERNAL_BUFFERS_ALLOWED = 22

const glibc = process.platform === 'linux' &&
  Boolean(process.report.getReport().header.glibcVersionRuntime)
const compiles = spawnSync('cc', ['--version']).status === 0
const possible = { skip: glibc && compiles ? false : 'needs glibc and a C compiler' }

function compile (source, to) {
  const flags = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-O1', '-shared', '-fPIC']
  const done = spawnSync('cc', [...flags, '-o', to, join(here, 'cage', source), '-ldl'], {
    encoding: 'utf8'
  })
  assert.equal(done.status, 0, done.stderr)
  return to
}

/** Runs Node in the cage; `told` is what was asked of the cage. */
function caged (place, parameters) {
  const cage = join(place, 'refuse.so')
  if (!existsSync(cage)) compile('refuse.c', cage)
  const CAGE_TOLD = join(place, 'told')
  // The runner of this test must not take the tests in the cage for its own.
  const { NODE_TEST_CONTEXT, ...env } = process.env
  const done = spawnSync(process.execPath, parameters, {
    encoding: 'utf8', timeout: 60_000, env: { ...env, LD_PRELOAD: cage, CAGE_TOLD }
  })
  const told = existsSync(CAGE_TOLD) ? readFileSync(CAGE_TOLD, 'utf8').trim().split('\n') : []
  return { ...done, told }
}

const share = addon => `console.log(require(${JSON.stringify(addon)}).share())`

test('the cage refuses an addon that shares memory', possible, t => {
  const place = folder(t)
  const addon = compile('sharing.c', join(place, 'sharing.node'))
  const free = spawnSync(process.execPath, ['-e', share(addon)], { encoding: 'utf8' })
  assert.equal(free.stdout.trim(), '0', free.stderr)
  const { stdout, stderr, told } = caged(place, ['-e', share(addon)])
  assert.equal(stdout.trim(), String(NO_EXTERNAL_BUFFERS_ALLOWED), stderr)
  assert.ok(told.includes('called napi_create_external_arraybuffer'))
})

test('in the cage every part of the surface works, and never asks to share memory', possible, t => {
  const { status, stdout, told } = caged(folder(t), ['--test', join(here, 'surface.test.mjs')])
  assert.equal(status, 0, stdout)
  assert.match(stdout, /^# pass [1-9]/m)
  // It had the means: the addon looked for all functions of Node, and found the refusing ones.
  assert.ok(told.includes('found napi_create_external_buffer'))
  assert.ok(told.includes('found napi_create_external_arraybuffer'))
  assert.deepEqual(told.filter(line => line.startsWith('called')), [])
})
