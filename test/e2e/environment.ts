import { builtinEnvironments, type Environment } from 'vitest/runtime'
import { endProcess } from './processEnd.ts'

/**
 * Node, with an end: a process of tests closes what its files share, such as the demo and the browser. Vitest has no
 * other hook that runs once in each process.
 */
export default {
  ...builtinEnvironments.node,
  name: 'e2e',
  setup: async (global, options) => {
    const { teardown } = await builtinEnvironments.node.setup(global, options)
    return {
      teardown: async (ended) => {
        await endProcess()
        await teardown(ended)
      },
    }
  },
} satisfies Environment
