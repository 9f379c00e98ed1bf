import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { runFunction } from '../../../app/wasm/runFunction.ts'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { composeInput, composeLine } from '../proof-check/composeInput.ts'
import { loadProofVectors } from '../proof-check/loadProofVectors.ts'
import { judgeReference } from './referenceVerdict.ts'

const vectors = await loadProofVectors()
let module: WebAssembly.Module

beforeAll(async () => {
  await buildFunctions()
  module = await loadFunction('gate-discount')
}, 120_000)

describe('gate-discount reads a proof', () => {
  test('default', async () => {
    const source = await readFile('extensions/gate-discount/shopify.extension.toml', 'utf8')
    expect(source).toContain('export = "cart_lines_discounts_generate_run"')
    expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toContain(
      'cart_lines_discounts_generate_run',
    )
    expect(new Set(WebAssembly.Module.imports(module).map((item) => item.module))).toEqual(
      new Set(['shopify_function_v2']),
    )
  })

  for (const vector of vectors.cases) {
    const word = vector.expect === 'refused' ? 'refuses' : 'behavior'
    test(`${word}: ${vector.name}, ${vector.why}`, () => {
      // Every gate is on every product, and every profile is tried, so that each open gate shows.
      const shown = [0, 1, 2, 3, 4, 5, 6, 7].map((profile) => {
        const entries = vector.text.split('~')[6] ?? ''
        const gates = [...entries.matchAll(/(?:^|!)([0-9a-z]{1,6}):/g)].map(([, gate]) => gate ?? '')
        const ascending = gates
          .filter((gate) => !gate.startsWith('0'))
          .sort((one, other) => Number.parseInt(one, 36) - Number.parseInt(other, 36))
        const line = composeLine({
          productGates: [...new Set(ascending)].slice(0, 8).join(' '),
          ...(vector.place === 'l' ? { proof: vector.text } : {}),
        })
        const input = composeInput({
          ...vector,
          config: { ...(vector.config ?? vectors.config), p: profile },
          texts: vector.place === 'l' ? {} : { [vector.place]: vector.text },
          lines: [line],
        })
        const { output } = runFunction({ module, exportName: 'cart_lines_discounts_generate_run', input })
        expect(output).toEqual(judgeReference(input))
        return (output as { operations: unknown[] }).operations.length
      })
      const gives = /[~!+:][pqfr][1-9][0-9]*[+!~]/.test(vector.text)
      const isShown = shown.some((count) => count > 0)
      expect(isShown).toBe(vector.expect === 'accepted' && gives)
    })
  }
})
