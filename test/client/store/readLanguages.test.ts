import { afterEach, expect, test } from 'vitest'
import { formatTime } from '../../../client/store/formatTime.ts'
import { readLanguages } from '../../../client/store/readLanguages.ts'

afterEach(() => void Reflect.deleteProperty(globalThis, 'document'))

function write(lang: string): void {
  Object.defineProperty(globalThis, 'document', {
    configurable: true,
    value: { documentElement: { lang } },
  })
}

test('default: the page’s language', () => {
  write('pt-BR')
  expect(readLanguages()).toEqual(['pt-BR'])
  expect(formatTime(1_796_112_000)).toContain('2026')
})

test.each([
  ['de_DE', ['de-DE']],
  ['', []],
  ['{{locale_name}}', []],
  ['e', []],
  ['en-US-', []],
])('behavior: a theme that writes %j stops nothing', (written, read) => {
  write(written)
  expect(readLanguages()).toEqual(read)
  expect(formatTime(1_796_112_000)).toContain('2026')
})
