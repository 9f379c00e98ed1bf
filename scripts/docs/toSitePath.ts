/** The place of the site's first page. */
export const HOME = 'index'

/** The place of a document in the site, without an ending: `install` for docs/install.md. */
export function toSitePath(file: string): string {
  const place = file.replace(/^docs\//, '').replace(/\.md$/, '')
  if (place === 'test/standin/shopify/README') return 'inside/stand-in'
  if (/^[A-Z]+$/.test(place)) return `inside/${place.toLowerCase()}`
  return place.replace(/(^|\/)README$/, '$1index')
}

/** The address of a document below the site's own. A folder has one, without the name of its page. */
export function toSiteAddress(file: string): string {
  return `/${toSitePath(file)}`.replace(/\/index$/, '/')
}
