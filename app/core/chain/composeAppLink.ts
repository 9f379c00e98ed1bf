import type { WalletApp } from './walletApps.ts'

/** Compose the link that opens a page in a wallet's app. `page` is an absolute URL. */
export function composeAppLink({ app, page }: { app: Pick<WalletApp, 'link'>; page: string }): string {
  const bare = page.replace(/^[a-z]+:\/\//, '')
  const origin = page.slice(0, page.length - bare.length) + bare.replace(/[/?#].*$/s, '')
  // Functions, because a URL may have what `replace` takes for a pattern.
  return app.link
    .replace('[page]', () => encodeURIComponent(page))
    .replace('[origin]', () => encodeURIComponent(origin))
    .replace('[bare]', () => bare)
}
