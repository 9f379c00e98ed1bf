import type { Enforcement } from '../../core/gate/shop.ts'
import type { GateStanding } from '../../core/gate/types.ts'

/** Every sentence about what a shop's checkout refuses, and about who can buy an exclusive product. */
export type RefusalWords = {
  /** What each standing of an exclusive gate means for shoppers. `public`: it has ended and opened its products. */
  readonly standings: Readonly<Record<Exclude<GateStanding, 'ended'> | 'test' | 'closed' | 'public', string>>
  /** What shoppers without an unlock can do. */
  readonly others: string
  /** The same, in detail. */
  readonly othersInDetail: readonly string[]
  /** What happens to a cart above the maximum of an exclusive gate, and of another one. */
  readonly cap: { readonly exclusive: string; readonly open: string }
  /** What applies before the start of an exclusive gate. */
  readonly beforeStart: string
  /** The choices after its end. */
  readonly afterEnd: { readonly public: string; readonly closed: string }
  /** What its deletion does. */
  readonly deletion: string
  /** What a pause of exclusive gates does. */
  readonly pause: string
  /** What still works while Shopify shows the app no orders. */
  readonly withoutOrders: string
  /** What the shop as a whole gets. */
  readonly shop: string
}

const NO_REFUSAL = 'In this shop the checkout cannot refuse orders.'
const NOT_KNOWN = 'Palisade does not know yet whether the checkout can refuse orders in this shop.'
const ENDED =
  'The gate has ended. Everyone can buy these products, and shoppers do not see the gate. Choose Active to sell to holders again.'
const BUTTON = 'Everyone else still sees the buy button'

const CHECKOUT: RefusalWords = {
  standings: {
    active: 'Only holders can buy these products, and shoppers see the gate on them.',
    test: 'Only test wallets that meet the conditions can buy these products. Everyone else is told that they are not available.',
    paused: 'Nobody can buy these products. Their pages say that they are not on sale.',
    scheduled: 'The gate has not started. Nobody can buy these products, and their pages say when it starts.',
    closed: 'The gate has ended. Nobody can buy these products, and their pages say so.',
    public: ENDED,
  },
  others: `${BUTTON}, but the checkout refuses their order, even with Buy it now.`,
  othersInDetail: [
    'The buy button stays on the pages of these products, and anyone can add them to a cart.',
    'Shopify’s checkout refuses the order of everyone who did not unlock them, even with Buy it now and express buttons. It says that the product is for token holders, and asks shoppers to go back to your store and connect a wallet.',
  ],
  cap: {
    exclusive: 'The checkout refuses a cart with more items of these products.',
    open: 'Any further items sell at full price.',
  },
  beforeStart: 'Until then, nobody can buy these products.',
  afterEnd: { public: 'Everyone can buy these products', closed: 'Nobody can buy these products' },
  deletion:
    'Within a minute, everyone can buy its products. To keep anyone from buying them, pause the gate instead.',
  pause:
    'During a pause, nobody can buy the products of exclusive gates. Their pages say that they are not on sale.',
  withoutOrders: 'The checkout still gives discounts and refuses exclusive products.',
  shop: 'The checkout itself enforces gates.',
}

/** Words of a shop whose checkout refuses nothing, or is not known to. `limit` says so, as a sentence. */
function composeOpenWords(
  limit: string,
): Omit<RefusalWords, 'others' | 'othersInDetail' | 'cap' | 'withoutOrders' | 'shop'> {
  return {
    standings: {
      active: `These products are for holders, and shoppers see the gate on them. ${limit}`,
      test: `These products are for test wallets that meet the conditions. Everyone else is told that they are not available. ${limit}`,
      paused: `The pages of these products say that they are not on sale. ${limit}`,
      scheduled: `The gate has not started, and the pages of its products say when it starts. ${limit}`,
      closed: `The gate has ended, and the pages of its products say so. ${limit}`,
      public: ENDED,
    },
    beforeStart: `Until then, the pages of these products say that they are not on sale. ${limit}`,
    afterEnd: {
      public: 'Everyone can buy these products',
      closed: 'The pages of these products say that they are not on sale',
    },
    pause: `During a pause, the product pages of exclusive gates say that they are not on sale. ${limit}`,
    deletion:
      'Within a minute, its products are on sale for everyone. To let their pages say that they are not on sale, pause the gate instead.',
  }
}

const WORDS = {
  functions: CHECKOUT,
  codes: {
    ...composeOpenWords(NO_REFUSAL),
    others: `${BUTTON}. The checkout cannot refuse their order here, so Palisade finds it right after it comes in.`,
    othersInDetail: [
      'The buy button stays on the pages of these products, and the checkout cannot refuse an order here.',
    ],
    cap: {
      exclusive: `${NO_REFUSAL} Palisade finds an order with more items when it comes in.`,
      open: 'A discount code applies to further items too. Palisade finds an order with more items when it comes in.',
    },
    withoutOrders:
      'Holders still get their discount codes, but nothing keeps others from exclusive products.',
    shop: 'Shopify lets Palisade into the checkout only on the Plus plan. Holders get a code that works for one order, and Palisade checks orders for exclusive products when they come in. Each gate’s page says what this means for the gate.',
  },
  unknown: {
    ...composeOpenWords(NOT_KNOWN),
    others: `${BUTTON}. ${NOT_KNOWN}`,
    othersInDetail: [],
    cap: {
      exclusive: `The most items of these products in one order. ${NOT_KNOWN}`,
      open: 'The most items of these products in one order that holders get their price for.',
    },
    withoutOrders: 'Holders still get their discounts.',
    shop: 'Palisade could not find out yet whether Shopify lets it into the checkout of this shop. It asks again within an hour, and when you save a gate.',
  },
} as const satisfies Record<Enforcement['level'], RefusalWords>

/** Describe what a shop's checkout refuses, by what Shopify lets the shop enforce. No other place of the admin says it. */
export function describeRefusals({ level }: Pick<Enforcement, 'level'>): RefusalWords {
  return WORDS[level]
}
