// Compiled by package.test.mjs under `tsc --strict`; it is never run.

import { Silvervine, SilvervineError } from 'silvervine'
import type { WalletState, Change, ErrorCode, Message, UserId } from 'silvervine'

async function story(): Promise<void> {
  await using db = await Silvervine.open({ path: ':memory:', durability: 'full', readers: 2 })
  const { user } = await db.users.register({ email: 'ada@example.org' })
  const id: UserId = user.id
  const name: string | null = user.name
  const wallet: WalletState = db.wallet.balanceSync({ userId: id })
  const available: number = wallet.available
  for await (const message of db.messages.listAll({ userId: id, sessionId: 's' })) {
    const read: Message = message
    read.content.toUpperCase()
  }
  const named = await db.call('wallet.balance', { userId: id })
  named.available.toFixed()
  db.on('change', ({ changes }) => changes.map((change: Change) => change.noun))
  const acting = db.as({ actor: { type: 'user', id } })
  await acting.wallet.consume(
    { userId: id, amount: 1, idempotencyKey: 'k' },
    { signal: AbortSignal.timeout(1000) },
  )
  try {
    db.plans.listSync()
  } catch (error) {
    if (error instanceof SilvervineError) {
      const code: ErrorCode = error.code
      if (code === 'insufficient_points') return
    }
  }
  // @ts-expect-error: an amount is a number
  await db.wallet.consume({ userId: id, amount: '1', idempotencyKey: 'k' })
  // @ts-expect-error: a key is required
  await db.wallet.consume({ userId: id, amount: 1 })
  // @ts-expect-error: no such field
  await db.wallet.balance({ userId: id, colour: 'red' })
  // @ts-expect-error: no such operation
  await db.wallet.steal({ userId: id })
  // @ts-expect-error: no such code
  const wrong: ErrorCode = 'no_such_code'
  // @ts-expect-error: made by `open` only
  new Silvervine()
  void [name, available, wrong]
}

void story
