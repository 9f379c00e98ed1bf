import {
  coerceInputValue,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql'
import { FunctionRunError } from './FunctionRunError.ts'
import { ONE_OF_INPUTS } from './functionTables.ts'

export type CoerceOutputParameters = { schema: GraphQLSchema; target: string; output: unknown }

/**
 * Checks a Function's output against the schema's result type and applies its defaults.
 *
 * @throws FunctionRunError when Shopify would refuse the output.
 */
export function coerceOutput(parameters: CoerceOutputParameters): unknown {
  const { schema, target, output } = parameters
  const name = target.replace(/[.-]([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const type = schema
    .getMutationType()
    ?.getFields()
    [name]?.args.find((arg) => arg.name === 'result')?.type
  if (!type) throw new Error(`The schema has no result type for ${target}.`)
  const coerced: unknown = coerceInputValue(output, type, (path, _value, error) => {
    throw new FunctionRunError(`Invalid output at ${['result', ...path].join('.')}: ${error.message}`)
  })
  checkValue({ type, value: coerced, path: 'result' })
  return coerced
}

function checkValue({ type, value, path }: { type: GraphQLInputType; value: unknown; path: string }): void {
  if (isNonNullType(type)) {
    checkValue({ type: type.ofType, value, path })
  } else if (value === null || value === undefined) {
    return
  } else if (isListType(type)) {
    if (!Array.isArray(value)) return
    value.forEach((item: unknown, at) => {
      checkValue({ type: type.ofType, value: item, path: `${path}.${at}` })
    })
  } else if (isInputObjectType(type)) {
    const fields = value as Record<string, unknown>
    if (ONE_OF_INPUTS.has(type.name)) {
      const set = Object.values(fields).filter((field) => field !== null && field !== undefined)
      if (set.length !== 1 || Object.keys(fields).length !== 1) {
        throw new FunctionRunError(`Invalid output at ${path}: ${type.name} takes exactly one field.`)
      }
    }
    for (const [key, field] of Object.entries(type.getFields())) {
      checkValue({ type: field.type, value: fields[key], path: `${path}.${key}` })
    }
  } else if (type.name === 'Decimal' && !isDecimal(value)) {
    throw new FunctionRunError(`Invalid output at ${path}: ${JSON.stringify(value)} is not a Decimal.`)
  }
}

function isDecimal(value: unknown): boolean {
  return typeof value === 'string'
    ? /^-?\d{1,30}(\.\d{1,30})?$/.test(value)
    : typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e15
}
