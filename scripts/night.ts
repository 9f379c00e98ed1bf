import { parseArgs } from 'node:util'
import { runNight } from '../test/e2e/night/runNight.ts'

/*
 * npm run test:night -- --seed 7 --minutes 60: sell for that long while servers, PostgreSQL, Shopify, the chain and
 * webhooks fail, in an order that the seed chooses. The exit code is 1 if something was lost or wrong.
 */
const { values } = parseArgs({ options: { seed: { type: 'string' }, minutes: { type: 'string' } } })
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const minutes = Number(values.minutes ?? 10)
if (!Number.isInteger(seed) || !(minutes > 0)) {
  console.error('Usage: npm run test:night -- --seed <whole number> --minutes <number>')
  process.exit(2)
}
console.log(`A night of ${minutes} minutes with the seed ${seed}.`)
const report = await runNight({ seed, minutes, say: (line) => console.log(line) })
for (const sentence of report.wrong) console.error(sentence)
const { faults, requests, orders, lost, wrong } = report
console.log(`seed ${seed}: ${faults} faults, ${requests} requests, ${orders} orders, lost = ${lost}`)
process.exit(lost === 0 && wrong.length === 0 ? 0 : 1)
