import { decodeAbiParameters, encodeAbiParameters, namehash, parseAbiParameters } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReadEnsName } from '../../../../app/chains/evm/ens/findEnsName.ts'
import { createRpc } from '../../../../app/chains/rpc/createRpc.ts'
import { parseChainSlug } from '../../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../../../app/core/chain/types.ts'
import { countTurns } from '../../rpc/countTurns.ts'
import { startHttp } from '../../rpc/startHttp.ts'
import { startNode, type TestNode } from '../startNode.ts'

const registry = '0x00000000000c2e074ec69a0dfb2997ba6c7d2e1e'
/** Long enough that a busy machine does not lose a name. */
const timeoutMs = 30_000
const nobody = `0x${'0'.repeat(40)}`
let node: TestNode
let resolver: EvmAddress
let count = 0

beforeAll(async () => {
  node = await startNode()
  await node.place({ name: 'NameRegistry', address: registry })
  resolver = parseEvmAddress(await node.deploy('NameResolver'))
})
afterAll(() => node?.close())

/** A wallet that no test has read yet. */
const newWallet = () => parseEvmAddress(`0x${String(++count).padStart(40, '0')}`)
const register = (name: string, to: string = resolver) =>
  node.write({ name: 'NameRegistry', address: registry, method: 'setResolver', args: [namehash(name), to] })
/** Let an address claim a name, in any spelling. */
async function claim(address: EvmAddress, name: string): Promise<void> {
  const reverse = `${address.slice(2)}.addr.reverse`
  await register(reverse)
  await node.write({
    name: 'NameResolver',
    address: resolver,
    method: 'setName',
    args: [namehash(reverse), name],
  })
}
async function point(name: string, address: EvmAddress): Promise<void> {
  await register(name)
  await node.write({
    name: 'NameResolver',
    address: resolver,
    method: 'setAddr',
    args: [namehash(name), address],
  })
}
const onEthereum = (address: EvmAddress) => ({ address, chain: parseChainSlug('ethereum'), isKey: true })
const ask = (address: EvmAddress, gateways: readonly string[] = []) =>
  createReadEnsName({ rpc: node.ask, gateways, now: () => 1_000, timeoutMs })(onEthereum(address))

