import { expect, test } from 'vitest'
import { formatReceipts } from '../../../app/admin/orders/formatReceipts.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { composeReceipt } from '../../../app/core/receipt/composeReceipt.ts'
import type { ReadBlock } from '../../../app/core/receipt/types.ts'

const sign = (blocks: readonly ReadBlock[]) => {
  const claims = composeReceipt({
    ...{ issuer: 'https://palisade.example/api/v1', id: '7d6f', issuedAt: 1_795_598_114 },
    ...{ shop: 'harbor.myshopify.com', conditionSha256: 'ab' },
    seen: { gate: 3, revision: 2, blocks, evidence: null } as never,
  })
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.AA`
}
const format = (blocks: readonly ReadBlock[], gate = 3) =>
  formatReceipts({
    receipts: [
      { gate, revision: 2, grant: 'g', token: sign(blocks), condition: null, createdAt: 1_795_598_114 },
    ],
    gates: new Map([[3, 'Night owls']]),
    timeZone: 'UTC',
  })

test('default: says gate, version, blocks and time, and keeps the receipt as it was signed', () => {
  const blocks = [
    { chain: parseChainSlug('ethereum'), block: 21_000_000n },
    { chain: parseChainSlug('solana'), block: 300n },
  ] as const
  expect(format(blocks)).toEqual([
    {
      id: '7d6f',
      token: sign(blocks),
      gate: 'Night owls',
      revision: 'Version 2',
      blocks: ['Ethereum, block 21000000', 'Solana, block 300'],
      signedAt: '25 Nov 2026, 09:15',
    },
  ])
})

test('behavior: a gate whose name is gone has its number, and lists alone have no block', () => {
  expect(format([], 9)[0]).toMatchObject({ gate: 'Gate 9', blocks: [] })
})
