import { expect, test } from 'vitest'
import { describeDrop } from './drop/describeDrop.ts'
import { runDrop } from './drop/runDrop.ts'

/* A small drop. `npm run test:drop` runs larger ones. */

test('behavior: a crowd above the ceiling gets exactly the places there are, and everybody a true answer, without a server error (ERR_SERVER_BUSY)', async () => {
  const say = (line: string) => console.log(line)
  const result = await runDrop({ wallets: 2_000, total: 200, crowd: 600, say })
  for (const line of describeDrop(result)) say(line)
  expect(result.wrong).toEqual([])
  expect(result.report.kinds['nonce 429 ERR_SERVER_BUSY']?.count).toBeGreaterThan(0)
}, 900_000)
