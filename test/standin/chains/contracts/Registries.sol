// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// A stand-in for delegate.xyz's registry v2, written from its interface.
contract LendingRegistry {
    struct Delegation {
        uint8 type_;
        address to;
        address from;
        bytes32 rights;
        address contract_;
        uint256 tokenId;
        uint256 amount;
    }

    Delegation[] private all;

    /// Kinds: 1 wallet, 2 contract, 3 ERC-721, 4 ERC-20, 5 ERC-1155. An amount of 0 revokes the delegation.
    function lend(uint8 kind, address to, address from, bytes32 rights, address token, uint256 id, uint256 amount)
        external
    {
        for (uint256 i = 0; i < all.length; i++) {
            Delegation storage one = all[i];
            if (
                one.type_ == kind && one.to == to && one.from == from && one.rights == rights
                    && one.contract_ == token && one.tokenId == id
            ) {
                one.amount = amount;
                return;
            }
        }
        all.push(Delegation(kind, to, from, rights, token, id, amount));
    }

    function find(uint8 kind, address to, address from, address token, uint256 id, bytes32 rights)
        private
        view
        returns (uint256 most)
    {
        for (uint256 i = 0; i < all.length; i++) {
            Delegation storage one = all[i];
            if (one.type_ != kind || one.to != to || one.from != from) continue;
            if (one.rights != bytes32(0) && one.rights != rights) continue;
            if (one.contract_ != token || one.tokenId != id) continue;
            if (one.amount > most) most = one.amount;
        }
    }

    function checkDelegateForAll(address to, address from, bytes32 rights) public view returns (bool) {
        return find(1, to, from, address(0), 0, rights) > 0;
    }

    function checkDelegateForContract(address to, address from, address token, bytes32 rights)
        public
        view
        returns (bool)
    {
        return checkDelegateForAll(to, from, rights) || find(2, to, from, token, 0, rights) > 0;
    }

    function checkDelegateForERC721(address to, address from, address token, uint256 id, bytes32 rights)
        external
        view
        returns (bool)
    {
        return checkDelegateForContract(to, from, token, rights) || find(3, to, from, token, id, rights) > 0;
    }

    function checkDelegateForERC20(address to, address from, address token, bytes32 rights)
        external
        view
        returns (uint256)
    {
        if (checkDelegateForContract(to, from, token, rights)) return type(uint256).max;
        return find(4, to, from, token, 0, rights);
    }

    function checkDelegateForERC1155(address to, address from, address token, uint256 id, bytes32 rights)
        external
        view
        returns (uint256)
    {
        if (checkDelegateForContract(to, from, token, rights)) return type(uint256).max;
        return find(5, to, from, token, id, rights);
    }

    function getIncomingDelegations(address to) external view returns (Delegation[] memory) {
        return list(to, false);
    }

    function getOutgoingDelegations(address from) external view returns (Delegation[] memory) {
        return list(from, true);
    }

    function list(address party, bool isVault) private view returns (Delegation[] memory found) {
        uint256 count;
        found = new Delegation[](all.length);
        for (uint256 i = 0; i < all.length; i++) {
            if ((isVault ? all[i].from : all[i].to) == party && all[i].amount > 0) found[count++] = all[i];
        }
        assembly {
            mstore(found, count)
        }
    }
}

/// A stand-in for delegate.xyz's registry v1, written from its interface.
contract EarlyLendingRegistry {
    struct DelegationInfo {
        uint8 type_;
        address vault;
        address delegate;
        address contract_;
        uint256 tokenId;
    }

    DelegationInfo[] private all;

    /// Kinds: 1 wallet, 2 contract, 3 token.
    function lend(uint8 kind, address vault, address delegate, address token, uint256 id) external {
        all.push(DelegationInfo(kind, vault, delegate, token, id));
    }

    function find(uint8 kind, address delegate, address vault, address token, uint256 id) private view returns (bool) {
        for (uint256 i = 0; i < all.length; i++) {
            DelegationInfo storage one = all[i];
            if (
                one.type_ == kind && one.delegate == delegate && one.vault == vault && one.contract_ == token
                    && one.tokenId == id
            ) return true;
        }
        return false;
    }

    function checkDelegateForAll(address delegate, address vault) public view returns (bool) {
        return find(1, delegate, vault, address(0), 0);
    }

    function checkDelegateForContract(address delegate, address vault, address token) public view returns (bool) {
        return find(2, delegate, vault, token, 0) || checkDelegateForAll(delegate, vault);
    }

    function checkDelegateForToken(address delegate, address vault, address token, uint256 id)
        external
        view
        returns (bool)
    {
        return find(3, delegate, vault, token, id) || checkDelegateForContract(delegate, vault, token);
    }

    struct ContractDelegation {
        address contract_;
        address delegate;
    }

    struct TokenDelegation {
        address contract_;
        uint256 tokenId;
        address delegate;
    }

    function countOf(uint8 kind, address vault) private view returns (uint256 found) {
        for (uint256 i = 0; i < all.length; i++) if (all[i].type_ == kind && all[i].vault == vault) found++;
    }

    function getDelegatesForAll(address vault) external view returns (address[] memory found) {
        found = new address[](countOf(1, vault));
        uint256 next;
        for (uint256 i = 0; i < all.length; i++) {
            if (all[i].type_ == 1 && all[i].vault == vault) found[next++] = all[i].delegate;
        }
    }

    function getContractLevelDelegations(address vault) external view returns (ContractDelegation[] memory found) {
        found = new ContractDelegation[](countOf(2, vault));
        uint256 next;
        for (uint256 i = 0; i < all.length; i++) {
            if (all[i].type_ == 2 && all[i].vault == vault) {
                found[next++] = ContractDelegation(all[i].contract_, all[i].delegate);
            }
        }
    }

    function getTokenLevelDelegations(address vault) external view returns (TokenDelegation[] memory found) {
        found = new TokenDelegation[](countOf(3, vault));
        uint256 next;
        for (uint256 i = 0; i < all.length; i++) {
            if (all[i].type_ == 3 && all[i].vault == vault) {
                found[next++] = TokenDelegation(all[i].contract_, all[i].tokenId, all[i].delegate);
            }
        }
    }

    function getDelegationsByDelegate(address delegate) external view returns (DelegationInfo[] memory found) {
        uint256 count;
        found = new DelegationInfo[](all.length);
        for (uint256 i = 0; i < all.length; i++) if (all[i].delegate == delegate) found[count++] = all[i];
        assembly {
            mstore(found, count)
        }
    }
}
