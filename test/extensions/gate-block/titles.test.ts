import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReactionKind, reactionKinds } from '../../../app/core/gate/reactionKinds.ts'
import { createLiquid } from '../../standin/shopify/liquid/createLiquid.ts'
import { extensionDir } from './page/renderBlock.ts'

type Texts = {
  readonly title: Readonly<Record<'offer' | 'exclusive', string>>
  readonly who: Readonly<Record<string, string>>
  readonly give: Readonly<Record<string, string>>
}

const LANGUAGES = ['en', 'de', 'es', 'fr', 'it'] as const
type Language = (typeof LANGUAGES)[number]

function loadTexts(language: Language): Texts {
  const name = language === 'en' ? 'en.default.json' : `${language}.json`
  return JSON.parse(readFileSync(path.join(extensionDir, 'locales', name), 'utf8')).gate
}

const engines = new Map(
  LANGUAGES.map((locale) => [
    locale,
    createLiquid({ shop: { locale, ianaTimezone: 'Europe/Berlin' }, roots: [extensionDir] }),
  ]),
)

const token = (name: string) => ({ kind: 'erc721', name, symbol: '', contract: `0x${'ab'.repeat(20)}` })
const list = { kind: 'allowlist', name: '', symbol: '', contract: '' }
const [owls, passes, coins] = ['Iguanas & <Owls>', 'Ojos', 'Gold'].map(token)
const flat = (join: string, conditions: readonly unknown[], count = conditions.length) => ({
  join,
  count,
  flat: true,
  conditions,
  lines: conditions.map((_, condition) => ({ depth: 0, condition })),
})

/** A requirement for every kind of holder that a title can name. */
const WHO = {
  token: flat('all', [owls]),
  all_two: flat('all', [owls, passes]),
  any_two: flat('any', [owls, passes]),
  all_many: flat('all', [owls, passes, coins]),
  any_many: flat('any', [owls, passes, coins]),
  match_all: flat('all', [owls, list]),
  match_any: flat('any', [owls, list]),
  at_least: flat('at_least', [owls, passes, coins], 2),
  none: flat('none', [owls, passes]),
  list: flat('all', [list]),
  wallet: flat('all', [{ ...list, kind: 'denylist' }]),
} as const

/** A card for every reaction that a title can name. */
const GIVES = {
  percentage: { kind: 'percentage', percent: '12.5' },
  fixed_amount: { kind: 'fixed_amount', amount: '10.50', currency: 'USD' },
  order_percentage: { kind: 'order_percentage', percent: '12.5' },
  order_amount: { kind: 'order_amount', amount: '10.50', currency: 'USD' },
  free_shipping: { kind: 'none', free_shipping: true },
  exclusive: { kind: 'percentage', percent: '12.5', exclusive: true },
} as const satisfies Record<(typeof reactionKinds)[ReactionKind]['card'], object>
const VALUES: Readonly<Record<string, [dot: string, comma: string]>> = {
  percentage: ['12.5', '12,5'],
  fixed_amount: ['10.50 USD', '10,50 USD'],
  order_percentage: ['12.5', '12,5'],
  order_amount: ['10.50 USD', '10,50 USD'],
}

async function renderTitle({
  language,
  needs,
  gives,
}: {
  language: Language
  needs: unknown
  gives: object
}) {
  const value = (of: unknown) => ({ value: of })
  const card = { needs: value(needs), state: value('active'), gives: value({ exclusive: false, ...gives }) }
  const request = { locale: { iso_code: language } }
  const html = await engines
    .get(language)
    ?.parseAndRender("{% render 'gate-offer', card: card %}", { card }, { globals: { request } })
  return /<p class="palisade-title">(.*?)<\/p>/s.exec(String(html))?.[1] ?? ''
}

const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const fill = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => values[name] ?? '?')

