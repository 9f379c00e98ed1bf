import { Session } from '@shopify/shopify-api'
import type { Session as SessionRow } from '../generated/client.ts'
import type { OpenSecret } from '../secrets.ts'
import { formatSessionPurpose, type SessionSecret } from './formatSessionPurpose.ts'

export type OpenSessionParameters = { readonly row: SessionRow; readonly openSecret: OpenSecret }

/** Read a session from its row. */
export function openSession({ row, openSecret }: OpenSessionParameters): Session {
  const { id, shop, state, isOnline } = row
  const open = (secret: SessionSecret, sealed: string | null): string | undefined =>
    sealed === null
      ? undefined
      : new TextDecoder().decode(
          openSecret({ sealed, purpose: formatSessionPurpose({ sessionId: id, secret }) }),
        )
  const user = open('user', row.onlineAccessInfo)
  return new Session({
    id,
    shop,
    state,
    isOnline,
    scope: row.scope ?? undefined,
    expires: row.expires ?? undefined,
    accessToken: open('access', row.accessToken),
    refreshToken: open('refresh', row.refreshToken),
    refreshTokenExpires: row.refreshTokenExpires ?? undefined,
    ...(user !== undefined && { onlineAccessInfo: JSON.parse(user) }),
  })
}
