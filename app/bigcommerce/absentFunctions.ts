import { ConflictError, UpstreamError } from '../core/errors/base.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import type { ShopPort } from '../ports/shopPort.ts'

/**
 * What a store answers about Functions and metafields: it has none. So its level is `codes`, as of a Shopify shop below
 * Plus, and nothing is published: its pages ask this server for the gates.
 */
export function createAbsentFunctions(storeDomain: string): Omit<ShopifyPort, keyof ShopPort> {
  const refuseFunctions = async (): Promise<never> => {
    throw new ConflictError('ERR_FUNCTIONS_REFUSED', 'BigCommerce runs no app in its checkout.')
  }
  const refuse = async (): Promise<never> => {
    throw new UpstreamError('ERR_SCOPE_MISSING', 'BigCommerce has nothing like this for Palisade.', {
      hint: 'Do it in the control panel instead.',
    })
  }
  const ignore = async () => undefined
  const listNothing = async () => []
  const findNothing = async () => null
  return {
    ensureDefinitions: ignore,
    readFunctions: listNothing,
    findDiscount: findNothing,
    createDiscount: refuseFunctions,
    updateDiscount: refuseFunctions,
    startDiscount: refuseFunctions,
    readDiscounts: listNothing,
    listOtherTitles: listNothing,
    findProfileDiscounts: listNothing,
    deleteDiscount: ignore,
    createValidation: refuseFunctions,
    readValidation: findNothing,
    findValidations: listNothing,
    repairValidation: refuseFunctions,
    deleteValidation: ignore,
    readPublished: async () => ({
      ...{ needsDefinitions: false, installationId: storeDomain, storefront: null },
      ...{ owners: new Map(), validationIds: [] },
    }),
    // An owner that is gone gets no write.
    readMetafields: async (names) => names.map(() => 'owner-gone' as const),
    writeMetafields: ignore,
    writeGateCards: async (cards) => cards.map(({ handle }) => ({ cardId: handle })),
    findGateCards: async (handles) => [...handles],
    readContentEntry: findNothing,
    setProductStatus: refuse,
    listMarkedVariants: listNothing,
    listMarked: listNothing,
    readCustomers: refuse,
    ensureCustomerDefinition: refuse,
    writeCartPass: refuse,
    startWorkflows: async () => 'BigCommerce has no Shopify Flow.',
  }
}
