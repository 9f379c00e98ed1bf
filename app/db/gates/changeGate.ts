import { formatDraftColumns } from '../../core/gate/draftJson.ts'
import { staleGate } from '../../core/gate/staleGate.ts'
import { listSubjectProducts, listSubjectVariants, sortUnique } from '../../core/gate/subject.ts'
import type { Gate, GateDraft } from '../../core/gate/types.ts'
import type { GatesPort } from '../../ports/gates.ts'
import type { Database } from '../database.ts'
import { setRequestGate } from '../gateRequests.ts'
import { type Gate as GateRow, Prisma } from '../generated/client.ts'
import { addJobs } from '../jobs.ts'
import { lockNamedLists } from '../lists/lockList.ts'
import { addGateNews } from '../messages/addGateNews.ts'
import { runUncontended } from '../reservations/runUncontended.ts'
import { setTotal } from '../reservations/setTotal.ts'
import { unknownShop } from '../shops/unknownShop.ts'
import { addChange } from './changes.ts'
import { parseGateRow } from './parseGateRow.ts'
import { addRevision } from './revisions.ts'
import { unknownGate } from './unknownGate.ts'

type Transaction = Prisma.TransactionClient

/** The caller publishes a saved gate itself. A job does it this many seconds later, in case the caller fails. */
const GRACE_SECONDS = 60

/** Create a gate. @see GatesPort.create */
export const createGate =
  (db: Database): GatesPort['create'] =>
  async (parameters) => {
    const { shopId, draftId = null } = parameters
    try {
      return parseGateRow(await db.prisma.$transaction((tx) => createOnce(tx, parameters)))
    } catch (error) {
      if (draftId === null || !isTaken(error)) throw error
      const where = { shopId_draftId: { shopId, draftId } }
      return parseGateRow(await db.prisma.gate.findUniqueOrThrow({ where }))
    }
  }

function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

async function createOnce(
  tx: Transaction,
  { shopId, draft, profile, actor, at, draftId = null, request = null }: Parameters<GatesPort['create']>[0],
): Promise<GateRow> {
  // This locks the shop's row until the gate is written, so that gate numbers are assigned one after the other.
  const [shop] = await tx.shop.updateManyAndReturn({
    where: { id: shopId },
    data: { nextGateNumber: { increment: 1 } },
    select: { nextGateNumber: true },
  })
  if (!shop) throw unknownShop()
  await lockNamedLists({ tx, shopId, requirement: draft.requirement })
  const number = shop.nextGateNumber - 1n
  const times = { createdAt: BigInt(at), updatedAt: BigInt(at) }
  const gate = await tx.gate.create({
    data: {
      shopId,
      number,
      ...formatColumns(draft),
      revision: 1,
      profile,
      published: false,
      draftId,
      ...times,
    },
  })
  if (request) await setRequestGate({ tx, request, number })
  await addRevision({ tx, gate, at: BigInt(at) })
  await addChange({ tx, gate, draft, actor, at })
  await addPublicationJob({ tx, gate, at })
  await setTotal({ tx, shopId, gate: number, total: draft.limits.total })
  await addGateNews({ tx, gate, change: 'created', actor, at })
  return gate
}

/** Update a gate. @see GatesPort.update */
export const updateGate =
  (db: Database): GatesPort['update'] =>
  async (change) => {
    const row = await runUncontended({ db, run: (tx) => updateOnce(tx, change) })
    return parseGateRow(row)
  }

type Change = Parameters<GatesPort['update']>[0]

async function updateOnce(tx: Transaction, change: Change): Promise<GateRow> {
  const { shopId, draft, actor, restoredFrom, at } = change
  const number = BigInt(change.number)
  await lockShop(tx, shopId)
  await lockNamedLists({ tx, shopId, requirement: draft.requirement })
  const standing = await tx.gate.findUnique({ where: { shopId_number: { shopId, number } } })
  if (standing === null || standing.deletedAt !== null) throw unknownGate()
  const gate = await updateGateRow({ tx, change, standing: parseGateRow(standing) })
  await addRevision({ tx, gate, at: BigInt(at) })
  await addChange({ tx, gate, draft, actor, restoredFrom, at })
  await addPublicationJob({ tx, gate, at })
  await setTotal({ tx, shopId, gate: number, total: draft.limits.total })
  await addGateNews({ tx, gate, change: 'saved', actor, at })
  return gate
}

