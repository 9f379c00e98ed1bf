/** A list that a page leads back to, in the words of its button. */
export type Section = { readonly content: string; readonly url: string }

/** The sections of the admin, in the order of the navigation. */
export const SECTIONS = {
  gates: { content: 'Gates', url: '/app' },
  orders: { content: 'Orders', url: '/app/orders' },
  redemptions: { content: 'Redemptions', url: '/app/redemptions' },
  lists: { content: 'Lists', url: '/app/lists' },
  chains: { content: 'Chains', url: '/app/chains' },
  developers: { content: 'Developers', url: '/app/developers' },
  settings: { content: 'Settings', url: '/app/settings' },
} as const satisfies Readonly<Record<string, Section>>

/** The section that a path of the admin belongs to: gates, where it belongs to no other. */
export function findSection(path: string): Section {
  const { gates, ...others } = SECTIONS
  return Object.values(others).find(({ url }) => path.startsWith(url)) ?? gates
}

/** The list that a page leads back to: its section's, and from a section's own page the gates. */
export function findHome(path: string): Section {
  const section = findSection(path)
  return path === section.url ? SECTIONS.gates : section
}
