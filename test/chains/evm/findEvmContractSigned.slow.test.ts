import { encodeFunctionData, type Hex, toFunctionSelector } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { serializeErc6492Signature } from 'viem/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFindContractSigned } from '../../../app/chains/evm/findEvmContractSigned.ts'
import { createRpc } from '../../../app/chains/rpc/createRpc.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import { recoverEvmAddress } from '../../../app/crypto/evmSignature.ts'
import { compileContracts } from '../../standin/chains/compileContracts.ts'
import { makeDemoWallet } from '../../standin/chains/demoWallets.ts'
import { type StandInChains, startChains } from '../../standin/chains/startChains.ts'
import { countTurns } from '../rpc/countTurns.ts'
import { createPatientRpc } from '../rpc/createPatientRpc.ts'
import { startHttp } from '../rpc/startHttp.ts'
import { type CountingProxy, startProxy } from '../rpc/startProxy.ts'

const chain = parseChainSlug('ethereum')
const polygon = parseChainSlug('polygon')
const owner = privateKeyToAccount(makeDemoWallet('holder').privateKey)
const other = privateKeyToAccount(makeDemoWallet('outsider').privateKey)
const message = 'shop.example wants you to sign in with your Ethereum account:\n0x…'
const magic = `1626ba7e${'0'.repeat(56)}`

let standIn: StandInChains
let proxy: CountingProxy
let offchain: { url: string; close: () => Promise<void> }
let lookups = 0
let find: ReturnType<typeof createFindContractSigned>
let wallet: Hex
let factory: Hex
let undeployed: Hex
let creation: Hex
let signature: Hex

beforeAll(async () => {
  standIn = await startChains()
  proxy = await startProxy({ target: standIn.chains.ethereum.rpcUrl })
  offchain = await startHttp((_request, response) => {
    lookups++
    response.end('{}')
  })
  const { deploy, rpc: ask } = standIn.deployers.ethereum
  wallet = await deploy('OwnedWallet', [owner.address])
  factory = await deploy('OwnedWalletFactory')
  const { abi } = (await compileContracts()).OwnedWalletFactory
  const args = [owner.address, `0x${'07'.repeat(32)}`]
  creation = encodeFunctionData({ abi, functionName: 'create', args })
  const predict = encodeFunctionData({ abi, functionName: 'predict', args })
  undeployed = `0x${String(await ask('eth_call', [{ to: factory, data: predict }, 'latest'])).slice(-40)}`
  signature = await owner.signMessage({ message })
  const rpc = createPatientRpc({
    endpointUrls: new Map([
      [chain, [proxy.url]],
      [polygon, [standIn.chains.polygon.rpcUrl]],
    ]),
  })
  const selector = toFunctionSelector('create(address,bytes32)').slice(2)
  const allowed = { address: parseEvmAddress(factory), selector }
  find = createFindContractSigned({ rpc, factories: [allowed] })
})
afterAll(async () => {
  await Promise.all([proxy?.close(), offchain?.close(), standIn?.close()])
})

const verify = async ({
  message,
  ...asked
}: Omit<Parameters<typeof find>[0], 'messages'> & { message: string }): Promise<boolean> =>
  (await find({ ...asked, messages: [message] })) === message
const ask = (address: string, signed: string, text = message) =>
  verify({ chain, address: parseEvmAddress(address), message: text, signature: signed })
const requests = async (question: () => Promise<boolean>) => {
  const before = proxy.bodies.length
  return [await question(), proxy.bodies.length - before]
}

