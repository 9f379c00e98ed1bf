// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// An ENS registry: maps each name to its resolver.
contract NameRegistry {
    mapping(bytes32 => address) public resolver;

    function setResolver(bytes32 node, address to) external {
        resolver[node] = to;
    }
}

/// A resolver that stores names and addresses on the chain.
contract NameResolver {
    mapping(bytes32 => string) public name;
    mapping(bytes32 => address) public addr;

    function setName(bytes32 node, string calldata to) external {
        name[node] = to;
    }

    function setAddr(bytes32 node, address to) external {
        addr[node] = to;
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x3b3b57de;
    }
}

/// A wildcard resolver (ENSIP-10): returns one fixed address for every subname.
contract WideResolver {
    address private immutable answer;

    constructor(address answer_) {
        answer = answer_;
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x9061b923;
    }

    function resolve(bytes calldata name, bytes calldata data) external view returns (bytes memory) {
        require(name.length > 2 && bytes4(data[:4]) == 0x3b3b57de, "no");
        return abi.encode(answer);
    }
}

/// A resolver that sends callers to a gateway (EIP-3668) and accepts every answer of the gateway.
contract GatewayResolver {
    error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callback, bytes extraData);

    string[] private urls;
    /// The sender that its error names. The standard requires the contract's own address.
    address private immutable sender;

    constructor(string[] memory urls_, address sender_) {
        urls = urls_;
        sender = sender_ == address(0) ? address(this) : sender_;
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x9061b923;
    }

    function resolve(bytes calldata name, bytes calldata data) external view returns (bytes memory) {
        revert OffchainLookup(sender, urls, abi.encode(name, data), this.believe.selector, "palisade");
    }

    function believe(bytes calldata response, bytes calldata extraData) external pure returns (bytes memory) {
        require(keccak256(extraData) == keccak256("palisade"), "no");
        return response;
    }
}
