/**
 * The Cadence that says what a contract on Flow is: `nft` or `token`, with the name and the symbol that it gives itself;
 * `other` if `HOLDING_SCRIPT` could read no holding of it, and `none` if there is no such contract.
 * @see https://github.com/onflow/flow-nft https://github.com/onflow/flow-ft
 */
export const DESCRIBING_SCRIPT = `
import NonFungibleToken from 0x1d7e57aa55817448
import MetadataViews from 0x1d7e57aa55817448
import FungibleToken from 0xf233dcee88fe0abe
import FungibleTokenMetadataViews from 0xf233dcee88fe0abe

access(all) fun describeNfts(_ code: &{NonFungibleToken}): [String] {
    let data = code.resolveContractView(resourceType: nil, viewType: Type<MetadataViews.NFTCollectionData>())
    if (data as! MetadataViews.NFTCollectionData?) == nil {
        return ["other"]
    }
    let view = code.resolveContractView(resourceType: nil, viewType: Type<MetadataViews.NFTCollectionDisplay>())
    let display = view as! MetadataViews.NFTCollectionDisplay?
    return ["nft", display?.name ?? "", ""]
}

access(all) fun describeToken(_ code: &{FungibleToken}): [String] {
    let data = code.resolveContractView(resourceType: nil, viewType: Type<FungibleTokenMetadataViews.FTVaultData>())
    if (data as! FungibleTokenMetadataViews.FTVaultData?) == nil {
        return ["other"]
    }
    let view = code.resolveContractView(resourceType: nil, viewType: Type<FungibleTokenMetadataViews.FTDisplay>())
    let display = view as! FungibleTokenMetadataViews.FTDisplay?
    return ["token", display?.name ?? "", display?.symbol ?? ""]
}

access(all) fun main(address: Address, name: String): [String] {
    let contracts = getAccount(address).contracts
    if let code = contracts.borrow<&{NonFungibleToken}>(name: name) {
        return describeNfts(code)
    }
    if let code = contracts.borrow<&{FungibleToken}>(name: name) {
        return describeToken(code)
    }
    return [contracts.get(name: name) == nil ? "none" : "other"]
}
`
