import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { buildBlock } from '../../../scripts/buildBlock.ts'
import { deployBlock } from '../../standin/demo/deployBlock.ts'

/** A copy of the block to edit, and a folder that it was deployed to. */
async function deployCopy(): Promise<{ from: string; to: string }> {
  await buildBlock()
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-block-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const places = { from: path.join(folder, 'from'), to: path.join(folder, 'to') }
  cpSync('extensions/gate-block', places.from, { recursive: true })
  deployBlock(places)
  return places
}

describe('deployBlock', () => {
  test('default: the storefront’s folder follows the block, and has no sources', async () => {
    const places = await deployCopy()
    const [mine, theirs] = [places.from, places.to].map((root) => (file: string) => path.join(root, file))
    if (!mine || !theirs) throw new Error('There are two places.')
    expect(existsSync(theirs('assets/palisade-gate.js'))).toBe(true)
    expect(existsSync(theirs('src'))).toBe(false)
    writeFileSync(mine('snippets/new.liquid'), '{{ 1 | plus: 1 }}')
    deployBlock(places)
    expect(readFileSync(theirs('snippets/new.liquid'), 'utf8')).toBe('{{ 1 | plus: 1 }}')
    rmSync(mine('snippets/new.liquid'))
    deployBlock(places)
    expect(existsSync(theirs('snippets/new.liquid'))).toBe(false)
  })

  test.each([
    ['an open tag', 'snippets/gate-card.liquid', (text: string) => `${text}{% if 1 %}`],
    ['an unknown filter', 'snippets/gate-card.liquid', (text: string) => `${text}{{ 1 | nofilter }}`],
    ['a block without a schema', 'blocks/gate.liquid', () => 'no schema'],
    ['a schema that is not JSON', 'blocks/gate.liquid', () => '{% schema %}{{% endschema %}'],
    ['a locale file that is not JSON', 'locales/en.default.json', (text: string) => `${text}{`],
  ])('refuses: %s, by the file’s name, and changes nothing', async (_, file, change) => {
    const { from, to } = await deployCopy()
    const before = readFileSync(path.join(to, file), 'utf8')
    writeFileSync(path.join(from, 'assets/added.css'), '')
    writeFileSync(path.join(from, file), change(before))
    expect(() => deployBlock({ from, to })).toThrow(path.join(from, file))
    expect(readFileSync(path.join(to, file), 'utf8')).toBe(before)
    expect(existsSync(path.join(to, 'assets/added.css'))).toBe(false)
  })
})
