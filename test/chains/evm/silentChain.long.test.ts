import { expect, test } from 'vitest'
import { createDescribeContract } from '../../../app/chains/evm/describeEvmContract.ts'
import { createReadEvmBalances } from '../../../app/chains/evm/readEvmBalances.ts'
import { createRpc } from '../../../app/chains/rpc/createRpc.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import { countTurns } from '../rpc/countTurns.ts'
import { startHttp } from '../rpc/startHttp.ts'

const ethereum = parseChainSlug('ethereum')
const contract = parseEvmAddress(`0x${'11'.repeat(20)}`)
const owner = parseEvmAddress(`0x${'22'.repeat(20)}`)
const coins = { ...{ chain: ethereum, contract, owner }, kind: 'erc20' } as const

countTurns()

test('refuses: a chain whose endpoints are all silent, after eight seconds (ERR_CHAIN_READ)', async () => {
  const silent = await startHttp(() => undefined)
  const urls = ['a', 'b', 'c', 'd'].map((path) => silent.url + path)
  const rpc = createRpc({ endpointUrls: new Map([[ethereum, urls]]) })
  const started = performance.now()
  const balances = createReadEvmBalances({ rpc })([coins])
  await expect(createDescribeContract({ rpc })({ chain: ethereum, contract })).rejects.toMatchObject({
    code: 'ERR_CHAIN_READ',
  })
  expect(await balances).toEqual([{ kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }])
  expect(performance.now() - started).toBeLessThan(9_000)
  await silent.close()
})
