import { AuthzBody, ValidateBody } from '../../wire.ts'
import { AuthAnswer, ClaimsAnswer } from '../answers.ts'
import { bodyErrors, doorErrors, readErrors, unmetErrors } from '../errorSets.ts'
import { sampleClaims, sampleRequirements, samples, sampleUser } from '../samples.ts'
import type { Endpoint } from '../types.ts'
import { flatAliases } from './signIn.ts'

export const accessTokens: readonly Endpoint[] = [
  {
    id: 'authorize',
    method: 'POST',
    path: '/authz',
    group: 'Access tokens',
    summary: 'Prove more tokens without a new signature',
    description: [
      'Reads the chain for the wallet of an access token and returns a new access token. The new token has the earlier balances and the newly proven ones. It expires when the sign-in expires.',
      'A balance older than a minute is read again. With revalidate, all balances are read again.',
      'The request must name a token or wallets. An unknown field in requirements is refused, because ignoring it would weaken the requirement.',
    ],
    access: 'publishable',
    request: {
      name: 'AuthzRequest',
      schema: AuthzBody,
      example: {
        accessToken: samples.accessToken,
        requirements: { chain: 'ethereum', ...sampleRequirements },
        revalidate: false,
      },
      required: ['accessToken', 'requirements'],
      aliases: { chain: 'requirements.chain', ...flatAliases },
    },
    answers: [
      {
        status: 200,
        description: 'The new access token.',
        body: {
          name: 'AuthAnswer',
          schema: AuthAnswer,
          example: { accessToken: samples.accessToken, user: sampleUser },
        },
      },
    ],
    errors: [...bodyErrors, 'ERR_TOKEN_INVALID', ...unmetErrors, ...readErrors, ...doorErrors],
  },
  {
    id: 'validate',
    method: 'POST',
    path: '/auth/validate',
    group: 'Access tokens',
    summary: 'Check an access token',
    description: [
      'Returns the claims of an access token if it is valid, belongs to your project, was not revoked, and its proven balances meet the requirements. Reads no chain.',
      'Call this from your server on every request, with your own requirements and their chain. The same address can be a different contract on another chain.',
    ],
    access: 'publishable',
    request: {
      name: 'ValidateRequest',
      schema: ValidateBody,
      example: {
        accessToken: samples.accessToken,
        requirements: { chain: 'ethereum', ...sampleRequirements },
      },
      required: ['accessToken'],
      aliases: { chain: 'requirements.chain', ...flatAliases },
    },
    answers: [
      {
        status: 200,
        description: 'The claims of the token.',
        body: { name: 'Claims', schema: ClaimsAnswer, example: sampleClaims },
      },
    ],
    errors: [...bodyErrors, 'ERR_TOKEN_INVALID', ...unmetErrors, ...doorErrors],
  },
]
