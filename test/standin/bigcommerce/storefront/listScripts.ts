import { raw } from 'hono/html'
import type { ScriptFields, StandinStore } from '../state.ts'

export type PageKind = 'storefront' | 'checkout' | 'order_confirmation'

/** The markup of the Script Manager's scripts at a place of a page. */
export function listScripts(store: StandinStore, page: PageKind, location: 'head' | 'footer') {
  const shown = [...store.scripts.values()].flatMap(({ fields, before, liveFrom }) => {
    const now = store.now() < liveFrom ? before : fields
    return now && isOn(now, page, location) ? [now] : []
  })
  return raw(shown.map(formatScript).join('\n'))
}

function isOn(fields: ScriptFields, page: PageKind, location: string): boolean {
  const { enabled = true, visibility = 'storefront', location: own = 'footer' } = fields
  return enabled && own === location && (visibility === 'all_pages' || visibility === page)
}

function formatScript({
  kind = 'src',
  html = '',
  src = '',
  load_method: method,
  integrity_hashes: hashes,
}: ScriptFields): string {
  if (kind === 'script_tag') return html
  const attributes = [
    `src="${src.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`,
    method === 'async' || method === 'defer' ? method : '',
    hashes?.length ? `integrity="${hashes.join(' ')}" crossorigin="anonymous"` : '',
  ]
  return `<script ${attributes.filter(Boolean).join(' ')}></script>`
}
