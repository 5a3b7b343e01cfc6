'use strict'

// From JavaScript values to the engine's JSON. `JSON.stringify` drops or changes what JSON cannot
// say (a function, a symbol, NaN, a Map); such a value is refused here, before it is lost. Half of
// a surrogate pair stays as it is in the text (ES2019), so the engine sees and refuses it.

const { SilvervineError, invalid } = require('./error.js')

/** The request as JSON text. */
function encode (request) {
  if (request === undefined) return '{}'
  if (request === null || typeof request !== 'object' || Array.isArray(request)) {
    throw invalid('request', 'must be an object')
  }
  try {
    const fields = Object.keys(request)
    for (let n = 0; n < fields.length; n++) {
      const value = request[fields[n]]
      if (typeof value !== 'string' && !Number.isFinite(value)) check(value, fields[n])
    }
    return JSON.stringify(request)
  } catch (error) {
    if (error instanceof SilvervineError) throw error
    // A cycle, a nesting past the stack, or a getter or toJSON that throws.
    throw invalid('request', 'cannot be written as JSON', error)
  }
}

function check (value, field) {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return
    case 'number':
      if (Number.isFinite(value)) return
      throw invalid(field, 'must be a finite number')
    case 'object':
      if (value !== null) checkInside(value, field)
      return
    default:
      throw invalid(field, `must not be a ${typeof value}`)
  }
}

function checkInside (value, field) {
  if (Array.isArray(value)) {
    for (const item of value) {
      if (item === undefined) throw invalid(field, 'must not hold undefined')
      check(item, field)
    }
    return
  }
  const made = Object.getPrototypeOf(value)
  const plain = made === null || Object.getPrototypeOf(made) === null
  if (!plain && typeof value.toJSON !== 'function') {
    throw invalid(field, 'must be a plain object, an array, a string, a number or a boolean')
  }
  for (const key of Object.keys(value)) check(value[key], field)
}

module.exports = { encode }
