import { z } from 'zod'
import { ReceiptKeysAnswer, ReceiptsAnswer, TokenUsesAnswer } from '../answers.ts'
import { gateErrors, serverErrors } from '../errorSets.ts'
import { samplePublicKey, sampleReceipt, sampleTokenUses } from '../samples.ts'
import type { Endpoint } from '../types.ts'

export const receipts: readonly Endpoint[] = [
  {
    id: 'listReceipts',
    method: 'GET',
    path: '/orders/{order}/receipts',
    group: 'Receipts and uses',
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
        description: 'The order’s numeric id at Shopify or BigCommerce.',
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
    group: 'Receipts and uses',
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
  {
    id: 'findTokenUses',
    method: 'GET',
    path: '/shops/{shop}/gates/{number}/uses/{token}',
    group: 'Receipts and uses',
    summary: 'Look up whether a token is used up',
    description: [
      'Says how often a single token was used at a gate, if the merchant lets anybody look it up. It names no wallet and no order, and reads no chain. Every site may ask, without a key.',
      'If the gate asks for several contracts, the answer has the token of each. It has none if the gate counts no token with this id. Whether such a token exists is not known.',
      'The same as a page for people is at /uses/{shop}/{number} on this server.',
    ],
    access: 'none',
    parameters: [
      {
        name: 'shop',
        in: 'path',
        description: 'The shop’s domain at Shopify.',
        isRequired: true,
        schema: z.string(),
        example: 'harbor-supply.myshopify.com',
      },
      {
        name: 'number',
        in: 'path',
        description: 'The gate’s number.',
        isRequired: true,
        schema: z.string(),
        example: '82',
      },
      {
        name: 'token',
        in: 'path',
        description: 'The token’s id in decimal digits. On Solana: the address of its mint.',
        isRequired: true,
        schema: z.string(),
        example: '4021',
      },
    ],
    answers: [
      {
        status: 200,
        description: 'The uses of the token.',
        body: { name: 'TokenUses', schema: TokenUsesAnswer, example: sampleTokenUses },
      },
    ],
    errors: ['ERR_GATE_NOT_FOUND', 'ERR_METHOD', ...serverErrors],
  },
]
