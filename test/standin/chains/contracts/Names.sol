// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// Who answers for a name, as the ENS registry says it.
contract NameRegistry {
    mapping(bytes32 => address) public resolver;

    function setResolver(bytes32 node, address to) external {
        resolver[node] = to;
    }
}

/// Names and addresses kept on the chain.
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

/// Answers for every name below its own, with an address it keeps (ENSIP-10).
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

/// Sends whoever asks to a gateway (EIP-3668), and believes what it says.
contract GatewayResolver {
    error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callback, bytes extraData);

    string[] private urls;
    /// Whom it says it is; the standard wants its own address.
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
