/** Shopify's limits on what an input query may ask; `runFunction` holds those of the run itself. */
export const LIMITS = { metafieldBytes: 10_000, listItems: 100, queryBytes: 3_000 } as const

/** Inputs of which exactly one field must be set; the published introspection does not flag them. */
export const ONE_OF_INPUTS: ReadonlySet<string> = new Set([
  'CartOperation',
  'DeliveryOperation',
  'Operation',
  'Condition',
  'ProductDiscountCandidateTarget',
  'ProductDiscountCandidatePrerequisite',
  'ProductDiscountCandidateValue',
  'OrderDiscountCandidateTarget',
  'OrderDiscountCandidateValue',
  'DeliveryDiscountCandidateTarget',
  'DeliveryDiscountCandidateValue',
])
