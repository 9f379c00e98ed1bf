import type { FunctionTarget } from './composeFunctionInput.ts'

/**
 * Whether a Function treated the cart as a holder's: it gave something off, or refused nothing. False if the output
 * cannot be read.
 */
export function readFunctionOutput({ target, output }: { target: FunctionTarget; output: unknown }): boolean {
  const operations = readArray(output, 'operations')
  if (!operations) return false
  if (target !== 'validation') return operations.length > 0
  return operations.every((operation) => {
    const added = readField(operation, 'validationAdd')
    return readArray(added, 'errors')?.length === 0
  })
}

function readField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function readArray(value: unknown, key: string): unknown[] | null {
  const found = readField(value, key)
  return Array.isArray(found) ? found : null
}
