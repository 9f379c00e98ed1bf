import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { HintLine } from '../../../app/admin/selfTest/HintLine.tsx'
import { HINTS, type HintWords } from '../../../app/admin/selfTest/hints.ts'
import type { SelfTestHint } from '../../../app/core/selfTest/types.ts'
import { renderPolaris } from '../renderPolaris.ts'

const repair = { isBusy: false, run: () => {} }
const holding = { isBusy: false, failure: null, allow: async () => {} }
const render = (hint: SelfTestHint) => renderPolaris(createElement(HintLine, { hint, repair, holding }))
const all = Object.entries(HINTS) as [SelfTestHint, HintWords][]
const COMMANDS = /npm|shopify app|RPC_URL|PROXIES|deploy|env/

describe('HintLine', () => {
  test.each(all)(
    'behavior: %s gives a merchant no command, and the server’s operator a line of their own',
    (hint) => {
      const { sentence, server } = HINTS[hint]
      expect(sentence).not.toMatch(COMMANDS)
      // Shopify's own command skips every check of `npm run deploy`.
      expect(server ?? '').not.toContain('shopify app')
      const html = render(hint)
      expect(html).toContain(sentence)
      expect(html.includes('For the person who runs this server: ')).toBe(server !== null)
    },
  )

  test.each([
    ['allow', 'href="shopify://admin/settings/apps"', 'Open your apps in Shopify'],
    ['order', 'href="/app/orders"', 'Open Orders'],
    ['endpoint', 'href="/app/chains"', 'Open Chains'],
    ['theme', 'href="shopify://admin/themes/current/editor?template=product"', 'Open the theme editor'],
    ['repair', '<button', 'Fix now'],
    ['rotate', '<button', 'Fix now'],
    ['allow-holding', '<button', 'Allow holding'],
  ] as const)('behavior: %s has a link or button to act', (hint, element, label) => {
    const html = render(hint)
    expect(html).toContain(element)
    expect(html).toContain(label)
  })

  test('behavior: a hint for others has no link or button', () => {
    for (const hint of ['release', 'report', 'proxies'] as const)
      expect(render(hint)).not.toMatch(/<button|href/)
  })
})