async function updateGateRow(parameters: {
  tx: Transaction
  change: Change
  standing: Gate
}): Promise<GateRow> {
  const { tx, change, standing } = parameters
  const { shopId, number, draft, revision, profile, expectedRevision, expectedUpdatedAt, at } = change
  const expected = { revision: expectedRevision, updatedAt: BigInt(expectedUpdatedAt) }
  const [gate] = await tx.gate.updateManyAndReturn({
    where: { shopId, number: BigInt(number), ...expected },
    data: {
      ...formatColumns(draft),
      revision,
      profile,
      published: false,
      pendingReason: null,
      // The row matches only if it is still the one that was read as `standing`.
      ...(await listCarriers(tx, standing)),
      // Two changes within a second, or after the clock was set back, must differ.
      updatedAt: BigInt(Math.max(at, expectedUpdatedAt + 1)),
    },
  })
  if (!gate) throw staleGate()
  return gate
}

/** Delete a gate. @see GatesPort.delete */
export const deleteGate =
  (db: Database): GatesPort['delete'] =>
  async ({ shopId, number, actor, at, expectedUpdatedAt }) => {
    const key = { shopId_number: { shopId, number: BigInt(number) } }
    const row = await db.prisma.$transaction(async (tx) => {
      await lockShop(tx, shopId)
      const standing = await tx.gate.findUnique({ where: key })
      if (standing === null || standing.deletedAt !== null) throw unknownGate()
      const gate = parseGateRow(standing)
      if (expectedUpdatedAt !== undefined && expectedUpdatedAt !== gate.updatedAt) throw staleGate()
      await addChange({ tx, gate: standing, draft: null, actor, at })
      await addPublicationJob({ tx, gate: standing, at })
      const deleted = await tx.gate.update({
        where: key,
        data: {
          deletedAt: BigInt(at),
          published: false,
          pendingReason: null,
          ...(await listCarriers(tx, gate)),
          updatedAt: BigInt(Math.max(at, gate.updatedAt + 1)),
        },
      })
      await addGateNews({ tx, gate: deleted, change: 'deleted', actor, at })
      return deleted
    })
    return parseGateRow(row)
  }

function formatColumns(draft: GateDraft) {
  const { requirement, ...columns } = formatDraftColumns(draft)
  return { ...columns, requirement: requirement as unknown as Prisma.InputJsonObject }
}

// Whoever stores what is in a collection locks the shop's row too. So a product that joins the gate's collection at the
// same moment is either stored before `listCarriers` reads, or its marks are planned after this change is saved.
async function lockShop(tx: Transaction, shopId: bigint): Promise<void> {
  await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
}

/**
 * Queue the gate's publication in the transaction that saves it. `setPublication` deletes the job once it is published.
 */
async function addPublicationJob(parameters: { tx: Transaction; gate: GateRow; at: number }): Promise<void> {
  const { tx, gate, at } = parameters
  const keys = [String(gate.number)]
  await addJobs({ tx, shopId: gate.shopId, kind: 'publish', keys, runAt: at + GRACE_SECONDS })
}

/**
 * The products and variants that may carry a gate when it changes or is deleted: those it was written to, those it
 * names, and those in its collections, because products that joined later were written separately.
 */
async function listCarriers(
  tx: Transaction,
  { shopId, subject, writtenProductIds, writtenVariantIds }: Gate,
): Promise<{ writtenProductIds: bigint[]; writtenVariantIds: bigint[] }> {
  const collectionIds = subject.kind === 'collections' ? subject.ids.map(BigInt) : []
  const rows = await tx.collectionProduct.findMany({
    where: { shopId, collectionId: { in: collectionIds } },
    select: { productId: true, variantId: true },
  })
  const products = rows.map(({ productId }) => Number(productId))
  const variants = rows.flatMap(({ variantId }) => (variantId === 0n ? [] : [Number(variantId)]))
  const all = sortUnique([...writtenProductIds, ...listSubjectProducts(subject), ...products])
  const single = sortUnique([...writtenVariantIds, ...listSubjectVariants(subject), ...variants])
  return { writtenProductIds: all.map(BigInt), writtenVariantIds: single.map(BigInt) }
}
