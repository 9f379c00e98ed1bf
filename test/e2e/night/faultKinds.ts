/** What a night sells on: two servers on one PostgreSQL, or one server with the embedded database. */
export type NightDatabase = 'postgresql' | 'embedded'

/** Two faults of one part wait for each other. */
type Part = 'server' | 'database' | 'chain' | 'shopify' | 'clock' | 'webhooks'

export type FaultKind = {
  /** What is done, in words for people. */
  readonly what: string
  readonly part: Part
  /** How long it lasts, the shortest and the longest, in seconds. */
  readonly seconds: readonly [least: number, most: number]
  readonly on: readonly NightDatabase[]
  /** What the machine must have. */
  readonly needs?: 'root' | 'faketime'
  /**
   * The answers that it may cause besides good ones: statuses, 0 for none at all, `unchecked` for a gate of which nobody
   * can tell, and `starting` for the 503 of a server that starts. 503 always names a time.
   */
  readonly may: readonly (number | 'unchecked' | 'starting')[]
}

const BOTH = ['postgresql', 'embedded'] as const
const SERVER = ['postgresql'] as const
/** The page of staff while Shopify gives no access, or no answer. */
const SHOPIFY = { part: 'shopify', on: BOTH, may: [502] } as const
const CHAIN = { part: 'chain', on: BOTH, seconds: [2, 8], may: ['unchecked'] } as const
const POSTGRES = { part: 'database', on: SERVER, may: [503] } as const
const CLOCK = { part: 'clock', on: BOTH, needs: 'faketime', may: [401, 503] } as const
const WEBHOOKS = { part: 'webhooks', on: BOTH, may: [] } as const

/** Every fault of a night by its name, as plans write it. `docs/nights.md` says what people read meanwhile. */
export const FAULT_KINDS = {
  'server-killed': {
    what: 'a server is killed (SIGKILL) in the middle of its work, and started again afterwards',
    ...{ part: 'server', seconds: [1, 4], on: BOTH, may: [0, 'starting'] },
  },
  'servers-killed': {
    what: 'both servers are killed (SIGKILL) at once',
    ...{ part: 'server', seconds: [1, 4], on: SERVER, may: [0, 'starting'] },
  },
  'server-stopped': {
    what: 'a server is told to stop (SIGTERM) with requests in flight, which must all be answered',
    ...{ part: 'server', seconds: [1, 3], on: BOTH, may: [0, 'starting'] },
  },
  'server-frozen': {
    what: 'a server is stopped in the middle of its work (SIGSTOP) with its locks, and goes on afterwards',
    // What it was asking a chain when it froze is too late when it goes on.
    ...{ part: 'server', seconds: [4, 40], on: BOTH, may: [0, 401, 503, 'unchecked'] },
  },
  'postgres-killed': {
    what: 'PostgreSQL is killed (SIGKILL), with all of its processes',
    ...{ ...POSTGRES, seconds: [1, 4] },
  },
  'postgres-restarted': {
    what: 'PostgreSQL is restarted, as after an update',
    ...{ ...POSTGRES, seconds: [0, 1] },
  },
  'postgres-frozen': {
    what: 'PostgreSQL keeps its connections and answers nothing',
    ...{ ...POSTGRES, seconds: [2, 10] },
  },
  'postgres-slow': {
    what: 'each packet to and from PostgreSQL comes 200 ms late',
    ...{ ...POSTGRES, seconds: [4, 12] },
  },
  'postgres-cut': {
    what: 'the network to PostgreSQL cuts every connection, and lets no other through',
    ...{ ...POSTGRES, seconds: [1, 6] },
  },
  'postgres-crowded': {
    what: 'other programs take every connection that PostgreSQL allows',
    ...{ ...POSTGRES, seconds: [3, 8] },
  },
  'postgres-read-only': {
    what: 'PostgreSQL refuses every change (default_transaction_read_only)',
    ...{ ...POSTGRES, seconds: [2, 8] },
  },
  'postgres-standby': {
    what: 'PostgreSQL comes back as a standby, until somebody promotes it',
    ...{ ...POSTGRES, seconds: [2, 6] },
  },
  'disk-full': {
    what: 'the disk of the database is full',
    ...{ part: 'database', seconds: [3, 8], on: BOTH, needs: 'root', may: [503] },
  },
  'chain-stopped': { what: 'no endpoint of the chain takes a connection', ...CHAIN },
  'chain-silent': { what: 'no endpoint of the chain answers', ...CHAIN },
  'chain-flapping': {
    what: 'each endpoint of the chain drops connections every other half second, never both at once',
    ...CHAIN,
  },
  'chain-garbage': { what: 'every endpoint of the chain answers what is no JSON', ...CHAIN },
  'chain-failing': { what: 'every endpoint of the chain answers 500', ...CHAIN },
  'chain-throttling': { what: 'every endpoint of the chain answers 429', ...CHAIN },
  'chain-lying': {
    what: 'both endpoints say that holders hold nothing, and that others hold; the second opinion knows better',
    ...CHAIN,
  },
  'chain-lying-alone': {
    what: 'both endpoints say that holders hold nothing, and that others hold; the second opinion is silent',
    ...CHAIN,
  },
  'second-opinion-lying': { what: 'the second opinion says the contrary of the truth', ...CHAIN },
  'endpoint-silent': { what: 'the first of two endpoints does not answer', ...CHAIN },
  'chain-reorganised': {
    what: 'the chain drops its last blocks, with a coin that somebody had got there, and goes on with others',
    ...CHAIN,
  },
  'shopify-failing': { what: 'Shopify answers 500', ...SHOPIFY, seconds: [2, 8] },
  'shopify-throttling': { what: 'Shopify answers 429', ...SHOPIFY, seconds: [2, 8] },
  'shopify-refusing': { what: 'Shopify refuses the token of the shop (401)', ...SHOPIFY, seconds: [2, 8] },
  'shopify-dropping': { what: 'Shopify drops each connection', ...SHOPIFY, seconds: [2, 8] },
  'shopify-forgetful': {
    what: 'Shopify does what is asked, and drops the connection before it answers',
    ...{ ...SHOPIFY, seconds: [2, 8] },
  },
  'shopify-silent': { what: 'Shopify does not answer', ...SHOPIFY, seconds: [2, 8] },
  'shopify-silent-day': {
    what: 'Shopify does not answer for a day; the clocks of everybody are turned on',
    ...{ part: 'shopify', seconds: [6, 10], on: BOTH, needs: 'faketime', may: [401, 502, 503] },
  },
  'clock-ahead': { what: 'the clock of the servers is set ten minutes ahead', ...CLOCK, seconds: [4, 10] },
  'clock-behind': { what: 'the clock of the servers is set ten minutes back', ...CLOCK, seconds: [4, 10] },
  'webhooks-storm': {
    what: 'old webhooks come again, twice each and in another order',
    ...{ ...WEBHOOKS, seconds: [1, 3] },
  },
  'webhooks-late': { what: 'no webhook comes, and then all of them', ...WEBHOOKS, seconds: [4, 12] },
  'webhooks-lost': {
    what: 'the webhooks of orders are lost, and an hour passes; the clocks of everybody are turned on',
    ...{ part: 'webhooks', seconds: [4, 8], on: BOTH, needs: 'faketime', may: [401, 502, 503] },
  },
} as const satisfies Record<string, FaultKind>

export type FaultName = keyof typeof FAULT_KINDS
export const FAULT_NAMES = Object.keys(FAULT_KINDS) as FaultName[]

/** The kind of a fault, without the exact values of its row. */
export const kindOf = (name: FaultName): FaultKind => FAULT_KINDS[name]
