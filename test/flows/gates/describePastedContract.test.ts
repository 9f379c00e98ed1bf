import { describe, expect, test } from 'vitest'
import { formatContractAnswer } from '../../../app/admin/formatContractAnswer.ts'
import type { ContractDescription } from '../../../app/core/chain/describe.ts'
import { loadChain } from '../../../app/core/chain/loadChain.ts'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { describePastedContract } from '../../../app/flows/gates/describePastedContract.ts'
import { contract, ethereum } from '../../fakes/fakeContext.ts'

const others = ['ethereum', 'polygon', 'base'].map(loadChain)
const owls: ContractDescription = { kind: 'erc721', name: 'Night Owls', symbol: 'OWL' }
const none: ContractDescription = { kind: 'unknown', reason: 'no-code' }

/** The right checksum, and one letter in the other case. */
const RIGHT = `0x${'aB'.repeat(20)}` as const
const WRONG = `0x${'aB'.repeat(19)}ab`

async function recognize(
  answers: Readonly<Record<string, ContractDescription | Error>>,
  text: string = contract,
) {
  const asked: string[] = []
  const describeContract = async ({ chain }: { chain: string }) => {
    asked.push(chain)
    const answer = answers[chain]
    if (answer instanceof Error) throw answer
    return answer ?? none
  }
  const result = await describePastedContract(
    { describeContract, toChecksumAddress: () => RIGHT },
    { chain: ethereum, contract, text, others },
  )
  return { asked, answer: formatContractAnswer(result) }
}

describe('describePastedContract', () => {
  test('default: only the chosen chain is asked', async () => {
    const { asked, answer } = await recognize({ ethereum: owls })
    expect(asked).toEqual(['ethereum'])
    expect(answer).toEqual({ kind: 'known', description: owls })
  })

  test('behavior: if there is no contract, the other chains are asked', async () => {
    const { asked, answer } = await recognize({
      polygon: owls,
      base: new UpstreamError('ERR_CHAIN_READ', 'x'),
    })
    expect(asked).toEqual(['ethereum', 'polygon', 'base'])
    expect(answer).toEqual({
      kind: 'unknown',
      reason: 'no-code',
      elsewhere: [{ slug: 'polygon', name: 'Polygon', family: 'evm' }],
    })
  })

  test('behavior: a contract that is no token is not looked for elsewhere', async () => {
    const { asked, answer } = await recognize({ ethereum: { kind: 'unknown', reason: 'not-a-token' } })
    expect(asked).toEqual(['ethereum'])
    expect(answer).toMatchObject({ kind: 'unknown', reason: 'not-a-token' })
  })

  test('behavior: a wallet is told as such, unless another chain has a token at its address', async () => {
    const wallet: ContractDescription = { kind: 'unknown', reason: 'wallet' }
    const { answer } = await recognize({ ethereum: wallet })
    expect(answer).toEqual({ kind: 'unknown', reason: 'wallet', elsewhere: [] })
    const other = await recognize({ ethereum: wallet, polygon: owls })
    expect(other.answer).toMatchObject({ reason: 'no-code', elsewhere: [{ slug: 'polygon' }] })
  })

  test('behavior: a wrong checksum is told before any chain is asked', async () => {
    const { asked, answer } = await recognize({ ethereum: owls }, WRONG)
    expect(asked).toEqual([])
    expect(answer).toEqual({ kind: 'unknown', reason: 'address-checksum', elsewhere: [] })
    expect((await recognize({ ethereum: owls }, RIGHT)).answer).toMatchObject({ kind: 'known' })
  })

  test('behavior: a chain that does not answer counts as unreachable', async () => {
    const { answer } = await recognize({ ethereum: new UpstreamError('ERR_CHAIN_READ', 'x') })
    expect(answer).toEqual({ kind: 'unreachable' })
  })

  test('behavior: an unexpected error is thrown on', async () => {
    await expect(recognize({ ethereum: new Error('x') })).rejects.toThrow('x')
  })
})
