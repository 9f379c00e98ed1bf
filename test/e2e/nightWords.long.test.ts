import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDice } from '../makeDice.ts'
import type { Store } from '../standin/demo/shopper.ts'
import { canMountDisk } from '../standin/processes/mountSmallDisk.ts'
import { openDoors } from './killedDatabase/openDoors.ts'
import { openClocks } from './night/clocks.ts'
import { type FaultName, kindOf } from './night/faultKinds.ts'
import { FAULTS, type Scene } from './night/faults.ts'
import { listPossible } from './night/nightPlan.ts'
import { openStage, type Stage } from './night/openStage.ts'
import { startSales } from './night/startSales.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/*
 * What people read while something fails: the card in a browser, the admin in its frame, the servers' log and /readyz.
 * docs/nights.md has the same words. Afterwards the same person unlocks, without a restart.
 */
let stage: Stage
let scene: Scene
const closers: (() => unknown)[] = []
beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-words-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  stage = await openStage({ database: 'postgresql', clocks: openClocks(folder) })
  closers.push(stage.close)
  const [gate] = stage.demo.facts.gates
  const stores = [{ storefront: stage.demo.facts.storefront, gate } as Store]
  const doors = await openDoors(stage, stores[0] as Store)
  const sales = startSales({ stage, doors, stores, dice: makeDice(1) })
  await sales.close()
  scene = { stage, doors, sales, dice: makeDice(2) }
}, 600_000)
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

/** Connect with a wallet that holds, or with one that does not, and read the card. */
async function readCard(who: 'holder' | 'outsider'): Promise<string> {
  const { facts } = stage.demo
  const person = await openPerson()
  const { privateKey } = facts.chains.ethereum.wallets[who]
  await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
  const page = await person.newPage()
  try {
    await page.goto(`${facts.storefront}/products/varsity-jacket`)
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('button', { name: 'Mine', exact: true }).click()
    await page
      .locator('palisade-gate:is([data-state="unlocked"],[data-state="refused"],[data-state="failed"])')
      .first()
      .waitFor({ timeout: 90_000 })
    const text = await page.locator('palisade-gate:visible .palisade-panel:not([hidden])').first().innerText()
    return text.replace(/\s+/g, ' ')
  } catch (error) {
    return `nothing: ${String(error).slice(0, 100)} ${await page.locator('palisade-gate').first().innerText()}`
  } finally {
    await person.close()
  }
}

async function readAdmin(where: string): Promise<string> {
  const person = await openPerson()
  const page = await person.newPage()
  try {
    await page.goto(`${stage.demo.facts.admin}/app${where}`)
    await page.frameLocator('iframe').locator('h1, h2, p').first().waitFor({ timeout: 60_000 })
    await sleep(500)
    return (await page.frameLocator('iframe').locator('body').innerText()).replace(/\s+/g, ' ')
  } catch (error) {
    return `nothing: ${String(error).slice(0, 200)} ${await page.locator('body').innerText()}`
  } finally {
    await person.close()
  }
}

const readReady = () =>
  Promise.all(
    stage.servers.map(async ({ origin }) => {
      const answer = await fetch(`${origin}/readyz`).catch(() => null)
      return answer ? `${answer.status} ${await answer.text()}` : 'no answer'
    }),
  )

const means = { root: canMountDisk(), faketime: true }
const NAMES = (process.env.FAULTS?.split(',') ??
  listPossible({ database: 'postgresql', means })) as FaultName[]
const dump: Record<string, unknown> = {}
test.each(NAMES)(
  'behavior: %s: each person reads what docs/nights.md says, and all goes on by itself',
  async (name) => {
    const before = stage.servers.map((server) => server.output().length)
    const end = await FAULTS[name](scene, { at: 0, fault: name, for: 0, server: 'a' })
    await sleep(1000)
    const from = performance.now()
    const [card, outsider, home, orders, ready] = await Promise.all([
      readCard('holder'),
      readCard('outsider'),
      readAdmin(''),
      readAdmin('/orders'),
      readReady(),
    ])
    const took = Math.round(performance.now() - from)
    await end()
    const endedAt = performance.now()
    let after = ''
    for (;;) {
      after = await readCard('holder')
      if (after.startsWith('Unlocked') || performance.now() - endedAt > 90_000) break
      await sleep(1000)
    }
    const back = Math.round(performance.now() - endedAt)
    const log = stage.servers.flatMap((server, i) =>
      server
        .output()
        .slice(before[i])
        .split('\n')
        .filter((line) => /^\S+ (warn|error)/.test(line))
        .map((line) => line.slice(0, 260)),
    )
    dump[name] = {
      card,
      outsider,
      home: home.slice(0, 400),
      orders: orders.slice(0, 400),
      ready,
      took,
      back,
      log: [...new Set(log.map((line) => line.replace(/^\S+ /, '')))].slice(0, 12),
    }
    writeFileSync('.data/words.json', JSON.stringify(dump, null, 1))
    expect(after).toMatch(/^Unlocked/)
    expect(kindOf(name)).toBeTruthy()
  },
  400_000,
)
