import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Knobs, parseKnobText } from '../shopify/knobs.ts'
import { describeStart } from './describeStart.ts'
import { type RunningDemo, startDemo } from './startDemo.ts'

/*
 * `npm run demo` starts everything and runs until Ctrl-C. `npm run dev` (--watch) does the same from the sources, with
 * every change in the running shop. `npm run demo -- --check` runs the whole purchase in a separate process, then stops
 * everything; its exit code is 1 if a step fails.
 */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const dataDir = path.join(ROOT, '.data')
const unknown = process.argv.slice(2).find((word) => word !== '--check' && word !== '--watch')
if (unknown !== undefined) {
  console.error(`The demo does not know "${unknown}". It knows --check and --watch.`)
  process.exit(1)
}
const isCheck = process.argv.includes('--check')
const isWatched = process.argv.includes('--watch')
process.chdir(ROOT)

let demo: RunningDemo | undefined
let ending: Promise<void> | undefined

/** Stop everything, once: a terminal may send its signal several times. */
async function end(code: number): Promise<never> {
  ending ??= Promise.resolve(demo?.close())
  await ending
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!ending) console.log('Stopping everything …')
    // What has started already notices the end of this process, and ends too.
    if (!demo) process.exit(isCheck ? 1 : 0)
    void end(isCheck ? 1 : 0)
  })
}

const startedAt = performance.now()
const starting = startDemo({
  host: process.env.HOST || '127.0.0.1',
  port: readPort(process.env.PORT),
  dataDir,
  isWatched,
  knobs: readKnobs(process.env.STANDIN_KNOBS),
  say: (sentence) => console.log(sentence),
  onDeath: (sentence) => {
    if (ending) return
    console.error(sentence)
    void end(1)
  },
}).then(
  (started) => {
    demo = started
  },
  (error: unknown) => {
    console.error(describeStart(error))
    process.exit(1)
  },
)
await starting
if (isCheck) await end(await runCheck())
else tell()

function readPort(text: string | undefined): number {
  const port = Number(text || 3000)
  if (Number.isInteger(port) && port >= 0 && port <= 65_532) return port
  console.error(`PORT is "${text}", which is not a port number. Set it to a number from 1 to 65532.`)
  process.exit(1)
}

function readKnobs(text: string | undefined): Partial<Knobs> {
  try {
    return parseKnobText(text ?? '')
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    console.error(`STANDIN_KNOBS is "${text}". ${error.message}`)
    process.exit(1)
  }
}

function runCheck(): Promise<number> {
  const check = fileURLToPath(new URL('check.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', check, path.join(dataDir, 'demo.json')], {
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

function tell(): void {
  if (!demo) return
  const { storefront, admin, api, bigCommerce } = demo.facts
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`
Everything is up after ${seconds} s.

  The store     ${storefront}
  The admin     ${admin}
  The app       ${demo.app.origin}
  The API       ${api}
  BigCommerce   ${bigCommerce?.storefront}, its control panel at ${bigCommerce?.panel}

Open a product, press "Connect wallet" and choose "Holder wallet" to get the holders' price,
or "Empty wallet" to see a refusal. URLs and API keys for tools are in .data/demo.json.
${isWatched ? 'Edit app/, client/ or extensions/, and see it in the shop: CONTRIBUTING.md, "Develop".\n' : ''}Press Ctrl-C to stop everything.
`)
}
