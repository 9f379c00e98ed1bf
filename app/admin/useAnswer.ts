import { useEffect, useRef } from 'react'

/**
 * Call `onAnswer` once for each answer of a fetcher, after all data has loaded again. It ignores an answer that
 * came before the component mounted.
 *
 * Not earlier: the end of a fetcher's load cancels a navigation that began during the load.
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
