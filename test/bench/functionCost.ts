import { buildFunctions } from '../../scripts/buildFunctions.ts'
import { signBody } from '../extensions/gate-discount/composeFuzzProof.ts'
import { measureExtremes } from '../extensions/gate-discount/measureExtremes.ts'
import { runFuzz } from '../extensions/gate-discount/runFuzz.ts'
import { composeInput, composeLine } from '../extensions/proof-check/composeInput.ts'
import { loadProofVectors } from '../extensions/proof-check/loadProofVectors.ts'
import { loadFunction } from '../standin/functions/loadFunction.ts'
import { runFunction } from '../standin/functions/runFunction.ts'
import { loadSchema } from '../standin/shopify/schemas/loadSchema.ts'
import type { BenchRow } from './row.ts'

const EXPORT = 'cart_lines_discounts_generate_run'
const LINES = 200
const SEED = 20261125

/**
 * Measure what the discount Function costs, each against its bar.
 *
 * Counts are deterministic; `fuzzCount` inputs of the fuzz run are looked at for the largest.
 */
export async function benchFunctionCost({
  fuzzCount = 12_000,
}: {
  fuzzCount?: number
} = {}): Promise<BenchRow[]> {
  const [built] = await buildFunctions()
  const [query] = built?.queries ?? []
  if (!built || !query) throw new Error('No Function was built.')
  const module = await loadFunction(built.handle, { isMetered: true })
  const schema = await loadSchema('functions_discount_2026-07')
  const right = await countInstructions({ module, isRight: true })
  const wrong = await countInstructions({ module, isRight: false })
  const extremes = measureExtremes({ module })
  const worst = extremes.find(({ isForeign }) => !isForeign)
  const foreign = extremes.find(({ isForeign }) => isForeign)
  if (!worst || !foreign) throw new Error('No extremes were measured.')
  const { mostInstructions } = runFuzz({ module, schema, seed: SEED, count: fuzzCount })
  return [
    compare('Function, 200 lines, half of them gated', right, 130_000, 'own instructions'),
    compare('Function, 200 lines, wrong proof', wrong, 90_000, 'own instructions'),
    compare(
      `Function, largest of ${fuzzCount} fuzzed inputs`,
      mostInstructions,
      1_000_000,
      'own instructions',
    ),
    compare(
      `Function, worst of ${extremes.length} extremes (${worst.name})`,
      worst.instructions,
      1_000_000,
      'own instructions',
    ),
    compare(
      `Function, a config not of ours (${foreign.name}), of Shopify's limit`,
      foreign.instructions,
      11_000_000,
      'own instructions',
    ),
    compare('Function, module', built.bytes, 30_000, 'bytes'),
    compare('Function, input query', query.cost, 30, 'cost'),
  ]
}

type CountParameters = { module: WebAssembly.Module; isRight: boolean }

async function countInstructions({ module, isRight }: CountParameters): Promise<number> {
  const { keys, config } = await loadProofVectors()
  const [key] = keys
  if (!key) throw new Error('The vectors name no key.')
  const proof = signBody(`p1~c~${key.epoch}~2026112505~0~00112233445566aa~2a:3:0:1:p2000`, key.key)
  const forged = proof.slice(0, -1) + (proof.endsWith('0') ? '1' : '0')
  const lines = Array.from({ length: LINES }, (_, i) =>
    composeLine({ id: `gid://shopify/CartLine/${i}`, productGates: i % 2 === 0 ? '2a' : '15o' }),
  )
  const input = composeInput({ config, texts: { c: isRight ? proof : forged }, lines })
  const { output, instructions } = runFunction({ module, exportName: EXPORT, input })
  const given = JSON.stringify(output).split('CartLine/').length - 1
  if (given !== (isRight ? LINES / 2 : 0)) throw new Error(`${given} lines were given a price.`)
  return instructions ?? 0
}

function compare(name: string, ours: number, yardstick: number, unit: string): BenchRow {
  const ratio = ours / yardstick
  return { name, ours, yardstick, unit, ratio, bar: '≤ 1', holds: ratio <= 1 }
}
