import { NotFoundError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import { CHOSEN_KINDS } from '../../core/message/kinds.ts'
import type { Receiver, ReceiverState } from '../../core/message/types.ts'
import type { Receiver as Row } from '../generated/client.ts'

/** Parse a row of `receiver`. Kinds that only a later version has are left out. */
export function parseReceiverRow(row: Row): Receiver {
  return {
    id: row.id,
    shopId: row.shopId as ShopId,
    url: row.url,
    messages: CHOSEN_KINDS.filter((kind) => row.messages.includes(kind)),
    gates: row.gates.map(Number),
    hasWallets: row.hasWallets,
    state: row.state as ReceiverState,
    failures: row.failures,
    failingSince: row.failingSince === null ? null : Number(row.failingSince),
    restsUntil: Number(row.restsUntil),
    oldEndsAt: row.oldEndsAt === null ? null : Number(row.oldEndsAt),
    createdAt: Number(row.createdAt),
    updatedAt: Number(row.updatedAt),
  }
}

/** The error for a receiver that does not exist or belongs to another shop. */
export function unknownReceiver(): NotFoundError {
  return new NotFoundError('ERR_RECEIVER_NOT_FOUND', 'This receiver of messages does not exist.', {
    hint: 'Go back to the list of webhooks.',
  })
}
