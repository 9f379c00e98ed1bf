import type { ShopSeed } from '../shopify/seedShop.ts'

/**
 * The demo's shop: three products that each get a gate, a collection for holders only, a gift card, and two customers.
 */
const harborShop: ShopSeed = {
  id: 70012345678,
  name: 'Harbor & Pine',
  myshopifyDomain: 'harbor-and-pine.myshopify.com',
  currencyCode: 'EUR',
  ianaTimezone: 'Europe/Berlin',
  products: [
    {
      id: 8101,
      title: 'Varsity Jacket',
      handle: 'varsity-jacket',
      image: '/art/varsity-jacket.svg',
      descriptionHtml:
        '<p>Boiled wool, leather sleeves, and a crest you will be asked about. Made in small runs.</p>',
      productType: 'Outerwear',
      variants: [
        { id: 91011, title: 'Small', price: '120.00', sku: 'VJ-S' },
        { id: 91012, title: 'Medium', price: '120.00', sku: 'VJ-M' },
        { id: 91013, title: 'Large', price: '120.00', sku: 'VJ-L' },
      ],
    },
    {
      id: 8102,
      title: 'Camp Mug',
      handle: 'camp-mug',
      image: '/art/camp-mug.svg',
      descriptionHtml: '<p>Enamel over steel, half a litre, happy on a stove and on a desk.</p>',
      productType: 'Kitchen',
      variants: [{ id: 91021, price: '24.00', sku: 'CM' }],
    },
    {
      id: 8103,
      title: 'Market Tote',
      handle: 'market-tote',
      image: '/art/market-tote.svg',
      descriptionHtml:
        '<p>Heavy canvas, long handles, a pocket for the phone. Carries a week of groceries.</p>',
      productType: 'Bags',
      variants: [
        { id: 91031, title: 'Natural', price: '38.00', sku: 'MT-N' },
        { id: 91032, title: 'Navy', price: '38.00', sku: 'MT-B' },
      ],
    },
    {
      id: 8104,
      title: 'Keeper Cap',
      handle: 'keeper-cap',
      image: '/art/field-cap.svg',
      descriptionHtml: '<p>Waxed cotton, numbered inside. Sewn for those who keep the light.</p>',
      productType: 'Hats',
      variants: [{ id: 91041, price: '45.00', sku: 'KC' }],
    },
    {
      id: 8105,
      title: 'Harbor Chart',
      handle: 'harbor-chart',
      image: '/art/harbor-chart.svg',
      descriptionHtml: '<p>The harbour as it was surveyed, to print at home. A file, nothing is sent.</p>',
      productType: 'Downloads',
      variants: [{ id: 91051, price: '12.00', sku: 'HC', requiresShipping: false }],
    },
    {
      id: 8106,
      title: 'Gift Card',
      handle: 'gift-card',
      image: '/art/gift-card.svg',
      descriptionHtml: '<p>For whoever would rather choose.</p>',
      productType: 'Gift cards',
      isGiftCard: true,
      variants: [{ id: 91061, title: '€25', price: '25.00', sku: 'GC-25' }],
    },
  ],
  collections: [
    { id: 8601, title: 'Keepers only', handle: 'keepers-only', productIds: [8104, 8105] },
    { id: 8602, title: 'To wear', handle: 'to-wear', productIds: [8101, 8104] },
  ],
  customers: [
    { id: 7766554433221, email: 'ada@example.com', firstName: 'Ada', lastName: 'Example' },
    { id: 7766554433222, email: 'ben@example.com', firstName: 'Ben', lastName: 'Example' },
  ],
}

/** A second shop with the same app. Proofs signed for it must be worthless in the first shop. */
const quayShop: ShopSeed = {
  id: 70012345679,
  name: 'North Quay',
  myshopifyDomain: 'north-quay.myshopify.com',
  currencyCode: 'EUR',
  ianaTimezone: 'Europe/Berlin',
  products: [
    {
      id: 8201,
      title: 'Field Cap',
      handle: 'field-cap',
      image: '/art/field-cap.svg',
      descriptionHtml: '<p>Waxed cotton with a short brim.</p>',
      productType: 'Hats',
      variants: [{ id: 92011, price: '32.00', sku: 'FC' }],
    },
  ],
}

/** Two shops with the same app. */
export type ShopPair = { readonly harbor: ShopSeed; readonly quay: ShopSeed }

export const demoShops: ShopPair = { harbor: harborShop, quay: quayShop }

/** The demo's shops once more, as other shops: the same catalogue under numbered ids and domains. */
export function copyShops(number: number): ShopPair {
  const copy = (seed: ShopSeed): ShopSeed => ({
    ...seed,
    id: seed.id + 1000 * number,
    myshopifyDomain: seed.myshopifyDomain.replace('.', `-${number}.`),
  })
  return { harbor: copy(harborShop), quay: copy(quayShop) }
}
