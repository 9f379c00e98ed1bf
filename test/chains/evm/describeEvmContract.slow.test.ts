import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDescribeContract } from '../../../app/chains/evm/describeEvmContract.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import { type StandInChains, startChains } from '../../standin/chains/startChains.ts'
import { createPatientRpc } from '../rpc/createPatientRpc.ts'
import { type CountingProxy, startProxy } from '../rpc/startProxy.ts'

const chain = parseChainSlug('ethereum')
let standIn: StandInChains
let proxy: CountingProxy
let describeContract: ReturnType<typeof createDescribeContract>

beforeAll(async () => {
  standIn = await startChains()
  proxy = await startProxy({ target: standIn.chains.ethereum.rpcUrl })
  describeContract = createDescribeContract({
    rpc: createPatientRpc({ endpointUrls: new Map([[chain, [proxy.url]]]) }),
  })
})
afterAll(async () => {
  await Promise.all([proxy?.close(), standIn?.close()])
})

const ask = (contract: string) => describeContract({ chain, contract: parseEvmAddress(contract) })

describe('describeContract', () => {
  test('default', async () => {
    const { erc20, erc721, erc1155 } = standIn.chains.ethereum.contracts
    expect(await ask(erc20)).toEqual({
      kind: 'erc20',
      name: 'Harbor Coin',
      symbol: 'HRBR',
      decimals: 18,
      supply: expect.stringMatching(/^[1-9][0-9]+$/),
    })
    expect(await ask(erc721)).toEqual({
      kind: 'erc721',
      name: 'Night Owls',
      symbol: 'OWL',
      listsTokens: false,
    })
    expect(await ask(erc1155)).toEqual({ kind: 'erc1155', name: 'Tide Passes', symbol: 'TIDE' })
    expect(proxy.bodies).toHaveLength(3)
  })

  test('behavior: names of early tokens are decoded', async () => {
    const old = await standIn.deployers.ethereum.deploy('OldCoin')
    expect(await ask(old)).toEqual({ kind: 'erc20', name: 'Old Coin', symbol: 'OLD', decimals: 6 })
  })

  test('behavior: a collection says whether it can list its tokens', async () => {
    const listed = await standIn.deployers.ethereum.deploy('ListedOwls')
    expect(await ask(listed)).toMatchObject({ kind: 'erc721', listsTokens: true })
  })

  test('behavior: names are cleaned and shortened', async () => {
    const name = `\u202EUSD\r\nCoin\u200B${'é'.repeat(200)}`
    const coin = await standIn.deployers.ethereum.deploy('NamedCoin', [name, '\u0000', 36n])
    expect(await ask(coin)).toEqual({
      kind: 'erc20',
      name: `USD Coin${'é'.repeat(56)}`,
      symbol: '',
      decimals: 36,
    })
  })

  test('behavior: a contract that is not a token is reported as such', async () => {
    const { deploy } = standIn.deployers.ethereum
    const unknown = { kind: 'unknown', reason: 'not-a-token' }
    expect(await ask(await deploy('NamedCoin', ['Many', 'M', 37n]))).toEqual(unknown)
    expect(await ask(await deploy('NamedCoin', ['Many', 'M', 2n ** 256n - 1n]))).toEqual(unknown)
    expect(await ask(await deploy('OwnedWallet', [standIn.chains.ethereum.wallets.holder.address]))).toEqual(
      unknown,
    )
    // Answers yes to every call, including ERC-165's control question.
    expect(await ask(await deploy('FixedAnswer', [`0x${'1'.padStart(64, '0')}`]))).toMatchObject({
      kind: 'erc20',
    })
  })

  test('behavior: a wallet that holds coins is told from an address with nothing', async () => {
    const wallet = `0x${'6'.repeat(40)}`
    expect(await ask(wallet)).toEqual({ kind: 'unknown', reason: 'no-code' })
    await standIn.deployers.ethereum.rpc('anvil_setBalance', [wallet, '0x1'])
    expect(await ask(wallet)).toEqual({ kind: 'unknown', reason: 'wallet' })
  })

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'behavior: hostile contract %i is not a token',
    async (mode) => {
      const contract = await standIn.deployers.ethereum.deploy('Hostile', [
        BigInt(mode),
        'http://127.0.0.1:1/',
      ])
      expect(await ask(contract)).toEqual({ kind: 'unknown', reason: 'not-a-token' })
    },
  )

  test('refuses: a chain that cannot be read (ERR_CHAIN_READ)', async () => {
    const contract = parseEvmAddress(standIn.chains.ethereum.contracts.erc20)
    await expect(describeContract({ chain: parseChainSlug('base'), contract })).rejects.toMatchObject({
      code: 'ERR_CHAIN_READ',
    })
  })
})
