import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { listFaintTexts, openAdminPage } from './walkAdmin.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

describe('a merchant on a phone', () => {
  test('behavior: gates are chosen, here and on another page of the list, and paused together', async () => {
    const person = await openPerson({ width: 390, height: 844 })
    const page = await person.newPage()
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/gates?sort=name`)
    const row = frame.getByRole('row').filter({ hasText: 'Harbor Lights holders' })
    await row.getByRole('checkbox').check()
    await frame.getByLabel('Status').selectOption('paused')
    await frame.getByText('1 gate selected, 1 of them not on this page.').waitFor()
    await frame.getByLabel('Status').selectOption('')
    await frame.getByRole('button', { name: 'Pause', exact: true }).click()
    await row.getByText('Paused').waitFor()
    expect(page.frames().some((one) => one.url().includes('sort=name'))).toBe(true)
  })

  test('behavior: status and preview of a gate are one press away', async () => {
    const person = await openPerson({ width: 390, height: 844 })
    const page = await person.newPage()
    const [gate] = demo.facts.gates
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/gates/${gate?.id}`)
    await frame.getByRole('button', { name: 'Status and preview' }).click()
    const box = await frame.getByText('On your product pages').boundingBox()
    expect(box?.y).toBeLessThan(844)
  })
})

describe('the header of a gate', () => {
  test('behavior: a pause and a resume from the header, without a save of the form', async () => {
    const person = await openPerson({ height: 1000 })
    const page = await person.newPage()
    const gate = demo.facts.gates.find(({ kind }) => kind === 'discount')
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/gates/${gate?.id}`)
    const press = (name: string) => frame.getByRole('button', { name, exact: true }).click()
    const inStore = frame.getByRole('link', { name: 'View in store' })
    expect(await inStore.getAttribute('href')).toMatch(new RegExp(`/products/${gate?.handle}$`))
    await press('Pause')
    await frame.getByRole('button', { name: 'Resume', exact: true }).waitFor()
    expect(await frame.getByLabel('Status').inputValue()).toBe('paused')
    await press('Resume')
    await frame.getByRole('button', { name: 'Pause', exact: true }).waitFor()
    expect(await frame.getByLabel('Status').inputValue()).toBe('active')
    // An error stays on the page, as Built for Shopify asks, until a change succeeds.
    const failure = frame.getByText('The gate was not changed')
    await page.route('**/app/gates/state*', (route) => route.abort())
    await press('Pause')
    await failure.waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.unroute('**/app/gates/state*')
    await press('Pause')
    await frame.getByRole('button', { name: 'Resume', exact: true }).waitFor()
    await failure.waitFor({ state: 'detached' })
    await press('Resume')
    await frame.getByRole('button', { name: 'Pause', exact: true }).waitFor()
  })

  test('behavior: Duplicate opens a draft with everything of the gate', async () => {
    const person = await openPerson({ height: 1000 })
    const page = await person.newPage()
    const [gate] = demo.facts.gates
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/gates/${gate?.id}`)
    const value = await frame.getByLabel('At least', { exact: true }).first().inputValue()
    // The cart's metafield is off, so the choice that needs it is disabled, with its reason.
    const { seen, faint } = await listFaintTexts(frame)
    expect([seen > 1, faint]).toEqual([true, []])
    await frame.getByRole('link', { name: 'Duplicate' }).click()
    await frame.getByRole('heading', { name: 'Create gate' }).waitFor()
    expect(await frame.getByLabel('Name', { exact: true }).inputValue()).toBe(`Copy of ${gate?.name}`)
    expect(await frame.getByLabel('At least', { exact: true }).first().inputValue()).toBe(value)
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
  })
})

describe('before an uninstall', () => {
  test('behavior: exclusive products are named, taken off sale, and put back', async () => {
    const person = await openPerson({ height: 1000 })
    const page = await person.newPage()
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/settings`)
    const { handle } = demo.facts.gates.find(({ kind }) => kind === 'both') ?? {}
    const read = async () => (await fetch(`${demo.facts.storefront}/products/${handle}`)).status
    expect(await read()).toBe(200)
    // Without holds, one of the choices for orders is disabled.
    await frame.getByText('Only tag the order', { exact: true }).click()
    const { seen, faint } = await listFaintTexts(frame)
    expect([seen > 1, faint]).toEqual([true, []])
    await frame.getByText('Hold the affected items', { exact: true }).click()
    await frame.getByRole('button', { name: 'Close before leaving' }).click()
    await frame.getByRole('dialog').getByRole('button', { name: 'Close products' }).click()
    await frame.getByText('You can undo this until you leave this page.').waitFor()
    expect(await read()).toBe(404)
    await frame.getByRole('button', { name: 'Undo' }).click()
    await frame.getByText('your exclusive products open to everyone').waitFor()
    expect(await read()).toBe(200)
  })
})
