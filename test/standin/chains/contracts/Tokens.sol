// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

contract HarborCoin is ERC20("Harbor Coin", "HRBR") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

contract NightOwls is ERC721("Night Owls", "OWL") {
    function mint(address to, uint256 id) external {
        _mint(to, id);
    }
}

contract TidePasses is ERC1155("") {
    string public constant name = "Tide Passes";
    string public constant symbol = "TIDE";

    function mint(address to, uint256 id, uint256 amount) external {
        _mint(to, id, amount, "");
    }
}

/// A coin whose name and symbol are bytes32, as in early tokens.
contract OldCoin {
    bytes32 public constant name = "Old Coin";
    bytes32 public constant symbol = "OLD";
    uint8 public constant decimals = 6;

    function balanceOf(address) external pure returns (uint256) {
        return 7_000_000;
    }
}

/// A coin with a name and symbol of any length and content.
contract NamedCoin {
    string public name;
    string public symbol;
    uint256 public decimals;

    constructor(string memory name_, string memory symbol_, uint256 decimals_) {
        name = name_;
        symbol = symbol_;
        decimals = decimals_;
    }

    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }
}
