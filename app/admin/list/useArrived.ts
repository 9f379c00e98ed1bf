import { useEffect, useState } from 'react'

/**
 * Return the value of a promise; null until it resolves, if it rejects, and without one.
 *
 * Not Suspense: React drops a boundary inside the table when Polaris measures the table before hydration.
 */
export function useArrived<T>(promise: Promise<T> | null): T | null {
  const [arrived, setArrived] = useState<T | null>(null)
  useEffect(() => {
    let isWanted = true
    promise?.then(
      (value) => isWanted && setArrived(value),
      () => {},
    )
    return () => {
      isWanted = false
    }
  }, [promise])
  return arrived
}
