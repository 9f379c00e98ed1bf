/** A series of samples, one a minute, as `promtool test rules` writes them: `0+6x20` is 0, 6, 12 … 120. */
export type Series = Readonly<Record<string, string>>

/** What an alert must do. */
export type AlertCase = {
  readonly alert: string
  /** Minutes after the first sample. */
  readonly at: number
  readonly fires: Series
  readonly labels: Readonly<Record<string, string>>
  readonly summary: string
  /** Each alone must not fire: just below the limit, too short, or nothing to divide by. */
  readonly quiet: Readonly<Record<string, Series>>
}

const SERVER = 'instance="a:3000",job="palisade"'
const requests = (status: string, route = '/proxy/unlock') =>
  `palisade_http_requests_total{${SERVER},route="${route}",method="POST",status="${status}"}`
const bucket = (le: string, route = '/proxy/unlock') =>
  `palisade_http_request_seconds_bucket{${SERVER},route="${route}",le="${le}"}`
const unlocks = (outcome: string) => `palisade_unlocks_total{${SERVER},outcome="${outcome}"}`
const endpoint = (name: string) =>
  `palisade_rpc_${name}_total{${SERVER},chain="ethereum",source="ethereum 1"}`
const connections = (state: string) =>
  `palisade_database_connections{${SERVER},pool="requests",state="${state}"}`
const shopify = (outcome: string) =>
  `palisade_shopify_requests_total{${SERVER},api="admin",outcome="${outcome}"}`
const jobs = (state: string) => `palisade_jobs_queued{${SERVER},kind="order",state="${state}"}`
const UP = `up{${SERVER}}`
const DATABASE = `palisade_database_up{${SERVER}}`
const OLDEST = `palisade_jobs_oldest_seconds{${SERVER},kind="order"}`
const TURNED = `palisade_requests_turned_away_total{${SERVER}}`
const LAG = `nodejs_eventloop_lag_p99_seconds{${SERVER}}`
const OWN = { instance: 'a:3000', job: 'palisade' }
const page = (labels: object = {}) => ({ severity: 'page', ...labels })
const ticket = (labels: object = {}) => ({ severity: 'ticket', ...labels })

