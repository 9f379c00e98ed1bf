import { createElement } from 'react'
import { expect, test } from 'vitest'
import { isLibraryPage } from '../../../app/admin/page/isLibraryPage.ts'
import { findMessage, NotFoundPage } from '../../../app/admin/page/PageFailure.tsx'
import { renderPolaris } from '../renderPolaris.ts'

test('default: an unknown URL leads back to home', () => {
  const html = renderPolaris(createElement(NotFoundPage))
  expect(html).toContain('There is no page at this address')
  expect(html).toContain('href="/app"')
})

const answer = (status: number, data: unknown) => ({ status, statusText: '', internal: false, data })

test('behavior: only a page of Shopify’s library is shown as it is; an ended login has none', () => {
  expect(isLibraryPage(answer(200, '<script></script>'))).toBe(true)
  for (const other of [answer(401, ''), answer(502, { msg: 'No.' }), new Error('broken')])
    expect(isLibraryPage(other)).toBe(false)
})

test('behavior: a refusal of Remix itself is no page of the library', () => {
  const refusal = { ...answer(405, 'Error: You made a POST request to "/app/settings/x"'), internal: true }
  expect(isLibraryPage(refusal)).toBe(false)
  expect(findMessage(refusal)).toBeUndefined()
})

test('behavior: a page that could not load says why, also after an ended login', () => {
  expect(findMessage(answer(502, { msg: 'Shopify is down.' }))).toBe('Shopify is down.')
  expect(findMessage(answer(401, ''))).toMatch(/^Your login has ended\. Try again/)
  expect([findMessage(answer(500, null)), findMessage(new Error('broken'))]).toEqual([undefined, undefined])
})
