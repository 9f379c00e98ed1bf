import { readFileSync } from 'node:fs'

/** Why a line is refused. */
export type ReferenceReason =
  | 'needsToken'
  | 'notBegun'
  | 'paused'
  | 'usedUp'
  | 'ended'
  | 'tooMany'
  | 'notReady'
  | 'otherGate'
const TITLE_BYTES_MAX = 1020

/** The sentences by language, with `{product}` in them, and what a product without a title is called. */
export const SENTENCES = JSON.parse(
  readFileSync(new URL('../../../extensions/gate-validation/assembly/words.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Readonly<Record<ReferenceReason | 'anyProduct', string>>>>

export type WriteReferenceSentenceParameters = {
  reason: ReferenceReason
  /** Of the product, as the input has it. */
  title: unknown
  /** Shopify's language code, e.g. `PT_BR`. */
  language: unknown
}

/** Write a refusal in the buyer's language, or in English if there are no sentences in it. */
export function writeReferenceSentence({
  reason,
  title,
  language,
}: WriteReferenceSentenceParameters): string {
  const isCode = typeof language === 'string' && Buffer.byteLength(language) <= 16
  const [base = ''] = isCode ? language.toLowerCase().split('_') : []
  const texts = (Object.hasOwn(SENTENCES, base) ? SENTENCES[base] : undefined) ?? SENTENCES.en
  return texts?.[reason].replace('{product}', () => nameOf(title) || texts.anyProduct) ?? ''
}

/** The title as far as the Function names it; '' for none. */
export function nameOf(title: unknown): string {
  return typeof title === 'string' && Buffer.byteLength(title) <= TITLE_BYTES_MAX ? title : ''
}
