// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Enumerable.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";

/// A collection that lists the tokens of a wallet (ERC721Enumerable).
contract ListedOwls is ERC721Enumerable {
    constructor() ERC721("Listed Owls", "LOWL") {}

    function mint(address to, uint256 first, uint256 count) external {
        for (uint256 id = first; id < first + count; id++) _mint(to, id);
    }
}

/// A collection whose `ownerOf` misbehaves for ids from 100; `mode` selects how.
contract OddOwls is ERC721("Odd Owls", "ODD") {
    uint256 private immutable mode;

    constructor(uint256 mode_, address holder) {
        mode = mode_;
        for (uint256 id = 1; id <= 3; id++) _mint(holder, id);
    }

    function ownerOf(uint256 id) public view override returns (address) {
        if (id < 100) return super.ownerOf(id);
        uint256 m = mode;
        if (m == 0) {
            while (true) {}
        } else if (m == 1) {
            assembly {
                invalid()
            }
        } else if (m == 2) {
            assembly {
                return(0, 1048576)
            }
        } else if (m == 3) {
            assembly {
                mstore(0, not(0))
                return(0, 32)
            }
        } else if (m == 4) {
            assembly {
                return(0, 31)
            }
        } else if (m == 5) {
            assembly {
                return(0, 0)
            }
        } else if (m == 6) {
            return address(0);
        } else if (m == 8) {
            // Like ERC721A: ids minted together share one entry, and finding it takes many reads.
            uint256 seen;
            for (uint256 i = 0; i < 300; i++) assembly { seen := add(seen, sload(add(shl(32, id), i))) }
            if (seen > 0 || id > 110) revert("nobody's");
        } else if (m == 7) {
            // Answers correctly, but needs many reads.
            uint256 sum;
            for (uint256 i = 0; i < 20; i++) assembly { sum := add(sum, sload(add(1000, i))) }
            if (sum == 0) revert("nobody's");
        }
        return super.ownerOf(1);
    }
}

/// A contract with `balanceOf` only.
contract BareCoin {
    function balanceOf(address) external pure returns (uint256) {
        return 42;
    }
}

/// An upgradeable proxy (EIP-1967).
contract MovableProxy is ERC1967Proxy {
    constructor(address implementation, bytes memory data) ERC1967Proxy(implementation, data) {}
}

/// A collection for use behind a proxy: it has no constructor, because a proxy's storage would not see it.
contract ProxiedOwls {
    mapping(uint256 => address) private owners;
    mapping(address => uint256) public balanceOf;

    function mint(address to, uint256 id) external {
        owners[id] = to;
        balanceOf[to]++;
    }

    function ownerOf(uint256 id) external view returns (address owner) {
        owner = owners[id];
        require(owner != address(0), "nobody's");
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x80ac58cd;
    }
}

/// Metadata at any links. An empty one reverts, as in a contract that does not have it.
contract PicturedToken {
    string private ofContract;
    string private ofToken;
    string private ofMany;

    constructor(string memory ofContract_, string memory ofToken_, string memory ofMany_) {
        ofContract = ofContract_;
        ofToken = ofToken_;
        ofMany = ofMany_;
    }

    function contractURI() external view returns (string memory) {
        return demand(ofContract);
    }

    function tokenURI(uint256 id) external view returns (string memory) {
        require(id == 0, "no such token");
        return demand(ofToken);
    }

    function uri(uint256) external view returns (string memory) {
        return demand(ofMany);
    }

    function demand(string memory link) private pure returns (string memory) {
        require(bytes(link).length > 0, "no link");
        return link;
    }
}
