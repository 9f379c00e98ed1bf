import { findChain } from '../../core/chain/findChain.ts'
import type { FoundToken, PublicUses } from '../../core/redemption/publicUses.ts'
import { encodeHtml } from '../encodeHtml.ts'
import { usesStyle } from './usesStyle.ts'

/** Render the page on which anybody looks up whether a token is used up. `token` is what was asked, null for nothing. */
export function renderUses({ found, token }: { found: PublicUses; token: string | null }): string {
  const { name, domain, named } = found
  const results = token === null ? '' : renderResults(found)
  return renderPage({
    title: `${name}: uses of an NFT`,
    body: `<h1>${encodeHtml(name)}</h1>
<p class="soft">See whether an NFT was already used at ${encodeHtml(domain)}.</p>
<form method="get">
<label for="token">${LABELS[named]}</label>
<div class="ask">
<input id="token" name="token" value="${encodeHtml(token ?? '')}" maxlength="80" required autocomplete="off" autocapitalize="off" spellcheck="false">
<button>Look up</button>
</div>
</form>
${results}
<footer>This page counts uses and names nobody. It reads no chain: it does not say who holds an NFT, or that it exists.</footer>`,
  })
}

const LABELS = {
  number: 'Number of the NFT',
  mint: 'Address of the NFT',
  either: 'Number of the NFT, or its address on Solana',
} as const satisfies Record<PublicUses['named'], string>

/** Render the page about something that cannot be looked up. */
export function renderUsesError({ title, text }: { title: string; text: string }): string {
  return renderPage({ title, body: `<h1>${encodeHtml(title)}</h1>\n<p class="soft">${encodeHtml(text)}</p>` })
}

function renderResults({ limit, tokens }: PublicUses): string {
  const articles = tokens.map((token) => renderToken(token, limit))
  const none = `<article><h2>No such NFT here</h2>
<p>This offer counts no such NFT. Check what you typed.</p></article>`
  return `<section aria-label="Result">${articles.join('\n') || none}</section>`
}

function renderToken(token: FoundToken, limit: number): string {
  const { name, id, chain, contract, used, reserved, free } = token
  const { title, text } = describeUses(token, limit)
  const label = contract === null ? `${name} ${id}` : `${name} #${id}`
  return `<article>
<p class="soft">${encodeHtml(label.trim())} · ${encodeHtml(findChain(chain)?.name ?? chain)}</p>
<h2>${title}</h2>
<p>${text}</p>
<dl>
<div><dt>In orders</dt><dd>${used}</dd></div>
<div><dt>In carts</dt><dd>${reserved}</dd></div>
<div><dt>Left</dt><dd>${free}</dd></div>
</dl>
</article>`
}

/** Put into words what is left of a token. */
export function describeUses(
  { used, reserved, free }: Pick<FoundToken, 'used' | 'reserved' | 'free'>,
  limit: number,
): { title: string; text: string } {
  const times = formatTimes(limit)
  if (free > 0 && used + reserved === 0)
    return { title: 'Not used yet', text: `Whoever holds it can use it here ${times}.` }
  if (free > 0)
    return { title: `${free} of ${limit} uses left`, text: `It can be used here ${times} in all.` }
  if (reserved > 0) {
    const text = 'A cart holds the last use. If nobody buys, it is free again within a few hours.'
    return { title: 'In a cart right now', text }
  }
  const text = used === 1 ? 'An order has used it.' : `Orders have used it ${formatTimes(used)}.`
  return { title: 'Used up', text: `${text} It can’t be used here again.` }
}

function formatTimes(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${count} times`
}

function renderPage({ title, body }: { title: string; body: string }): string {
  return `<!doctype html>
<html lang="en">
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
