export type ComposeInputParameters = {
  config: unknown
  /** YYYYMMDD */
  today?: string
  slot?: number
  customer?: string | null
  isAuthenticated?: boolean
  texts?: { c?: string; m?: string }
  lines?: unknown[]
  rate?: string
  discountClasses?: string[]
}

/** Compose the result of the lines target's input query. */
export function composeInput(parameters: ComposeInputParameters) {
  const { config, today = '20261125', slot = 4, customer = null, isAuthenticated = false } = parameters
  const {
    texts = {},
    lines = [],
    rate = '1.0',
    discountClasses = ['ORDER', 'PRODUCT', 'SHIPPING'],
  } = parameters
  return {
    shop: { localTime: { date: today.replace(/^(....)(..)(..)$/, '$1-$2-$3'), ...composeHours(slot) } },
    discount: { discountClasses, proofConfig: { value: JSON.stringify(config) } },
    presentmentCurrencyRate: rate,
    cart: {
      buyerIdentity: {
        isAuthenticated,
        customer: customer === null ? null : { id: `gid://shopify/Customer/${customer}` },
      },
      proof: wrap(texts.c),
      pass: wrap(texts.m),
      lines,
    },
  }
}

export type ComposeLineParameters = {
  id?: string
  quantity?: number
  proof?: string
  amount?: string
  currencyCode?: string
  productGates?: string
  variantGates?: string
  isGiftCard?: boolean
}

/** Compose one line of the lines target's input. */
export function composeLine(parameters: ComposeLineParameters = {}) {
  const {
    id = 'gid://shopify/CartLine/1',
    quantity = 1,
    proof,
    amount = '50.0',
    currencyCode = 'USD',
  } = parameters
  const { productGates, variantGates, isGiftCard = false } = parameters
  return {
    id,
    quantity,
    proof: wrap(proof),
    cost: { amountPerQuantity: { amount, currencyCode } },
    merchandise: {
      __typename: 'ProductVariant',
      gates: wrap(variantGates),
      product: { isGiftCard, gates: wrap(productGates) },
    },
  }
}

/** Compose the six fields of a two-hour period: each is true for twelve hours from its own hour. */
export function composeHours(slot: number): Record<string, boolean> {
  const hour = slot * 2
  return Object.fromEntries([0, 2, 4, 6, 8, 10].map((from) => [`h${from}`, from <= hour && hour < from + 12]))
}

function wrap(value: string | undefined): { value: string } | null {
  return value === undefined ? null : { value }
}
