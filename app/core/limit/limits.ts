import type { Limit, LimitedRequest } from './types.ts'

/**
 * Per client and shop. A page renews at every load and every choice of a variant, so `renew` allows more. They are
 * high, because many phones may share one address of their carrier.
 */
export const clientLimits = {
  nonce: { most: 120, seconds: 60 },
  unlock: { most: 120, seconds: 60 },
  renew: { most: 600, seconds: 60 },
  qr: { most: 60, seconds: 60 },
  // The block of an order that is not settled yet asks every few seconds.
  surface: { most: 120, seconds: 60 },
} as const satisfies Record<LimitedRequest, Limit>

/** Per client and process: pages, and every other request without a key. */
export const pageLimit: Limit = { most: 600, seconds: 60 }

/** The same for all clients behind one undeclared proxy, because they cannot be told apart. */
export const sharedPageLimit: Limit = { most: 12_000, seconds: 60 }

/** Per edge and process: a tenth of the shop's limit. Many shoppers share an edge. */
export const edgeLimit: Limit = { most: 12_000, seconds: 60 }

/** Per wallet and shop: unlocks that the wallet has signed. */
export const walletLimit: Limit = { most: 240, seconds: 60 }

/**
 * Per shop: all requests that have proven themselves. 100,000 holders who unlock within five minutes make 60,000 a
 * minute (a nonce, an unlock and a renewal each), and more come in the first minute than in the last.
 */
export const shopLimit: Limit = { most: 120_000, seconds: 60 }

/** Per client of a project, with a publishable key. A page sends four or five requests for a login. */
export const apiClientLimit: Limit = { most: 600, seconds: 60 }

/** Per project: all requests together. */
export const apiProjectLimit: Limit = { most: 12_000, seconds: 60 }

/** Per project: numbers read from chains. */
export const apiReadLimit: Limit = { most: 6_000, seconds: 60 }

/** Per client of a project: numbers read from chains. No client alone can use up the project's limit. */
export const apiClientReadLimit: Limit = { most: 600, seconds: 60 }

/** Per secret key: requests that change a gate. Each may ask Shopify a few dozen times. */
export const apiGateLimit: Limit = { most: 60, seconds: 60 }

/** Per client, at all projects together: requests with an unknown key. */
export const apiGuessLimit: Limit = { most: 60, seconds: 60 }

/** Per till: checks, charges and undone charges. A busy counter has a shopper every few seconds. */
export const tillLimit: Limit = { most: 120, seconds: 60 }

/** Per client, at all shops together: requests with the link of a till. */
export const tillClientLimit: Limit = { most: 600, seconds: 60 }

/** Per wallet of a project: numbers read from chains. */
export const apiWalletReadLimit: Limit = { most: 240, seconds: 60 }
