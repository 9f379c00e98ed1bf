import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReadEvmBalances } from '../../../app/chains/evm/readEvmBalances.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { EvmRead } from '../../../app/core/requirement/reads.ts'
import { type StandInChains, startChains } from '../../standin/chains/startChains.ts'
import { createPatientRpc } from '../rpc/createPatientRpc.ts'
import { startHttp } from '../rpc/startHttp.ts'
import { startProxy } from '../rpc/startProxy.ts'

const ethereum = parseChainSlug('ethereum')
const read = (amount: bigint) => expect.objectContaining({ kind: 'read', amount })

let standIn: StandInChains
let coins: Extract<EvmRead, { kind: 'erc20' | 'erc721' }>
beforeAll(async () => {
  standIn = await startChains()
  const { contracts, wallets } = standIn.chains.ethereum
  coins = {
    chain: ethereum,
    kind: 'erc20',
    contract: parseEvmAddress(contracts.erc20),
    owner: parseEvmAddress(wallets.holder.address),
  }
})
afterAll(() => standIn?.close())

describe('readBalances', () => {
  test('behavior: a token that moves between two wallets during the read counts once', async () => {
    const { rpc } = standIn.deployers.ethereum
    const { owner: holder, contract } = coins
    const outsider = parseEvmAddress(standIn.chains.ethereum.wallets.outsider.address)
    const fillers = Array.from({ length: 399 }, (_, i) => ({
      ...coins,
      owner: parseEvmAddress(`0x${(i + 1).toString(16).padStart(40, '0')}`),
    }))
    const snapshot = await rpc('evm_snapshot', [])
    let asked = 0
    const front = await startHttp(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      asked++
      const headers = { 'content-type': 'application/json' }
      const text = await (
        await fetch(standIn.chains.ethereum.rpcUrl, { method: 'POST', headers, body })
      ).text()
      if (asked === 1) {
        const data = `0xa9059cbb${outsider.slice(2).padStart(64, '0')}${(10n ** 18n).toString(16).padStart(64, '0')}`
        await rpc('anvil_impersonateAccount', [holder])
        await rpc('anvil_setBalance', [holder, '0xde0b6b3a7640000'])
        await rpc('eth_sendTransaction', [{ from: holder, to: contract, data }])
        await rpc('anvil_mine', ['0x1'])
      }
      response.end(text)
    })
    try {
      const late = { ...coins, owner: outsider }
      const there = createReadEvmBalances({
        rpc: createPatientRpc({ endpointUrls: new Map([[ethereum, [front.url]]]) }),
      })
      const during = await there([coins, ...fillers, late])
      expect([during[0], during.at(-1)]).toEqual([read(2505n * 10n ** 17n), read(0n)])
      expect(asked).toBe(2)
      expect(await there([coins, late])).toEqual([read(2495n * 10n ** 17n), read(10n ** 18n)])
    } finally {
      await front.close()
      await rpc('evm_revert', [snapshot])
    }
  })

  test('behavior: current and past balances take one request, and one more if the block differs; a coin counts exactly from its age on', async () => {
    const { rpc } = standIn.deployers.ethereum
    const { owner: holder, contract } = coins
    const outsider = parseEvmAddress(standIn.chains.ethereum.wallets.outsider.address)
    const snapshot = await rpc('evm_snapshot', [])
    const proxy = await startProxy({ target: standIn.chains.ethereum.rpcUrl })
    try {
      const move = `0xa9059cbb${outsider.slice(2).padStart(64, '0')}${(10n ** 18n).toString(16).padStart(64, '0')}`
      await rpc('anvil_mine', ['0x14'])
      const before = BigInt(String(await rpc('eth_blockNumber', [])))
      await rpc('anvil_impersonateAccount', [holder])
      await rpc('anvil_setBalance', [holder, '0xde0b6b3a7640000'])
      await rpc('eth_sendTransaction', [{ from: holder, to: contract, data: move }])
      await rpc('anvil_mine', ['0xa'])
      const there = createReadEvmBalances({
        rpc: createPatientRpc({ endpointUrls: new Map([[ethereum, [proxy.url]]]) }),
      })
      const late = { ...coins, owner: outsider }
      await there([late])
      const asked = proxy.bodies.length
      const at = (moment: EvmRead['at']) => ({ ...late, at: moment })
      expect(await there([late, at({ ago: 3 })])).toEqual([read(10n ** 18n), read(10n ** 18n)])
      expect(proxy.bodies.length - asked).toBe(1)
      // The coin arrived ten blocks ago.
      expect(
        await there([
          late,
          at({ ago: 11 }),
          at({ ago: 10 }),
          at({ block: before }),
          at({ block: before + 1_000n }),
        ]),
      ).toEqual([
        read(10n ** 18n),
        read(0n),
        read(10n ** 18n),
        expect.objectContaining({ amount: 0n, block: before }),
        { kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum },
      ])
      expect(proxy.bodies.length - asked).toBe(3)
    } finally {
      await proxy.close()
      await rpc('evm_revert', [snapshot])
    }
  })

  test('behavior: a contract that did not exist yet has past balances of zero; a current or snapshot read needs its answer', async () => {
    const { rpc, deploy } = standIn.deployers.ethereum
    const snapshot = await rpc('evm_snapshot', [])
    try {
      await rpc('anvil_mine', ['0x14'])
      const block = BigInt(String(await rpc('eth_blockNumber', [])))
      const contract = parseEvmAddress(await deploy('ListedOwls'))
      await rpc('anvil_mine', ['0x6'])
      const ids = [{ first: 1n, last: 9n }]
      const asked = (at: EvmRead['at']): EvmRead[] => [
        { chain: ethereum, kind: 'erc721', contract, owner: coins.owner, at },
        { chain: ethereum, kind: 'erc721Ids', contract, owner: coins.owner, ids, at },
      ]
      const there = createReadEvmBalances({
        rpc: createPatientRpc({ endpointUrls: new Map([[ethereum, [standIn.chains.ethereum.rpcUrl]]]) }),
      })
      const none = expect.objectContaining({ kind: 'read', amount: 0n })
      const unread = { kind: 'unread', code: 'ERR_TOKEN_READ', chain: ethereum }
      expect(await there([...asked(undefined), ...asked({ ago: 15 }), ...asked({ block })])).toEqual([
        ...[none, none],
        ...[none, none],
        ...[unread, unread],
      ])
    } finally {
      await rpc('evm_revert', [snapshot])
    }
  })
})
