import { describe, expect, test } from 'vitest'
import { parseCartLink } from '../../../../app/core/cartLink/parseCartLink.ts'
import { composeAppLink } from '../../../../app/core/chain/composeAppLink.ts'
import { listWalletApps } from '../../../../app/core/chain/listWalletApps.ts'
import { type RenderBlockParameters, renderBlock } from '../page/renderBlock.ts'
import { ape, type SeedGate } from '../page/seedGates.ts'
import { conditions, treeNeeds } from '../page/treeNeeds.ts'

const onEthereum: SeedGate = { number: 4, conditions: [ape] }
const onSolana: SeedGate = {
  number: 5,
  conditions: [],
  needs: treeNeeds({ kind: 'any', of: [conditions.foxes] }),
}
const decode = (text: string) =>
  text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')
const find = (html: string, pattern: RegExp) => decode(pattern.exec(html)?.[1] ?? '')

/** What the dialog offers to a browser without a wallet. */
async function readApps(parameters: Partial<RenderBlockParameters> = {}) {
  const html = await renderBlock({ gates: [onEthereum], ...parameters })
  const dialog = html.slice(html.indexOf('data-ref="dialog"'))
  const links = [
    ...dialog.matchAll(
      /href="([^"]*)"\s+rel="nofollow noreferrer"\s+data-link="([^"]*)"\s+data-as="href"\s*>([^<]*)</g,
    ),
  ]
  return {
    page: find(dialog, /<input\s[^>]*?value="([^"]*)"/),
    picture: find(dialog, /<img\s+src="([^"]*)"/),
    links: links.map(([, href = '', template = '', name = '']) => ({
      name,
      href: decode(href),
      template: decode(template),
    })),
    homes: [...dialog.matchAll(/<a href="([^"]*)" target="_blank"/g)].map(([, href]) => href),
    noscript: html.slice(html.indexOf('<noscript'), html.indexOf('</noscript')),
  }
}

describe('links to wallet apps', () => {
  test.each([
    ['Ethereum', [onEthereum], ['evm']],
    ['Solana', [onSolana], ['solana']],
    ['both', [onEthereum, onSolana], ['evm', 'solana']],
  ] as const)(
    'default: a gate on %s lists the apps that can hold it, as core lists them',
    async (_, gates, families) => {
      const { page, links, homes } = await readApps({ gates: [...gates] })
      const apps = listWalletApps({ families })
      expect(links.map(({ name }) => name)).toEqual(apps.map(({ name }) => name))
      expect(homes).toEqual(apps.map(({ home }) => home))
      for (const [i, app] of apps.entries()) {
        expect(links[i]?.href, app.name).toBe(composeAppLink({ app, page }))
        // What the script fills in later is the same link.
        expect(composeAppLink({ app: { link: links[i]?.template ?? '' }, page }), app.name).toBe(
          links[i]?.href,
        )
      }
    },
  )

  test('behavior: the page keeps its market, its country and the chosen variant', async () => {
    const { page, picture } = await readApps({ path: '/fr-ca/products/varsity-jacket' })
    expect(page).toMatch(/^https?:\/\/[^/]+\/fr-ca\/products\/varsity-jacket\?country=US&variant=2001$/)
    expect(picture).toBe(`/apps/palisade/qr?page=${encodeURIComponent(page)}`)
  })

  test('behavior: a cart comes along as ids and numbers; lines with details of their own stay', async () => {
    const { page } = await readApps({
      held: [
        { variantId: 2001, quantity: 2, properties: { _palisade: 'p1~l~secret' } },
        { variantId: 2002, quantity: 1, properties: {} },
        { variantId: 2002, quantity: 3, properties: { Engraving: 'For Ada' } },
      ],
    })
    const { pathname, searchParams } = new URL(page)
    const read = (name: string) => searchParams.get(name)
    expect(pathname).toBe('/apps/palisade/cart')
    expect(parseCartLink({ lines: read('lines'), own: read('own'), to: read('to') })).toEqual({
      lines: [
        { variantId: 2001, quantity: 2, sellingPlanId: null },
        { variantId: 2002, quantity: 1, sellingPlanId: null },
      ],
      ownCount: 1,
      path: '/products/varsity-jacket?country=US&variant=2001',
    })
    expect(page).not.toMatch(/secret|Ada|Engraving/)
  })

  test('behavior: without script the links are in the card, and nothing in it is dead', async () => {
    const { noscript, links } = await readApps()
    for (const { name } of links) expect(noscript).toContain(name)
    expect(noscript).not.toContain('<button')
  })
})
