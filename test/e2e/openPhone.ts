import type { BrowserContext } from 'playwright-core'
import type { Hex } from 'viem'
import type { TextSigner } from '../picket/signLogin.ts'
import { openPerson } from './openPerson.ts'
import { putSolanaWallet } from './putSolanaWallet.ts'
import { putWallets } from './putWallets.ts'

/** Open a desk's browser for a new person, without a wallet. */
export async function openDesk(): Promise<BrowserContext> {
  const person = await openPerson()
  await person.addInitScript(HIDE_DEMO_WALLETS)
  return person
}

/** Open a phone's usual browser for a new person: touch, 390 px wide, and no wallet. */
export async function openPhone(): Promise<BrowserContext> {
  const person = await openPerson({ isPhone: true })
  await person.addInitScript(HIDE_DEMO_WALLETS)
  return person
}

/**
 * Open the browser inside a wallet's app on a phone: it has that wallet alone, and cookies of its own.
 * @returns the texts that the wallet got to sign
 */
export async function openWalletBrowser(
  wallet: { name: string; privateKey: Hex } | { name: string; signer: TextSigner },
): Promise<{ readonly person: BrowserContext; readonly signed: readonly string[] }> {
  const person = await openPerson({ isPhone: true })
  const { signed } =
    'signer' in wallet
      ? await putSolanaWallet(person, wallet)
      : await putWallets(person, [{ ...wallet, color: '#e2761b' }])
  // After the wallet's own script, so that only the demo's wallets, which come with the page, are kept out.
  await person.addInitScript(HIDE_DEMO_WALLETS)
  return { person, signed }
}

/** The page that a link of a wallet's app names, read as that app reads it. The demo has no https. */
export function readAppLink(link: string): string {
  const { hostname, pathname, search, searchParams } = new URL(link)
  switch (hostname) {
    case 'link.metamask.io':
      return `http://${`${pathname}${search}`.slice('/dapp/'.length)}`
    case 'go.cb-w.com':
      return searchParams.get('cb_url') ?? ''
    case 'link.trustwallet.com':
    case 'rnbwapp.com':
      return searchParams.get('url') ?? ''
    case 'phantom.app':
    case 'solflare.com':
    case 'backpack.app':
      return decodeURIComponent(pathname.slice(pathname.indexOf('/browse/') + '/browse/'.length))
    default:
      throw new Error(`No wallet app opens ${link}.`)
  }
}

// In the order of their registration: after the wallet's own, before the block's and the page's.
// As text, because a compiled function would call helpers that the page does not have.
const HIDE_DEMO_WALLETS = `(() => {
  const own = ['Holder wallet', 'Empty wallet']
  window.addEventListener('eip6963:announceProvider', (event) => {
    if (own.includes(event.detail?.info?.name)) event.stopImmediatePropagation()
  })
  // The demo's wallets register when the page's scripts run, and whenever the block asks.
  for (const name of ['wallet-standard:register-wallet', 'wallet-standard:app-ready'])
    window.addEventListener(name, (event) => event.stopImmediatePropagation())
})()`
