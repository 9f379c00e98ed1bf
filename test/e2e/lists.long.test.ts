import { beforeAll, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { address, chooseFile, createList, isListed, openLists, press } from './walkLists.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

test('behavior: importing a hundred thousand addresses shows progress, and cancelling leaves the list unchanged', async () => {
  const admin = await openLists(demo)
  const { app, page } = admin
  await createList(admin, 'Everybody')
  await app.getByRole('textbox', { name: 'Or paste addresses' }).fill(address(0))
  await press(admin, 'Import')
  await app.getByText('1 address imported.').waitFor()

  const lines = Array.from({ length: 100_000 }, (_, i) => address(i + 1))
  await chooseFile(admin, 'everybody.csv', lines)
  // The fourth part stays pending until somebody cancels.
  let [parts, goOn] = [0, () => {}]
  const until = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const aPart = /\/imports\/[0-9a-f-]+$/
  await page.route(aPart, async (route) => {
    if (++parts > 3) await until
    await route.continue().catch(() => {})
  })
  await press(admin, 'Replace list')
  await app.getByText(/Reading… \d+,000 addresses so far/).waitFor()
  expect(await app.getByRole('progressbar').count()).toBe(1)
  await press(admin, 'Cancel')
  await app.getByRole('progressbar').waitFor({ state: 'detached' })
  goOn()
  await page.unroute(aPart)
  expect(await isListed(admin, address(0))).toBe(true)

  await press(admin, 'Replace list')
  await app.getByText('100,000 addresses imported.').waitFor({ timeout: 150_000 })
  expect(await isListed(admin, address(100_000))).toBe(true)
  expect(await isListed(admin, address(0))).toBe(false)

  // One address more than a list holds.
  await app.getByRole('textbox', { name: 'Or paste addresses' }).fill(address(0))
  await press(admin, 'Add to list')
  await app.getByText('goes beyond that', { exact: false }).waitFor()
  expect(await isListed(admin, address(100_000))).toBe(true)
  expect(await isListed(admin, address(0))).toBe(false)
}, 600_000)
