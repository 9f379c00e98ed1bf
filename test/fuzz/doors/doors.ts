import { samples } from '../../../app/picket/describe/samples.ts'
import { FORM, PROJECT } from '../../failedSaves/saves.ts'
import { WEBHOOK_SAMPLES } from '../../vectors/webhookSamples.ts'
import type { Door, DoorKind, Seeds } from './types.ts'

const DRAFT = '3f1c2b9e-7a54-4d0e-9c55-0d6f6c1f1a11'
const NOBODY = '00000000-0000-4000-8000-000000000000'
const WALLET = samples.walletAddress
const SIGNED = { at: 1_795_598_114, key: samples.key, signature: samples.keySignature }
const WEBHOOK = { url: 'https://hooks.example/palisade', messages: ['gate.unlocked'], gates: [1] }
const GATE = { form: FORM, draftId: DRAFT }

const door =
  (kind: DoorKind) =>
  (
    path: string | ((seeds: Seeds) => string),
    ...bodies: readonly (unknown | ((seeds: Seeds) => unknown))[]
  ): Door => ({
    kind,
    path: typeof path === 'string' ? () => path : path,
    bodies: (seeds) =>
      bodies.length === 0 ? [{}] : bodies.map((body) => (typeof body === 'function' ? body(seeds) : body)),
  })
const admin = door('admin')
const proxy = door('proxy')
const api = door('api')
const secret = door('secret')
const till = door('till')
const open = door('open')
const surface = door('surface')

const NONCE = { chain: 'ethereum', walletAddress: WALLET, key: samples.key }
const UNLOCK = {
  ...{ nonce: samples.nonce, chain: 'ethereum', walletAddress: WALLET, signature: samples.signature },
  ...{
    vaults: [WALLET],
    gates: [1],
    lines: [{ productId: 8101, variantId: 91011 }],
    cart: 'c1-0a',
    session: null,
  },
}
const RENEW = {
  ...{ session: samples.session, gates: [1], lines: [], cart: null, content: 'hours' },
  tokens: { gate: 1, use: `ethereum:${samples.contractAddress}:1`, locale: 'de' },
}
const AGENT = { ...UNLOCK, cart: { id: 'gid://shopify/Cart/c1-0a?key=0', attributes: [] } }
const RPC = {
  ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
  params: { name: 'unlock', arguments: AGENT, _meta: {} },
}
const signed = (body: unknown) => ({ request: JSON.stringify(body), ...SIGNED })
const PICKET = {
  ...{ chain: 'ethereum', walletAddress: WALLET, signature: samples.signature },
  context: { domain: samples.domain, uri: samples.uri, nonce: samples.nonce, issuedAt: samples.issuedAt },
  requirements: {
    contractAddress: samples.contractAddress,
    minTokenBalance: '1',
    tokenIds: ['1'],
    allowedWallets: [WALLET],
  },
}
const TOKEN = (seeds: Seeds) => ({
  accessToken: seeds.accessToken,
  requirements: { allowedWallets: [WALLET] },
  revalidate: true,
})
const CODE = {
  ...{ grant_type: 'authorization_code', code: samples.code, code_verifier: samples.codeVerifier },
  ...{ redirect_uri: samples.redirectUri, client_id: samples.projectId },
}

/** Topics that would end the shop's installation: they are signed for a shop that nobody has installed. */
export const LAST_TOPICS: readonly string[] = ['app/uninstalled', 'app/scopes_update', 'shop/redact']

const hooks = Object.entries(WEBHOOK_SAMPLES).map(([topic, body]): [string, Door] => [
  `webhooks.$.ts ${topic}`,
  door('hook')(`/webhooks/${topic}`, JSON.parse(body) as unknown),
])

/**
 * Every route with an action, by its file; behind a space, what else distinguishes its requests. What would delete the
 * ids of the others names ids that nobody has.
 */
