import { startPostgres } from '../../standin/postgres/startPostgres.ts'
import { median } from '../compare.ts'
import { countRounds, isOnce, measureAgainIfMissed } from '../rounds.ts'
import type { BenchRow } from '../row.ts'
import { composeRequest } from './composeRequest.ts'
import { type Contender, type ContenderName, SITE, startContenders } from './startContenders.ts'
import { type RunningLoad, startLoad } from './startLoad.ts'
import { makeWallet, signLogin } from './wallets.ts'

const CONNECTIONS = 50
const ROUNDS = 15
/** Rounds before the measurement, until the JIT has compiled the code as in a server that has run for a while. */
const WARM_ROUNDS = 6
/** Requests per measured round: a fraction of a second each, so that noise of the machine hits all contenders. */
const SIZES = {
  ours: { nonce: 1200, auth: 600, validate: 1500 },
  bare: { nonce: 1200, auth: 600, validate: 1500 },
  remix: { nonce: 300, auth: 200, validate: 0 },
} as const satisfies Record<ContenderName, Record<Endpoint, number>>
const PATHS = {
  nonce: '/api/v1/auth/nonce',
  auth: '/api/v1/auth',
  validate: '/api/v1/auth/validate',
} as const

type Endpoint = 'nonce' | 'auth' | 'validate'
/** Of one round: requests per second, and CPU time per request. */
type Measured = { readonly perSecond: number; readonly cpu: number }
type Figures = Record<Endpoint, Record<ContenderName, Measured[]>>

/**
 * Measure the production server's busiest endpoints beside a bare `node:http` server and an ordinary remix-serve app.
 *
 * Rounds are interleaved and shuffled. A missed bar is measured once more, because noise only slows down.
 */
export async function benchLoginApi(): Promise<BenchRow[]> {
  // Without fsync: waiting for the disk would hide the server's cost.
  const postgres = await startPostgres()
  const load = startLoad()
  let contenders: Contender[] = []
  try {
    contenders = await startContenders({ postgresUrl: postgres.url })
    return await measureAgainIfMissed(async () => composeRows(await measure({ contenders, load })))
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()))
    await load.close()
    await postgres.close()
  }
}

async function measure({ contenders, load }: { contenders: Contender[]; load: RunningLoad }) {
  const empty = () => ({ ours: [], bare: [], remix: [] })
  const figures: Figures = { nonce: empty(), auth: empty(), validate: empty() }
  for (let round = isOnce ? 0 : -WARM_ROUNDS; round < countRounds(ROUNDS); round++) {
    const tokens = new Map<ContenderName, string[]>()
    for (const contender of shuffle(contenders)) {
      const { measured } = await fire({
        contender,
        load,
        endpoint: 'nonce',
        bodies: makeNonceBodies(contender),
      })
      if (round >= 0) figures.nonce[contender.name].push(measured)
    }
    for (const contender of shuffle(contenders)) {
      const bodies = await signLogins({ contender, load })
      const { measured, answers } = await fire({ contender, load, endpoint: 'auth', bodies })
      tokens.set(
        contender.name,
        answers.map(({ accessToken }) => String(accessToken)),
      )
      await refuseReplay({ contender, load, bodies })
      if (round >= 0) figures.auth[contender.name].push(measured)
    }
    for (const contender of shuffle(contenders)) {
      const count = SIZES[contender.name].validate
      const own = tokens.get(contender.name) ?? []
      const bodies = Array.from({ length: count }, (_, i) => ({ accessToken: own[i % 200] }))
      if (count === 0) continue
      const { measured } = await fire({ contender, load, endpoint: 'validate', bodies })
      if (round >= 0) figures.validate[contender.name].push(measured)
    }
  }
  return figures
}

type FireParameters = {
  readonly contender: Contender
  readonly load: RunningLoad
  readonly endpoint: Endpoint
  readonly bodies: readonly object[]
}

