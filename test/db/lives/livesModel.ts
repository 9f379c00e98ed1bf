import type { Good } from './platform.ts'

/*
 * What the ledger of one shop must say, in plain arrays: one use for each unlock and gate. It knows nothing of proofs,
 * coupons, jobs or rows, and nothing of any other shop.
 */

/** The gates of each shop: one for each good, each with another limit. */
export const LIMITS = {
  jacket: { perWallet: 1, perToken: null, total: null },
  cap: { perWallet: null, perToken: 1, total: null },
  mug: { perWallet: null, perToken: null, total: 3 },
} as const satisfies Record<Good, unknown>
export const GATED = Object.keys(LIMITS) as Good[]

export type ModelUse = {
  readonly good: Good
  readonly wallet: string
  /** The token that is used up, or has the open place of a total; null where neither is counted. */
  readonly token: number | null
  /** When its cart's time to pay is over, unix seconds. */
  readonly endsAt: number
  state: 'reserved' | 'committed' | 'given back'
}
export type ModelUnlock = { readonly uses: readonly ModelUse[]; readonly orders: ModelOrder[] }
export type ModelOrder = {
  readonly id: number
  readonly unlock: ModelUnlock
  /** Units that are left of each good. */
  readonly left: Map<Good, number>
  isCancelled: boolean
  /** Whether the app has heard of all that happened to it. */
  isKnown: boolean
}
export type UnlockAnswer = 'open' | 'wallet' | 'token' | 'total' | 'place'

export function createModel() {
  const unlocks: ModelUnlock[] = []
  const orders: ModelOrder[] = []
  const living = (good: Good) =>
    unlocks.flatMap(({ uses }) => uses.filter((use) => use.good === good && use.state !== 'given back'))
  const reserved = (good: Good) => living(good).filter(({ state }) => state === 'reserved')

  /** What an unlock of a gate is answered, and the token that it takes. */
  function judge(good: Good, wallet: string, tokens: readonly number[]) {
    const answer = (kind: UnlockAnswer, token: number | null = null) => ({ kind, token })
    if (good === 'jacket') {
      const had = living(good).filter((use) => use.wallet === wallet).length
      return answer(had < LIMITS.jacket.perWallet ? 'open' : 'wallet')
    }
    if (good === 'cap') {
      const free = tokens.find((token) => !living(good).some((use) => use.token === token))
      return free === undefined ? answer('token') : answer('open', free)
    }
    const isTaken = (token: number) => reserved(good).some((use) => use.token === token)
    const token = tokens.find((one) => !isTaken(one))
    if (reserved(good).some((use) => use.wallet === wallet)) return answer('place')
    if (token === undefined) return answer('token')
    return living(good).length < LIMITS.mug.total ? answer('open', token) : answer('total')
  }

  /** The app reads an order. The earliest order of an unlock has its uses; what it has no goods for is given back. */
  function settle(order: ModelOrder): void {
    order.isKnown = true
    const [payer] = order.unlock.orders
    if (payer !== order) return
    for (const use of order.unlock.uses) {
      const left = order.left.get(use.good)
      if (left === undefined || use.state === 'given back') continue
      use.state = !order.isCancelled && left > 0 ? 'committed' : 'given back'
    }
  }

  return {
    ...{ unlocks, orders, judge, settle },
    /** The app has looked at all orders. */
    settleAll: () => {
      for (const order of orders) if (!order.isKnown) settle(order)
    },
    /** The time of some carts is over. */
    expire: (now: number) => {
      for (const use of unlocks.flatMap(({ uses }) => uses)) {
        if (use.state === 'reserved' && use.endsAt <= now) use.state = 'given back'
      }
    },
    countUses: (good: Good) => ({
      reserved: reserved(good).length,
      committed: living(good).length - reserved(good).length,
    }),
    /** Each counted use of a wallet or token, as its good, kind and key. */
    listUnits: (): string[] =>
      [
        ...living('jacket').map(({ wallet }) => `jacket wallet ${wallet}`),
        ...living('cap').map(({ token }) => `cap token ${token}`),
      ].sort(),
    countPlaces: () => living('mug').length,
  }
}

export type LivesModel = ReturnType<typeof createModel>
