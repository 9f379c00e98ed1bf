import { useEffect, useState } from 'react'

/**
 * What a promise came to, or null until then.
 *
 * Not Suspense: a boundary inside the table is thrown away when Polaris measures the table before it has hydrated.
 */
export function useArrived<T>(promise: Promise<T>): T | null {
  const [arrived, setArrived] = useState<T | null>(null)
  useEffect(() => {
    let isWanted = true
    promise.then(
      (value) => isWanted && setArrived(value),
      () => {},
    )
    return () => {
      isWanted = false
    }
  }, [promise])
  return arrived
}
