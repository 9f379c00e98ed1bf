import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runFunction } from '../../app/wasm/runFunction.ts'
import { buildFunctions } from '../../scripts/buildFunctions.ts'
import { composeFuzzInput } from '../extensions/gate-discount/composeFuzzInput.ts'
import { TARGETS, type TargetName } from '../extensions/gate-discount/targets.ts'
import { composeInput, composeLine } from '../extensions/proof-check/composeInput.ts'
import { loadProofVectors } from '../extensions/proof-check/loadProofVectors.ts'
import { loadFunction } from '../standin/functions/loadFunction.ts'
import { rewriteForDeploy } from '../standin/functions/rewriteForDeploy.ts'
import { installNode } from '../standin/processes/installNode.ts'

/*
 * Runs the Functions as a deploy leaves them. rewriteForDeploy.ts repeats the steps of Shopify's command line.
 *
 * The provider is ours (createProvider.ts), and so is the trampoline (applyTrampoline.ts). Neither is Shopify's program.
 * A rewritten module has two memories, so Node 24 runs it.
 */
const FUZZED = 300

let node: string
let folder: string

beforeAll(async () => {
  node = path.join(await installNode('24'), 'node')
  folder = await mkdtemp(path.join(tmpdir(), 'palisade-rewritten-'))
  for (const { handle, path: built } of await buildFunctions()) {
    await cp(built, uploadedModule(handle))
    await rewriteForDeploy(uploadedModule(handle))
  }
}, 600_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const uploadedModule = (handle: string) => path.join(folder, `${handle}.wasm`)

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

async function listVectorInputs(): Promise<unknown[]> {
  const vectors = await loadProofVectors()
  return vectors.cases.flatMap((vector) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((profile) => {
      const entries = vector.text.split('~')[6] ?? ''
      const gates = [...entries.matchAll(/(?:^|!)([1-9a-z][0-9a-z]{0,5}):/g)].map(([, gate]) => gate ?? '')
      const ascending = [...new Set(gates)].sort(
        (one, other) => Number.parseInt(one, 36) - Number.parseInt(other, 36),
      )
      const proof = vector.place === 'l' ? { proof: vector.text } : {}
      return toJson(
        composeInput({
          ...vector,
          config: { ...(vector.config ?? vectors.config), p: profile },
          texts: vector.place === 'l' ? {} : { [vector.place]: vector.text },
          lines: [composeLine({ productGates: ascending.slice(0, 8).join(' '), ...proof })],
        }),
      )
    }),
  )
}

function listFuzzInputs(target: TargetName): unknown[] {
  return Array.from({ length: FUZZED }, (_, rank) =>
    toJson(composeFuzzInput({ seed: 13, rank, target }).input),
  )
}

function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

async function runDeployed(target: TargetName, inputs: readonly unknown[]): Promise<unknown> {
  const { handle, exportName } = TARGETS[target]
  const child = spawn(node, ['test/standin/functions/runDeployed.ts'], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ module: uploadedModule(handle), exportName, inputs }))
  return JSON.parse(await text(child.stdout))
}
