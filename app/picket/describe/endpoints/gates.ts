import { z } from 'zod'
import { GateCheckBody } from '../../wire.ts'
import { GateCheckAnswer } from '../answers.ts'
import { bodyErrors, doorErrors } from '../errorSets.ts'
import { sampleGateCheck, samples } from '../samples.ts'
import type { Endpoint } from '../types.ts'

export const gates: readonly Endpoint[] = [
  {
    id: 'checkGate',
    method: 'POST',
    path: '/gates/{number}/check',
    group: 'Gates',
    summary: 'Explain a gate of the shop',
    description: [
      'Says whether a signed-in wallet passes a gate of the project’s shop. For each condition it says what was needed, what was found, where and when. It does not unlock the gate.',
      'It answers only for wallets that signed in: send the access token, not an address. The token of a sign-in whose text names no site is refused.',
      'With the secret key, chains are read now. With the publishable key, balances may be some seconds old.',
    ],
    access: 'publishable',
    parameters: [
      {
        name: 'number',
        in: 'path',
        description: 'The gate’s number, as its page in the app shows it.',
        isRequired: true,
        schema: z.string(),
        example: '82',
      },
    ],
    request: {
      name: 'GateCheckRequest',
      schema: GateCheckBody,
      example: { accessToken: samples.accessToken },
      required: ['accessToken'],
      aliases: {},
    },
    answers: [
      {
        status: 200,
        description:
          'Whether the wallet passes, and why. "unmet" and "unchecked" are answers too, not errors.',
        body: { name: 'GateCheck', schema: GateCheckAnswer, example: sampleGateCheck },
      },
    ],
    errors: [...bodyErrors, 'ERR_TOKEN_INVALID', 'ERR_GATE_NOT_FOUND', ...doorErrors],
  },
]
