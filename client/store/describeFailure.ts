import type { Texts } from './texts.ts'

type Failure = { readonly title: string; readonly text?: string; readonly isHarmless?: true }

/** The texts of an error's title and of what to do. All others are told to try again. */
const TEXTS: Readonly<Record<string, readonly [title: string, text: string]>> = {
  ERR_WALLET_PENDING: ['title_pending', 'pending'],
  ERR_WALLET_FAILED: ['title_wallet', 'wallet'],
  ERR_WALLET_FACTORY: ['title_wallet', 'wallet'],
  ERR_SERVER_BUSY: ['title_plain', 'busy'],
  ERR_RATE_LIMITED: ['title_plain', 'busy'],
  ERR_CLIENT_NETWORK: ['title_network', 'network'],
  ERR_NONCE_UNKNOWN: ['title_plain', 'late'],
  ERR_SIGNATURE_INVALID: ['title_plain', 'signature'],
  ERR_LOGIN_MISMATCH: ['title_plain', 'signature'],
  ERR_GATE_NOT_FOUND: ['title_changed', 'changed'],
}

/** Say what went wrong; null if the visit has ended, after which a login is simply made again. */
export function describeFailure(error: Error, texts: Texts): Failure | null {
  const code = codeOf(error)
  if (code === 'ERR_WALLET_REJECTED') return { title: texts('locked.rejected'), isHarmless: true }
  if (/^ERR_(?:SESSION|REQUEST)_/.test(code)) return null
  const [title, text] = (Object.hasOwn(TEXTS, code) && TEXTS[code]) || ['title_plain', 'text']
  return { title: texts(`failed.${title}`), text: texts(`failed.${text}`) }
}

/** The stable code of an error; empty for one that has none. */
export const codeOf = (error: Error): string => (error as { readonly code?: string }).code ?? ''
