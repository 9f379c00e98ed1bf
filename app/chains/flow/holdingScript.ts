/**
 * The Cadence that reads holdings on Flow's main network: for each holder and contract an amount, null if the contract
 * is no standard collection and no standard token, all under the height of the block that was read.
 *
 * Anybody may publish anything at a public path of their own account. So what is found there counts only if it is a
 * resource of the contract's own code, and lies in the holder's account.
 * @see https://github.com/onflow/flow-nft https://github.com/onflow/flow-ft
 */
export const HOLDING_SCRIPT = `
import NonFungibleToken from 0x1d7e57aa55817448
import MetadataViews from 0x1d7e57aa55817448
import FungibleToken from 0xf233dcee88fe0abe
import FungibleTokenMetadataViews from 0xf233dcee88fe0abe

access(all) view fun isGenuine(type: Type, owner: Address?, holder: Address, prefix: String): Bool {
    let identifier = type.identifier
    return owner == holder
        && identifier.length > prefix.length
        && identifier.slice(from: 0, upTo: prefix.length) == prefix
}

access(all) fun countNfts(_ code: &{NonFungibleToken}, holder: Address, prefix: String): UFix64? {
    let view = code.resolveContractView(resourceType: nil, viewType: Type<MetadataViews.NFTCollectionData>())
    if let data = view as! MetadataViews.NFTCollectionData? {
        let found = getAccount(holder).capabilities.borrow<&{NonFungibleToken.CollectionPublic}>(data.publicPath)
        if let collection = found {
            let owner = collection.owner?.address
            if isGenuine(type: collection.getType(), owner: owner, holder: holder, prefix: prefix) {
                return UFix64(collection.getLength())
            }
        }
        return 0.0
    }
    return nil
}

access(all) fun readBalance(_ code: &{FungibleToken}, holder: Address, prefix: String): UFix64? {
    let view = code.resolveContractView(resourceType: nil, viewType: Type<FungibleTokenMetadataViews.FTVaultData>())
    if let data = view as! FungibleTokenMetadataViews.FTVaultData? {
        let found = getAccount(holder).capabilities.borrow<&{FungibleToken.Balance}>(data.metadataPath)
        if let vault = found {
            let owner = vault.owner?.address
            if isGenuine(type: vault.getType(), owner: owner, holder: holder, prefix: prefix) {
                return vault.balance
            }
        }
        return 0.0
    }
    return nil
}

access(all) fun readHolding(holder: Address, address: Address, name: String, prefix: String): UFix64? {
    let contracts = getAccount(address).contracts
    if let code = contracts.borrow<&{NonFungibleToken}>(name: name) {
        return countNfts(code, holder: holder, prefix: prefix)
    }
    if let code = contracts.borrow<&{FungibleToken}>(name: name) {
        return readBalance(code, holder: holder, prefix: prefix)
    }
    return nil
}

access(all) fun main(
    holders: [Address],
    addresses: [Address],
    names: [String],
    prefixes: [String]
): {UInt64: [UFix64?]} {
    let amounts: [UFix64?] = []
    for i, holder in holders {
        amounts.append(readHolding(holder: holder, address: addresses[i], name: names[i], prefix: prefixes[i]))
    }
    return {getCurrentBlock().height: amounts}
}
`
