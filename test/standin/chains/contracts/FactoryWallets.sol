// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

// Factories and wallets that are called, answer and are signed for as the published ones of their names. They keep to
// what a login meets: the function and what its salt is made of, the answered address, who the owner is, the typed data.
// The factories have no storage of a constructor, because their code is put at published addresses.

library Typed {
    bytes32 private constant NAMED =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant SALTED =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)");

    /// The hash that the owner of this contract signs.
    function named(string memory name, string memory version, bytes32 message) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(NAMED, keccak256(bytes(name)), keccak256(bytes(version)), block.chainid, address(this))
        );
        return MessageHashUtils.toTypedDataHash(domain, message);
    }

    function salted(string memory name, string memory version, bytes32 salt, bytes32 message)
        internal
        view
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(SALTED, keccak256(bytes(name)), keccak256(bytes(version)), block.chainid, address(this), salt)
        );
        return MessageHashUtils.toTypedDataHash(domain, message);
    }

    /// The answer of ERC-1271.
    function answer(address owner, bytes32 hash, bytes memory signature) internal pure returns (bytes4) {
        (address signer, ECDSA.RecoverError error, ) = ECDSA.tryRecover(hash, signature);
        return error == ECDSA.RecoverError.NoError && signer == owner ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

/// Creates each wallet once, and answers its address also when it is there.
library Once {
    function clone(address code, bytes32 salt) internal returns (address wallet, bool isNew) {
        wallet = Clones.predictDeterministicAddress(code, salt);
        isNew = wallet.code.length == 0;
        if (isNew) Clones.cloneDeterministic(code, salt);
    }

    /// With creation code that names the owners.
    function create(bytes memory code, bytes32 salt) internal returns (address wallet) {
        wallet = Create2.computeAddress(salt, keccak256(code));
        if (wallet.code.length == 0) Create2.deploy(0, salt, code);
    }

    function proxy(address code, bytes memory initializing) internal pure returns (bytes memory) {
        return abi.encodePacked(type(ERC1967Proxy).creationCode, abi.encode(code, initializing));
    }
}

/// Smart Wallet 1 and 1.1. See https://github.com/coinbase/smart-wallet
contract CoinbaseShaped {
    struct Wrapped {
        uint256 ownerIndex;
        bytes signature;
    }

    bytes[] private owners;

    function initialize(bytes[] calldata owners_) external {
        require(owners.length == 0, "initialized");
        for (uint256 i = 0; i < owners_.length; i++) owners.push(owners_[i]);
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        Wrapped memory wrapped = abi.decode(signature, (Wrapped));
        bytes32 message = keccak256(abi.encode(keccak256("CoinbaseSmartWalletMessage(bytes32 hash)"), hash));
        address owner = abi.decode(owners[wrapped.ownerIndex], (address));
        return Typed.answer(owner, Typed.named("Coinbase Smart Wallet", "1", message), wrapped.signature);
    }
}

contract CoinbaseShapedFactory {
    CoinbaseShaped private immutable code = new CoinbaseShaped();

    function createAccount(bytes[] calldata owners, uint256 nonce) external payable returns (address wallet) {
        require(owners.length > 0, "no owner");
        bool isNew;
        (wallet, isNew) = Once.clone(address(code), keccak256(abi.encode(owners, nonce)));
        if (isNew) CoinbaseShaped(wallet).initialize(owners);
    }

    function getAddress(bytes[] calldata owners, uint256 nonce) external view returns (address) {
        return Clones.predictDeterministicAddress(address(code), keccak256(abi.encode(owners, nonce)));
    }
}

/// Kernel 3.1, and its validator of plain keys. See https://github.com/zerodevapp/kernel
contract KernelShapedValidator {
    mapping(address => address) private ownerOf;

    function onInstall(bytes calldata data) external payable {
        ownerOf[msg.sender] = address(bytes20(data));
    }

    function isValidSignatureWithSender(address, bytes32 hash, bytes calldata signature)
        external
        view
        returns (bytes4)
    {
        return Typed.answer(ownerOf[msg.sender], MessageHashUtils.toEthSignedMessageHash(hash), signature);
    }
}

contract KernelShaped {
    bytes21 private root;

    function initialize(bytes21 validator, address, bytes calldata data, bytes calldata, bytes[] calldata) external {
        require(root == 0, "initialized");
        require(validator[0] == 0x01, "no validator");
        root = validator;
        KernelShapedValidator(address(uint160(uint168(validator)))).onInstall(data);
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        require(bytes21(signature[:21]) == root, "another validator");
        bytes32 message = keccak256(abi.encode(keccak256("Kernel(bytes32 hash)"), hash));
        return KernelShapedValidator(address(uint160(uint168(root)))).isValidSignatureWithSender(
            msg.sender,
            Typed.named("Kernel", "0.3.1", message),
            signature[21:]
        );
    }
}

contract KernelShapedFactory {
    KernelShaped private immutable code = new KernelShaped();

    function createAccount(bytes calldata data, bytes32 salt) external payable returns (address wallet) {
        bool isNew;
        (wallet, isNew) = Once.clone(address(code), keccak256(abi.encodePacked(data, salt)));
        if (!isNew) return wallet;
        (bool isDone, ) = wallet.call(data);
        require(isDone, "not initialized");
    }
}

/// Calls the factories that its owner has approved.
contract KernelShapedStaker {
    address public immutable owner = msg.sender;
    mapping(address => bool) public approved;

    function approveFactory(address factory, bool isApproved) external payable {
        require(msg.sender == owner, "not the owner");
        approved[factory] = isApproved;
    }

    function deployWithFactory(KernelShapedFactory factory, bytes calldata data, bytes32 salt)
        external
        payable
        returns (address)
    {
        require(approved[address(factory)], "not approved");
        return factory.createAccount(data, salt);
    }
}

/// Light Account 1.1, and 2, where a first byte says that the owner is a plain key.
/// See https://github.com/alchemyplatform/light-account
contract LightShaped {
    bool private immutable isSecond;
    address private owner;

    constructor(bool isSecond_) {
        isSecond = isSecond_;
    }

    function initialize(address owner_) external {
        require(owner == address(0), "initialized");
        owner = owner_;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        bytes32 kind = keccak256("LightAccountMessage(bytes message)");
        bytes32 message = keccak256(abi.encode(kind, keccak256(abi.encode(hash))));
        if (!isSecond) return Typed.answer(owner, Typed.named("LightAccount", "1", message), signature);
        require(signature[0] == 0x00, "not of a plain key");
        return Typed.answer(owner, Typed.named("LightAccount", "2", message), signature[1:]);
    }
}

contract LightShapedFactory {
    bool private immutable isSecond;
    LightShaped private immutable code;

    constructor(bool isSecond_) {
        isSecond = isSecond_;
        code = new LightShaped(isSecond_);
    }

    function createAccount(address owner, uint256 salt) external returns (address wallet) {
        bytes memory initializing = abi.encodeCall(LightShaped.initialize, (owner));
        if (!isSecond) return Once.create(Once.proxy(address(code), initializing), bytes32(salt));
        bool isNew;
        (wallet, isNew) = Once.clone(address(code), keccak256(abi.encode(owner, salt)));
        if (isNew) LightShaped(wallet).initialize(owner);
    }
}

/// Modular Account 2, whose owner stands in the wallet's own code.
/// See https://github.com/alchemyplatform/modular-account
contract SemiModularShaped {
    bytes32 private constant DOMAIN = keccak256("EIP712Domain(uint256 chainId,address verifyingContract)");
    /// A plain signature after no data for hooks, of the first entity.
    bytes7 private constant HEAD = 0x0000000000ff00;

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        require(bytes7(signature[:7]) == HEAD, "another validation");
        bytes32 domain = keccak256(abi.encode(DOMAIN, block.chainid, address(this)));
        bytes32 message = keccak256(abi.encode(keccak256("ReplaySafeHash(bytes32 hash)"), hash));
        address owner = address(bytes20(Clones.fetchCloneArgs(address(this))));
        return Typed.answer(owner, MessageHashUtils.toTypedDataHash(domain, message), signature[7:]);
    }
}

