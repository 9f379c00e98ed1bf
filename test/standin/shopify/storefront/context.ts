import type { CheckoutContext } from '../checkout/context.ts'
import type { Themes } from './createThemes.ts'
import type { Forwarding } from './formatForwardedFor.ts'
import type { SignIns } from './session.ts'

/** Context of one shop's storefront. */
export type StorefrontContext = CheckoutContext & {
  signIns: SignIns
  themes: Themes
  /** The theme app extension's folder. */
  extensionDir: string
  /** More HTML for the page's head, such as a demo's wallets. */
  headHtml: string
  appOrigin: string
  apiKey: string
  apiSecret: string
  proxy: AppProxy
}

/** `/apps/<subpath>/x` of the storefront is `<target>/x` of the app. */
export type AppProxy = { subpath: string; target: string; forwarding?: Forwarding }
