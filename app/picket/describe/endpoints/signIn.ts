import { requirementFields } from '../../../core/flatRequirement/findMeantField.ts'
import { AuthBody, NonceBody } from '../../wire.ts'
import { AuthAnswer, NonceAnswer } from '../answers.ts'
import { bodyErrors, doorErrors, loginErrors, readErrors, unmetErrors } from '../errorSets.ts'
import { sampleRequirements, samples, sampleUser } from '../samples.ts'
import type { Endpoint } from '../types.ts'

/** Requirement fields that older clients send at the top level instead of under `requirements`. */
export const flatAliases: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(requirementFields)
    .filter(([name]) => name !== 'chain')
    .flatMap(([name, snake]) => [name, snake].map((one) => [one, `requirements.${name}`]))
    .filter(([name]) => name !== null),
)

export const signIn: readonly Endpoint[] = [
  {
    id: 'createNonce',
    method: 'POST',
    path: '/auth/nonce',
    group: 'Sign-in',
    summary: 'Start a sign-in',
    description: [
      'Answers a nonce for a wallet, and the sentence that belongs into the text it signs. The nonce lives two minutes and works once.',
      'Compose the text from format, sign it with personal_sign, on Solana with signMessage, and send the signature to /auth. "siwe" is EIP-4361 with your domain in it, and with Solana wherever it would say Ethereum if the chain is that; "simple" is the statement, the address and the nonce.',
      'A Solana wallet that cannot sign texts, as many a Ledger, signs a memo: send method "memo" and context, have the wallet sign transaction, and send it to /auth as signedMessage with the same context. It holds the whole text, moves nothing and names no block, so that it cannot be sent.',
    ],
    access: 'publishable',
    request: {
      name: 'NonceRequest',
      schema: NonceBody,
      example: { chain: 'ethereum', walletAddress: samples.walletAddress },
      required: ['walletAddress'],
      aliases: { wallet_address: 'walletAddress' },
    },
    answers: [
      {
        status: 200,
        description: 'The nonce.',
        body: {
          name: 'NonceAnswer',
          schema: NonceAnswer,
          example: { nonce: samples.nonce, statement: samples.statement, format: 'siwe' },
        },
      },
    ],
    errors: [...bodyErrors, 'ERR_CHAIN_UNKNOWN', 'ERR_ADDRESS_INVALID', ...doorErrors],
  },
  {
    id: 'signIn',
    method: 'POST',
    path: '/auth',
    group: 'Sign-in',
    summary: 'Sign in with a signature',
    description: [
      'Verifies the signature, uses the nonce up, reads the chain if tokens are asked for, and answers an access token.',
      'What the project itself requires always holds; what the request asks is asked besides. Anybody can leave the request’s part out, so ask again on your server: /auth/validate.',
    ],
    access: 'publishable',
    request: {
      name: 'AuthRequest',
      schema: AuthBody,
      example: {
        chain: 'ethereum',
        walletAddress: samples.walletAddress,
        signature: samples.signature,
        context: {
          domain: samples.domain,
          uri: samples.uri,
          chainId: 1,
          issuedAt: samples.issuedAt,
          chainType: 'ethereum',
        },
        requirements: sampleRequirements,
      },
      required: ['walletAddress', 'signature'],
      aliases: { wallet_address: 'walletAddress', ...flatAliases },
    },
    answers: [
      {
        status: 200,
        description: 'The token, and whom it speaks of.',
        body: {
          name: 'AuthAnswer',
          schema: AuthAnswer,
          example: { accessToken: samples.accessToken, user: sampleUser },
        },
      },
    ],
    errors: [
      ...bodyErrors,
      'ERR_CHAIN_UNKNOWN',
      ...loginErrors,
      ...unmetErrors,
      ...readErrors,
      ...doorErrors,
    ],
  },
]