/** For each alert a series that fires, and series that do not. */
export const ALERT_CASES: readonly AlertCase[] = [
  {
    ...{ alert: 'PalisadeDown', at: 3, labels: page(OWN), fires: { [UP]: '0x9' } },
    summary: 'a:3000 does not answer /metrics.',
    quiet: {
      'a server that answers': { [UP]: '1x9' },
      'a restart that takes a minute': { [UP]: '1 0 1x9' },
      'a server of another job': { 'up{instance="b",job="node"}': '0x9' },
    },
  },
  {
    ...{ alert: 'PalisadeDatabaseAway', at: 2, labels: page(OWN), fires: { [DATABASE]: '1 0x9' } },
    summary: 'The database of a:3000 does not answer, or cannot be changed. Nothing is unlocked.',
    quiet: { 'a database that answers': { [DATABASE]: '1x9' }, 'one scrape': { [DATABASE]: '1 0 1x9' } },
  },
  {
    ...{ alert: 'PalisadeServerErrors', at: 12, labels: page({ route: '/proxy/unlock' }) },
    fires: {
      [requests('5xx')]: '0+10x20',
      [requests('2xx')]: '0+90x20',
      [requests('2xx', '/app')]: '0+900x20',
    },
    summary: '/proxy/unlock answers 10% of its requests with a server error.',
    quiet: {
      'one of a hundred': { [requests('5xx')]: '0+1x20', [requests('2xx')]: '0+99x20' },
      'requests that were refused': { [requests('4xx')]: '0+99x20', [requests('2xx')]: '0+1x20' },
      'no request at all': { [requests('5xx')]: '5x20', [requests('2xx')]: '5x20' },
    },
  },
  {
    ...{ alert: 'PalisadeSlow', at: 20, labels: ticket() },
    fires: { [bucket('2.5')]: '0+0x30', [bucket('5')]: '0+10x30', [bucket('+Inf')]: '0+10x30' },
    summary: 'One shopper in twenty waits longer than 4.875s.',
    quiet: {
      'one in a hundred': {
        [bucket('2.5')]: '0+99x30',
        [bucket('5')]: '0+100x30',
        [bucket('+Inf')]: '0+100x30',
      },
      'slow pages of the admin': { [bucket('2.5', '/app')]: '0x30', [bucket('+Inf', '/app')]: '0+10x30' },
      'no shopper': { [bucket('2.5')]: '7x30', [bucket('+Inf')]: '7x30' },
    },
  },
  {
    ...{ alert: 'PalisadeUnchecked', at: 25, labels: page() },
    fires: { [unlocks('unchecked')]: '0+2x30', [unlocks('open')]: '0+8x30' },
    summary: '20% of the gates that shoppers ask for cannot be checked.',
    quiet: {
      'a twentieth': { [unlocks('unchecked')]: '0+1x30', [unlocks('open')]: '0+19x30' },
      'wallets that hold nothing': {
        [unlocks('requirement-not-met')]: '0+9x30',
        [unlocks('open')]: '0+1x30',
      },
    },
  },
  {
    ...{
      alert: 'PalisadeEndpointFailing',
      at: 25,
      labels: ticket({ chain: 'ethereum', source: 'ethereum 1' }),
    },
    fires: { [endpoint('failures')]: '0+6x30', [endpoint('requests')]: '0+10x30' },
    summary: 'The endpoint ethereum 1 fails 60% of its requests.',
    quiet: { 'two of five': { [endpoint('failures')]: '0+4x30', [endpoint('requests')]: '0+10x30' } },
  },
  {
    ...{ alert: 'PalisadeJobsLate', at: 6, labels: ticket({ kind: 'order' }), fires: { [OLDEST]: '1200x9' } },
    summary: 'A job of the kind order has waited for 20m 0s.',
    quiet: { 'a job of ten minutes': { [OLDEST]: '600x9' }, 'one that soon ran': { [OLDEST]: '1200x3 0x9' } },
  },
  {
    ...{ alert: 'PalisadeJobsFailing', at: 62, labels: ticket({ kind: 'order' }) },
    fires: { [jobs('failing')]: '2x70' },
    summary: 'Jobs of the kind order fail again and again: 2. The admin says why.',
    quiet: {
      'jobs that wait': { [jobs('waiting')]: '9x70', [jobs('failing')]: '0x70' },
      'one that failed for half an hour': { [jobs('failing')]: '0x31 1x29 0x9' },
    },
  },
  {
    ...{ alert: 'PalisadeConnectionsShort', at: 6, labels: ticket({ instance: 'a:3000', pool: 'requests' }) },
    fires: { [connections('waiting')]: '3x9', [connections('idle')]: '0x9' },
    summary: 'Callers of a:3000 wait for a connection of the pool requests.',
    quiet: {
      'a full pool without callers': { [connections('waiting')]: '0x9', [connections('total')]: '10x9' },
    },
  },
  {
    ...{ alert: 'PalisadeFull', at: 12, labels: ticket({ instance: 'a:3000' }) },
    fires: { [TURNED]: '0+30x20' },
    summary:
      'a:3000 tells people to come back later: it answers as many logins at once as REQUESTS_AT_ONCE allows.',
    quiet: {
      'a drop that is over after two minutes': { [TURNED]: '0+30x2 60x20' },
      'nobody for a day': { [TURNED]: '60x20' },
    },
  },
  {
    ...{ alert: 'PalisadeShopifyThrottled', at: 30, labels: ticket() },
    fires: { [shopify('throttled')]: '0+1x40', [shopify('answered')]: '0+9x40' },
    summary: 'Shopify throttles 10% of the requests.',
    quiet: { 'one of a hundred': { [shopify('throttled')]: '0+1x40', [shopify('answered')]: '0+99x40' } },
  },
  {
    ...{ alert: 'PalisadeEventLoopBlocked', at: 6, labels: ticket(OWN), fires: { [LAG]: '0.75x9' } },
    summary: 'The event loop of a:3000 is blocked for up to 750ms.',
    quiet: { 'a fifth of a second': { [LAG]: '0.2x9' }, 'a minute of it': { [LAG]: '0.1 0.75 0.1x9' } },
  },
]
