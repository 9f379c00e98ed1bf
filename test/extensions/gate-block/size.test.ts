import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { buildBlock } from '../../../scripts/buildBlock.ts'

const folder = mkdtempSync(join(tmpdir(), 'gate-block-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the storefront scripts', () => {
  test('default: the loader fits into 3 kB gzip, its styles into 4 kB, all scripts of the card into 14 kB, each other script into 1.5 kB, the client of WalletConnect into 165 kB, that of Flow into 80 kB, and none has a sentence for shoppers', async () => {
    const built = await buildBlock({ folder })
    expect(built.wasBuilt).toBe(true)
    const isOfCard = ({ target }: (typeof built.scripts)[number]) => target.includes('palisade-gate')
    // Not loaded before a shopper chooses WalletConnect, or a wallet for Flow.
    const isClient = ({ target }: (typeof built.scripts)[number]) => target.endsWith('-client.js')
    const [walletConnect, flow, ...more] = built.scripts.filter(isClient)
    expect(walletConnect?.gzipBytes).toBeLessThanOrEqual(165_000)
    expect(flow?.gzipBytes).toBeLessThanOrEqual(80_000)
    expect(more).toEqual([])
    const others = built.scripts.filter((script) => !isOfCard(script) && !isClient(script))
    for (const { target, gzipBytes } of others) expect(gzipBytes, target).toBeLessThanOrEqual(1_500)
    const [loader, ...parts] = built.scripts.filter(isOfCard)
    expect(loader?.gzipBytes).toBeLessThanOrEqual(3_000)
    const all = [loader, ...parts].reduce((sum, script) => sum + (script?.gzipBytes ?? 0), 0)
    expect(all).toBeLessThanOrEqual(14_000)
    for (const { target } of built.scripts.filter((script) => !isClient(script)))
      expect(readFileSync(target, 'utf8')).not.toMatch(/wallet yet|holders|Checking your/)
    const styles = readFileSync('extensions/gate-block/assets/palisade-gate.css')
    expect(gzipSync(styles, { level: 9 }).length).toBeLessThanOrEqual(4_000)
    expect((await buildBlock({ folder })).wasBuilt).toBe(false)
    expect((await buildBlock({ folder, force: true })).wasBuilt).toBe(true)
  })
})
