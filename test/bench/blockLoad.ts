import type { Browser } from 'playwright-core'
import { answers } from '../extensions/gate-block/page/openBlock.ts'
import { ape } from '../extensions/gate-block/page/seedGates.ts'
import { startPage } from '../extensions/gate-block/page/startPage.ts'
import { launchBrowser } from '../standin/browser/launchBrowser.ts'
import { countRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'

/*
 * What the block costs a phone while a product page loads: the processor's time of its scripts' tasks on the
 * main thread, slowed down four times. The tab's own trace says which task ran whose script.
 */
const SLOWER = 4
/** Milliseconds: the loader alone, and with what a connected shopper's visit loads and checks. 50 is a long task. */
const MOST_MS = { without: 25, with: 50 } as const
const SHOP = 'northside.myshopify.com'
/** A page settles in less: the last task of the block is the answer of the app. */
const SETTLED_MS = 800

type TraceEvent = {
  readonly name: string
  readonly ts: number
  readonly dur?: number
  /** Time of the processor, without what other programs took of it. */
  readonly tdur?: number
  readonly tid: number
  readonly pid: number
  readonly args?: { readonly data?: { readonly url?: string }; readonly fileName?: string }
}

/** Measure a page of a shopper who has not connected a wallet, and of one who has. */
export async function benchBlockLoad(): Promise<BenchRow[]> {
  const browser = await launchBrowser()
  const shop = await startPage({
    block: { gates: [{ number: 4, conditions: [ape], gives: { kind: 'none', exclusive: true } }] },
    proxy: ({ body }) => answers.open(body.lines),
  })
  try {
    const rows: BenchRow[] = []
    for (const hasVisit of [false, true]) {
      const times: number[] = []
      for (let round = 0; round < countRounds(9); round++)
        times.push(await measureLoad({ browser, origin: shop.origin, hasVisit }))
      // The least of them: what else the machine does only adds to it.
      const ours = Math.min(...times)
      const yardstick = MOST_MS[hasVisit ? 'with' : 'without']
      rows.push({
        name: `storefront, main thread at load, 4× slower, ${hasVisit ? 'with' : 'without'} a visit`,
        ...{
          ours,
          yardstick,
          unit: 'ms',
          ratio: ours / yardstick,
          bar: '≤ 1',
          holds: ours <= yardstick,
        },
      })
    }
    return rows
  } finally {
    await shop.close()
    await browser.close()
  }
}

async function measureLoad(parameters: {
  browser: Browser
  origin: string
  hasVisit: boolean
}): Promise<number> {
  const { browser, origin, hasVisit } = parameters
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  try {
    if (hasVisit)
      await context.addInitScript((key) => {
        const visit = { session: 'visit1', address: '0x12…9f', expiresAt: Date.now() / 1000 + 3600 }
        localStorage.setItem(key, JSON.stringify(visit))
      }, `palisade:visit:${SHOP}`)
    const page = await context.newPage()
    const client = await context.newCDPSession(page)
    await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await browser.startTracing(page, {
      categories: ['devtools.timeline', 'v8', 'disabled-by-default-v8.compile'],
    })
    await page.goto(`${origin}/products/varsity-jacket`)
    await page.locator(`palisade-gate[data-state=${hasVisit ? 'unlocked' : 'locked'}]`).waitFor()
    await page.waitForTimeout(SETTLED_MS)
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
    return sumScript(trace.traceEvents)
  } finally {
    await context.close()
  }
}

/** Sum the milliseconds of tasks of the block's scripts, each stretch of time once. */
function sumScript(events: readonly TraceEvent[]): number {
  const own = events
    .filter(({ dur, args }) => dur && /palisade-gate[\w-]*\.js/.test(`${args?.data?.url}${args?.fileName}`))
    .sort((one, other) => one.ts - other.ts)
  if (own.length === 0) throw new Error('The trace has no task of the block.')
  const ends = new Map<string, number>()
  let sum = 0
  for (const { ts, dur = 0, tdur = dur, pid, tid } of own) {
    const thread = `${pid}:${tid}`
    const from = Math.max(ts, ends.get(thread) ?? 0)
    const to = ts + dur
    if (to > from) sum += from > ts ? to - from : tdur
    ends.set(thread, Math.max(ends.get(thread) ?? 0, to))
  }
  return sum / 1000
}
