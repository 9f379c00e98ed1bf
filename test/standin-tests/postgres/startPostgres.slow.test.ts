import { existsSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startPostgres } from '../../standin/postgres/startPostgres.ts'

test('default: the server answers, and leaves nothing behind', async () => {
  const server = await startPostgres()
  const client = new Client({ connectionString: server.url })
  await client.connect()
  const { rows } = await client.query('SHOW data_directory')
  await client.end()
  const folder = path.dirname(String(rows[0]?.data_directory))
  expect(existsSync(folder)).toBe(true)
  await server.close()
  expect(existsSync(folder)).toBe(false)
  await expect(new Client({ connectionString: server.url }).connect()).rejects.toThrow(/ECONNREFUSED/)
})
