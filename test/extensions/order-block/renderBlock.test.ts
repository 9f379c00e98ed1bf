import { Window } from '@remote-dom/polyfill'
import { describe, expect, test } from 'vitest'
import { formatOrderBlock, NO_ORDER_BLOCK } from '../../../app/admin/orders/formatOrderBlock.ts'
import type { OrderBlockView, OrderView } from '../../../app/admin/orders/views.ts'
import { type BlockElement, renderBlock } from '../../../extensions/order-block/src/renderBlock.ts'
import type { OrderBlock } from '../../../extensions/order-block/src/types.ts'

/*
 * Renders into the elements that Shopify's admin gives a block in its worker: the polyfill of remote-dom, which has
 * children, attributes and texts, and nothing else of a browser.
 */
const view: OrderView = {
  ...{ id: 9001, name: '#1001', orderedAt: '', outcome: 'unproved', summary: 'It was not unlocked.' },
  action: { text: 'Held', tone: 'attention' },
  ...{ sentences: [], actionSentences: [], asksForHolding: false, release: null, lines: [], passGate: 82 },
  advice: ['Cancel the order in Shopify, or approve it if you know the customer.'],
  customer: { kind: 'none', sentence: '' },
  ...{ total: null, settledAt: '', gates: [{ number: 82, name: 'Owls' }] },
  holders: { wallets: [], tokens: ['Night Owls #7 on Ethereum'], passes: [], sentence: null },
}

async function render(answer: OrderBlockView | Error | number, orderGid = 'gid://shopify/Order/9001') {
  const { document } = new Window()
  const asked: string[] = []
  const during: string[] = []
  const body = document.body as unknown as BlockElement & { outerHTML: string; textContent: string }
  await renderBlock({
    orderGid,
    body,
    createElement: (name) => document.createElement(name) as unknown as BlockElement,
    read: async (path) => {
      asked.push(path)
      during.push(body.outerHTML)
      if (answer instanceof Error) throw answer
      if (typeof answer === 'number') return Response.json({ code: 'ERR_INTERNAL' }, { status: answer })
      return Response.json(answer satisfies OrderBlock)
    },
  })
  return { html: body.outerHTML, text: body.textContent, asked, during }
}

describe('renderBlock', () => {
  test('default: verdict, what was done, what to do, gate and token, and a link into the app', async () => {
    const { html, text, asked, during } = await render(formatOrderBlock(view))
    expect(asked).toEqual(['/app/orders/9001/block'])
    expect(during[0]).toContain('<s-spinner')
    expect(html).not.toContain('s-spinner')
    expect(html).toContain('<s-admin-block heading="Palisade"')
    expect(html).toContain('<s-badge tone="critical">Not unlocked</s-badge>')
    expect(html).toContain('<s-badge tone="warning">Held</s-badge>')
    expect(text).toContain('It was not unlocked.')
    expect(text).toContain('What to do: Cancel the order in Shopify, or approve it if you know the customer.')
    expect(text).toContain('Gate: Owls')
    expect(text).toContain('Token: Night Owls #7 on Ethereum')
    expect(html).toContain('<s-link href="app:app/orders/9001">Open in Palisade</s-link>')
  })

  test('behavior: a one-time pass names who made it', async () => {
    const passes = [{ id: 'pass-1', gate: 82, made: 'Made by Anna Berg', note: 'Called' }]
    const { text } = await render(
      formatOrderBlock({ ...view, outcome: 'committed', holders: { ...view.holders, tokens: [], passes } }),
    )
    expect(text).toContain('One-time pass: Made by Anna Berg (Called)')
    expect(text).not.toContain('Token:')
  })

  test('behavior: an order without a gate says so', async () => {
    expect((await render(NO_ORDER_BLOCK)).text).toBe('No gate applied to this order.')
  })

  test('behavior: without an answer it says so, and shows no verdict (ERR_INTERNAL)', async () => {
    for (const answer of [new Error('offline'), 500, 401]) {
      const { html, text } = await render(answer)
      expect(text).toBe('Palisade did not answer just now. Reload this page in a moment.')
      expect(html).not.toContain('s-badge')
    }
  })
})
