import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { End } from './end.ts'

async function openClient(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Take every connection that PostgreSQL allows, and those of the servers too. */
export async function crowdPostgres(url: string): Promise<End> {
  const crowd: Client[] = []
  const first = await openClient(url)
  crowd.push(first)
  let isOver = false
  const takeAll = async () => {
    for (;;) {
      const client = await openClient(url).catch(() => null)
      if (client === null) return
      crowd.push(client)
    }
  }
  await takeAll()
  await first.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'palisade%'",
  )
  const taking = (async () => {
    while (!isOver) {
      await takeAll()
      await sleep(20)
    }
  })()
  return async () => {
    isOver = true
    await taking
    await Promise.all(crowd.map((client) => client.end()))
  }
}

/** Let PostgreSQL refuse every change, in each connection from its next statement on. */
export async function setReadOnly(url: string): Promise<End> {
  const set = async (change: string) => {
    const client = await openClient(url)
    await client.query(change)
    await client.query('SELECT pg_reload_conf()')
    await client.end()
  }
  await set('ALTER SYSTEM SET default_transaction_read_only = on')
  return () => set('ALTER SYSTEM RESET default_transaction_read_only')
}
