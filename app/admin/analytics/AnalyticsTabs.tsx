import { useNavigate, useSearchParams } from '@remix-run/react'
import { Tabs } from '@shopify/polaris'
import { SECTIONS } from '../page/sections.ts'

const PAGES = [
  { id: 'numbers', content: 'Numbers', url: SECTIONS.analytics.url },
  { id: 'log', content: 'Unlock log', url: `${SECTIONS.analytics.url}/log` },
] as const
/** What both pages show a part of. */
const KEPT = ['gate', 'days', 'from', 'until']

/** The two pages of Analytics. The gate and the period stay. */
export function AnalyticsTabs({ page }: { page: (typeof PAGES)[number]['id'] }) {
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const kept = new URLSearchParams([...query].filter(([name]) => KEPT.includes(name)))
  return (
    <Tabs
      tabs={PAGES.map(({ id, content }) => ({ id: `analytics-${id}`, content }))}
      selected={PAGES.findIndex(({ id }) => id === page)}
      onSelect={(index) => navigate(`${PAGES[index]?.url}${kept.size > 0 ? `?${kept}` : ''}`)}
    />
  )
}
