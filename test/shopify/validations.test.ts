import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestPort, type TestPort } from './openTestPort.ts'

let open: TestPort
beforeAll(async () => {
  open = await openTestPort()
  await open.port.ensureDefinitions()
})
beforeEach(() => open.reset())
afterAll(() => open.admin.close())

const make = () => open.port.createValidation({ proofConfig: '{"v":1}', exclusiveCollections: [71] })
const GOOD = { isEnabled: true, blocksOnFailure: true, hasConfig: true, errors: [] }

describe('the validation', () => {
  test('default: the validation is enabled, blocks on failure and has both metafields from the start', async () => {
    const { validationId } = await make()
    expect(await open.port.readValidation({ validationId })).toEqual({ validationId, ...GOOD })
    expect(await open.port.findValidations()).toEqual([{ validationId, ...GOOD }])
    expect(open.admin.shop.validations.get(validationId)?.functionHandle).toBe('gate-validation')
    const names = ['proof_config', 'input_variables'].map((key) => ({ ownerId: validationId, key }))
    expect(await open.port.readMetafields(names)).toMatchObject([
      { value: '{"v":1}' },
      { value: '{"exclusiveCollections":["gid://shopify/Collection/71"]}' },
    ])
  })

  test('behavior: the input variables exist without a collection too', async () => {
    const { validationId } = await open.port.createValidation({ proofConfig: '{}', exclusiveCollections: [] })
    const name = { ownerId: validationId, key: 'input_variables' }
    expect(await open.port.readMetafields([name])).toMatchObject([{ value: '{"exclusiveCollections":[]}' }])
  })

  test('behavior: a disabled validation is recognized and repaired, and keeps its metafields', async () => {
    const { validationId } = await make()
    const validation = open.admin.shop.validations.get(validationId)
    if (validation) Object.assign(validation, { enabled: false, blockOnFailure: false, title: 'Mine' })
    const seen = { isEnabled: false, blocksOnFailure: false }
    expect(await open.port.readValidation({ validationId })).toMatchObject(seen)
    await open.port.repairValidation({ validationId })
    expect(await open.port.readValidation({ validationId })).toEqual({ validationId, ...GOOD })
    expect(await open.port.readMetafields([{ ownerId: validationId, key: 'proof_config' }])).toMatchObject([
      { value: '{"v":1}' },
    ])
  })

  test('behavior: a validation that lost its config is recognized', async () => {
    const { validationId } = await make()
    const { metafields } = open.admin.shop
    for (const [name, { ownerGid, key }] of metafields)
      if (ownerGid === validationId && key === 'proof_config') metafields.delete(name)
    const seen = { validationId, ...GOOD, hasConfig: false }
    expect(await open.port.readValidation({ validationId })).toEqual(seen)
    expect(await open.port.findValidations()).toEqual([seen])
  })

  test('behavior: a validation can be deleted twice; then it is null, and its metafields have no owner', async () => {
    const { validationId } = await make()
    await open.port.deleteValidation({ validationId })
    await open.port.deleteValidation({ validationId })
    expect(await open.port.readValidation({ validationId })).toBeNull()
    expect(await open.port.findValidations()).toEqual([])
    const gone = await open.port.readMetafields([{ ownerId: validationId, key: 'proof_config' }])
    expect(gone).toEqual(['owner-gone'])
  })

  test('refuses: a shop that may not run the app’s Functions (ERR_FUNCTIONS_REFUSED)', async () => {
    open.admin.shop.functionsAllowed = false
    await expect(make()).rejects.toMatchObject({
      code: 'ERR_FUNCTIONS_REFUSED',
      details: { userErrors: [{ code: 'CUSTOM_APP_FUNCTION_NOT_ELIGIBLE' }] },
    })
    expect(open.admin.shop.validations.size).toBe(0)
  })

  test('refuses: a 26th active checkout rule, with a whole sentence (ERR_VALIDATIONS_FULL)', async () => {
    for (let i = 0; i < 25; i++) {
      const id = `gid://shopify/Validation/${i}`
      const validation = {
        id,
        title: 'Theirs',
        functionHandle: 'other',
        enabled: true,
        blockOnFailure: false,
      }
      open.admin.shop.validations.set(id, validation)
    }
    await expect(make()).rejects.toMatchObject({
      code: 'ERR_VALIDATIONS_FULL',
      message: 'The shop has 25 active checkout rules, as many as Shopify allows.',
    })
    expect(await open.port.findValidations()).toEqual([])
  })

  test('behavior: the Functions are listed, each with its released input query', async () => {
    expect(await open.port.readFunctions()).toEqual(
      expect.arrayContaining([
        {
          handle: 'gate-validation',
          inputQuery: 'query Input { cart { lines { id } } }',
        },
      ]),
    )
  })
})