describe('readEnsName', () => {
  test('default', async () => {
    const address = newWallet()
    await claim(address, 'keeper.eth')
    await point('keeper.eth', address)
    expect(await ask(address)).toBe('keeper.eth')
  })

  test('behavior: names with many levels and in other scripts are read', async () => {
    for (const name of ['a.b.c.keeper.eth', 'night-owl2.eth', 'лис.eth', '🚀.eth']) {
      const address = newWallet()
      await claim(address, name)
      await point(name, address)
      expect(await ask(address)).toBe(name)
    }
  })

  test('behavior: there is no name if none is claimed or the resolver is not one', async () => {
    const address = newWallet()
    expect(await ask(address)).toBeNull()
    await register(`${address.slice(2)}.addr.reverse`, address)
    expect(await ask(address)).toBeNull()
    await register(`${address.slice(2)}.addr.reverse`, await node.deploy('Hostile', [0n, '']))
    expect(await ask(address)).toBeNull()
  })

  test('refuses: a name that does not point back', async () => {
    const address = newWallet()
    await claim(address, 'somebody.eth')
    expect(await ask(address)).toBeNull()
    await point('somebody.eth', newWallet())
    expect(await ask(address)).toBeNull()
    await register('somebody.eth', nobody)
    expect(await ask(address)).toBeNull()
  })

  test.each([
    ['capital letters', 'Keeper.eth'],
    ['lookalike letters of another script', 'kеeper.eth'],
    ['an invisible character', 'keep\u200Ber.eth'],
    ['a line break', 'keeper\n.eth'],
    ['an empty label', 'keeper..eth'],
    ['two hyphens at the third position', 'xn--keeper.eth'],
    ['an underscore inside', 'kee_per.eth'],
    ['only one level', 'keeper'],
    ['more than 255 bytes', `${'a'.repeat(252)}.eth`],
    ['no text', ''],
  ])('refuses: a name with %s', async (_case, name) => {
    const address = newWallet()
    await claim(address, name)
    if (name) await point(name, address)
    expect(await ask(address)).toBeNull()
  })

  test('behavior: the resolver of a parent answers for subnames only if it says so (ENSIP-10)', async () => {
    const address = newWallet()
    const wide = await node.deploy('WideResolver', [address])
    await register('wide.eth', wide)
    await claim(address, 'me.wide.eth')
    expect(await ask(address)).toBe('me.wide.eth')
    await claim(address, 'wide.eth')
    expect(await ask(address)).toBe('wide.eth')
    const other = newWallet()
    await claim(other, 'me.plain.eth')
    await point('plain.eth', other)
    expect(await ask(other)).toBeNull()
  })

  describe('gateways', () => {
    let gateway: { url: string; close: () => Promise<void> }
    let answer: (body: { sender: string; data: `0x${string}` }) => unknown
    const seen: string[] = []
    const types = parseAbiParameters('bytes, bytes')
    const addressAnswer = (address: string) =>
      encodeAbiParameters(parseAbiParameters('address'), [address as `0x${string}`])
    beforeAll(async () => {
      gateway = await startHttp(async (request, response) => {
        let body = ''
        for await (const chunk of request) body += chunk
        seen.push(`${request.method} ${request.url}`)
        const [, sender = '', data = ''] = /^\/get\/(0x[^/]+)\/(0x[^.]+)\.json$/.exec(request.url ?? '') ?? []
        const asked = request.method === 'POST' ? JSON.parse(body) : { sender, data }
        const given = answer(asked)
        if (typeof given === 'string') response.writeHead(302, { location: given }).end()
        else response.end(JSON.stringify(given))
      })
    })
    afterAll(() => gateway?.close())

    /** Make a wallet with a name whose address is served by these URLs. */
    async function claimOffchain(urls: readonly string[], sender = nobody) {
      const address = newWallet()
      const name = `n${count}.far.eth`
      const far = await node.deploy('GatewayResolver', [urls, sender])
      await register(name, far)
      await claim(address, name)
      return { address, name, far: far.toLowerCase() }
    }

    test.each(['POST', 'GET'])('default: an allowed gateway is asked, by %s', async (method) => {
      const url = method === 'POST' ? `${gateway.url}post/{sender}` : `${gateway.url}get/{sender}/{data}.json`
      const { address, name, far } = await claimOffchain(['https://nowhere.invalid/{sender}/{data}', url])
      answer = ({ sender, data }) => {
        expect(sender).toBe(far)
        const [, question] = decodeAbiParameters(types, data)
        expect(question).toBe(`0x3b3b57de${namehash(name).slice(2)}`)
        return { data: addressAnswer(address) }
      }
      expect(await ask(address, [url])).toBe(name)
      expect(seen.at(-1)?.startsWith(method)).toBe(true)
      answer = () => ({ data: addressAnswer(resolver) })
      expect(await ask(address, [url])).toBeNull()
    })

    test('refuses: a gateway that is not allowed, without a request', async () => {
      const url = `${gateway.url}post/{sender}`
      const { address } = await claimOffchain([url])
      answer = () => ({ data: addressAnswer(address) })
      const before = seen.length
      for (const gateways of [[], [gateway.url], [`${url}/`], [`${gateway.url}{sender}`]]) {
        expect(await ask(address, gateways)).toBeNull()
      }
      expect(seen).toHaveLength(before)
    })

    test('refuses: a resolver that names another sender', async () => {
      const url = `${gateway.url}post/{sender}`
      const { address } = await claimOffchain([url], resolver)
      answer = () => ({ data: addressAnswer(address) })
      const before = seen.length
      expect(await ask(address, [url])).toBeNull()
      expect(seen).toHaveLength(before)
    })

    test('refuses: a redirect, invalid data and an answer that is too large', async () => {
      const url = `${gateway.url}post/{sender}`
      const { address } = await claimOffchain([url])
      const answers = [
        `${gateway.url}elsewhere`,
        null,
        {},
        { data: 1 },
        { data: 'nonsense' },
        { data: '0x' },
        { data: `0x${'00'.repeat(70_000)}` },
        { data: `0x${'ff'.repeat(64)}` },
      ]
      for (const given of answers) {
        answer = () => given
        expect(await ask(address, [url])).toBeNull()
      }
      expect(seen.some((line) => line.endsWith('elsewhere'))).toBe(false)
    })
  })

  test('behavior: a name is cached for an hour, its absence for five minutes, and parallel callers share one read', async () => {
    let time = 1_000
    const address = newWallet()
    const readEnsName = createReadEnsName({ rpc: node.ask, gateways: [], now: () => time, timeoutMs })
    const counted = async (owner: EvmAddress) => {
      const before = node.proxy.bodies.length
      const names = await Promise.all([readEnsName(onEthereum(owner)), readEnsName(onEthereum(owner))])
      expect(names[0]).toBe(names[1])
      return [names[0], node.proxy.bodies.length - before]
    }
    expect(await counted(address)).toEqual([null, 1])
    await claim(address, 'kept.eth')
    await point('kept.eth', address)
    time += 299
    expect(await counted(address)).toEqual([null, 0])
    time += 1
    expect(await counted(address)).toEqual(['kept.eth', 4])
    await register('kept.eth', nobody)
    time += 3_599
    expect(await counted(address)).toEqual(['kept.eth', 0])
    time += 1
    expect(await counted(address)).toEqual([null, 3])
  })
})

describe('createReadEnsName without an answering endpoint', () => {
  countTurns()

  test('behavior: a silent or missing chain gives null within its time', async () => {
    const silent = await startHttp(() => undefined)
    const endpointUrls = new Map([[parseChainSlug('ethereum'), [silent.url]]])
    const started = performance.now()
    for (const rpc of [createRpc({ endpointUrls }), createRpc({ endpointUrls: new Map() })]) {
      const readEnsName = createReadEnsName({ rpc, gateways: [], now: () => 1_000 })
      expect(await readEnsName(onEthereum(resolver))).toBeNull()
    }
    expect(performance.now() - started).toBeLessThan(3_000)
    await silent.close()
  })
})
