import { ChallengeBody, FindGatesBody, UnlockForAgentBody, WhyBody } from '../../agents/wire.ts'
import { ChallengeAnswer, FoundGatesAnswer, UnlockedAnswer, WhyAnswer } from '../agentAnswers.ts'
import { createPublishableEndpoint } from '../createPublishableEndpoint.ts'
import { bodyErrors, doorErrors, loginErrors } from '../errorSets.ts'
import { sampleChallenge, sampleFoundGates, samples, sampleUnlocked, sampleWhy } from '../samples.ts'
import type { Endpoint } from '../types.ts'

const RIGHT =
  'The merchant turns on “These sites are a storefront of this shop” on the project’s page in the app. The same request is a tool of the project’s MCP endpoint.'
const errors = [...bodyErrors, 'ERR_GATES_NOT_ALLOWED', ...doorErrors] as const

const composeEndpoint = createPublishableEndpoint({ group: 'Agents', right: RIGHT })

const toGid = (type: string, id: number) => `gid://shopify/${type}/${id}`
const signed = { nonce: samples.nonce, walletAddress: samples.walletAddress, signature: samples.signature }

export const findGatesEndpoint = composeEndpoint({
  id: 'findGates',
  path: '/agents/gates',
  summary: 'Find gates',
  description: [
    'Lists the gates of the shop, or of some products: what each is about, what a wallet must hold, and what that gives, as data and in English. It is what the shop’s pages show.',
  ],
  request: { schema: FindGatesBody, example: { products: [toGid('Product', 8101)] }, required: [] },
  answer: {
    name: 'FoundGates',
    description: 'The gates.',
    schema: FoundGatesAnswer,
    example: sampleFoundGates,
  },
  errors,
})

export const challengeEndpoint = composeEndpoint({
  id: 'createChallenge',
  path: '/agents/challenge',
  summary: 'Get a text to sign',
  description: [
    'Returns the text that the shopper’s wallet signs. It is free and sends no transaction. It is valid for two minutes and works once.',
  ],
  request: {
    schema: ChallengeBody,
    example: { chain: 'ethereum', walletAddress: samples.walletAddress },
    required: ['chain', 'walletAddress'],
  },
  answer: {
    name: 'Challenge',
    description: 'The text to sign.',
    schema: ChallengeAnswer,
    example: sampleChallenge,
  },
  errors: ['ERR_CHAIN_UNKNOWN', 'ERR_ADDRESS_INVALID', 'ERR_LOGIN_MISMATCH', ...errors],
})

export const whyEndpoint = composeEndpoint({
  id: 'explainGates',
  path: '/agents/why',
  summary: 'Ask why gates are closed',
  description: [
    'Says which part of a requirement a wallet does not meet, and what would open the gate. It opens nothing, and takes no use of a limit.',
    'With a signed challenge it says what was found for that wallet, and uses the challenge up. Without one it says what everybody may know.',
  ],
  request: { schema: WhyBody, example: { gates: [82] }, required: ['gates'] },
  answer: { name: 'Why', description: 'The gates, and why.', schema: WhyAnswer, example: sampleWhy },
  errors: [
    ...loginErrors,
    ...(['ERR_CHAIN_UNKNOWN', 'ERR_ADDRESS_INVALID', 'ERR_GATE_NOT_FOUND'] as const),
    ...(['ERR_SHOP_CHANGED', 'ERR_CHAIN_READ'] as const),
    ...errors,
  ],
})

export const unlockEndpoint = composeEndpoint({
  id: 'unlockForAgent',
  path: '/agents/unlock',
  summary: 'Open gates with a signature',
  description: [
    'Verifies the signature over a challenge, reads the chains, and answers the proofs of the gates that are open. “cartWrites” are the mutations of the Storefront API that put them into the cart. A store of BigCommerce has none: enter “codes” as coupons. The checkout enforces what they prove, and nothing else.',
    'The Storefront API replaces all attributes of a cart. Send those that the cart and its lines have, so that they stay. Without a cart the mutation creates one.',
  ],
  request: {
    schema: UnlockForAgentBody,
    example: {
      ...{ ...signed, gates: [82] },
      lines: [{ productId: toGid('Product', 8101), variantId: toGid('ProductVariant', 8201) }],
    },
    required: ['nonce', 'walletAddress', 'signature', 'gates'],
  },
  answer: {
    name: 'Unlocked',
    description: 'The gates, and the proofs. A closed gate is an answer too, not an error.',
    schema: UnlockedAnswer,
    example: sampleUnlocked,
  },
  errors: [
    ...loginErrors,
    ...(['ERR_CHAIN_UNKNOWN', 'ERR_ADDRESS_INVALID', 'ERR_GATE_NOT_FOUND'] as const),
    ...(['ERR_KEYS_CHANGING', 'ERR_SHOP_CHANGED', 'ERR_CHAIN_READ'] as const),
    ...errors,
  ],
})

/** What assistants ask on a shopper's behalf. */
export const agents: readonly Endpoint[] = [findGatesEndpoint, challengeEndpoint, whyEndpoint, unlockEndpoint]
