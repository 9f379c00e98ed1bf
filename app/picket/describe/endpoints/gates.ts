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
      'Says whether the wallet of a sign-in passes a gate of the project’s shop, and of each condition what was needed, what was found, where and when. It opens nothing.',
      'It is told about wallets that signed in, and about nobody else: send the access token, never an address. A token of a text that names no site does not do.',
      'With the secret key chains are read now; with the publishable one an answer may be some seconds old.',
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
        description: 'Whether it passes, and why. No is an answer, and so is "could not be checked".',
        body: { name: 'GateCheck', schema: GateCheckAnswer, example: sampleGateCheck },
      },
    ],
    errors: [...bodyErrors, 'ERR_TOKEN_INVALID', 'ERR_GATE_NOT_FOUND', ...doorErrors],
  },
]
