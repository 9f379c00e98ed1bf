import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findBrokenCitations, listCitingFiles } from './citations.ts'

/** The name is split because the test below reads this file too. */
const MD = '.md'
const find = (text: string, file = 'app/core/proof/format.ts') => findBrokenCitations({ file, text })

describe('citations of documents', () => {
  test('default: every cited document, heading and link of the repository exists', () => {
    const files = listCitingFiles()
    expect(files).toEqual(
      expect.arrayContaining([
        'README.md',
        'llms.txt',
        'docs/spec/proof.md',
        'app/core/proof/format.ts',
        'extensions/proof-check/assembly/proof.ts',
        'test/docs/citations.test.ts',
      ]),
    )
    const broken = files.flatMap((file) =>
      findBrokenCitations({ file, text: readFileSync(file, 'utf8') }).map((cited) => `${file}: ${cited}`),
    )
    expect(broken).toEqual([])
  })

  test.each([
    ['a document from the root', `see docs/spec/proof${MD}`],
    ['a heading', `see docs/spec/proof${MD}#3-key-derivation.`],
    ['a document in a comment', `/** README${MD}: how to run it */`],
    ['a page of another site', `https://example.com/none${MD}#none`],
    ['a glob pattern', `**/*${MD}`],
  ])('behavior: %s is no broken citation in code', (_, text) => {
    expect(find(text)).toEqual([])
  })

  test.each([
    ['a neighbouring page', `[a](checkout${MD}#3-marks)`],
    ['a heading of the same page', '[a](#3-key-derivation)'],
    ['a folder or code file', '[a](../../app/core) [b](../../app/core/proof/format.ts)'],
    ['code that looks like a link', '```\nlist[0](none)\n```'],
  ])('behavior: %s is no broken citation in a page', (_, text) => {
    expect(find(text, `docs/spec/proof${MD}`)).toEqual([])
  })

  test.each([
    ['a document that does not exist', `see docs/spec/none${MD}`, [`docs/spec/none${MD}`]],
    ['a document without its folder', `see proof${MD} for more`, [`proof${MD}`]],
    ['a heading that does not exist', `docs/spec/proof${MD}#3-none`, [`docs/spec/proof${MD}#3-none`]],
    ['a section sign', `docs/spec/proof${MD} §3.1`, [`proof${MD} §3.1`]],
    ['a section number', `docs/spec/proof${MD}, section 3`, [`proof${MD}, section 3`]],
  ])('refuses: %s in code', (_, text, broken) => {
    expect(find(text)).toEqual(broken)
  })

  test.each([
    ['a link to a missing file', '[a](../../app/none.ts)', ['../../app/none.ts']],
    ['a link from the root', `[a](docs/spec/proof${MD})`, [`docs/spec/proof${MD}`]],
    ['a missing heading of the same page', '[a](#none)', ['#none']],
    [
      'a heading in a code file',
      '[a](../../app/core/proof/format.ts#none)',
      ['../../app/core/proof/format.ts#none'],
    ],
    ['a document that is named without a link', `see none${MD}`, [`none${MD}`]],
  ])('refuses: %s in a page', (_, text, broken) => {
    expect(find(text, `docs/spec/proof${MD}`)).toEqual(broken)
  })
})
