import { createServer } from 'node:http'
import { Session } from 'node:inspector'

// Preloaded into the fuzzed server. It answers each request at a port of its own with the number of blocks of the
// server's code that have run for the first time since the last one, by V8's own counters.

const BUILD = `file://${process.cwd()}/build/`
const session = new Session()
session.connect()
session.post('Profiler.enable')
// Counts of calls would keep V8 from compiling the code as it does in a shop.
session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true })
/** Where the blocks begin and end that ran, by script. */
const seen = new Set()

function countNew() {
  let fresh = 0
  session.post('Profiler.takePreciseCoverage', (_, coverage) => {
    for (const { scriptId, url, functions } of coverage?.result ?? []) {
      if (!url.startsWith(BUILD)) continue
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) {
          const block = `${scriptId} ${startOffset} ${endOffset}`
          if (count === 0 || seen.has(block)) continue
          seen.add(block)
          fresh++
        }
      }
    }
  })
  return fresh
}

createServer((_, response) => response.end(String(countNew())))
  .listen(Number(process.env.COUNT_BLOCKS_PORT), '127.0.0.1')
  .unref()
