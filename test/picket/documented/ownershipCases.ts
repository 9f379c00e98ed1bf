import { holder, outsider } from '../openGatedApi.ts'
import { expectJson, expectRefused } from './expectAnswers.ts'
import { FLOW_CLUB, FLOW_WALLET, type Stage, solanaHolder } from './openStage.ts'
import type { DocumentedCase } from './types.ts'

const owned = (contract: string, tokenBalance: string) => ({
  ...{ allowed: true, walletAddress: holder.address, tokenBalance },
  tokenBalances: { contractAddress: { [contract]: tokenBalance } },
})
const onSolana = (stage: Stage, body: object) => stage.owns(body, solanaHolder.address, 'solana')

export const ownershipCases: readonly DocumentedCase[] = [
  {
    row: 241,
    what: 'contractAddress of an ERC-20, a holder: allowed, tokenBalance',
    check: async (stage) =>
      expectJson(await stage.owns({ contractAddress: stage.coin }), 200, owned(stage.coin, '250.5')),
  },
  {
    row: 242,
    what: 'an ERC-721',
    check: async (stage) =>
      expectJson(await stage.owns({ contractAddress: stage.owls }), 200, owned(stage.owls, '3')),
  },
  {
    row: 243,
    what: 'an ERC-1155',
    check: async (stage) =>
      expectJson(await stage.owns({ contractAddress: stage.passes }), 200, owned(stage.passes, '7')),
  },
  {
    row: 244,
    what: 'an outsider: allowed false, 200',
    check: async (stage) => {
      const answer = await stage.owns({ contractAddress: stage.owls }, outsider.address)
      expectJson(answer, 200, { allowed: false, walletAddress: outsider.address, tokenBalance: '0' })
    },
  },
  {
    row: 245,
    what: 'minTokenBalance as text, above the balance',
    check: async (stage) => {
      const answer = await stage.owns({ contractAddress: stage.owls, minTokenBalance: '4' })
      expectJson(answer, 200, { allowed: false, tokenBalance: '3' })
    },
  },
  {
    row: 246,
    what: 'tokenIds',
    check: async (stage) =>
      expectJson(await onSolana(stage, { tokenIds: [stage.mint] }), 200, {
        ...{ allowed: true, tokenBalance: '40.5', tokenBalances: { tokenIds: { [stage.mint]: '40.5' } } },
      }),
  },
  {
    row: 247,
    what: 'collection',
    check: async (stage) =>
      expectJson(await onSolana(stage, { collection: stage.collection, minTokenBalance: '2' }), 200, {
        ...{ allowed: true, tokenBalance: '2', tokenBalances: { collection: { [stage.collection]: '2' } } },
      }),
  },
  {
    row: 248,
    what: 'the wrapped form of the Python quick start',
    check: async (stage) => {
      const requirements = { collection: stage.collection, minTokenBalance: '3' }
      expectJson(await onSolana(stage, { requirements }), 200, { allowed: false, tokenBalance: '2' })
    },
  },
  {
    row: 249,
    what: 'the page’s fetch, which has no key: 401, as Picket said too',
    check: async (stage) => {
      const answer = await stage.post(`/chains/ethereum/wallets/${holder.address}/tokenOwnership`, '{}', null)
      expectRefused(answer, 401, 'ERR_KEY_MISSING', { code: 'authentication_required' })
    },
  },
  {
    row: 250,
    what: 'an empty body with a key',
    check: async (stage) =>
      expectRefused(await stage.owns({}), 400, 'ERR_REQUIREMENT_INVALID', { code: 'parameter_invalid' }),
  },
  {
    row: 251,
    what: 'an ENS name as wallet',
    explained: 'Wallets and contracts are named by address, not by ENS name',
    check: async (stage) => {
      const answer = await stage.owns({ contractAddress: stage.coin }, 'holder.eth')
      expectRefused(answer, 400, 'ERR_ADDRESS_INVALID', { code: 'parameter_invalid' })
    },
  },
  {
    row: 252,
    what: 'on Flow',
    check: async (stage) => {
      const path = `/chains/flow/wallets/${FLOW_WALLET}/tokenOwnership`
      const answer = await stage.post(path, { contractAddress: FLOW_CLUB }, stage.site.secretKey)
      expectJson(answer, 200, { allowed: true, tokenBalances: { contractAddress: { [FLOW_CLUB]: '2' } } })
    },
  },
]
