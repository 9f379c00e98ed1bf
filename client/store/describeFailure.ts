import type { Texts } from './texts.ts'

type Failure = { readonly title: string; readonly text?: string; readonly isHarmless?: true }

/** Say what went wrong, as far as a shopper can do something about it; null if only a new attempt helps. */
export function describeFailure(error: Error, texts: Texts): Failure | null {
  const code = codeOf(error)
  if (code === 'ERR_WALLET_REJECTED') return { title: texts('locked.rejected'), isHarmless: true }
  if (code === 'ERR_WALLET_PENDING')
    return { title: texts('failed.title_pending'), text: texts('failed.pending') }
  if (code === 'ERR_WALLET_FAILED')
    return { title: texts('failed.title_wallet'), text: texts('failed.wallet') }
  if (code === 'ERR_SERVER_BUSY' || code === 'ERR_RATE_LIMITED')
    return { title: texts('failed.title_plain'), text: texts('failed.busy') }
  return null
}

/** The stable code of an error; empty for one that has none. */
export const codeOf = (error: Error): string => (error as { readonly code?: string }).code ?? ''
