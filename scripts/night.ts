import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findClocks, runUnderClocks } from '../test/e2e/night/clocks.ts'
import { FAULT_NAMES, kindOf } from '../test/e2e/night/faultKinds.ts'
import { type Means, type NightPlan, parsePlan, planNight } from '../test/e2e/night/nightPlan.ts'
import { runNight } from '../test/e2e/night/runNight.ts'
import { makeDice } from '../test/makeDice.ts'
import { canMountDisk } from '../test/standin/processes/mountSmallDisk.ts'
import { stopOnSignals } from './stopOnSignals.ts'

/*
 * npm run test:night -- --seed 7 --minutes 60: sell for that long while servers, the database, Shopify, the chain, clocks
 * and webhooks fail, in an order that the seed chooses, or as the file of `--plan` says. The exit code is 1 if something
 * was lost or wrong, and 2 if the words or the plan are. docs/nights.md has the rest.
 */
const USAGE =
  'Usage: npm run test:night -- [--seed <whole number>] [--minutes <number>] [--database postgresql|embedded] [--plan <file.json, or a name of docs/nights.md>] [--show] [--list]'
const FOLDER = '.data/night'
const PLANS = 'test/e2e/night/plans'

function readWords() {
  const string = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const options = { seed: string, minutes: string, database: string, plan: string, show: flag, list: flag }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

function refuse(sentence: string): never {
  console.error(sentence)
  console.error(USAGE)
  process.exit(2)
}

const { seed: seedText, minutes: minutesText = '10', database, plan: file, show, list } = readWords()
if (list) {
  for (const name of FAULT_NAMES) console.log(`${name}: ${kindOf(name).what}`)
  process.exit(0)
}
const seed = Number(seedText ?? Math.floor(Math.random() * 2 ** 31))
const minutes = Number(minutesText)
if (!Number.isInteger(seed) || !(minutes > 0))
  refuse('--seed must be a whole number, and --minutes a number above 0.')
const chosen = (['postgresql', 'embedded'] as const).find((name) => name === database)
if (database !== undefined && !chosen) refuse('--database must be postgresql or embedded.')
await runUnderClocks()
stopOnSignals()
const clocks = findClocks()
const means: Means = { root: canMountDisk(), faketime: clocks !== null }

function readPlan(): NightPlan {
  if (file === undefined)
    return planNight({ dice: makeDice(seed), minutes, means, ...(chosen && { database: chosen }) })
  try {
    const named = `${PLANS}/${file}.json`
    return parsePlan({ text: readFileSync(existsSync(named) ? named : file, 'utf8'), means })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

const plan = readPlan()
if (show) {
  const { seconds, faults } = plan
  console.log(JSON.stringify({ database: plan.database, minutes: seconds / 60, faults }, null, 2))
  process.exit(0)
}
if (!means.root) console.log('Faults of the disk are left out: only root can mount one.')
if (!means.faketime) console.log('Faults of the clock are left out: libfaketime is not installed.')
console.log(`A night of ${plan.seconds} s with ${plan.faults.length} faults, ${plan.database}, seed ${seed}.`)
const report = await runNight({ seed, plan, clocks, say: (line) => console.log(line), logs: FOLDER })
console.log(report.text)
for (const sentence of report.wrong) console.error(sentence)
mkdirSync(FOLDER, { recursive: true })
writeFileSync(`${FOLDER}/${seed}.json`, `${JSON.stringify(report, null, 2)}\n`)
console.log(
  `seed ${seed}: ${report.faults} faults, ${report.requests} requests, ${report.refused} refused or unanswered, ${report.orders} orders, ${report.settled} settled, lost = ${report.lost}, wrong = ${report.wrong.length}`,
)
process.exit(report.wrong.length === 0 ? 0 : 1)
