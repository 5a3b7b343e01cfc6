// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.
'use strict'

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

  setPlan (request, options) {
    return this.#face.call(303, request, options)
  }

  setPlanSync (request) {
    return this.#face.callSync(303, request)
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

  balance (request, options) {
    return this.#face.call(201, request, options)
  }

  balanceSync (request) {
    return this.#face.callSync(201, request)
  }

  consume (request, options) {
    return this.#face.call(203, request, options)
  }

  consumeSync (request) {
    return this.#face.callSync(203, request)
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

  verify (request, options) {
    return this.#face.call(205, request, options)
  }

  verifySync (request) {
    return this.#face.callSync(205, request)
  }
}

exports.nouns = {
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
  'members.add': 161,
  'members.set_role': 162,
  'messages.append': 451,
  'messages.append_many': 452,
  'messages.list': 453,
  'plans.list': 352,
  'plans.set': 351,
  'quota.consume': 302,
  'quota.get': 301,
  'quota.set_plan': 303,
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
  'wallet.balance': 201,
  'wallet.consume': 203,
  'wallet.grant': 202,
  'wallet.history': 204,
  'wallet.verify': 205,
}
