import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { searchOptions } from '../../scripts/docs/searchOptions.ts'
import { NO_PAGES, SECTIONS } from '../../scripts/docs/sections.ts'
import { toAnchor } from '../../scripts/docs/toAnchor.ts'
import { toSitePath } from '../../scripts/docs/toSitePath.ts'
import { toSiteText } from '../../scripts/docs/toSiteText.ts'

const MD = '.md'
const PAGES = SECTIONS.flatMap(({ pages }) => pages)
const known = { pages: new Set(PAGES), noPages: new Set(NO_PAGES) }
const turn = (text: string, file = `docs/install${MD}`) => toSiteText({ file, text, ...known })

describe('the documentation site', () => {
  test('default: every document is a page once, and every page is a document', () => {
    const list = (folder: string, recursive = false) =>
      readdirSync(folder, { recursive, encoding: 'utf8' }).map((name) => path.posix.join(folder, name))
    const documents = [
      ...list('docs', true),
      ...['.', 'client', 'client/server', 'test/standin/shopify'].flatMap((folder) => list(folder)),
    ]
      .filter((file) => file.endsWith(MD) && !/^docs\/decisions\/\d/.test(file))
      .filter((file) => !(NO_PAGES as readonly string[]).includes(file))
    expect([...PAGES].sort()).toEqual(documents.sort())
    expect(new Set(PAGES.map(toSitePath)).size).toBe(PAGES.length)
  })

  test('behavior: each page has one heading of its own for the menu', () => {
    const titles = PAGES.map((file) => /^# (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? file)
    expect(new Set(titles).size).toBe(titles.length)
  })

  test.each([
    ['a page', `[Limits](limits${MD}#numbers)`, `[Limits](./limits${MD}#numbers)`],
    ['a page of the root', `[it](../SECURITY${MD})`, `[it](./inside/security${MD})`],
    ['a heading of its own', '[it](#numbers)', '[it](#numbers)'],
    ['another site', '[it](https://example.com)', '[it](https://example.com)'],
    ['the README', `[README](../README${MD})`, '[README](./)'],
    ['a file that is no page', 'see [`a.test.ts`](../test/fence.test.ts).', 'see `a.test.ts`.'],
    ['an image', '![a](home.png)', '![a](home.png)'],
    ['brackets in code', '[`a[0]`](../test/fence.test.ts)', '`a[0]`'],
  ])('behavior: a link to %s leads somewhere, or is a name', (_, text, expected) => {
    expect(turn(text)).toBe(expected)
  })

  test('behavior: a link from a folder, and to a page that stands elsewhere, is turned', () => {
    const from = `docs/integrations/README${MD}`
    expect(turn(`[a](../../client/README${MD}) [b](../spec/picket${MD}) [c](react${MD})`, from)).toBe(
      `[a](../client/) [b](../spec/picket${MD}) [c](./react${MD})`,
    )
    expect(turn(`[a](../../../docs/limits${MD})`, `test/standin/shopify/README${MD}`)).toBe(
      `[a](../limits${MD})`,
    )
  })

  test('behavior: code stays as it is, and a block that names its file has the name as its title', () => {
    const code = '```\nlist[0](none)\n```'
    expect(turn(code)).toBe(code)
    expect(turn('```js examples/sign-in/server.mjs\nrun()\n```')).toBe(
      '::: code-group\n\n```js [server.mjs]\nrun()\n```\n\n:::',
    )
  })

  test('behavior: a decision that another one replaced is kept out of the search, and no other page is', () => {
    const replaced = `# 42. Vaults\n\nSuperseded by [52](052-vaults${MD}).\n`
    expect(turn(replaced, `docs/decisions/042-vaults${MD}`)).toMatch(
      /^---\nsearch: false\n---\n\n# 42\. Vaults/,
    )
    expect(turn('# 52. Vaults\n\nAccepted.')).toBe('# 52. Vaults\n\nAccepted.')
  })

  test('behavior: the search skips small words, and weighs the beginning of a page for its users most', () => {
    const { processTerm, prefix, fuzzy, boostDocument } = searchOptions
    expect(['The', 'a', 'Gate', 'js'].map(processTerm)).toEqual([null, null, 'gate', 'js'])
    expect([prefix('js'), prefix('gat'), fuzzy('gate'), fuzzy('gates')]).toEqual([false, true, false, 0.2])
    const weigh = (id: string, titles: string[] = []) => boostDocument(id, 'gate', { titles })
    const falling = [
      weigh('/docs/merchants/first-gate.html#create'),
      weigh('/docs/features.html#features'),
      weigh('/docs/features.html#gates', ['Features']),
      weigh('/docs/spec/proof.html#grammar', ['Proof']),
      weigh('/docs/inside/architecture.html#rooms', ['Architecture']),
      weigh('/docs/decisions/001-a.html#context', ['1. A']),
    ]
    expect(falling).toEqual([...new Set(falling)].sort((a, b) => b - a))
  })

  test('behavior: anchors are those of GitHub, so that a link holds in both', () => {
    expect(toAnchor('1.14 Managing gates')).toBe('114-managing-gates')
    expect(toAnchor('Who `sees` it? ([why](a))')).toBe('who-sees-it-why')
  })
})
