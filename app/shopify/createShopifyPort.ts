import type { CodeGift } from '../core/accessCode/planCodes.ts'
import { PalisadeError, UpstreamError } from '../core/errors/base.ts'
import type { Combination, Subject } from '../core/gate/types.ts'
import { cartMetafieldsSet } from './cartMetafieldsSet.ts'
import type { CodeDiscountTerms } from './codeDiscountInput.ts'
import { discountAutomaticActivate } from './discountAutomaticActivate.ts'
import { discountAutomaticAppCreate } from './discountAutomaticAppCreate.ts'
import { discountAutomaticAppUpdate } from './discountAutomaticAppUpdate.ts'
import { discountAutomaticDelete } from './discountAutomaticDelete.ts'
import { discountCodeBasicCreate } from './discountCodeBasicCreate.ts'
import { discountCodeBasicUpdate } from './discountCodeBasicUpdate.ts'
import { discountCodeDelete } from './discountCodeDelete.ts'
import { discountCodeFreeShippingCreate } from './discountCodeFreeShippingCreate.ts'
import { discountCodeFreeShippingUpdate } from './discountCodeFreeShippingUpdate.ts'
import { ensureDefinitions, GATE_CARD_TYPE } from './ensureDefinitions.ts'
import { findCodeDiscount } from './findCodeDiscount.ts'
import { findDiscount } from './findDiscount.ts'
import { findMetaobjects } from './findMetaobjects.ts'
import { findProductCollections } from './findProductCollections.ts'
import { findProfileDiscounts } from './findProfileDiscounts.ts'
import { findValidations, readValidation } from './findValidations.ts'
import { fulfillmentOrderHold } from './fulfillmentOrderHold.ts'
import { fulfillmentOrderReleaseHold } from './fulfillmentOrderReleaseHold.ts'
import { listCollectionProducts } from './listCollectionProducts.ts'
import { listFulfillmentOrders } from './listFulfillmentOrders.ts'
import { listMarkedVariants } from './listMarkedVariants.ts'
import { listOrders } from './listOrders.ts'
import { metaobjectUpserts } from './metaobjectUpserts.ts'
import { orderCancel } from './orderCancel.ts'
import { readCollections } from './readCollections.ts'
import { readDiscounts } from './readDiscounts.ts'
import { readFunctions } from './readFunctions.ts'
import { type MetafieldOfOwner, readMetafields } from './readMetafields.ts'
import { readOrder } from './readOrder.ts'
import { readProducts } from './readProducts.ts'
import { readPublished } from './readPublished.ts'
import { includesScope, readScopes } from './readScopes.ts'
import { readShop } from './readShop.ts'
import { readVariants } from './readVariants.ts'
import type { AdminGraphql } from './runOperation.ts'
import { tagsAdd } from './tagsAdd.ts'
import { tagsRemove } from './tagsRemove.ts'
import { validationCreate } from './validationCreate.ts'
import { validationDelete } from './validationDelete.ts'
import { validationUpdate } from './validationUpdate.ts'
import { type MetafieldWrite, writeMetafields } from './writeMetafields.ts'

type CodeDiscount = CodeDiscountTerms & {
  gives: CodeGift
  subject: Subject
}
type OrderName = { orderId: number | bigint }

export type CreateShopifyPortParameters = {
  readonly graphql: AdminGraphql
  /** The Storefront API with the app's own token; left out where carts are not written to. */
  readonly storefront?: AdminGraphql
  /** What the shop has granted; asked of Shopify where it matters and is not known. */
  readonly scopes?: readonly string[]
}

