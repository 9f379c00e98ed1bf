import { z } from 'zod'
import { requirementFields } from '../../../core/flatRequirement/findMeantField.ts'
import { AuthBody, NonceBody, QrBody } from '../../wire.ts'
import { AuthAnswer, NonceAnswer, QrAnswer, TextsAnswer } from '../answers.ts'
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
      'Returns a nonce for a wallet, and the sentence to put into the text that the wallet signs. The nonce is valid for two minutes and works once.',
      'Compose the text as format says, sign it with personal_sign (on Solana with signMessage), and send the signature to /auth. "siwe" is an EIP-4361 text with your domain; on Solana it says Solana instead of Ethereum. "simple" is the statement, the address and the nonce.',
      'A Solana wallet that cannot sign texts, like many Ledger devices, signs a memo. Send method "memo" and context, let the wallet sign transaction, and send it to /auth as signedMessage with the same context. The transaction contains the whole text and moves nothing. It names no block, so no cluster accepts it.',
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
      'Verifies the signature, consumes the nonce, reads the chain if tokens are required, and returns an access token.',
      'The project’s own requirement always applies, and the request’s requirement applies too. Anybody can remove the request’s part, so check again on your server with /auth/validate.',
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
        description: 'The access token and its user.',
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
  {
    id: 'drawQrCode',
    method: 'POST',
    path: '/qr',
    group: 'Sign-in',
    summary: 'Draw a QR code of a page',
    description: [
      'Draws the code that takes a person to the same page on their phone, where their wallet is. Only pages on the project’s own domains are drawn.',
    ],
    access: 'publishable',
    request: {
      name: 'QrRequest',
      schema: QrBody,
      example: { page: `${samples.uri}/drop` },
      required: ['page'],
      aliases: {},
    },
    answers: [
      {
        status: 200,
        description: 'The code.',
        body: { name: 'QrAnswer', schema: QrAnswer, example: { size: 29, path: 'M4 4h7v1h-7z' } },
      },
    ],
    errors: [...bodyErrors, ...doorErrors],
  },
  {
    id: 'findTexts',
    method: 'GET',
    path: '/texts/{locale}',
    group: 'Sign-in',
    summary: 'Read the texts of the dialog',
    description: [
      'Answers the sentences of the dialog of palisade.js in a language: ar, de, en, es, fr, he, it, ja, ko, nl, pt-BR, pt-PT or zh-CN. Any other tag gets its closest language, or English. Every site may read them, for a day without asking again.',
    ],
    access: 'none',
    parameters: [
      {
        name: 'locale',
        in: 'path',
        description: 'A language tag.',
        isRequired: true,
        schema: z.string(),
        example: 'de-AT',
      },
    ],
    answers: [
      {
        status: 200,
        description: 'The texts.',
        body: {
          name: 'TextsAnswer',
          schema: TextsAnswer,
          example: { language: 'de', dir: 'ltr', texts: { close: 'Schließen' } },
        },
      },
    ],
    errors: ['ERR_METHOD'],
  },
]