export const DOORS: Readonly<Record<string, Door>> = {
  'api.docs.ts': open('/api/docs'),
  'api.v1.$.ts': api('/api/v1/nothing', { a: 1 }),
  'api.v1.[.]well-known.jwks[.]json.ts': open('/api/v1/.well-known/jwks.json'),
  'api.v1.[.]well-known.openid-configuration.ts': open('/api/v1/.well-known/openid-configuration'),
  'api.v1.[.]well-known.receipt-keys[.]json.ts': open('/api/v1/.well-known/receipt-keys.json'),
  'api.v1.agents.$key.llms[.]txt.ts': open(({ publishableKey: key }) => `/api/v1/agents/${key}/llms.txt`),
  'api.v1.agents.$key.mcp.ts': api(({ publishableKey: key }) => `/api/v1/agents/${key}/mcp`, RPC, {
    ...{ jsonrpc: '2.0', id: 'a', method: 'initialize', params: { protocolVersion: '2025-11-25' } },
  }),
  'api.v1.agents.challenge.ts': api('/api/v1/agents/challenge', NONCE),
  'api.v1.agents.gates.ts': api('/api/v1/agents/gates', { products: [8101, 'gid://shopify/Product/8101'] }),
  'api.v1.agents.unlock.ts': api('/api/v1/agents/unlock', AGENT),
  'api.v1.agents.why.ts': api('/api/v1/agents/why', AGENT, { gates: [1] }),
  'api.v1.auth.ts': api('/api/v1/auth', PICKET),
  'api.v1.auth_.nonce.ts': api('/api/v1/auth/nonce', {
    chain: 'ethereum',
    walletAddress: WALLET,
    locale: 'en',
  }),
  'api.v1.auth_.validate.ts': api('/api/v1/auth/validate', TOKEN),
  'api.v1.auth_.verify.ts': api('/api/v1/auth/verify', TOKEN),
  'api.v1.authz.ts': api('/api/v1/authz', TOKEN),
  'api.v1.chains.ts': api('/api/v1/chains'),
  'api.v1.chains_.$chain.ts': api('/api/v1/chains/ethereum'),
  'api.v1.chains_.$chain_.contracts.$address.ts': secret(`/api/v1/chains/ethereum/contracts/${WALLET}`),
  'api.v1.chains_.$chain_.wallets.$walletAddress.tokenOwnership.ts': secret(
    `/api/v1/chains/ethereum/wallets/${WALLET}/tokenOwnership`,
    PICKET.requirements,
  ),
  'api.v1.gates.ts': secret('/api/v1/gates', { form: FORM }),
  'api.v1.gates_.$number.ts': {
    ...secret(({ gate }) => `/api/v1/gates/${gate}`, { form: FORM }),
    method: 'PUT',
  },
  'api.v1.gates_.$number_.check.ts': secret(({ gate }) => `/api/v1/gates/${gate}/check`, TOKEN, {
    wallets: [WALLET],
  }),
  'api.v1.gates_.$number_.pause.ts': secret('/api/v1/gates/999/pause'),
  'api.v1.gates_.$number_.resume.ts': secret('/api/v1/gates/999/resume'),
  'api.v1.nonce.$walletAddress.ts': api(`/api/v1/nonce/${WALLET}`),
  'api.v1.oauth2.authorize.ts': open(
    ({ project }) =>
      `/api/v1/oauth2/authorize?client_id=${project}&response_type=code&redirect_uri=http://localhost:1/`,
    { ...PICKET, step: 'nonce' },
    { ...PICKET, step: 'complete' },
  ),
  'api.v1.oauth2.revoke.ts': api('/api/v1/oauth2/revoke', { token: 'abc', token_type_hint: 'access_token' }),
  'api.v1.oauth2.token.ts': api('/api/v1/oauth2/token', CODE),
  'api.v1.oauth2.userinfo.ts': open('/api/v1/oauth2/userinfo'),
  'api.v1.openapi[.]json.ts': open('/api/v1/openapi.json'),
  'api.v1.orders.$order.receipts.ts': api('/api/v1/orders/5001/receipts'),
  'api.v1.ownership.ts': secret('/api/v1/ownership', { walletAddress: WALLET, ...PICKET.requirements }),
  'api.v1.qr.ts': api('/api/v1/qr', { page: 'https://harbor.example/drop' }),
  'api.v1.shops.$shop.gates.$number.uses.$token.ts': open(
    '/api/v1/shops/harbor-supply.myshopify.com/gates/1/uses/7',
  ),
  'api.v1.storefront.gates.ts': api('/api/v1/storefront/gates?products=8101', {}),
  'api.v1.storefront.nonce.ts': api('/api/v1/storefront/nonce', NONCE, {}),
  'api.v1.storefront.renew.ts': api('/api/v1/storefront/renew', signed(RENEW), RENEW),
  'api.v1.storefront.unlock.ts': api('/api/v1/storefront/unlock', signed(UNLOCK), UNLOCK),
  'api.v1.texts_.$locale.ts': api('/api/v1/texts/en'),
  'app.counter.tsx': admin('/app/counter.data', { draftId: DRAFT, name: 'Front desk', hours: '12' }),
  'app.counter_.$till.end.ts': admin(`/app/counter/${'0'.repeat(32)}/end`),
  'app.customers.$customer_.erase.ts': admin('/app/customers/7766554433221/erase'),
  'app.customers.permission.ts': admin('/app/customers/permission'),
  'app.customers.tags.$number.ts': admin(({ gate }) => `/app/customers/tags/${gate}`, {
    ...{ tag: 'holder', isOn: true, removesWhenPaused: true },
  }),
  'app.developers.$project.tsx': admin(({ project }) => `/app/developers/${project}.data`, {
    ...{ form: { ...PROJECT, requirement: null }, openedAt: 1 },
  }),
  'app.developers.$project_.delete.ts': admin(`/app/developers/${NOBODY}/delete`),
  'api.v1.webhooks.ts': secret('/api/v1/webhooks', WEBHOOK),
  'api.v1.webhooks_.$webhook.ts': secret(`/api/v1/webhooks/${NOBODY}`, { ...WEBHOOK, isOn: true }),
  'api.v1.webhooks_.$webhook_.messages.ts': secret(`/api/v1/webhooks/${NOBODY}/messages`),
  'api.v1.webhooks_.$webhook_.replay.ts': secret(`/api/v1/webhooks/${NOBODY}/replay`, { messageId: '1' }),
  'api.v1.webhooks_.$webhook_.secret.ts': secret(`/api/v1/webhooks/${NOBODY}/secret`),
  'api.v1.webhooks_.$webhook_.try.ts': secret(`/api/v1/webhooks/${NOBODY}/try`),
  'app.developers.$project_.gates.ts': admin(({ project }) => `/app/developers/${project}/gates`, {
    mayChangeGates: true,
  }),
  'app.developers.$project_.keys.ts': admin(({ project }) => `/app/developers/${project}/keys`, {
    ...{ kind: 'secret', name: 'Robot', draftId: DRAFT },
  }),
  'app.developers.$project_.keys_.$key.revoke.ts': admin(
    ({ project }) => `/app/developers/${project}/keys/${NOBODY}/revoke`,
  ),
  'app.developers.$project_.keys_.$key.roll.ts': admin(
    ({ project }) => `/app/developers/${project}/keys/${NOBODY}/roll`,
  ),
  'app.developers.new.ts': admin('/app/developers/new', { ...PROJECT, draftId: DRAFT }),
  'app.gates.$number.tsx': admin(({ gate }) => `/app/gates/${gate}.data`, {
    form: FORM,
    openedAt: 1,
  }),
  'app.gates.$number_.changes.$change.restore.ts': admin(
    ({ gate }) => `/app/gates/${gate}/changes/1/restore`,
    {
      ...{ openedAt: 1, draftId: DRAFT },
    },
  ),
  'app.gates.$number_.delete.ts': admin('/app/gates/999/delete'),
  'app.gates.$number_.passes.tsx': admin(({ gate }) => `/app/gates/${gate}/passes.data`, {
    ...{ draftId: DRAFT, wallet: '', units: '1', hours: '24', note: 'Called' },
  }),
  'app.gates.$number_.passes_.$pass.proof.ts': admin(
    ({ gate }) => `/app/gates/${gate}/passes/${NOBODY}/proof`,
  ),
  'app.gates.$number_.passes_.$pass.withdraw.ts': admin(
    ({ gate }) => `/app/gates/${gate}/passes/${NOBODY}/withdraw`,
  ),
  'app.gates.$number_.publication.ts': admin(({ gate }) => `/app/gates/${gate}/publication`),
  'app.gates.check.ts': admin('/app/gates/check', {
    form: FORM,
    wallets: [WALLET],
    chain: 'ethereum',
    block: '1',
  }),
  'app.gates.check_.list.ts': admin('/app/gates/check/list', { form: FORM, wallets: [WALLET] }),
  'app.gates.new.tsx': admin('/app/gates/new.data', GATE),
  'app.gates.preview.ts': admin('/app/gates/preview', {
    ...{ file: { shop: 'a.myshopify.com', timeZone: 'UTC' }, entry: { number: 1, form: FORM } },
  }),
  'app.gates.progress.ts': admin('/app/gates/progress'),
  'app.gates.remarks.ts': admin('/app/gates/remarks', { form: FORM, number: 1 }),
  'app.gates.save.ts': admin('/app/gates/save', { ...GATE, gate: null }, ({ gate }: Seeds) => ({
    ...GATE,
    gate: { number: gate, openedAt: 1 },
  })),
  'app.gates.state.ts': admin('/app/gates/state', { state: 'paused', numbers: [999] }),
  'app.guide.close.ts': admin('/app/guide/close', { doneSteps: ['gate'] }),
  'app.holding.ts': admin('/app/holding'),
  'app.lists.$list.tsx': admin(({ list }) => `/app/lists/${list}.data`, {
    name: 'Friends',
  }),
  'app.lists.$list_.check.ts': admin(({ list }) => `/app/lists/${list}/check`, { address: WALLET }),
  'app.lists.$list_.delete.ts': admin(`/app/lists/${NOBODY}/delete`),
  'app.lists.$list_.imports.ts': admin(({ list }) => `/app/lists/${list}/imports`, { mode: 'add' }),
  'app.lists.$list_.imports_.$import.ts': admin(
    (seeds) => `/app/lists/${seeds.list}/imports/${seeds.import}`,
    {
      ...{ firstLine: 1, lines: [WALLET, 'vitalik.eth'] },
    },
  ),
  'app.lists.$list_.imports_.$import_.cancel.ts': admin(
    ({ list }) => `/app/lists/${list}/imports/${NOBODY}/cancel`,
  ),
  'app.lists.$list_.imports_.$import_.finish.ts': admin(
    ({ list }) => `/app/lists/${list}/imports/${NOBODY}/finish`,
  ),
  'app.lists.$list_.undo.ts': admin(({ list }) => `/app/lists/${list}/undo`, { openedAt: 1 }),
  'app.lists.new.ts': admin('/app/lists/new', { name: 'Friends' }),
  'app.orders.$order_.release.ts': admin('/app/orders/1/release', {
    reason: 'It is fine',
    seen: 'suspect 1:none',
  }),
  'app.traits.ts': admin(
    '/app/traits',
    {
      ...{ step: 'start', chain: 'ethereum', contract: WALLET, source: 'owls.json', tokens: 2 },
      checksum: 'c5'.repeat(32),
    },
    {
      ...{ step: 'part', id: NOBODY, place: 0 },
      traits: [{ trait: 'Fur', values: [{ value: 'Gold', count: 1, ids: '7g' }] }],
    },
    { step: 'names', id: NOBODY, names: [{ id: '1', name: 'Owl' }] },
    { step: 'read', address: 'https://meta.example.com/owls/', ids: ['1', '2'] },
    { step: 'finish', id: NOBODY, parts: 1 },
  ),
  'app.redemptions.$reservation.release.ts': admin(`/app/redemptions/${NOBODY}/release`, {
    reason: 'A mistake',
  }),
  'app.redemptions.correct.ts': admin('/app/redemptions/correct', ({ gate }: Seeds) => ({
    ...{ gate, what: 'wallet', text: WALLET, change: 'add', reason: 'A mistake' },
  })),
  'app.settings.tsx': admin('/app/settings.data', {
    ...{
      onViolation: 'tag',
      showsWallet: true,
      usesCartMetafield: false,
      holdsSuspects: true,
      tagsCustomers: true,
      writesReceipts: true,
    },
  }),
  'app.settings_.data-requests.$request.ts': admin('/app/settings/data-requests/1'),
  'app.settings_.keys.ts': admin('/app/settings/keys', { kind: 'rotate' }),
  'app.settings_.products.ts': admin(
    '/app/settings/products',
    { kind: 'close', ids: [8101] },
    { kind: 'undo', products: [{ id: 8101, status: 'ACTIVE' }] },
  ),
  'app.settings_.repair.ts': admin('/app/settings/repair'),
  'app.settings_.webhooks.$receiver.tsx': admin(`/app/settings/webhooks/${NOBODY}.data`, { isOn: false }),
  'app.settings_.webhooks.$receiver_.delete.ts': admin(`/app/settings/webhooks/${NOBODY}/delete`),
  'app.settings_.webhooks.$receiver_.replay.ts': admin(`/app/settings/webhooks/${NOBODY}/replay`, {
    messageId: null,
  }),
  'app.settings_.webhooks.$receiver_.rotate.ts': admin(`/app/settings/webhooks/${NOBODY}/rotate`),
  'app.settings_.webhooks.$receiver_.try.ts': admin(`/app/settings/webhooks/${NOBODY}/try`),
  'app.settings_.webhooks.new.ts': admin('/app/settings/webhooks/new', {
    ...{ draftId: DRAFT, url: null, messages: ['gate.unlocked'], gates: [], hasWallets: false },
  }),
  'app.settings_.self-test.ts': admin('/app/settings/self-test', { theme: 'added' }),
  // The world has no app at BigCommerce: every store is refused.
  'bigcommerce.$store.api.v1.storefront.gates.ts': open('/bigcommerce/abc123/api/v1/storefront/gates', {
    products: [8101],
  }),
  'bigcommerce.$store.api.v1.storefront.nonce.ts': open(
    '/bigcommerce/abc123/api/v1/storefront/nonce',
    NONCE,
    {},
  ),
  'bigcommerce.$store.api.v1.storefront.renew.ts': open(
    '/bigcommerce/abc123/api/v1/storefront/renew',
    signed(RENEW),
    RENEW,
  ),
  'bigcommerce.$store.api.v1.storefront.unlock.ts': open(
    '/bigcommerce/abc123/api/v1/storefront/unlock',
    signed(UNLOCK),
    UNLOCK,
  ),
  'bigcommerce.hooks.ts': open('/bigcommerce/hooks', {
    ...{ store_id: '11111', producer: 'stores/abc123', scope: 'store/order/updated' },
    ...{ data: { type: 'order', id: 173_331 }, hash: '3f9ea420af83450d7ef9f78b08c8af25b2213637' },
  }),
  'bigcommerce.session.ts': open('/bigcommerce/session', { code: `7.${'0'.repeat(64)}`, store: 'abc123' }),
  'flow.$.ts': door('hook')('/flow/pause-gate', {
    ...{ shop_domain: 'nobody.myshopify.com', shopify_domain: 'nobody.myshopify.com' },
    ...{ action_run_id: DRAFT, handle: 'pause-gate', properties: { gate: '999' } },
  }),
  'healthz.ts': open('/healthz'),
  'proxy.$.ts': proxy('/proxy/nothing'),
  'proxy.cart.ts': proxy('/proxy/cart'),
  'proxy.counter.ts': proxy('/proxy/counter', signed({ session: samples.session, leave: true }), {
    session: samples.session,
  }),
  'proxy.nonce.ts': proxy('/proxy/nonce', NONCE, {}, { ...NONCE, method: 'memo' }),
  'proxy.pass.ts': proxy('/proxy/pass'),
  'proxy.qr.ts': proxy('/proxy/qr'),
  'proxy.renew.ts': proxy('/proxy/renew', signed(RENEW), RENEW),
  'proxy.unlock.ts': proxy('/proxy/unlock', signed(UNLOCK), UNLOCK),
  'till_.charge.ts': till('/till/charge', {
    ...{ checkId: `till-${'0'.repeat(32)}`, gate: 1, units: 1, order: '#1001' },
  }),
  'till_.check.ts': till('/till/check', { code: `PAL1.${'0'.repeat(32)}.1.1.${'0'.repeat(32)}` }),
  'till_.undo.ts': till('/till/undo', { checkId: `till-${'0'.repeat(32)}` }),
  'surfaces.customer.ts': surface('/surfaces/customer'),
  'surfaces.order.ts': surface('/surfaces/order', { order: '1001', confirmation: 'XPAV284CT' }),
  'surfaces.signout.ts': surface('/surfaces/signout'),
  // The world's only chain never answers.
  'readyz.ts': { ...open('/readyz'), isNoFault: 503 },
  ...Object.fromEntries(hooks),
}
