// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// A token or wallet that attacks its caller on every call; `mode` selects the attack.
contract Hostile {
    error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callback, bytes extraData);

    uint256 private immutable mode;
    string private url;

    constructor(uint256 mode_, string memory url_) {
        mode = mode_;
        url = url_;
    }

    fallback() external {
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
            // The longest answer that a million gas pays for. It begins with a valid number.
            assembly {
                mstore(0, 1000)
                return(0, 600000)
            }
        } else if (m == 4) {
            assembly {
                revert(0, 600000)
            }
        } else if (m == 5) {
            revert("no");
        } else if (m == 6) {
            string[] memory urls = new string[](1);
            urls[0] = url;
            revert OffchainLookup(address(this), urls, hex"1234", 0x12345678, "");
        } else if (m == 7) {
            selfdestruct(payable(msg.sender));
        } else if (m == 8) {
            assembly {
                mstore(0, 1000)
                return(0, 31)
            }
        } else if (m == 9) {
            assembly {
                mstore(0, 1000)
                return(0, 33)
            }
        } else if (m == 10) {
            return;
        } else if (m == 11) {
            // Call itself until the gas runs out.
            while (true) {
                (bool done, ) = address(this).staticcall("");
                if (done) break;
            }
        } else if (m == 12) {
            assembly {
                sstore(0, 1)
                mstore(0, 1000)
                return(0, 32)
            }
        }
    }
}
