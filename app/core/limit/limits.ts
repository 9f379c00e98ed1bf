import type { Limit, LimitedRequest } from './types.ts'

/**
 * Of one client at one shop. A page renews at every load and choice of a variant, hence more of those; a whole street
 * of phones may share one address of a carrier, hence so many at all.
 */
export const clientLimits = {
  nonce: { most: 120, seconds: 60 },
  unlock: { most: 120, seconds: 60 },
  renew: { most: 600, seconds: 60 },
} as const satisfies Record<LimitedRequest, Limit>

/** Of one client, pages and whatever else answers without a key, in each process. */
export const pageLimit: Limit = { most: 600, seconds: 60 }

/** The same of all who come through one proxy that was not counted, as nobody can tell them apart. */
export const sharedPageLimit: Limit = { most: 12_000, seconds: 60 }

/** Of one edge that many shoppers share, in each process: a tenth of what a shop may. */
export const edgeLimit: Limit = { most: 12_000, seconds: 60 }

/** Of one wallet at one shop: unlocks that it has signed. */
export const walletLimit: Limit = { most: 240, seconds: 60 }

/**
 * Of one shop, all requests that have proven themselves. 100,000 holders who unlock within five minutes make 60,000 a
 * minute (a nonce, an unlock and a renewal each), and more come in the first minute than in the last.
 */
export const shopLimit: Limit = { most: 120_000, seconds: 60 }

/** Of one client of a project, with a publishable key: a page asks for four or five in a login. */
export const apiClientLimit: Limit = { most: 600, seconds: 60 }

/** Of one project, all requests together. */
export const apiProjectLimit: Limit = { most: 12_000, seconds: 60 }

/** Numbers read from chains for one project. */
export const apiReadLimit: Limit = { most: 6_000, seconds: 60 }

/** Numbers read from chains for one client of a project: no client alone can use up what the project may read. */
export const apiClientReadLimit: Limit = { most: 600, seconds: 60 }

/** Keys that nobody has, from one client at all projects. */
export const apiGuessLimit: Limit = { most: 60, seconds: 60 }

/** Numbers read from chains for one wallet of a project. */
export const apiWalletReadLimit: Limit = { most: 240, seconds: 60 }
