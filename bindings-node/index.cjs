'use strict'

// `tests/run.sh` names the addon it has just built; a package carries its own beside this file.
module.exports = require(process.env.NAPI_RS_NATIVE_LIBRARY_PATH || './silvervine.node')
