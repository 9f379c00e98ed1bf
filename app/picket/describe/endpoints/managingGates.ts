import { z } from 'zod'
import { GateEntryBody } from '../../../gateBody.ts'
import { NewGateBody } from '../../gates/parseGateRequest.ts'
import { DeletedGateAnswer, GateAnswer, GatePageAnswer } from '../answers.ts'
import { gateErrors, gateFormErrors } from '../errorSets.ts'
import { sampleGate, sampleGateForm } from '../samples.ts'
import type { AddressParameter, Answer, Endpoint } from '../types.ts'

const number: AddressParameter = {
  name: 'number',
  in: 'path',
  description: 'The gate’s number.',
  isRequired: true,
  schema: z.string(),
  example: '82',
}
const neededTag: AddressParameter = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of the gate as you read it, with its quotes.',
  isRequired: true,
  schema: z.string(),
  example: sampleGate.etag,
}
/** Without an example, so that the sample requests do not look as if they needed it. */
const knownTag: AddressParameter = {
  name: 'If-Match',
  in: 'header',
  description: 'If given: change the gate only if it still has this ETag.',
  isRequired: false,
  schema: z.string(),
}
const composeGateAnswer = (description: string): Answer => ({
  status: 200,
  description,
  body: { name: 'Gate', schema: GateAnswer, example: sampleGate },
})
const RIGHT =
  'Needs a secret key of a project that the merchant has allowed to manage gates, on the project’s page in the app.'
const PUBLISHED =
  'The gate is saved first and then published to Shopify. publication says whether Shopify has it; if not, Palisade keeps trying by itself.'

export const managingGates: readonly Endpoint[] = [
  {
    id: 'listGates',
    method: 'GET',
    path: '/gates',
    group: 'Managing gates',
    summary: 'List the gates of the shop',
    description: ['A page of gates, newest first.', RIGHT],
    access: 'secret',
    parameters: [
      {
        name: 'limit',
        in: 'query',
        description: 'Most gates of a page, 1 to 100. Default 50.',
        isRequired: false,
        schema: z.int().min(1).max(100),
      },
      {
        name: 'after',
        in: 'query',
        description: 'The value of next in the page before.',
        isRequired: false,
        schema: z.string(),
      },
    ],
    answers: [
      {
        status: 200,
        description: 'A page of gates.',
        body: {
          name: 'GatePage',
          schema: GatePageAnswer,
          example: { gates: [sampleGate], unreadable: [], next: null },
        },
      },
    ],
    errors: ['ERR_QUERY_INVALID', ...gateErrors],
  },
  {
    id: 'createGate',
    method: 'POST',
    path: '/gates',
    group: 'Managing gates',
    summary: 'Create a gate',
    description: [
      'The body is a gate of a file that “Export” wrote, without its number. Every field is needed, and unknown fields are refused.',
      'Send an Idempotency-Key of your own with each gate. The same key with the same body, within a day, answers the gate that the first request created, as it is now, and creates no second one. A refused request leaves its key free.',
      PUBLISHED,
      RIGHT,
    ],
    access: 'secret',
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        description:
          'A new UUID for each gate, or up to 255 other characters, with or without double quotes.',
        isRequired: true,
        schema: z.string(),
        example: '0c9e4a76-81d3-4f52-b6e8-94d1c7f3a205',
      },
    ],
    request: {
      name: 'NewGateRequest',
      schema: NewGateBody,
      example: { form: sampleGateForm },
      required: ['form'],
      aliases: {},
    },
    answers: [
      {
        ...composeGateAnswer(
          'The gate. ETag has the tag of its version, and Location its address. A repeated request also has Idempotency-Replayed: true.',
        ),
        status: 201,
      },
    ],
    errors: [
      ...gateFormErrors,
      'ERR_IDEMPOTENCY_KEY',
      'ERR_IDEMPOTENCY_BODY',
      'ERR_IDEMPOTENCY_BUSY',
      'ERR_GATE_NOT_FOUND',
      ...gateErrors,
    ],
  },
  {
    id: 'readGate',
    method: 'GET',
    path: '/gates/{number}',
    group: 'Managing gates',
    summary: 'Read a gate',
    description: ['The gate as it is, with the ETag of its version.', RIGHT],
    access: 'secret',
    parameters: [number],
    answers: [composeGateAnswer('The gate. ETag has the tag of its version.')],
    errors: ['ERR_GATE_NOT_FOUND', ...gateErrors],
  },
  {
    id: 'updateGate',
    method: 'PUT',
    path: '/gates/{number}',
    group: 'Managing gates',
    summary: 'Change a gate',
    description: [
      'Replaces the whole gate: read it, change its form, and send the form back with the ETag. A gate that was changed after you read it is not overwritten.',
      PUBLISHED,
      RIGHT,
    ],
    access: 'secret',
    parameters: [number, neededTag],
    request: {
      name: 'GateChangeRequest',
      schema: GateEntryBody,
      example: { form: sampleGateForm },
      required: ['form'],
      aliases: {},
    },
    answers: [composeGateAnswer('The gate as it is now.')],
    errors: [
      ...gateFormErrors,
      'ERR_GATE_NOT_FOUND',
      'ERR_IF_MATCH_NEEDED',
      'ERR_IF_MATCH_STALE',
      ...gateErrors,
    ],
  },
  ...(['pause', 'resume'] as const).map(
    (verb): Endpoint => ({
      id: `${verb}Gate`,
      method: 'POST',
      path: `/gates/{number}/${verb}`,
      group: 'Managing gates',
      summary: verb === 'pause' ? 'Pause a gate' : 'Resume a gate',
      description: [
        verb === 'pause'
          ? 'The gate opens for nobody until you resume it. Nobody can buy the products of an exclusive gate meanwhile.'
          : 'The gate opens again, as its schedule says.',
        'Nothing else of the gate changes. If it is so already, nothing happens.',
        PUBLISHED,
        RIGHT,
      ],
      access: 'secret',
      parameters: [number, knownTag],
      answers: [composeGateAnswer('The gate as it is now.')],
      errors: [
        'ERR_GATE_NOT_FOUND',
        'ERR_IF_MATCH_NEEDED',
        'ERR_IF_MATCH_STALE',
        'ERR_GATE_STALE',
        ...gateErrors,
      ],
    }),
  ),
  {
    id: 'deleteGate',
    method: 'DELETE',
    path: '/gates/{number}',
    group: 'Managing gates',
    summary: 'Delete a gate',
    description: [
      'The gate opens for nobody anymore, and everybody can buy its exclusive products. Its number is not used again. The history of the gate can restore it as a new one.',
      'Palisade also removes it at Shopify. publication says whether that is done; if not, Palisade keeps trying by itself.',
      RIGHT,
    ],
    access: 'secret',
    parameters: [number, knownTag],
    answers: [
      {
        status: 200,
        description: 'The gate is deleted.',
        body: {
          name: 'DeletedGate',
          schema: DeletedGateAnswer,
          example: { number: 82, isDeleted: true, publication: { state: 'published', reason: null } },
        },
      },
    ],
    errors: ['ERR_GATE_NOT_FOUND', 'ERR_IF_MATCH_NEEDED', 'ERR_IF_MATCH_STALE', ...gateErrors],
  },
]
