import { namehash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReadEnsAddresses } from '../../../../app/chains/evm/ens/createReadEnsAddresses.ts'
import { createRpc } from '../../../../app/chains/rpc/createRpc.ts'
import { parseChainSlug } from '../../../../app/core/chain/parseChainSlug.ts'
import { startNode, type TestNode } from '../startNode.ts'

const registry = '0x00000000000c2e074ec69a0dfb2997ba6c7d2e1e'
const timeoutMs = 30_000
let node: TestNode
beforeAll(async () => {
  node = await startNode()
  await node.place({ name: 'NameRegistry', address: registry })
})
afterAll(() => node?.close())

const walletAt = (i: number) => `0x${String(i).padStart(40, '0')}`
async function point(name: string, address: string): Promise<void> {
  const resolver = await node.deploy('NameResolver')
  const write = (to: `0x${string}`, of: 'NameRegistry' | 'NameResolver', method: string, value: string) =>
    node.write({ name: of, address: to, method, args: [namehash(name), value] })
  await write(registry, 'NameRegistry', 'setResolver', resolver)
  await write(resolver, 'NameResolver', 'setAddr', address)
}

describe('readEnsAddresses', () => {
  test('default: names are resolved together, in the order asked', async () => {
    await point('anna.eth', walletAt(1))
    await point('ben.eth', walletAt(2))
    const read = createReadEnsAddresses({ rpc: node.ask, gateways: [], timeoutMs })
    const names = ['ben.eth', 'nobody.eth', 'Anna.ETH', 'a b.eth', 'ben.eth', 'eth']
    expect(await read({ names })).toEqual([
      { kind: 'found', address: walletAt(2) },
      { kind: 'none' },
      { kind: 'found', address: walletAt(1) },
      { kind: 'none' },
      { kind: 'found', address: walletAt(2) },
      { kind: 'none' },
    ])
    expect(await read({ names: [] })).toEqual([])
  })

  test('behavior: more names than fit into one request are all resolved', async () => {
    await point('carla.eth', walletAt(3))
    const read = createReadEnsAddresses({ rpc: node.ask, gateways: [], timeoutMs })
    const names = [...Array.from({ length: 45 }, (_, i) => `nobody${i}.eth`), 'carla.eth']
    const answers = await read({ names })
    expect(answers).toHaveLength(46)
    expect(answers.at(-1)).toEqual({ kind: 'found', address: walletAt(3) })
    expect(answers.slice(0, -1).every(({ kind }) => kind === 'none')).toBe(true)
  })

  test('behavior: names are unread if the chain does not answer', async () => {
    const rpc = createRpc({ endpointUrls: new Map([[parseChainSlug('ethereum'), ['http://127.0.0.1:1/']]]) })
    const read = createReadEnsAddresses({ rpc, gateways: [], timeoutMs: 2_000 })
    expect(await read({ names: ['anna.eth', 'a b.eth'] })).toEqual([{ kind: 'unread' }, { kind: 'none' }])
  })
})
