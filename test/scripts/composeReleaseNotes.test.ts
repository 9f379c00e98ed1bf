import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { composeReleaseNotes } from '../../scripts/composeReleaseNotes.ts'

const changelog = `# Changelog

One line per change.

## 1.2.0

Gates:

- Added a thing.

## 1.1.0

- Added an older thing.
`
const versions = { 'package.json': '1.2.0', 'client/package.json': '1.2.0' }
const read = (file: string) => readFileSync(file, 'utf8')

describe('composeReleaseNotes', () => {
  test('default: the section of the tag, without its heading and the older ones', () => {
    expect(composeReleaseNotes({ changelog, versions, tag: 'v1.2.0' })).toBe('Gates:\n\n- Added a thing.\n')
  })

  test('behavior: packages and changelog of this repository agree, and have notes', () => {
    const files = ['package.json', 'client/package.json', 'client/server/package.json']
    const notes = composeReleaseNotes({
      changelog: read('CHANGELOG.md'),
      versions: Object.fromEntries(files.map((file) => [file, JSON.parse(read(file)).version])),
    })
    expect(notes).toMatch(/^- /m)
    expect(notes).not.toMatch(/^## /m)
    expect(JSON.parse(read('package-lock.json')).version).toBe(JSON.parse(read('package.json')).version)
  })

  test.each([
    ['another tag', { tag: 'v1.3.0' }, 'The tag is "v1.3.0", the packages have version 1.2.0.'],
    ['a tag without its v', { tag: '1.2.0' }, 'The tag is "1.2.0"'],
    ['an empty tag', { tag: '' }, 'The tag is ""'],
    [
      'packages of two versions',
      { versions: { ...versions, 'client/package.json': '1.1.0' } },
      'client/package.json has version 1.1.0, the others have 1.2.0.',
    ],
    ['a version that is none', { versions: { 'package.json': 'next' } }, '"next" is not a version.'],
    ['no package', { versions: {} }, '"" is not a version.'],
    [
      'a changelog that begins with another version',
      { versions: { 'package.json': '1.1.0' } },
      'CHANGELOG.md begins with "1.2.0", the packages have version 1.1.0.',
    ],
    ['an empty changelog', { changelog: '# Changelog\n' }, 'CHANGELOG.md begins with "",'],
    ['a section twice', { changelog: `${changelog}\n## 1.2.0\n\n- Again.\n` }, 'has two sections 1.2.0.'],
    ['a section that lists nothing', { changelog: '## 1.2.0\n\nSoon.\n' }, 'lists no change.'],
  ])('refuses: %s', (_, changed, message) => {
    expect(() => composeReleaseNotes({ changelog, versions, ...changed })).toThrow(message)
  })
})
