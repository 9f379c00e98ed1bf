import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { openPerson } from './openPerson.ts'

/** A page that goes on to another one by a button, as the admin does, and takes the button away. */
async function openPage() {
  const contents = `
    import { createElement as h, useState } from 'react'
    import { createRoot } from 'react-dom/client'
    import { ReadyPage } from './app/admin/page/ReadyPage.tsx'
    function Page() {
      const [pathname, go] = useState('/app/gates')
      const isFirst = pathname === '/app/gates'
      return h(ReadyPage, { pathname }, h('h1', { key: pathname }, isFirst ? 'Gates' : 'Orders'),
        isFirst && h('button', { onClick: () => go('/app/orders') }, 'Orders'))
    }
    createRoot(document.getElementById('root')).render(h(Page))`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'tsx' },
    ...{ bundle: true, format: 'iife', write: false, jsx: 'automatic' },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const page = await (await openPerson({ width: 390, height: 844 })).newPage()
  await page.setContent('<!doctype html><div id="root"></div>')
  await page.addScriptTag({ content: `${outputFiles[0]?.text}` })
  await page.locator('main:not([inert])').waitFor()
  const readRing = async () => {
    const heading = page.getByRole('heading', { name: 'Orders' })
    await heading.waitFor()
    return heading.evaluate((one) => [document.activeElement === one, getComputedStyle(one).outlineStyle])
  }
  return { page, readRing }
}

test('default: after a tap the heading of the next page has the focus, and no ring', async () => {
  const { page, readRing } = await openPage()
  await page.getByRole('button', { name: 'Orders' }).click()
  await expect.poll(readRing).toEqual([true, 'none'])
})

test('behavior: after a key it has a ring', async () => {
  const { page, readRing } = await openPage()
  await page.getByRole('button', { name: 'Orders' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(readRing).toEqual([true, 'auto'])
})
