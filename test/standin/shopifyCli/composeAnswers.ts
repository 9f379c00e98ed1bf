/** The one app and store that the stand-in services know. */
export type ServiceFacts = {
  readonly clientId: string
  readonly clientSecret: string
  /** Domain of the store. */
  readonly store: string
}

const SCOPES = [
  'openid',
  ...[
    'shop.admin.graphql',
    'shop.admin.themes',
    'shop.storefront-renderer.devtools',
    'partners.collaborator-relationships.readonly',
    'partners.app.cli.access',
    'destinations.readonly',
    'organization.store-management',
    'organization.on-demand-user-access',
    'organization.apps.manage',
  ].map((scope) => `https://api.shopify.com/auth/${scope}`),
]
/** The parts of an app that our tomls have. Shopify's server also sends rules for each; the command line has its own. */
const CONFIGURATION = [
  'app_home',
  'app_access',
  'branding',
  'app_proxy',
  'webhooks',
  'privacy_compliance_webhooks',
  'webhook_subscription',
  'point_of_sale',
]
const EXTENSIONS = ['function', 'theme', 'ui_extension', 'flow_trigger', 'flow_action']
const NO_ERRORS = { userErrors: [] }

/** Compose the answer to a login, and those to GraphQL operations by their name. */
export function composeAnswers(facts: ServiceFacts): {
  login: object
  operations: Readonly<Record<string, object>>
} {
  const claims = Buffer.from('{"sub":"1"}').toString('base64url')
  return {
    login: {
      ...{ access_token: 'token', refresh_token: 'token', id_token: `e30.${claims}.e30` },
      ...{ expires_in: 3600, scope: SCOPES.join(' ') },
    },
    operations: { ...composeApp(facts), ...composeStore(facts), ...composeTheme(), ...composePreview(facts) },
  }
}

function composeApp({ clientId, clientSecret }: ServiceFacts) {
  const organization = { id: toBase64('gid://organization/Organization/1'), name: 'Palisade' }
  const account = { uuid: '1', email: 'dev@palisade.example', organizations: { nodes: [] } }
  const activeRoot = {
    clientCredentials: { secrets: [{ key: clientSecret }] },
    grantedShopifyApprovalScopes: [],
  }
  const activeRelease = { id: 'gid://shopify/Release/1', version: { name: 'Palisade', appModules: [] } }
  const app = { id: 'gid://shopify/App/1', key: clientId, organizationId: 'gid://shopify/Organization/1' }
  const specifications = [
    ...CONFIGURATION.map((identifier) => composeSpecification(identifier, 'configuration')),
    ...EXTENSIONS.map((identifier) => composeSpecification(identifier, 'extension')),
  ]
  return {
    UserInfo: { currentUserAccount: { ...account, __typename: 'UserAccount' } },
    UserEmail: { currentUserAccount: account },
    ActiveAppReleaseFromApiKey: { app: { ...app, activeRoot, activeRelease } },
    FindOrganizations: { currentUserAccount: { organization } },
    fetchSpecifications: { specifications },
  }
}

function composeSpecification(identifier: string, experience: 'configuration' | 'extension') {
  const isStatic = experience === 'configuration' && identifier !== 'webhook_subscription'
  const __typename = isStatic ? 'UidStrategiesStatic' : 'UidStrategiesClientProvided'
  const uidStrategy = { __typename, appModuleLimit: 50, isClientProvided: !isStatic }
  const names = { name: identifier, identifier, externalIdentifier: identifier }
  return {
    ...names,
    experience,
    managementExperience: 'cli',
    features: [],
    uidStrategy,
    validationSchema: null,
  }
}

function composeStore({ store }: ServiceFacts) {
  const [shortName] = store.split('.')
  const names = { name: 'Store', shortName, primaryDomain: store, url: `https://${store}` }
  const node = {
    ...names,
    id: '1',
    externalId: toBase64('gid://shopify/Shop/1'),
    storeType: 'APP_DEVELOPMENT',
  }
  const currentUser = { organizationPermissions: ['ondemand_access_to_stores'] }
  const signature = { id: '1', signature: 's', signatureInput: 'i', signatureAgent: 'a', domainHost: store }
  const versions = ['2026-07', '2026-10'].map((handle) => ({ handle, supported: true }))
  return {
    FetchStoreByDomain: { organization: { id: '1', accessibleShops: { edges: [{ node }] }, currentUser } },
    ProvisionShopAccess: { organizationUserProvisionShopAccess: { success: true, ...NO_ERRORS } },
    publicApiVersions: { publicApiVersions: versions },
    StorefrontCrawlerSignatures: { storefrontCrawlerSignatures: { edges: [] } },
    StorefrontCrawlerSignatureGenerate: {
      storefrontCrawlerSignatureGenerate: { ...signature, expiresAt: '2099-01-01T00:00:00Z', ...NO_ERRORS },
    },
    OnlineStorePasswordProtection: { onlineStore: { passwordProtection: { enabled: false } } },
  }
}

/** A theme in which the block is shown. The command line demands these two files. */
function composeTheme() {
  const theme = { id: 'gid://shopify/OnlineStoreTheme/1', name: 'Development', role: 'DEVELOPMENT' }
  const contents = { 'layout/theme.liquid': '{{ content_for_layout }}', 'config/settings_schema.json': '[]' }
  const nodes = Object.entries(contents).map(([filename, content]) => ({
    ...{ filename, size: String(content.length), checksumMd5: 'd41d8cd98f00b204e9800998ecf8427e' },
    body: { __typename: 'OnlineStoreThemeFileBodyText', content },
  }))
  const files = { nodes, pageInfo: { hasNextPage: false, endCursor: null }, ...NO_ERRORS }
  return {
    themeCreate: { themeCreate: { theme: { ...theme, processing: false }, ...NO_ERRORS } },
    getTheme: { theme: { ...theme, processing: false } },
    getThemeFileBodies: { theme: { files } },
    getThemeFileChecksums: { theme: { files } },
    themeFilesUpsert: { themeFilesUpsert: { upsertedThemeFiles: [], ...NO_ERRORS } },
  }
}

function composePreview({ clientId }: ServiceFacts) {
  const app = { id: 'gid://shopify/App/1', key: clientId }
  const devSession = {
    websocketUrl: 'wss://preview.test',
    updatedAt: '2026-11-28T00:00:00Z',
    user: null,
    app,
  }
  const upload = { sourceUploadUrl: 'https://upload.test/bundle', ...NO_ERRORS }
  const sample = { headers: '{}', samplePayload: '{}', success: true, errors: [] }
  return {
    CreateAssetURL: { appRequestSourceUploadUrl: upload },
    DevSessionCreate: { devSessionCreate: { devSession, warnings: [], ...NO_ERRORS } },
    DevSessionUpdate: { devSessionUpdate: { devSession, ...NO_ERRORS } },
    DevSessionDelete: { devSessionDelete: NO_ERRORS },
    AppLogsSubscribe: { appLogsSubscribe: { success: true, errors: [], jwtToken: 'token' } },
    CliTesting: { cliTesting: sample },
  }
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64')
}
