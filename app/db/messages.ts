import { nullIfKnown } from '../core/errors/nullIfKnown.ts'
import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { MOST_REST_SECONDS, MOST_RETRY_SECONDS } from '../core/message/chooseRetry.ts'
import { MESSAGES, type MessageKind } from '../core/message/kinds.ts'
import { KEPT_MESSAGE_DAYS } from '../core/message/limits.ts'
import { formatMessageData, parseMessageData } from '../core/message/messageJson.ts'
import type { KnownData, Message, MessageState } from '../core/message/types.ts'
import type { MessagesPort } from '../ports/messages.ts'
import type { Database } from './database.ts'
import { deleteOldRows } from './deleteOldRows.ts'
import type { Prisma, Message as Row } from './generated/client.ts'
import { addJobs } from './jobs.ts'
import type { Memory } from './known/createMemory.ts'
import { parseReceiverRow, unknownReceiver } from './messages/parseReceiverRow.ts'
import { writeAttempt } from './messages/writeAttempt.ts'

const DAY = 86_400

/** Kinds that only a later version has wait for it, and hold up no other. */
const KNOWN_KINDS = Object.keys(MESSAGES)
const NEXT = `SELECT min(GREATEST(
    CASE WHEN first.due_at > $2::bigint + ${MOST_RETRY_SECONDS} THEN $2::bigint ELSE first.due_at END,
    CASE WHEN receiver.rests_until > $2::bigint + ${MOST_REST_SECONDS} THEN 0 ELSE receiver.rests_until END)) AS at
  FROM receiver CROSS JOIN LATERAL (
    SELECT CASE WHEN message.attempts = 0 THEN LEAST(message.due_at, $2::bigint) ELSE message.due_at END AS due_at
    FROM message WHERE message.receiver_id = receiver.id AND message.state = 'waiting' AND message.kind = ANY($3::text[])
    ORDER BY message.due_at LIMIT 1) AS first
  WHERE receiver.shop_id = $1::bigint AND receiver.state = 'on'`
const LATE = `SELECT id FROM receiver WHERE shop_id = $1::bigint AND state = 'on' AND EXISTS (
  SELECT 1 FROM message WHERE receiver_id = receiver.id AND state = 'waiting' AND attempts = 0
    AND due_at <= $2::bigint AND kind = ANY($3::text[]))`

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
          ...{ shopId, state: 'on' },
          OR: [{ restsUntil: { lte: BigInt(at) } }, { restsUntil: { gt: BigInt(at + MOST_REST_SECONDS) } }],
          sent: { some: composeDue(at) },
        },
        orderBy: { id: 'asc' },
      })
      return rows.map(parseReceiverRow)
    },
    find: async ({ shopId, receiverId, at, limit }) => {
      const rows = await messages.findMany({
        where: { shopId, receiverId, ...composeDue(at) },
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
        take: limit,
      })
      return rows.map(parseMessageRow)
    },
    record: async (parameters) => {
      await writeAttempt({ db, ...parameters })
      memory.forget(parameters.shopId)
    },
    findNext: async ({ shopId, at }) => {
      const [row] = await db.hot.query('next_message', NEXT, [shopId, at, KNOWN_KINDS])
      return row?.at === null || row?.at === undefined ? null : Number(row.at)
    },
    listLate: async ({ shopId, before }) => {
      const rows = await db.hot.query('late_messages', LATE, [shopId, before, KNOWN_KINDS])
      return rows.map(({ id }) => String(id))
    },
    list: async ({ shopId, receiverId, before, limit }) => {
      const rows = await messages.findMany({
        where: {
          ...{ shopId, receiverId, kind: { in: KNOWN_KINDS } },
          ...(before !== undefined && { id: { lt: BigInt(before) } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
      })
      return rows.map(parseMessageRow)
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
    sweep: ({ at }) => deleteOldRows(db, { table: 'message', end: 'at', at: at - KEPT_MESSAGE_DAYS * DAY }),
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

/**
 * The condition of messages that are due. A first attempt is always due, and one further away than any retry was written
 * by a clock that was ahead.
 */
function composeDue(at: number): Prisma.MessageWhereInput {
  const isDue = [
    { attempts: 0 },
    { dueAt: { lte: BigInt(at) } },
    { dueAt: { gt: BigInt(at + MOST_RETRY_SECONDS) } },
  ]
  return { state: 'waiting', kind: { in: KNOWN_KINDS }, OR: isDue }
}

/** Parse a row of a known kind. What it says is null if it cannot be read, so that it holds up no other. */
function parseMessageRow(row: Row): Message {
  const kind = row.kind as MessageKind
  return {
    ...{ id: String(row.id), name: row.name, kind, at: Number(row.at) },
    data: findMessageData(kind, row.data),
    state: row.state as MessageState,
    attempts: row.attempts,
    dueAt: Number(row.dueAt),
    triedAt: row.triedAt === null ? null : Number(row.triedAt),
    status: row.status,
    lastError: row.lastError,
  }
}

function findMessageData(kind: MessageKind, value: unknown): KnownData | null {
  try {
    return parseMessageData({ kind, value })
  } catch (error) {
    return nullIfKnown(error)
  }
}
