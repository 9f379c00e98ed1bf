import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildBlock } from '../../../scripts/buildBlock.ts'

const folder = mkdtempSync(join(tmpdir(), 'gate-block-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the storefront scripts', () => {
  test('default: the loader fits into 3 kB gzip, all scripts into 14 kB, and none has a sentence for shoppers', async () => {
    const built = await buildBlock({ folder })
    expect(built.wasBuilt).toBe(true)
    const [loader, ...parts] = built.scripts
    expect(loader?.gzipBytes).toBeLessThanOrEqual(3_000)
    // Shopify's theme check allows each file 10,000 bytes.
    for (const { gzipBytes } of parts) expect(gzipBytes).toBeLessThanOrEqual(10_000)
    expect(built.scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)).toBeLessThanOrEqual(14_000)
    for (const { target } of built.scripts)
      expect(readFileSync(target, 'utf8')).not.toMatch(/wallet yet|holders|Checking your/)
    expect((await buildBlock({ folder })).wasBuilt).toBe(false)
    expect((await buildBlock({ folder, force: true })).wasBuilt).toBe(true)
  })
})