contract SemiModularShapedFactory {
    SemiModularShaped private immutable code = new SemiModularShaped();

    function createSemiModularAccount(address owner, uint256 salt) external returns (address wallet) {
        bytes memory args = abi.encodePacked(owner);
        bytes32 mixed = keccak256(abi.encodePacked(owner, salt, type(uint32).max));
        wallet = Clones.predictDeterministicAddressWithImmutableArgs(address(code), args, mixed);
        if (wallet.code.length == 0) Clones.cloneDeterministicWithImmutableArgs(address(code), args, mixed);
    }
}

/// The account for entry point 0.7. See https://github.com/thirdweb-dev/contracts
contract ThirdwebShaped {
    address private admin;

    function initialize(address admin_, bytes calldata) external {
        require(admin == address(0), "initialized");
        admin = admin_;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        bytes32 kind = keccak256("AccountMessage(bytes message)");
        bytes32 message = keccak256(abi.encode(kind, keccak256(abi.encode(hash))));
        return Typed.answer(admin, Typed.named("Account", "1", message), signature);
    }
}

contract ThirdwebShapedFactory {
    ThirdwebShaped private immutable code = new ThirdwebShaped();

    function createAccount(address admin, bytes calldata data) external returns (address wallet) {
        bool isNew;
        (wallet, isNew) = Once.clone(address(code), keccak256(abi.encode(admin, data)));
        if (isNew) ThirdwebShaped(wallet).initialize(admin, data);
    }
}

