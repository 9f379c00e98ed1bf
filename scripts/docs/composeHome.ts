import type { Section } from './sections.ts'
import { toSiteAddress } from './toSitePath.ts'

/** Compose the site's first page: a card for each section, and the first questions. */
export function composeHome(parameters: { sections: readonly Section[]; tagline: string }): string {
  const { sections, tagline } = parameters
  const quote = (text: string) => JSON.stringify(text)
  const whole = { title: 'Features', about: 'What it does, in full.', pages: ['docs/features.md'] }
  const cards = [...sections, whole].flatMap(({ title, about, pages: [first = ''] }) => [
    `  - title: ${quote(title)}`,
    `    details: ${quote(about)}`,
    `    link: ${toSiteAddress(first)}`,
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
    `      link: ${toSiteAddress('docs/questions.md')}`,
    '    - theme: alt',
    '      text: Install',
    `      link: ${toSiteAddress('docs/install.md')}`,
    'features:',
    ...cards,
    '---',
    '',
  ].join('\n')
}
