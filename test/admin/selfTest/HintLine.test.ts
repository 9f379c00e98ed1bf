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
    'behavior: %s tells a merchant no command; whoever runs the server reads theirs apart',
    (hint) => {
      const { sentence, server } = HINTS[hint]
      expect(sentence).not.toMatch(COMMANDS)
      const html = render(hint)
      expect(html).toContain(sentence)
      expect(html.includes('For whoever runs this server: ')).toBe(server !== null)
    },
  )

  test.each([
    ['allow', 'href="shopify://admin/settings/apps"', 'Open your apps in Shopify'],
    ['order', 'href="/app/orders"', 'Open Orders'],
    ['endpoint', 'href="/app/chains"', 'Open Chains'],
    ['repair', '<button', 'Fix now'],
    ['rotate', '<button', 'Fix now'],
    ['allow-holding', '<button', 'Allow holding'],
  ] as const)('behavior: %s has the place at hand', (hint, element, label) => {
    const html = render(hint)
    expect(html).toContain(element)
    expect(html).toContain(label)
  })

  test('behavior: what others have to do has nothing to press', () => {
    for (const hint of ['release', 'report', 'proxies'] as const)
      expect(render(hint)).not.toMatch(/<button|href/)
  })
})
