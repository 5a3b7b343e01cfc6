// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.
'use strict'

class CheckinsOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  checkIn (request, options) {
    return this.#face.call(371, request, options)
  }

  checkInSync (request) {
    return this.#face.callSync(371, request)
  }

  get (request, options) {
    return this.#face.call(372, request, options)
  }

  getSync (request) {
    return this.#face.callSync(372, request)
  }

  list (request, options) {
    return this.#face.call(373, request, options)
  }

  listSync (request) {
    return this.#face.callSync(373, request)
  }

  listPages (request, options) {
    return this.#face.pages(373, request, options)
  }

  listAll (request, options) {
    return this.#face.all(373, request, options)
  }
}

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

class GuestsOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  adopt (request, options) {
    return this.#face.call(383, request, options)
  }

  adoptSync (request) {
    return this.#face.callSync(383, request)
  }

  check (request, options) {
    return this.#face.call(381, request, options)
  }

  checkSync (request) {
    return this.#face.callSync(381, request)
  }

  increment (request, options) {
    return this.#face.call(382, request, options)
  }

  incrementSync (request) {
    return this.#face.callSync(382, request)
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

class LimitsOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  get (request, options) {
    return this.#face.call(392, request, options)
  }

  getSync (request) {
    return this.#face.callSync(392, request)
  }

  hit (request, options) {
    return this.#face.call(391, request, options)
  }

  hitSync (request) {
    return this.#face.callSync(391, request)
  }

  reset (request, options) {
    return this.#face.call(393, request, options)
  }

  resetSync (request) {
    return this.#face.callSync(393, request)
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

class MemoriesOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  add (request, options) {
    return this.#face.call(481, request, options)
  }

  addSync (request) {
    return this.#face.callSync(481, request)
  }

  delete (request, options) {
    return this.#face.call(484, request, options)
  }

  deleteSync (request) {
    return this.#face.callSync(484, request)
  }

  get (request, options) {
    return this.#face.call(486, request, options)
  }

  getSync (request) {
    return this.#face.callSync(486, request)
  }

  list (request, options) {
    return this.#face.call(482, request, options)
  }

  listSync (request) {
    return this.#face.callSync(482, request)
  }

  listPages (request, options) {
    return this.#face.pages(482, request, options)
  }

  listAll (request, options) {
    return this.#face.all(482, request, options)
  }

  restore (request, options) {
    return this.#face.call(487, request, options)
  }

  restoreSync (request) {
    return this.#face.callSync(487, request)
  }

  search (request, options) {
    return this.#face.call(485, request, options)
  }

  searchSync (request) {
    return this.#face.callSync(485, request)
  }

  update (request, options) {
    return this.#face.call(483, request, options)
  }

  updateSync (request) {
    return this.#face.callSync(483, request)
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

  branch (request, options) {
    return this.#face.call(460, request, options)
  }

  branchSync (request) {
    return this.#face.callSync(460, request)
  }

  branchPages (request, options) {
    return this.#face.pages(460, request, options)
  }

  branchAll (request, options) {
    return this.#face.all(460, request, options)
  }

  delete (request, options) {
    return this.#face.call(457, request, options)
  }

  deleteSync (request) {
    return this.#face.callSync(457, request)
  }

  edit (request, options) {
    return this.#face.call(455, request, options)
  }

  editSync (request) {
    return this.#face.callSync(455, request)
  }

  feedback (request, options) {
    return this.#face.call(459, request, options)
  }

  feedbackSync (request) {
    return this.#face.callSync(459, request)
  }

  get (request, options) {
    return this.#face.call(454, request, options)
  }

  getSync (request) {
    return this.#face.callSync(454, request)
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

  restore (request, options) {
    return this.#face.call(458, request, options)
  }

  restoreSync (request) {
    return this.#face.callSync(458, request)
  }

  search (request, options) {
    return this.#face.call(470, request, options)
  }

  searchSync (request) {
    return this.#face.callSync(470, request)
  }

  searchPages (request, options) {
    return this.#face.pages(470, request, options)
  }

  searchAll (request, options) {
    return this.#face.all(470, request, options)
  }

  selectBranch (request, options) {
    return this.#face.call(461, request, options)
  }

  selectBranchSync (request) {
    return this.#face.callSync(461, request)
  }

  streamAppend (request, options) {
    return this.#face.call(463, request, options)
  }

  streamAppendSync (request) {
    return this.#face.callSync(463, request)
  }

  streamFinish (request, options) {
    return this.#face.call(464, request, options)
  }

  streamFinishSync (request) {
    return this.#face.callSync(464, request)
  }

  streamStart (request, options) {
    return this.#face.call(462, request, options)
  }

  streamStartSync (request) {
    return this.#face.callSync(462, request)
  }

  versions (request, options) {
    return this.#face.call(456, request, options)
  }

  versionsSync (request) {
    return this.#face.callSync(456, request)
  }

  versionsPages (request, options) {
    return this.#face.pages(456, request, options)
  }

  versionsAll (request, options) {
    return this.#face.all(456, request, options)
  }
}

class OutboxOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  ack (request, options) {
    return this.#face.call(802, request, options)
  }

  ackSync (request) {
    return this.#face.callSync(802, request)
  }

  claim (request, options) {
    return this.#face.call(801, request, options)
  }

  claimSync (request) {
    return this.#face.callSync(801, request)
  }

  fail (request, options) {
    return this.#face.call(803, request, options)
  }

  failSync (request) {
    return this.#face.callSync(803, request)
  }

  list (request, options) {
    return this.#face.call(804, request, options)
  }

  listSync (request) {
    return this.#face.callSync(804, request)
  }

  listPages (request, options) {
    return this.#face.pages(804, request, options)
  }

  listAll (request, options) {
    return this.#face.all(804, request, options)
  }
}

class PaymentsOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  cancel (request, options) {
    return this.#face.call(284, request, options)
  }

  cancelSync (request) {
    return this.#face.callSync(284, request)
  }

  confirm (request, options) {
    return this.#face.call(282, request, options)
  }

  confirmSync (request) {
    return this.#face.callSync(282, request)
  }

  create (request, options) {
    return this.#face.call(281, request, options)
  }

  createSync (request) {
    return this.#face.callSync(281, request)
  }

  fail (request, options) {
    return this.#face.call(283, request, options)
  }

  failSync (request) {
    return this.#face.callSync(283, request)
  }

  find (request, options) {
    return this.#face.call(288, request, options)
  }

  findSync (request) {
    return this.#face.callSync(288, request)
  }

  get (request, options) {
    return this.#face.call(286, request, options)
  }

  getSync (request) {
    return this.#face.callSync(286, request)
  }

  list (request, options) {
    return this.#face.call(287, request, options)
  }

  listSync (request) {
    return this.#face.callSync(287, request)
  }

  listPages (request, options) {
    return this.#face.pages(287, request, options)
  }

  listAll (request, options) {
    return this.#face.all(287, request, options)
  }

  refund (request, options) {
    return this.#face.call(285, request, options)
  }

  refundSync (request) {
    return this.#face.callSync(285, request)
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

class PricesOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  get (request, options) {
    return this.#face.call(522, request, options)
  }

  getSync (request) {
    return this.#face.callSync(522, request)
  }

  list (request, options) {
    return this.#face.call(523, request, options)
  }

  listSync (request) {
    return this.#face.callSync(523, request)
  }

  listPages (request, options) {
    return this.#face.pages(523, request, options)
  }

  listAll (request, options) {
    return this.#face.all(523, request, options)
  }

  set (request, options) {
    return this.#face.call(521, request, options)
  }

  setSync (request) {
    return this.#face.callSync(521, request)
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

  view (request, options) {
    return this.#face.call(314, request, options)
  }

  viewSync (request) {
    return this.#face.callSync(314, request)
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

  delete (request, options) {
    return this.#face.call(407, request, options)
  }

  deleteSync (request) {
    return this.#face.callSync(407, request)
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

  owner (request, options) {
    return this.#face.call(412, request, options)
  }

  ownerSync (request) {
    return this.#face.callSync(412, request)
  }

  purge (request, options) {
    return this.#face.call(409, request, options)
  }

  purgeSync (request) {
    return this.#face.callSync(409, request)
  }

  records (request, options) {
    return this.#face.call(410, request, options)
  }

  recordsSync (request) {
    return this.#face.callSync(410, request)
  }

  recordsPages (request, options) {
    return this.#face.pages(410, request, options)
  }

  recordsAll (request, options) {
    return this.#face.all(410, request, options)
  }

  restore (request, options) {
    return this.#face.call(408, request, options)
  }

  restoreSync (request) {
    return this.#face.callSync(408, request)
  }

  setStatus (request, options) {
    return this.#face.call(406, request, options)
  }

  setStatusSync (request) {
    return this.#face.callSync(406, request)
  }

  stats (request, options) {
    return this.#face.call(411, request, options)
  }

  statsSync (request) {
    return this.#face.callSync(411, request)
  }

  update (request, options) {
    return this.#face.call(405, request, options)
  }

  updateSync (request) {
    return this.#face.callSync(405, request)
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

class TasksOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  cancel (request, options) {
    return this.#face.call(255, request, options)
  }

  cancelSync (request) {
    return this.#face.callSync(255, request)
  }

  complete (request, options) {
    return this.#face.call(253, request, options)
  }

  completeSync (request) {
    return this.#face.callSync(253, request)
  }

  create (request, options) {
    return this.#face.call(251, request, options)
  }

  createSync (request) {
    return this.#face.callSync(251, request)
  }

  extend (request, options) {
    return this.#face.call(256, request, options)
  }

  extendSync (request) {
    return this.#face.callSync(256, request)
  }

  fail (request, options) {
    return this.#face.call(254, request, options)
  }

  failSync (request) {
    return this.#face.callSync(254, request)
  }

  get (request, options) {
    return this.#face.call(257, request, options)
  }

  getSync (request) {
    return this.#face.callSync(257, request)
  }

  list (request, options) {
    return this.#face.call(258, request, options)
  }

  listSync (request) {
    return this.#face.callSync(258, request)
  }

  listPages (request, options) {
    return this.#face.pages(258, request, options)
  }

  listAll (request, options) {
    return this.#face.all(258, request, options)
  }

  start (request, options) {
    return this.#face.call(252, request, options)
  }

  startSync (request) {
    return this.#face.callSync(252, request)
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

class UsageOperations {
  #face

  constructor (face) {
    this.#face = face
  }

  byModel (request, options) {
    return this.#face.call(506, request, options)
  }

  byModelSync (request) {
    return this.#face.callSync(506, request)
  }

  dashboard (request, options) {
    return this.#face.call(507, request, options)
  }

  dashboardSync (request) {
    return this.#face.callSync(507, request)
  }

  history (request, options) {
    return this.#face.call(503, request, options)
  }

  historySync (request) {
    return this.#face.callSync(503, request)
  }

  historyPages (request, options) {
    return this.#face.pages(503, request, options)
  }

  historyAll (request, options) {
    return this.#face.all(503, request, options)
  }

  platform (request, options) {
    return this.#face.call(508, request, options)
  }

  platformSync (request) {
    return this.#face.callSync(508, request)
  }

  platformUsers (request, options) {
    return this.#face.call(509, request, options)
  }

  platformUsersSync (request) {
    return this.#face.callSync(509, request)
  }

  platformUsersPages (request, options) {
    return this.#face.pages(509, request, options)
  }

  platformUsersAll (request, options) {
    return this.#face.all(509, request, options)
  }

  rebuild (request, options) {
    return this.#face.call(510, request, options)
  }

  rebuildSync (request) {
    return this.#face.callSync(510, request)
  }

  rebuildPages (request, options) {
    return this.#face.pages(510, request, options)
  }

  rebuildAll (request, options) {
    return this.#face.all(510, request, options)
  }

  record (request, options) {
    return this.#face.call(501, request, options)
  }

  recordSync (request) {
    return this.#face.callSync(501, request)
  }

  recordMany (request, options) {
    return this.#face.call(502, request, options)
  }

  recordManySync (request) {
    return this.#face.callSync(502, request)
  }

  statistics (request, options) {
    return this.#face.call(504, request, options)
  }

  statisticsSync (request) {
    return this.#face.callSync(504, request)
  }

  totalsByType (request, options) {
    return this.#face.call(505, request, options)
  }

  totalsByTypeSync (request) {
    return this.#face.callSync(505, request)
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

  setFloor (request, options) {
    return this.#face.call(221, request, options)
  }

  setFloorSync (request) {
    return this.#face.callSync(221, request)
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
  checkins: CheckinsOperations,
  exports: ExportsOperations,
  guests: GuestsOperations,
  imports: ImportsOperations,
  limits: LimitsOperations,
  members: MembersOperations,
  memories: MemoriesOperations,
  messages: MessagesOperations,
  outbox: OutboxOperations,
  payments: PaymentsOperations,
  plans: PlansOperations,
  prices: PricesOperations,
  quota: QuotaOperations,
  sessions: SessionsOperations,
  settings: SettingsOperations,
  tasks: TasksOperations,
  tenants: TenantsOperations,
  usage: UsageOperations,
  users: UsersOperations,
  wallet: WalletOperations,
}

exports.numbers = {
  'checkins.check_in': 371,
  'checkins.get': 372,
  'checkins.list': 373,
  'exports.conversation': 561,
  'guests.adopt': 383,
  'guests.check': 381,
  'guests.increment': 382,
  'imports.conversation': 551,
  'imports.preview': 552,
  'limits.get': 392,
  'limits.hit': 391,
  'limits.reset': 393,
  'members.add': 161,
  'members.set_role': 162,
  'memories.add': 481,
  'memories.delete': 484,
  'memories.get': 486,
  'memories.list': 482,
  'memories.restore': 487,
  'memories.search': 485,
  'memories.update': 483,
  'messages.append': 451,
  'messages.append_many': 452,
  'messages.branch': 460,
  'messages.delete': 457,
  'messages.edit': 455,
  'messages.feedback': 459,
  'messages.get': 454,
  'messages.list': 453,
  'messages.restore': 458,
  'messages.search': 470,
  'messages.select_branch': 461,
  'messages.stream_append': 463,
  'messages.stream_finish': 464,
  'messages.stream_start': 462,
  'messages.versions': 456,
  'outbox.ack': 802,
  'outbox.claim': 801,
  'outbox.fail': 803,
  'outbox.list': 804,
  'payments.cancel': 284,
  'payments.confirm': 282,
  'payments.create': 281,
  'payments.fail': 283,
  'payments.find': 288,
  'payments.get': 286,
  'payments.list': 287,
  'payments.refund': 285,
  'plans.list': 352,
  'plans.set': 351,
  'prices.get': 522,
  'prices.list': 523,
  'prices.set': 521,
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
  'quota.view': 314,
  'sessions.create': 401,
  'sessions.delete': 407,
  'sessions.end': 404,
  'sessions.get': 402,
  'sessions.list': 403,
  'sessions.owner': 412,
  'sessions.purge': 409,
  'sessions.records': 410,
  'sessions.restore': 408,
  'sessions.set_status': 406,
  'sessions.stats': 411,
  'sessions.update': 405,
  'settings.get': 702,
  'settings.list': 703,
  'settings.set': 701,
  'tasks.cancel': 255,
  'tasks.complete': 253,
  'tasks.create': 251,
  'tasks.extend': 256,
  'tasks.fail': 254,
  'tasks.get': 257,
  'tasks.list': 258,
  'tasks.start': 252,
  'tenants.create': 151,
  'tenants.get': 152,
  'usage.by_model': 506,
  'usage.dashboard': 507,
  'usage.history': 503,
  'usage.platform': 508,
  'usage.platform_users': 509,
  'usage.rebuild': 510,
  'usage.record': 501,
  'usage.record_many': 502,
  'usage.statistics': 504,
  'usage.totals_by_type': 505,
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
  'wallet.set_floor': 221,
  'wallet.summary': 217,
  'wallet.sweep_expired': 219,
  'wallet.transfer': 216,
  'wallet.unfreeze': 213,
  'wallet.verify': 205,
}
