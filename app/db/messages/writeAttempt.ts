import { chooseRest, chooseRetry, FAILING_SECONDS } from '../../core/message/chooseRetry.ts'
import type { ReceiverState } from '../../core/message/types.ts'
import type { MessagesPort } from '../../ports/messages.ts'
import type { Database } from '../database.ts'
import type { Prisma, Receiver as Row } from '../generated/client.ts'
import { setGivenUp } from '../receivers.ts'
import { lockReceivers, setTelling } from './setTelling.ts'

const MAX_ERROR = 500
const WHY = {
  gone: 'The receiver answered 410: it wants nothing more.',
  failing: 'The receiver was switched off, because nothing reached it for days.',
} as const

/** Record an attempt. @see MessagesPort.record */
export async function writeAttempt({
  db,
  shopId,
  receiverId,
  message,
  attempt,
  at,
}: Parameters<MessagesPort['record']>[0] & { db: Database }): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await lockReceivers(tx, shopId)
    const receiver = await tx.receiver.findFirst({ where: { id: receiverId, shopId } })
    if (receiver === null) return
    const attempts = message.attempts + 1
    const retry = attempt.kind === 'failed' ? chooseRetry({ attempts }) : null
    const { count } = await tx.message.updateMany({
      where: { id: BigInt(message.id), receiverId, state: 'waiting', attempts: message.attempts },
      data: {
        ...{ attempts, triedAt: BigInt(at), status: attempt.status },
        lastError: attempt.kind === 'sent' ? null : attempt.error.replaceAll('\0', '').slice(0, MAX_ERROR),
        state: attempt.kind === 'sent' ? 'sent' : retry === null ? 'failed' : 'waiting',
        ...(retry !== null && { dueAt: BigInt(at + retry) }),
      },
    })
    // Flow without a workflow, or a damaged message, says nothing about the receiver.
    if (count === 0 || attempt.kind === 'refused') return
    if (attempt.kind === 'sent') return removeFailures(tx, receiver)
    await addFailure(tx, { receiver, isGone: attempt.kind === 'gone', at })
  })
}

async function removeFailures(tx: Prisma.TransactionClient, { id, failures }: Row): Promise<void> {
  if (failures === 0) return
  await tx.receiver.update({ where: { id }, data: { failures: 0, failingSince: null, restsUntil: 0n } })
}

async function addFailure(
  tx: Prisma.TransactionClient,
  { receiver, isGone, at }: { receiver: Row; isGone: boolean; at: number },
): Promise<void> {
  const failures = receiver.failures + 1
  // A clock that was ahead may have written it.
  const since = BigInt(Math.min(at, Number(receiver.failingSince ?? at)))
  const isOver = receiver.state === 'on' && Number(since) <= at - FAILING_SECONDS
  const state: ReceiverState | null = isGone ? 'gone' : isOver ? 'failing' : null
  await tx.receiver.update({
    where: { id: receiver.id },
    data: {
      ...{ failures, failingSince: since, restsUntil: BigInt(at + chooseRest({ failures })) },
      ...(state && { state }),
    },
  })
  if (state === null) return
  await setGivenUp(tx, { receiverId: receiver.id, why: WHY[state] })
  await setTelling(tx, receiver.shopId)
}
