import { type AdminContext, type ApiObject, formatGid, formatInstant } from '../context.ts'
import { metafieldFields } from './metafields.ts'

export function toShop(ctx: AdminContext): ApiObject {
  const { shop } = ctx
  const id = formatGid('Shop', shop.id)
  const primary = {
    __typename: 'Domain',
    id: formatGid('Domain', shop.id),
    host: shop.primaryDomain,
    url: shop.storefrontOrigin,
    sslEnabled: shop.storefrontOrigin.startsWith('https:'),
    localization: null,
    marketWebPresence: null,
  }
  const own = {
    ...primary,
    id: formatGid('Domain', `${shop.id}0`),
    host: shop.myshopifyDomain,
    url: `https://${shop.myshopifyDomain}`,
    sslEnabled: true,
  }
  return {
    __typename: 'Shop',
    id,
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    description: null,
    myshopifyDomain: shop.myshopifyDomain,
    primaryDomain: primary,
    domains: [primary, own],
    url: shop.storefrontOrigin,
    ianaTimezone: shop.ianaTimezone,
    timezoneAbbreviation: zonePart(shop.ianaTimezone, 'short'),
    timezoneOffset: zonePart(shop.ianaTimezone, 'longOffset').replace('GMT', '') || '+00:00',
    currencyCode: shop.currencyCode,
    enabledPresentmentCurrencies: [shop.currencyCode],
    currencyFormats: {
      __typename: 'CurrencyFormats',
      moneyFormat: `{{amount}} ${shop.currencyCode}`,
      moneyWithCurrencyFormat: `{{amount}} ${shop.currencyCode}`,
    },
    shopOwnerName: `Owner of ${shop.name}`,
    setupRequired: false,
    taxesIncluded: false,
    taxShipping: false,
    checkoutApiSupported: true,
    unitSystem: 'METRIC_SYSTEM',
    weightUnit: 'KILOGRAMS',
    plan: {
      __typename: 'ShopPlan',
      publicDisplayName: shop.plan.displayName,
      ...shop.plan,
    },
    customerAccounts: shop.customerAccounts,
    customerAccountsV2: {
      __typename: 'CustomerAccountsV2',
      // New customer accounts cannot be switched off.
      customerAccountsVersion: shop.customerAccounts === 'DISABLED' ? 'CLASSIC' : 'NEW_CUSTOMER_ACCOUNTS',
      loginRequiredAtCheckout: shop.customerAccounts === 'REQUIRED',
      loginLinksVisibleOnStorefrontAndCheckout: shop.customerAccounts !== 'DISABLED',
      url: null,
    },
    createdAt: formatInstant(1_700_000_000),
    updatedAt: formatInstant(1_700_000_000),
    ...metafieldFields(ctx, id),
  }
}

function zonePart(timeZone: string, timeZoneName: 'short' | 'longOffset'): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName }).formatToParts()
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC'
}
