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
  inQuery('redirect_uri', 'One of the project’s, letter by letter.', {
    isRequired: true,
    example: samples.redirectUri,
  }),
  inQuery('response_type', 'May be left out.', { schema: z.enum(['code']), example: 'code' }),
  inQuery('response_mode', '"web_message" posts the answer to the window that opened this one.', {
    schema: z.enum(['query', 'code', 'web_message']),
  }),
  inQuery('scope', 'Any of openid, email, profile.', { example: 'openid email profile' }),
  inQuery('state', 'Comes back unchanged.', { example: 'af0ifjsldkj' }),
  inQuery('nonce', 'Comes back in the ID token.', { example: 'n-0S6_WzA2Mj' }),
  inQuery('code_challenge', 'Of PKCE. Needed by clients that do not send the secret key at the end.', {
    example: samples.codeChallenge,
  }),
  inQuery('code_challenge_method', 'S256 and nothing else.', { schema: z.enum(['S256']), example: 'S256' }),
  inQuery('prompt', '"none": answer login_required rather than show a page.'),
  inQuery('locale', 'Accepted, and changes nothing.'),
  inQuery('chain', 'The chain to sign in on. Default "ethereum".'),
  inQuery('walletAddress', 'With signature: the wallet has signed already, and no page is shown.'),
  inQuery('signature', 'What it made.'),
  inQuery('domain', 'With uri and issuedAt: what the signed text says.'),
  inQuery('uri', 'See domain.'),
  inQuery('issuedAt', 'See domain.'),
  inQuery('contractAddress', 'What the wallet must hold besides what the project requires.'),
  inQuery('minTokenBalance', 'See contractAddress.'),
  inQuery('allowedWallets', 'See contractAddress.', many),
  inQuery('tokenIds', 'See contractAddress.', many),
  inQuery('collection', 'Solana. See contractAddress.', many),
  inQuery('creatorAddress', 'Solana. See contractAddress.'),
]
