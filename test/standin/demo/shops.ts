import type { ShopSeed } from '../shopify/seedShop.ts'

/** The demo's shop: three products, each about to get a gate. */
export const harborShop: ShopSeed = {
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
  ],
}

/** A second shop with the same app: what its server signs must be worth nothing in the first. */
export const otherShop: ShopSeed = {
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
