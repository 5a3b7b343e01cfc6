'use strict'

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { pipeline } = require('node:stream/promises')
const { invalid } = require('./error.js')
const { encode } = require('./request.js')

/** What names a file: a path, or a `file:` URL. None for what is a stream. */
function pathOf (file) {
  if (file instanceof URL) {
    if (file.protocol !== 'file:') throw invalid('file', 'must be a path, a file: URL or a stream')
    return require('node:url').fileURLToPath(file)
  }
  if (typeof file !== 'string') return undefined
  if (file === '' || file.includes('\0') || /\p{Surrogate}/u.test(file)) {
    throw invalid('file', 'must be a path')
  }
  return file
}

function userOf ({ userId }) {
  if (typeof userId !== 'string') throw invalid('userId', 'must be a UUID')
  return userId
}

/** The options without what only JavaScript understands. */
function bodyOf ({ userId, signal, onProgress, ...rest }) {
  return encode(rest)
}

/** Runs `work` with a path in a folder of its own, which goes away with it. */
async function aside (work) {
  const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'silvervine-'))
  try {
    return await work(path.join(folder, 'conversations'))
  } finally {
    await fs.promises.rm(folder, { recursive: true, force: true })
  }
}

/** Imports a path, or a stream: the engine reads on a thread of its own, so a stream is kept in a
 * temporary file first, and costs no memory. */
async function importFrom (file, signal, run) {
  const known = pathOf(file)
  if (known !== undefined) return await run(known)
  if (file instanceof Uint8Array) file = [file]
  if (file?.[Symbol.asyncIterator] === undefined && file?.[Symbol.iterator] === undefined) {
    throw invalid('file', 'must be a path, a file: URL, bytes or a stream')
  }
  return await aside(async place => {
    await pipeline(file, fs.createWriteStream(place, { mode: 0o600 }), { signal })
    return await run(place)
  })
}

/** Exports to a path, or into a stream by way of a temporary file. */
async function exportTo (file, signal, run) {
  const known = pathOf(file)
  if (known !== undefined) return await run(known)
  if (typeof file?.write !== 'function') {
    throw invalid('file', 'must be a path, a file: URL or a stream that can be written to')
  }
  return await aside(async place => {
    const done = await run(place)
    await pipeline(fs.createReadStream(place), file, { signal })
    return done
  })
}

module.exports = { importFrom, exportTo, userOf, bodyOf }
