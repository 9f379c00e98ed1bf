import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { findFreePort } from '../../standin/processes/findPorts.ts'

const HOST = '127.0.0.1'
const MODULE = pathToFileURL('test/standin/processes/findPorts.ts').href
/** Enough that two of them would be the same if chance alone kept them apart. */
const COUNT = 200

/** Let a process find ports, and live until the test ends. */
async function findElsewhere(): Promise<number[]> {
  const script = `import { findFreePort } from '${MODULE}'
    const ports = []
    while (ports.length < ${COUNT}) ports.push(await findFreePort('${HOST}'))
    console.log(JSON.stringify(ports))
    process.stdin.resume()`
  const words = ['--import', 'tsx', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.stdin.end())
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return JSON.parse(line.toString()) as number[]
}

describe('findFreePort', () => {
  test('default: a server can listen on what it finds', async () => {
    const server = createServer()
    onTestFinished(() => void server.close())
    const port = await findFreePort(HOST)
    server.listen({ host: HOST, port })
    await once(server, 'listening')
    expect(server.address()).toMatchObject({ port })
  })

  test('behavior: no search of any process finds a port twice while they live', async () => {
    const ports = (await Promise.all([findElsewhere(), findElsewhere()])).flat()
    expect(ports).toHaveLength(2 * COUNT)
    expect(new Set(ports).size).toBe(2 * COUNT)
  })
})
