import { z } from 'zod'
import { OwnershipBody } from '../../wire.ts'
import { ChainAnswer, ChainsAnswer, ContractAnswer, OwnershipAnswer } from '../answers.ts'
import { bodyErrors, doorErrors, readErrors } from '../errorSets.ts'
import { sampleChain, samples, sampleUser } from '../samples.ts'
import type { AddressParameter, Endpoint } from '../types.ts'

const inPath = (name: string, description: string, example: string): AddressParameter => ({
  name,
  in: 'path',
  description,
  isRequired: true,
  schema: z.string(),
  example,
})
const chain = inPath('chain', 'The chain’s slug.', 'ethereum')

export const chains: readonly Endpoint[] = [
  {
    id: 'listChains',
    method: 'GET',
    path: '/chains',
    group: 'Chains',
    summary: 'List the chains',
    description: ['Every chain that is known here, and whether this server can read balances on it.'],
    access: 'publishable',
    answers: [
      {
        status: 200,
        description: 'All of them.',
        body: { name: 'Chains', schema: ChainsAnswer, example: { data: [sampleChain] } },
      },
    ],
    errors: doorErrors,
  },
  {
    id: 'findChain',
    method: 'GET',
    path: '/chains/{chain}',
    group: 'Chains',
    summary: 'Describe a chain',
    description: ['One of them.'],
    access: 'publishable',
    parameters: [chain],
    answers: [
      {
        status: 200,
        description: 'The chain.',
        body: { name: 'Chain', schema: ChainAnswer, example: sampleChain },
      },
    ],
    errors: ['ERR_NOT_FOUND', ...doorErrors],
  },
  {
    id: 'checkTokenOwnership',
    method: 'POST',
    path: '/chains/{chain}/wallets/{walletAddress}/tokenOwnership',
    group: 'Chains',
    summary: 'Check what any wallet holds',
    description: [
      'Reads what a wallet holds of the tokens asked for, whether or not its owner is there. A wallet with too little is an answer with allowed: false.',
      'Of an ERC-1155 contract without tokenIds all units are counted. The ids come from its transfer logs, and the balances are read. Where the count could not be finished and what was counted is not enough, the answer is 424: try again in a moment, as the next count goes on from there. Where it is enough, the balance is the least that the wallet holds.',
    ],
    access: 'secret',
    parameters: [chain, inPath('walletAddress', 'The wallet.', samples.walletAddress)],
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
        description: 'What it holds, and whether that is enough.',
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
    description: ['What the chain says a contract is, and whether its tokens can be asked for.'],
    access: 'secret',
    parameters: [chain, inPath('address', 'The contract.', samples.contractAddress)],
    answers: [
      {
        status: 200,
        description: 'The contract; its kind is "unknown" where it is no token.',
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
