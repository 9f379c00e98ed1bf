import { useNavigation } from '@remix-run/react'
import { type ReactNode, useEffect, useState } from 'react'
import { EditorSkeleton } from './EditorSkeleton.tsx'
import { ListSkeleton } from './ListSkeleton.tsx'

/** A navigation shorter than this needs no skeleton: it would only flicker. */
const PATIENCE_MS = 150

/** The page, or the skeleton of the page that is being gone to. */
export function PageFrame({ pathname, children }: { pathname: string; children: ReactNode }) {
  const { state, location } = useNavigation()
  const target = state === 'loading' && location.pathname !== pathname ? location.pathname : null
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    if (target === null) return
    const timer = setTimeout(() => setIsSlow(true), PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      setIsSlow(false)
    }
  }, [target])
  if (target === null || !isSlow) return children
  if (/^\/app\/(?:gates|developers)\/./.test(target)) return <EditorSkeleton />
  return <ListSkeleton title={titleOf(target)} />
}

const TITLES = [
  ['/app/orders', 'Orders'],
  ['/app/redemptions', 'Redemptions'],
  ['/app/lists', 'Lists'],
  ['/app/chains', 'Chains'],
  ['/app/developers', 'Developers'],
  ['/app/settings', 'Settings'],
] as const

function titleOf(target: string): string {
  return TITLES.find(([start]) => target.startsWith(start))?.[1] ?? 'Gates'
}
