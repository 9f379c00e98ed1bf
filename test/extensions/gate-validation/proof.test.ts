import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { composeInput, composeLine } from '../proof-check/composeInput.ts'
import { createJudge } from '../proof-check/createJudge.ts'
import { loadProofVectors } from '../proof-check/loadProofVectors.ts'
import { toValidationInput } from '../proof-check/toTargetInput.ts'

const vectors = await loadProofVectors()
let judge: Awaited<ReturnType<typeof createJudge>>

beforeAll(async () => {
  await buildFunctions()
  judge = await createJudge('validation')
}, 120_000)

describe('gate-validation reads a proof', () => {
  test('default', async () => {
    const source = await readFile('extensions/gate-validation/shopify.extension.toml', 'utf8')
    expect(source).toContain('export = "cart_validations_generate_run"')
    expect(source).toMatch(/\[extensions\.input\.variables\]\s+namespace = "\$app"\s+key = "input_variables"/)
  })

  for (const vector of vectors.cases) {
    const word = vector.expect === 'refused' ? 'refuses' : 'behavior'
    test(`${word}: ${vector.name}, ${vector.why}`, () => {
      const entries = vector.text.split('~')[6] ?? ''
      const opens = [...entries.matchAll(/(?:^|!)([1-9a-z][0-9a-z]{0,5}):[^!]*:x(?=[+!]|$)/g)]
      const [, gate] = opens[0] ?? []
      const line = composeLine({
        productGates: `${gate ?? '2a'}*`,
        ...(vector.place === 'l' ? { proof: vector.text } : {}),
      })
      const input = composeInput({
        ...vector,
        config: { ...(vector.config ?? vectors.config), p: undefined },
        texts: vector.place === 'l' ? {} : { [vector.place]: vector.text },
        lines: [line],
      })
      const operations = judge(
        toValidationInput({ input, step: null, language: 'EN', isInExclusiveCollection: () => false }),
      )
      expect(operations.length === 0).toBe(vector.expect === 'accepted' && gate !== undefined)
    })
  }
})
