import { spawn } from 'node:child_process'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runFunction } from '../../app/wasm/runFunction.ts'
import { composeFuzzInput } from '../extensions/gate-discount/composeFuzzInput.ts'
import { TARGETS, type TargetName } from '../extensions/gate-discount/targets.ts'
import { listVectorInputs, toJson } from '../extensions/proof-check/listVectorInputs.ts'
import { loadFunction } from '../standin/functions/loadFunction.ts'
import { BUILD, type OpenedCli, openShopifyCli } from '../standin/shopifyCli/openShopifyCli.ts'

/*
 * Runs the Functions as Shopify's command line leaves them. The provider is ours (createProvider.ts), and so is the
 * trampoline that the command line runs (applyTrampoline.ts). Neither is Shopify's program.
 *
 * A rewritten module has two memories, so Node 24 runs it.
 */
const FUZZED = 300
let cli: OpenedCli | null

beforeAll(async () => {
  cli = await openShopifyCli()
  const built = await cli?.run(BUILD)
  if (built) expect(built, built.text).toMatchObject({ code: 0 })
}, 600_000)
afterAll(() => cli?.close())
beforeEach((context) => {
  if (!cli) context.skip('npm’s registry cannot be reached, so Shopify’s command line is not here.')
})

describe('the rewritten modules', () => {
  for (const target of ['lines', 'delivery', 'validation'] as const)
    test(`behavior: the ${target} target has the outputs of our own build and of the reference`, async () => {
      const { handle, exportName, judge } = TARGETS[target]
      const inputs = [...(await listVectorInputs()), ...listFuzzInputs(target)]
      const outputs = await runDeployed(target, inputs)
      const module = await loadFunction(handle)
      const own = inputs.map((input) => runFunction({ module, exportName, input, isLimited: false }).output)
      expect(outputs).toEqual(own)
      expect(outputs).toEqual(inputs.map((input) => judge(input)))
      const given = own.filter((output) => JSON.stringify(output) !== '{"operations":[]}')
      expect(given.length).toBeGreaterThan(15)
    })
})

function listFuzzInputs(target: TargetName): unknown[] {
  return Array.from({ length: FUZZED }, (_, rank) =>
    toJson(composeFuzzInput({ seed: 13, rank, target }).input),
  )
}

async function runDeployed(target: TargetName, inputs: readonly unknown[]): Promise<unknown> {
  const { handle, exportName } = TARGETS[target]
  const module = path.join(cli?.root ?? '', 'extensions', handle, 'dist', `${handle}.wasm`)
  const script = ['test/standin/functions/runDeployed.ts']
  const child = spawn(cli?.node ?? '', script, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ module, exportName, inputs }))
  return JSON.parse(await text(child.stdout))
}
