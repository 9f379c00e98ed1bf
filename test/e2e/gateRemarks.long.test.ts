import { beforeAll, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openAdmin } from './openAdmin.ts'
import { openDemo } from './openDemo.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

test('behavior: what is worth a look is said before a save, with a link to its field', async () => {
  const { page, app } = await openAdmin(demo)
  await page.goto(`${demo.facts.admin}/app/gates/new`)
  // The card is there before anything is said, so that what is below it hardly moves.
  await app.getByText('Nothing in this form looks unusual.').waitFor()
  await app.getByLabel('Name', { exact: true }).fill('Owls again')
  await app.getByRole('button', { name: 'Select products' }).click()
  await page.getByRole('checkbox', { name: 'Varsity Jacket' }).check()
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await app.getByLabel('Contract address').fill(demo.facts.chains.ethereum.contracts.erc721)
  const card = app.locator('.palisade-remarks')
  await card.getByText('also applies to “Varsity Jacket”').first().waitFor()
  await app.getByRole('combobox', { name: 'A wallet must meet' }).selectOption('none')
  await card.getByText('A wallet that holds nothing meets these conditions').waitFor()
  await app.getByLabel('Per wallet').fill('1')
  const remark = card.getByRole('listitem').filter({ hasText: 'send an NFT to another wallet' })
  await remark.getByRole('button').press('Enter')
  const focused = app.locator('input:focus')
  expect(await focused.getAttribute('id')).toBe('gate-limits-perToken')
  await app.getByRole('combobox', { name: 'A wallet must meet' }).selectOption('all')
  await card.getByText('A wallet that holds nothing meets these conditions').waitFor({ state: 'detached' })
  // Between the parts stands what the group's first line says, and nothing where one word would be wrong.
  await app.getByRole('button', { name: 'Add condition' }).click()
  const words: Record<string, string[]> = {}
  for (const kind of ['all', 'any', 'atLeast', 'none']) {
    await app.getByRole('combobox', { name: 'A wallet must meet' }).selectOption(kind)
    words[kind] = await app.locator('.palisade-join').allInnerTexts()
  }
  expect(words).toEqual({ all: ['and'], any: ['or'], atLeast: [], none: [] })
})
