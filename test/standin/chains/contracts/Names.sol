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

/// What a contract asks of the gateway that sends several questions (ENSIP-21).
interface BatchGateway {
    struct Query {
        address sender;
        string[] urls;
        bytes data;
    }

    function query(Query[] calldata queries) external view returns (bool[] memory failures, bytes[] memory responses);
}

/// ENS's universal resolver as far as primary names need it (ENSIP-19): by its functions, errors and lookups.
contract PrimaryNames {
    error ReverseAddressMismatch(string primary, bytes primaryAddress);
    error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callback, bytes extraData);
    error LookupFailed(bytes reason);

    mapping(bytes32 => string) private names;
    mapping(bytes32 => bytes) private addresses;
    mapping(bytes32 => string[]) private urls;

    function claim(bytes calldata wallet, uint256 coinType, string calldata name) external {
        names[keccak256(abi.encode(wallet, coinType))] = name;
    }

    function point(string calldata name, uint256 coinType, bytes calldata to) external {
        addresses[keccak256(abi.encode(name, coinType))] = to;
    }

    /// Keep the name of a wallet at gateways.
    function moveAway(bytes calldata wallet, uint256 coinType, string[] calldata to) external {
        for (uint256 i = 0; i < to.length; i++) urls[keccak256(abi.encode(wallet, coinType))].push(to[i]);
    }

    function reverseWithGateways(bytes calldata wallet, uint256 coinType, string[] calldata gateways)
        external
        view
        returns (string memory, address, address)
    {
        bytes32 key = keccak256(abi.encode(wallet, coinType));
        bytes memory extra = abi.encode(wallet, coinType);
        if (urls[key].length == 0) return check(names[key], extra);
        BatchGateway.Query[] memory queries = new BatchGateway.Query[](1);
        queries[0] = BatchGateway.Query(address(this), urls[key], extra);
        bytes memory data = abi.encodeCall(BatchGateway.query, (queries));
        revert OffchainLookup(address(this), gateways, data, this.finish.selector, extra);
    }

    function finish(bytes calldata answer, bytes calldata extra)
        external
        view
        returns (string memory, address, address)
    {
        (bool[] memory failures, bytes[] memory responses) = abi.decode(answer, (bool[], bytes[]));
        if (failures[0]) revert LookupFailed(responses[0]);
        return check(abi.decode(responses[0], (string)), extra);
    }

    function check(string memory name, bytes memory extra) private view returns (string memory, address, address) {
        (bytes memory wallet, uint256 coinType) = abi.decode(extra, (bytes, uint256));
        bytes memory found = addresses[keccak256(abi.encode(name, coinType))];
        if (bytes(name).length == 0) return ("", address(0), address(0));
        if (keccak256(found) != keccak256(wallet)) revert ReverseAddressMismatch(name, found);
        return (name, address(this), address(this));
    }
}
