// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Enumerable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// A vault for Harbor Coins.
contract HarborVault is ERC4626 {
    constructor(IERC20 coin) ERC4626(coin) ERC20("Harbor Vault", "vHRBR") {}
}

/// Badges that are bound, rented out and run for some time. It lists the badges of a wallet.
/// @dev https://eips.ethereum.org/EIPS/eip-5192 https://eips.ethereum.org/EIPS/eip-4907 https://eips.ethereum.org/EIPS/eip-5643
contract HarborBadges is ERC721Enumerable {
    mapping(uint256 => bool) private _locked;
    mapping(uint256 => uint64) private _ends;
    mapping(uint256 => address) private _users;

    constructor() ERC721("Harbor Badges", "BADGE") {}

    function mint(address to, uint256 id, bool isLocked, uint64 ends) external {
        _mint(to, id);
        _locked[id] = isLocked;
        _ends[id] = ends;
    }

    function setUser(uint256 id, address user) external {
        _users[id] = user;
    }

    function locked(uint256 id) external view returns (bool) {
        _requireOwned(id);
        return _locked[id];
    }

    function expiresAt(uint256 id) external view returns (uint64) {
        _requireOwned(id);
        return _ends[id];
    }

    function userOf(uint256 id) external view returns (address) {
        return _users[id];
    }
}

/// What staking, membership, score and other contracts answer about a wallet, as their interfaces say.
contract HarborRegister {
    error AttestationNotFound();

    mapping(address => uint256) public balanceOf;
    mapping(address => bool) public getHasValidKey;
    mapping(address => bool) public isOwner;
    mapping(address => uint256) private _scores;
    mapping(bytes32 => address) public owner;
    mapping(address => mapping(uint256 => uint256)) private _events;
    mapping(bytes32 => mapping(address => mapping(address => uint256))) private _attestations;
    mapping(uint256 => mapping(address => uint256)) private _pools;
    mapping(address => int128) private _locks;

    function setStake(address user, uint256 amount) external {
        balanceOf[user] = amount;
    }

    function setMember(address user, bool isMember) external {
        getHasValidKey[user] = isMember;
        isOwner[user] = isMember;
    }

    function setScore(address user, uint256 score) external {
        _scores[user] = score;
    }

    function setName(bytes32 node, address user) external {
        owner[node] = user;
    }

    function addEvent(address user, uint256 eventId) external {
        _events[user][balanceOf[user]] = eventId;
        balanceOf[user] += 1;
    }

    function setAttestations(bytes32 schema, address attester, address user, uint256 count) external {
        _attestations[schema][attester][user] = count;
    }

    function setPool(uint256 pool, address user, uint256 amount) external {
        _pools[pool][user] = amount;
    }

    function setLock(address user, int128 amount) external {
        _locks[user] = amount;
    }

    function getScore(address user) external view returns (uint256) {
        if (_scores[user] == 0) revert AttestationNotFound();
        return _scores[user];
    }

    function tokenDetailsOfOwnerByIndex(address user, uint256 index) external view returns (uint256, uint256) {
        require(index < balanceOf[user], "no such index");
        return (1000 + index, _events[user][index]);
    }

    function getSchemaAttesterRecipientAttestationUIDCount(
        bytes32 schema,
        address attester,
        address user
    ) external view returns (uint256) {
        return _attestations[schema][attester][user];
    }

    function userInfo(uint256 pool, address user) external view returns (uint256, uint256) {
        return (_pools[pool][user], 7);
    }

    function locked(address user) external view returns (int128, uint256) {
        return (_locks[user], 2_000_000_000);
    }
}

/// Owners of wrapped names, by the hash of each.
contract HarborWrapper {
    mapping(uint256 => address) public ownerOf;

    function setOwner(uint256 id, address user) external {
        ownerOf[id] = user;
    }
}

/// A contract that answers badly.
contract BadRegister {
    function yes(address) external pure returns (uint256) {
        return 2;
    }

    function burns(address) external pure returns (uint256 n) {
        while (true) n++;
    }

    function refuses(address) external pure returns (bool) {
        revert("not for you");
    }

    /// Gives a reason, though only a call of its own ran out of gas.
    function starves(address user) external view returns (bool) {
        try this.burns(user) returns (uint256 n) {
            return n > 0;
        } catch {
            revert("no score");
        }
    }

    function work(uint256 gas) external view {
        uint256 start = gasleft();
        while (start - gasleft() < gas) {}
    }

    /// Answers with three million gas, and gives a reason with less.
    function labors(address) external view returns (bool) {
        try this.work(3_000_000) {
            return true;
        } catch {
            revert("no score");
        }
    }

    function silent(address) external pure returns (bool) {
        revert();
    }

    function long(address) external pure returns (uint256, uint256) {
        return (1, 1);
    }

    function dirty(address) external pure returns (uint256) {
        return type(uint256).max;
    }
}
