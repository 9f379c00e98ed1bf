import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/* The pages for theme developers name what the blocks have, and nothing else. */
const BLOCKS = 'extensions/gate-block/blocks'
const words = JSON.parse(readFileSync('extensions/gate-block/locales/en.default.schema.json', 'utf8')) as {
  gate: Record<string, string | { label?: string }>
}
const read = (file: string) => readFileSync(file, 'utf8')
const firstCells = (text: string) => [...text.matchAll(/^\| (?!---)(.+?) \|/gm)].map(([, cell = '']) => cell)
const wordOf = (key: string) => {
  const found = words.gate[key.replace(/^t:gate\.|\.label$/g, '')]
  return typeof found === 'string' ? found : (found?.label ?? key)
}

type Schema = { name: string; settings: { id?: string; label?: string }[] }
const schemas = readdirSync(BLOCKS).map((name) => {
  const [, json = ''] = /\{% schema %\}([\s\S]*?)\{% endschema %\}/.exec(read(`${BLOCKS}/${name}`)) ?? []
  return JSON.parse(json) as Schema
})

describe('the pages for theme developers', () => {
  const page = read('docs/themes/blocks.md')

  test('default: every block has its row', () => {
    const [blocks = ''] = page.split('\n## Settings')
    const names = schemas.map(({ name }) => wordOf(name))
    expect(firstCells(blocks).slice(1).sort()).toEqual(names.sort())
  })

  test('behavior: every setting has its row, and every row is a setting', () => {
    const [, settings = ''] = page.split('\n## ')
    const rows = firstCells(settings).slice(1)
    const labels = new Set(
      schemas.flatMap((schema) =>
        schema.settings.flatMap(({ id, label }) =>
          label && id && !/^text_/.test(id) ? [wordOf(label)] : [],
        ),
      ),
    )
    expect(rows.flatMap((row) => row.split(', ')).sort()).toEqual([...labels, 'Texts'].sort())
    const counts = schemas.map(({ settings: all }) => all.filter(({ id }) => id?.startsWith('text_')).length)
    expect(Math.max(...counts)).toBe(11)
  })

  test('behavior: the variables and events are those of the block', () => {
    const looks = read('docs/themes/looks.md')
    const css = read('extensions/gate-block/assets/palisade-gate.css')
    for (const [, name = ''] of looks.matchAll(/`(--palisade-[a-z-]+)`/g)) expect(css, name).toContain(name)
    const sources = readdirSync('extensions/gate-block/src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => read(`extensions/gate-block/src/${name}`))
    const sent = sources.flatMap((text) =>
      [...text.matchAll(/sendEvent\(\w+, '(palisade:\w+)'/g)].map(([, name]) => name),
    )
    const rows = firstCells(looks).flatMap((cell) => /^`(palisade:\w+)`$/.exec(cell)?.[1] ?? [])
    expect(rows.sort()).toEqual([...new Set(sent)].sort())
  })
})
