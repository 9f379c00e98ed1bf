import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

/** Load the page's data again on demand. `reloads` counts the finished reloads, so that a draft can start afresh. */
export function useReload(): { reloads: number; reload: () => void } {
  const { revalidate, state } = useRevalidator()
  const [reloads, setReloads] = useState(0)
  const reloading = useRef<'asked' | 'loading' | null>(null)
  useEffect(() => {
    if (reloading.current === 'asked' && state === 'loading') reloading.current = 'loading'
    if (reloading.current !== 'loading' || state !== 'idle') return
    reloading.current = null
    setReloads((before) => before + 1)
  }, [state])
  return {
    reloads,
    reload: () => {
      reloading.current = 'asked'
      revalidate()
    },
  }
}
