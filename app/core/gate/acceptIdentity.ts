import { UpstreamError } from '../errors/base.ts'
import { isHost, isPort } from '../project/host.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import { isKnownTimezone } from './isKnownTimezone.ts'
import type { RefusedIdentity, ShopIdentity } from './shop.ts'

export type AcceptIdentityParameters = {
  readonly said: ShopIdentity
  /** What is kept of the shop so far; null for a new one. */
  readonly known: Pick<ShopIdentity, 'ianaTimezone' | 'primaryDomain'> | null
}
export type AcceptIdentityResult = { readonly identity: ShopIdentity; readonly refused: RefusedIdentity }

/** So much of a refused value is kept to be shown. */
const MOST_SHOWN = 100

/**
 * Take what Shopify says of a shop as far as it can be worked with. A time zone that this server does not know would
 * fail every unlock, and a domain that is none every login: the old value stays, and the refused one is told to staff.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST for a new shop whose time zone is not known: no proof could say its end.
 */
export function acceptIdentity({ said, known }: AcceptIdentityParameters): AcceptIdentityResult {
  const isZoneGood = isKnownTimezone(said.ianaTimezone)
  const isDomainGood = isAuthority(said.primaryDomain)
  const ianaTimezone = isZoneGood ? said.ianaTimezone : known?.ianaTimezone
  if (ianaTimezone === undefined) throw unknownTimezone(said.ianaTimezone)
  const primaryDomain = isDomainGood ? said.primaryDomain : (known?.primaryDomain ?? said.myshopifyDomain)
  return {
    identity: { ...said, ianaTimezone, primaryDomain },
    refused: {
      ianaTimezone: isZoneGood ? null : show(said.ianaTimezone),
      primaryDomain: isDomainGood ? null : show(said.primaryDomain),
    },
  }
}

/** Whether a text is `host[:port]` as browsers write it. */
function isAuthority(text: string): boolean {
  const [, host = '', port] = /^([^:]*)(?::([0-9]+))?$/.exec(text) ?? []
  return isHost(host) && (port === undefined || isPort(port))
}

function show(text: string): string {
  const shown = [...text.slice(0, MOST_SHOWN)].map((one) => (hasUnsafeCharacter(one) ? '\ufffd' : one))
  return shown.join('')
}

function unknownTimezone(text: string): UpstreamError {
  return new UpstreamError(
    'ERR_SHOPIFY_REQUEST',
    `Shopify names a time zone for this shop that this server does not know: ${show(text)}.`,
    {
      hint: 'Update Node.js on this server, or choose another time zone in Shopify under Settings, General.',
    },
  )
}
