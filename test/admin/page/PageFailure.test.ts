import { createElement } from 'react'
import { expect, test } from 'vitest'
import { NotFoundPage } from '../../../app/admin/page/PageFailure.tsx'
import { renderPolaris } from '../renderPolaris.ts'

test('default: an unknown URL leads back to home', () => {
  const html = renderPolaris(createElement(NotFoundPage))
  expect(html).toContain('There is no page at this address')
  expect(html).toContain('href="/app"')
})
