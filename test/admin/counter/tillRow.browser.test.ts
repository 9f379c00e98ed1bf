import { readFileSync } from 'node:fs'
import { AppProvider } from '@shopify/polaris'
import en from '@shopify/polaris/locales/en.json'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { TillTable } from '../../../app/admin/counter/CounterTables.tsx'
import type { TillView } from '../../../app/admin/counter/views.ts'
import { openPerson } from '../../e2e/openPerson.ts'

const till: TillView = {
  ...{
    id: 'one',
    name: 'Front desk',
    state: 'open',
    ends: 'Until 13 May 2026, 16:00',
    used: 'Not used yet',
  },
  link: 'https://palisade.example.com/till#key',
}

test.each([390, 1280])('default: the buttons of a till stand on one line, %i px wide', async (width) => {
  const table = createElement(TillTable, { tills: [till], onEnd: () => undefined })
  const html = renderToStaticMarkup(createElement(AppProvider, { i18n: en }, table))
  const styles = ['node_modules/@shopify/polaris/build/esm/styles.css', 'app/admin/admin.css']
    .map((file) => `<style>${readFileSync(file, 'utf8')}</style>`)
    .join('')
  const page = await (await openPerson({ width, height: 700 })).newPage()
  await page.setContent(`<!doctype html>${styles}${html}`)
  const tops = await page
    .locator('.palisade-even .Polaris-Button')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
  expect(tops).toHaveLength(3)
  expect(new Set(tops).size).toBe(1)
})