/** Send all bodies at once over the connections; every answer must have status 200. */
async function fire({ contender, load, endpoint, bodies }: FireParameters) {
  const { name, key, port, readCpu } = contender
  const requests = bodies.map((body) => composeRequest({ path: PATHS[endpoint], key, body }))
  const before = await readCpu()
  const report = await load.send({
    port,
    connections: CONNECTIONS,
    requests,
    keepBodies: endpoint !== 'validate',
  })
  const cpu = ((await readCpu()) - before) / requests.length
  if (report.statuses['200'] !== requests.length) {
    throw new Error(`${name} ${endpoint}: ${JSON.stringify(report.statuses)} ${report.bodies[0] ?? ''}`)
  }
  const answers = report.bodies.map((body) => JSON.parse(body) as Record<string, unknown>)
  return { measured: { perSecond: requests.length / report.seconds, cpu }, answers }
}

function makeNonceBodies({ name }: Contender) {
  return Array.from({ length: SIZES[name].nonce }, () => ({
    chain: 'ethereum',
    walletAddress: makeWallet().address,
    locale: 'en',
  }))
}

/** Logins of new wallets, each with its own nonce and a new signature. */
async function signLogins({ contender, load }: { contender: Contender; load: RunningLoad }) {
  const wallets = Array.from({ length: SIZES[contender.name].auth }, makeWallet)
  const bodies = wallets.map(({ address }) => ({ chain: 'ethereum', walletAddress: address }))
  const { answers } = await fire({ contender, load, endpoint: 'nonce', bodies })
  const issuedAt = new Date().toISOString()
  const context = { domain: SITE, uri: `https://${SITE}`, chainId: 1, issuedAt }
  return wallets.map((wallet, i) => ({
    chain: 'ethereum',
    walletAddress: wallet.address,
    signature: signLogin({
      wallet,
      nonce: String(answers[i]?.nonce),
      statement: String(answers[i]?.statement),
      context,
    }),
    context,
  }))
}

async function refuseReplay({ contender, load, bodies }: Omit<FireParameters, 'endpoint'>): Promise<void> {
  const { name, key, port } = contender
  const requests = bodies.slice(0, 20).map((body) => composeRequest({ path: PATHS.auth, key, body }))
  const { statuses } = await load.send({ port, connections: 4, requests, keepBodies: false })
  const refused = Object.entries(statuses).filter(([status]) => status.startsWith('4'))
  if (refused.reduce((sum, [, count]) => sum + count, 0) !== requests.length)
    throw new Error(`${name} accepted a login twice: ${JSON.stringify(statuses)}`)
}

function composeRows(figures: Figures): BenchRow[] {
  const rate = (endpoint: 'nonce' | 'auth', against: 'bare' | 'remix', bar: number): BenchRow => {
    const of = (name: ContenderName) => figures[endpoint][name].map(({ perSecond }) => perSecond)
    const ratio = median(of('ours').map((ours, i) => ours / (of(against)[i] ?? Number.NaN)))
    const yardstick = against === 'bare' ? 'bare node:http' : 'remix-serve, Prisma, viem, jose'
    const times = { ours: median(of('ours')), yardstick: median(of(against)) }
    const name = `POST ${PATHS[endpoint].slice('/api/v1/'.length)} against ${yardstick}`
    return { name, ...times, unit: 'per second', ratio, bar: `≥ ${bar}`, holds: ratio >= bar }
  }
  const cpu = (name: ContenderName) => figures.validate[name].map((measured) => measured.cpu)
  const ratio = median(cpu('ours').map((ours, i) => ours / (cpu('bare')[i] ?? Number.NaN)))
  return [
    rate('nonce', 'bare', 0.6),
    rate('nonce', 'remix', 6),
    rate('auth', 'bare', 0.6),
    rate('auth', 'remix', 6),
    {
      name: 'POST auth/validate, CPU against bare node:http',
      ours: median(cpu('ours')),
      yardstick: median(cpu('bare')),
      unit: 'µs CPU',
      ratio,
      bar: '≤ 1.6',
      holds: ratio <= 1.6,
    },
  ]
}

function shuffle<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
