import { useEffect, useState } from 'react'
import type { FoundTokensView } from './views.ts'

/** How long the text must rest before it is looked for. */
const REST_MS = 300

export type TokenSearchState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable'; readonly retry: () => void }
  | { readonly kind: 'found'; readonly found: FoundTokensView }

export type TokenSearch = ReturnType<typeof useTokenSearch>

/** Look for tokens on the server each time that the text rests. An empty text finds those that the shop's gates use. */
export function useTokenSearch() {
  const [text, setText] = useState('')
  const [walletError, setWalletError] = useState<string | null>(null)
  const [tried, setTried] = useState(0)
  const [answer, setAnswer] = useState<FoundTokensView | 'unreachable' | null>(null)
  const asked = text.trim()
  useEffect(() => {
    const controller = new AbortController()
    setAnswer(null)
    const timer = setTimeout(
      () => {
        readTokens({ asked, signal: controller.signal }).then(setAnswer, () => {
          if (!controller.signal.aborted) setAnswer('unreachable')
        })
      },
      asked === '' || tried > 0 ? 0 : REST_MS,
    )
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [asked, tried])
  const state: TokenSearchState =
    answer === null
      ? { kind: 'asking' }
      : answer === 'unreachable'
        ? { kind: 'unreachable', retry: () => setTried(tried + 1) }
        : { kind: 'found', found: answer }
  return {
    text,
    setText: (next: string) => {
      setText(next)
      setWalletError(null)
    },
    walletError,
    setWalletError,
    state,
  }
}

/** Plain `fetch`: a fetcher that cannot reach the server replaces the page, and the merchant's input is lost. */
async function readTokens({
  asked,
  signal,
}: {
  asked: string
  signal: AbortSignal
}): Promise<FoundTokensView> {
  const query = new URLSearchParams({ search: asked })
  const response = await fetch(`/app/tokens?${query}`, { headers: { accept: 'application/json' }, signal })
  if (!response.ok) throw new Error('The tokens could not be read.')
  return (await response.json()) as FoundTokensView
}
