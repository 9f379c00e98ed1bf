import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { InterFont } from '../../../app/admin/page/InterFont.tsx'
import { formatFramePolicy } from '../../../app/shopify/formatFramePolicy.ts'

test('default: the admin links Shopify’s font, and its content policy lets the font in', () => {
  expect(renderToString(createElement(InterFont))).toContain(
    'href="https://cdn.shopify.com/static/fonts/inter/v4/styles.css"',
  )
  expect(formatFramePolicy('harbor.myshopify.com')).not.toMatch(/(style|font|default)-src/)
})
