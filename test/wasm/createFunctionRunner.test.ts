import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { createFunctionRunner } from '../../app/wasm/createFunctionRunner.ts'
import { buildFunctions } from '../../scripts/buildFunctions.ts'

beforeAll(async () => {
  await buildFunctions()
})

test('behavior: a Function that was built again runs without a restart', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-runner-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  /** Put a built Function where the runner looks for `gate-validation`. */
  const place = (handle: string) => {
    for (const end of ['wasm', 'json'])
      cpSync(`build/functions/${handle}.${end}`, path.join(folder, `gate-validation.${end}`))
  }
  const runner = createFunctionRunner({ folder })
  const run = (exportName: string) => runner.run({ handle: 'gate-validation', exportName, input: {} })

  place('gate-validation')
  expect(await run('cart_validations_generate_run')).toHaveProperty('operations')
  await expect(run('cart_lines_discounts_generate_run')).rejects.toThrow()
  place('gate-discount')
  expect(await run('cart_lines_discounts_generate_run')).toHaveProperty('operations')
})
