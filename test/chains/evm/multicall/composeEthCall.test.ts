import { expect, test } from 'vitest'
import { composeEthCall } from '../../../../app/chains/evm/multicall/composeEthCall.ts'
import { parseChainSlug } from '../../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'

const chain = parseChainSlug('ethereum')
const target = parseEvmAddress(`0x${'ab'.repeat(20)}`)

test.each([
  ['a call at the latest block', {}],
  ['a call at a past block, with gas', { block: 7n, gas: 5_000 }],
])('default: %s is written as JSON.stringify writes it', (_case, more) => {
  const calls = [{ target, data: '70a08231', limit: 33, gasCap: 1_000 }]
  const { params, paramsJson } = composeEthCall({ chain, calls, ...more })
  expect(paramsJson).toBe(JSON.stringify(params))
})
