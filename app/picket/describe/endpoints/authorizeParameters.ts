import { z } from 'zod'
import { samples } from '../samples.ts'
import type { AddressParameter } from '../types.ts'

type Optional = Partial<Pick<AddressParameter, 'isRequired' | 'example' | 'schema'>>

const inQuery = (name: string, description: string, more: Optional = {}): AddressParameter => ({
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
  inQuery('client_id', 'The publishable key.', { isRequired: true, example: samples.publishableKey }),
  inQuery('redirect_uri', 'Exactly one of the project’s redirect URIs.', {
    isRequired: true,
    example: samples.redirectUri,
  }),
  inQuery('response_type', 'Optional. "code" is the only value.', {
    schema: z.enum(['code']),
    example: 'code',
  }),
  inQuery('response_mode', '"web_message" posts the answer to the window that opened this one.', {
    schema: z.enum(['query', 'code', 'web_message']),
  }),
  inQuery('scope', 'Any of openid, email, profile.', { example: 'openid email profile' }),
  inQuery('state', 'Returned unchanged.', { example: 'af0ifjsldkj' }),
  inQuery('nonce', 'Returned in the ID token.', { example: 'n-0S6_WzA2Mj' }),
  inQuery(
    'code_challenge',
    'The PKCE challenge. Required for clients that exchange the code without the secret key.',
    {
      example: samples.codeChallenge,
    },
  ),
  inQuery('code_challenge_method', 'Must be S256.', { schema: z.enum(['S256']), example: 'S256' }),
  inQuery('prompt', 'With "none", the answer is login_required instead of a page.'),
  inQuery('locale', 'Accepted but has no effect.'),
  inQuery('chain', 'The chain to sign in on. Default "ethereum".'),
  inQuery('walletAddress', 'With signature: the wallet that has already signed. No page is shown.'),
  inQuery('signature', 'The signature of walletAddress.'),
  inQuery('domain', 'The domain in the signed text. Send it with uri and issuedAt.'),
  inQuery('uri', 'See domain.'),
  inQuery('issuedAt', 'See domain.'),
  inQuery('contractAddress', 'The token that the wallet must hold in addition to the project’s requirement.'),
  inQuery('minTokenBalance', 'See contractAddress.'),
  inQuery('allowedWallets', 'See contractAddress.', many),
  inQuery('tokenIds', 'See contractAddress.', many),
  inQuery('collection', 'Solana. See contractAddress.', many),
  inQuery('creatorAddress', 'Solana. See contractAddress.'),
]