/// Circle's plugin of owners with weights. See https://github.com/circlefin/buidl-wallet-contracts
contract CircleShapedPlugin {
    struct PublicKey {
        uint256 x;
        uint256 y;
    }

    mapping(address => address) private ownerOf;
    /// What a wallet can do with it, so that an installation takes as much gas as the published one.
    mapping(address => mapping(uint256 => bool)) private abilities;

    function pluginManifest() public pure returns (string memory) {
        return "Weighted Multisig Webauthn Plugin 1.0.0";
    }

    function onInstall(bytes calldata data) external {
        (address[] memory owners, uint256[] memory weights, , , uint256 threshold) =
            abi.decode(data, (address[], uint256[], PublicKey[], uint256[], uint256));
        require(owners.length == 1 && weights[0] >= threshold && threshold > 0, "one owner");
        ownerOf[msg.sender] = owners[0];
        for (uint256 i = 0; i < 40; i++) abilities[msg.sender][i] = true;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        bytes32 kind = keccak256("CircleWeightedWebauthnMultisigMessage(bytes32 hash)");
        bytes32 salt = bytes32(bytes20(msg.sender));
        bytes32 message = keccak256(abi.encode(kind, hash));
        bytes32 typed = Typed.salted("Weighted Multisig Webauthn Plugin", "1.0.0", salt, message);
        return Typed.answer(ownerOf[msg.sender], typed, signature);
    }
}

contract CircleShaped {
    CircleShapedPlugin private plugin;

    function initializeUpgradableMSCA(address[] calldata plugins, bytes32[] calldata hashes, bytes[] calldata data)
        external
    {
        require(address(plugin) == address(0), "initialized");
        plugin = CircleShapedPlugin(plugins[0]);
        require(keccak256(abi.encode(plugin.pluginManifest())) == hashes[0], "another manifest");
        plugin.onInstall(data[0]);
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return plugin.isValidSignature(hash, signature);
    }
}

contract CircleShapedFactory {
    CircleShaped private immutable code = new CircleShaped();
    address public immutable owner = msg.sender;
    mapping(address => bool) private isAllowed;

    function setPlugins(address[] calldata plugins, bool[] calldata permissions) external {
        require(msg.sender == owner, "not the owner");
        for (uint256 i = 0; i < plugins.length; i++) isAllowed[plugins[i]] = permissions[i];
    }

    function createAccount(bytes32 sender, bytes32 salt, bytes calldata initializing) external returns (address) {
        (address[] memory plugins, bytes32[] memory hashes, bytes[] memory data) =
            abi.decode(initializing, (address[], bytes32[], bytes[]));
        for (uint256 i = 0; i < plugins.length; i++) require(isAllowed[plugins[i]], "not allowed");
        bytes memory call = abi.encodeCall(CircleShaped.initializeUpgradableMSCA, (plugins, hashes, data));
        return Once.create(Once.proxy(address(code), call), keccak256(abi.encodePacked(sender, salt)));
    }
}

/// A wallet whose creation code writes its owners' privileges. See https://github.com/AmbireTech/ambire-common
contract AmbireShaped {
    mapping(address => bytes32) private privileges;

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        bytes32 kind = keccak256("AmbireOperation(address account,bytes32 hash)");
        bytes32 message = keccak256(abi.encode(kind, address(this), hash));
        uint256 end = signature.length - 1;
        require(signature[end] == 0x01, "another mode");
        bytes32 typed = Typed.salted("Ambire", "1", 0, message);
        (address signer, , ) = ECDSA.tryRecover(typed, signature[:end]);
        return Typed.answer(privileges[signer] == 0 ? address(0) : signer, typed, signature[:end]);
    }
}

/// Runs any constructor.
contract AmbireShapedFactory {
    function deploy(bytes calldata code, uint256 salt) external returns (address wallet) {
        wallet = Create2.computeAddress(bytes32(salt), keccak256(code));
        if (wallet.code.length > 0) return wallet;
        bytes memory creation = code;
        assembly {
            wallet := create2(0, add(creation, 32), mload(creation), salt)
        }
        require(wallet != address(0), "not created");
    }
}

/// Calls what it is told to call, for whoever lends it its own context.
contract Relay {
    function relay(address to, bytes calldata data) external {
        (bool isDone, ) = to.call(data);
        require(isDone, "not done");
    }
}
