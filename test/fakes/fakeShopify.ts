import { createHash } from 'node:crypto'
import { ConflictError, UpstreamError } from '../../app/core/errors/base.ts'
import type { SingleVariant } from '../../app/core/gate/memberships.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import { formatInputVariables } from '../../app/core/publication/planConfigs.ts'
import type { ShopifyPort } from '../../app/ports/shopify.ts'
import { fake as fakePorts } from './fake.ts'

/** Shopify's record of the shop. */
export const shopRecord = {
  id: 70012345678n as ShopId,
  myshopifyDomain: 'harbor.myshopify.com',
  primaryDomain: 'harbor.example',
  ianaTimezone: 'Europe/Berlin',
  currencyCode: 'EUR',
  plan: 'Shopify Plus',
  hasAccounts: true,
}

const fakeCombination = {
  orderDiscounts: true,
  productDiscounts: false,
  shippingDiscounts: true,
  purchases: 'both',
} as const

export type FakeShopify = {
  readonly port: ShopifyPort
  readonly metafields: Map<string, string>
  readonly cards: Map<string, Readonly<Record<string, string>>>
  readonly calls: string[]
  /** Products deleted at Shopify. */
  readonly goneOwners: Set<string>
  /** Discounts switched off at Shopify. */
  readonly ended: Set<string>
  readonly validations: Map<string, { isEnabled: boolean; blocksOnFailure: boolean }>
  /** Proofs written into carts, by cart token. */
  readonly passes: Map<string, string>
  /** Whole products by collection. */
  readonly collections: Map<number, number[]>
  /** Variants that are single members of a collection. */
  readonly singleVariants: Map<number, SingleVariant[]>
  /** Whether the app's definitions still have to be created. */
  needsDefinitions: boolean
  /** Whether Shopify lets the shop run Functions. */
  allowsFunctions: boolean
  /** The port verb whose next call fails as if Shopify refused it. */
  failing: keyof ShopifyPort | null
  /** The next discount is created, but its answer is lost. */
  losesAnswer: boolean
  /** Runs once, right before the next write, to simulate somebody else's change. */
  meanwhile: (() => void) | null
}

const digest = (value: string) => createHash('sha256').update(value).digest('hex')

