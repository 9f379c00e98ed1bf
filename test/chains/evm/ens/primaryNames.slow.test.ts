import { decodeAbiParameters, encodeAbiParameters, namehash, parseAbiParameters } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReadEnsName } from '../../../../app/chains/evm/ens/findEnsName.ts'
import { toCoinType } from '../../../../app/chains/evm/ens/readPrimaryName.ts'
import { parseChainSlug } from '../../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'
import { startHttp } from '../../rpc/startHttp.ts'
import { startNode, type TestNode } from '../startNode.ts'

/* Names of chains (ENSIP-19) from ENS's universal resolver, at its address on Ethereum. */
const universal = '0xeeeeeeee14d718c2b47d9923deab1335e144eeee'
const registry = '0x00000000000c2e074ec69a0dfb2997ba6c7d2e1e'
const coins = { ethereum: 60n, base: 0x80000000n + 8453n, optimism: 0x80000000n + 10n }
let node: TestNode
let count = 0
beforeAll(async () => {
  node = await startNode()
  await node.place({ name: 'PrimaryNames', address: universal })
  await node.place({ name: 'NameRegistry', address: registry })
})
afterAll(() => node?.close())

type Slug = keyof typeof coins
/** A wallet that no test has read yet. */
const newWallet = () => parseEvmAddress(`0x${String(++count).padStart(40, 'a')}`)
const write = (method: string, ...args: unknown[]) =>
  node.write({ name: 'PrimaryNames', address: universal, method, args })
const claim = (wallet: string, chain: Slug, name: string) => write('claim', wallet, coins[chain], name)
const point = (name: string, chain: Slug, wallet: string) => write('point', name, coins[chain], wallet)
const open = (gateways: readonly string[] = []) =>
  createReadEnsName({ rpc: node.ask, gateways, now: () => 1_000, timeoutMs: 30_000 })
const ask = (
  address: ReturnType<typeof newWallet>,
  chain: Slug,
  isKey = true,
  gateways: readonly string[] = [],
) => open(gateways)({ address, chain: parseChainSlug(chain), isKey })

/** Let an address claim a name by the reverse record of Ethereum alone. */
async function claimByRecord(wallet: string, name: string): Promise<void> {
  const resolver = await node.deploy('NameResolver')
  const reverse = namehash(`${wallet.slice(2)}.addr.reverse`)
  const set = (method: string, ...args: unknown[]) =>
    node.write({ name: 'NameResolver', address: resolver, method, args })
  for (const hash of [reverse, namehash(name)])
    await node.write({
      name: 'NameRegistry',
      address: registry,
      method: 'setResolver',
      args: [hash, resolver],
    })
  await set('setName', reverse, name)
  await set('setAddr', namehash(name), wallet)
}

describe('the name of a wallet on its chain', () => {
  test('default: each chain has its own name, by one request', async () => {
    const wallet = newWallet()
    await claim(wallet, 'base', 'harbor.base.eth')
    await point('harbor.base.eth', 'base', wallet)
    await claim(wallet, 'ethereum', 'harbor.eth')
    await point('harbor.eth', 'ethereum', wallet)
    const before = node.proxy.bodies.length
    expect([await ask(wallet, 'base'), await ask(wallet, 'ethereum')]).toEqual([
      'harbor.base.eth',
      'harbor.eth',
    ])
    expect(node.proxy.bodies.length - before).toBe(2)
  })

  test('behavior: coin types of chains (ENSIP-11)', () => {
    expect([1, 10, 8453, 2 ** 31 - 1, 2 ** 31, 0].map(toCoinType)).toEqual([
      ...[60n, 2147483658n, 2147492101n, 4294967295n],
      ...[null, null],
    ])
  })

  test('behavior: without a name on its chain, a key has its name on Ethereum, and a contract has none', async () => {
    const wallet = newWallet()
    await claimByRecord(wallet, 'keeper.eth')
    expect([await ask(wallet, 'optimism'), await ask(wallet, 'ethereum')]).toEqual([
      'keeper.eth',
      'keeper.eth',
    ])
    expect(await ask(wallet, 'optimism', false)).toBeNull()
    expect(await ask(wallet, 'ethereum', false)).toBe('keeper.eth')
  })

  test('behavior: a contract wallet has the name of its chain', async () => {
    const wallet = newWallet()
    await claim(wallet, 'optimism', 'vault.eth')
    await point('vault.eth', 'optimism', wallet)
    expect(await ask(wallet, 'optimism', false)).toBe('vault.eth')
    expect(await ask(wallet, 'base', false)).toBeNull()
  })

  test('refuses: a name that does not point back on that chain, and one that is not normalised', async () => {
    const wallet = newWallet()
    await claim(wallet, 'base', 'somebody.eth')
    expect(await ask(wallet, 'base')).toBeNull()
    await point('somebody.eth', 'ethereum', wallet)
    expect(await ask(wallet, 'base')).toBeNull()
    for (const name of ['Keeper.eth', 'kеeper.eth', 'keep\u200Ber.eth']) {
      await claim(wallet, 'base', name)
      await point(name, 'base', wallet)
      expect(await ask(wallet, 'base')).toBeNull()
    }
  })

  test('behavior: a name at a gateway is read through the allowed ones alone', async () => {
    const wallet = newWallet()
    const asked: unknown[] = []
    const gateway = await startHttp(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      const { sender, data } = JSON.parse(body) as { sender: string; data: `0x${string}` }
      asked.push([sender, decodeAbiParameters(parseAbiParameters('bytes, uint256'), data)[1]])
      response.end(JSON.stringify({ data: encodeAbiParameters(parseAbiParameters('string'), ['far.eth']) }))
    })
    const url = `${gateway.url}{sender}`
    await write('moveAway', wallet, coins.base, ['https://nowhere.invalid/{sender}', url])
    await point('far.eth', 'base', wallet)
    expect(await ask(wallet, 'base', true, [])).toBeNull()
    expect(asked).toEqual([])
    expect(await ask(wallet, 'base', true, [url])).toBe('far.eth')
    expect(asked).toEqual([[universal, coins.base]])
    await point('far.eth', 'base', newWallet())
    expect(await ask(wallet, 'base', true, [url])).toBeNull()
    await gateway.close()
    // A gateway that is away leaves the name of Ethereum.
    await claimByRecord(wallet, 'near.eth')
    expect(await ask(wallet, 'base', true, [url])).toBe('near.eth')
  })
})
