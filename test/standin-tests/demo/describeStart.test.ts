import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { describeStart } from '../../standin/demo/describeStart.ts'

const fail = (work: Promise<unknown>) =>
  work.then(
    () => 'It did not fail.',
    (error: unknown) => describeStart(error),
  )

test('refuses: a port that another program has taken meanwhile, by its number', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as { port: number }
  const late = new Promise<void>((resolve, reject) => {
    createServer()
      .once('error', reject)
      .listen(port, '127.0.0.1', () => resolve())
  })
  expect(await fail(late)).toBe(`Another program has taken port ${port} meanwhile. Run this command again.`)
})

test('refuses: a folder that cannot be written, by its name, and says what to do', async () => {
  const folder = path.resolve('package.json')
  expect(await fail(mkdir(path.join(folder, 'demo')))).toBe(
    `The folder ${folder} cannot be written: a file has its name (ENOTDIR). Run this command as the user whose folder it is, with space on its disk.`,
  )
})

test('behavior: any other failure is said as it is', () => {
  expect(describeStart(new Error('anvil was not found.'))).toBe('anvil was not found.')
})
