import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { APE_CHAIN } from '../standin/chains/startChains.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/* A server with forty chains more. Theirs are addresses where nothing answers, which a picker must not wait for. */
const IDS = [
  8217, 59144, 534352, 81457, 7777777, 42220, 100, 250, 324, 1101, 5000, 169, 34443, 252, 1135, 480, 1868,
]
let demo: RunningDemo
beforeAll(async () => {
  const others = Array.from({ length: 40 - IDS.length }, (_, at) => 990_000 + at)
  const added = [...IDS, ...others].map((id) => [`RPC_URL_EIP155_${id}`, 'http://127.0.0.1:9'])
  demo = await startOwnDemo({ changeEnv: async (env) => ({ ...env, ...Object.fromEntries(added) }) })
})
afterAll(() => demo?.close())

const SHOTS = process.env.SHOTS

async function open(size: { width: number; height: number }) {
  const person = await openPerson(size)
  const page = await person.newPage()
  await page.goto(`${demo.facts.admin}/app/gates/new`)
  const app = page.frameLocator('iframe')
  const field = app.getByRole('combobox', { name: 'Chain' })
  await field.waitFor()
  await app.locator('[inert]').waitFor({ state: 'detached' })
  return { page, app, field }
}

describe('the field for a chain on a server with forty more', () => {
  test('default: typing finds a chain by name, and the contract is checked there', async () => {
    const { page, app, field } = await open({ width: 1280, height: 1000 })
    expect(await field.inputValue()).toBe('Ethereum')
    await field.click()
    await app.getByText('Usual chains').waitFor()
    await app.getByText('Other EVM chains').waitFor()
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/chains-1280.png` })
    await page.keyboard.type('ape')
    await expect
      .poll(() => app.getByRole('listbox').getByRole('option').allInnerTexts())
      .toEqual(['ApeChain'])
    await app.getByRole('listbox').getByRole('option', { name: 'ApeChain' }).click()
    await expect.poll(() => field.inputValue()).toBe('ApeChain')
    await app.getByLabel('Contract address').fill(String(demo.facts.chains[APE_CHAIN]?.contracts.erc721))
    await app
      .getByText(/Night Owls/)
      .first()
      .waitFor()
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/chains-chosen.png` })
  })

  test('behavior: an id finds it too, by keyboard, on a phone; leaving the field keeps what was chosen', async () => {
    const { page, app, field } = await open({ width: 390, height: 844 })
    await field.focus()
    await page.keyboard.type('59144')
    await expect
      .poll(() => app.getByRole('listbox').getByRole('option').allInnerTexts())
      .toEqual(['Linea Mainnet'])
    const bar = (await app.getByRole('button', { name: 'Status and preview' }).boundingBox())?.y ?? 0
    const found = await app.getByRole('listbox').getByRole('option').boundingBox()
    expect((found?.y ?? 844) + (found?.height ?? 0)).toBeLessThan(bar)
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/chains-390.png` })
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => field.inputValue()).toBe('Linea Mainnet')
    await field.fill('nothing of that name')
    await app.getByText('No chain here is called “nothing of that name”').waitFor()
    await page.keyboard.press('Tab')
    await expect.poll(() => field.inputValue()).toBe('Linea Mainnet')
  })
})
