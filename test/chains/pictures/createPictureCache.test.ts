import { expect, test } from 'vitest'
import { createPictureCache } from '../../../app/chains/pictures/createPictureCache.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { TokenPicture } from '../../../app/core/token/picture.ts'
import { ethereum } from '../../fakes/fakeContext.ts'

const picture = (bytes = 10): TokenPicture => ({ type: 'image/png', bytes: new Uint8Array(bytes) })
const target = (id: number) => ({
  chain: ethereum,
  contract: parseEvmAddress(`0x${String(id).padStart(40, '0')}`),
})

function openCache(answer: (id: number) => Promise<TokenPicture | null>) {
  const asked: number[] = []
  const clock = { now: 1_000 }
  const read = createPictureCache({
    readTokenPicture: ({ contract }) => {
      const id = Number(contract.slice(2))
      asked.push(id)
      return answer(id)
    },
    now: () => clock.now,
  })
  return { asked, clock, read: (id: number) => read(target(id)) }
}

test('default: a picture is read once a day, also by callers at the same time', async () => {
  const { asked, clock, read } = openCache(async () => picture())
  await Promise.all([read(1), read(1)])
  clock.now += 86_399
  await read(1)
  expect(asked).toEqual([1])
  clock.now += 1
  await read(1)
  expect(asked).toEqual([1, 1])
})

test('behavior: what has none is asked for again after ten minutes, and a fault at once', async () => {
  const { asked, clock, read } = openCache(async () => null)
  await read(1)
  clock.now += 599
  await read(1)
  expect(asked).toEqual([1])
  clock.now += 1
  await read(1)
  expect(asked).toEqual([1, 1])
  const broken = openCache(() => Promise.reject(new Error('broken')))
  await expect(broken.read(1)).rejects.toThrow('broken')
  await expect(broken.read(1)).rejects.toThrow('broken')
  expect(broken.asked).toEqual([1, 1])
})

test('behavior: the oldest pictures leave when all together are too large', async () => {
  const { asked, read } = openCache(async () => picture(10_000_000))
  for (const id of [1, 2, 3, 3, 2, 1]) await read(id)
  expect(asked).toEqual([1, 2, 3, 1])
})

test('behavior: six are read at once, the others wait, and too many get none', async () => {
  const ends: (() => void)[] = []
  const { asked, read } = openCache(() => new Promise((resolve) => ends.push(() => resolve(picture()))))
  const reads = Array.from({ length: 67 }, (_, id) => read(id))
  expect(asked).toEqual([0, 1, 2, 3, 4, 5])
  expect(await reads[66]).toBe(null)
  while (ends.length > 0) {
    ends.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect((await Promise.all(reads)).filter((one) => one !== null)).toHaveLength(66)
  // What was turned away is not remembered.
  void read(66)
  expect(asked.at(-1)).toBe(66)
})
