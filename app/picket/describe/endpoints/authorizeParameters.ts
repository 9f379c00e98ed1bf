import { z } from 'zod'
import { samples } from '../samples.ts'
import type { AddressParameter } from '../types.ts'

type Optional = Partial<Pick<AddressParameter, 'isRequired' | 'example' | 'schema'>>

const composeQueryParameter = (name: string, description: string, more: Optional = {}): AddressParameter => ({
  name,
  in: 'query',
  description,
  isRequired: false,
  schema: z.string(),
  ...more,
})
const many = { schema: z.array(z.string()) }

/** The query parameters of the authorize page: of OAuth, OpenID Connect, and Picket's own. */
export const authorizeParameters: readonly AddressParameter[] = [
  composeQueryParameter('client_id', 'The publishable key.', {
    isRequired: true,
    example: samples.publishableKey,
  }),
  composeQueryParameter('redirect_uri', 'Exactly one of the project’s redirect URIs.', {
    isRequired: true,
    example: samples.redirectUri,
  }),
  composeQueryParameter('response_type', 'Optional. "code" is the only value.', {
    schema: z.enum(['code']),
    example: 'code',
  }),
  composeQueryParameter(
    'response_mode',
    '"web_message" posts the answer to the window that opened this one.',
    {
      schema: z.enum(['query', 'code', 'web_message']),
    },
  ),
  composeQueryParameter('scope', 'Any of openid, email, profile.', { example: 'openid email profile' }),
  composeQueryParameter('state', 'Returned unchanged.', { example: 'af0ifjsldkj' }),
  composeQueryParameter('nonce', 'Returned in the ID token.', { example: 'n-0S6_WzA2Mj' }),
  composeQueryParameter(
    'code_challenge',
    'The PKCE challenge. Required for clients that exchange the code without the secret key.',
    {
      example: samples.codeChallenge,
    },
  ),
  composeQueryParameter('code_challenge_method', 'Must be S256.', {
    schema: z.enum(['S256']),
    example: 'S256',
  }),
  composeQueryParameter('prompt', 'With "none", the answer is login_required instead of a page.'),
  composeQueryParameter(
    'ui_locales',
    'The languages to show the page in, as language tags with spaces, the preferred one first. Default: those of the browser.',
    { example: 'de-CH fr' },
  ),
  composeQueryParameter(
    'locale',
    'As ui_locales, from Picket’s clients. "en" counts as not sent: it is their default.',
  ),
  composeQueryParameter('chain', 'The chain to sign in on. Default "ethereum".'),
  composeQueryParameter(
    'walletAddress',
    'With signature: the wallet that has already signed. No page is shown.',
  ),
  composeQueryParameter('signature', 'The signature of walletAddress.'),
  composeQueryParameter('domain', 'The domain in the signed text. Send it with uri and issuedAt.'),
  composeQueryParameter('uri', 'See domain.'),
  composeQueryParameter('issuedAt', 'See domain.'),
  composeQueryParameter(
    'contractAddress',
    'The token that the wallet must hold in addition to the project’s requirement.',
  ),
  composeQueryParameter('minTokenBalance', 'See contractAddress.'),
  composeQueryParameter('allowedWallets', 'See contractAddress.', many),
  composeQueryParameter('tokenIds', 'See contractAddress.', many),
  composeQueryParameter('collection', 'Solana. See contractAddress.', many),
  composeQueryParameter('creatorAddress', 'Solana. See contractAddress.'),
]
