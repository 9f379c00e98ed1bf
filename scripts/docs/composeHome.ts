import type { Section } from './sections.ts'
import { toSitePath } from './toSitePath.ts'

/** Compose the site's first page: a card for each section, and the first questions. */
export function composeHome(parameters: { sections: readonly Section[]; tagline: string }): string {
  const { sections, tagline } = parameters
  const quote = (text: string) => JSON.stringify(text)
  const toLink = (file: string) => `/${toSitePath(file)}`
  const cards = sections.flatMap(({ title, about, pages: [first = ''] }) => [
    `  - title: ${quote(title)}`,
    `    details: ${quote(about)}`,
    `    link: ${toLink(first)}`,
  ])
  return [
    '---',
    'layout: home',
    'hero:',
    '  name: Palisade',
    `  tagline: ${quote(tagline)}`,
    '  actions:',
    '    - theme: brand',
    '      text: The first ten questions',
    `      link: ${toLink('docs/questions.md')}`,
    '    - theme: alt',
    '      text: Install',
    `      link: ${toLink('docs/install.md')}`,
    'features:',
    ...cards,
    '---',
    '',
  ].join('\n')
}
