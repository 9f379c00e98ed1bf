import { sortUnique } from '../../core/gate/subject.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { CollectionProduct, Prisma } from '../generated/client.ts'

/** `variantId` 0 is the whole product. */
type Member = { readonly collectionId: number; readonly productId: number; readonly variantId: number }

/**
 * Record the present members of one collection, or the present collections of one product. A member that left becomes a
 * stay. Answers the products that joined or left, in whole or in part, ascending.
 */
export async function updateMembers(parameters: {
  tx: Prisma.TransactionClient
  where: { readonly shopId: ShopId } & ({ readonly collectionId: bigint } | { readonly productId: bigint })
  members: readonly Member[]
  /** Unix seconds. */
  at: number
}): Promise<number[]> {
  const { tx, where, members, at } = parameters
  const before = new Map((await tx.collectionProduct.findMany({ where })).map((row) => [keyOf(row), row]))
  const now = new Map(members.map((member) => [keyOf(member), member]))
  const gone = [...before].flatMap(([key, row]) => (now.has(key) ? [] : [row]))
  const come = [...now].flatMap(([key, member]) => (before.has(key) ? [] : [member]))
  await removeMembers({ tx, shopId: where.shopId, gone, at })
  await tx.collectionProduct.createMany({
    data: come.map(({ collectionId, productId, variantId }) => ({
      shopId: where.shopId,
      collectionId: BigInt(collectionId),
      productId: BigInt(productId),
      variantId: BigInt(variantId),
      // If the collection had the product whole before, a variant counts from then.
      since: before.get(keyOf({ collectionId, productId, variantId: 0 }))?.since ?? BigInt(at),
    })),
    skipDuplicates: true,
  })
  return sortUnique([...gone, ...come].map(({ productId }) => Number(productId)))
}

async function removeMembers(parameters: {
  tx: Prisma.TransactionClient
  shopId: ShopId
  gone: readonly CollectionProduct[]
  at: number
}): Promise<void> {
  const { tx, shopId, gone, at } = parameters
  for (const collectionId of new Set(gone.map((row) => row.collectionId))) {
    const rows = gone.filter((row) => row.collectionId === collectionId)
    await tx.collectionProduct.deleteMany({
      where: {
        shopId,
        collectionId,
        OR: [
          { variantId: 0n, productId: { in: rows.filter(isWhole).map(({ productId }) => productId) } },
          { variantId: { in: rows.filter((row) => !isWhole(row)).map((row) => row.variantId) } },
        ],
      },
    })
  }
  await tx.collectionStay.createMany({
    data: gone.map((row) => ({ ...row, leftAt: BigInt(at) })),
    skipDuplicates: true,
  })
}

function keyOf(
  member: Readonly<Record<'collectionId' | 'productId' | 'variantId', number | bigint>>,
): string {
  return `${member.collectionId}/${member.productId}/${member.variantId}`
}

function isWhole({ variantId }: CollectionProduct): boolean {
  return variantId === 0n
}
