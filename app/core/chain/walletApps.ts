import type { ChainFamily } from './types.ts'

/** A wallet's app for phones, whose own browser opens a page by a link. */
export type WalletApp = {
  readonly id: string
  /** The app's own name, as its users know it. */
  readonly name: string
  /** What its accounts can be asked about. */
  readonly families: readonly ChainFamily[]
  /**
   * The link that opens a page in it. `[page]` is the page's URL and `[origin]` its origin, both percent-encoded;
   * `[bare]` is the URL without its scheme, as it is.
   */
  readonly link: string
  /** Where people get it. */
  readonly home: string
}

/**
 * The apps that the card, the authorize page and `palisade.js` offer, in this order.
 * @see https://docs.metamask.io/metamask-connect/evm/guides/metamask-exclusive/use-deeplinks/
 * @see https://developer.trustwallet.com/developer/develop-for-trust/deeplinking
 * @see https://docs.phantom.com/phantom-deeplinks/other-methods/browse
 * @see https://docs.solflare.com/solflare/technical/deeplinks/other-methods/browse
 * @see https://docs.backpack.app/deeplinks/other-methods/browse
 */
export const walletApps = [
  {
    id: 'metamask',
    name: 'MetaMask',
    families: ['evm'],
    link: 'https://link.metamask.io/dapp/[bare]',
    home: 'https://metamask.io/download/',
  },
  {
    id: 'base',
    name: 'Base (Coinbase)',
    families: ['evm'],
    link: 'https://go.cb-w.com/dapp?cb_url=[page]',
    home: 'https://www.coinbase.com/wallet/downloads',
  },
  {
    id: 'trust',
    name: 'Trust Wallet',
    families: ['evm'],
    link: 'https://link.trustwallet.com/open_url?coin_id=60&url=[page]',
    home: 'https://trustwallet.com/download',
  },
  {
    id: 'rainbow',
    name: 'Rainbow',
    families: ['evm'],
    link: 'https://rnbwapp.com/dapp?url=[page]',
    home: 'https://rainbow.me/download',
  },
  {
    id: 'phantom',
    name: 'Phantom',
    families: ['evm', 'solana'],
    link: 'https://phantom.app/ul/browse/[page]?ref=[origin]',
    home: 'https://phantom.com/download',
  },
  {
    id: 'solflare',
    name: 'Solflare',
    families: ['solana'],
    link: 'https://solflare.com/ul/v1/browse/[page]?ref=[origin]',
    home: 'https://solflare.com/download',
  },
  {
    id: 'backpack',
    name: 'Backpack',
    families: ['evm', 'solana'],
    link: 'https://backpack.app/ul/v1/browse/[page]?ref=[origin]',
    home: 'https://backpack.app/download',
  },
] as const satisfies readonly WalletApp[]