/** Shopify as publishGate uses it: metafields with compare digests, discounts, cards. */
export function createFakeShopify(): FakeShopify {
  const discounts = new Set<string>()
  let made = 0
  const find = (ownerId: string, key: string) => {
    const value = fake.metafields.get(`${ownerId} ${key}`)
    return value === undefined ? null : { value, digest: digest(value) }
  }
  const exists = (ownerId: string) =>
    !fake.goneOwners.has(ownerId) && (discounts.has(ownerId) || fake.validations.has(ownerId))
  const readOwner = (ownerId: string) => {
    const validation = fake.validations.get(ownerId)
    return {
      config: find(ownerId, 'proof_config'),
      inputVariables: find(ownerId, 'input_variables'),
      isActive: validation ? validation.isEnabled && validation.blocksOnFailure : !fake.ended.has(ownerId),
    }
  }
  const hasConfig = (ownerId: string) => fake.metafields.has(`${ownerId} proof_config`)
  const fake: FakeShopify = {
    metafields: new Map(),
    cards: new Map(),
    calls: [],
    goneOwners: new Set(),
    ended: new Set(),
    validations: new Map(),
    passes: new Map(),
    collections: new Map(),
    singleVariants: new Map(),
    needsDefinitions: true,
    allowsFunctions: true,
    failing: null,
    losesAnswer: false,
    meanwhile: null,
    port: fakePorts<ShopifyPort>({
      ensureDefinitions: async () => {
        note('ensureDefinitions')
        fake.needsDefinitions = false
      },
      findDiscount: async ({ discountId }) => {
        note('findDiscount')
        return discounts.has(discountId) ? { discountId, hasEnded: fake.ended.has(discountId) } : null
      },
      createDiscount: async ({ proofConfig }) => {
        note('createDiscount')
        refuseFunctions()
        const discountId = `gid://shopify/DiscountAutomaticNode/${++made}`
        discounts.add(discountId)
        fake.metafields.set(`${discountId} proof_config`, proofConfig)
        if (fake.losesAnswer) {
          fake.losesAnswer = false
          throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify did not answer.')
        }
        return { discountId }
      },
      startDiscount: async ({ discountId }) => {
        note('startDiscount')
        fake.ended.delete(discountId)
      },
      readDiscounts: async () =>
        [...discounts].map((discountId) => {
          const config = fake.metafields.get(`${discountId} proof_config`)
          return {
            discountId,
            title: 'Token holder price',
            status: 'ACTIVE',
            profile: config === undefined ? null : (JSON.parse(config) as { p: number }).p,
            combination: fakeCombination,
            errors: [],
          }
        }),
      listOtherTitles: async () => [],
      findProfileDiscounts: async ({ profile }) =>
        [...discounts].filter((discountId) => {
          const config = fake.metafields.get(`${discountId} proof_config`)
          return config && (JSON.parse(config) as { p: number }).p === profile
        }),
      deleteDiscount: async ({ discountId }) => {
        discounts.delete(discountId)
        fake.metafields.delete(`${discountId} proof_config`)
      },
      readPublished: async ({ ownerIds }) => {
        note('readPublished')
        return {
          needsDefinitions: fake.needsDefinitions,
          installationId: INSTALLATION,
          storefront: find(INSTALLATION, 'storefront'),
          owners: new Map(ownerIds.flatMap((id) => (exists(id) ? [[id, readOwner(id)] as const] : []))),
          validationIds: [...fake.validations.keys()],
        }
      },
      readMetafields: async (names) => {
        note('readMetafields')
        return names.map(({ ownerId, key }) => {
          if (fake.goneOwners.has(ownerId)) return 'owner-gone'
          return find(ownerId, key)
        })
      },
      writeMetafields: async (writes) => {
        note('writeMetafields')
        fake.meanwhile?.()
        fake.meanwhile = null
        for (const { ownerId, key, value: wanted, digest: expected } of writes) {
          if (fake.goneOwners.has(ownerId))
            throw new UpstreamError('ERR_SHOPIFY_USER', 'Owner does not exist.')
          // Shopify deletes a metafield without comparing digests.
          if (wanted === null) continue
          if ((find(ownerId, key)?.digest ?? null) !== expected)
            throw new ConflictError('ERR_SHOPIFY_STALE', 'Changed meanwhile.')
        }
        for (const { ownerId, key, value } of writes) {
          if (value === null) fake.metafields.delete(`${ownerId} ${key}`)
          else fake.metafields.set(`${ownerId} ${key}`, value)
        }
      },
      writeGateCards: async (cards) => {
        note('writeGateCards')
        return cards.map(({ handle, fields }) => {
          fake.cards.set(handle, fields)
          return { cardId: cardId(handle) }
        })
      },
      findGateCards: async (handles) =>
        handles.map((handle) => (fake.cards.has(handle) ? cardId(handle) : null)),
      createValidation: async ({ proofConfig, exclusiveCollections }) => {
        note('createValidation')
        refuseFunctions()
        const validationId = `gid://shopify/Validation/${++made}`
        fake.validations.set(validationId, { isEnabled: true, blocksOnFailure: true })
        fake.metafields.set(`${validationId} proof_config`, proofConfig)
        const variables = formatInputVariables(exclusiveCollections)
        fake.metafields.set(`${validationId} input_variables`, variables)
        return { validationId }
      },
      readValidation: async ({ validationId }) => {
        const found = fake.validations.get(validationId)
        return found ? { validationId, ...found, hasConfig: hasConfig(validationId), errors: [] } : null
      },
      findValidations: async () =>
        [...fake.validations].map(([validationId, found]) => ({
          validationId,
          ...found,
          hasConfig: hasConfig(validationId),
          errors: [],
        })),
      deleteValidation: async ({ validationId }) => void fake.validations.delete(validationId),
      repairValidation: async ({ validationId }) => {
        note('repairValidation')
        fake.validations.set(validationId, { isEnabled: true, blocksOnFailure: true })
      },
      listCollectionProducts: async ({ collectionId, after }) => {
        note('listCollectionProducts')
        const whole = fake.collections.get(collectionId) ?? []
        const single = fake.singleVariants.get(collectionId) ?? []
        const ids = [...new Set([...whole, ...single.map(({ productId }) => productId)])]
        // One product per page, so that tests exercise paging.
        const at = Number(after ?? 0)
        return {
          productIds: whole.filter((id) => id === ids[at]),
          variants: single.filter(({ productId }) => productId === ids[at]),
          next: at + 1 < ids.length ? String(at + 1) : null,
        }
      },
      // The fake cannot map a variant to its product: it lists every variant that has a mark.
      listMarkedVariants: async () =>
        [...fake.metafields.keys()].flatMap((name) => {
          const [, id] = /ProductVariant\/(\d+) gates$/.exec(name) ?? []
          return id === undefined ? [] : [Number(id)]
        }),
      listMarked: async ({ of }) =>
        [...fake.metafields.keys()].flatMap((name) => {
          const [, owner, id] = /(Product|ProductVariant)\/(\d+) gates$/.exec(name) ?? []
          return (owner === 'Product') === (of === 'products') && id !== undefined ? [Number(id)] : []
        }),
      findProductCollections: async ({ productId, collectionIds }) => ({
        collectionIds: collectionIds.filter((id) => fake.collections.get(id)?.includes(productId)),
        variants: collectionIds.flatMap((collectionId) =>
          (fake.singleVariants.get(collectionId) ?? [])
            .filter((one) => one.productId === productId)
            .map(({ variantId }) => ({ collectionId, variantId })),
        ),
      }),
      writeCartPass: async ({ cartToken, proof }) => {
        note('writeCartPass')
        fake.passes.set(cartToken, proof)
      },
      readShop: async () => shopRecord,
      hasScope: async () => true,
      canReadOrders: async () => true,
      listSubscriptions: async () => [
        { subscriptionId: 'gid://shopify/WebhookSubscription/1', isOurs: true },
      ],
      deleteSubscription: async () => {},
      readProducts: async () => [],
    }),
  }
  function refuseFunctions(): void {
    if (fake.allowsFunctions) return
    throw new ConflictError(
      'ERR_FUNCTIONS_REFUSED',
      'Shopify lets this shop run no Functions of a custom app.',
    )
  }
  function note(name: keyof ShopifyPort): void {
    fake.calls.push(name)
    if (fake.failing !== name) return
    fake.failing = null
    throw new UpstreamError('ERR_SHOPIFY_USER', 'Shopify refused: no.', { hint: 'Try again.' })
  }
  return fake
}

const INSTALLATION = 'gid://shopify/AppInstallation/1'
const cardId = (handle: string) => `gid://shopify/Metaobject/${handle}`
