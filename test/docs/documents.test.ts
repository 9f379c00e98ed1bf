import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/*
 * Documents stay short and plain; `citations.test.ts` checks their links. Only prose is measured: no code blocks,
 * tables or headings.
 */
const LONGEST_SENTENCE_WORDS = 35
const LONGEST_ITEM_CHARACTERS = 300

const ROOT = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'llms.txt']
const GUIDES = ['docs', 'docs/merchants', 'docs/themes'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`),
)
const DECISIONS = readdirSync('docs/decisions')
  .sort()
  .map((name) => `docs/decisions/${name}`)
const INTEGRATIONS = readdirSync('docs/integrations')
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/integrations/${name}`)
const PAGES = [...ROOT, ...GUIDES, ...INTEGRATIONS, ...DECISIONS]

function listSentences(page: string): string[] {
  const prose = readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '')
  return prose
    .split('\n')
    .filter((line) => !/^[|#]/.test(line))
    .join('\n')
    .split(/\n(?=\s*(?:-|\d+\.) |\n)/)
    .flatMap((block) =>
      block
        .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/\s+/g, ' ')
        .split(/(?<=[.!?])["”)*]* /),
    )
}

/** Steps whose number does not follow the step before, in the same section. */
function listMiscounted(lines: readonly string[]): string[] {
  let before = 0
  return lines.filter((line) => {
    if (line.startsWith('#')) before = 0
    const number = Number(/^(\d+)\. /.exec(line)?.[1] ?? 0)
    if (number === 0) return false
    const follows = number === 1 || number === before + 1
    before = number
    return !follows
  })
}

describe('the documents', () => {
  test.each(PAGES)('behavior: %s has no long sentence and no long list item', (page) => {
    const items = readFileSync(page, 'utf8')
      .split('\n')
      .filter((line) => /^\s*(?:-|\d+\.) /.test(line))
    expect(listSentences(page).filter((one) => one.split(' ').length > LONGEST_SENTENCE_WORDS)).toEqual([])
    expect(items.filter((line) => line.length > LONGEST_ITEM_CHARACTERS)).toEqual([])
  })

  test.each([...PAGES, 'docs/spec/picket.md', 'docs/spec/checkout.md', 'docs/spec/proof.md'])(
    'behavior: %s has no paragraph twice, and counts its steps',
    (page) => {
      const lines = readFileSync(page, 'utf8')
        .replace(/```[\s\S]*?```/g, '')
        .split('\n')
      // Two versions of a paragraph begin alike.
      const openings = lines.flatMap((line) =>
        line.length < 90 || line.startsWith('|') ? [] : line.slice(0, 60),
      )
      expect(openings.filter((opening, index) => openings.indexOf(opening) !== index)).toEqual([])
      expect(listMiscounted(lines)).toEqual([])
    },
  )

  test('behavior: the README fits on two screens', () => {
    const lines = readFileSync('README.md', 'utf8').split('\n')
    expect(lines.length).toBeLessThanOrEqual(80)
    expect(lines.filter((line) => line.length > 200)).toEqual([])
  })

  test('behavior: docs/README.md names every guide, and the README links llms.txt', () => {
    const index = readFileSync('docs/README.md', 'utf8')
    const missing = GUIDES.filter(
      (page) => page !== 'docs/README.md' && !index.includes(`(${page.slice(5)})`),
    )
    expect(missing).toEqual([])
    expect(readFileSync('README.md', 'utf8')).toContain('(llms.txt)')
  })
})

describe('the decisions', () => {
  const numbered = DECISIONS.filter((page) => !page.endsWith('README.md'))
  const texts = numbered.map((page) => ({
    page,
    number: Number(/\/(\d{3})-/.exec(page)?.[1]),
    text: readFileSync(page, 'utf8'),
  }))

  test('behavior: the numbers have no gap, and each title starts with its number', () => {
    expect(texts.map(({ number }) => number)).toEqual(texts.map((_, i) => i + 1))
    expect(texts.filter(({ number, text }) => !text.startsWith(`# ${number}. `))).toEqual([])
  })

  test.each(texts)(
    'behavior: $page is a whole accepted decision, or one line that names its successor',
    ({ text, number }) => {
      const [, successor] = /^Superseded by \[(\d+)\]\(/m.exec(text) ?? []
      const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
      expect(headings).toEqual(successor ? [] : ['Context', 'Decision', 'Consequences'])
      if (successor) expect(Number(successor)).toBeGreaterThan(number)
      else expect(text).toMatch(/^Accepted, \d{4}-\d{2}-\d{2}\./m)
    },
  )

  test('behavior: a superseded decision names a successor that stands', () => {
    const isSuperseded = ({ text }: { text: string }) => /^Superseded by/m.test(text)
    const successors = texts
      .filter(isSuperseded)
      .map(({ text }) => Number(/^Superseded by \[(\d+)\]/m.exec(text)?.[1]))
    expect(texts.filter((one) => successors.includes(one.number) && isSuperseded(one))).toEqual([])
  })

  test('behavior: the index has one line for each decision, with its title', () => {
    const index = readFileSync('docs/decisions/README.md', 'utf8')
    const lines = texts.map(({ page, number, text }) => {
      const title = text.split('\n')[0]?.replace(/^# \d+\. /, '')
      return `- [${number}](${page.split('/').at(-1)}) ${title}`
    })
    expect(lines.filter((line) => !index.split('\n').some((one) => one.startsWith(line)))).toEqual([])
  })
})
