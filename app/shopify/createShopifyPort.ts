import { discountAutomaticAppCreate } from './discountAutomaticAppCreate.ts'
import { discountAutomaticDelete } from './discountAutomaticDelete.ts'
import { ensureDefinitions, GATE_CARD_TYPE } from './ensureDefinitions.ts'
import { findDiscount } from './findDiscount.ts'
import { findMetaobjects } from './findMetaobjects.ts'
import { findProfileDiscounts } from './findProfileDiscounts.ts'
import { metafieldsDelete } from './metafieldsDelete.ts'
import { type MetafieldSet, metafieldsSet } from './metafieldsSet.ts'
import { metaobjectUpsert } from './metaobjectUpsert.ts'
import { readMetafields } from './readMetafields.ts'
import { readProducts } from './readProducts.ts'
import { readShop } from './readShop.ts'
import type { AdminGraphql } from './runOperation.ts'

type Write = Omit<MetafieldSet, 'value'> & { readonly value: string | null }

/** Plug Shopify's Admin API of one shop into the port that flows use. */
export function createShopifyPort({ graphql }: { graphql: AdminGraphql }) {
  return {
    ensureDefinitions: () => ensureDefinitions({ graphql }),
    findDiscount: (parameters: { discountId: string }) => findDiscount({ graphql, ...parameters }),
    createDiscount: (parameters: { profile: number; proofConfig: string; startsAt: number }) =>
      discountAutomaticAppCreate({ graphql, ...parameters }),
    findProfileDiscounts: (parameters: { profile: number }) =>
      findProfileDiscounts({ graphql, ...parameters }),
    deleteDiscount: (parameters: { discountId: string }) =>
      discountAutomaticDelete({ graphql, ...parameters }),
    readMetafields: (names: readonly { ownerId: string; key: string }[]) =>
      readMetafields({ graphql, names }),
    writeMetafields: async (writes: readonly Write[]): Promise<void> => {
      const isSet = (write: Write): write is MetafieldSet => write.value !== null
      await metafieldsSet({ graphql, metafields: writes.filter(isSet) })
      await metafieldsDelete({ graphql, metafields: writes.filter((write) => !isSet(write)) })
    },
    upsertGateCard: async (parameters: { handle: string; fields: Readonly<Record<string, string>> }) => {
      const { id } = await metaobjectUpsert({ graphql, type: GATE_CARD_TYPE, ...parameters })
      return { cardId: id }
    },
    findGateCards: (handles: readonly string[]) =>
      findMetaobjects({ graphql, type: GATE_CARD_TYPE, handles }),
    readShop: () => readShop({ graphql }),
    readProducts: (ids: readonly number[]) => readProducts({ graphql, ids }),
  }
}
