import { describe, expect, test } from 'vitest'
import { createContractCache } from '../../app/chains/createContractCache.ts'
import type { ContractDescription } from '../../app/core/chain/describe.ts'
import { parseChainSlug } from '../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'

const chain = parseChainSlug('ethereum')
const contract = parseEvmAddress(`0x${'ab'.repeat(20)}`)
const owls: ContractDescription = { kind: 'erc721', name: 'Night Owls', symbol: 'OWL' }

function setUp(answers: (ContractDescription | Error)[]) {
  const clock = { time: 1_000 }
  let asked = 0
  const describeContract = createContractCache({
    now: () => clock.time,
    describeContract: async () => {
      asked++
      const answer = answers.shift() ?? new Error('asked too often')
      if (answer instanceof Error) throw answer
      return answer
    },
  })
  return { clock, describeContract, asked: () => asked }
}

describe('createContractCache', () => {
  test('default', async () => {
    const { clock, describeContract, asked } = setUp([owls, owls, owls])
    const both = await Promise.all([
      describeContract({ chain, contract }),
      describeContract({ chain, contract }),
    ])
    expect([both, asked()]).toEqual([[owls, owls], 1])
    clock.time += 299
    expect([await describeContract({ chain, contract }), asked()]).toEqual([owls, 1])
    clock.time += 1
    expect([await describeContract({ chain, contract }), asked()]).toEqual([owls, 2])
    expect(await describeContract({ chain: parseChainSlug('polygon'), contract })).toEqual(owls)
    expect(asked()).toBe(3)
  })

  test('behavior: a contract that is not a token is read again after five seconds', async () => {
    const unknown: ContractDescription = { kind: 'unknown', reason: 'no-code' }
    const { clock, describeContract, asked } = setUp([unknown, owls])
    expect(await describeContract({ chain, contract })).toEqual(unknown)
    clock.time += 4
    expect(await describeContract({ chain, contract })).toEqual(unknown)
    clock.time += 1
    expect([await describeContract({ chain, contract }), asked()]).toEqual([owls, 2])
  })

  test('behavior: a failure is not cached', async () => {
    const { describeContract } = setUp([new Error('down'), owls])
    await expect(describeContract({ chain, contract })).rejects.toThrow('down')
    expect(await describeContract({ chain, contract })).toEqual(owls)
  })
})
