import { runFunction } from '../../app/wasm/runFunction.ts'
import { type BuiltFunction, buildFunctions } from '../../scripts/buildFunctions.ts'
import { signBody } from '../extensions/gate-discount/composeFuzzProof.ts'
import { measureExtremes } from '../extensions/gate-discount/measureExtremes.ts'
import { runFuzz } from '../extensions/gate-discount/runFuzz.ts'
import { shapeHeavyInput } from '../extensions/gate-discount/shapeHeavyInput.ts'
import { TARGETS, type TargetName } from '../extensions/gate-discount/targets.ts'
import { composeInput, composeLine } from '../extensions/proof-check/composeInput.ts'
import { loadProofVectors } from '../extensions/proof-check/loadProofVectors.ts'
import { loadFunction } from '../standin/functions/loadFunction.ts'
import { loadSchema } from '../standin/shopify/schemas/loadSchema.ts'
import type { BenchRow } from './row.ts'

const TARGET_NAMES = ['lines', 'delivery', 'validation'] as const satisfies readonly TargetName[]
const LINE_COUNTS = [1, 26, 200, 500] as const
const LINES = 200
const SEED = 20261125
const MODULE_BYTES = 30_000
/** A config that our formatters never write costs more, but far less than Shopify's 11,000,000. */
const FOREIGN = 1_450_000
/** A customer's cart line id has this length. */
const LINE_ID = 'gid://shopify/CartLine/00000000-0000-0000-0000-'

/**
 * Measure the cost of each target of the Functions against its bar.
 *
 * Counts are deterministic. The largest count of each fuzz run is over `fuzzCount` inputs.
 */
export async function benchFunctionCost({
  fuzzCount = 12_000,
}: {
  fuzzCount?: number
} = {}): Promise<BenchRow[]> {
  const built = await buildFunctions()
  const rows: BenchRow[] = []
  for (const target of TARGET_NAMES) {
    const { handle, schema: schemaName } = TARGETS[target]
    const module = await loadFunction(handle, { isMetered: true })
    const schema = await loadSchema(`${schemaName}_2026-07`)
    rows.push(...(await benchUsual({ target, module })))
    const { mostInstructions } = runFuzz({ target, module, schema, seed: SEED, count: fuzzCount })
    rows.push(compare(`${target}, largest of ${fuzzCount} fuzzed inputs`, mostInstructions, 1_000_000))
    rows.push(...benchExtremes({ target, module }))
  }
  rows.push(await benchOutput())
  return [...rows, ...built.flatMap(benchBuilt)]
}

type BenchTargetParameters = { target: TargetName; module: WebAssembly.Module }

async function benchUsual({ target, module }: BenchTargetParameters): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const proof of ['attribute', 'one line proof'] as const) {
    for (const lineCount of LINE_COUNTS) {
      const { instructions } = await runUsual({ target, module, proof, lineCount })
      const bar = 130_000 * Math.max(1, lineCount / LINES)
      rows.push(compare(`${target}, ${lineCount} lines, half of them gated, ${proof}`, instructions, bar))
    }
  }
  const { instructions } = await runUsual({ target, module, proof: 'wrong', lineCount: LINES })
  return [...rows, compare(`${target}, ${LINES} lines, wrong proof`, instructions, 95_000)]
}

function benchExtremes({ target, module }: BenchTargetParameters): BenchRow[] {
  const extremes = measureExtremes({ target, module })
  const own = extremes.filter(({ isForeign }) => !isForeign)
  const foreign = extremes.filter(({ isForeign }) => isForeign)
  const [worst, worstForeign] = [own[0], foreign[0]]
  if (!worst || !worstForeign || foreign.length < 2) throw new Error('Too few extremes were measured.')
  return [
    compare(`${target}, worst of ${own.length} extremes (${worst.name})`, worst.instructions, 1_000_000),
    compare(
      `${target}, worst of ${foreign.length} configs not of ours (${worstForeign.name})`,
      worstForeign.instructions,
      FOREIGN,
    ),
  ]
}

// Every line gets the discount: the largest output for an honest cart of 200 lines.
async function benchOutput(): Promise<BenchRow> {
  const module = await loadFunction('gate-discount')
  const { outputBytes } = await runUsual({
    ...{ target: 'lines', module, proof: 'attribute', lineCount: LINES, isAllGated: true },
  })
  return compare(`lines, output at ${LINES} lines, all of them gated`, outputBytes, 20_000, 'bytes')
}

function benchBuilt({ handle, bytes, queries }: BuiltFunction): BenchRow[] {
  return [
    compare(`${handle}, module`, bytes, MODULE_BYTES, 'bytes'),
    ...queries.map(({ name, cost }) => compare(`${handle}, query ${name}`, cost, 30, 'cost')),
  ]
}

type RunUsualParameters = BenchTargetParameters & {
  proof: 'attribute' | 'one line proof' | 'wrong'
  lineCount: number
  isAllGated?: boolean
}

async function runUsual(parameters: RunUsualParameters) {
  const { target, module, proof, lineCount, isAllGated = false } = parameters
  const { keys, config } = await loadProofVectors()
  const [key] = keys
  if (!key) throw new Error('The vectors name no key.')
  const sign = (carrier: 'c' | 'l') =>
    signBody(`p1~${carrier}~${key.epoch}~2026112505~0~00112233445566aa~2a:3:0:1:x+p2000+s`, key.key)
  const c = proof === 'wrong' ? `${sign('c').slice(0, -32)}${'0'.repeat(32)}` : sign('c')
  const lines = Array.from({ length: lineCount }, (_, i) => {
    const isGated = isAllGated || i % 2 === 0
    return composeLine({
      id: `${LINE_ID}${String(i).padStart(12, '0')}`,
      ...(isGated && { productGates: target === 'validation' ? '2a*' : '2a' }),
      ...(isGated && proof === 'one line proof' && { proof: sign('l') }),
    })
  })
  const input = composeInput({ config, texts: proof === 'one line proof' ? {} : { c }, lines })
  const { exportName, judge } = TARGETS[target]
  const shaped = shapeHeavyInput({ input, target })
  const { output, instructions } = runFunction({ module, exportName, input: shaped })
  const text = JSON.stringify(output)
  if (text !== JSON.stringify(judge(shaped))) throw new Error(`The ${target} target answered ${text}.`)
  const isAnswered = text !== '{"operations":[]}'
  if (isAnswered !== (proof === 'wrong') && target === 'validation')
    throw new Error(`The ${target} target answered ${text}.`)
  if (isAnswered === (proof === 'wrong') && target !== 'validation')
    throw new Error(`The ${target} target answered ${text}.`)
  return { instructions: instructions ?? 0, outputBytes: Buffer.byteLength(text) }
}

function compare(name: string, ours: number, yardstick: number, unit = 'own instructions'): BenchRow {
  const ratio = ours / yardstick
  return { name: `Function, ${name}`, ours, yardstick, unit, ratio, bar: '≤ 1', holds: ratio <= 1 }
}
