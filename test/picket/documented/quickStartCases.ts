import { expect } from 'vitest'
import { holder, outsider } from '../openGatedApi.ts'
import { expectAuth, expectJson, expectRefused } from './expectAnswers.ts'
import { type Stage, solanaHolder, solanaOutsider } from './openStage.ts'
import type { DocumentedCase } from './types.ts'

const held = (contract: string, balance: string) => ({
  tokenBalances: { contractAddress: { [contract]: balance } },
})
const UNMET = {
  code: 'permission_denied',
  msg: expect.stringContaining('does not hold the necessary tokens'),
}

/** The mints that the page names. This ledger does not have them. */
const PRINTED = [
  '78AZe2223PknLYT9mn2VCJPAsdvuB6LzFAhgQeVoxddW',
  '2dQG4YYunFrbJjzW6UTcUmePs8UDy5jz43H6uSCZSAcS',
]

export const evmCases: readonly DocumentedCase[] = [
  {
    row: 149,
    what: 'contractAddress of an ERC-20 with minTokenBalance 1, a holder',
    check: async (stage) => {
      const { coin } = stage
      expectAuth(await stage.login({ contractAddress: coin, minTokenBalance: 1 }), held(coin, '250.5'))
    },
  },
  {
    row: 150,
    what: 'the same of an ERC-721',
    check: async (stage) => {
      const { owls } = stage
      expectAuth(await stage.login({ contractAddress: owls, minTokenBalance: 1 }), held(owls, '3'))
    },
  },
  {
    row: 151,
    what: 'the same of an ERC-1155',
    check: async (stage) => {
      const { passes } = stage
      expectAuth(await stage.login({ contractAddress: passes, minTokenBalance: 1 }), held(passes, '7'))
    },
  },
  {
    row: 152,
    what: 'an outsider: a 4xx',
    check: async (stage) => {
      const answer = await stage.login(
        { contractAddress: stage.owls, minTokenBalance: 1 },
        { wallet: outsider },
      )
      expectRefused(answer, 403, 'ERR_REQUIREMENT_UNMET', UNMET)
    },
  },
  {
    row: 153,
    what: 'without minTokenBalance',
    check: async (stage) =>
      expectAuth(await stage.login({ contractAddress: stage.coin }), held(stage.coin, '250.5')),
  },
  {
    row: 154,
    what: 'minTokenBalance as text with decimals',
    check: async (stage) => {
      const asked = (minTokenBalance: string) => stage.login({ contractAddress: stage.coin, minTokenBalance })
      expectAuth(await asked('250.5'), held(stage.coin, '250.5'))
      expectRefused(await asked('250.51'), 403, 'ERR_REQUIREMENT_UNMET', UNMET)
    },
  },
  {
    row: 155,
    what: 'curl with the fields at the top level',
    check: async (stage) => {
      const { chain, walletAddress, signature } = await stage.sign({ project: stage.simple })
      const body = { chain, walletAddress, signature, contractAddress: stage.coin, minTokenBalance: '1' }
      const answer = await stage.post('/auth', body, stage.simple.secretKey)
      expectAuth(answer, held(stage.coin, '250.5'))
    },
  },
  {
    row: 156,
    what: 'on Polygon',
    check: async (stage) => {
      const { polygonOwls } = stage
      const answer = await stage.login({ contractAddress: polygonOwls }, { chain: 'polygon' })
      expectAuth(answer, { chain: 'polygon', ...held(polygonOwls, '3') })
    },
  },
  {
    row: 157,
    what: 'an address that is no token: the modal’s words',
    check: async (stage) => {
      const answer = await stage.login({ contractAddress: outsider.address })
      const msg = expect.stringContaining('not any ERC20, ERC721, ERC1155 tokens')
      expectRefused(answer, 400, 'ERR_CONTRACT_UNSUPPORTED', { code: 'parameter_invalid', msg })
    },
  },
  {
    row: 158,
    what: 'an ENS name as contract: a 4xx',
    check: async (stage) => {
      const answer = await stage.login({ contractAddress: 'harbor.eth' })
      expectRefused(answer, 400, 'ERR_ADDRESS_INVALID', { code: 'parameter_invalid' })
    },
  },
]