describe('findContractSigned', () => {
  test('default', async () => {
    expect(await requests(() => ask(wallet, signature))).toEqual([true, 1])
  })

  test('behavior: an undeployed wallet is asked through its factory (ERC-6492) and stays undeployed', async () => {
    const wrapped = serializeErc6492Signature({ address: factory, data: creation, signature })
    expect(await requests(() => ask(undeployed, wrapped))).toEqual([true, 1])
    expect(await standIn.deployers.ethereum.rpc('eth_getCode', [undeployed, 'latest'])).toBe('0x')
    // On the chain it needs no deployment, and what one does counts for nothing.
    expect(await requests(() => ask(wallet, wrapped))).toEqual([true, 2])
  })

  test('behavior: one request finds the signed one of forty messages at any position', async () => {
    const wrapped = serializeErc6492Signature({ address: factory, data: creation, signature })
    for (const place of [0, 19, 39]) {
      const messages = Array.from({ length: 40 }, (_, i) => (i === place ? message : `another ${i}`))
      for (const [address, signed] of [
        [wallet, signature],
        [undeployed, wrapped],
      ] as const) {
        const before = proxy.bodies.length
        const found = await find({ chain, address: parseEvmAddress(address), messages, signature: signed })
        expect([found, proxy.bodies.length - before]).toEqual([message, 1])
      }
    }
  })

  test('refuses: forty messages of which none is signed, in one request', async () => {
    const messages = Array.from({ length: 40 }, (_, i) => `another ${i}`)
    const before = proxy.bodies.length
    expect(await find({ chain, address: parseEvmAddress(wallet), messages, signature })).toBe(null)
    expect(proxy.bodies.length - before).toBe(1)
    // Only eleven fit with the longest signature; it still takes one request with bounded gas.
    const long = `0x${'00'.repeat(4_096)}` as const
    expect(await find({ chain, address: parseEvmAddress(wallet), messages, signature: long })).toBe(null)
    const deploying = { address: factory, data: creation }
    for (const inner of [signature, `0x${'00'.repeat(3_600)}`] as const) {
      const signed = serializeErc6492Signature({ ...deploying, signature: inner })
      expect(await find({ chain, address: parseEvmAddress(undeployed), messages, signature: signed })).toBe(
        null,
      )
    }
    expect(proxy.bodies.length - before).toBe(4)
    const gas = proxy.bodies.slice(-4).map((body) => Number(JSON.parse(body).params[0].gas))
    for (const one of gas) expect(one).toBeLessThan(16_777_216)
  })

  test('refuses: forty messages of a wallet that burns all gas, in bounded time', async () => {
    const messages = Array.from({ length: 40 }, (_, i) => `another ${i}`)
    const burner = await standIn.deployers.ethereum.deploy('Hostile', [1n, offchain.url])
    const before = proxy.bodies.length
    const asked = find({ chain, address: parseEvmAddress(burner), messages, signature })
    expect(await asked.catch(({ code }) => code)).toBeOneOf([null, 'ERR_CHAIN_READ'])
    expect(proxy.bodies.length - before).toBeLessThanOrEqual(2)
  })

  test('refuses: a signature of another key or for another text', async () => {
    expect(await ask(wallet, await other.signMessage({ message }))).toBe(false)
    expect(await ask(wallet, signature, `${message} `)).toBe(false)
    const wrapped = serializeErc6492Signature({ address: factory, data: creation, signature })
    expect(await ask(undeployed, wrapped, `${message} `)).toBe(false)
    const theirs = await other.signMessage({ message })
    expect(
      await ask(
        undeployed,
        serializeErc6492Signature({ address: factory, data: creation, signature: theirs }),
      ),
    ).toBe(false)
  })

  test('refuses: a wallet without code, and one on another chain', async () => {
    expect(await requests(() => ask(owner.address, signature))).toEqual([false, 1])
    expect(await ask(undeployed, signature)).toBe(false)
    expect(await verify({ chain: polygon, address: parseEvmAddress(wallet), message, signature })).toBe(false)
  })

  test('refuses: a factory that is not allowed, for a wallet that is not on the chain (ERR_WALLET_FACTORY)', async () => {
    const stranger = await standIn.deployers.ethereum.deploy('OwnedWalletFactory')
    const wrapped = serializeErc6492Signature({ address: stranger, data: creation, signature })
    await expect(ask(undeployed, wrapped)).rejects.toMatchObject({ code: 'ERR_WALLET_FACTORY' })
    // One that is on the chain needs no factory.
    expect(await requests(() => ask(wallet, wrapped))).toEqual([true, 1])
    const theirs = await other.signMessage({ message })
    expect(
      await ask(wallet, serializeErc6492Signature({ address: stranger, data: creation, signature: theirs })),
    ).toBe(false)
  })

  test('refuses: another function of an allowed factory (ERR_WALLET_FACTORY)', async () => {
    for (const data of [`0x61b69abd${creation.slice(10)}`, creation.slice(0, 8), '0x'] as const) {
      const wrapped = serializeErc6492Signature({ address: factory, data: data as Hex, signature })
      await expect(ask(undeployed, wrapped)).rejects.toMatchObject({ code: 'ERR_WALLET_FACTORY' })
    }
  })

  test('refuses: a malformed wrapper, without a request', async () => {
    const suffix = '6492'.repeat(16)
    for (const body of ['', '00'.repeat(95), 'ff'.repeat(96), 'ff'.repeat(500)]) {
      expect(await requests(() => ask(undeployed, `0x${body}${suffix}`))).toEqual([false, 0])
    }
  })

  test('refuses: a signature that is above 4 KiB or not hex, without a request', async () => {
    for (const text of [`0x${'00'.repeat(4_097)}`, '0x0', '00', '', '0xzz', `${signature}\n`]) {
      expect(await requests(() => ask(wallet, text))).toEqual([false, 0])
    }
    expect(await requests(() => ask(wallet, `0x${'00'.repeat(4_096)}`))).toEqual([false, 1])
    expect(await requests(() => ask(wallet, '0x'))).toEqual([false, 1])
  })

  test.each([
    ['the magic word', magic, true],
    ['true', '1'.padStart(64, '0'), false],
    ['the magic word at the wrong end', '1626ba7e'.padStart(64, '0'), false],
    ['the magic word with an extra digit', `1626ba7e${'0'.repeat(55)}1`, false],
    ['four bytes', '1626ba7e', false],
    ['the magic word and an extra byte', `${magic}00`, false],
    ['the magic word twice', magic + magic, false],
    ['no bytes', '', false],
    ['all ones', 'f'.repeat(64), false],
  ])('behavior: an answer of %s', async (_case, answer, expected) => {
    const fixed = await standIn.deployers.ethereum.deploy('FixedAnswer', [`0x${answer}`])
    expect(await ask(fixed, signature)).toBe(expected)
  })

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'refuses: hostile wallet %i, in bounded time',
    async (mode) => {
      const hostile = await standIn.deployers.ethereum.deploy('Hostile', [BigInt(mode), offchain.url])
      const started = performance.now()
      expect(await requests(() => ask(hostile, signature))).toEqual([false, 1])
      expect(performance.now() - started).toBeLessThan(20_000)
      expect(lookups).toBe(0)
    },
  )

  test('behavior: an account with delegated code (EIP-7702) is a contract where its code accepts, and a key everywhere', async () => {
    const { deploy, rpc } = standIn.deployers.ethereum
    const account = privateKeyToAccount(makeDemoWallet('delegating').privateKey)
    const signed = await account.signMessage({ message })
    expect(await ask(account.address, signed)).toBe(false)
    const code = (to: string) => `0xef0100${to.slice(2)}`
    await rpc('anvil_setCode', [account.address, code(await deploy('OwnerWallet'))])
    expect(await requests(() => ask(account.address, signed))).toEqual([true, 1])
    expect(await ask(account.address, await owner.signMessage({ message }))).toBe(false)
    const address = parseEvmAddress(account.address)
    expect(await verify({ chain: polygon, address, message, signature: signed })).toBe(false)
    // A key holder needs no contract, and no contract can take the key away.
    expect(recoverEvmAddress({ message, signature: signed })).toBe(address)
    await rpc('anvil_setCode', [account.address, code(await deploy('Hostile', [0n, '']))])
    expect(await ask(account.address, signed)).toBe(false)
    expect(recoverEvmAddress({ message, signature: signed })).toBe(address)
    await rpc('anvil_setCode', [account.address, code(`0x${'ee'.repeat(20)}`)])
    expect(await ask(account.address, signed)).toBe(false)
  })

  test('behavior: the request asks for at most 1.25 million gas, and two more for a deployment', async () => {
    const readGas = () =>
      Number((JSON.parse(proxy.bodies.at(-1) ?? '') as { params: [{ gas: string }] }).params[0].gas)
    await ask(wallet, signature)
    expect(readGas()).toBeLessThan(1_250_000)
    await ask(undeployed, serializeErc6492Signature({ address: factory, data: creation, signature }))
    expect(readGas()).toBeGreaterThan(3_000_000)
    expect(readGas()).toBeLessThan(3_500_000)
  })

  test('refuses: a chain that is not configured (ERR_CHAIN_READ)', async () => {
    const asked = verify({
      chain: parseChainSlug('base'),
      address: parseEvmAddress(wallet),
      message,
      signature,
    })
    await expect(asked).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })
})

describe('findContractSigned without an answering endpoint', () => {
  countTurns()

  test('refuses: a silent chain after two seconds (ERR_CHAIN_READ)', async () => {
    const address = parseEvmAddress(wallet)
    const silent = await startHttp(() => undefined)
    const rpc = createRpc({ endpointUrls: new Map([[chain, [silent.url, silent.url]]]) })
    const started = performance.now()
    const slow = createFindContractSigned({ rpc, factories: [] })
    await expect(slow({ chain, address, messages: [message], signature })).rejects.toMatchObject({
      code: 'ERR_CHAIN_READ',
    })
    expect(performance.now() - started).toBeLessThan(3_000)
    await silent.close()
  })
})
