// Builds the addon for this platform and puts it beside the package.
//
//   node scripts/build.mjs                release build
//   node scripts/build.mjs --target T     the same for a Rust target, for cross builds
//   node scripts/build.mjs --features F   with the drivers of servers: postgres, mysql, tls
//   node scripts/build.mjs --copy debug   copies what cargo has built already

import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { nameOf, platforms } from './platforms.mjs'

const here = fileURLToPath(new URL('..', import.meta.url))
const option = name => {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

const rustTarget = option('--target')
const profile = option('--copy') ?? 'release'
const platform = platforms.find(one => one.target === rustTarget) ?? nameOf(process)
const build = process.env.CARGO_TARGET_DIR ?? join(here, '../target')

if (option('--copy') === undefined) {
  const target = rustTarget ? ['--target', rustTarget] : []
  const features = option('--features') ? ['--features', option('--features')] : []
  const cargo = ['build', '--locked', '--release', '-p', 'silvervine-node', '--lib']
    .concat(features, target)
  execFileSync('cargo', cargo, { cwd: join(here, '..'), stdio: 'inherit' })
}

const made = ['libsilvervine_node.so', 'libsilvervine_node.dylib', 'silvervine_node.dll']
  .map(file => join(build, rustTarget ?? '', profile, file))
  .find(existsSync)
if (made === undefined) throw new Error(`cargo left no addon in ${join(build, profile)}`)
copyFileSync(made, join(here, `silvervine.${platform.name}.node`))
