import type { Gate, GateDraft, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { holdLists } from '../lists/holdLists.ts'
import { setTotal } from '../reservations/setTotal.ts'
import { unknownShop } from '../shops/unknownShop.ts'
import { askForPublication } from './askForPublication.ts'
import { formatDraft } from './formatDraft.ts'
import { keepRevision } from './keepRevision.ts'
import { parseGateRow } from './parseGateRow.ts'

export type CreateGateParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly draft: GateDraft
  readonly profile: number
  /** Unix seconds. */
  readonly at: number
}

/**
 * Give a draft the shop's next number, revision 1, publication pending.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, or ERR_LIST_NOT_FOUND when a list it names was deleted
 */
export async function createGate(parameters: CreateGateParameters): Promise<Gate> {
  const { db, shopId, draft, profile } = parameters
  const at = BigInt(parameters.at)
  const row = await db.prisma.$transaction(async (tx) => {
    // The shop's row stays locked until the gate is written: numbers are taken one after the other.
    const [shop] = await tx.shop.updateManyAndReturn({
      where: { id: shopId },
      data: { nextGateNumber: { increment: 1 } },
      select: { nextGateNumber: true },
    })
    if (!shop) throw unknownShop()
    await holdLists({ tx, shopId, requirement: draft.requirement })
    const number = shop.nextGateNumber - 1n
    const gate = await tx.gate.create({
      data: {
        shopId,
        number,
        ...formatDraft(draft),
        revision: 1,
        profile,
        published: false,
        createdAt: at,
        updatedAt: at,
      },
    })
    await keepRevision({ tx, gate, at })
    await askForPublication({ tx, shopId, number, at: parameters.at })
    await setTotal({ tx, shopId, gate: number, total: draft.limits.total })
    return gate
  })
  return parseGateRow(row)
}
