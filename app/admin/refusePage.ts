import type { PageRefusal } from './answerPage.ts'

/** Say that there is no such page. @throws {Response} always, with status 404. */
export function refusePage(): never {
  const refusal: PageRefusal = { msg: 'There is no such page.', code: 'ERR_NOT_FOUND' }
  throw Response.json(refusal, { status: 404 })
}
