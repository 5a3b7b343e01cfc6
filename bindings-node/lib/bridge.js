'use strict'

// The promises that wait for the engine's threads. Outcomes come in batches; while one is awaited,
// and only then, the event loop is kept alive.

const { setInterval } = require('node:timers')
const native = require('./native.js')
const { SilvervineError } = require('./error.js')

const OUTCOME = 0
const REFUSAL = 1
const EVENT = 2

const waiting = new Map()
const bridge = new native.Bridge(receive)
const alive = setInterval(() => {}, 0x7fffffff)
alive.unref()

let last = 0
let awaited = 0

function receive (tags, texts) {
  for (let n = 0; n < tags.length; n++) {
    const number = Math.floor(tags[n] / 4)
    const call = waiting.get(number)
    if (call === undefined) continue
    const meaning = tags[n] % 4
    if (meaning === EVENT) {
      // In a turn of its own: a listener that throws must not swallow the rest of the batch.
      process.nextTick(call.event, texts[n])
      continue
    }
    waiting.delete(number)
    if (call.resolve === undefined) continue
    if (--awaited === 0) alive.unref()
    if (meaning === OUTCOME) call.resolve(JSON.parse(texts[n]))
    else if (meaning === REFUSAL) call.reject(JSON.parse(texts[n]))
    else takePage(number, call)
  }
}

function takePage (number, { shape, resolve, reject }) {
  try {
    const items = []
    resolve(shape.page(items, bridge.takePage(number, items, shape.add)))
  } catch (error) {
    // Out of memory, or of stack: the rest of the batch goes on.
    reject(error)
  }
}

function next () {
  do {
    last = (last + 1) >>> 0
  } while (waiting.has(last))
  return last
}

/**
 * Begins a call, and answers the promise of its outcome. `begin` gets the call's number, `event`
 * what it tells in between; `shape` makes the pages of those lists that have no JSON.
 */
async function submit (begin, event, shape) {
  try {
    return await new Promise((resolve, reject) => {
      const number = next()
      waiting.set(number, { resolve, reject, event, shape })
      if (awaited++ === 0) alive.ref()
      begin(number)
    })
  } catch (refusal) {
    // Made here, where V8 knows who awaits: the stack then shows the line of the call.
    throw refusal instanceof Error ? refusal : new SilvervineError(refusal)
  }
}

/** Begins a call that only has events, does not keep the event loop alive, and has this number. */
function follow (begin, event) {
  const number = next()
  waiting.set(number, { resolve: undefined, reject: undefined, event, shape: undefined })
  begin(number)
  return number
}

module.exports = { bridge, submit, follow }
