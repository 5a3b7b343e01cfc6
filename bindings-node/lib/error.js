'use strict'

/** A refusal of the engine. The same call from any language is refused with the same code. */
class SilvervineError extends Error {
  constructor (wire, options) {
    super(wire.message, options)
    this.code = wire.code
    this.number = wire.number
    this.retryable = wire.retryable
    this.details = wire.details
  }

  get name () {
    return 'SilvervineError'
  }

  toJSON () {
    const { code, number, message, retryable, details } = this
    return { code, number, message, retryable, details }
  }
}

/** A value that cannot be handed to the engine; `rule` continues the sentence "field `x` ...". */
function invalid (field, rule, cause) {
  const wire = {
    code: 'validation',
    number: 1001,
    message: `field \`${field}\` ${rule}`,
    retryable: false,
    details: { field, rule }
  }
  return new SilvervineError(wire, cause === undefined ? undefined : { cause })
}

function cancelled (cause) {
  const message = 'the call was cancelled, and has changed nothing'
  return new SilvervineError(
    { code: 'cancelled', number: 7003, message, retryable: true, details: {} },
    { cause }
  )
}

function unknownOperation (name) {
  const message = `there is no operation \`${name}\`; see the operation table for the names`
  return new SilvervineError(
    { code: 'unknown_operation', number: 1002, message, retryable: false, details: { name } }
  )
}

module.exports = { SilvervineError, invalid, cancelled, unknownOperation }
