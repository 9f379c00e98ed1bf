import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { openPerson } from '../../e2e/openPerson.ts'

/* The bar for unsaved changes in a store's control panel, without the app. */
async function openBar() {
  const contents = `
    import { createDialogs } from './client/panel/dialogs.ts'
    import { defineElements } from './client/panel/elements.ts'
    window.bar = defineElements(createDialogs())
    window.left = []
    window.leave = (to) => void window.bar.leaveConfirmation().then(() => window.left.push(to))`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    ...{ bundle: true, format: 'iife', write: false },
  })
  const page = await (await openPerson()).newPage()
  await page.setContent('<!doctype html><ui-save-bar id="bar" data-shown></ui-save-bar>')
  await page.addScriptTag({ content: `${outputFiles[0]?.text}` })
  return page
}

test('default: who goes elsewhere several times with unsaved changes is asked once', async () => {
  const page = await openBar()
  const dialogs = page.getByRole('dialog', { name: 'Discard all unsaved changes' })
  for (const to of ['orders', 'lists', 'customers']) await page.evaluate(`leave('${to}')`)
  expect(await dialogs.count()).toBe(1)
  await dialogs.getByRole('button', { name: 'Continue editing' }).click()
  expect(await dialogs.count()).toBe(0)
  expect(await page.evaluate('left')).toEqual([])
  await page.evaluate(`leave('orders')`)
  await dialogs.getByRole('button', { name: 'Discard changes' }).click()
  await expect.poll(() => page.evaluate('left')).toEqual(['orders'])
})
