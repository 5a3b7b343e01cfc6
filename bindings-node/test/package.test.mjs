import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import test from 'node:test'

import { folder, root } from './support.mjs'

const here = join(root, 'bindings-node')
const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
const tsc = join(here, 'node_modules/typescript/bin/tsc')

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }

test('the types hold under tsc --strict', { skip: existsSync(tsc) ? false : 'npm ci' }, () => {
  const done = spawnSync(process.execPath, [tsc, '-p', join(here, 'test/types')], {
    encoding: 'utf8'
  })
  assert.equal(done.status, 0, done.stdout)
})

test('the types say `any` nowhere', () => {
  for (const file of ['index.d.ts', 'index.d.mts', 'lib/operations.d.ts']) {
    const code = readFileSync(join(here, file), 'utf8').replace(/\/\*[^]*?\*\//g, '')
    assert.doesNotMatch(code, /\bany\b/, file)
  }
})

test('the package holds what it needs and nothing else', () => {
  const told = execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: here, ...quiet
  })
  const files = JSON.parse(told)[0].files.map(file => file.path).sort()
  assert.deepEqual(files, [
    'README.md', 'index.d.mts', 'index.d.ts', 'index.js', 'index.mjs', 'lib/bridge.js',
    'lib/error.js', 'lib/native.js', 'lib/operations.d.ts', 'lib/operations.js',
    'lib/pages.js', 'lib/request.js', 'lib/silvervine.js', 'lib/transfer.js',
    'package.json'
  ])
})

test('installing the package runs no script', () => {
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) {
    assert.equal(manifest.scripts[name], undefined)
  }
  assert.equal(existsSync(join(here, 'binding.gyp')), false)
})

test('every method has its types, and every type its method', () => {
  const { nouns } = createRequire(import.meta.url)('../lib/operations.js')
  const types = readFileSync(join(here, 'lib/operations.d.ts'), 'utf8')
  for (const [noun, Operations] of Object.entries(nouns)) {
    const name = noun[0].toUpperCase() + noun.slice(1)
    const body = types.split(`export interface ${name}Operations {`)[1].split('\n}\n')[0]
    const typed = [...body.matchAll(/^ {2}(\w+)\(/gm)].map(match => match[1])
    const made = Object.getOwnPropertyNames(Operations.prototype).filter(n => n !== 'constructor')
    assert.deepEqual(typed, made)
  }
})

test('the example of every README runs and says what it claims', () => {
  const code = file => /```js\n([^]*?)```/.exec(readFileSync(join(root, file), 'utf8'))[1]
  const text = code('README.md')
  for (const other of ['README.zh-CN.md', 'bindings-node/README.md']) {
    assert.equal(code(other), text, other)
  }
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', text], {
    cwd: here, encoding: 'utf8', timeout: 60_000
  })
  assert.deepEqual([done.status, done.stderr], [0, ''])
  assert.equal(done.stdout, 'consume\nregister_bonus\n70 true idempotency_mismatch\n')
})

test('the packages of a release name each other, install, and run', t => {
  const { platform } = createRequire(import.meta.url)('../lib/native.js')
  const name = `silvervine-${platform()}`
  execFileSync(process.execPath, [join(here, 'scripts/packages.mjs')])
  t.after(() => rmSync(join(here, 'npm'), { recursive: true, force: true }))
  const read = folder => JSON.parse(readFileSync(join(here, 'npm', folder, 'package.json'), 'utf8'))
  assert.equal(read('silvervine').optionalDependencies[name], manifest.version)
  assert.equal(read('silvervine').scripts, undefined)
  assert.equal(read(platform()).name, name)
  assert.ok(existsSync(join(here, 'npm', platform(), read(platform()).main)))

  const cwd = folder(t)
  const packed = execFileSync(
    npm, ['pack', '--json', '--pack-destination', cwd, join(here, 'npm/silvervine')],
    { cwd, ...quiet })
  writeFileSync(join(cwd, 'package.json'), '{ "private": true, "type": "module" }')
  const parts = [join(cwd, JSON.parse(packed)[0].filename), join(here, 'npm', platform())]
  execFileSync(npm, ['install', '--offline', ...parts], { cwd, ...quiet })
  // The files of the working tree must not be what answers.
  assert.equal(existsSync(join(cwd, 'node_modules/silvervine/test')), false)
  for (const load of ["(await import('silvervine')).Silvervine",
    "(await import('node:module')).createRequire(process.cwd() + '/a.js')('silvervine').Silvervine"
  ]) {
    const program = `const db = await (${load}).open({ path: ':memory:' })
      console.log(db.stats().backend)`
    const done = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd, ...quiet
    })
    assert.equal(done, 'sqlite\n')
  }
})
