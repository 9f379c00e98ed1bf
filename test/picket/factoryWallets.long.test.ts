import { zeroAddress } from 'viem'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeWallets, other } from './factoryWallets/describeWallets.ts'
import { openNextSafe, wrapInConstructor, wrapInInitializer } from './factoryWallets/openNextSafe.ts'
import { addPublished, deriveAddress, published, readCreations } from './factoryWallets/published.ts'
import { addShaped } from './factoryWallets/shaped.ts'

/*
 * Contract wallets with the code that they have on every chain, at its published addresses. npm has the bytes.
 */
const { stageOf, login } = describeWallets({
  title: 'contract wallets as they are published',
  wallets: published,
  add: addPublished,
})

describe('the published code of contract wallets', () => {
  test('default: the bytes in the packages make the published addresses', async () => {
    const creations = await readCreations()
    expect(creations).toHaveLength(13)
    for (const creation of creations) {
      expect(deriveAddress(creation).toLowerCase()).toBe(creation.address)
      expect(await stageOf().codeOf(creation.address)).toMatch(/^0x[0-9a-f]{100}/)
    }
  })
})

describe('code inside the creation of a wallet', () => {
  beforeAll(() => addShaped(stageOf()))

  test.each([
    ['an initializer', wrapInInitializer],
    ['a constructor', wrapInConstructor],
  ])(
    'refuses: a wallet that %s makes by a function that is not allowed (ERR_SIGNATURE_INVALID)',
    async (_, wrap) => {
      const wallet = await openNextSafe(stageOf(), other.address, wrap)
      expect(await stageOf().codeOf(wallet.address)).toBe('0x')
      const answer = await login({ wallet, key: other })
      expect([answer.status, answer.json.error]).toEqual([401, 'ERR_SIGNATURE_INVALID'])
      // Once it is on the chain it is its owner's, as any contract wallet is.
      await stageOf().sendFrom(zeroAddress, wallet.factory, wallet.creation)
      expect(await stageOf().codeOf(wallet.address)).not.toBe('0x')
      expect((await login({ wallet, key: other })).status).toBe(200)
    },
  )
})
