import { expect, test } from 'vitest'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

const LABEL = 'These sites are a storefront of this shop'

test('default: a merchant calls the sites of a project a storefront by keyboard, and their pages reach the gates', async () => {
  const demo = await openDemo()
  const person = await openPerson({ width: 1280, height: 1000 })
  const page = await person.newPage()
  await page.goto(`${demo.facts.admin}/app/developers`)
  const app = page.frameLocator('iframe')
  await app.getByRole('button', { name: 'Create project' }).click()
  const dialog = app.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Headless shop')
  await dialog.getByRole('textbox', { name: 'Domain of your site' }).fill('headless.example')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await app.getByRole('heading', { name: 'Headless shop', exact: true }).waitFor()
  const key = await app.locator('code', { hasText: /^pk_[0-9a-f]{32}$/ }).innerText()

  const ask = async (origin: string) => {
    const response = await fetch(`${demo.facts.api}/storefront/gates`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json', origin },
      body: JSON.stringify({ products: [demo.facts.gates[0]?.productId] }),
    })
    const { error, gates } = (await response.json()) as { error?: string; gates?: { name: string }[] }
    return { status: response.status, found: error ?? gates?.map(({ name }) => name) }
  }
  expect(await ask('https://headless.example')).toEqual({ status: 403, found: 'ERR_GATES_NOT_ALLOWED' })

  await app.getByLabel('Allowed domains').press('Tab')
  const box = app.getByRole('checkbox', { name: LABEL })
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Space')
  expect(await box.isChecked()).toBe(true)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/project-1280.png` })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Project saved').waitFor()
  expect(await ask('https://headless.example')).toEqual({ status: 200, found: ['Night Owls holders'] })
  expect(await ask('https://elsewhere.example')).toEqual({ status: 403, found: 'ERR_SITE_FORBIDDEN' })

  await page.reload()
  await box.waitFor()
  expect(await box.isChecked()).toBe(true)
  await page.setViewportSize({ width: 390, height: 844 })
  await box.scrollIntoViewIfNeeded()
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/project-390.png` })
})
