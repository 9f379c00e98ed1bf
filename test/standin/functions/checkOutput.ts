import {
  coerceInputValue,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql'

/** Inputs that need exactly one field. The introspection has no flag for them. */
const ONE_OF = new Set([
  'CartOperation',
  'Condition',
  'DeliveryDiscountCandidateTarget',
  'DeliveryDiscountCandidateValue',
  'DeliveryOperation',
  'Operation',
  'OrderDiscountCandidateTarget',
  'OrderDiscountCandidateValue',
  'ProductDiscountCandidatePrerequisite',
  'ProductDiscountCandidateTarget',
  'ProductDiscountCandidateValue',
])
/** Ranges by type and field, as the schema's descriptions give them. */
const RANGES: Readonly<Record<string, [least: number, most: number]>> = {
  'CartLineTarget.quantity': [1, 2 ** 31 - 1],
  'FixedAmount.amount': [0, Number.POSITIVE_INFINITY],
  'Percentage.value': [0, 100],
  'ProductDiscountCandidateFixedAmount.amount': [0, Number.POSITIVE_INFINITY],
}

export type CheckOutputParameters = {
  schema: GraphQLSchema
  /** The field of the schema's mutation that accepts the output, e.g. `cartLinesDiscountsGenerateRun`. */
  target: string
  output: unknown
}

/** Check an output against Shopify's schema and the rules that the schema does not express; returns the problems. */
export function checkOutput({ schema, target, output }: CheckOutputParameters): string[] {
  const type = findResultType({ schema, target })
  const problems: string[] = []
  coerceInputValue(output, type, (path, _value, error) =>
    problems.push(`${path.join('.')}: ${error.message}`),
  )
  if (problems.length === 0) checkRules({ type, value: output, path: 'result', problems })
  return problems
}

/** The input type of a target's output. */
export function findResultType({ schema, target }: Omit<CheckOutputParameters, 'output'>): GraphQLInputType {
  const field = schema.getMutationType()?.getFields()[target]
  const type = field?.args.find(({ name }) => name === 'result')?.type
  if (!type) throw new Error(`The schema has no target ${target}.`)
  return type
}

type CheckRulesParameters = { type: GraphQLInputType; value: unknown; path: string; problems: string[] }

function checkRules({ type, value, path, problems }: CheckRulesParameters): void {
  const bare = getNullableType(type)
  if (value === null || value === undefined) return
  if (isListType(bare)) {
    if (!Array.isArray(value)) problems.push(`${path}: must be a list`)
    else
      for (const [i, item] of value.entries())
        checkRules({ type: bare.ofType, value: item, path: `${path}.${i}`, problems })
    return
  }
  if (!isInputObjectType(bare)) {
    if (bare.name === 'Decimal' && !(typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)))
      problems.push(`${path}: ${JSON.stringify(value)} is not a decimal`)
    return
  }
  const given = Object.entries(value).filter(([, item]) => item !== null && item !== undefined)
  const isOne = given.length === 1 && Object.keys(value).length === 1
  if (ONE_OF.has(bare.name) && !isOne) problems.push(`${path}: must have exactly one field`)
  for (const [name, item] of given) {
    const range = RANGES[`${bare.name}.${name}`]
    if (range && !(Number(item) >= range[0] && Number(item) <= range[1]))
      problems.push(`${path}.${name}: ${String(item)} is out of range`)
    const field = bare.getFields()[name]
    if (field) checkRules({ type: field.type, value: item, path: `${path}.${name}`, problems })
  }
}
