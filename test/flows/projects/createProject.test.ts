import { describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import type { ProjectForm } from '../../../app/core/project/form.ts'
import { createProject, MAX_PROJECTS } from '../../../app/flows/projects/createProject.ts'
import { deleteProject } from '../../../app/flows/projects/deleteProject.ts'
import { listProjects } from '../../../app/flows/projects/listProjects.ts'
import { loadProject } from '../../../app/flows/projects/loadProject.ts'
import { updateProject } from '../../../app/flows/projects/updateProject.ts'
import { contract, NOW, shop } from '../../fakes/fakeContext.ts'
import { fakeProjects, otherShop } from './fakeProjects.ts'

const asker = { myshopifyDomain: shop.myshopifyDomain }
const other = { myshopifyDomain: otherShop.myshopifyDomain }
const form: ProjectForm = {
  name: 'Photo board',
  allowedDomains: ['photos.example'],
  redirectUris: [],
  format: 'siwe',
  statement: '',
  requirement: null,
  isStorefront: false,
}
const holders = {
  chain: 'ethereum',
  contractAddress: contract,
  minTokenBalance: '1',
  tokenIds: [],
  allowedWallets: [],
}
const code = (text: string) => expect.objectContaining({ code: text })

describe('createProject', () => {
  test('default: a project of the shop, with one publishable key', async () => {
    const { ctx, state } = fakeProjects()
    const { project, issued } = await createProject(ctx, { asker, form, draftId: null })
    expect(project).toMatchObject({ name: 'Photo board', shopId: shop.id, createdAt: NOW })
    expect(project.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(issued.text).toMatch(/^pk_[0-9a-f]{32}$/)
    expect(issued.key).toMatchObject({ kind: 'publishable', shown: issued.text, endsAt: null })
    expect(state.keys).toMatchObject([{ hash: ctx.hashSecret(issued.text) }])
  })

  test('behavior: the operator’s project has no shop, and no shop sees it', async () => {
    const { ctx } = fakeProjects()
    const { project } = await createProject(ctx, { asker: 'operator', form, draftId: null })
    expect(project.shopId).toBeNull()
    expect((await listProjects(ctx, { asker })).projects).toEqual([])
    expect((await listProjects(ctx, { asker: 'operator' })).projects).toEqual([project])
  })

  test('behavior: a request that is sent again, also at once, answers the same project, with one key', async () => {
    const { ctx, state } = fakeProjects()
    const draft = { asker, form, draftId: 'a draft' }
    const [first, second] = await Promise.all([createProject(ctx, draft), createProject(ctx, draft)])
    expect([second.project.id, second.issued.text]).toEqual([first.project.id, first.issued.text])
    expect((await createProject(ctx, draft)).issued.text).toBe(first.issued.text)
    expect([state.projects.length, state.keys.length]).toEqual([1, 1])
    await createProject(ctx, { ...draft, draftId: 'another' })
    const elsewhere = await createProject(ctx, { ...draft, asker: other })
    expect(elsewhere.project.id).not.toBe(first.project.id)
    expect(state.projects).toHaveLength(3)
  })

  test('refuses: one project more than a shop may have (ERR_PROJECT_INVALID)', async () => {
    const { ctx } = fakeProjects()
    for (let i = 0; i < MAX_PROJECTS; i++) await createProject(ctx, { asker, form, draftId: null })
    await expect(createProject(ctx, { asker, form, draftId: null })).rejects.toEqual(
      code('ERR_PROJECT_INVALID'),
    )
    await createProject(ctx, { asker: other, form, draftId: null })
  })

  test('refuses: wrong fields, and creates nothing (ERR_PROJECT_INVALID)', async () => {
    const { ctx, state } = fakeProjects()
    const wrong = createProject(ctx, { asker, form: { ...form, name: '' }, draftId: null })
    await expect(wrong).rejects.toMatchObject({ details: { fields: { name: { issue: 'required' } } } })
    expect(state).toMatchObject({ projects: [], keys: [] })
  })
})

describe('updateProject', () => {
  test('default', async () => {
    const { ctx } = fakeProjects()
    const { project } = await createProject(ctx, { asker, form, draftId: null })
    const changed = await updateProject(ctx, {
      asker,
      projectId: project.id,
      openedAt: project.updatedAt,
      form: { ...form, name: 'Photos', format: 'simple', requirement: holders },
    })
    expect(changed).toMatchObject({ id: project.id, name: 'Photos', format: 'simple' })
    expect(changed.requirement).toMatchObject({ chain: 'ethereum', flat: { contractAddress: contract } })
  })

  test('refuses: an edit after somebody else’s change (ERR_PROJECT_STALE)', async () => {
    const { ctx } = fakeProjects()
    const { project } = await createProject(ctx, { asker, form, draftId: null })
    const edit = { asker, projectId: project.id, openedAt: project.updatedAt, form }
    await updateProject(ctx, edit)
    await expect(updateProject(ctx, edit)).rejects.toEqual(code('ERR_PROJECT_STALE'))
  })

  test.each([
    ['no contract', 'no-code' as const],
    ['no token', 'not-a-token' as const],
  ])('refuses: an address with %s (ERR_PROJECT_INVALID)', async (_, reason) => {
    const { ctx, state } = fakeProjects()
    state.contract = { kind: 'unknown', reason }
    const refused = createProject(ctx, { asker, form: { ...form, requirement: holders }, draftId: null })
    await expect(refused).rejects.toMatchObject({
      details: { fields: { 'requirement.contractAddress': { issue: reason } } },
    })
  })

  test('behavior: a multi-token contract is accepted with or without ids', async () => {
    const { ctx, state } = fakeProjects()
    state.contract = { kind: 'erc1155', name: 'Tide Pass', symbol: 'TIDE' }
    for (const requirement of [holders, { ...holders, tokenIds: ['7'] }]) {
      const { project } = await createProject(ctx, { asker, form: { ...form, requirement }, draftId: null })
      expect(project.requirement).not.toBeNull()
    }
  })

  test('behavior: a chain that does not answer does not prevent saving', async () => {
    const { ctx, state } = fakeProjects()
    state.contract = new UpstreamError('ERR_CHAIN_READ', 'Down.')
    const { project } = await createProject(ctx, {
      asker,
      form: { ...form, requirement: holders },
      draftId: null,
    })
    expect(project.requirement).not.toBeNull()
  })
})

describe('a project of another shop', () => {
  test('refuses: to load, change or delete it (ERR_PROJECT_NOT_FOUND)', async () => {
    const { ctx, state } = fakeProjects()
    const { project } = await createProject(ctx, { asker, form, draftId: null })
    const projectId = project.id
    for (const refused of [
      loadProject(ctx, { asker: other, projectId }),
      updateProject(ctx, { asker: other, projectId, openedAt: project.updatedAt, form }),
      deleteProject(ctx, { asker: other, projectId }),
    ]) {
      await expect(refused).rejects.toEqual(code('ERR_PROJECT_NOT_FOUND'))
    }
    expect(state.projects).toEqual([project])
  })

  test('refuses: a shop that does not exist (ERR_SHOP_NOT_FOUND)', async () => {
    const { ctx } = fakeProjects()
    const asker = { myshopifyDomain: 'gone.myshopify.com' }
    await expect(listProjects(ctx, { asker })).rejects.toEqual(code('ERR_SHOP_NOT_FOUND'))
  })
})

describe('deleteProject', () => {
  test('default: its keys are deleted with it', async () => {
    const { ctx, state } = fakeProjects()
    const { project } = await createProject(ctx, { asker, form, draftId: null })
    expect(await deleteProject(ctx, { asker, projectId: project.id })).toEqual(project)
    expect(state).toMatchObject({ projects: [], keys: [] })
  })
})
