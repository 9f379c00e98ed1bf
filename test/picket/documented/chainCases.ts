import { expect } from 'vitest'
import { holder } from '../openGatedApi.ts'
import { expectAuth, expectJson, expectRefused } from './expectAnswers.ts'
import type { StageChain } from './openStage.ts'
import type { DocumentedCase } from './types.ts'

const nonceOn = (row: number, chain: StageChain): DocumentedCase => ({
  row,
  what: `${chain}: nonce`,
  check: async (stage) => {
    const answer = await stage.post('/auth/nonce', { chain, walletAddress: holder.address })
    expectJson(answer, 200, { format: 'siwe' })
  },
})

const recordOf = (row: number, chain: string, chainId: number): DocumentedCase => ({
  row,
  what: `chain record of ${chain}`,
  check: async (stage) => {
    const chainType = chain === 'solana' ? 'solana' : 'ethereum'
    const fields = { chainSlug: chain, chainId, chainID: chainId, chainType }
    expectJson(await stage.get(`/chains/${chain}`), 200, fields)
  },
})

const loginOn = (row: number, chain: StageChain): DocumentedCase => ({
  row,
  what: `login of a wallet on ${chain}`,
  check: async (stage) => expectAuth(await stage.login(undefined, { chain }), { chain, tokenBalances: {} }),
})

export const blockchainCases: readonly DocumentedCase[] = [
  nonceOn(223, 'optimism'),
  nonceOn(224, 'arbitrum'),
  nonceOn(225, 'avalanche'),
  recordOf(226, 'ethereum', 1),
  recordOf(227, 'solana', 101),
  {
    row: 228,
    what: 'chain record of flow',
    check: async (stage) =>
      expectJson(await stage.get('/chains/flow'), 200, {
        chainSlug: 'flow',
        chainId: 539,
        chainType: 'flow',
      }),
  },
  recordOf(229, 'polygon', 137),
  recordOf(230, 'optimism', 10),
  recordOf(231, 'arbitrum', 42161),
  recordOf(232, 'avalanche', 43114),
  loginOn(233, 'optimism'),
  loginOn(234, 'arbitrum'),
  loginOn(235, 'avalanche'),
  {
    row: 236,
    what: 'a token gate on a chain without an RPC address: the modal’s words',
    check: async (stage) => {
      const answer = await stage.login({ contractAddress: stage.coin }, { chain: 'avalanche' })
      expectRefused(answer, 400, 'ERR_CHAIN_UNSUPPORTED', { code: 'parameter_invalid' })
      expectJson(answer, 400, { msg: expect.stringMatching(/doesn't support token gating/) })
    },
  },
]
