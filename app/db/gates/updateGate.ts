import { ConflictError } from '../../core/errors/base.ts'
import type { Gate, GateDraft, GateNumber, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import type { Gate as GateRow, Prisma } from '../generated/client.ts'
import { holdLists } from '../lists/holdLists.ts'
import { repeatContended } from '../reservations/repeatContended.ts'
import { setTotal } from '../reservations/setTotal.ts'
import { askForPublication } from './askForPublication.ts'
import { formatDraft } from './formatDraft.ts'
import { keepRevision } from './keepRevision.ts'
import { keepWritten } from './keepWritten.ts'
import { parseGateRow } from './parseGateRow.ts'
import { refuseUnknownGate } from './refuseUnknownGate.ts'

export type UpdateGateParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly number: GateNumber
  readonly draft: GateDraft
  readonly revision: number
  readonly profile: number
  readonly expectedRevision: number
  readonly expectedUpdatedAt: number
  /** Unix seconds. */
  readonly at: number
}

/**
 * Replace a gate's draft if it still stands as expected; publication becomes pending, and the products it was about
 * join those that may still carry it.
 * @throws {ConflictError} ERR_GATE_STALE
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND, or ERR_LIST_NOT_FOUND when a list it names was deleted
 */
export async function updateGate(parameters: UpdateGateParameters): Promise<Gate> {
  const { db } = parameters
  const row = await repeatContended({ db, run: (tx) => updateOnce({ ...parameters, tx }) })
  return parseGateRow(row)
}

async function updateOnce(
  parameters: UpdateGateParameters & { tx: Prisma.TransactionClient },
): Promise<GateRow> {
  const { tx, shopId, draft, at } = parameters
  const number = BigInt(parameters.number)
  // A product that joins one of its collections meanwhile is kept before this or planned after it.
  await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
  await holdLists({ tx, shopId, requirement: draft.requirement })
  const standing = await tx.gate.findUnique({ where: { shopId_number: { shopId, number } } })
  if (standing === null || standing.deletedAt !== null) throw refuseUnknownGate()
  const gate = await replaceDraft({ ...parameters, standing: parseGateRow(standing) })
  if (gate === null) throw refuseStale()
  await keepRevision({ tx, gate, at: BigInt(at) })
  await askForPublication({ tx, shopId, number, at })
  await setTotal({ tx, shopId, gate: number, total: draft.limits.total })
  return gate
}

async function replaceDraft(
  parameters: UpdateGateParameters & { tx: Prisma.TransactionClient; standing: Gate },
): Promise<GateRow | null> {
  const { tx, shopId, number, draft, revision, expectedRevision, expectedUpdatedAt, at, standing } =
    parameters
  const [gate] = await tx.gate.updateManyAndReturn({
    where: {
      shopId,
      number: BigInt(number),
      revision: expectedRevision,
      updatedAt: BigInt(expectedUpdatedAt),
    },
    data: {
      ...formatDraft(draft),
      revision,
      profile: parameters.profile,
      published: false,
      pendingReason: null,
      // If the gate stands as expected, it stands as it was read above.
      ...(await keepWritten({ tx, gate: standing })),
      // Two changes within a second, or a clock set back, must not look like one.
      updatedAt: BigInt(Math.max(at, expectedUpdatedAt + 1)),
    },
  })
  return gate ?? null
}

function refuseStale(): ConflictError {
  return new ConflictError('ERR_GATE_STALE', 'This gate was changed by someone else in the meantime.', {
    hint: 'Reload the page to see the gate as it stands, then make your change again.',
  })
}
