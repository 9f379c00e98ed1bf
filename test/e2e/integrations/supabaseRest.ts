import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { jwtVerify } from 'jose'
import { EXAMPLES } from './runExample.ts'

export type SupabaseRest = {
  readonly url: string
  /** Read every row, bypassing row-level security. */
  readonly readAll: () => Promise<unknown[]>
  readonly close: () => Promise<void>
}

/**
 * Supabase's REST API, as far as the example uses it: a real database with the example's own policy, and roles and
 * `auth.jwt()` as Supabase sets them up. Each request runs with the claims of its verified token.
 */
export async function startSupabaseRest({ jwtSecret }: { jwtSecret: string }): Promise<SupabaseRest> {
  const db = await PGlite.create()
  await db.exec(`
    create role anon nologin; create role authenticated nologin;
    create schema auth; grant usage on schema auth, public to anon, authenticated;
    create function auth.jwt() returns jsonb language sql stable as
      $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
    ${readFileSync(path.join(EXAMPLES, 'supabase/policy.sql'), 'utf8')}`)

  const runAs = async (authorization: string | undefined, sql: string, values: unknown[]) => {
    const token = authorization?.replace(/^Bearer /, '') ?? ''
    const { payload } = await jwtVerify(token, new TextEncoder().encode(jwtSecret), {
      algorithms: ['HS256'],
      audience: 'authenticated',
    })
    return db.transaction(async (tx) => {
      await tx.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(payload)])
      await tx.exec(`set local role ${payload.role === 'authenticated' ? 'authenticated' : 'anon'}`)
      return (await tx.query(sql, values)).rows
    })
  }

  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const { authorization } = request.headers
    try {
      if (request.method === 'POST') {
        const body = JSON.parse(text) as Record<string, string>
        const names = Object.keys(body).filter((name) => /^[a-z_]+$/.test(name))
        const places = names.map((_, index) => `$${index + 1}`).join(', ')
        const sql = `insert into notes (${names.join(', ')}) values (${places}) returning text`
        reply(
          201,
          await runAs(
            authorization,
            sql,
            names.map((name) => body[name]),
          ),
        )
      } else reply(200, await runAs(authorization, 'select text from notes order by id', []))
    } catch (error) {
      reply(/row-level security/.test(String(error)) ? 403 : 401, { message: String(error) })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    readAll: async () => (await db.query('select wallet_address, text from notes order by id')).rows,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await db.close()
    },
  }
}
