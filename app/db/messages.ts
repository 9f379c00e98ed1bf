import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { MESSAGES, type MessageKind } from '../core/message/kinds.ts'
import { KEPT_MESSAGE_DAYS } from '../core/message/limits.ts'
import { formatMessageData, parseMessageData } from '../core/message/messageJson.ts'
import type { Message, MessageState } from '../core/message/types.ts'
import type { MessagesPort } from '../ports/messages.ts'
import type { Database } from './database.ts'
import type { Prisma, Message as Row } from './generated/client.ts'
import { addJobs } from './jobs.ts'
import type { Memory } from './known/createMemory.ts'
import { parseReceiverRow, unknownReceiver } from './messages/parseReceiverRow.ts'
import { writeAttempt } from './messages/writeAttempt.ts'

const DAY = 86_400

const NEXT = `SELECT min(GREATEST(message.due_at, receiver.rests_until)) AS at
  FROM message JOIN receiver ON receiver.id = message.receiver_id AND receiver.state = 'on'
  WHERE receiver.shop_id = $1::bigint AND message.state = 'waiting'`
const SWEEP = `DELETE FROM message WHERE ctid = ANY(ARRAY(
  SELECT ctid FROM message WHERE at <= $1::bigint ORDER BY at LIMIT 1000 FOR UPDATE SKIP LOCKED))`

/** Store messages in the table `message`. `addNews` writes them. */
export function createMessagesPort({ db, memory }: { db: Database; memory: Memory }): MessagesPort {
  const messages = db.prisma.message
  return {
    addTest: ({ shopId, receiverId, at }) =>
      db.prisma.$transaction(async (tx) => {
        const receiver = await tx.receiver.findFirst({ where: { id: receiverId, shopId, state: 'on' } })
        if (receiver === null) return false
        const name = await createName(tx)
        const data = formatMessageData({}) as Prisma.InputJsonObject
        const due = { at: BigInt(at), dueAt: BigInt(at) }
        await tx.message.create({ data: { name, receiverId, shopId, kind: 'message.test', data, ...due } })
        await queueSending(tx, { shopId, receiverId, at })
        return true
      }),
    listDue: async ({ shopId, at }) => {
      const rows = await db.prisma.receiver.findMany({
        where: {
          ...{ shopId, state: 'on', restsUntil: { lte: BigInt(at) } },
          sent: { some: { state: 'waiting', dueAt: { lte: BigInt(at) } } },
        },
        orderBy: { id: 'asc' },
      })
      return rows.map(parseReceiverRow)
    },
    find: async ({ shopId, receiverId, at, limit }) => {
      const rows = await messages.findMany({
        where: { shopId, receiverId, state: 'waiting', dueAt: { lte: BigInt(at) } },
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
        take: limit,
      })
      return rows.flatMap(parseMessageRow)
    },
    record: async (parameters) => {
      await writeAttempt({ db, ...parameters })
      memory.forget(parameters.shopId)
    },
    findNext: async ({ shopId }) => {
      const [row] = await db.hot.query('next_message', NEXT, [shopId])
      return row?.at === null || row?.at === undefined ? null : Number(row.at)
    },
    list: async ({ shopId, receiverId, before, limit }) => {
      const rows = await messages.findMany({
        where: { shopId, receiverId, ...(before !== undefined && { id: { lt: BigInt(before) } }) },
        orderBy: { id: 'desc' },
        take: limit,
      })
      return rows.flatMap(parseMessageRow)
    },
    replay: ({ shopId, receiverId, messageId, at }) =>
      db.prisma.$transaction(async (tx) => {
        const receiver = await tx.receiver.findFirst({ where: { id: receiverId, shopId } })
        if (receiver === null) throw unknownReceiver()
        if (receiver.state !== 'on') return 0
        const { count } = await tx.message.updateMany({
          where: {
            ...{ shopId, receiverId },
            ...(messageId === null ? { state: 'failed' } : { id: BigInt(messageId) }),
          },
          data: { state: 'waiting', attempts: 0, dueAt: BigInt(at), status: null, lastError: null },
        })
        if (count > 0) await queueSending(tx, { shopId, receiverId, at })
        return count
      }),
    sweep: async ({ at }) => {
      await db.hot.query('sweep_messages', SWEEP, [at - KEPT_MESSAGE_DAYS * DAY])
    },
  }
}

/** Let a receiver rest no longer, and queue the job that sends, because somebody waits for it. */
async function queueSending(
  tx: Prisma.TransactionClient,
  { shopId, receiverId, at }: { shopId: bigint; receiverId: string; at: number },
): Promise<void> {
  await tx.receiver.update({ where: { id: receiverId }, data: { restsUntil: 0n } })
  await addJobs({ tx, shopId, kind: 'messages', keys: [WHOLE_SHOP], runAt: at })
}

async function createName(tx: Prisma.TransactionClient): Promise<string> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    SELECT 'msg_' || replace(gen_random_uuid()::text, '-', '') AS name`
  return row?.name ?? ''
}

/** A message of a kind that only a later version has is left out. */
function parseMessageRow(row: Row): Message[] {
  if (!Object.hasOwn(MESSAGES, row.kind)) return []
  const kind = row.kind as MessageKind
  return [
    {
      ...{ id: String(row.id), name: row.name, kind, at: Number(row.at) },
      data: parseMessageData({ kind, value: row.data }),
      state: row.state as MessageState,
      attempts: row.attempts,
      dueAt: Number(row.dueAt),
      triedAt: row.triedAt === null ? null : Number(row.triedAt),
      status: row.status,
      lastError: row.lastError,
    },
  ]
}
