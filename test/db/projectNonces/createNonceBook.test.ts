import { describe, expect, test } from 'vitest'
import type { ProjectId } from '../../../app/core/project/types.ts'
import { createNonceBook } from '../../../app/db/projectNonces/createNonceBook.ts'
import { sampleAddress, sampleProjectNonce } from '../samples.ts'

const nonce = sampleProjectNonce()
const now = nonce.issuedAt

describe('createNonceBook', () => {
  test('default', () => {
    const book = createNonceBook({ most: 2 })
    expect(book.recall({ ...nonce, now })).toBeNull()
    book.write(nonce)
    expect(book.recall({ ...nonce, now: nonce.expiresAt - 1 })).toEqual(nonce)
    expect(book.recall({ ...nonce, now: nonce.expiresAt })).toBeNull()
    book.strike(nonce)
    expect(book.recall({ ...nonce, now })).toBeNull()
  })

  test('behavior: another project, family or wallet has none of it', () => {
    const book = createNonceBook({ most: 2 })
    book.write(nonce)
    const strangers = [
      { projectId: 'b5ad9d3c-6a50-4a5f-8b34-6a5d1f7f2c11' as ProjectId },
      { family: 'solana' as const },
      { walletAddress: sampleAddress() },
    ]
    for (const stranger of strangers) {
      expect(book.recall({ ...nonce, ...stranger, now })).toBeNull()
      book.strike({ ...nonce, ...stranger })
    }
    expect(book.recall({ ...nonce, now })).toEqual(nonce)
  })

  test('behavior: the newest of a wallet is recalled, and the use of an older one does not strike it', () => {
    const book = createNonceBook({ most: 2 })
    const next = { ...nonce, value: 'f'.repeat(32), issuedAt: now + 61, expiresAt: now + 181 }
    book.write(nonce)
    book.write(next)
    book.strike(nonce)
    expect(book.recall({ ...nonce, now })).toEqual(next)
  })

  test('behavior: the oldest fall out, and what has ended', () => {
    const book = createNonceBook({ most: 2 })
    const [second, third] = [sampleProjectNonce(), sampleProjectNonce()]
    for (const one of [nonce, second, nonce, third]) book.write(one)
    expect([nonce, second, third].map((one) => book.recall({ ...one, now }))).toEqual([nonce, null, third])
    book.write(sampleProjectNonce({ issuedAt: nonce.expiresAt, expiresAt: nonce.expiresAt + 120 }))
    expect([nonce, third].map((one) => book.recall({ ...one, now }))).toEqual([null, null])
  })
})
