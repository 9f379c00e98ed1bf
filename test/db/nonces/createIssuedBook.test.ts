import { describe, expect, test } from 'vitest'
import { createIssuedBook } from '../../../app/db/nonces/createIssuedBook.ts'
import { sampleNonce } from '../samples.ts'

const keyOf = ({ value, door, shopId, issuedAt }: ReturnType<typeof sampleNonce>) => ({
  ...{ value, door, shopId },
  now: issuedAt,
})

describe('createIssuedBook', () => {
  test('default: a nonce is found until it is removed or has expired, at its own shop and door alone', () => {
    const book = createIssuedBook()
    const nonce = sampleNonce()
    book.write(nonce)
    expect(book.find(keyOf(nonce))).toEqual(nonce)
    expect(book.find({ ...keyOf(nonce), now: nonce.expiresAt - 1 })).toEqual(nonce)
    expect(book.find({ ...keyOf(nonce), now: nonce.expiresAt })).toBeNull()
    expect(book.find({ ...keyOf(nonce), shopId: nonce.shopId + 1n })).toBeNull()
    expect(book.find({ ...keyOf(nonce), door: 'picket' as 'proxy' })).toBeNull()
    book.remove(nonce.value)
    expect(book.find(keyOf(nonce))).toBeNull()
  })

  test('behavior: living nonces outlast a change of generation, and ten thousand are the most', () => {
    const book = createIssuedBook()
    const nonces = Array.from({ length: 15_001 }, () => sampleNonce())
    for (const nonce of nonces) book.write(nonce)
    const found = nonces.filter((nonce) => book.find(keyOf(nonce)) !== null)
    expect(found.length).toBeLessThanOrEqual(10_000)
    expect(found).toEqual(nonces.slice(-found.length))
    expect(found.length).toBeGreaterThan(5_000)
  })

  test('behavior: a nonce lives its whole time, whenever the generation before it ended', () => {
    const book = createIssuedBook()
    const first = sampleNonce({ issuedAt: 1_000, expiresAt: 1_120 })
    const late = sampleNonce({ issuedAt: 1_119, expiresAt: 1_239 })
    for (const nonce of [first, late, sampleNonce({ issuedAt: 1_120, expiresAt: 1_240 })]) book.write(nonce)
    expect(book.find({ ...keyOf(late), now: 1_238 })).toEqual(late)
    book.write(sampleNonce({ issuedAt: 1_238, expiresAt: 1_358 }))
    expect(book.find({ ...keyOf(late), now: 1_238 })).toEqual(late)
  })
})
