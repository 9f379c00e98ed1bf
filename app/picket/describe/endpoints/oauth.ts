import { z } from 'zod'
import { DiscoveryAnswer, JwksAnswer, RevokeAnswer, TokenAnswer, UserInfoAnswer } from '../answers.ts'
import { bodyErrors, serverErrors } from '../errorSets.ts'
import { sampleClaims, samplePublicKey, samples, sampleUser } from '../samples.ts'
import type { Endpoint } from '../types.ts'
import { authorizeParameters } from './authorizeParameters.ts'

const text = z.string()
const client = { client_id: text.optional(), client_secret: text.optional() }

/** The fields of OAuth's bodies, which are forms, by their names in RFC 6749. */
const TokenForm = z.object({
  grant_type: z.literal('authorization_code'),
  code: text,
  redirect_uri: text,
  code_verifier: text.optional(),
  ...client,
})
const RevokeForm = z.object({ token: text, token_type_hint: text.optional(), ...client })

const { sub, email } = sampleClaims
const userInfo = {
  sub,
  name: samples.walletAddress,
  preferred_username: samples.walletAddress,
  email,
  email_verified: false,
  ...sampleUser,
}
const userInfoEndpoint = {
  path: '/oauth2/userinfo',
  group: 'OAuth and OpenID Connect',
  summary: 'Get the user',
  description: [
    'Returns the same claims as the ID token. Send an access token as bearer token. GET and POST do the same.',
  ],
  access: 'bearer',
  answers: [
    {
      status: 200,
      description: 'The user.',
      body: { name: 'UserInfo', schema: UserInfoAnswer, example: userInfo },
    },
  ],
  errors: [
    ...bodyErrors,
    'ERR_OAUTH_REQUEST',
    'ERR_TOKEN_INVALID',
    'ERR_SITE_FORBIDDEN',
    'ERR_METHOD',
    ...serverErrors,
  ],
} as const satisfies Omit<Endpoint, 'id' | 'method'>

