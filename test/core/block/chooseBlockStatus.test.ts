import { expect, test } from 'vitest'
import { chooseBlockStatus } from '../../../app/core/block/chooseBlockStatus.ts'
import type { PageFinding, ThemeAnswer } from '../../../app/core/block/types.ts'

const title = 'Camp Mug'
const none: PageFinding = { kind: 'none' }

test.each<[ThemeAnswer, PageFinding, string]>([
  ['added', none, 'block-added'],
  ['added', { kind: 'unseen', title }, 'block-added'],
  ['added', { kind: 'shown' }, 'block-added'],
  ['added', { kind: 'blind' }, 'block-blind'],
  ['silent', { kind: 'shown' }, 'block-added'],
  ['silent', { kind: 'blind' }, 'block-blind'],
  ['silent', none, 'block-unknown'],
])('default: a theme that is %s and a page %o: %s', (theme, page, kind) => {
  expect(chooseBlockStatus({ theme, page }).kind).toBe(kind)
})

test.each<[ThemeAnswer, PageFinding, string | null]>([
  // A page may come from a cache that is older than the theme.
  ['missing', { kind: 'shown' }, null],
  ['missing', none, null],
  ['added', { kind: 'missing', title }, title],
  ['silent', { kind: 'missing', title }, title],
])('behavior: a theme that is %s and a page %o: missing, of page %s', (theme, page, of) => {
  expect(chooseBlockStatus({ theme, page })).toEqual({ kind: 'block-missing', title: of })
})

test('behavior: where the admin is silent and the page cannot be seen, nothing is known, and the page is named', () => {
  const page = { kind: 'unseen', title } as const
  expect(chooseBlockStatus({ theme: 'silent', page })).toEqual({ kind: 'block-unknown', title })
})
