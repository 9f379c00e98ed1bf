import path from 'node:path'
import { expect, test } from 'vitest'
import { readDatabaseSettings } from '../../app/db/readDatabaseSettings.ts'

test('default', () => {
  expect(readDatabaseSettings({ env: {} })).toEqual({ kind: 'pglite', dataDir: path.resolve('.data') })
})

test('behavior: DATA_DIR moves the files, DATABASE_URL replaces them, and empty counts as unset', () => {
  expect(readDatabaseSettings({ env: { DATA_DIR: '/var/palisade', DATABASE_URL: '' } })).toEqual({
    kind: 'pglite',
    dataDir: '/var/palisade',
  })
  for (const url of ['postgresql://a@b/c', 'postgres://a@b/c']) {
    expect(readDatabaseSettings({ env: { DATABASE_URL: url, DATA_DIR: '/var/palisade' } })).toEqual({
      kind: 'postgresql',
      url,
    })
  }
})

test('refuses: a URL that is not PostgreSQL’s (ERR_ENVIRONMENT)', () => {
  for (const url of ['file:./dev.db', 'mysql://root@localhost/x', 'localhost:5432']) {
    expect(() => readDatabaseSettings({ env: { DATABASE_URL: url } })).toThrow(
      expect.objectContaining({ code: 'ERR_ENVIRONMENT' }),
    )
  }
})
