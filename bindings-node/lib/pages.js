'use strict'

// The lists whose pages come from native code as cells instead of JSON text (`src/page.rs`, whose
// columns stand in the same order). The objects that are made are the same.

const { numbers } = require('./operations.js')

/**
 * Makes the objects of many rows. Native code calls it with `this` being the items of the page and
 * the cells of row after row; it is one call because crossing costs more than an object.
 */
function addMessages () {
  for (let n = 0; n < arguments.length; n += 13) {
    const metadata = arguments[n + 9]
    const feedback = arguments[n + 10]
    this.push({
      id: arguments[n],
      sessionId: arguments[n + 1],
      role: arguments[n + 2],
      content: arguments[n + 3],
      model: arguments[n + 4],
      tokens: arguments[n + 5],
      costMicros: arguments[n + 6],
      parentId: arguments[n + 7],
      versionOf: arguments[n + 12],
      status: arguments[n + 8],
      metadata: metadata === null ? null : JSON.parse(metadata),
      feedback: feedback === null ? null : JSON.parse(feedback),
      createdAtMs: arguments[n + 11]
    })
  }
}

class MessageShape {
  add = addMessages

  page (items, [nextCursor, previousCursor]) {
    return { items, nextCursor, previousCursor }
  }
}

/** How the pages of a list are made, by the number of its operation. */
const shapes = new Map([[numbers['messages.list'], new MessageShape()]])

module.exports = { shapes }
