import { expect, test } from 'vitest'
import type { ShopId } from '../../../app/core/gate/types.ts'
import { createProject } from '../../../app/flows/projects/createProject.ts'
import { setGateRight } from '../../../app/flows/projects/setGateRight.ts'
import type { LogPort } from '../../../app/ports/log.ts'
import { fake } from '../../fakes/fake.ts'
import { shop } from '../../fakes/fakeContext.ts'
import { fakeProjects, otherShop } from './fakeProjects.ts'

const form = {
  ...{ name: 'Robot', allowedDomains: [], redirectUris: [], format: 'siwe', statement: '' },
  requirement: null,
  isStorefront: false,
}
const { myshopifyDomain } = shop
const actor = 'staff:7'

async function open() {
  const { ctx, state } = fakeProjects()
  const heard: unknown[] = []
  const log = fake<LogPort>({ info: (sentence, fields) => void heard.push([sentence, fields]) })
  const { project } = await createProject(ctx, { asker: { myshopifyDomain }, form, draftId: null })
  const { now, shops, projects } = ctx
  return { ctx: { now, shops, projects, log }, state, heard, projectId: project.id }
}

test('default: secret keys may manage gates until that ends, and the log says who changed it, once', async () => {
  const { ctx, state, heard, projectId } = await open()
  const set = (mayChangeGates: boolean) =>
    setGateRight(ctx, { myshopifyDomain, projectId, mayChangeGates, actor })
  expect(state.projects.map(({ mayChangeGates }) => mayChangeGates)).toEqual([false])
  expect(await set(true)).toMatchObject({ mayChangeGates: true })
  await set(true)
  expect(await set(false)).toMatchObject({ mayChangeGates: false })
  expect(heard).toEqual([
    [`Secret keys of project ${projectId} may now manage gates.`, { shop: myshopifyDomain, actor }],
    [`Secret keys of project ${projectId} may no longer manage gates.`, { shop: myshopifyDomain, actor }],
  ])
})

test('refuses: a project of another shop (ERR_PROJECT_NOT_FOUND)', async () => {
  const { ctx, state, projectId } = await open()
  state.projects = state.projects.map((one) => ({ ...one, shopId: shop.id as ShopId }))
  const asked = { projectId, mayChangeGates: true, actor }
  await expect(
    setGateRight(ctx, { myshopifyDomain: otherShop.myshopifyDomain, ...asked }),
  ).rejects.toMatchObject({ code: 'ERR_PROJECT_NOT_FOUND' })
  expect(state.projects.some(({ mayChangeGates }) => mayChangeGates)).toBe(false)
})
