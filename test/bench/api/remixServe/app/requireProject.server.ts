import { createHash } from 'node:crypto'
import { prisma } from './db.server.ts'

/** The project of the request's key, which is the user name of HTTP Basic. */
export async function requireProject(request: Request) {
  const [, encoded = ''] = (request.headers.get('Authorization') ?? '').split(' ')
  const [key = ''] = Buffer.from(encoded, 'base64').toString().split(':')
  const hash = createHash('sha256').update(key).digest('hex')
  const apiKey = await prisma.apiKey.findUnique({ where: { hash }, include: { project: true } })
  if (!apiKey || (apiKey.endsAt !== null && apiKey.endsAt <= Date.now() / 1000)) {
    throw Response.json({ msg: 'Invalid project key.' }, { status: 401 })
  }
  return apiKey.project
}
