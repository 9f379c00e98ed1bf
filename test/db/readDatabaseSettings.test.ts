import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
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

test.each([
  ['?sslmode=require', '?sslmode=verify-full'],
  [
    '?application_name=x&sslmode=prefer&connect_timeout=3',
    '?application_name=x&sslmode=verify-full&connect_timeout=3',
  ],
  ['?sslmode=verify-ca', '?sslmode=verify-full'],
  ['?sslmode=disable', '?sslmode=disable'],
  ['?sslmode=require&uselibpqcompat=true', '?sslmode=require&uselibpqcompat=true'],
  ['?options=sslmode=require', '?options=sslmode=require'],
])(
  'behavior: the encryption of %s is the driver’s own %s, and it writes nothing about it',
  async (given, taken) => {
    const said: Error[] = []
    const hear = (warning: Error) => void said.push(warning)
    process.on('warning', hear)
    onTestFinished(() => void process.off('warning', hear))
    const settings = readDatabaseSettings({ env: { DATABASE_URL: `postgres://a:b%2F@c/d${given}` } })
    expect(settings).toMatchObject({ url: `postgres://a:b%2F@c/d${taken}` })
    await new Promise((resolve) => setImmediate(resolve))
    expect(said).toEqual([])
  },
)

test('refuses: a URL that is not PostgreSQL’s (ERR_ENVIRONMENT)', () => {
  for (const url of ['file:./dev.db', 'mysql://root@localhost/x', 'localhost:5432']) {
    expect(() => readDatabaseSettings({ env: { DATABASE_URL: url } })).toThrow(
      expect.objectContaining({ code: 'ERR_ENVIRONMENT' }),
    )
  }
})
