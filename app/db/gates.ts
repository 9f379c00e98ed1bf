import { CARD_SHAPE } from '../core/gate/formatGateCard.ts'
import { parseOrNull } from '../core/gate/parseOrNull.ts'
import type { GateNumber } from '../core/gate/types.ts'
import type { GatesPort } from '../ports/gates.ts'
import type { Database } from './database.ts'
import { createGate, deleteGate, updateGate } from './gates/changeGate.ts'
import { listChanges, loadChange } from './gates/changes.ts'
import { listDiscountNames } from './gates/listDiscountNames.ts'
import { listGatePage } from './gates/listGatePage.ts'
import { parseGateRow } from './gates/parseGateRow.ts'
import { readGates } from './gates/readGates.ts'
import { unknownGate } from './gates/unknownGate.ts'
import type { Memory } from './known/createMemory.ts'
import { unknownShop } from './shops/unknownShop.ts'

/** Gates with a limit of their uses. */
const LIMITED = ['perWallet', 'perToken', 'total'].map((limit) => ({ limits: { path: [limit], gte: 1 } }))

// Every place of the total is taken by an order: none is free, and none belongs to an open use, which may still give it
// back. Uses of orders are the past, so they are not read.
const USED_UP = `WITH full_gate AS MATERIALIZED (
    SELECT number FROM gate
    WHERE shop_id = $1::bigint AND deleted_at IS NULL AND limits->>'total' IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM total_slot AS slot
      WHERE slot.shop_id = $1::bigint AND slot.gate = gate.number AND slot.reservation_id IS NULL)
  )
  SELECT number FROM full_gate WHERE NOT EXISTS (
    SELECT 1 FROM reservation AS used JOIN total_slot AS slot ON slot.shop_id = $1::bigint
      AND slot.gate = full_gate.number AND slot.reservation_id = used.id
    WHERE used.shop_id = $1::bigint AND used.gate = full_gate.number AND used.state = 'open' AND slot.slot > 0)
  ORDER BY number`

/**
 * Store gates in the table `gate`, their revisions in `gate_revision`, their states over time in `gate_standing`, and their
 * history in `gate_change`.
 */
export function createGatesPort({ db, memory }: { db: Database; memory: Memory }): GatesPort {
  const gates = db.prisma.gate
  const orderBy = { number: 'asc' } as const
  return {
    find: async (parameters) => {
      const found = await readGates({ db, ...parameters })
      return found.map(({ version: _, ...gate }) => gate)
    },
    findKnown: async ({ shopId, numbers, isFresh }) => {
      const known = isFresh ? [] : numbers.flatMap((number) => memory.findGate({ shopId, number }) ?? [])
      const missing = numbers.filter((number) => !known.some((gate) => gate.number === number))
      const read = missing.length === 0 ? [] : await readGates({ db, shopId, numbers: missing })
      memory.writeGates({ shopId, gates: read })
      return [...known, ...read].sort((one, other) => one.number - other.number)
    },
    list: async ({ shopId, withDeleted }) => {
      const where = { shopId, ...(withDeleted ? {} : { deletedAt: null }) }
      return (await gates.findMany({ where, orderBy })).map(parseGateRow)
    },
    listUsedUp: async ({ shopId }) => {
      const rows = await db.hot.query('list_used_up', USED_UP, [shopId])
      return rows.map((row) => Number(row.number) as GateNumber)
    },
    hasPublicUses: async ({ shopId }) => {
      const isPublic = { shopId, deletedAt: null, showsUses: true, limits: { path: ['perToken'], gt: 0 } }
      return (await gates.findFirst({ where: isPublic, select: { number: true } })) !== null
    },
    listReadable: async ({ shopId }) => {
      const rows = await gates.findMany({ where: { shopId, deletedAt: null }, orderBy })
      const read = rows.map((row) => parseOrNull(() => parseGateRow(row)))
      const unreadable = rows.filter((_, i) => read[i] === null)
      return {
        gates: read.filter((gate) => gate !== null),
        unreadable: unreadable.map(({ number, name }) => ({ number: Number(number) as GateNumber, name })),
      }
    },
    listPage: listGatePage(db),
    listNames: async ({ shopId, numbers }) => {
      const where = { shopId, number: { in: numbers.map(BigInt) } }
      const rows = await gates.findMany({ where, select: { number: true, name: true } })
      return new Map(rows.map(({ number, name }) => [Number(number), name]))
    },
    listChoices: async ({ shopId, isLimited, limit }) => {
      const rows = await gates.findMany({
        where: { shopId, ...(isLimited && { OR: LIMITED, deletedAt: null }) },
        select: { number: true, name: true, deletedAt: true },
        orderBy: { number: 'desc' },
        take: limit,
      })
      return rows.map(({ number, name, deletedAt }) => ({
        number: Number(number),
        name,
        isDeleted: deletedAt !== null,
      }))
    },
    nextNumber: async ({ shopId }) => {
      const select = { nextGateNumber: true }
      const shop = await db.prisma.shop.findUnique({ where: { id: shopId }, select })
      if (shop === null) throw unknownShop()
      return Number(shop.nextGateNumber) as GateNumber
    },
    load: async ({ shopId, number }) => {
      const row = await gates.findUnique({ where: { shopId_number: { shopId, number: BigInt(number) } } })
      if (row === null || row.deletedAt !== null) throw unknownGate()
      return parseGateRow(row)
    },
    findByDraft: async ({ shopId, draftId }) => {
      const row = await gates.findUnique({ where: { shopId_draftId: { shopId, draftId } } })
      return row && parseGateRow(row)
    },
    create: createGate(db),
    update: updateGate(db),
    delete: deleteGate(db),
    listChanges: listChanges(db),
    loadChange: loadChange(db),
    listDiscountNames: listDiscountNames(db),
    listOldCards: async ({ shopId }) => {
      const where = { shopId, deletedAt: null, published: true, cardShape: { lt: CARD_SHAPE } }
      const rows = await gates.findMany({ where, select: { number: true }, orderBy })
      return rows.map(({ number }) => Number(number) as GateNumber)
    },
    setPublication: setPublication(db),
  }
}

const setPublication =
  (db: Database): GatesPort['setPublication'] =>
  async ({ shopId, number, publication, writtenProductIds, writtenVariantIds, expectedUpdatedAt }) => {
    const key = { shopId, number: BigInt(number) }
    const expected = expectedUpdatedAt === undefined ? {} : { updatedAt: BigInt(expectedUpdatedAt) }
    const count = await db.prisma.$transaction(async (tx) => {
      const kept = await tx.gate.updateMany({
        where: { ...key, ...expected },
        data: {
          published: publication.kind === 'published',
          pendingReason: publication.kind === 'pending' ? publication.reason : null,
          ...(publication.kind === 'published' && { cardShape: CARD_SHAPE }),
          ...(writtenProductIds && { writtenProductIds: writtenProductIds.map(BigInt) }),
          ...(writtenVariantIds && { writtenVariantIds: writtenVariantIds.map(BigInt) }),
        },
      })
      // Delete the job that the save queued, because its work is done. A job that is running ends by itself.
      if (kept.count > 0 && publication.kind === 'published') {
        const job = { shopId, kind: 'publish', key: String(number) }
        await tx.job.deleteMany({ where: { ...job, lockedUntil: 0n } })
      }
      return kept.count
    })
    if (count > 0) return true
    const standing = await db.prisma.gate.count({ where: key })
    if (standing === 0) throw unknownGate()
    return false
  }
