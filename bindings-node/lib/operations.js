// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.
'use strict'

class ExportsOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  conversation (request, options) {
    return this.#face.call(561, request, options)
  }

  conversationSync (request) {
    return this.#face.callSync(561, request)
  }

  conversationPages (request, options) {
    return this.#face.pages(561, request, options)
  }

  conversationAll (request, options) {
    return this.#face.all(561, request, options)
  }
}

class ImportsOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  conversation (request, options) {
    return this.#face.call(551, request, options)
  }

  conversationSync (request) {
    return this.#face.callSync(551, request)
  }

  preview (request, options) {
    return this.#face.call(552, request, options)
  }

  previewSync (request) {
    return this.#face.callSync(552, request)
  }
}

class MembersOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  add (request, options) {
    return this.#face.call(161, request, options)
  }

  addSync (request) {
    return this.#face.callSync(161, request)
  }

  setRole (request, options) {
    return this.#face.call(162, request, options)
  }

  setRoleSync (request) {
    return this.#face.callSync(162, request)
  }
}

class MessagesOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  append (request, options) {
    return this.#face.call(451, request, options)
  }

  appendSync (request) {
    return this.#face.callSync(451, request)
  }

  appendMany (request, options) {
    return this.#face.call(452, request, options)
  }

  appendManySync (request) {
    return this.#face.callSync(452, request)
  }

  list (request, options) {
    return this.#face.call(453, request, options)
  }

  listSync (request) {
    return this.#face.callSync(453, request)
  }

  listPages (request, options) {
    return this.#face.pages(453, request, options)
  }

  listAll (request, options) {
    return this.#face.all(453, request, options)
  }
}

class PlansOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  list (request, options) {
    return this.#face.call(352, request, options)
  }

  listSync (request) {
    return this.#face.callSync(352, request)
  }

  listPages (request, options) {
    return this.#face.pages(352, request, options)
  }

  listAll (request, options) {
    return this.#face.all(352, request, options)
  }

  set (request, options) {
    return this.#face.call(351, request, options)
  }

  setSync (request) {
    return this.#face.callSync(351, request)
  }
}

class QuotaOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  capture (request, options) {
    return this.#face.call(308, request, options)
  }

  captureSync (request) {
    return this.#face.callSync(308, request)
  }

  consume (request, options) {
    return this.#face.call(302, request, options)
  }

  consumeSync (request) {
    return this.#face.callSync(302, request)
  }

  get (request, options) {
    return this.#face.call(301, request, options)
  }

  getSync (request) {
    return this.#face.callSync(301, request)
  }

  health (request, options) {
    return this.#face.call(312, request, options)
  }

  healthSync (request) {
    return this.#face.callSync(312, request)
  }

  hold (request, options) {
    return this.#face.call(307, request, options)
  }

  holdSync (request) {
    return this.#face.callSync(307, request)
  }

  initAll (request, options) {
    return this.#face.call(313, request, options)
  }

  initAllSync (request) {
    return this.#face.callSync(313, request)
  }

  initAllPages (request, options) {
    return this.#face.pages(313, request, options)
  }

  initAllAll (request, options) {
    return this.#face.all(313, request, options)
  }

  logs (request, options) {
    return this.#face.call(304, request, options)
  }

  logsSync (request) {
    return this.#face.callSync(304, request)
  }

  logsPages (request, options) {
    return this.#face.pages(304, request, options)
  }

  logsAll (request, options) {
    return this.#face.all(304, request, options)
  }

  purchase (request, options) {
    return this.#face.call(306, request, options)
  }

  purchaseSync (request) {
    return this.#face.callSync(306, request)
  }

  release (request, options) {
    return this.#face.call(309, request, options)
  }

  releaseSync (request) {
    return this.#face.callSync(309, request)
  }

  resetExpired (request, options) {
    return this.#face.call(311, request, options)
  }

  resetExpiredSync (request) {
    return this.#face.callSync(311, request)
  }

  resetExpiredPages (request, options) {
    return this.#face.pages(311, request, options)
  }

  resetExpiredAll (request, options) {
    return this.#face.all(311, request, options)
  }

  setPlan (request, options) {
    return this.#face.call(303, request, options)
  }

  setPlanSync (request) {
    return this.#face.callSync(303, request)
  }

  stats (request, options) {
    return this.#face.call(305, request, options)
  }

  statsSync (request) {
    return this.#face.callSync(305, request)
  }

  transfer (request, options) {
    return this.#face.call(310, request, options)
  }

  transferSync (request) {
    return this.#face.callSync(310, request)
  }
}

class SessionsOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  create (request, options) {
    return this.#face.call(401, request, options)
  }

  createSync (request) {
    return this.#face.callSync(401, request)
  }

  end (request, options) {
    return this.#face.call(404, request, options)
  }

  endSync (request) {
    return this.#face.callSync(404, request)
  }

  get (request, options) {
    return this.#face.call(402, request, options)
  }

  getSync (request) {
    return this.#face.callSync(402, request)
  }

  list (request, options) {
    return this.#face.call(403, request, options)
  }

  listSync (request) {
    return this.#face.callSync(403, request)
  }

  listPages (request, options) {
    return this.#face.pages(403, request, options)
  }

  listAll (request, options) {
    return this.#face.all(403, request, options)
  }
}

class SettingsOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  get (request, options) {
    return this.#face.call(702, request, options)
  }

  getSync (request) {
    return this.#face.callSync(702, request)
  }

  list (request, options) {
    return this.#face.call(703, request, options)
  }

  listSync (request) {
    return this.#face.callSync(703, request)
  }

  listPages (request, options) {
    return this.#face.pages(703, request, options)
  }

  listAll (request, options) {
    return this.#face.all(703, request, options)
  }

  set (request, options) {
    return this.#face.call(701, request, options)
  }

  setSync (request) {
    return this.#face.callSync(701, request)
  }
}

class TenantsOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  create (request, options) {
    return this.#face.call(151, request, options)
  }

  createSync (request) {
    return this.#face.callSync(151, request)
  }

  get (request, options) {
    return this.#face.call(152, request, options)
  }

  getSync (request) {
    return this.#face.callSync(152, request)
  }
}

class UsersOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  find (request, options) {
    return this.#face.call(103, request, options)
  }

  findSync (request) {
    return this.#face.callSync(103, request)
  }

  get (request, options) {
    return this.#face.call(102, request, options)
  }

  getSync (request) {
    return this.#face.callSync(102, request)
  }

  register (request, options) {
    return this.#face.call(101, request, options)
  }

  registerSync (request) {
    return this.#face.callSync(101, request)
  }
}

class WalletOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  adjust (request, options) {
    return this.#face.call(215, request, options)
  }

  adjustSync (request) {
    return this.#face.callSync(215, request)
  }

  balance (request, options) {
    return this.#face.call(201, request, options)
  }

  balanceSync (request) {
    return this.#face.callSync(201, request)
  }

  batch (request, options) {
    return this.#face.call(220, request, options)
  }

  batchSync (request) {
    return this.#face.callSync(220, request)
  }

  capture (request, options) {
    return this.#face.call(207, request, options)
  }

  captureSync (request) {
    return this.#face.callSync(207, request)
  }

  consume (request, options) {
    return this.#face.call(203, request, options)
  }

  consumeSync (request) {
    return this.#face.callSync(203, request)
  }

  extend (request, options) {
    return this.#face.call(208, request, options)
  }

  extendSync (request) {
    return this.#face.callSync(208, request)
  }

  freeze (request, options) {
    return this.#face.call(212, request, options)
  }

  freezeSync (request) {
    return this.#face.callSync(212, request)
  }

  getHold (request, options) {
    return this.#face.call(210, request, options)
  }

  getHoldSync (request) {
    return this.#face.callSync(210, request)
  }

  grant (request, options) {
    return this.#face.call(202, request, options)
  }

  grantSync (request) {
    return this.#face.callSync(202, request)
  }

  history (request, options) {
    return this.#face.call(204, request, options)
  }

  historySync (request) {
    return this.#face.callSync(204, request)
  }

  historyPages (request, options) {
    return this.#face.pages(204, request, options)
  }

  historyAll (request, options) {
    return this.#face.all(204, request, options)
  }

  hold (request, options) {
    return this.#face.call(206, request, options)
  }

  holdSync (request) {
    return this.#face.callSync(206, request)
  }

  listHolds (request, options) {
    return this.#face.call(211, request, options)
  }

  listHoldsSync (request) {
    return this.#face.callSync(211, request)
  }

  listHoldsPages (request, options) {
    return this.#face.pages(211, request, options)
  }

  listHoldsAll (request, options) {
    return this.#face.all(211, request, options)
  }

  recompute (request, options) {
    return this.#face.call(218, request, options)
  }

  recomputeSync (request) {
    return this.#face.callSync(218, request)
  }

  refund (request, options) {
    return this.#face.call(214, request, options)
  }

  refundSync (request) {
    return this.#face.callSync(214, request)
  }

  release (request, options) {
    return this.#face.call(209, request, options)
  }

  releaseSync (request) {
    return this.#face.callSync(209, request)
  }

  summary (request, options) {
    return this.#face.call(217, request, options)
  }

  summarySync (request) {
    return this.#face.callSync(217, request)
  }

  sweepExpired (request, options) {
    return this.#face.call(219, request, options)
  }

  sweepExpiredSync (request) {
    return this.#face.callSync(219, request)
  }

  transfer (request, options) {
    return this.#face.call(216, request, options)
  }

  transferSync (request) {
    return this.#face.callSync(216, request)
  }

  unfreeze (request, options) {
    return this.#face.call(213, request, options)
  }

  unfreezeSync (request) {
    return this.#face.callSync(213, request)
  }

  verify (request, options) {
    return this.#face.call(205, request, options)
  }

  verifySync (request) {
    return this.#face.callSync(205, request)
  }
}

exports.nouns = {
  exports: ExportsOperations,
  imports: ImportsOperations,
  members: MembersOperations,
  messages: MessagesOperations,
  plans: PlansOperations,
  quota: QuotaOperations,
  sessions: SessionsOperations,
  settings: SettingsOperations,
  tenants: TenantsOperations,
  users: UsersOperations,
  wallet: WalletOperations,
}

exports.numbers = {
  'exports.conversation': 561,
  'imports.conversation': 551,
  'imports.preview': 552,
  'members.add': 161,
  'members.set_role': 162,
  'messages.append': 451,
  'messages.append_many': 452,
  'messages.list': 453,
  'plans.list': 352,
  'plans.set': 351,
  'quota.capture': 308,
  'quota.consume': 302,
  'quota.get': 301,
  'quota.health': 312,
  'quota.hold': 307,
  'quota.init_all': 313,
  'quota.logs': 304,
  'quota.purchase': 306,
  'quota.release': 309,
  'quota.reset_expired': 311,
  'quota.set_plan': 303,
  'quota.stats': 305,
  'quota.transfer': 310,
  'sessions.create': 401,
  'sessions.end': 404,
  'sessions.get': 402,
  'sessions.list': 403,
  'settings.get': 702,
  'settings.list': 703,
  'settings.set': 701,
  'tenants.create': 151,
  'tenants.get': 152,
  'users.find': 103,
  'users.get': 102,
  'users.register': 101,
  'wallet.adjust': 215,
  'wallet.balance': 201,
  'wallet.batch': 220,
  'wallet.capture': 207,
  'wallet.consume': 203,
  'wallet.extend': 208,
  'wallet.freeze': 212,
  'wallet.get_hold': 210,
  'wallet.grant': 202,
  'wallet.history': 204,
  'wallet.hold': 206,
  'wallet.list_holds': 211,
  'wallet.recompute': 218,
  'wallet.refund': 214,
  'wallet.release': 209,
  'wallet.summary': 217,
  'wallet.sweep_expired': 219,
  'wallet.transfer': 216,
  'wallet.unfreeze': 213,
  'wallet.verify': 205,
}
