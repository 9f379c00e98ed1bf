import type { StandinShop } from '../standin/shopify/state.ts'

/**
 * Format what the app has written to a shop, without what differs between two shops that were treated alike: ids, keys
 * and instants. Each owner stands for its kind.
 */
export function formatStanding(shop: StandinShop): string[] {
  const lines = [
    ...[...shop.metafields.values()].map(
      ({ ownerGid, namespace, key, type, value }) => `${ownerGid} ${namespace}.${key} ${type} ${value}`,
    ),
    ...[...shop.metafieldDefinitions.values()].map(
      ({ ownerType, namespace, key, type }) => `definition ${ownerType} ${namespace}.${key} ${type}`,
    ),
    ...[...shop.metaobjects.values()].map(({ handle, fields }) => `card ${handle} ${JSON.stringify(fields)}`),
    ...[...shop.metaobjectDefinitions.values()].map(({ type }) => `card definition ${type}`),
    ...[...shop.discounts.values()].map(
      ({ title, status, combinesWith }) => `discount ${title} ${status} ${JSON.stringify(combinesWith)}`,
    ),
    ...[...shop.validations.values()].map(
      ({ enabled, blockOnFailure }) => `validation ${enabled} ${blockOnFailure}`,
    ),
    ...[...shop.products.values()].map(({ id, isDraft = false }) => `product ${id} ${isDraft}`),
  ]
  return lines.map(hideChances).sort()
}

function hideChances(line: string): string {
  return line
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replaceAll(/\b[0-9a-f]{8,}\b/g, 'HEX')
    .replaceAll(/[\w-]{22,}/g, 'KEY')
    .replaceAll(/\d{7,}/g, 'N')
}
