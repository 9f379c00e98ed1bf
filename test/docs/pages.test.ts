import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/*
 * The pages for developers show the examples that test/e2e/integrations runs: a block that names a file holds that file,
 * word for word.
 */
const PAGES = [
  'docs/moving-from-picket.md',
  ...readdirSync('docs/integrations')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/integrations/${name}`),
]
const EXAMPLES = 'docs/integrations/examples'

type Block = { readonly page: string; readonly file: string; readonly text: string }

function readBlocks(page: string): Block[] {
  const text = readFileSync(page, 'utf8')
  return [...text.matchAll(/```\w+ (examples\/\S+)\n([\s\S]*?)```\n/g)].map(([, file = '', block = '']) => ({
    page,
    file: `docs/integrations/${file}`,
    text: block,
  }))
}

const blocks = PAGES.flatMap(readBlocks)

describe('the pages for developers', () => {
  test.each(blocks)('behavior: $page shows $file word for word', ({ file, text }) => {
    expect(text).toBe(readFileSync(file, 'utf8'))
  })

  test('behavior: every example is shown on a page', () => {
    const files = readdirSync(EXAMPLES, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
    expect(files.filter((file) => !blocks.some((block) => block.file === file))).toEqual([])
  })

  test('behavior: what they say of the dialog’s looks and languages is what it has', () => {
    const read = (file: string, pattern: RegExp) =>
      [...new Set([...readFileSync(file, 'utf8').matchAll(pattern)].map(([found]) => found))].sort()
    const properties = read('client/src/dialog/styles.ts', /--palisade-[a-z-]+/g)
    expect(properties).toHaveLength(6)
    expect(read('docs/integrations/script-tag.md', /--palisade-[a-z-]+/g)).toEqual(properties)
    const [types = ''] = read('public/palisade.d.ts', /The dialog speaks .+/g)
    const languages = readdirSync('app/picket/words/dialog').map((name) => name.replace('.json', ''))
    expect(types.match(/\b[a-z]{2}(?:-[A-Z]{2})?\b/g)).toEqual(languages.sort())
    // Portuguese has two files.
    expect(readFileSync('client/README.md', 'utf8')).toContain('The dialog speaks twelve languages')
    expect(languages).toHaveLength(12 + 1)
  })

  test('behavior: an example runs beside the demo, whose ports are 3000, 3001 and 3002', () => {
    const ports = blocks.flatMap(({ file, text }) =>
      [...text.matchAll(/\bPORT\b[^\n]{0,6}?(\d{4,5})/g)].map(([, port]) => ({ file, port })),
    )
    expect(ports.length).toBeGreaterThan(1)
    expect(ports.filter(({ port }) => /^300[0-2]$/.test(port ?? ''))).toEqual([])
  })
})
