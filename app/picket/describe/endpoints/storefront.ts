import { NonceBody, SignedFields, UnlockFields } from '../../../proxy/wire.ts'
import { GateListBody } from '../../storefront/wire.ts'
import { createPublishableEndpoint } from '../createPublishableEndpoint.ts'
import { bodyErrors, doorErrors, loginErrors, signedErrors } from '../errorSets.ts'
import { sampleProofs, sampleStorefrontGates, sampleStorefrontNonce, samples } from '../samples.ts'
import { GateListAnswer, ProofsAnswer, StorefrontNonceAnswer } from '../storefrontAnswers.ts'
import type { Endpoint } from '../types.ts'

const RIGHT =
  'For pages of a headless storefront. The merchant turns on “These sites are a storefront of this shop” on the project’s page in the app.'
const errors = [...bodyErrors, 'ERR_GATES_NOT_ALLOWED', ...doorErrors] as const

const composeEndpoint = createPublishableEndpoint({ group: 'Headless storefronts', right: RIGHT })

const line = { productId: 8101, variantId: 8201 }
const checked = { gates: [82], lines: [line], cart: 'hWN1c2VyMTIzNDU2Nzg5?key=0123456789abcdef' }

/** What the storefront module of the client package asks. The same requests go to a theme's app proxy. */
export const storefront: readonly Endpoint[] = [
  composeEndpoint({
    id: 'listStorefrontGates',
    path: '/storefront/gates',
    summary: 'List the gates of products',
    description: [
      'Lists the gates about some products: what each needs and gives, as the theme’s pages show it.',
    ],
    request: { schema: GateListBody, example: { products: [8101] }, required: ['products'] },
    answer: {
      name: 'StorefrontGates',
      description: 'The gates, and their numbers by product.',
      schema: GateListAnswer,
      example: sampleStorefrontGates,
    },
    errors,
  }),
  composeEndpoint({
    id: 'createStorefrontNonce',
    path: '/storefront/nonce',
    summary: 'Start a login at the shop',
    description: [
      'Returns the text that the wallet signs. It names the page’s site. It is valid for two minutes and works once.',
      'Without a wallet it answers a text into which account and chain are still to be put, so that a page can ask before the shopper connects.',
    ],
    request: {
      schema: NonceBody,
      example: { key: samples.key },
      required: [],
    },
    answer: {
      name: 'StorefrontNonce',
      description: 'The text to sign.',
      schema: StorefrontNonceAnswer,
      example: sampleStorefrontNonce,
    },
    errors: ['ERR_CHAIN_UNKNOWN', 'ERR_ADDRESS_INVALID', 'ERR_LOGIN_MISMATCH', ...errors],
  }),
  composeEndpoint({
    id: 'unlockGates',
    path: '/storefront/unlock',
    summary: 'Log a wallet in and open gates',
    description: [
      'Verifies the signature, reads the chains, and answers for each gate whether it is open. Open gates come with proofs for the cart and its lines.',
      'If the nonce names a key, that key signs this request, as it signs a renewal. The body is then that of a renewal.',
      'A gate that only signed-in customers may use stays closed: Shopify vouches for customers only through its app proxy.',
    ],
    request: {
      schema: UnlockFields,
      example: {
        nonce: samples.nonce,
        walletAddress: samples.walletAddress,
        signature: samples.signature,
        ...checked,
      },
      required: ['nonce', 'walletAddress', 'signature', 'gates', 'lines'],
    },
    answer: {
      name: 'StorefrontUnlock',
      description:
        'The gates, and the proofs of those that are open. A closed gate is an answer too, not an error.',
      schema: ProofsAnswer,
      example: sampleProofs,
    },
    errors: [
      ...loginErrors,
      ...signedErrors,
      'ERR_ADDRESS_INVALID',
      'ERR_GATE_NOT_FOUND',
      'ERR_KEYS_CHANGING',
      'ERR_SHOP_CHANGED',
      'ERR_CHAIN_READ',
      ...errors,
    ],
  }),
  composeEndpoint({
    id: 'renewGates',
    path: '/storefront/renew',
    summary: 'Renew proofs without a signature of the wallet',
    description: [
      'Answers as unlock does, for the wallets of an earlier login. The key that the login named signs it: ECDSA P-256 with SHA-256 over “POST /renew”, the time and the request’s JSON, each on a line.',
      'A session ends after 30 minutes without a renewal, and after two hours.',
      'At a gate with a limit per token, “tokens” ({ gate, use, locale }) lists the tokens that the gate may use up for this visit. “use” is the key of one of them, and the visit uses that one from then on. Proofs stay valid.',
    ],
    request: {
      schema: SignedFields,
      example: {
        request: JSON.stringify({ session: samples.session, ...checked }),
        at: 1_795_600_000,
        key: samples.key,
        signature: samples.keySignature,
      },
      required: ['request', 'at', 'key', 'signature'],
    },
    answer: {
      name: 'StorefrontRenew',
      description: 'The gates, and the proofs of those that are open.',
      schema: ProofsAnswer,
      example: sampleProofs,
    },
    errors: [
      ...signedErrors,
      'ERR_ADDRESS_INVALID',
      'ERR_GATE_NOT_FOUND',
      'ERR_KEYS_CHANGING',
      'ERR_SHOP_CHANGED',
      'ERR_SHOPIFY_REQUEST',
      'ERR_TOKEN_NOT_HELD',
      'ERR_TOKEN_USED',
      'ERR_TOKEN_READ',
      'ERR_CHAIN_READ',
      ...errors,
    ],
  }),
]
