// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

contract HarborCoin is ERC20("Harbor Coin", "HRBR") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// A collection that is drawn on the chain.
contract NightOwls is ERC721("Night Owls", "OWL") {
    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    /// @dev https://eips.ethereum.org/EIPS/eip-7572
    function contractURI() external pure returns (string memory) {
        return draw("Night Owls", "%23141b3c");
    }

    /// Each has a sky of its own.
    function tokenURI(uint256 id) public view override returns (string memory) {
        _requireOwned(id);
        string[4] memory skies = ["%23141b3c", "%233c1430", "%23123a2c", "%233c2a14"];
        return draw(string.concat("Night Owl #", Strings.toString(id)), skies[id % 4]);
    }

    function draw(string memory called, string memory sky) private pure returns (string memory) {
        return string.concat(
            'data:application/json;utf8,{"name":"',
            called,
            '","image":"data:image/svg+xml,',
            "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'%3E%3Crect width='40' height='40' fill='",
            sky,
            "'/%3E",
            "%3Ccircle cx='31' cy='8' r='4' fill='%23f4e3a1'/%3E%3Cpath d='M10 14l4 3h12l4-3v16a10 8 0 0 1-20 0z' fill='%237a5c43'/%3E",
            "%3Ccircle cx='15.500' cy='22' r='4.500' fill='%23fff'/%3E%3Ccircle cx='24.500' cy='22' r='4.500' fill='%23fff'/%3E",
            "%3Ccircle cx='16' cy='22' r='2'/%3E%3Ccircle cx='24' cy='22' r='2'/%3E%3Cpath d='M18.500 25h3l-1.500 3z' fill='%23e8a33d'/%3E%3C/svg%3E",
            '"}'
        );
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
