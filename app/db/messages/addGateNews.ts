import type { Gate as GateRow, Prisma } from '../generated/client.ts'
import { addNews } from './addNews.ts'

/** Tell receivers that a gate was created, saved or deleted, in the transaction that does so. */
export async function addGateNews({
  tx,
  gate: { shopId, number, name, state },
  change,
  actor,
  at,
}: {
  tx: Prisma.TransactionClient
  gate: GateRow
  change: 'created' | 'saved' | 'deleted'
  actor: string
  at: number
}): Promise<void> {
  const gate = Number(number)
  // Who of the staff it was is nobody else's business.
  const by = actor.split(':')[0] ?? 'system'
  const data = { gate, gateName: name, change, state, by }
  await addNews({ tx, at, news: [{ shopId, kind: 'gate.changed', gate, data, personal: {} }] })
}
