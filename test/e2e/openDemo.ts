import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type RunningDemo, type StartDemoParameters, startDemo } from '../standin/demo/startDemo.ts'
import { closeAtProcessEnd } from './processEnd.ts'

let shared: Promise<RunningDemo> | undefined

/**
 * Open two shops in the demo of this process, with gates and a project of their own. The first file that asks starts the
 * demo; the process closes it. Chains and wallets are the same for all files, so a file that changes a balance issues
 * tokens of its own.
 */
export async function openDemo(): Promise<RunningDemo> {
  if (shared) return (await shared).addShops()
  shared = startOwnDemo()
  const demo = await shared
  closeAtProcessEnd(demo.close)
  return demo
}

/** Start a demo on free ports with its own files, for a test that stops or overloads a server. */
export async function startOwnDemo({
  cluster,
  command,
  changeEnv,
  hasNoStore = false,
  isQuiet = false,
  onDeath = (sentence) => console.error(sentence),
}: Partial<
  Pick<StartDemoParameters, 'cluster' | 'command' | 'changeEnv' | 'hasNoStore' | 'isQuiet' | 'onDeath'>
> = {}): Promise<RunningDemo> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-demo-'))
  const demo = await startDemo({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    ...(cluster && { cluster }),
    ...(command && { command }),
    ...(changeEnv && { changeEnv }),
    hasNoStore,
    say: () => {},
    isQuiet,
    onDeath,
  })
  return {
    ...demo,
    close: async () => {
      await demo.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
