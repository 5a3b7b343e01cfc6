// The same types through `require`.

import silvervine = require('silvervine')

const open: Promise<silvervine.Silvervine> = silvervine.Silvervine.open({ path: ':memory:' })
void open
