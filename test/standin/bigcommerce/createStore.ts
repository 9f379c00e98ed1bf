import { randomBytes, randomUUID } from 'node:crypto'
import { type Knobs, USUAL_KNOBS } from './knobs.ts'
import type { StandinApp, StandinStore } from './state.ts'

export type CreateStoreParameters = {
  hash: string
  app: StandinApp
  /** In milliseconds. */
  now: () => number
  knobs?: Partial<Knobs>
}

/** A store without goods. */
export function createStore({ hash, app, now, knobs = {} }: CreateStoreParameters): StandinStore {
  const numbers = new Map<string, number>()
  const store: StandinStore = {
    hash,
    app,
    now: () => now() + store.clockOffsetSeconds * 1000,
    clockOffsetSeconds: 0,
    knobs: { ...USUAL_KNOBS, ...knobs },
    id: 1_025_646,
    accountUuid: randomUUID(),
    name: 'Northwind Goods',
    headHtml: '',
    currency: 'USD',
    origin: '',
    owner: { id: 7_654_321, email: 'owner@example.com', locale: 'en-US' },
    users: new Map(),
    codes: new Map(),
    installation: null,
    requests: [],
    failures: [],
    products: new Map(),
    categories: new Map(),
    customers: new Map(),
    groups: new Map(),
    promotions: new Map(),
    coupons: new Map(),
    hooks: new Map(),
    scripts: new Map(),
    carts: new Map(),
    orders: new Map(),
    sessions: new Map(),
    events: {
      log: [],
      deliveries: [],
      pending: new Set(),
      held: [],
      isHeld: false,
      loseNext: 0,
      doubleNext: 0,
    },
    faults: [],
    log: [],
    count: (kind, first = 1) => {
      const next = numbers.get(kind) ?? first
      numbers.set(kind, next + 1)
      return next
    },
  }
  return store
}

/** Text that nobody guesses, of letters and digits. */
export function createSecret(bytes = 16): string {
  return randomBytes(bytes).toString('hex')
}
