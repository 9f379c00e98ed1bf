import { findChain } from '../../core/chain/findChain.ts'
import type { FoundToken, PublicUses } from '../../core/redemption/publicUses.ts'
import type { ChosenTexts, Language } from '../../core/text/languages.ts'
import { encodeHtml } from '../encodeHtml.ts'
import { composeSentence } from '../words/composeSentence.ts'
import type { UsesWords } from '../words/usesWords.ts'
import { usesStyle } from './usesStyle.ts'

type Speech = ChosenTexts<UsesWords>
export type RenderUsesParameters = {
  readonly found: PublicUses
  /** What was asked for; null for nothing. */
  readonly token: string | null
  readonly speech: Speech
  /** The language that the address asks for, which the form keeps. */
  readonly wished: Language | null
}

/** Render the page on which anybody looks up whether a token is used up. */
export function renderUses({ found, token, speech, wished }: RenderUsesParameters): string {
  const { words } = speech
  const { name, domain: shop, named, isOpen } = found
  // A token's own text says it too.
  const isSaid = isOpen || found.tokens.length > 0
  const note = isSaid ? '' : `\n<p role="note">${encodeHtml(words.closedText)}</p>`
  const kept = wished === null ? '' : `\n<input type="hidden" name="locale" value="${wished}">`
  return renderPage({
    speech,
    title: composeSentence(words.title, { name }),
    body: `<h1><bdi>${encodeHtml(name)}</bdi></h1>
<p class="soft">${encodeHtml(composeSentence(words.intro, { shop }))}</p>${note}
<form method="get">${kept}
<label for="token">${encodeHtml(words[LABELS[named]])}</label>
<div class="ask">
<input id="token" name="token" value="${encodeHtml(token ?? '')}" maxlength="80" required dir="ltr" autocomplete="off" autocapitalize="off" spellcheck="false">
<button>${encodeHtml(words.lookUp)}</button>
</div>
</form>
${token === null ? '' : renderResults(found, words)}
<footer>${encodeHtml(words.note)}</footer>`,
  })
}

const LABELS = {
  number: 'byNumber',
  mint: 'byMint',
  either: 'byEither',
} as const satisfies Record<PublicUses['named'], keyof UsesWords>

/** Render the page about something that cannot be looked up. */
export function renderUsesError({ isMissing, speech }: { isMissing: boolean; speech: Speech }): string {
  const { missing, missingText, failed, failedText } = speech.words
  const [title, text] = isMissing ? [missing, missingText] : [failed, failedText]
  const body = `<h1>${encodeHtml(title)}</h1>\n<p class="soft">${encodeHtml(text)}</p>`
  return renderPage({ title, body, speech })
}

function renderResults({ isOpen, limit, tokens }: PublicUses, words: UsesWords): string {
  const articles = tokens.map((token) => renderToken({ token, isOpen, limit, words }))
  const none = `<article><h2>${encodeHtml(words.none)}</h2>
<p>${encodeHtml(words.noneText)}</p></article>`
  return `<section aria-label="${encodeHtml(words.result)}">${articles.join('\n') || none}</section>`
}

type TokenParameters = Pick<PublicUses, 'isOpen' | 'limit'> & {
  readonly token: FoundToken
  readonly words: UsesWords
}

function renderToken({ token, isOpen, limit, words }: TokenParameters): string {
  const { name, id, chain, contract, used, reserved, free } = token
  const { title, text } = describeUses({ token, isOpen, limit, words })
  const label = contract === null ? `${name} ${id}` : `${name} #${id}`
  const facts = [
    [words.inOrders, used],
    [words.inCarts, reserved],
    [words.left, free],
  ].map(([what, count]) => `<div><dt>${encodeHtml(String(what))}</dt><dd>${count}</dd></div>`)
  return `<article>
<p class="soft"><bdi>${encodeHtml(label.trim())}</bdi> · <bdi>${encodeHtml(findChain(chain)?.name ?? chain)}</bdi></p>
<h2>${encodeHtml(title)}</h2>
<p>${encodeHtml(text)}</p>
<dl>
${facts.join('\n')}
</dl>
</article>`
}

/** Put into words what is left of a token. While the gate is closed, nothing can be used of it. */
export function describeUses({
  token: { used, reserved, free },
  isOpen,
  limit,
  words,
}: Omit<TokenParameters, 'token'> & { readonly token: Pick<FoundToken, 'used' | 'reserved' | 'free'> }): {
  title: string
  text: string
} {
  if (free > 0 && used + reserved === 0)
    return { title: words.unused, text: isOpen ? words.unusedText : words.closedText }
  if (free > 0) {
    const title = composeSentence(words.partly, { free: String(free), limit: String(limit) })
    return { title, text: isOpen ? words.partlyText : words.closedText }
  }
  if (reserved > 0) return { title: words.inCart, text: words.inCartText }
  return { title: words.usedUp, text: words.usedUpText }
}

function renderPage({ title, body, speech }: { title: string; body: string; speech: Speech }): string {
  return `<!doctype html>
<html lang="${speech.lang}" dir="${speech.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${encodeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${usesStyle}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>`
}
