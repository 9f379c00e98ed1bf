import type { ShopId } from '../core/gate/types.ts'
import { PERSONAL_FIELDS } from '../core/message/kinds.ts'
import type { ReceiverState } from '../core/message/types.ts'
import type { ReceiversPort } from '../ports/receivers.ts'
import type { Database } from './database.ts'
import type { Prisma, Receiver as Row } from './generated/client.ts'
import type { Memory } from './known/createMemory.ts'
import { parseReceiverRow, unknownReceiver } from './messages/parseReceiverRow.ts'
import { lockReceivers, setTelling } from './messages/setTelling.ts'
import type { DecryptSecret, EncryptSecret } from './secrets.ts'

/** Store receivers in the table `receiver`, their secrets encrypted. */
export function createReceiversPort({
  db,
  memory,
  encryptSecret,
  decryptSecret,
}: {
  db: Database
  memory: Memory
  encryptSecret: EncryptSecret
  decryptSecret: DecryptSecret
}): ReceiversPort {
  const receivers = db.prisma.receiver
  const change = async <T>(shopId: ShopId, run: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> => {
    const result = await db.prisma.$transaction(async (tx) => {
      await lockReceivers(tx, shopId)
      const answer = await run(tx)
      await setTelling(tx, shopId)
      return answer
    })
    memory.forget(shopId)
    return result
  }
  const seal = (id: string, secret: string) =>
    encryptSecret({ plain: new TextEncoder().encode(secret), purpose: formatPurpose(id) })
  const open = (id: string, sealed: string) =>
    new TextDecoder().decode(decryptSecret({ sealed, purpose: formatPurpose(id) }))
  return {
    list: async ({ shopId }) => {
      const orderBy = [{ createdAt: 'asc' } as const, { id: 'asc' } as const]
      return (await receivers.findMany({ where: { shopId }, orderBy })).map(parseReceiverRow)
    },
    load: async ({ shopId, receiverId }) => {
      const row = await receivers.findFirst({ where: { id: receiverId, shopId } })
      if (row === null) throw unknownReceiver()
      return parseReceiverRow(row)
    },
    create: ({ id, shopId, url, secret, messages, gates, hasWallets, most, at }) =>
      change(shopId, async (tx) => {
        const made = await tx.receiver.findFirst({ where: { id, shopId } })
        if (made) return parseReceiverRow(made)
        if ((await tx.receiver.count({ where: { shopId } })) >= most) return null
        const row = await tx.receiver.create({
          data: {
            ...{ id, shopId, url, hasWallets, kind: url === null ? 'flow' : 'url' },
            ...{ messages: [...messages], gates: gates.map(BigInt) },
            secret: secret === null ? null : seal(id, secret),
            ...{ createdAt: BigInt(at), updatedAt: BigInt(at) },
          },
        })
        return parseReceiverRow(row)
      }),
    update: ({ shopId, receiverId, change: { messages, gates, hasWallets, url, state }, at }) =>
      change(shopId, async (tx) => {
        const standing = await findRow(tx, { shopId, receiverId })
        const row = await tx.receiver.update({
          where: { id: receiverId },
          data: {
            ...(messages && { messages: [...messages] }),
            ...(gates && { gates: gates.map(BigInt) }),
            ...(hasWallets !== undefined && { hasWallets }),
            ...(url !== undefined && { url }),
            ...(state && planState(state)),
            updatedAt: BigInt(Math.max(at, Number(standing.updatedAt) + 1)),
          },
        })
        if (hasWallets === false) await removePersonal(tx, receiverId)
        if (state && state !== 'on') await setGivenUp(tx, { receiverId, why: SWITCHED_OFF })
        return parseReceiverRow(row)
      }),
    delete: ({ shopId, receiverId }) =>
      change(shopId, async (tx) => {
        await findRow(tx, { shopId, receiverId })
        await tx.receiver.delete({ where: { id: receiverId } })
      }),
    rotate: ({ shopId, receiverId, secret, oldEndsAt, at }) =>
      change(shopId, async (tx) => {
        const standing = await findRow(tx, { shopId, receiverId })
        const row = await tx.receiver.update({
          where: { id: receiverId },
          data: {
            ...{ secret: seal(receiverId, secret), oldSecret: standing.secret, oldEndsAt: BigInt(oldEndsAt) },
            updatedAt: BigInt(Math.max(at, Number(standing.updatedAt) + 1)),
          },
        })
        return parseReceiverRow(row)
      }),
    listSecrets: async ({ shopId, receiverId, at }) => {
      const row = await receivers.findFirst({ where: { id: receiverId, shopId } })
      if (row === null) throw unknownReceiver()
      const isOldGood = row.oldEndsAt !== null && at < Number(row.oldEndsAt)
      const sealed = [row.secret, isOldGood ? row.oldSecret : null].filter((one) => one !== null)
      return sealed.map((one) => open(receiverId, one))
    },
  }
}

const SWITCHED_OFF = 'The receiver was switched off.'

/** What a change of the state sets beside it. A receiver that is switched on starts afresh. */
function planState(state: ReceiverState) {
  return { state, ...(state === 'on' && { failures: 0, failingSince: null, restsUntil: 0n }) }
}

/** Give up the messages that wait for a receiver, because it was switched off. */
export async function setGivenUp(
  tx: Prisma.TransactionClient,
  { receiverId, why }: { receiverId: string; why: string },
): Promise<void> {
  const where = { receiverId, state: 'waiting' }
  await tx.message.updateMany({ where, data: { state: 'failed', lastError: why } })
}

/** Remove wallets and tokens from a receiver's messages: one that waits or is replayed later must not tell them. */
async function removePersonal(tx: Prisma.TransactionClient, receiverId: string): Promise<void> {
  await tx.$executeRaw`UPDATE message SET data = data - ${[...PERSONAL_FIELDS]}::text[]
    WHERE receiver_id = ${receiverId} AND jsonb_typeof(data) = 'object' AND data ?| ${[...PERSONAL_FIELDS]}::text[]`
}

async function findRow(
  tx: Prisma.TransactionClient,
  { shopId, receiverId }: { shopId: ShopId; receiverId: string },
): Promise<Row> {
  const row = await tx.receiver.findFirst({ where: { id: receiverId, shopId } })
  if (row === null) throw unknownReceiver()
  return row
}

function formatPurpose(receiverId: string): string {
  return `receiver ${receiverId}`
}
