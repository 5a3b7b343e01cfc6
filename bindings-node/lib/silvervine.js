'use strict'

const EventEmitter = require('node:events')
const native = require('./native.js')
const { bridge, submit, follow } = require('./bridge.js')
const { cancelled, invalid, unknownOperation, SilvervineError } = require('./error.js')
const { encode } = require('./request.js')
const { nouns, numbers } = require('./operations.js')
const { shapes } = require('./pages.js')
const { importFrom, exportTo, userOf, bodyOf } = require('./transfer.js')

// Node 20 has them; a realm without them gets keys that nobody meets.
const dispose = Symbol.dispose ?? Symbol('Symbol.dispose')
const asyncDispose = Symbol.asyncDispose ?? Symbol('Symbol.asyncDispose')

/** What is open on this thread. `process.exit` runs no destructor, so this is closed by hand. */
const opened = new Set()

process.on('exit', () => {
  for (const engine of opened) engine.closeSync()
})

/** The one way of every operation, for one engine and one context. */
class Face {
  #engine

  constructor (engine) {
    this.#engine = engine
  }

  callSync (operation, request) {
    const shape = shapes.get(operation)
    if (shape !== undefined) return this.#pageSync(operation, request, shape)
    const text = this.#engine.callSync(operation, encode(request))
    if (text === null) throw failure(this.#engine)
    return JSON.parse(text)
  }

  #pageSync (operation, request, shape) {
    const items = []
    const cursors = this.#engine.pageSync(operation, encode(request), items, shape.add)
    if (cursors === null) throw failure(this.#engine)
    return shape.page(items, cursors)
  }

  async call (operation, request, options) {
    const body = encode(request)
    const signal = signalOf(options)
    const engine = this.#engine
    const begin = number => engine.call(number, operation, body, signal !== undefined)
    const shape = shapes.get(operation)
    // `await`, so that the stack of an error leads to the caller.
    if (signal === undefined) return await submit(begin, undefined, shape)
    return await withSignal(engine, signal, begin, undefined, shape)
  }

  async * pages (operation, request, options) {
    let asked = request ?? {}
    for (;;) {
      const page = await this.call(operation, asked, options)
      yield page
      // Null and undefined both mean the last page; either would begin again as a cursor.
      if (page.nextCursor == null) return
      asked = { ...asked, cursor: page.nextCursor }
    }
  }

  async * all (operation, request, options) {
    for await (const page of this.pages(operation, request, options)) yield * page.items
  }
}

function failure (engine) {
  return new SilvervineError(JSON.parse(engine.takeFailure()))
}

function signalOf (options) {
  if (options === undefined || options === null) return undefined
  if (typeof options !== 'object') throw invalid('options', 'must be an object')
  const signal = options.signal
  if (signal === undefined || signal === null) return undefined
  if (!(signal instanceof AbortSignal)) throw invalid('options.signal', 'must be an AbortSignal')
  return signal
}

/** What an abort ends, by its signal: one listener each, however many calls share it. */
const aborts = new WeakMap()

function onAbort (signal, cancel) {
  let shared = aborts.get(signal)
  if (shared === undefined) {
    const cancels = new Set()
    shared = { cancels, listener: () => { for (const each of cancels) each() } }
    aborts.set(signal, shared)
    signal.addEventListener('abort', shared.listener, { once: true })
  }
  shared.cancels.add(cancel)
}

function offAbort (signal, cancel) {
  const { cancels, listener } = aborts.get(signal)
  cancels.delete(cancel)
  if (cancels.size > 0) return
  signal.removeEventListener('abort', listener)
  aborts.delete(signal)
}

async function withSignal (engine, signal, begin, event, shape) {
  if (signal.aborted) throw cancelled(signal.reason)
  let begun
  const cancel = () => engine.cancel(begun)
  onAbort(signal, cancel)
  try {
    return await submit(number => {
      begun = number
      begin(number)
    }, event, shape)
  } catch (error) {
    if (error.code === 'cancelled' && signal.aborted) throw cancelled(signal.reason)
    throw error
  } finally {
    offAbort(signal, cancel)
    engine.settled(begun)
  }
}

function attach (target, engine) {
  const face = new Face(engine)
  for (const [name, Operations] of Object.entries(nouns)) {
    Object.defineProperty(target, name, { value: new Operations(face), enumerable: true })
  }
  return face
}

function numberOf (name) {
  if (!Object.hasOwn(numbers, name)) throw unknownOperation(String(name))
  return numbers[name]
}

/** The operations of an engine on behalf of somebody. */
class Acting {
  #face

  constructor (engine) {
    this.#face = attach(this, engine)
  }

  async call (name, request, options) {
    return await this.#face.call(numberOf(name), request, options)
  }

  callSync (name, request) {
    return this.#face.callSync(numberOf(name), request)
  }
}

const MADE = Symbol('made by Silvervine.open')

class Silvervine extends EventEmitter {
  #engine
  #face
  #closing
  /** The call whose events are the changes, while somebody listens. */
  #following

