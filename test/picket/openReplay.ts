import { expect } from 'vitest'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { type ReceivedAnswer, sendBytes } from './sendBytes.ts'
import { type LoginBody, logIn, openWallet, type SignLoginParameters, signLogin } from './signLogin.ts'
import { spellings } from './spellRequest.ts'

/** The API on a port, for requests byte for byte. */
export type Replay = {
  readonly api: OpenedApi
  readonly door: { readonly host: string; readonly port: number }
  /** Projects with SIWE and with simple messages. */
  readonly siwe: ApiProject
  readonly simple: ApiProject
  /** Send a request as one of the clients writes it: a POST if it has a body. */
  readonly send: (
    client: keyof typeof spellings,
    key: string,
    path: string,
    body?: string,
  ) => Promise<ReceivedAnswer>
  /** The body of a login that `owl` signed. */
  readonly signed: (project: ApiProject, more?: Partial<SignLoginParameters>) => Promise<LoginBody>
  /** The access token of a new login of `owl`. */
  readonly tokenOf: (project: ApiProject) => Promise<string>
}

export const owl = openWallet('owl')

/** Open the API on a port, with two projects. `allowedDomains` are those of the SIWE project. */
export async function openReplay({ allowedDomains }: { allowedDomains?: string[] } = {}): Promise<Replay> {
  const api = await openApi()
  const door = await api.listen()
  const asOwl = (project: ApiProject) => ({ api, key: project.publishableKey, wallet: owl })
  return {
    api,
    door,
    siwe: await api.makeProject(allowedDomains ? { allowedDomains } : {}),
    simple: await api.makeProject({ format: 'simple' }),
    send: (client, key, path, body) => {
      const request = {
        key,
        host: `${door.host}:${door.port}`,
        path,
        ...(body === undefined ? {} : { body }),
      }
      return sendBytes({ ...door, bytes: spellings[client](request) })
    },
    signed: (project, more) => signLogin({ ...asOwl(project), ...more }),
    tokenOf: async (project) => (await logIn(asOwl(project))).accessToken,
  }
}

/** Parse an answer as every client does: JSON by its content type. */
export function readAnswer({ status, headers, body }: ReceivedAnswer) {
  expect(headers.get('content-type')).toMatch(/^application\/json\b/)
  return { status, json: JSON.parse(body) as Record<string, unknown> }
}

/** The `user` in the answer to a login without requirements. */
export const userOf = (walletAddress: string) => ({
  chain: 'ethereum',
  walletAddress,
  displayAddress: walletAddress,
  tokenBalances: {},
})

/** The fields of an issued nonce that the clients read. */
export const nonce = {
  nonce: expect.any(String),
  statement: expect.any(String),
  format: expect.any(String),
}

/** The fields of a login of `owl` that the clients read. */
export const auth = {
  accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  user: userOf(owl.address),
}