describe.each(LANGUAGES)('titles in %s', (language) => {
  const texts = loadTexts(language)

  test('default: each kind of holder and each reaction has a text, and there are no others', () => {
    expect(Object.keys(texts.who).sort()).toEqual(Object.keys(WHO).sort())
    expect(Object.keys(texts.give).sort()).toEqual(Object.keys(GIVES).sort())
    expect(Object.keys(texts.title).sort()).toEqual(['exclusive', 'offer'])
  })

  test.each(
    Object.entries(GIVES).flatMap(([give, gives]) =>
      Object.entries(WHO).map(([who, needs]) => ({ give, gives, who, needs })),
    ),
  )('behavior: $give for $who', async ({ give, gives, who, needs }) => {
    const holders = fill(texts.who[who] ?? '', {
      first: escapeText('Iguanas & <Owls>'),
      second: 'Ojos',
      count: '2',
    })
    const value = VALUES[give]?.[language === 'en' ? 0 : 1] ?? ''
    const given = fill(texts.give[give] ?? '', { value })
    const expected =
      give === 'exclusive'
        ? fill(texts.title.exclusive, { who: holders })
        : fill(texts.title.offer, { give: given.charAt(0).toUpperCase() + given.slice(1), who: holders })
    const title = await renderTitle({ language, needs, gives })
    expect(title).toBe(expected)
    expect(title).not.toMatch(/Translation missing|\[|\{\{/)
    expect(title).toMatch(/^[\p{Lu}\p{N}]/u)
  })
})

/** The full titles: each kind of holder, then each reaction. */
const READ: Readonly<
  Record<Language, { readonly who: readonly string[]; readonly give: readonly string[] }>
> = {
  en: {
    who: [
      'Free shipping for Apes holders',
      'Free shipping for holders of Apes and Owls',
      'Free shipping for Apes or Owls holders',
      'Free shipping for holders of all of these',
      'Free shipping for holders of any of these',
      'Free shipping for wallets with all of these',
      'Free shipping for wallets with any of these',
      'Free shipping for wallets with at least 2 of these',
      'Free shipping for wallets with none of these',
      'Free shipping for wallets on the shop’s list',
      'Free shipping for shoppers with a wallet',
    ],
    give: [
      '12.5% off for Apes holders',
      '10.50 USD off for Apes holders',
      '12.5% off your order for Apes holders',
      '10.50 USD off your order for Apes holders',
      'Free shipping for Apes holders',
      'For Apes holders',
    ],
  },
  de: {
    who: [
      'Kostenloser Versand für alle mit Apes',
      'Kostenloser Versand für alle mit Apes und Owls',
      'Kostenloser Versand für alle mit Apes oder Owls',
      'Kostenloser Versand für alle, die das alles haben',
      'Kostenloser Versand für alle, die eins davon haben',
      'Kostenloser Versand für Wallets, auf die das alles zutrifft',
      'Kostenloser Versand für Wallets, auf die eins davon zutrifft',
      'Kostenloser Versand für Wallets mit mindestens 2 davon',
      'Kostenloser Versand für Wallets, die nichts davon haben',
      'Kostenloser Versand für Wallets auf der Liste des Shops',
      'Kostenloser Versand für alle mit einer Wallet',
    ],
    give: [
      '12,5 % Rabatt für alle mit Apes',
      '10,50 USD Rabatt für alle mit Apes',
      '12,5 % Rabatt auf deine Bestellung für alle mit Apes',
      '10,50 USD Rabatt auf deine Bestellung für alle mit Apes',
      'Kostenloser Versand für alle mit Apes',
      'Für alle mit Apes',
    ],
  },
  es: {
    who: [
      'Envío gratis para quien tenga Apes',
      'Envío gratis para quien tenga tanto Apes como Owls',
      'Envío gratis para quien tenga Apes o bien Owls',
      'Envío gratis para quien tenga todos estos tokens',
      'Envío gratis para quien tenga alguno de estos tokens',
      'Envío gratis para carteras que cumplan todos estos requisitos',
      'Envío gratis para carteras que cumplan alguno de estos requisitos',
      'Envío gratis para carteras que cumplan al menos 2 de estos requisitos',
      'Envío gratis para carteras sin ninguno de estos tokens',
      'Envío gratis para carteras de la lista de la tienda',
      'Envío gratis para quien tenga una cartera',
    ],
    give: [
      '12,5 % de descuento para quien tenga Apes',
      '10,50 USD de descuento para quien tenga Apes',
      '12,5 % de descuento en tu pedido para quien tenga Apes',
      '10,50 USD de descuento en tu pedido para quien tenga Apes',
      'Envío gratis para quien tenga Apes',
      'Para quien tenga Apes',
    ],
  },
  fr: {
    who: [
      'Livraison offerte pour les clients qui détiennent Apes',
      'Livraison offerte pour les clients qui détiennent Apes et Owls',
      'Livraison offerte pour les clients qui détiennent Apes ou Owls',
      'Livraison offerte pour les clients qui détiennent tous ces tokens',
      'Livraison offerte pour les clients qui détiennent l’un de ces tokens',
      'Livraison offerte pour les clients qui remplissent tous ces critères',
      'Livraison offerte pour les clients qui remplissent l’un de ces critères',
      'Livraison offerte pour les clients qui remplissent au moins 2 de ces critères',
      'Livraison offerte pour les clients qui ne remplissent aucun de ces critères',
      'Livraison offerte pour les clients qui figurent sur notre liste',
      'Livraison offerte pour les clients qui ont un portefeuille',
    ],
    give: [
      '12,5 % de remise pour les clients qui détiennent Apes',
      '10,50 USD de remise pour les clients qui détiennent Apes',
      '12,5 % de remise sur la commande pour les clients qui détiennent Apes',
      '10,50 USD de remise sur la commande pour les clients qui détiennent Apes',
      'Livraison offerte pour les clients qui détiennent Apes',
      'Réservé aux clients qui détiennent Apes',
    ],
  },
  it: {
    who: [
      'Spedizione gratuita per chi possiede Apes',
      'Spedizione gratuita per chi possiede Apes e Owls',
      'Spedizione gratuita per chi possiede Apes o Owls',
      'Spedizione gratuita per chi possiede tutto questo',
      'Spedizione gratuita per chi possiede almeno uno di questi',
      'Spedizione gratuita per i wallet che soddisfano tutto questo',
      'Spedizione gratuita per i wallet che soddisfano uno di questi requisiti',
      'Spedizione gratuita per i wallet che soddisfano almeno 2 di questi requisiti',
      'Spedizione gratuita per i wallet senza nulla di tutto questo',
      'Spedizione gratuita per i wallet nella lista del negozio',
      'Spedizione gratuita per chi ha un wallet',
    ],
    give: [
      '12,5% di sconto per chi possiede Apes',
      '10,50 USD di sconto per chi possiede Apes',
      '12,5% di sconto sul tuo ordine per chi possiede Apes',
      '10,50 USD di sconto sul tuo ordine per chi possiede Apes',
      'Spedizione gratuita per chi possiede Apes',
      'Per chi possiede Apes',
    ],
  },
}

test.each(LANGUAGES)('behavior: shoppers see these titles in %s', async (language) => {
  const rename = (needs: (typeof WHO)[keyof typeof WHO]) => ({
    ...needs,
    conditions: (needs.conditions as readonly ReturnType<typeof token>[]).map((condition) => ({
      ...condition,
      name:
        condition.name === owls?.name ? 'Apes' : condition.name === passes?.name ? 'Owls' : condition.name,
    })),
  })
  const spaced = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
  const titles = (all: readonly { needs: unknown; gives: object }[]) =>
    Promise.all(all.map(async (one) => spaced(await renderTitle({ language, ...one }))))
  const gives = GIVES.free_shipping
  expect({
    who: await titles(Object.values(WHO).map((needs) => ({ needs: rename(needs), gives }))),
    give: await titles(Object.values(GIVES).map((one) => ({ needs: rename(WHO.token), gives: one }))),
  }).toEqual(READ[language])
})
