import { useEffect, useState } from 'react'
import type { GateVersion } from '../views.ts'

/** What is known of the version of a gate that somebody else saved. */
export type OtherVersion =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable'; readonly retry: () => void }
  | { readonly kind: 'known'; readonly version: GateVersion }

/**
 * Load the saved version of a gate, while `isStale` says that somebody else changed it. Null otherwise.
 *
 * It uses plain `fetch`: a loader that fails would replace the page, and the merchant's input would be lost.
 */
export function useOtherVersion({
  number,
  isStale,
}: {
  number: number | null
  isStale: boolean
}): OtherVersion | null {
  const [tried, setTried] = useState(0)
  const [found, setFound] = useState<GateVersion | 'unreachable' | null>(null)
  useEffect(() => {
    if (!isStale || number === null || tried < 0) return
    const controller = new AbortController()
    setFound(null)
    readVersion({ number, signal: controller.signal }).then(setFound, () => {
      if (!controller.signal.aborted) setFound('unreachable')
    })
    return () => controller.abort()
  }, [isStale, number, tried])
  if (!isStale) return null
  if (found === null) return { kind: 'asking' }
  if (found === 'unreachable') return { kind: 'unreachable', retry: () => setTried(tried + 1) }
  return { kind: 'known', version: found }
}

async function readVersion({
  number,
  signal,
}: {
  number: number
  signal: AbortSignal
}): Promise<GateVersion> {
  const headers = { accept: 'application/json' }
  const response = await fetch(`/app/gates/${number}/latest`, { headers, signal })
  if (!response.ok) throw new Error('The gate could not be read.')
  return (await response.json()) as GateVersion
}
