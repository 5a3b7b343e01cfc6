'use strict'

const { SilvervineError } = require('./lib/error.js')
const { FixedClock, version } = require('./lib/native.js')
const { Silvervine } = require('./lib/silvervine.js')

module.exports = { Silvervine, SilvervineError, FixedClock, version }
