import { useEffect, useRef } from 'react'

/**
 * Be told of each answer of a fetcher once, when all is loaded again; not of one from before.
 *
 * Not earlier: a navigation begun while a fetcher loads is broken off by the load's end.
 */
export function useAnswer<Answer>(
  { state, data }: { readonly state: string; readonly data: Answer | undefined },
  onAnswer: (answer: Answer) => void,
): void {
  const told = useRef(data)
  useEffect(() => {
    if (state !== 'idle' || data === undefined || data === told.current) return
    told.current = data
    onAnswer(data)
  }, [state, data, onAnswer])
}
