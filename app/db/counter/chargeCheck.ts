import { formatSeenGates, formatVaults, formatWallets } from '../../core/visit/visitJson.ts'
import type { CounterPort } from '../../ports/counter.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { addUses } from '../reservations/addUses.ts'
import { formatOpenKey } from '../reservations/formatOpenKey.ts'
import { lockGates } from '../reservations/lockGates.ts'
import { deleteHolders } from '../reservations/releaseUnits.ts'
import { runUncontended } from '../reservations/runUncontended.ts'

/** Charge a check. @see CounterPort.charge */
export const chargeCheck =
  (db: Database): CounterPort['charge'] =>
  (asked) =>
    runUncontended({ db, run: (tx) => chargeOnce(tx, asked) })

type Asked = Parameters<CounterPort['charge']>[0]

async function chargeOnce(
  tx: Prisma.TransactionClient,
  asked: Asked,
): Promise<'charged' | 'uncharged' | 'gone'> {
  const { shopId, tillId, id, gate, units, grantId, orderName, at } = asked
  if (asked.isLimited) await lockGates({ tx, gates: [{ shopId, gate: BigInt(gate.number) }], mode: 'shared' })
  const { count } = await tx.counterCheck.updateMany({
    where: { id, shopId, tillId, chargedAt: null },
    data: {
      gate: BigInt(gate.number),
      revision: gate.revision,
      units,
      grantId,
      orderName,
      chargedAt: BigInt(at),
    },
  })
  if (count === 0) return 'uncharged'
  if (asked.isLimited && !(await claimReservation(tx, asked))) {
    await tx.counterCheck.updateMany({
      where: { id },
      data: { gate: null, revision: null, units: null, grantId: null, orderName: null, chargedAt: null },
    })
    return 'gone'
  }
  await writeVisit(tx, asked)
  if (asked.isLimited) await addUses({ tx, shopId, changes: [{ gate: gate.number, change: 1 }] })
  return 'charged'
}

/**
 * The shopper's open reservation becomes the use of the charge. It leaves the visit, so that the visit's cart cannot use
 * it, and may reserve another one.
 */
async function claimReservation(
  tx: Prisma.TransactionClient,
  { shopId, id, visit, gate, at }: Asked,
): Promise<boolean> {
  const openKey = formatOpenKey({ shopId, visitId: visit.id, gate: gate.number })
  const [held] = await tx.$queryRawUnsafe<{ id: bigint }[]>(
    'SELECT id FROM reservation WHERE open_key = $1 AND shop_id = $2::bigint FOR UPDATE',
    openKey,
    shopId,
  )
  if (!held) return false
  await tx.reservation.update({
    where: { id: held.id },
    data: { visitId: id, state: 'committed', openKey: null, updatedAt: BigInt(at) },
  })
  await deleteHolders({ tx, reservationIds: [held.id] })
  return true
}

/** A visit that is over, with the shopper's wallets, and the grant that its order pays with. */
async function writeVisit(
  tx: Prisma.TransactionClient,
  { shopId, id, visit, seen, until, grantId, at }: Asked,
): Promise<void> {
  const { wallets, vaults, signedAt } = visit
  await tx.visit.create({
    data: {
      id,
      // No token has this hash.
      tokenHash: id,
      shopId,
      wallets: formatWallets(wallets),
      vaults: formatVaults(vaults),
      usedAt: BigInt(at),
      signedAt: BigInt(signedAt),
      expiresAt: BigInt(at),
    },
  })
  await tx.grant.create({
    data: {
      id: grantId,
      shopId,
      visitId: id,
      carrier: 'c',
      gates: formatSeenGates([seen]),
      until,
      endsAt: BigInt(at),
      state: 'open',
      openedAt: BigInt(at),
    },
  })
}
