import { expect } from 'vitest'
import { listEndpoints } from '../../app/picket/describe/listEndpoints.ts'
import type { Endpoint } from '../../app/picket/describe/types.ts'
import type { ApiAnswer } from './openApi.ts'

/** The description of the endpoint for a path. @throws Error when there is none. */
export function findEndpoint(method: string, path: string): Endpoint {
  const found = listEndpoints().find((endpoint) => {
    const pattern = endpoint.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')
    return endpoint.method === method && new RegExp(`^${pattern}(?:\\?|$)`).test(path)
  })
  if (!found) throw new Error(`${method} ${path} is not described.`)
  return found
}

/** Expect the status and exactly the fields of the description. */
export function expectDescribed(
  method: string,
  path: string,
  { status, json }: Pick<ApiAnswer, 'status' | 'json'>,
): void {
  const body = findEndpoint(method, path).answers.find((answer) => answer.status === status)?.body
  expect(body, `${method} ${path} answered ${status}: ${JSON.stringify(json)}`).toBeDefined()
  expect(body?.schema.parse(json)).toEqual(json)
}
