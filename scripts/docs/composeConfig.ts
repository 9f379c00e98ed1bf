import { toAnchor } from './toAnchor.ts'
import { toSiteAddress } from './toSitePath.ts'

export type Menu = { readonly title: string; readonly pages: readonly MenuPage[] }
export type MenuPage = { readonly file: string; readonly title: string }

export type ComposeConfigParameters = {
  readonly menus: readonly Menu[]
  readonly decisions: readonly MenuPage[]
  readonly description: string
}

const toItem = ({ file, title }: MenuPage) => ({
  text: title,
  link: toSiteAddress(file),
})

/** Compose the settings of VitePress. */
export function composeConfig({ menus, decisions, description }: ComposeConfigParameters) {
  const sidebar = menus.map(({ title, pages }) => ({ text: title, items: pages.map(toItem) }))
  return {
    title: 'Palisade',
    description,
    lang: 'en',
    base: '/docs/',
    cleanUrls: false,
    // The server's policy allows no script within a page.
    metaChunk: true,
    markdown: {
      html: false,
      anchor: { slugify: toAnchor },
      toc: { slugify: toAnchor },
      theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    },
    themeConfig: {
      outline: [2, 3] as [number, number],
      search: { provider: 'local' as const },
      nav: menus.map(({ title, pages }) => ({
        text: title,
        link: toItem(pages[0] ?? { file: '', title: '' }).link,
      })),
      sidebar: {
        '/': sidebar,
        '/decisions/': [
          { text: 'Inside', items: [{ text: 'All documents', link: '/' }] },
          { text: 'Decisions', items: decisions.map(toItem) },
        ],
      },
      externalLinkIcon: true,
    },
  }
}
