import {
  type Address,
  getContractAddress,
  type Hex,
  hashMessage,
  serializeErc6492Signature,
  zeroAddress,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type WalletFactory, walletFactories } from '../../app/chains/evm/walletFactories.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { type Open, type Opened, openers } from './published/openers.ts'
import { openNextSafe } from './published/openNextSafe.ts'
import { openStage, type Stage, type WalletName, wallets } from './published/openStage.ts'
import { basic, openWallet, signLogin, type TextSigner } from './signLogin.ts'

/*
 * Contract wallets with the code that they have on every chain, at its published addresses. They sign in before they
 * are on the chain, through the presets of WALLET_FACTORIES.
 */
const owner = openWallet('holder')
const other = openWallet('outsider')

let stage: Stage
let api: OpenedApi
let project: ApiProject
beforeAll(async () => {
  stage = await openStage()
  api = await openApi({ rpcUrls: { ethereum: stage.rpcUrl } })
  project = await api.makeProject()
})
afterAll(async () => {
  await api?.close()
  await stage?.close()
})

const kinds = Object.entries(openers) as readonly (readonly [WalletName, Open])[]
const open = (how: Open, by = owner) => how(stage, by.address)

type Login = {
  readonly wallet: Opened
  readonly key?: typeof owner
  /** What the signature names instead of the wallet's own factory and creation. */
  readonly factory?: Address
  readonly creation?: Hex
}
/** Sign in as a wallet that is not on the chain. */
async function login({ wallet, key = owner, factory = wallet.factory, creation = wallet.creation }: Login) {
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

describe('contract wallets as they are published', () => {
  test.each(kinds)(
    'default: the code of %s makes its published address, which the preset names',
    async (name) => {
      const { preset, contracts } = wallets[name]
      for (const { deployer, address, call } of contracts) {
        const from = deployer as Address
        const salt = call.slice(0, 66) as Hex
        const made = getContractAddress({ opcode: 'CREATE2', from, salt, bytecode: `0x${call.slice(66)}` })
        expect(made.toLowerCase()).toBe(address)
        expect(await stage.codeOf(address)).toMatch(/^0x[0-9a-f]{100}/)
      }
      const { factory, creation } = await open(openers[name])
      const allowed: readonly WalletFactory[] = walletFactories[preset as keyof typeof walletFactories]
      expect(allowed).toContainEqual({ address: factory, selector: creation.slice(2, 10) })
    },
  )

  test.each(kinds)(
    'default: a wallet of %s signs in before it is on the chain, and stays off it',
    async (_, how) => {
      const wallet = await open(how)
      expect(await stage.codeOf(wallet.address)).toBe('0x')
      const answer = await login({ wallet })
      expect([answer.status, answer.json]).toEqual([
        200,
        expect.objectContaining({ user: expect.objectContaining({ walletAddress: wallet.address }) }),
      ])
      expect(await stage.codeOf(wallet.address)).toBe('0x')
    },
  )

  // Of these nobody publishes the bytes. @see docs/decisions/136-deployments-of-wallets.md
  const unseen = [
    // Coinbase Smart Wallet 1.1, and Alchemy's Modular Account 2.
    '0xba5ed110efdba3d005bfc882d75358acbbb85842',
    '0x00000000000017c61b5bee81050ec8efc9c6fecd',
  ]
  test('behavior: every factory of the presets is among them, except two', () => {
    const published = Object.values(wallets).flatMap(({ contracts }) =>
      contracts.map(({ address }) => address),
    )
    const factories: readonly WalletFactory[] = Object.values(walletFactories).flat()
    const others = factories.map(({ address }) => address).filter((one) => !published.includes(one))
    expect(others).toEqual(unseen)
  })

  test.each(kinds)('refuses: another key for a wallet of %s (ERR_SIGNATURE_INVALID)', async (_, how) => {
    const answer = await login({ wallet: await open(how), key: other })
    expect([answer.status, answer.json.error]).toEqual([401, 'ERR_SIGNATURE_INVALID'])
  })

  test.each(kinds)(
    'refuses: a wallet of %s, with the creation of one’s own (ERR_SIGNATURE_INVALID)',
    async (_, how) => {
      const mine = await open(how, other)
      const theirs = { ...mine, address: (await open(how)).address }
      const answer = await login({ wallet: theirs, key: other })
      expect([answer.status, answer.json.error]).toEqual([401, 'ERR_SIGNATURE_INVALID'])
    },
  )

  test.each(kinds)(
    'refuses: a wallet of %s through a copy of its factory (ERR_WALLET_FACTORY)',
    async (_, how) => {
      const wallet = await open(how)
      const factory: Address = `0x${'c0'.repeat(20)}`
      await stage.copyCode(wallet.factory, factory)
      const answer = await login({ wallet, factory })
      expect([answer.status, answer.json.error]).toEqual([401, 'ERR_WALLET_FACTORY'])
    },
  )

  test.each(kinds)(
    'behavior: a wallet of %s that was put on the chain meanwhile signs in too',
    async (_, how) => {
      const wallet = await open(how)
      await stage.sendFrom(zeroAddress, wallet.factory, wallet.creation)
      expect(await stage.codeOf(wallet.address)).not.toBe('0x')
      expect((await login({ wallet })).status).toBe(200)
    },
  )

  test('refuses: a wallet that code inside an allowed creation makes by another function (ERR_SIGNATURE_INVALID)', async () => {
    const wallet = await open(openNextSafe, other)
    expect(await stage.codeOf(wallet.address)).toBe('0x')
    const answer = await login({ wallet, key: other })
    expect([answer.status, answer.json.error]).toEqual([401, 'ERR_SIGNATURE_INVALID'])
    // Once it is on the chain it is its owner's, as any contract wallet is.
    await stage.sendFrom(zeroAddress, wallet.factory, wallet.creation)
    expect(await stage.codeOf(wallet.address)).not.toBe('0x')
    expect((await login({ wallet, key: other })).status).toBe(200)
  })
})
