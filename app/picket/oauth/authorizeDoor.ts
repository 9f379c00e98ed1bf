import type { Chain } from '../../core/chain/types.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { OauthParameters } from '../../core/oauth/parameters.ts'
import type { AuthorizeTarget } from '../../core/oauth/parseAuthorizeTarget.ts'
import type { StartedAuthorization } from '../../core/oauth/types.ts'
import type { Language } from '../../core/text/languages.ts'
import type { AuthorizeStep } from './authorizeWire.ts'
import type { TokenNames } from './page/types.ts'

/** A request for an authorization, and the client that limits count. */
export type AuthorizeRequest = {
  readonly parameters: OauthParameters
  readonly clientAddress: ClientAddress | null
}
type Step<Name extends AuthorizeStep['step']> = Omit<Extract<AuthorizeStep, { step: Name }>, 'step' | 'query'>

/** The dependencies of the door, which the route passes in. */
export type AuthorizeDoor = {
  readonly start: (request: AuthorizeRequest) => Promise<StartedAuthorization>
  /** The locale is the page's language, for the statement. */
  readonly prepare: (
    request: AuthorizeRequest & Step<'message'> & { readonly locale: Language },
  ) => Promise<object>
  readonly complete: (
    request: AuthorizeRequest & Step<'signature'>,
  ) => Promise<{ target: AuthorizeTarget; code: string }>
  readonly describeTokens: (request: AuthorizeRequest) => Promise<TokenNames>
  /** The issuer, as in the discovery document. Only pages of its origin may post here. */
  readonly issuer: string
  /** The chains that a person may choose from. */
  readonly chains: readonly Chain[]
  /** The page's script. */
  readonly loadScript: () => Promise<string>
  readonly createNonce: () => string
  /** Draws the QR code of a text, as SVG. */
  readonly renderQr: (text: string) => string
  readonly trustedProxies: number
}
