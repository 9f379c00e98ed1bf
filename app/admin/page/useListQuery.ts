import { useLocation, useNavigate, useNavigation, useSearchParams } from '@remix-run/react'
import { useRef } from 'react'

/** What a list shows, as the page's URL says: its filters, its order, and the page. */
export type ListQuery = {
  readonly read: (name: string) => string
  /** Change filters, and go to the first page. An empty value removes its filter. */
  readonly set: (changes: Readonly<Record<string, string>>) => void
  readonly isFiltered: boolean
  readonly isLoading: boolean
  /** Compose an address with the same filters, for the whole list. */
  readonly composeAddress: (path: string) => string
  /** Go to the previous page; null on the first one. */
  readonly goBack: (() => void) | null
  /** Go to the page that begins at a mark; null if there is none. */
  readonly goOnTo: (next: string | null) => (() => void) | null
}

const MARK = 'before'

/**
 * Read and change the filters of a list in the URL. `names` are the parameters that belong to the list. While a changed
 * list loads, its filters are the current ones already, so that the next change keeps them.
 */
export function useListQuery(names: readonly string[]): ListQuery {
  const [query, setQuery] = useSearchParams()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { state, location } = useNavigation()
  const current = useRef(query)
  current.current = location?.pathname === pathname ? new URLSearchParams(location.search) : query
  const read = (name: string) => current.current.get(name) ?? ''
  const go = (changes: Readonly<Record<string, string>>) => {
    const all = { ...Object.fromEntries(names.map((name) => [name, read(name)])), ...changes }
    const given = Object.entries(all).filter(([, value]) => value !== '')
    current.current = new URLSearchParams(given)
    setQuery(current.current, { preventScrollReset: changes[MARK] === undefined })
  }
  return {
    read,
    set: go,
    // What is shown still has the filters of the URL.
    isFiltered: names.some((name) => query.has(name)),
    isLoading: state === 'loading' && location.search !== '',
    composeAddress: (path) => {
      const given = names.map((name) => [name, read(name)]).filter(([, value]) => value !== '')
      return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
    },
    goBack: query.has(MARK) ? () => navigate(-1) : null,
    goOnTo: (next) => (next === null ? null : () => go({ [MARK]: next })),
  }
}
