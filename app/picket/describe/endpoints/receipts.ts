import { z } from 'zod'
import { ReceiptKeysAnswer, ReceiptsAnswer } from '../answers.ts'
import { gateErrors, serverErrors } from '../errorSets.ts'
import { samplePublicKey, sampleReceipt } from '../samples.ts'
import type { Endpoint } from '../types.ts'

export const receipts: readonly Endpoint[] = [
  {
    id: 'listReceipts',
    method: 'GET',
    path: '/orders/{order}/receipts',
    group: 'Receipts',
    summary: 'Get the receipts of an order',
    description: [
      'A receipt is a signed statement that the shopper met the condition of a gate: shop, gate, revision, blocks, and the hash of the condition. It names no wallet, balance, order or customer.',
      'Anybody can verify it later with the keys of receipt-keys.json, without a call to this server. A receipt is signed once and stays the same.',
      'A gate that a pass of the staff opened has none, and neither has an order whose customer was erased.',
      'Needs a secret key of a project that the merchant has allowed to manage gates, on the project’s page in the app.',
    ],
    access: 'secret',
    parameters: [
      {
        name: 'order',
        in: 'path',
        description: 'Shopify’s numeric id of the order.',
        isRequired: true,
        schema: z.string(),
        example: '5678901234567',
      },
    ],
    answers: [
      {
        status: 200,
        description: 'The receipts. An order that broke the rules of a gate has none for it.',
        body: { name: 'Receipts', schema: ReceiptsAnswer, example: { receipts: [sampleReceipt] } },
      },
    ],
    errors: ['ERR_NOT_FOUND', ...gateErrors],
  },
  {
    id: 'listReceiptKeys',
    method: 'GET',
    path: '/.well-known/receipt-keys.json',
    group: 'Receipts',
    summary: 'Get the public keys of receipts',
    description: [
      'A JSON Web Key Set. Unlike jwks.json it keeps every key that a rotation has replaced, so that old receipts can be verified. Keep a copy to verify without this server.',
    ],
    access: 'none',
    answers: [
      {
        status: 200,
        description: 'The public keys, newest first.',
        body: {
          name: 'ReceiptKeys',
          schema: ReceiptKeysAnswer,
          example: { keys: [samplePublicKey, { ...samplePublicKey, kid: '5b0c', exp: 1_795_641_314 }] },
        },
      },
    ],
    errors: ['ERR_METHOD', ...serverErrors],
  },
]
