import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import type { GatesFile } from '../../app/core/gate/gatesFile.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

async function openGates() {
  const person = await openPerson({ height: 1000 })
  const page = await person.newPage()
  const app = page.frameLocator('iframe')
  await page.goto(`${demo.facts.admin}/app/gates`)
  await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
  await app.locator('[inert]').waitFor({ state: 'detached' })
  const choose = (name: string) =>
    app
      .getByRole('link', { name, exact: true })
      .or(app.getByRole('button', { name, exact: true }))
      .first()
      .click()
  return { page, app, choose }
}

test('behavior: a merchant exports gates, and imports a changed file after seeing what would change', async () => {
  const { page, app, choose } = await openGates()
  const [download] = await Promise.all([page.waitForEvent('download'), choose('Export')])
  expect(download.suggestedFilename()).toBe('gates.json')
  const file = JSON.parse(await readFile(await download.path(), 'utf8')) as GatesFile
  const owls = file.gates.find(({ form }) => form.name === 'Night Owls holders')
  if (!owls) throw new Error('The file has no gate of the demo.')

  await choose('Import')
  await app.getByRole('heading', { name: 'Import gates' }).waitFor()
  const text = app.getByLabel('Or paste its text')
  await text.fill('name;price')
  await app.getByRole('button', { name: 'Preview' }).click()
  await app.getByText('This file is not JSON.').waitFor()

  const gates = [
    { ...owls, form: { ...owls.form, name: 'Owls' } },
    { form: { ...owls.form, name: 'Second owls', state: 'paused' } },
    { form: { ...owls.form, name: ' ' } },
    { form: { ...owls.form, price: 1 } },
    ...file.gates.filter((one) => one !== owls).slice(0, 1),
  ]
  await text.fill(JSON.stringify({ ...file, gates }))
  await app.getByRole('button', { name: 'Preview' }).click()
  await app.getByRole('button', { name: 'Import 2 gates' }).waitFor()
  const lines = app.locator('.palisade-line')
  const read = async (i: number) => (await lines.nth(i).innerText()).replace(/\s+/g, ' ')
  expect(await read(0)).toMatch(
    new RegExp(`Changes gate ${owls.number} Name from Night Owls holders to Owls$`),
  )
  expect(await read(1)).toMatch(/^Second owls .*New Name\s?Second owls .*Status\s?Paused/)
  expect(await read(2)).toMatch(/^Gate without a name .*Cannot be imported Enter a name for this gate\.$/)
  expect(await read(3)).toMatch(/Cannot be imported .*price/)
  expect(await read(4)).toMatch(/No change$/)

  await app.getByRole('button', { name: 'Import 2 gates' }).click()
  await app.getByText('2 gates imported').waitFor()
  if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-import.png` })
  await app.getByRole('link', { name: 'Second owls' }).click()
  await app.getByRole('heading', { name: 'Second owls', exact: true }).waitFor()

  const { holder, outsider } = demo.facts.chains.ethereum.wallets
  await app.getByLabel('Wallet addresses').fill(`${holder.address}\n${outsider.address}`)
  await app.getByRole('button', { name: 'Check list' }).click()
  await app.getByText('1 of 2 wallets pass, 1 do not, 0 could not be checked.').waitFor()
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    app.getByRole('button', { name: 'Download CSV' }).click(),
  ])
  const rows = (await readFile(await csv.path(), 'utf8')).trim().split('\r\n')
  expect(rows[1]).toBe(`${holder.address},passes,`)
  expect(rows[2]).toMatch(new RegExp(`^${outsider.address},does not pass,"?Holds at least`))
  if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-list.png` })
})