export const oauth: readonly Endpoint[] = [
  {
    id: 'showAuthorizePage',
    method: 'GET',
    path: '/oauth2/authorize',
    group: 'OAuth and OpenID Connect',
    summary: 'Redirect a user to sign in',
    description: [
      'Shows a page where the user connects a wallet and signs. Then the browser goes to the redirect URI with code and state, or with error, error_description and state.',
      'The server checks client and redirect URI before it redirects. The parameters that require tokens only add to the project’s requirement, because the user can edit them.',
    ],
    access: 'none',
    parameters: authorizeParameters,
    answers: [
      { status: 200, description: 'The sign-in page. For web_message, a page that posts the answer.' },
      {
        status: 302,
        description:
          'A redirect to the redirect URI, if the wallet has already signed or there is an error to report.',
      },
    ],
    errors: [
      'ERR_OAUTH_REQUEST',
      'ERR_OAUTH_CLIENT',
      'ERR_REDIRECT_URI',
      'ERR_OAUTH_RESPONSE_TYPE',
      'ERR_METHOD',
      ...serverErrors,
    ],
  },
  {
    id: 'exchangeCode',
    method: 'POST',
    path: '/oauth2/token',
    group: 'OAuth and OpenID Connect',
    summary: 'Exchange a code for tokens',
    description: [
      'Send a form or JSON. The client authenticates with HTTP Basic (publishable key as user name and secret key as password, or the secret key alone) or with client_id and client_secret in the body.',
      'A code is valid for sixty seconds and works once. A second use is refused, and revokes the token from the first use.',
    ],
    access: 'client',
    request: {
      name: 'TokenRequest',
      schema: TokenForm,
      example: {
        grant_type: 'authorization_code',
        code: samples.code,
        redirect_uri: samples.redirectUri,
        code_verifier: samples.codeVerifier,
        client_id: samples.publishableKey,
      },
      required: ['grant_type', 'code', 'redirect_uri'],
      aliases: {},
      isForm: true,
    },
    answers: [
      {
        status: 200,
        description: 'The tokens, in Picket’s and in OAuth’s spelling.',
        body: {
          name: 'Tokens',
          schema: TokenAnswer,
          example: {
            accessToken: samples.accessToken,
            tokenType: 'Bearer',
            expiresIn: 43_200,
            user: sampleUser,
            access_token: samples.accessToken,
            token_type: 'Bearer',
            expires_in: 43_200,
            scope: 'openid email profile',
            id_token: samples.accessToken,
          },
        },
      },
    ],
    errors: [
      'ERR_OAUTH_REQUEST',
      ...bodyErrors,
      'ERR_OAUTH_CLIENT',
      'ERR_OAUTH_GRANT',
      'ERR_OAUTH_GRANT_TYPE',
      'ERR_SITE_FORBIDDEN',
      'ERR_RATE_LIMITED',
      'ERR_SERVER_BUSY',
      'ERR_METHOD',
      ...serverErrors,
    ],
  },
  {
    id: 'revokeToken',
    method: 'POST',
    path: '/oauth2/revoke',
    group: 'OAuth and OpenID Connect',
    summary: 'Revoke a token',
    description: [
      'Revokes an access token of the client’s own project. All servers refuse it within five seconds. The answer is the same for an invalid token and for a token of another project.',
    ],
    access: 'client',
    request: {
      name: 'RevokeRequest',
      schema: RevokeForm,
      example: { token: samples.accessToken, client_id: samples.publishableKey },
      required: ['token'],
      aliases: {},
      isForm: true,
    },
    answers: [
      {
        status: 200,
        description: 'The token is no longer valid.',
        body: { name: 'Revoked', schema: RevokeAnswer, example: {} },
      },
    ],
    errors: [
      'ERR_OAUTH_REQUEST',
      ...bodyErrors,
      'ERR_OAUTH_CLIENT',
      'ERR_SITE_FORBIDDEN',
      'ERR_RATE_LIMITED',
      'ERR_SERVER_BUSY',
      'ERR_METHOD',
      ...serverErrors,
    ],
  },
  { id: 'readUserInfo', method: 'GET', ...userInfoEndpoint },
  { id: 'postUserInfo', method: 'POST', ...userInfoEndpoint },
  {
    id: 'discover',
    method: 'GET',
    path: '/.well-known/openid-configuration',
    group: 'OAuth and OpenID Connect',
    summary: 'Get the OpenID Connect configuration',
    description: [
      'Tells a library the URLs of all endpoints. Configure the library with the base URL of this API as issuer.',
    ],
    access: 'none',
    answers: [
      {
        status: 200,
        description: 'The supported features and their URLs.',
        body: {
          name: 'Discovery',
          schema: DiscoveryAnswer,
          example: {
            issuer: samples.issuer,
            authorization_endpoint: `${samples.issuer}/oauth2/authorize`,
            token_endpoint: `${samples.issuer}/oauth2/token`,
            userinfo_endpoint: `${samples.issuer}/oauth2/userinfo`,
            revocation_endpoint: `${samples.issuer}/oauth2/revoke`,
            jwks_uri: `${samples.issuer}/.well-known/jwks.json`,
            scopes_supported: ['openid', 'email', 'profile'],
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['ES256'],
          },
        },
      },
    ],
    errors: ['ERR_METHOD'],
  },
  {
    id: 'listPublicKeys',
    method: 'GET',
    path: '/.well-known/jwks.json',
    group: 'OAuth and OpenID Connect',
    summary: 'Get the public keys',
    description: [
      'Use these keys to verify a token without a call to this server. The algorithm is ES256, and the kid in the token’s header names the key.',
    ],
    access: 'none',
    answers: [
      {
        status: 200,
        description: 'The public keys, newest first.',
        body: { name: 'PublicKeys', schema: JwksAnswer, example: { keys: [samplePublicKey] } },
      },
    ],
    errors: ['ERR_METHOD', ...serverErrors],
  },
]
