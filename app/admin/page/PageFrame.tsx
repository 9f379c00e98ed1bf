import { useNavigation } from '@remix-run/react'
import { type ReactNode, useEffect, useState } from 'react'
import { EditorSkeleton } from './EditorSkeleton.tsx'
import { ListSkeleton } from './ListSkeleton.tsx'
import { findSection } from './sections.ts'

/** A shorter navigation shows no skeleton, which would only flicker. */
const PATIENCE_MS = 150

/** The page, or during a slow navigation the skeleton of the next one. */
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
  if (/^\/app\/(?:gates\/(?:new|\d+)$|developers\/.)/.test(target)) return <EditorSkeleton />
  return <ListSkeleton title={findSection(target).content} />
}
