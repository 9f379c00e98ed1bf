import type { Session } from '@shopify/shopify-api'
import type { Session as SessionRow } from '../generated/client.ts'
import type { SealSecret } from '../secrets.ts'
import { formatSessionPurpose, type SessionSecret } from './formatSessionPurpose.ts'

export type SealSessionParameters = { readonly session: Session; readonly sealSecret: SealSecret }

/** Spell a session as a row: its tokens, and who is signed in, only sealed. */
export function sealSession({ session, sealSecret }: SealSessionParameters): SessionRow {
  const { id, shop, state, isOnline } = session
  const seal = (secret: SessionSecret, text: string | undefined): string | null =>
    text === undefined
      ? null
      : sealSecret({
          plain: new TextEncoder().encode(text),
          purpose: formatSessionPurpose({ sessionId: id, secret }),
        })
  return {
    id,
    shop,
    state,
    isOnline,
    scope: session.scope ?? null,
    expires: session.expires ?? null,
    accessToken: seal('access', session.accessToken),
    refreshToken: seal('refresh', session.refreshToken),
    refreshTokenExpires: session.refreshTokenExpires ?? null,
    onlineAccessInfo: seal('user', session.onlineAccessInfo && JSON.stringify(session.onlineAccessInfo)),
  }
}
