import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type RunningDemo, type StartDemoParameters, startDemo } from '../standin/demo/startDemo.ts'

/** Start the demo on free ports with its own files. */
export async function openDemo({ cluster }: Pick<StartDemoParameters, 'cluster'> = {}): Promise<RunningDemo> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-demo-'))
  const demo = await startDemo({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    ...(cluster && { cluster }),
    say: () => {},
    onDeath: (sentence) => console.error(sentence),
  })
  return {
    ...demo,
    close: async () => {
      await demo.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
