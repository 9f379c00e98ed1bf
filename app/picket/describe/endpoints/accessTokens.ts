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
    summary: 'Prove more, without a new signature',
    description: [
      'Reads the chain for the wallet of a token, and answers a new token that holds what was just proven beside what was proven before. It ends when the sign-in does.',
      'A balance younger than a minute is believed, an older one is read again; with revalidate all are.',
      'The request must ask for something. An unknown field in requirements is refused: ignored, it would ask for nothing.',
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
        description: 'The new token.',
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
    summary: 'Check a token',
    description: [
      'Says what a token says, if it is good, is your project’s, was not revoked, and what it has proven meets the requirements. Reads no chain.',
      'Your server calls this at each request, with its own requirements and the chain they are meant on: the same address may be another contract elsewhere.',
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
        description: 'What the token says.',
        body: { name: 'Claims', schema: ClaimsAnswer, example: sampleClaims },
      },
    ],
    errors: [...bodyErrors, 'ERR_TOKEN_INVALID', ...unmetErrors, ...doorErrors],
  },
]
