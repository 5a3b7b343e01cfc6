'use strict'

// Finds the compiled addon: the one that is named by NAPI_RS_NATIVE_LIBRARY_PATH, the one that a
// build left beside this package, or the optional package of this platform.

const { join } = require('node:path')

/** The platform as the packages name it: `linux-x64-gnu`, `darwin-arm64`, `win32-x64-msvc`. */
function platform () {
  const parts = [process.platform, process.arch]
  if (process.platform === 'linux') parts.push(isMusl() ? 'musl' : 'gnu')
  if (process.platform === 'win32') parts.push('msvc')
  return parts.join('-')
}

function isMusl () {
  // The network part of a report resolves the names of open connections, which takes seconds.
  process.report.excludeNetwork = true
  const report = process.report.getReport()
  return !(typeof report === 'string' ? JSON.parse(report) : report).header.glibcVersionRuntime
}

function load () {
  const named = process.env.NAPI_RS_NATIVE_LIBRARY_PATH
  if (named) return require(named)
  const name = platform()
  const tried = []
  for (const place of [join(__dirname, '..', `silvervine.${name}.node`), `silvervine-${name}`]) {
    try {
      return require(place)
    } catch (error) {
      tried.push(`${place}: ${error.message.split('\n')[0]}`)
    }
  }
  throw new Error(
    `silvervine has no addon for ${name}. Install it without --omit=optional, or build it:\n` +
      tried.join('\n')
  )
}

module.exports = { platform, ...load() }