  constructor (engine, made) {
    if (made !== MADE) throw new TypeError('use `await Silvervine.open({ path })`')
    super()
    this.#engine = engine
    this.#face = attach(this, engine)
  }

  static async open (options) {
    const { rootKey, clock, ...rest } = openOptions(options)
    const engine = new native.NativeEngine(bridge)
    const body = encode(rest)
    opened.add(engine)
    try {
      await submit(number => engine.open(number, body, rootKey, clock))
    } catch (error) {
      opened.delete(engine)
      throw error
    }
    return new Silvervine(engine, MADE)
  }

  as (context) {
    const acting = this.#engine.acting(encode(context))
    if (acting === null) throw failure(this.#engine)
    return new Acting(acting)
  }

  async call (name, request, options) {
    return await this.#face.call(numberOf(name), request, options)
  }

  callSync (name, request) {
    return this.#face.callSync(numberOf(name), request)
  }

  async maintain (budgetMs = 100) {
    if (!Number.isInteger(budgetMs) || budgetMs < 0 || budgetMs > 0xffffffff) {
      throw invalid('budgetMs', 'must be a whole number of milliseconds')
    }
    return await submit(number => this.#engine.maintain(number, budgetMs))
  }

  async backup (to, options) {
    if (typeof to !== 'string' || to === '' || to.includes('\0') || /\p{Surrogate}/u.test(to)) {
      throw invalid('to', 'must be a path')
    }
    await this.#work('backup', options, number => this.#engine.backup(number, to))
  }

  async import (file, options) {
    const [user, body] = [userOf(options ?? {}), bodyOf(options)]
    const run = path => this.#work('import', options, number =>
      this.#engine.importFile(number, user, path, body))
    return await importFrom(file, signalOf(options), run)
  }

  async export (file, options) {
    const [user, body] = [userOf(options ?? {}), bodyOf(options)]
    const run = path => this.#work('export', options, number =>
      this.#engine.exportFile(number, user, path, body))
    return await exportTo(file, signalOf(options), run)
  }

  /** Work that takes long and tells how far it is. */
  async #work (what, options, begin) {
    const signal = signalOf(options)
    const tell = text => {
      const progress = JSON.parse(text)
      options?.onProgress?.(progress)
      this.emit('progress', { what, ...progress })
    }
    return signal
      ? await withSignal(this.#engine, signal, begin, tell)
      : await submit(begin, tell)
  }

  async checkIntegrity () {
    return await submit(number => this.#engine.checkIntegrity(number))
  }

  stats () {
    const text = this.#engine.stats()
    if (text === null) throw failure(this.#engine)
    return JSON.parse(text)
  }

  close () {
    this.#closing ??= submit(number => this.#engine.close(number))
      .then(() => {})
      .finally(() => opened.delete(this.#engine))
    return this.#closing
  }

  closeSync () {
    opened.delete(this.#engine)
    if (!this.#engine.closeSync()) throw failure(this.#engine)
  }

  [dispose] () {
    this.closeSync()
  }

  [asyncDispose] () {
    return this.close()
  }

  // Every way to come and go leads through one of these five.
  on (event, listener) {
    super.on(event, listener)
    return this.#heed()
  }

  addListener (event, listener) {
    return this.on(event, listener)
  }

  prependListener (event, listener) {
    super.prependListener(event, listener)
    return this.#heed()
  }

  removeListener (event, listener) {
    super.removeListener(event, listener)
    return this.#heed()
  }

  removeAllListeners (...events) {
    super.removeAllListeners(...events)
    return this.#heed()
  }

  off (event, listener) {
    return this.removeListener(event, listener)
  }

  /** Subscribes before the first listener's `on` returns, and ends it with the last `off`. */
  #heed () {
    const wanted = this.listenerCount('change') > 0
    if (wanted && this.#following === undefined) {
      const number = follow(n => this.#engine.follow(n), text => {
        this.#engine.followed(number)
        // What was on its way when the last listener went is not for the next one.
        if (this.#following === number) this.emit('change', JSON.parse(text))
      })
      this.#following = number
    } else if (!wanted && this.#following !== undefined) {
      this.#engine.cancel(this.#following)
      this.#following = undefined
    }
    return this
  }
}

function openOptions (options) {
  if (options === null || typeof options !== 'object') {
    throw invalid('options', 'must be an object with a `path`')
  }
  const { rootKey, clock } = options
  if (typeof options.path !== 'string' || options.path === '') {
    throw invalid('path', 'must be a path, a URL or `:memory:`')
  }
  if (rootKey !== undefined && !(rootKey instanceof Uint8Array && rootKey.length === 32)) {
    throw invalid('rootKey', 'must be a Uint8Array of 32 bytes')
  }
  if (clock !== undefined && !(clock instanceof native.FixedClock)) {
    throw invalid('clock', 'must be a FixedClock')
  }
  return options
}

module.exports = { Silvervine, dispose, asyncDispose }
