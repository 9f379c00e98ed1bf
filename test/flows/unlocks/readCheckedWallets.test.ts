import { describe, expect, test } from 'vitest'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { readCheckedWallets } from '../../../app/flows/unlocks/readCheckedWallets.ts'
import type { EnsAnswer } from '../../../app/ports/chain.ts'
import { ethereum } from '../../fakes/fakeContext.ts'

const anna = `0x${'a'.repeat(40)}` as EvmAddress
const ben = `0x${'b'.repeat(40)}` as EvmAddress
const read = (names: readonly string[], answer: EnsAnswer) =>
  readCheckedWallets(
    { readEnsAddresses: async (asked) => asked.names.map(() => answer) },
    {
      typed: [
        ...names.map((name) => ({ kind: 'name', name }) as const),
        { kind: 'key', chain: ethereum, address: ben },
      ],
    },
  )

describe('readCheckedWallets', () => {
  test('default: a name becomes the wallet that it stands for', async () => {
    expect(await read(['anna.eth'], { kind: 'found', address: anna })).toEqual({
      wallets: [
        { kind: 'key', chain: ethereum, address: anna },
        { kind: 'key', chain: ethereum, address: ben },
      ],
      names: [{ name: 'anna.eth', address: anna }],
    })
  })

  test('refuses: a name without an address (ERR_ADDRESS_INVALID)', async () => {
    await expect(read(['nobody.eth'], { kind: 'none' })).rejects.toMatchObject({
      code: 'ERR_ADDRESS_INVALID',
      message: '“nobody.eth” has no wallet address.',
    })
  })

  test('refuses: a name that cannot be looked up (ERR_CHAIN_READ)', async () => {
    await expect(read(['anna.eth'], { kind: 'unread' })).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })
})
