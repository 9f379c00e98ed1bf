import type { Platform } from '../../core/gate/platform.ts'

/** A section of the admin. Its pages link back to `url`, with `content` as the text. */
export type Section = { readonly content: string; readonly url: string }

/** The sections of the admin, in the order of the navigation. */
export const SECTIONS = {
  home: { content: 'Home', url: '/app' },
  gates: { content: 'Gates', url: '/app/gates' },
  orders: { content: 'Orders', url: '/app/orders' },
  customers: { content: 'Customers', url: '/app/customers' },
  analytics: { content: 'Analytics', url: '/app/analytics' },
  counter: { content: 'Counter', url: '/app/counter' },
  redemptions: { content: 'Redemptions', url: '/app/redemptions' },
  lists: { content: 'Lists', url: '/app/lists' },
  chains: { content: 'Chains', url: '/app/chains' },
  developers: { content: 'Developers', url: '/app/developers' },
  settings: { content: 'Settings', url: '/app/settings' },
} as const satisfies Readonly<Record<string, Section>>

/** List the sections of a platform's menu. Tills charge orders of Shopify's point of sale. */
export function listSections(platform: Platform): Section[] {
  return Object.values(SECTIONS).filter((one) => platform === 'shopify' || one !== SECTIONS.counter)
}

/** Find the section that an admin path belongs to; home if it belongs to no other. */
export function findSection(path: string): Section {
  const { home, ...others } = SECTIONS
  return Object.values(others).find(({ url }) => path.startsWith(url)) ?? home
}

/** Find the page that a page links back to: its section's own page, or home from there. */
export function findHome(path: string): Section {
  const section = findSection(path)
  return path === section.url ? SECTIONS.home : section
}
