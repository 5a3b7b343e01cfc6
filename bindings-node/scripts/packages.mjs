// Writes the packages to be published into npm/: one per addon that stands beside package.json,
// and the main one, whose optional dependencies they are. The working package.json names none, so
// that a development install asks the registry for nothing which is not published yet.

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { platforms } from './platforms.mjs'

const here = fileURLToPath(new URL('..', import.meta.url))
const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
const { version, license, engines } = manifest
const out = join(here, 'npm')
rmSync(out, { recursive: true, force: true })

function write (folder, contents) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(contents, null, 2) + '\n')
}

const built = platforms.filter(({ name }) => existsSync(join(here, `silvervine.${name}.node`)))
for (const { name, os, cpu, libc } of built) {
  const folder = join(out, name)
  const main = `silvervine.${name}.node`
  mkdirSync(folder, { recursive: true })
  cpSync(join(here, main), join(folder, main))
  write(folder, {
    name: `silvervine-${name}`,
    version,
    description: `The addon of silvervine for ${name}.`,
    license,
    engines,
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
    main,
    files: [main]
  })
}

const main = join(out, 'silvervine')
mkdirSync(main, { recursive: true })
for (const file of [...manifest.files, 'README.md']) {
  cpSync(join(here, file), join(main, file), { recursive: true })
}
const { devDependencies, scripts, ...published } = manifest
write(main, {
  ...published,
  optionalDependencies: Object.fromEntries(built.map(({ name }) => [`silvervine-${name}`, version]))
})
