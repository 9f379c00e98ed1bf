import { type Address, type Hex, hashMessage, serializeErc6492Signature, zeroAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type WalletFactory, walletFactories } from '../../../app/chains/evm/walletFactories.ts'
import { type ApiAnswer, type ApiProject, type OpenedApi, openApi } from '../openApi.ts'
import { basic, openWallet, signLogin, type TextSigner } from '../signLogin.ts'
import { openStage, type Stage } from './openStage.ts'
import type { Opened, OwnerKey, Wallet, Wallets } from './types.ts'

export const owner: OwnerKey = openWallet('holder')
export const other: OwnerKey = openWallet('outsider')

type Login = {
  readonly wallet: Opened
  readonly key?: OwnerKey
  /** What the signature names instead of the wallet's own factory and creation. */
  readonly factory?: Address
  readonly creation?: Hex
}
export type WalletTests = {
  readonly stageOf: () => Stage
  /** Sign in as a wallet that is not on the chain. */
  readonly login: (parameters: Login) => Promise<ApiAnswer>
}

/**
 * How wallets that are not on the chain sign in through the presets of WALLET_FACTORIES: the same for each of them. The
 * chain, and the way to sign in, are for more tests.
 */
export function describeWallets({
  title,
  wallets,
  add,
}: {
  readonly title: string
  readonly wallets: Wallets
  /** Put the wallets' contracts on the chain. */
  readonly add: (stage: Stage) => Promise<void>
}): WalletTests {
  let stage: Stage
  let api: OpenedApi
  let project: ApiProject
  beforeAll(async () => {
    stage = await openStage()
    await add(stage)
    api = await openApi({ rpcUrls: { ethereum: stage.rpcUrl } })
    project = await api.makeProject()
  })
  afterAll(async () => {
    await api?.close()
    await stage?.close()
  })

  const login: WalletTests['login'] = async ({ wallet, key = owner, ...named }) => {
    const { factory = wallet.factory, creation = wallet.creation } = named
    const signer: TextSigner = {
      address: wallet.address,
      signMessage: async ({ message }) => {
        const signature = await wallet.sign(hashMessage(message), key)
        return serializeErc6492Signature({ address: factory, data: creation, signature })
      },
    }
    const body = await signLogin({ api, key: project.publishableKey, wallet: signer })
    return api.call({ path: '/auth', body, headers: basic(project.publishableKey) })
  }
  const tests: WalletTests = { stageOf: () => stage, login }
  describe(title, () => describeEach(Object.entries(wallets), tests))
  return tests
}

function describeEach(kinds: readonly (readonly [string, Wallet])[], { stageOf, login }: WalletTests): void {
  const open = (kind: Wallet, by = owner) => kind.open(stageOf(), by.address)

  test.each(kinds)('default: the preset of %s names its factory and function', async (_, kind) => {
    const allowed: readonly WalletFactory[] = walletFactories[kind.preset]
    const { factory, creation } = await open(kind)
    expect(factory).toBe(kind.factory)
    expect(allowed).toContainEqual({ address: factory, selector: creation.slice(2, 10) })
  })

  test.each(kinds)(
    'default: a wallet of %s signs in before it is on the chain, and stays off it',
    async (_, kind) => {
      const wallet = await open(kind)
      expect(await stageOf().codeOf(wallet.address)).toBe('0x')
      const answer = await login({ wallet })
      expect([answer.status, answer.json]).toEqual([
        200,
        expect.objectContaining({ user: expect.objectContaining({ walletAddress: wallet.address }) }),
      ])
      expect(await stageOf().codeOf(wallet.address)).toBe('0x')
    },
  )

  test.each(kinds)('refuses: another key for a wallet of %s (ERR_SIGNATURE_INVALID)', async (_, kind) => {
    const answer = await login({ wallet: await open(kind), key: other })
    expect([answer.status, answer.json.error]).toEqual([401, 'ERR_SIGNATURE_INVALID'])
  })

  test.each(kinds)(
    'refuses: a wallet of %s, with the creation of one’s own (ERR_SIGNATURE_INVALID)',
    async (_, kind) => {
      const mine = await open(kind, other)
      const theirs = { ...mine, address: (await open(kind)).address }
      expect(theirs.address).not.toBe(mine.address)
      const answer = await login({ wallet: theirs, key: other })
      expect([answer.status, answer.json.error]).toEqual([401, 'ERR_SIGNATURE_INVALID'])
    },
  )

  test.each(kinds)(
    'refuses: a wallet of %s through a copy of its factory (ERR_WALLET_FACTORY)',
    async (_, kind) => {
      const wallet = await open(kind)
      const factory: Address = `0x${'c0'.repeat(20)}`
      await stageOf().putCode(factory, await stageOf().codeOf(wallet.factory))
      const answer = await login({ wallet, factory })
      expect([answer.status, answer.json.error]).toEqual([401, 'ERR_WALLET_FACTORY'])
    },
  )

  test.each(kinds)(
    'behavior: a wallet of %s that was put on the chain meanwhile signs in too, and with no other key',
    async (_, kind) => {
      const wallet = await open(kind)
      await stageOf().sendFrom(zeroAddress, wallet.factory, wallet.creation)
      expect(await stageOf().codeOf(wallet.address)).not.toBe('0x')
      expect((await login({ wallet })).status).toBe(200)
      expect((await login({ wallet, key: other })).json.error).toBe('ERR_SIGNATURE_INVALID')
    },
  )
}