const onSolana = (stage: Stage, requirements: object) => stage.login(requirements, { chain: 'solana' })
const user = (tokenBalances: object) => ({
  chain: 'solana',
  walletAddress: solanaHolder.address,
  tokenBalances,
})

export const solanaCases: readonly DocumentedCase[] = [
  {
    row: 159,
    what: 'tokenIds, a holder',
    check: async (stage) => {
      const answer = await onSolana(stage, { tokenIds: [stage.mint] })
      expectAuth(answer, user({ tokenIds: { [stage.mint]: '40.5' } }))
    },
  },
  {
    row: 160,
    what: 'tokenIds: the two mints of the page beside one that is held',
    check: async (stage) => {
      const answer = await onSolana(stage, { tokenIds: [stage.mint, ...PRINTED] })
      expectAuth(answer, user({ tokenIds: expect.objectContaining({ [stage.mint]: '40.5' }) }))
    },
  },
  {
    row: 161,
    what: 'tokenIds: the two mints of the page alone, which are not on this ledger',
    check: async (stage) =>
      expectRefused(await onSolana(stage, { tokenIds: PRINTED }), 403, 'ERR_REQUIREMENT_UNMET', UNMET),
  },
  {
    row: 162,
    what: 'collection',
    check: async (stage) => {
      const { collection } = stage
      expectAuth(await onSolana(stage, { collection }), user({ collection: { [collection]: '2' } }))
    },
  },
  {
    row: 163,
    what: 'collection as a list',
    check: async (stage) => {
      const { collection } = stage
      expectAuth(
        await onSolana(stage, { collection: [collection] }),
        user({ collection: { [collection]: '2' } }),
      )
    },
  },
  {
    row: 164,
    what: 'collection, an outsider: a 4xx',
    check: async (stage) => {
      const signing = { chain: 'solana', wallet: solanaOutsider } as const
      const answer = await stage.login({ collection: stage.collection }, signing)
      expectRefused(answer, 403, 'ERR_REQUIREMENT_UNMET', UNMET)
    },
  },
  {
    row: 165,
    what: 'creatorAddress: a creator that made nothing',
    check: async (stage) => {
      const answer = await stage.owns(
        { creatorAddress: solanaOutsider.address },
        solanaHolder.address,
        'solana',
      )
      expectJson(answer, 200, { allowed: false, tokenBalance: '0' })
    },
  },
  {
    row: 166,
    what: 'chain inside requirements',
    check: async (stage) => {
      const answer = await onSolana(stage, { chain: 'solana', tokenIds: [stage.mint] })
      expectAuth(answer, user({ tokenIds: { [stage.mint]: '40.5' } }))
    },
  },
]

/** The page's curl, which sends neither chain nor context. */
async function loginAsPrinted(stage: Stage, project: 'site' | 'simple') {
  const { walletAddress, signature } = await stage.sign({ project: stage[project] })
  return stage.post('/auth', { walletAddress, signature }, stage[project].secretKey)
}

export const loginCases: readonly DocumentedCase[] = [
  {
    row: 167,
    what: 'the page’s curl, without chain and context, on a simple project',
    check: async (stage) => expectAuth(await loginAsPrinted(stage, 'simple'), { chain: 'ethereum' }),
  },
  {
    row: 168,
    what: 'the same on a siwe project, the default',
    explained: 'On a project with the default format `siwe` that is 400, `ERR_BODY_INVALID`',
    check: async (stage) => {
      const msg = expect.stringContaining('no context')
      expectRefused(await loginAsPrinted(stage, 'site'), 400, 'ERR_BODY_INVALID', { msg })
    },
  },
]

export const validateByCurlCases: readonly DocumentedCase[] = [
  {
    row: 169,
    what: 'validate by curl',
    check: async (stage) => {
      const body = `{"accessToken":"${await stage.tokenOf()}"}`
      const answer = await stage.post('/auth/validate', body, stage.site.secretKey)
      expectJson(answer, 200, { walletAddress: holder.address, aud: stage.site.id })
    },
  },
]
