import { readFileSync } from 'node:fs'

/** Reasons of a refusal, in the order in which the buyer reads them. */
export const REFERENCE_REASONS = ['needsToken', 'tooMany', 'notReady', 'otherGate'] as const
export type ReferenceReason = (typeof REFERENCE_REASONS)[number]
const KINDS = { needsToken: 0, tooMany: 1, notReady: 2, otherGate: 3 } as const satisfies Record<
  ReferenceReason,
  number
>
const BYTES_MAX = 500

/** The built-in sentences by language: needs a token, too many, not ready, other gate. */
export const BUILT_IN = JSON.parse(
  readFileSync(new URL('../../vectors/refusals.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly string[]>>

export type ChooseReferenceSentenceParameters = {
  reason: ReferenceReason
  /** Shopify's language code, e.g. `PT_BR`. */
  language: unknown
  /** The config's `m`, strings with a dollar before the text as written between the quotes. */
  sentences: unknown
}

/** Choose the merchant's sentence in the buyer's language, else the built-in one, else English. */
export function chooseReferenceSentence(parameters: ChooseReferenceSentenceParameters): string {
  const { reason, language, sentences } = parameters
  const isCode = typeof language === 'string' && Buffer.byteLength(language) <= 16
  const code = (isCode ? language : '').replace(/[A-Z_]/g, (letter) =>
    letter === '_' ? '-' : letter.toLowerCase(),
  )
  const base = code.split('-')[0] ?? ''
  return (
    findOwn(sentences, code, reason) ??
    findOwn(sentences, base, reason) ??
    findBuiltIn(base, reason) ??
    findOwn(sentences, 'en', reason) ??
    findBuiltIn('en', reason) ??
    ''
  )
}

function findBuiltIn(language: string, reason: ReferenceReason): string | undefined {
  return Object.hasOwn(BUILT_IN, language) ? BUILT_IN[language]?.[KINDS[reason]] : undefined
}

function findOwn(sentences: unknown, language: string, reason: ReferenceReason): string | undefined {
  if (language === '' || typeof sentences !== 'object' || sentences === null || Array.isArray(sentences))
    return undefined
  const name = `$${language}`
  const list = Object.hasOwn(sentences, name) ? (sentences as Record<string, unknown>)[name] : undefined
  return readWritten(Array.isArray(list) ? list[KINDS[reason]] : undefined, BYTES_MAX)
}

/** Read a text of a config, which has a dollar before it as it is written; undefined if a Function does not use it. */
export function readWritten(written: unknown, most: number): string | undefined {
  if (typeof written !== 'string' || !written.startsWith('$')) return undefined
  // A Function gets its input as UTF-8, which has no single surrogates. One written as an escape survives, and makes
  // the text invalid.
  const delivered = Buffer.from(written.slice(1)).toString('utf8')
  const text = JSON.parse(`"${delivered}"`) as string
  const isWhole = text === Buffer.from(text).toString('utf8')
  return text !== '' && isWhole && Buffer.byteLength(text) <= most ? text : undefined
}
