import { expect, test } from 'vitest'
import { loadHealth } from '../../../app/admin/home/loadHealth.ts'
import { createError } from '../../../app/core/errors/base.ts'

test('behavior: a check that fails claims nothing, and says why', async () => {
  const warned: string[] = []
  const warn = (sentence: string) => void warned.push(sentence)
  const fail = (error: unknown) => loadHealth({ load: () => Promise.reject(error), warn })
  const known = await fail(createError('ERR_STORED_INVALID', 'Gate 7 was saved by another version.'))
  expect(known).toMatchObject({
    rows: [
      { outcome: 'unknown', sentences: [expect.stringContaining('Gate 7 was saved by another version.')] },
    ],
    permissions: { state: 'unknown' },
  })
  expect(warned).toEqual(['Could not check a shop’s health: Gate 7 was saved by another version.'])
  const login = await fail(new Response(null, { status: 302 }))
  expect(login.rows[0]?.sentences[0]).toContain('Reload this page')
})
