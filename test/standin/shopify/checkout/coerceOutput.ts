import { coerceInputValue, type GraphQLSchema } from 'graphql'
import { checkOutput, findResultType } from '../../functions/checkOutput.ts'
import { FunctionRunError } from './FunctionRunError.ts'

export type CoerceOutputParameters = { schema: GraphQLSchema; target: string; output: unknown }

/**
 * Checks a Function's output against the schema's result type and applies its defaults.
 *
 * @throws FunctionRunError when Shopify would refuse the output.
 */
export function coerceOutput({ schema, target, output }: CoerceOutputParameters): unknown {
  const field = target.replace(/[.-]([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const [problem] = checkOutput({ schema, target: field, output })
  if (problem) throw new FunctionRunError(`Invalid output at ${problem}`)
  return coerceInputValue(output, findResultType({ schema, target: field }))
}
