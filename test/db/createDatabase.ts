import { randomUUID } from 'node:crypto'
import { Client } from 'pg'

export type TestDatabase = {
  readonly name: string
  readonly url: string
  readonly drop: () => Promise<void>
}

/** Create a database on a running server: empty, or a copy of `template`. `url` names the server's first database. */
export async function createDatabase({
  url,
  template,
}: {
  readonly url: string
  readonly template?: string
}): Promise<TestDatabase> {
  const name = `t${randomUUID().replaceAll('-', '')}`
  await run(url, `CREATE DATABASE ${name}${template ? ` TEMPLATE ${template}` : ''}`)
  return {
    name,
    url: url.replace(/\/postgres$/, `/${name}`),
    drop: () => run(url, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
