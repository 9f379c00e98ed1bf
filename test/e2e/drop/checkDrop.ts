import { evaluateProof } from '../../../app/core/proof/evaluateProof.ts'
import { formatPeriod, readLocalClock } from '../../../app/core/proof/readLocalClock.ts'
import { signProof } from '../../../app/crypto/proofs.ts'
import { readReferenceConfig } from '../../extensions/proof-check/referenceConfig.ts'
import { checkLedger } from '../night/checkLedger.ts'
import type { RunningServers } from '../openServers.ts'
import type { DropReport } from './generateDrop.ts'

export type CheckDropParameters = {
  readonly servers: RunningServers
  readonly report: Pick<DropReport, 'ends' | 'kinds' | 'opened'>
  readonly gate: number
  /** How many came, how many of them hold a coin, and how many places there are. */
  readonly wallets: number
  readonly holders: number
  readonly total: number
}

/** Check that a drop gave out exactly its places, and told everybody the truth; returns a sentence for each fault. */
export async function checkDrop(parameters: CheckDropParameters): Promise<string[]> {
  const { servers, report, gate, wallets, holders, total } = parameters
  const wrong: string[] = []
  const expect = (what: string, found: number, wanted: number) => {
    if (found !== wanted) wrong.push(`${what}: ${found} instead of ${wanted}.`)
  }
  const places = Math.min(holders, total)
  const count = async (sql: string, values: readonly unknown[] = [gate]) =>
    Number((await servers.read(sql, values))[0]?.n)
  expect(
    'open reservations in the database',
    await count("SELECT count(*) AS n FROM reservation WHERE gate = $1 AND state = 'open'"),
    places,
  )
  expect(
    'taken places in the database',
    await count('SELECT count(*) AS n FROM total_slot WHERE gate = $1 AND reservation_id IS NOT NULL'),
    places,
  )
  expect(
    'wallets with an open place in the database',
    await count("SELECT count(DISTINCT key) AS n FROM open_place WHERE gate = $1 AND kind = 'wallet'"),
    places,
  )
  const end = (kind: string) => report.ends[`unlock ${kind}`] ?? 0
  expect('shoppers who were told that they have a place', end('200 open'), places)
  expect(
    'shoppers who were told that all places are taken',
    end('200 closed used-up total'),
    holders - places,
  )
  expect('shoppers who were told that they hold too little', end('200 closed unmet'), wallets - holders)
  expect('proofs', report.opened.length, places)
  expect('different proofs', new Set(report.opened.map(({ proof }) => proof)).size, places)
  expect('proofs that do not verify', countFalse(servers, report, gate), 0)
  for (const [kind, { count: times }] of Object.entries(report.kinds))
    if (/ 5\d\d |no answer|ERR_RATE_LIMITED/.test(kind)) wrong.push(`${times} times: ${kind}`)
  // Every answer about the gate is in the log, once.
  const answers = await waitForLog(count, wallets)
  expect('answers in the log of unlocks', answers, wallets)
  return [...wrong, ...(await checkLedger({ look: (run) => run(servers.read) }))]
}

/** Servers write the log each second. */
async function waitForLog(
  count: (sql: string) => Promise<number>,
  wanted: number,
  tries = 100,
): Promise<number> {
  const logged = await count('SELECT count(*) AS n FROM unlock_event WHERE gate = $1')
  if (logged === wanted || tries === 0) return logged
  await new Promise((resolve) => setTimeout(resolve, 300))
  return waitForLog(count, wanted, tries - 1)
}

/** How many proofs are not good at the checkout now: with the keys that Shopify's Functions have. */
function countFalse({ demo }: RunningServers, { opened }: Pick<DropReport, 'opened'>, gate: number): number {
  const { metafields, ianaTimezone } = demo.shop
  const text = [...metafields.values()].find(({ key }) => key === 'proof_config')?.value
  const keys = new Map(readReferenceConfig(text)?.keys.map(({ epoch, key }) => [epoch, key]))
  const at = Math.floor(Date.now() / 1000)
  const period = formatPeriod(readLocalClock({ at, ianaTimezone }))
  const isGood = (proof: string) => {
    const result = evaluateProof({
      ...{ text: proof, place: 'c', period, customerId: null },
      computeMac: ({ epoch, unsigned }) => {
        const key = keys.get(epoch)
        return key === undefined ? null : signProof({ unsigned, key: Buffer.from(key, 'hex') })
      },
    })
    return result.kind === 'accepted' && result.claims.entries.some((entry) => entry.gate === gate)
  }
  return opened.filter(({ proof }) => !isGood(proof)).length
}
