/** A section of the admin. Its pages link back to `url`, with `content` as the text. */
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

/** Find the section that an admin path belongs to; gates if it belongs to no other. */
export function findSection(path: string): Section {
  const { gates, ...others } = SECTIONS
  return Object.values(others).find(({ url }) => path.startsWith(url)) ?? gates
}

/** Find the list that a page links back to: its section's list, or the gates from a section's own page. */
export function findHome(path: string): Section {
  const section = findSection(path)
  return path === section.url ? SECTIONS.gates : section
}
