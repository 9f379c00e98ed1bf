import { UpstreamError } from '../errors/base.ts'
import { isHost, isPort } from '../project/host.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import { isKnownTimezone } from './isKnownTimezone.ts'
import type { RefusedIdentity, ShopIdentity } from './shop.ts'

export type ChooseIdentityParameters = {
  readonly said: ShopIdentity
  /** The stored identity; null for a new shop. */
  readonly known: Pick<ShopIdentity, 'ianaTimezone' | 'primaryDomain'> | null
}
export type ChooseIdentityResult = { readonly identity: ShopIdentity; readonly refused: RefusedIdentity }

/** Most characters of a refused value that are stored for display. */
const MOST_SHOWN = 100

/**
 * Accept the values of a shop's identity that this server can use. An unknown time zone would fail every unlock, and an
 * invalid domain every login. In their place the old value stays, or the myshopify.com domain of a new shop, and staff
 * see the refused value.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST if a new shop's time zone is unknown: no proof could state its end.
 */
export function chooseIdentity({ said, known }: ChooseIdentityParameters): ChooseIdentityResult {
  const isZoneGood = isKnownTimezone(said.ianaTimezone)
  const isDomainGood = isAuthority(said.primaryDomain)
  const ianaTimezone = isZoneGood ? said.ianaTimezone : known?.ianaTimezone
  if (ianaTimezone === undefined) throw unknownTimezone(said.ianaTimezone)
  const primaryDomain = isDomainGood ? said.primaryDomain : (known?.primaryDomain ?? said.myshopifyDomain)
  return {
    identity: { ...said, ianaTimezone, primaryDomain },
    refused: {
      ianaTimezone: isZoneGood ? null : formatValue(said.ianaTimezone),
      primaryDomain: isDomainGood ? null : formatValue(said.primaryDomain),
    },
  }
}

/** Whether a text is `host[:port]` as browsers write it. */
function isAuthority(text: string): boolean {
  const [, host = '', port] = /^([^:]*)(?::([0-9]+))?$/.exec(text) ?? []
  return isHost(host) && (port === undefined || isPort(port))
}

function formatValue(text: string): string {
  const shown = [...text.slice(0, MOST_SHOWN)].map((one) => (hasUnsafeCharacter(one) ? '\ufffd' : one))
  return shown.join('')
}

function unknownTimezone(text: string): UpstreamError {
  return new UpstreamError(
    'ERR_SHOPIFY_REQUEST',
    `This server does not know the time zone that Shopify reports for this shop: ${formatValue(text)}.`,
    {
      hint: 'Update Node.js on this server, or choose another time zone in Shopify under Settings, General.',
    },
  )
}
