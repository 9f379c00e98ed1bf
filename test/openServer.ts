import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type RunningApp, startApp } from './standin/demo/startApp.ts'
import { findFreePort } from './standin/processes/findPorts.ts'

export type OpenServer = RunningApp & { readonly dataDir: string }

/** The variables of a server that talks to no shop. */
export const SERVER_ENV = {
  SHOPIFY_APP_URL: 'https://palisade.example',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'a secret of this test',
  PALISADE_SECRET: '0123456789abcdef0123456789abcdef',
  STANDIN_SHOPIFY_ORIGIN: 'http://127.0.0.1:1',
}

/** Start the built server on a free port, with an embedded database of its own unless `env` names another. */
export async function openServer(env: Readonly<Record<string, string>> = {}): Promise<OpenServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-server-'))
  const app = await startApp({
    host: '127.0.0.1',
    port: await findFreePort('127.0.0.1'),
    env: { ...SERVER_ENV, DATA_DIR: dataDir, ...env },
    onDeath: (sentence) => console.error(sentence),
  })
  const close = async () => {
    await app.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { ...app, dataDir, close }
}
