import { randomToken, type StandinShop, type StandinState } from '../state.ts'
import { verifyIdToken } from './verifyIdToken.ts'

const ACCESS_SECONDS = 3600
const REFRESH_SECONDS = 90 * 24 * 3600
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token'
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token'

export type AnswerAccessTokenParameters = {
  state: StandinState
  shop: StandinShop
  apiKey: string
  apiSecret: string
  body: Record<string, unknown>
}

export type AccessTokenAnswer = { status: number; body: Record<string, unknown> }

/** Answers `POST /admin/oauth/access_token`: token exchange and refresh; installs the app on its first token. */
export function answerAccessToken(parameters: AnswerAccessTokenParameters): AccessTokenAnswer {
  const { shop, apiKey, apiSecret, body } = parameters
  if (body.client_id !== apiKey || body.client_secret !== apiSecret)
    return refuse('application_cannot_be_found', 'The client id or secret is unknown.')
  if (body.grant_type === 'refresh_token') return answerRefresh(parameters)
  if (body.grant_type !== EXCHANGE)
    return refuse('unsupported_grant_type', 'The stand-in supports only token exchange and refresh.')
  if (body.subject_token_type !== ID_TOKEN)
    return refuse('invalid_request', 'The subject token type must be id_token.')
  if (body.requested_token_type !== OFFLINE && body.requested_token_type !== ONLINE)
    return refuse('invalid_request', 'The requested token type is unknown.')
  const token = String(body.subject_token ?? '')
  if (!verifyIdToken({ token, shop: shop.myshopifyDomain, apiKey, apiSecret }))
    return refuse('invalid_subject_token', 'The id token is invalid.')
  const expiring = String(body.expiring ?? '0') === '1'
  return issue(parameters, { expiring, online: body.requested_token_type === ONLINE })
}

function answerRefresh(parameters: AnswerAccessTokenParameters): AccessTokenAnswer {
  const installation = parameters.shop.installation
  const token = String(parameters.body.refresh_token ?? '')
  const known = installation?.refreshTokens.get(token)
  if (!known || known.expiresAt <= Date.now() / 1000)
    return refuse('invalid_grant', 'The refresh token is unknown or has expired.')
  return issue(parameters, { expiring: true, online: false })
}

function issue(
  { state, shop }: AnswerAccessTokenParameters,
  { expiring, online }: { expiring: boolean; online: boolean },
): AccessTokenAnswer {
  const now = Math.floor(Date.now() / 1000)
  const scopes = shop.installation?.scopes ?? [...state.scopes.required]
  const accessToken = `${online ? 'shpua' : 'shpat'}_${randomToken()}`
  const refreshToken = expiring && !online ? `shprt_${randomToken()}` : null
  const installation = shop.installation ?? {
    accessToken,
    scopes,
    refreshToken,
    accessTokens: new Map(),
    refreshTokens: new Map(),
    installedAt: new Date().toISOString(),
  }
  const expiresAt = expiring || online ? now + ACCESS_SECONDS : null
  installation.accessTokens.set(accessToken, { scopes, expiresAt })
  if (!online) installation.accessToken = accessToken
  if (refreshToken !== null) {
    // The previous refresh token remains valid until its replacement is used, as at Shopify. So a client can retry
    // after a lost answer.
    for (const old of installation.refreshTokens.keys())
      if (old !== installation.refreshToken) installation.refreshTokens.delete(old)
    installation.refreshToken = refreshToken
    installation.refreshTokens.set(refreshToken, { expiresAt: now + REFRESH_SECONDS })
  }
  shop.installation = installation
  return {
    status: 200,
    body: {
      access_token: accessToken,
      scope: scopes.join(','),
      ...(expiresAt !== null && { expires_in: ACCESS_SECONDS }),
      ...(refreshToken !== null && {
        refresh_token: refreshToken,
        refresh_token_expires_in: REFRESH_SECONDS,
      }),
      ...(online && { associated_user_scope: scopes.join(','), associated_user: OWNER }),
    },
  }
}

const OWNER = {
  id: 1,
  first_name: 'Store',
  last_name: 'Owner',
  email: 'owner@example.com',
  email_verified: true,
  account_owner: true,
  locale: 'en',
  collaborator: false,
}

function refuse(error: string, description: string): AccessTokenAnswer {
  return { status: 400, body: { error, error_description: description } }
}
