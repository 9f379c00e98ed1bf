import { describe, expect, test } from 'vitest'
import { type WalletFactory, walletFactories } from '../../app/chains/evm/walletFactories.ts'
import { describeWallets, other } from './factoryWallets/describeWallets.ts'
import { published } from './factoryWallets/published.ts'
import { addShaped, shaped } from './factoryWallets/shaped.ts'
import type { Wallets } from './factoryWallets/types.ts'

/*
 * Contract wallets whose code no package has, as contracts of ours with their interface. Those with published code are
 * in factoryWallets.long.test.ts.
 */
const { stageOf } = describeWallets({
  title: 'contract wallets by their interface',
  wallets: shaped,
  add: addShaped,
})

describe('the presets of factories', () => {
  test('behavior: each factory is tried with its published code, or with a contract of its interface', () => {
    const wallets: Wallets = { ...shaped, ...published }
    const tried = Object.values(wallets).map(({ preset, factory }) => [preset, factory])
    const presets: Readonly<Record<string, readonly WalletFactory[]>> = walletFactories
    const all = Object.entries(presets).flatMap(([preset, factories]) =>
      factories.map(({ address }) => [preset, address]),
    )
    expect(tried.sort()).toEqual(all.sort())
  })

  test('behavior: the dearest creation takes at least what Circle’s published wallet takes', async () => {
    const { factory, creation } = await shaped.Circle.open(stageOf(), other.address)
    expect(await stageOf().estimate(factory, creation)).toBeGreaterThan(1_040_000)
  })
})