/** Plug Shopify's APIs of one shop into the port that flows use. */
export function createShopifyPort({ graphql, storefront, scopes }: CreateShopifyPortParameters) {
  let granted: Promise<readonly string[]> | undefined
  const loadScopes = (): Promise<readonly string[]> => {
    granted ??= scopes ? Promise.resolve(scopes) : readScopes({ graphql })
    // A question that failed is asked again.
    granted.catch(() => {
      granted = undefined
    })
    return granted
  }
  return {
    ensureDefinitions: () => ensureDefinitions({ graphql }),
    hasScope: async (name: string) => includesScope({ scopes: await loadScopes(), name }),
    readShop: () => readShop({ graphql }),
    readFunctions: () => readFunctions({ graphql }),

    findDiscount: (parameters: { discountId: string }) => findDiscount({ graphql, ...parameters }),
    createDiscount: (parameters: {
      profile: number
      combination: Combination
      proofConfig: string
      startsAt: number
    }) => discountAutomaticAppCreate({ graphql, ...parameters }),
    updateDiscount: (parameters: { discountId: string; combination: Combination; startsAt: number }) =>
      discountAutomaticAppUpdate({ graphql, ...parameters }),
    activateDiscount: (parameters: { discountId: string }) =>
      discountAutomaticActivate({ graphql, ...parameters }),
    readDiscounts: () => readDiscounts({ graphql }),
    findProfileDiscounts: (parameters: { profile: number }) =>
      findProfileDiscounts({ graphql, ...parameters }),
    deleteDiscount: (parameters: { discountId: string }) =>
      discountAutomaticDelete({ graphql, ...parameters }),

    createValidation: (parameters: { proofConfig: string; exclusiveCollections: readonly number[] }) =>
      validationCreate({ graphql, ...parameters }),
    readValidation: (parameters: { validationId: string }) => readValidation({ graphql, ...parameters }),
    findValidations: () => findValidations({ graphql }),
    repairValidation: (parameters: { validationId: string }) => validationUpdate({ graphql, ...parameters }),
    deleteValidation: (parameters: { validationId: string }) => validationDelete({ graphql, ...parameters }),

    readPublished: (parameters: { ownerIds: readonly string[] }) => readPublished({ graphql, ...parameters }),
    readMetafields: (names: readonly MetafieldOfOwner[]) => readMetafields({ graphql, names }),
    writeMetafields: (writes: readonly MetafieldWrite[]) => writeMetafields({ graphql, writes }),
    upsertGateCards: async (
      upserts: readonly { handle: string; fields: Readonly<Record<string, string>> }[],
    ) => {
      const answers = await metaobjectUpserts({ graphql, type: GATE_CARD_TYPE, upserts })
      return answers.map((answer) => (answer instanceof PalisadeError ? answer : { cardId: answer.id }))
    },
    findGateCards: (handles: readonly string[]) =>
      findMetaobjects({ graphql, type: GATE_CARD_TYPE, handles }),

    readProducts: (ids: readonly number[]) => readProducts({ graphql, ids }),
    readVariants: (ids: readonly number[]) => readVariants({ graphql, ids }),
    readCollections: (ids: readonly number[]) => readCollections({ graphql, ids }),
    listCollectionProducts: (parameters: { collectionId: number; after: string | null }) =>
      listCollectionProducts({ graphql, ...parameters }),
    listMarkedVariants: (parameters: { productId: number }) => listMarkedVariants({ graphql, ...parameters }),
    productCollections: (parameters: { productId: number; collectionIds: readonly number[] }) =>
      findProductCollections({ graphql, ...parameters }),

    readOrder: (parameters: OrderName) => {
      const mayReadCustomers = scopes ? includesScope({ scopes, name: 'read_customers' }) : false
      return readOrder({ graphql, mayReadCustomers, ...parameters })
    },
    listOrders: (parameters: { since: number; after: string | null }) =>
      listOrders({ graphql, ...parameters }),
    addTags: (parameters: { gid: string; tags: readonly string[] }) => tagsAdd({ graphql, ...parameters }),
    removeTags: (parameters: { gid: string; tags: readonly string[] }) =>
      tagsRemove({ graphql, ...parameters }),
    listFulfillmentOrders: (parameters: OrderName) => listFulfillmentOrders({ graphql, ...parameters }),
    holdFulfillmentOrder: (parameters: {
      id: string
      lines: readonly { id: string; quantity: number }[]
      notes: string
      handle: string
    }) => fulfillmentOrderHold({ graphql, ...parameters }),
    releaseHold: (parameters: { id: string; holdIds: readonly string[] }) =>
      fulfillmentOrderReleaseHold({ graphql, ...parameters }),
    cancelOrder: (parameters: OrderName & { notify: boolean; note: string }) =>
      orderCancel({ graphql, ...parameters }),

    createCodeDiscount: ({ gives, subject, ...terms }: CodeDiscount) =>
      gives.kind === 'freeShipping'
        ? discountCodeFreeShippingCreate({ graphql, ...terms })
        : discountCodeBasicCreate({ graphql, price: gives, subject, ...terms }),
    updateCodeDiscount: ({ gives, subject, ...terms }: CodeDiscount & { discountId: string }) =>
      gives.kind === 'freeShipping'
        ? discountCodeFreeShippingUpdate({ graphql, ...terms })
        : discountCodeBasicUpdate({ graphql, price: gives, subject, ...terms }),
    findCodeDiscount: (parameters: { code: string }) => findCodeDiscount({ graphql, ...parameters }),
    deleteCodeDiscount: (parameters: { discountId: string }) =>
      discountCodeDelete({ graphql, ...parameters }),

    writeCartPass: async (parameters: { cartToken: string; proof: string }) => {
      if (!storefront) {
        throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'This server has no way to the shop’s carts.', {
          hint: 'Turn the cart metafield off in the settings, or grant what the app asks for.',
        })
      }
      await cartMetafieldsSet({ storefront, ...parameters })
    },
  }
}
