import { z } from 'zod'
import { OwnershipBody } from '../../wire.ts'
import { ChainAnswer, ChainsAnswer, ContractAnswer, OwnershipAnswer } from '../answers.ts'
import { bodyErrors, doorErrors, readErrors } from '../errorSets.ts'
import { sampleChain, samples, sampleUser } from '../samples.ts'
import type { AddressParameter, Endpoint } from '../types.ts'

const composePathParameter = (name: string, description: string, example: string): AddressParameter => ({
  name,
  in: 'path',
  description,
  isRequired: true,
  schema: z.string(),
  example,
})
/** The chains answer the pages of every site. */
const openErrors = doorErrors.filter((code) => code !== 'ERR_SITE_FORBIDDEN')
const chain = composePathParameter('chain', 'The chain’s slug.', 'ethereum')

export const chains: readonly Endpoint[] = [
  {
    id: 'listChains',
    method: 'GET',
    path: '/chains',
    group: 'Chains',
    summary: 'List the chains',
    description: ['Lists every chain that this server knows, and whether it can read balances on the chain.'],
    access: 'publishable',
    answers: [
      {
        status: 200,
        description: 'The chains.',
        body: { name: 'Chains', schema: ChainsAnswer, example: { data: [sampleChain] } },
      },
    ],
    errors: openErrors,
  },
  {
    id: 'findChain',
    method: 'GET',
    path: '/chains/{chain}',
    group: 'Chains',
    summary: 'Describe a chain',
    description: ['Describes one chain.'],
    access: 'publishable',
    parameters: [chain],
    answers: [
      {
        status: 200,
        description: 'The chain.',
        body: { name: 'Chain', schema: ChainAnswer, example: sampleChain },
      },
    ],
    errors: ['ERR_NOT_FOUND', ...openErrors],
  },
  {
    id: 'checkTokenOwnership',
    method: 'POST',
    path: '/chains/{chain}/wallets/{walletAddress}/tokenOwnership',
    group: 'Chains',
    summary: 'Check what any wallet holds',
    description: [
      'Reads how much a wallet holds of the requested tokens. The wallet does not have to sign in. If it holds too little, the answer has allowed: false.',
      'For an ERC-1155 contract without tokenIds, the server counts the units of all ids. It finds the ids in the transfer logs and reads their balances. If the count is incomplete and too low, the answer is 424. Try again in a moment: the next count continues from there. If the incomplete count is high enough, the balance is a lower bound.',
    ],
    access: 'secret',
    parameters: [chain, composePathParameter('walletAddress', 'The wallet.', samples.walletAddress)],
    request: {
      name: 'OwnershipRequest',
      schema: OwnershipBody,
      example: { contractAddress: samples.contractAddress },
      required: [],
      aliases: { requirements: 'these fields, nested' },
    },
    answers: [
      {
        status: 200,
        description: 'What the wallet holds, and whether that is enough.',
        body: {
          name: 'Ownership',
          schema: OwnershipAnswer,
          example: {
            allowed: true,
            walletAddress: samples.walletAddress,
            tokenBalance: '2',
            tokenBalances: sampleUser.tokenBalances,
          },
        },
      },
    ],
    errors: [...bodyErrors, 'ERR_CHAIN_UNKNOWN', ...readErrors, 'ERR_KEY_FORBIDDEN', ...doorErrors],
  },
  {
    id: 'describeContract',
    method: 'GET',
    path: '/chains/{chain}/contracts/{address}',
    group: 'Chains',
    summary: 'Describe a contract',
    description: [
      'Reads from the chain what a contract is, and says whether a requirement can name its tokens.',
    ],
    access: 'secret',
    parameters: [chain, composePathParameter('address', 'The contract.', samples.contractAddress)],
    answers: [
      {
        status: 200,
        description: 'The contract. Its kind is "unknown" if it is not a token.',
        body: {
          name: 'Contract',
          schema: ContractAnswer,
          example: {
            chain: 'ethereum',
            contractAddress: samples.contractAddress,
            kind: 'erc721',
            name: 'Night Owls',
            symbol: 'OWL',
            decimals: null,
            authorizationSupported: true,
          },
        },
      },
    ],
    errors: [
      'ERR_CHAIN_UNKNOWN',
      'ERR_CHAIN_UNSUPPORTED',
      'ERR_ADDRESS_INVALID',
      'ERR_CHAIN_READ',
      'ERR_KEY_FORBIDDEN',
      ...doorErrors,
    ],
  },
]
