import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { fuzzDoors } from '../test/fuzz/doors/fuzzDoors.ts'
import { openWorld } from '../test/fuzz/doors/openWorld.ts'
import { fuzzFunctions } from '../test/fuzz/functions/fuzzFunctions.ts'
import { buildAll } from './buildAll.ts'
import { stopOnSignals } from './stopOnSignals.ts'

/*
 * npm run fuzz -- functions --inputs 10000000 --seed 1: the built Functions on so many inputs.
 * npm run fuzz -- doors --inputs 1000000 --seed 1: every URL that reads a body, on so many requests.
 *
 * Run the same command again to go on after a stop: .data/fuzz has its corpus and its count. A failure is made small and
 * kept as a file that a quick test replays. The exit code is 1 if there is one.
 */
const USAGE =
  'Usage: npm run fuzz -- functions|doors [--inputs <number>] [--seed <number>] [--workers <number>]'
const FOLDER = '.data/fuzz'
const say = (line: string) => console.log(line)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { inputs: { type: 'string' }, seed: { type: 'string' }, workers: { type: 'string' } },
})
const [what = ''] = positionals
stopOnSignals()
const inputs = Number(values.inputs ?? 100_000)
const seed = Number(values.seed ?? 1)
const workers = Number(values.workers ?? availableParallelism())
const isUsable = [inputs, seed, workers].every((one) => Number.isSafeInteger(one) && one > 0)
if (!isUsable || !['functions', 'doors'].includes(what) || positionals.length > 1) {
  console.error(USAGE)
  process.exit(2)
}
const files = await (what === 'functions'
  ? fuzzFunctions({ inputs, seed, workers, folder: FOLDER, say })
  : runDoors())
process.exit(files.length === 0 ? 0 : 1)

/** One server answers all requests, so there are no workers. */
async function runDoors(): Promise<readonly string[]> {
  say('Building the server, and starting it on a PostgreSQL with a stand-in of Shopify …')
  await buildAll()
  const world = await openWorld()
  try {
    return (await fuzzDoors({ world, inputs, seed, folder: FOLDER, say })).files
  } finally {
    await world.close()
  }
}
