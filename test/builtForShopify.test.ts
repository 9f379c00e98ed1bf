import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { listFiles } from './imports.ts'

/* Points of docs/built-for-shopify.md that the sources alone decide. */
const sources = ['app/admin', 'app/routes']
  .flatMap(listFiles)
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file: path.relative('.', file), text: readFileSync(file, 'utf8') }))
const findFiles = (pattern: RegExp) => sources.flatMap(({ file, text }) => (pattern.test(text) ? [file] : []))

test('default: no text of the admin or of the blocks has an emoji', () => {
  expect(sources.length).toBeGreaterThan(200)
  const emoji = /\p{Emoji_Presentation}|\u{FE0F}/u
  expect(emoji.test('\u{1F512}')).toBe(true)
  expect(findFiles(emoji)).toEqual([])
  const folder = 'extensions/gate-block/locales'
  const locales = readdirSync(folder).map((name) => path.join(folder, name))
  expect(locales.length).toBeGreaterThan(4)
  expect(locales.filter((file) => emoji.test(readFileSync(file, 'utf8')))).toEqual([])
})

test('default: every dialog has a title, and none fills the screen', () => {
  const dialogs = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/<Modal\s(?:=>|[^>])*>/g)].map(([tag]) => ({ file, tag })),
  )
  expect(dialogs.length).toBeGreaterThan(10)
  expect(dialogs.filter(({ tag }) => !/\btitle[=}]/.test(tag) || /fullScreen/.test(tag))).toEqual([])
  expect(findFiles(/<FullscreenBar|<ContextualSaveBar|variant="max"/)).toEqual([])
})

test('default: an error stays on its page; only a dialog that does not load is told by a toast', () => {
  expect(findFiles(/isError: true/)).toEqual(['app/admin/page/LazyPart.tsx'])
})

test('default: the menu has no entry for home beside the app’s name', () => {
  const menu = readFileSync('app/routes/app.tsx', 'utf8')
  expect(menu).toMatch(/rel=\{section === SECTIONS\.home \? 'home' : undefined\}/)
})

test('default: no theme is edited, and no draft order is made', () => {
  expect(readFileSync('shopify.app.toml', 'utf8')).not.toMatch(/themes|draft_orders/)
  const adapter = listFiles('app/shopify').map((file) => readFileSync(file, 'utf8'))
  expect(adapter.length).toBeGreaterThan(20)
  expect(adapter.filter((text) => /themeFiles|draftOrder[A-Z]/.test(text))).toEqual([])
})
