import { z } from 'zod'
import { findChain } from '../../core/chain/findChain.ts'
import type { Receipt } from '../../core/receipt/types.ts'
import { formatInstant } from '../formatInstant.ts'
import type { ReceiptView } from './views.ts'

const Claims = z.object({
  jti: z.string(),
  blocks: z.array(z.object({ chain: z.string(), block: z.string() })),
})

/** Format the receipts of an order, each as it was signed. */
export function formatReceipts({
  receipts,
  gates,
  timeZone,
}: {
  readonly receipts: readonly Receipt[]
  readonly gates: ReadonlyMap<number, string>
  readonly timeZone: string
}): ReceiptView[] {
  return receipts.map(({ gate, revision, token, createdAt }) => {
    const { jti, blocks } = readClaims(token)
    return {
      id: jti,
      token,
      gate: gates.get(gate) ?? `Gate ${gate}`,
      revision: `Version ${revision}`,
      blocks: blocks.map(({ chain, block }) => `${findChain(chain)?.name ?? chain}, block ${block}`),
      signedAt: formatInstant({ at: createdAt, timeZone }),
    }
  })
}

/** The claims of a receipt that this server signed and stored itself. */
function readClaims(token: string): z.infer<typeof Claims> {
  const [, payload = ''] = token.split('.')
  return Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
}
