import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildBlock } from '../../../scripts/buildBlock.ts'

const folder = mkdtempSync(join(tmpdir(), 'gate-block-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the storefront script', () => {
  test('default: the script fits into 10 kB gzip and contains no sentence for shoppers', async () => {
    const target = join(folder, 'palisade-gate.js')
    const built = await buildBlock({ target })
    expect(built.wasBuilt).toBe(true)
    expect(built.gzipBytes).toBeLessThanOrEqual(10_000)
    expect(readFileSync(target, 'utf8')).not.toMatch(/wallet yet|holders|Checking your/)
    expect((await buildBlock({ target })).wasBuilt).toBe(false)
    expect((await buildBlock({ target, force: true })).wasBuilt).toBe(true)
  })
})
