import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProjectId, ProjectNonce } from '../../../app/core/project/types.ts'
import { createNonceBook } from '../../../app/db/projectNonces/createNonceBook.ts'
import { sampleAddress, sampleProjectNonce } from '../samples.ts'

const nonce = sampleProjectNonce()
const now = nonce.issuedAt
const wallets = Array.from({ length: 4 }, () => sampleAddress())

describe('createNonceBook', () => {
  test('default', () => {
    const book = createNonceBook({ most: 2 })
    expect(book.listIssued({ ...nonce, now })).toEqual([])
    book.write(nonce)
    expect(book.listIssued({ ...nonce, now: nonce.expiresAt - 1 })).toEqual([nonce])
    expect(book.listIssued({ ...nonce, now: nonce.expiresAt })).toEqual([])
    book.removeIssued(nonce)
    expect(book.listIssued({ ...nonce, now })).toEqual([])
  })

  test('behavior: another project, family or wallet finds none of the nonces and cannot strike them', () => {
    const book = createNonceBook({ most: 2 })
    book.write(nonce)
    const strangers = [
      { projectId: 'b5ad9d3c-6a50-4a5f-8b34-6a5d1f7f2c11' as ProjectId },
      { family: 'solana' as const },
      { walletAddress: sampleAddress() },
    ]
    for (const stranger of strangers) {
      expect(book.listIssued({ ...nonce, ...stranger, now })).toEqual([])
      book.removeIssued({ ...nonce, ...stranger })
    }
    expect(book.listIssued({ ...nonce, now })).toEqual([nonce])
  })

  test('behavior: all nonces of a wallet are recalled, newest first, and using one strikes only that one', () => {
    const book = createNonceBook({ most: 3 })
    const next = { ...nonce, value: 'f'.repeat(32), issuedAt: now + 61, expiresAt: now + 181 }
    for (const one of [nonce, next, nonce]) book.write(one)
    expect(book.listIssued({ ...nonce, now })).toEqual([next, nonce])
    book.removeIssued(nonce)
    expect(book.listIssued({ ...nonce, now })).toEqual([next])
    book.removeIssued(next)
    expect(book.listIssued({ ...nonce, now })).toEqual([])
  })

  test('behavior: the oldest nonces and the ended ones drop out', () => {
    const book = createNonceBook({ most: 2 })
    const [second, third] = [sampleProjectNonce(), sampleProjectNonce()]
    for (const one of [nonce, second, third]) book.write(one)
    expect([nonce, second, third].map((one) => book.listIssued({ ...one, now }))).toEqual([
      [],
      [second],
      [third],
    ])
    book.write(sampleProjectNonce({ issuedAt: nonce.expiresAt, expiresAt: nonce.expiresAt + 120 }))
    expect([second, third].map((one) => book.listIssued({ ...one, now }))).toEqual([[], []])
  })

  test('behavior: the same nonces stay as in a list, in whatever order they are written, used and expire', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 99 }), { maxLength: 200 }), (steps) => {
        const book = createNonceBook({ most: 5 })
        let kept: ProjectNonce[] = []
        for (const [index, step] of steps.entries()) {
          const issuedAt = now + index * (step % 7)
          const wallet = { walletAddress: wallets[step % 4] ?? nonce.walletAddress }
          if (step % 3 === 0) {
            for (const one of kept.slice(step % 5, (step % 5) + 1)) book.removeIssued(one)
            kept = kept.filter((_, place) => place !== step % 5)
          } else {
            const one = { ...nonce, ...wallet, value: `${index}`, issuedAt, expiresAt: issuedAt + 120 }
            book.write(one)
            kept = [...kept, one]
            while (kept[0] && (kept[0].expiresAt <= issuedAt || kept.length > 5)) kept = kept.slice(1)
          }
          for (const walletAddress of wallets) {
            const own = kept.filter((one) => one.walletAddress === walletAddress).reverse()
            expect(book.listIssued({ ...nonce, walletAddress, now: 0 })).toEqual(own)
          }
        }
      }),
    )
  })
})
