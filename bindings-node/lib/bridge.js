'use strict'

// The promises that wait for the engine's threads. Outcomes come in batches; while one is awaited,
// and only then, the event loop is kept alive.

const { setInterval } = require('node:timers')
const native = require('./native.js')
const { SilvervineError } = require('./error.js')

const OUTCOME = 0
const REFUSAL = 1

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
    if (meaning > REFUSAL) {
      // In a turn of its own: a listener that throws must not swallow the rest of the batch.
      process.nextTick(call.event, texts[n])
      continue
    }
    waiting.delete(number)
    if (call.resolve === undefined) continue
    if (--awaited === 0) alive.unref()
    if (meaning === OUTCOME) call.resolve(JSON.parse(texts[n]))
    else call.reject(new SilvervineError(JSON.parse(texts[n])))
  }
}

function next () {
  do {
    last = (last + 1) >>> 0
  } while (waiting.has(last))
  return last
}

/** Begins a call, and answers the promise of its outcome. `begin` gets the call's number. */
function submit (begin, event) {
  return new Promise((resolve, reject) => {
    const number = next()
    waiting.set(number, { resolve, reject, event })
    if (awaited++ === 0) alive.ref()
    begin(number)
  })
}

/** Begins a call that only has events, does not keep the event loop alive, and has this number. */
function follow (begin, event) {
  const number = next()
  waiting.set(number, { resolve: undefined, reject: undefined, event })
  begin(number)
  return number
}

module.exports = { bridge, submit, follow }
