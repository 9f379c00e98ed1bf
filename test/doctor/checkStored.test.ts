import { expect, test } from 'vitest'
import { describeVersion } from '../../app/doctor/checkStored.ts'

test.each([
  { answered: '2026-10', outcome: 'ok', found: 'Shopify answers with version 2026-10 of its API.' },
  {
    answered: '2027-04',
    outcome: 'fail',
    found: "This server asks for version 2026-10 of Shopify's API, and Shopify answers with 2027-04.",
  },
  {
    answered: null,
    outcome: 'unknown',
    found: 'Shopify did not say with which version of its API it answers. This server asks for 2026-10.',
  },
])('behavior: an API of version $answered is $outcome', ({ answered, outcome, found }) => {
  const version = describeVersion({ asked: '2026-10', answered, myshopifyDomain: 'harbor.myshopify.com' })
  expect(version).toMatchObject({ check: 'shop harbor.myshopify.com api-version', outcome, found })
  expect(version.next === null).toBe(outcome === 'ok')
})
