import type { StandinProduct, StandinStore } from './state.ts'

export const JACKET = { product: 111, small: 361, large: 362 }
export const MUG = { product: 112, variant: 363 }
export const MEMBERS_CAP = { product: 113, variant: 364 }
export const CLOTHES = 24
export const MEMBERS = 25
export const SHOPPER = 4927
export const OTHER_SHOPPER = 4928

/** Puts three products, two categories and two customers into a store. */
export function seedStore(store: StandinStore): void {
  const at = Math.floor(store.now() / 1000)
  const rest = { isVisible: true, createdAt: at, updatedAt: at }
  store.categories.set(CLOTHES, { id: CLOTHES, name: 'Clothes', path: '/clothes/' })
  store.categories.set(MEMBERS, { id: MEMBERS, name: 'Members', path: '/members/' })
  const products: StandinProduct[] = [
    {
      ...rest,
      id: JACKET.product,
      name: 'Harbour jacket',
      path: '/harbour-jacket/',
      description: '<p>Waxed cotton, made for wind.</p>',
      categories: [CLOTHES],
      variants: [
        { id: JACKET.small, sku: 'JACKET-S', price: 12_000, label: 'Small', stock: 40 },
        { id: JACKET.large, sku: 'JACKET-L', price: 12_500, label: 'Large', stock: 40 },
      ],
    },
    {
      ...rest,
      id: MUG.product,
      name: 'Enamel mug',
      path: '/enamel-mug/',
      description: '<p>Holds a third of a litre.</p>',
      categories: [],
      variants: [{ id: MUG.variant, sku: 'MUG', price: 1850, label: null, stock: null }],
    },
    {
      ...rest,
      id: MEMBERS_CAP.product,
      name: 'Members’ cap',
      path: '/members-cap/',
      description: '<p>For holders of the membership token.</p>',
      categories: [CLOTHES, MEMBERS],
      variants: [{ id: MEMBERS_CAP.variant, sku: 'CAP', price: 3400, label: null, stock: 12 }],
    },
  ]
  for (const product of products) store.products.set(product.id, product)
  store.groups.set(6, { id: 6, name: 'Friends' })
  store.customers.set(SHOPPER, {
    id: SHOPPER,
    email: 'jo@example.com',
    firstName: 'Jo',
    lastName: 'Example',
    groupId: 0,
    createdAt: at,
  })
  store.customers.set(OTHER_SHOPPER, {
    id: OTHER_SHOPPER,
    email: 'kim@example.com',
    firstName: 'Kim',
    lastName: 'Example',
    groupId: 6,
    createdAt: at,
  })
}
