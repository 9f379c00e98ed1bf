import { beforeAll, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { chooseMore } from './walkAdmin.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

test('behavior: the history says who changed what, and brings a version back, also of a deleted gate', async () => {
  const person = await openPerson({ height: 1000 })
  const page = await person.newPage()
  const app = page.frameLocator('iframe')
  await page.goto(`${demo.facts.admin}/app/gates`)
  await app.locator('[inert]').waitFor({ state: 'detached' })
  const gate = app.getByRole('link', { name: 'Night Owls holders' })
  await gate.click()
  await app.getByRole('heading', { name: 'Night Owls holders', exact: true }).waitFor()
  const percent = await app.getByLabel('Percent off').inputValue()
  await app.getByLabel('Percent off').fill('35')
  await app.getByLabel('Name', { exact: true }).fill('Owls')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await app.getByRole('heading', { name: 'Owls', exact: true }).waitFor()

  const openHistory = async () => {
    await chooseMore(app, 'History')
    await app.getByRole('heading', { name: 'History', exact: true }).waitFor()
  }
  await openHistory()
  // Shopify's menu still shows where one is.
  await page.locator('nav [aria-current=page]').getByText('Gates', { exact: true }).waitFor()
  const lines = app.locator('.palisade-line')
  // The name is read beside the save, and known on the next page.
  await app.getByText('Store Owner changed “Owls”').or(app.getByText('Your staff changed “Owls”')).waitFor()
  await page.reload()
  await app.getByText('Store Owner changed “Owls”').waitFor()
  const change = (await lines.first().innerText()).replace(/\s+/g, ' ')
  expect(change).toContain('Name from Night Owls holders to Owls')
  expect(change).toContain(`What holders get from ${percent}% off to 35% off`)
  // The current version needs no way back.
  expect(await lines.first().getByRole('button').count()).toBe(0)

  await lines
    .nth(1)
    .getByRole('button', { name: /^Restore/ })
    .click()
  await app.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await app.getByRole('heading', { name: 'Night Owls holders', exact: true }).waitFor()
  expect(await app.getByLabel('Percent off').inputValue()).toBe(percent)

  await chooseMore(app, 'Delete gate')
  await app.getByRole('dialog').getByRole('button', { name: 'Delete gate' }).click()
  await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
  await app
    .getByRole('link', { name: 'History' })
    .or(app.getByRole('button', { name: 'History' }))
    .first()
    .click()
  const deleted = lines.filter({ hasText: 'Store Owner deleted “Night Owls holders”' })
  // The second click of a double click falls on the dialog's backdrop, and leaves it open.
  await deleted.getByRole('button', { name: /^Restore/ }).dblclick()
  await app.getByText('It comes back as a new gate').waitFor()
  await app.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await app.getByRole('heading', { name: 'Night Owls holders', exact: true }).waitFor()
  expect(await app.getByLabel('Percent off').inputValue()).toBe(percent)
  if (process.env.SHOT) {
    await openHistory()
    await app.locator('.palisade-line').first().waitFor()
    await page.screenshot({ path: `${process.env.SHOT}-gate.png` })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.screenshot({ path: `${process.env.SHOT}-phone.png` })
  }
})
