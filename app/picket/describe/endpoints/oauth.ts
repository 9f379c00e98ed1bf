import { z } from 'zod'
import { DiscoveryAnswer, JwksAnswer, RevokeAnswer, TokenAnswer, UserInfoAnswer } from '../answers.ts'
import { bodyErrors } from '../errorSets.ts'
import { sampleClaims, samples, sampleUser } from '../samples.ts'
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
const publicKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  kid: '7d1f',
  alg: 'ES256',
  use: 'sig',
}
const userInfoEndpoint = {
  path: '/oauth2/userinfo',
  group: 'OAuth and OpenID Connect',
  summary: 'Say who signed in',
  description: ['The same as the ID token says. Takes an access token as bearer; GET and POST are alike.'],
  access: 'bearer',
  answers: [
    {
      status: 200,
      description: 'Who it is.',
      body: { name: 'UserInfo', schema: UserInfoAnswer, example: userInfo },
    },
  ],
  errors: [...bodyErrors, 'ERR_OAUTH_REQUEST', 'ERR_TOKEN_INVALID', 'ERR_SITE_FORBIDDEN', 'ERR_METHOD'],
} as const satisfies Omit<Endpoint, 'id' | 'method'>

export const oauth: readonly Endpoint[] = [
  {
    id: 'showAuthorizePage',
    method: 'GET',
    path: '/oauth2/authorize',
    group: 'OAuth and OpenID Connect',
    summary: 'Send somebody to sign in',
    description: [
      'A page where a wallet connects and signs; then the browser goes to the redirect URI with code and state, or with error, error_description and state.',
      'Client and redirect URI are checked before anybody is sent anywhere. The parameters that ask for tokens only add to what the project requires: whoever is sent here can edit them.',
    ],
    access: 'none',
    parameters: authorizeParameters,
    answers: [
      { status: 200, description: 'The page; or, for web_message, the one that posts the answer.' },
      {
        status: 302,
        description:
          'Back to the redirect URI, where the wallet had signed already or an error is to be told.',
      },
    ],
    errors: [
      'ERR_OAUTH_REQUEST',
      'ERR_OAUTH_CLIENT',
      'ERR_REDIRECT_URI',
      'ERR_OAUTH_RESPONSE_TYPE',
      'ERR_METHOD',
    ],
  },
  {
    id: 'exchangeCode',
    method: 'POST',
    path: '/oauth2/token',
    group: 'OAuth and OpenID Connect',
    summary: 'Exchange a code for tokens',
    description: [
      'Form or JSON. The client says who it is by HTTP Basic (publishable key as user name, secret key as password, or the secret key alone) or by client_id and client_secret in the body.',
      'A code lives sixty seconds and works once. A second use is refused, and ends the token that the first one gave.',
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
        description: 'The tokens, in Picket’s spelling and in OAuth’s.',
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
      'ERR_METHOD',
    ],
  },
  {
    id: 'revokeToken',
    method: 'POST',
    path: '/oauth2/revoke',
    group: 'OAuth and OpenID Connect',
    summary: 'End a token',
    description: [
      'Ends an access token of the client’s own project, everywhere within five seconds. A token that is not good, or not the project’s, is answered as if it had been ended.',
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
        description: 'It is not good any longer.',
        body: { name: 'Revoked', schema: RevokeAnswer, example: {} },
      },
    ],
    errors: [
      'ERR_OAUTH_REQUEST',
      ...bodyErrors,
      'ERR_OAUTH_CLIENT',
      'ERR_SITE_FORBIDDEN',
      'ERR_RATE_LIMITED',
      'ERR_METHOD',
    ],
  },
  { id: 'readUserInfo', method: 'GET', ...userInfoEndpoint },
  { id: 'postUserInfo', method: 'POST', ...userInfoEndpoint },
  {
    id: 'discover',
    method: 'GET',
    path: '/.well-known/openid-configuration',
    group: 'OAuth and OpenID Connect',
    summary: 'OpenID Connect discovery',
    description: ['Tells a library where everything is. Give it the address of this API as issuer.'],
    access: 'none',
    answers: [
      {
        status: 200,
        description: 'What is offered, and where.',
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
    summary: 'The keys that sign tokens',
    description: ['To check a token without asking this server: ES256, the kid in its header names the key.'],
    access: 'none',
    answers: [
      {
        status: 200,
        description: 'The newest first.',
        body: { name: 'PublicKeys', schema: JwksAnswer, example: { keys: [publicKey] } },
      },
    ],
    errors: ['ERR_METHOD'],
  },
]
