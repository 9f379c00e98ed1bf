import { beforeAll, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openAdmin, readOffer } from './openAdmin.ts'
import { openDemo } from './openDemo.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

test('behavior: gates that are paused together are published in the background, and the list updates by itself', async () => {
  const { app } = await openAdmin(demo)
  const rows = [/Harbor Lights holders/, /Night Owls holders/].map((name) => app.getByRole('row', { name }))
  const setAll = async (button: 'Pause' | 'Resume', status: 'Paused' | 'Active') => {
    for (const row of rows) await row.getByRole('checkbox').check()
    await app.getByRole('button', { name: button, exact: true }).click()
    // "Updating" remains until the job has published each gate.
    for (const row of rows) await row.getByText(status).waitFor()
    await app.getByText('Updating your gates').waitFor({ state: 'detached' })
  }
  // Without an active gate Liquid renders no card at all. The template of the embed, which has none, stays.
  const readBlock = async () =>
    (await (await fetch(`${demo.facts.storefront}/products/varsity-jacket`)).text()).match(
      /<palisade-gate class/,
    )
  expect(await readBlock()).not.toBeNull()
  await setAll('Pause', 'Paused')
  expect(await readBlock()).toBeNull()
  await setAll('Resume', 'Active')
  expect(await readOffer(demo, 'varsity-jacket')).toContain('20% off for Night Owls holders')
})

test('behavior: under Settings the shop runs its self-test, and a key rotation shows its progress', async () => {
  const { page, app } = await openAdmin(demo)
  await page.getByRole('link', { name: 'Settings' }).click()
  await app.getByText(/^Key .* has signed since .* \(Berlin time\)\.$/).waitFor()
  // This page requests the permission to hold orders; the first order would be too late.
  const allow = app.getByRole('button', { name: 'Allow holding' })
  await allow.click()
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
  await allow.waitFor({ state: 'detached' })
  await app.getByRole('button', { name: 'Run test' }).click()
  await app.getByText('No problems found.').waitFor()
  await app.getByText(/^Run .*\(Berlin time\)$/).waitFor()
  const list = app.getByRole('listitem').filter({ has: app.getByRole('heading', { level: 3 }) })
  const steps = await list.allInnerTexts()
  expect(steps).toHaveLength(13)
  expect(steps.filter((step) => !/Works|Unknown|No shopper has asked/.test(step))).toEqual([])

  const rule = `${demo.facts.storefront}/standin/validations`
  const headers = { 'content-type': 'application/json' }
  await fetch(rule, { method: 'POST', headers, body: JSON.stringify({ enabled: false }) })
  const runAgain = app.getByRole('button', { name: 'Run again' })
  await runAgain.click()
  await app.getByText('1 check needs your attention.').waitFor()
  expect((await list.allInnerTexts()).join(' ')).toMatch(
    /Checkout rule for exclusive products[\s\S]*Needs attention[\s\S]*turned off in Shopify/,
  )
  await app.getByRole('button', { name: 'Fix now' }).click()
  await page.getByText('Repair started. Run the test again in a minute').waitFor()
  const isRight = app.getByText('No problems found.')
  await expect
    .poll(async () => {
      await runAgain.click()
      await app.locator('[aria-live][aria-busy="false"]').filter({ hasText: '.' }).waitFor()
      return isRight.count()
    })
    .toBe(1)

  await app.getByRole('button', { name: 'End all keys now' }).press('Enter')
  await app.getByRole('dialog', { name: 'End all keys now?' }).waitFor()
  await page.keyboard.press('Escape')
  // Keyboard users continue where they were.
  await app.locator('button:focus', { hasText: 'End all keys now' }).waitFor()
  await app.getByRole('button', { name: 'Change key' }).click()
  await app.getByRole('dialog').getByRole('button', { name: 'Change key' }).click()
  await app.getByText(/new key \([0-9a-f]{4}…\)/).waitFor()
  expect(await app.getByRole('button', { name: 'Change key' }).isDisabled()).toBe(true)
})
