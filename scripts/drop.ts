import { mkdir, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { describeDrop } from '../test/e2e/drop/describeDrop.ts'
import { runDrop } from '../test/e2e/drop/runDrop.ts'
import { stopOnSignals } from './stopOnSignals.ts'

/*
 * npm run test:drop -- --wallets 100000 --total 10000 --crowd 1000: so many distinct wallets want the places of one
 * gate at two servers. It prints what it measured and writes it to .data/drop.json. The exit code is 1 if a place was
 * given twice or not at all, or somebody got a wrong answer.
 */
stopOnSignals()
const { values } = parseArgs({
  options: { wallets: { type: 'string' }, total: { type: 'string' }, crowd: { type: 'string' } },
})
const [wallets, total, crowd] = [
  values.wallets ?? 100_000,
  values.total ?? 10_000,
  values.crowd ?? 1_000,
].map(Number)
if (![wallets, total, crowd].every((number) => Number.isInteger(number) && (number ?? 0) > 0)) {
  console.error('Usage: npm run test:drop -- --wallets <number> --total <number> --crowd <number>')
  process.exit(2)
}
const asked = { wallets: wallets ?? 0, total: total ?? 0, crowd: crowd ?? 0 }
const result = await runDrop({ ...asked, say: (line) => console.log(line) })
for (const line of describeDrop(result)) console.log(line)
for (const sentence of result.wrong) console.error(sentence)
const { opened: _, ...report } = result.report
await mkdir('.data', { recursive: true })
const at = new Date().toISOString()
await writeFile('.data/drop.json', `${JSON.stringify({ at, ...asked, ...result, report }, null, 2)}\n`)
process.exit(result.wrong.length === 0 ? 0 : 1)
